// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "tests/support/tsload.h"
#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;
using Phase = ts::Occurrence::Phase;

/// Absence is seen by the clock alone: a stream with everything in it ends, and no packet tells so.
class TestAbsence : public QObject {
    Q_OBJECT
private slots:
    void nothingComesAnyMore();
};

void TestAbsence::nothingComesAnyMore() {
    tsload::Stream stream;
    Recorder recorder;
    ts::Analyzer analyzer(ts::Profile::dvb(), recorder);
    while (stream.now() < 12) {
        const Buffer bytes = stream.take(7);
        analyzer.feed(std::as_bytes(std::span(bytes)),
                      timeAt(base::Nanoseconds{std::llround(stream.now() * 1e9)}));
    }
    QVERIFY(recorder.occurrences.empty());
    const auto begin = std::llround(stream.now() * 1e9);
    const auto idle = [&](double from, double to) {
        for (double t = from; t < to; t += 0.1) {
            analyzer.advance(timeAt(base::Nanoseconds{begin + std::llround(t * 1e9)}));
        }
    };
    const auto begun = [&recorder] {
        std::set<std::string> all;
        for (const auto& o : recorder.occurrences) {
            if (o.phase == Phase::Begin) {
                all.insert(std::string(ts::checkNumber(o.check)));
            }
        }
        return all;
    };
    using Names = std::set<std::string>;
    // Each after its own limit, in this order.
    idle(0, 0.45);
    QVERIFY(begun().empty());
    idle(0.45, 0.9);
    QCOMPARE(begun(), (Names{"1.3.a", "1.5.a", "2.3.a"}));
    idle(0.9, 1.3);
    QCOMPARE(begun(), (Names{"1.3.a", "1.5.a", "2.3.a", "2.5", "es.stopped"}));
    idle(1.3, 4);
    const Names tables{"3.5.a", "3.6.a"};
    for (const std::string& table : tables) {
        QVERIFY2(begun().contains(table), table.c_str());
    }
    QVERIFY(!begun().contains("1.6"));
    idle(4, 6);
    QVERIFY(begun().contains("1.6"));
    idle(6, 45);
    for (const char* table : {"3.1.a", "3.8", "3.2"}) {
        QVERIFY2(begun().contains(table), table);
    }
    // A status that nothing ended holds; an event is over.
    QCOMPARE(analyzer.check(Check::PatError2).state, CheckState::Error);
    QCOMPARE(analyzer.check(Check::PidError).state, CheckState::Error);
    // What only packets can show is not "fine" for ever.
    for (const Check check : {Check::ContinuityCountError, Check::CrcError, Check::PcrAccuracyError,
                              Check::PcrDiscontinuityError, Check::EmptyBufferError}) {
        QVERIFY2(analyzer.check(check).state != CheckState::Ok,
                 std::string(ts::checkNumber(check)).c_str());
    }
    // It comes back: every status ends.
    const double away = 46;
    while (stream.now() < 30) {
        const Buffer bytes = stream.take(7);
        analyzer.feed(std::as_bytes(std::span(bytes)),
                      timeAt(base::Nanoseconds{std::llround((stream.now() + away) * 1e9)}));
    }
    std::map<std::string, int> open;
    for (const auto& o : recorder.occurrences) {
        open[std::string(ts::checkNumber(o.check))] += o.phase == Phase::Begin ? 1
                                                       : o.phase == Phase::End ? -1
                                                                               : 0;
    }
    for (const auto& [check, count] : open) {
        QVERIFY2(count == 0, check.c_str());
    }
}

QTEST_APPLESS_MAIN(TestAbsence)
#include "tst_absence.moc"
