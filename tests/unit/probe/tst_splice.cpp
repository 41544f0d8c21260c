// SPDX-License-Identifier: GPL-3.0-or-later
//
// The countdown to an announced splice, and splices as events.
#include <QtTest>

#include "core/probe/spliceevent.h"
#include "core/probe/splicewatch.h"

using namespace vigie;
using namespace std::chrono_literals;
using probe::SpliceWatch;

namespace {

constexpr std::uint64_t second = 90'000;
constexpr std::uint64_t wrap = std::uint64_t{1} << 33;

base::Timestamp at(base::Nanoseconds t) {
    return {base::utcFromNs(1'790'000'000'000'000'000) + t, base::monoFromNs(1) + t};
}
ts::TimeMark mark(std::uint64_t ticks, base::Nanoseconds t) {
    return {1, ticks * 300, at(t).utc};
}

ts::SpliceEvent insert(std::uint32_t id, std::uint64_t pts, base::Nanoseconds t) {
    ts::SpliceEvent event;
    event.info.command = ts::SpliceInfo::Command::Insert;
    event.info.eventId = id;
    event.info.isOutOfNetwork = true;
    event.info.splicePts = pts;
    event.at = at(t);
    return event;
}

std::vector<std::string> valuesOf(const model::Event& event, const std::string& name) {
    std::vector<std::string> values;
    for (const auto& [key, value] : event.parameters) {
        if (key == name) {
            values.push_back(value);
        }
    }
    return values;
}

} // namespace

class TestSplice : public QObject {
    Q_OBJECT
private slots:
    void countsDownAndVanishes() {
        SpliceWatch watch;
        QVERIFY(!watch.countdown(at(0s).utc));
        watch.onTimeMark(mark(100 * second, 0s));
        QVERIFY(!watch.countdown(at(0s).utc));
        watch.onSplice(insert(7, 108 * second, 0s));
        QCOMPARE(*watch.countdown(at(0s).utc), 8.0);
        QCOMPARE(*watch.countdown(at(500ms).utc), 7.5);
        for (int s = 1; s <= 8; ++s) {
            watch.onTimeMark(
                mark((100 + static_cast<std::uint64_t>(s)) * second, std::chrono::seconds(s)));
            QCOMPARE(*watch.countdown(at(std::chrono::seconds(s)).utc), 8.0 - s);
        }
        QCOMPARE(*watch.countdown(at(8900ms).utc), 0.0);
        QVERIFY(!watch.countdown(at(9100ms).utc));
        // Gone is gone.
        QVERIFY(!watch.countdown(at(8500ms).utc));
    }

    void followsTheProgrammeClock() {
        SpliceWatch watch;
        watch.onTimeMark(mark(wrap - second, 0s));
        watch.onSplice(insert(7, 3 * second, 0s)); // behind the wrap
        QCOMPARE(*watch.countdown(at(0s).utc), 4.0);
        // The programme clock is a tenth of a second behind the host's.
        watch.onTimeMark(mark(0, 1100ms));
        QCOMPARE(*watch.countdown(at(1100ms).utc), 3.0);
        // Without a mark for long there is no clock.
        QVERIFY(!watch.countdown(at(7s).utc));
    }

    void aJumpOfTheClockDropsAll() {
        SpliceWatch watch;
        watch.onTimeMark(mark(100 * second, 0s));
        watch.onSplice(insert(7, 108 * second, 0s));
        watch.onTimeMark(mark(500 * second, 1s));
        QVERIFY(!watch.countdown(at(1s).utc));
        watch.onSplice(insert(8, 510 * second, 1s));
        QCOMPARE(*watch.countdown(at(1s).utc), 10.0);
        watch.restart();
        QVERIFY(!watch.countdown(at(1s).utc));
    }

    void nearestOfSeveral() {
        SpliceWatch watch;
        watch.onTimeMark(mark(0, 0s));
        watch.onSplice(insert(1, 30 * second, 0s));
        watch.onSplice(insert(2, 10 * second, 0s));
        watch.onSplice(insert(3, wrap - 60 * second, 0s)); // a minute ago
        QCOMPARE(*watch.countdown(at(0s).utc), 10.0);
        // The same event again at another time: what it says now stands.
        watch.onSplice(insert(2, 40 * second, 0s));
        QCOMPARE(*watch.countdown(at(0s).utc), 30.0);
        ts::SpliceEvent cancel = insert(1, 0, 0s);
        cancel.info.isCanceled = true;
        cancel.info.splicePts.reset();
        watch.onSplice(cancel);
        QCOMPARE(*watch.countdown(at(0s).utc), 40.0);
        for (std::uint32_t id = 100; id < 1000; ++id) { // bounded
            watch.onSplice(insert(id, (1000 + id) * second, 0s));
        }
        QCOMPARE(*watch.countdown(at(0s).utc), static_cast<double>(1000 + 968));
    }

    void timeSignals() {
        SpliceWatch watch;
        watch.onTimeMark(mark(0, 0s));
        ts::SpliceEvent signal;
        signal.info.command = ts::SpliceInfo::Command::TimeSignal;
        signal.info.splicePts = 20 * second;
        signal.at = at(0s);
        signal.info.segmentations.push_back({.eventId = 5, .type = 0x34});
        watch.onSplice(signal);
        QCOMPARE(*watch.countdown(at(0s).utc), 20.0);
        signal.info.segmentations[0].isCanceled = true;
        signal.info.splicePts = 20 * second;
        watch.onSplice(signal);
        QVERIFY(!watch.countdown(at(0s).utc));
        // No time, no countdown.
        signal.info.splicePts.reset();
        signal.info.segmentations.clear();
        watch.onSplice(signal);
        QVERIFY(!watch.countdown(at(0s).utc));
    }

    void clockOfTheSection() {
        SpliceWatch watch;
        ts::SpliceEvent event = insert(7, 108 * second, 0s);
        watch.onSplice(event);
        QVERIFY(!watch.countdown(at(0s).utc)); // no clock yet
        event.clock = 100 * second;
        watch.onSplice(event);
        QCOMPARE(*watch.countdown(at(0s).utc), 8.0);
    }

    void eventOfAnInsert() {
        ts::SpliceEvent splice = insert(4711, 108 * second, 3s);
        splice.pid = 0x1f0;
        splice.untilSplice = 8s;
        splice.info.breakDuration = 30 * second;
        splice.info.isAutoReturn = true;
        const auto event = probe::spliceEvent(splice, "path-1");
        QVERIFY(event);
        QCOMPARE(event->code, std::string("scte35.insert"));
        QCOMPARE(event->kind, model::EventKind::Scte35);
        QCOMPARE(event->subject, std::string("path-1"));
        QCOMPARE(*event->pid, std::uint16_t{0x1f0});
        QCOMPARE(event->utc, at(3s).utc);
        using Values = std::vector<std::string>;
        QCOMPARE(valuesOf(*event, "event_id"), Values{"4711"});
        QCOMPARE(valuesOf(*event, "out_of_network"), Values{"true"});
        QCOMPARE(valuesOf(*event, "until_s"), Values{"8.000"});
        QCOMPARE(valuesOf(*event, "break_s"), Values{"30.000"});
        QCOMPARE(valuesOf(*event, "pts"), Values{"9720000"});
        QCOMPARE(valuesOf(*event, "canceled"), Values{});
    }

    void eventOfATimeSignal() {
        ts::SpliceEvent splice;
        splice.info.command = ts::SpliceInfo::Command::TimeSignal;
        splice.info.segmentations = {{.eventId = 5, .type = 0x30, .upidType = 8, .upid = "ab"},
                                     {.eventId = 6, .type = 0x99},
                                     {.eventId = 7, .isCanceled = true}};
        const auto event = probe::spliceEvent(splice, "p");
        QVERIFY(event);
        using Values = std::vector<std::string>;
        QCOMPARE(event->code, std::string("scte35.time_signal"));
        QCOMPARE(valuesOf(*event, "segmentation"), Values{"Provider advertisement start"});
        QCOMPARE(valuesOf(*event, "segmentation_type"), (Values{"0x30", "0x99"}));
        QCOMPARE(valuesOf(*event, "segmentation_event_id"), (Values{"5", "6", "7"}));
        QCOMPARE(valuesOf(*event, "upid"), Values{"ab"});
    }

    void heartbeatsAreNoEvents() {
        ts::SpliceEvent splice;
        QVERIFY(!probe::spliceEvent(splice, "p"));
        splice.info.command = ts::SpliceInfo::Command::BandwidthReservation;
        QVERIFY(!probe::spliceEvent(splice, "p"));
        splice.info.command = ts::SpliceInfo::Command::Private;
        splice.info.isEncrypted = true;
        QCOMPARE(probe::spliceEvent(splice, "p")->code, std::string("scte35.encrypted"));
    }
};

QTEST_APPLESS_MAIN(TestSplice)
#include "tst_splice.moc"
