// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTest>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/ts/tsbench.h"

/// The table of TR 101 290: for each check a stream made to raise it and nothing else but what it
/// entails, and one just inside its limit.
namespace tr101290 {

using namespace tsbench;
using ts::Check;
using Checks = std::set<Check>;

/// One way to raise a check. Both functions get a stream that ran for 31 s without a fault (or one
/// that has not begun), and say what comes then.
struct Case {
    Check check;
    const char* way;
    void (*outside)(Bench&);
    void (*inside)(Bench&);
    /// What else the standard has raised by the same fault.
    Checks entails = {};
    /// Raised by the stream inside the limit, by another check.
    Checks insideEntails = {};
    bool isFromStart = false;
};

inline QString numbers(const Checks& checks) {
    QStringList list;
    for (const Check check : checks) {
        list += QString::fromStdString(std::string(checkNumber(check)));
    }
    return list.join(' ');
}

inline Checks raisedIn(const Bench& bench) {
    Checks raised;
    for (std::size_t i = 0; i < ts::checkCount; ++i) {
        if (const auto check = static_cast<Check>(i); bench.errors(check) > 0) {
            raised.insert(check);
        }
    }
    return raised;
}

inline void addRows(const std::vector<Case>& cases) {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string name = std::string(checkNumber(cases[i].check)) + " " + cases[i].way;
        QTest::newRow(name.c_str()) << static_cast<int>(i);
    }
}

inline void prepare(Bench& bench, const Case& one) {
    if (!one.isFromStart) {
        bench.run(31s);
        QVERIFY2(raisedIn(bench).empty(), qPrintable(numbers(raisedIn(bench))));
    }
}

inline void judgeOutside(const Case& one) {
    Bench bench;
    prepare(bench, one);
    one.outside(bench);
    Checks expected = one.entails;
    expected.insert(one.check);
    QCOMPARE(numbers(raisedIn(bench)), numbers(expected));
    // A status that ended is over, and so is an event after 2 s.
    const auto last = bench.analyzer.check(one.check).last;
    QVERIFY(bench.state(one.check) == ts::CheckState::Error ||
            bench.recorder.count(one.check, ts::Occurrence::Phase::End) > 0 ||
            (last && timeAt(bench.now).utc - *last >= 2s));
    // Each was told of with its time, and begins before it ends.
    for (const Check check : expected) {
        QVERIFY(bench.analyzer.check(check).first && bench.analyzer.check(check).last);
        const int begun = bench.recorder.count(check, ts::Occurrence::Phase::Begin);
        const int once = bench.recorder.count(check, ts::Occurrence::Phase::Once);
        QVERIFY(begun >= bench.recorder.count(check, ts::Occurrence::Phase::End));
        QVERIFY(begun + once > 0);
    }
}

inline void judgeInside(const Case& one) {
    Bench bench;
    prepare(bench, one);
    one.inside(bench);
    QCOMPARE(numbers(raisedIn(bench)), numbers(one.insideEntails));
}

/// Every check from `first` to `last` but `elsewhere` has its rows, in the order of the standard.
inline void verifyCovers(const std::vector<Case>& cases, Check first, Check last,
                         const Checks& elsewhere = {}) {
    QVERIFY(std::is_sorted(cases.begin(), cases.end(),
                           [](const Case& a, const Case& b) { return a.check < b.check; }));
    Checks seen;
    for (const Case& one : cases) {
        seen.insert(one.check);
    }
    Checks wanted;
    for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i) {
        if (const auto check = static_cast<Check>(i); !elsewhere.contains(check)) {
            wanted.insert(check);
        }
    }
    QVERIFY2(std::includes(seen.begin(), seen.end(), wanted.begin(), wanted.end()),
             qPrintable(numbers(seen)));
}

// What the cases are made of.

/// Two of `one` on a PID, `gap` apart, with nothing between them.
inline void twice(Bench& bench, std::uint16_t pid, const Buffer& one, base::Nanoseconds gap) {
    bench.run(100ms);
    bench.feed(bench.writer.section(pid, one));
    const base::Nanoseconds resume = bench.now + 40ms;
    bench.now += gap;
    bench.feed(bench.writer.section(pid, one));
    bench.now = resume;
    bench.run(1s);
}

/// A section each `every` on a PID, beginning now, for so long.
inline void repeat(Bench& bench, std::uint16_t pid, const std::vector<Buffer>& sections,
                   base::Nanoseconds every, base::Nanoseconds duration) {
    const base::Nanoseconds start = bench.now;
    bench.spoil = [&bench, pid, sections, every, start](Buffer& out) {
        if ((bench.now - start) % every == 0ns) {
            tswriter::append(out, bench.writer.sections(pid, sections));
        }
    };
    bench.run(duration);
    bench.spoil = nullptr;
}

inline void feedSection(Bench& bench, std::uint16_t pid, const Buffer& section,
                        const tswriter::PacketOptions& options = {}) {
    bench.run(50ms);
    bench.feed(bench.writer.section(pid, section, options));
    bench.run(1s);
}

} // namespace tr101290
