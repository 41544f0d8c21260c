// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of recordings, and which incidents are kept from when to when. In no real time.
#include <QTest>

#include <string>

#include "core/replay/incidentwatch.h"
#include "core/replay/recordingname.h"

using namespace vigie;
using namespace std::chrono_literals;
using replay::IncidentWatch;

namespace {

/// 2026-07-26T18:12:43Z.
constexpr base::Utc began = base::utcFromNs(1'785'089'563'000'000'000);

alarm::Incident incident(std::uint64_t id, alarm::Severity severity, base::Utc since = began) {
    alarm::Incident made;
    made.id = id;
    made.severity = severity;
    made.since = since;
    return made;
}

engine::Snapshot at(base::Utc now, std::vector<alarm::Incident> incidents) {
    engine::Snapshot snapshot;
    snapshot.now = now;
    snapshot.incidents = std::move(incidents);
    return snapshot;
}

} // namespace

class TestRecordingName : public QObject {
    Q_OBJECT
private slots:
    void whatIsAFileNameIsAName() {
        for (const char* good :
             {"Opening", "Final 100 m", "Übertragung-2", "a.b", "x", "été (2)"}) {
            QVERIFY2(!replay::whyNoName(good), good);
        }
        const std::string tooLong(201, 'a');
        for (const char* bad : {"", ".hidden", "-x", " x", "x ", "a/b", "..", "a\\b", "a\nb", "a:b",
                                "a*b", "a.vigie", "a.vigie.journal", tooLong.c_str()}) {
            QVERIFY2(replay::whyNoName(bad), bad);
        }
        QVERIFY(replay::whyNoName(std::string_view("a\0b", 3)));
    }

    void anIncidentsNameTellsIt() {
        QCOMPARE(replay::incidentName(12, began), "incident-12-2026-07-26T1812Z");
        const auto found = replay::incidentOfName("incident-12-2026-07-26T1812Z");
        QVERIFY(found);
        QCOMPARE(found->id, 12U);
        QCOMPARE(found->began, began - 43s);
        for (const char* other :
             {"incident-12", "incident-12-2026-07-26T1812", "incident-012-2026-07-26T1812Z",
              "incident-12-2026-02-30T1812Z", "incident-12-2026-07-26T1812Z2",
              "incident--1-2026-07-26T1812Z", "x"}) {
            QVERIFY2(!replay::incidentOfName(other), other);
        }
        QVERIFY(!replay::whyNoName(replay::incidentName(12, began)));
    }

    void anIncidentIsKeptWithWhatLiesAroundIt() {
        IncidentWatch watch({alarm::Severity::Major, 300s, 120s});
        auto open = incident(12, alarm::Severity::Minor);
        QVERIFY(watch.follow(at(began + 1s, {open})).begins.empty());
        open.severity = alarm::Severity::Critical; // it got worse
        const auto begins = watch.follow(at(began + 2s, {open})).begins;
        QCOMPARE(begins.size(), 1U);
        QCOMPARE(begins[0].id, 12U);
        QCOMPARE(begins[0].from, began - 300s);
        QVERIFY(watch.follow(at(began + 3s, {open})).begins.empty());
        auto ended = open;
        ended.ended = began + 60s;
        QVERIFY(watch.follow(at(began + 61s, {ended})).ends.empty());
        QVERIFY(watch.follow(at(began + 90s, {open})).ends.empty()); // it comes again
        QVERIFY(watch.follow(at(began + 300s, {open})).ends.empty());
        ended.ended = began + 400s;
        QVERIFY(watch.follow(at(began + 519s, {ended})).ends.empty());
        const auto ends = watch.follow(at(began + 521s, {ended})).ends;
        QCOMPARE(ends.size(), 1U);
        QCOMPARE(ends[0].name, begins[0].name);
        QCOMPARE(ends[0].until, began + 520s);
        QVERIFY(watch.follow(at(began + 522s, {ended})).begins.empty());
    }

    void oneThatLeavesTheBookEndsThen() {
        IncidentWatch watch({alarm::Severity::Major, 300s, 120s});
        QCOMPARE(watch.follow(at(began, {incident(1, alarm::Severity::Major)})).begins.size(), 1U);
        QVERIFY(watch.follow(at(began + 50s, {})).ends.empty());
        const auto ends = watch.follow(at(began + 170s, {})).ends;
        QCOMPARE(ends.size(), 1U);
        QCOMPARE(ends[0].until, began + 170s);
    }

    void oneThatLastsIsKeptForSomeHours() {
        IncidentWatch watch({alarm::Severity::Major, 300s, 120s});
        const auto open = incident(1, alarm::Severity::Major);
        QCOMPARE(watch.follow(at(began, {open})).begins.size(), 1U);
        QVERIFY(watch.follow(at(began + 4h - 1s, {open})).ends.empty());
        QCOMPARE(watch.follow(at(began + 4h + 1s, {open})).ends.at(0).until, began + 4h);
        QVERIFY(watch.follow(at(began + 5h, {open})).begins.empty());
    }

    void afterARestartWhatRanGoesOnAndWhatIsKeptIsNotBegunAgain() {
        const auto open = incident(7, alarm::Severity::Major);
        IncidentWatch goesOn({alarm::Severity::Major, 300s, 120s});
        goesOn.know(replay::incidentName(7, began), true);
        QVERIFY(goesOn.follow(at(began + 600s, {open})).begins.empty());
        QCOMPARE(goesOn.follow(at(began + 900s, {})).ends.size(), 0U);
        QCOMPARE(goesOn.follow(at(began + 1021s, {})).ends.size(), 1U);
        IncidentWatch knows({alarm::Severity::Major, 300s, 120s});
        knows.know(replay::incidentName(7, began), false);
        QVERIFY(knows.follow(at(began + 600s, {open})).begins.empty());
        // The desk's memory was thrown away: number 7 is another one.
        const auto other = incident(7, alarm::Severity::Major, began + 72h);
        QCOMPARE(knows.follow(at(began + 72h + 1s, {other})).begins.size(), 1U);
    }

    void aStormIsBounded() {
        IncidentWatch watch({alarm::Severity::Major, 300s, 120s});
        std::vector<alarm::Incident> storm;
        for (std::uint64_t id = 1; id <= 40; ++id) {
            storm.push_back(incident(id, alarm::Severity::Critical));
        }
        QCOMPARE(watch.follow(at(began, storm)).begins.size(), IncidentWatch::mostAtOnce);
        IncidentWatch off({alarm::Severity::None, 300s, 120s});
        QVERIFY(off.follow(at(began, storm)).begins.empty());
    }
};

QTEST_APPLESS_MAIN(TestRecordingName)
#include "tst_recordingname.moc"
