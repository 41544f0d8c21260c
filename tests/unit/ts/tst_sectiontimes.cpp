// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/packet.h"
#include "core/ts/sectiontimes.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;
using namespace std::chrono_literals;
using ts::SiSection;
using ts::SiTable;

namespace {

base::Mono at(base::Nanoseconds t) {
    return base::monoFromNs(1'000'000'000'000 + t.count());
}

SiSection section(SiTable table, std::uint64_t subTable, std::uint8_t number,
                  std::uint8_t version = 0, std::uint8_t last = 255) {
    return {table, subTable, version, number, last};
}

/// The same by looking at everything each time. Shares nothing with the class but the limits.
class Plain {
public:
    void seen(const SiSection& s, base::Mono now) {
        const bool isSchedule =
            s.table >= SiTable::EitScheduleActual && s.table <= SiTable::EitLaterOther;
        std::erase_if(m_last, [&](const auto& entry) {
            const auto& [key, last] = entry;
            const auto& [table, subTable, number] = key;
            const bool isLong = now - last > 5 * *ts::limitOf(table, m_profile);
            if (isLong && ts::pidOf(table) == ts::pidOf(s.table)) {
                return true;
            }
            return subTable == s.subTable && m_version[subTable] != s.version &&
                   (isSchedule ? number != s.number : number > s.lastNumber);
        });
        m_version[s.subTable] = s.version;
        m_last[{s.table, s.subTable, s.number}] = now;
    }
    [[nodiscard]] bool isOverdue(SiTable table, base::Mono now) const {
        return std::any_of(m_last.begin(), m_last.end(), [&](const auto& entry) {
            return std::get<0>(entry.first) == table &&
                   now - entry.second > *ts::limitOf(table, m_profile);
        });
    }
    [[nodiscard]] bool isWatched(SiTable table) const {
        return std::any_of(m_last.begin(), m_last.end(),
                           [&](const auto& e) { return std::get<0>(e.first) == table; });
    }

private:
    const ts::Profile m_profile = ts::Profile::dvb();
    std::map<std::tuple<SiTable, std::uint64_t, std::uint8_t>, base::Mono> m_last;
    std::map<std::uint64_t, std::uint8_t> m_version;
};

} // namespace

/// Which sections are overdue: the lists that make it cheap against looking at everything.
class TestSectionTimes : public QObject {
    Q_OBJECT
private slots:
    void againstPlain() {
        const std::vector<SiTable> tables{SiTable::NitOther, SiTable::SdtActual, SiTable::EitActual,
                                          SiTable::EitScheduleActual};
        for (unsigned seed = 1; seed <= 20; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&random](unsigned n) { return random() % n; };
            const ts::Profile profile = ts::Profile::dvb();
            ts::SectionTimes times(profile);
            Plain plain;
            base::Nanoseconds now{0};
            std::map<std::uint64_t, std::uint8_t> versions;
            for (int step = 0; step < 5000; ++step) {
                now += std::chrono::milliseconds(pick(step % 500 == 0 ? 120'000 : 300));
                const SiTable table = tables[pick(4)];
                const std::uint64_t subTable = static_cast<std::uint64_t>(table) * 10 + pick(3);
                std::uint8_t& version = versions[subTable];
                if (pick(50) == 0) {
                    version = (version + 1) % 32;
                }
                const auto last = static_cast<std::uint8_t>(3 + version % 3);
                const SiSection one = section(
                    table, subTable, static_cast<std::uint8_t>(pick(last + 1u)), version, last);
                times.poll(at(now));
                times.seen(one, at(now), 0);
                plain.seen(one, at(now));
                times.poll(at(now));
                for (const SiTable each : tables) {
                    QCOMPARE(times.isOverdue(each), plain.isOverdue(each, at(now)));
                    QCOMPARE(times.isWatched(each), plain.isWatched(each));
                }
            }
        }
    }

    void tellsWhatWasBefore() {
        const ts::Profile profile = ts::Profile::dvb();
        ts::SectionTimes times(profile);
        const auto first = times.seen(section(SiTable::Bat, 7, 0), at(0ns), 10);
        QVERIFY(!first.same && !first.any);
        const auto other = times.seen(section(SiTable::Bat, 7, 1), at(5ms), 12);
        QVERIFY(!other.same && other.any == at(0ns));
        QCOMPARE(other.anyPacket, std::uint64_t{10});
        const auto again = times.seen(section(SiTable::Bat, 7, 0), at(9ms), 15);
        QVERIFY(again.same == at(0ns) && again.any == at(5ms));
        QCOMPARE(again.samePacket, std::uint64_t{10});
        QVERIFY(!times.seen(section(SiTable::Bat, 8, 0), at(9ms), 15).any);
        times.clear();
        QVERIFY(!times.seen(section(SiTable::Bat, 7, 0), at(9ms), 15).same);
    }

    /// Of a guide larger than any the rest is left out; what is watched stays watched.
    void isBounded() {
        const ts::Profile profile = ts::Profile::dvb();
        ts::SectionTimes times(profile);
        for (std::uint64_t i = 0; i < ts::SectionTimes::maxSections + 1000; ++i) {
            times.seen(section(SiTable::EitScheduleActual, i, 0), at(0ns), 0);
        }
        const auto known = times.seen(section(SiTable::EitScheduleActual, 5, 0), at(1s), 0);
        QVERIFY(known.same.has_value());
        const std::uint64_t beyond = ts::SectionTimes::maxSections + 5;
        const auto unknown = times.seen(section(SiTable::EitScheduleActual, beyond, 0), at(1s), 0);
        QVERIFY(!unknown.same && !unknown.any);
    }

    /// What names a section, and what is cut short.
    void names() {
        const auto eit = tswriter::eitSection(0x1234, 3, 0x51, 5, 9, 0x5678, 0x9abc);
        const auto read = ts::readSiSection(0x12, eit);
        QVERIFY(read.has_value());
        QVERIFY(read->table == SiTable::EitScheduleActual);
        QCOMPARE(read->subTable, std::uint64_t{0x0051'1234'5678'9abc});
        QCOMPARE(int{read->version}, 5);
        QCOMPARE(int{read->number}, 3);
        QCOMPARE(int{read->lastNumber}, 9);
        for (const auto& [pid, id, table] :
             std::vector<std::tuple<int, int, SiTable>>{{0x10, 0x40, SiTable::NitActual},
                                                        {0x10, 0x41, SiTable::NitOther},
                                                        {0x11, 0x42, SiTable::SdtActual},
                                                        {0x11, 0x46, SiTable::SdtOther},
                                                        {0x11, 0x4a, SiTable::Bat},
                                                        {0x12, 0x4e, SiTable::EitActual},
                                                        {0x12, 0x4f, SiTable::EitOther},
                                                        {0x12, 0x50, SiTable::EitScheduleActual},
                                                        {0x12, 0x51, SiTable::EitScheduleActual},
                                                        {0x12, 0x52, SiTable::EitLaterActual},
                                                        {0x12, 0x5f, SiTable::EitLaterActual},
                                                        {0x12, 0x60, SiTable::EitScheduleOther},
                                                        {0x12, 0x61, SiTable::EitScheduleOther},
                                                        {0x12, 0x62, SiTable::EitLaterOther},
                                                        {0x12, 0x6f, SiTable::EitLaterOther},
                                                        {0x13, 0x71, SiTable::Rst},
                                                        {0x14, 0x70, SiTable::Tdt},
                                                        {0x14, 0x73, SiTable::Tot}}) {
            const auto whole =
                tswriter::longSection(static_cast<std::uint8_t>(id), 1, tswriter::Buffer(20, 1));
            const auto one = ts::readSiSection(static_cast<std::uint16_t>(pid), whole);
            QVERIFY(one && one->table == table);
            QCOMPARE(int{ts::pidOf(table)}, pid);
            QVERIFY(!ts::readSiSection(0x1f, whole));
        }
        for (std::size_t size = 3; size < 12; ++size) {
            QVERIFY(!ts::readSiSection(0x12, ts::Bytes(eit).first(size)));
        }
    }
};

QTEST_APPLESS_MAIN(TestSectionTimes)
#include "tst_sectiontimes.moc"
