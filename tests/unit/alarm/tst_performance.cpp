// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of EEMUA 191 and ISA-18.2: floods, chatter, fleeting and stale alarms, top ten.
#include <QTest>

#include <algorithm>

#include "core/alarm/performance.h"

using namespace vigie;
using namespace vigie::alarm;
using namespace std::chrono_literals;

namespace {

/// 2023-11-14 22:20:00 UTC: a whole ten minutes.
const base::Utc start = base::utcFromNs(1'700'000'400'000'000'000);

struct MeterLab {
    PerformanceMeter meter;
    void take(RecordKind kind, base::Utc at, const std::string& path = "a",
              Severity severity = Severity::Minor, bool isAnnunciated = true) {
        Record record;
        record.at = at;
        record.kind = kind;
        record.subject = {model::Scope::Path, "lyon", path};
        record.ruleId = "rf.margin";
        record.severity = severity;
        record.isAnnunciated = isAnnunciated;
        meter.take(record);
    }
    void line(base::Utc at) { take(RecordKind::IncidentOpened, at); }
    [[nodiscard]] Performance at(base::Utc now) const { return meter.performance({}, now); }
};

} // namespace

class TestPerformance : public QObject {
    Q_OBJECT
private slots:
    void nothingIsNothing() {
        const Performance figures = PerformanceMeter().performance({}, start);
        QCOMPARE(figures.lines, 0U);
        QCOMPARE(figures.topPart, 0.0);
        QCOMPARE(figures.floodTime, 0.0);
        QVERIFY(!figures.isFlood);
    }

    void linesAreCountedByTenMinutes() {
        MeterLab lab;
        lab.line(start);
        lab.line(start + 9min + 59s);
        lab.line(start + 10min);
        lab.line(start + 35min);
        const Performance figures = lab.at(start + 39min);
        const std::vector<std::pair<base::Utc, std::uint32_t>> expected{
            {start, 2}, {start + 10min, 1}, {start + 20min, 0}, {start + 30min, 1}};
        QCOMPARE(figures.linesPer10Min, expected);
        QCOMPARE(figures.lines, 4U);
        QCOMPARE(figures.linesPer10MinMean, 1.0);
        QCOMPARE(figures.linesPer10MinPeak, 2U);
        QCOMPARE(lab.meter.linesWithin(10min, start + 39min), 1U);
        QCOMPARE(lab.meter.linesWithin(3min, start + 39min), 0U);
    }

    void aFloodBeginsAboveTenAndEndsBelowFive() {
        MeterLab lab;
        for (int i = 0; i < 10; ++i) {
            lab.line(start + i * 30s);
        }
        QVERIFY(!lab.meter.isFlood(start + 5min));
        lab.line(start + 5min); // the eleventh
        QVERIFY(lab.meter.isFlood(start + 5min));
        // Five are left within ten minutes until the one of 3 min goes.
        const base::Utc end = start + 13min;
        QVERIFY(lab.meter.isFlood(end - 1s));
        QVERIFY(!lab.meter.isFlood(end));
        Performance figures = lab.at(start + 6min);
        QVERIFY(figures.isFlood);
        QCOMPARE(figures.floodSince, std::optional(start + 5min));
        figures = lab.at(start + 20min);
        QVERIFY(!figures.isFlood);
        QCOMPARE(figures.floods, 1U);
        QCOMPARE(figures.floodTime, 8.0 / 20.0);
        // A line later is no flood; eleven are a second one.
        lab.line(start + 30min);
        QVERIFY(!lab.meter.isFlood(start + 30min));
        for (int i = 0; i < 10; ++i) {
            lab.line(start + 31min);
        }
        QVERIFY(lab.meter.isFlood(start + 31min));
        QCOMPARE(lab.at(start + 31min).floods, 2U);
        QCOMPARE(lab.at(start + 31min).busyPeriods, 2.0 / 4.0);
    }

    void threeCyclesInAMinuteAreChatter() {
        MeterLab lab;
        for (int i = 0; i < 3; ++i) {
            lab.take(RecordKind::Raised, start + i * 20s, "fast");
            lab.take(RecordKind::Cleared, start + i * 20s + 15s, "fast");
            lab.take(RecordKind::Raised, start + i * 30s, "slow");
            lab.take(RecordKind::Cleared, start + i * 30s + 15s, "slow");
        }
        const Performance figures = lab.at(start + 2min);
        QCOMPARE(figures.chattering.size(), std::size_t{1});
        QCOMPARE(figures.chattering.front().subject.id, std::string("fast"));
        QCOMPARE(figures.chattering.front().times, 3U);
        QVERIFY(lab.at(start + 25h).chattering.empty());
    }

    void whatGoesAtOnceAndStaysAwayIsFleeting() {
        MeterLab lab;
        lab.take(RecordKind::Raised, start, "once");
        lab.take(RecordKind::Cleared, start + 8s, "once");
        lab.take(RecordKind::Raised, start, "long");
        lab.take(RecordKind::Cleared, start + 11s, "long");
        for (int i = 0; i < 3; ++i) {
            lab.take(RecordKind::Raised, start + i * 5min, "again");
            lab.take(RecordKind::Cleared, start + i * 5min + 5s, "again");
        }
        QCOMPARE(lab.at(start + 9min).fleeting, 0U); // it may still come back
        QCOMPARE(lab.at(start + 30min).fleeting, 1U);
        // Counted for good when it comes again much later.
        lab.take(RecordKind::Raised, start + 1h, "once");
        QCOMPARE(lab.at(start + 2h).fleeting, 1U);
        QCOMPARE(lab.at(start + 25h).fleeting, 0U);
    }

    void onlyWhatWasShownCounts() {
        MeterLab lab;
        lab.take(RecordKind::Raised, start, "a", Severity::Critical);
        lab.take(RecordKind::Raised, start, "b", Severity::Critical, false);
        lab.take(RecordKind::RaisedAgain, start + 1s, "c", Severity::Warning);
        const Performance figures = lab.at(start + 1min);
        QCOMPARE(figures.alarms, 2U);
        QCOMPARE(figures.bySeverity[static_cast<std::size_t>(Severity::Critical)], 1U);
        QCOMPARE(figures.bySeverity[static_cast<std::size_t>(Severity::Warning)], 1U);
    }

    void theTopTenAndTheirPart() {
        MeterLab lab;
        for (int path = 0; path < 12; ++path) {
            for (int i = 0; i <= path; ++i) {
                lab.take(RecordKind::Raised, start + i * 1s, std::to_string(path));
            }
        }
        const Performance figures = lab.at(start + 1min);
        QCOMPARE(figures.alarms, 78U);
        QCOMPARE(figures.top.size(), std::size_t{10});
        QCOMPARE(figures.top.front().subject.id, std::string("11"));
        QCOMPARE(figures.top.front().times, 12U);
        QCOMPARE(figures.topPart, 75.0 / 78.0);
    }

    void staleAndHiddenComeFromTheBook() {
        std::map<std::uint64_t, Alarm> alarms;
        const auto add = [&](std::chrono::hours age) -> Alarm& {
            Alarm alarm;
            alarm.id = alarms.size() + 1;
            alarm.since = start - age;
            return alarms[alarm.id] = alarm;
        };
        add(25h);
        add(24h);
        add(30h).state = AlarmState::Returned;
        add(30h).suppressed = bit(Suppression::OffAir);
        add(30h).isOutOfService = true;
        add(30h).shelf = Shelf{};
        const Performance figures = PerformanceMeter().performance(alarms, start);
        QCOMPARE(figures.stale.size(), std::size_t{1});
        QCOMPARE(figures.stale.front().since, std::optional(start - 25h));
        QCOMPARE(figures.suppressed, 1U);
        QCOMPARE(figures.outOfService, 1U);
        QCOMPARE(figures.shelved, 1U);
    }

    void itForgetsAfterADayAndIsBounded() {
        MeterLab lab;
        for (int i = 0; i < 5000; ++i) {
            lab.take(RecordKind::Raised, start + i * 1s, std::to_string(i));
            lab.line(start + i * 1s);
        }
        const Performance figures = lab.at(start + 5000s);
        QCOMPARE(figures.alarms, 5000U); // sources are let go, counts are not
        QCOMPARE(figures.top.size(), std::size_t{10});
        const Performance later = lab.at(start + 30h);
        QCOMPARE(later.alarms, 0U);
        QCOMPARE(later.lines, 0U);
        QVERIFY(later.top.empty());
        QCOMPARE(later.linesPer10Min.size(), std::size_t{144});
        QCOMPARE(later.from, start + 6h);
        QCOMPARE(later.floods, 0U);
    }
};

QTEST_APPLESS_MAIN(TestPerformance)
#include "tst_performance.moc"
