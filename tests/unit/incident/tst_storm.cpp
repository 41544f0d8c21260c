// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/alarmlab/causes.h"

using namespace vigie;
using alarm::FaultKind;
using alarm::HopType;

namespace {

/// 8,000 paths: 5 regions with a cloud node and a satellite node of 800 paths each, 12 feeds on a
/// transponder, and the origin's own paths.
constexpr alarmlab::FleetSize fleet{
    .feeds = 800, .regions = 5, .feedsPerTransponder = 12, .regionsPerBeam = 5};

std::shared_ptr<const incident::Topology> makeTopology() {
    const model::Plan plan = alarmlab::makePlan(fleet);
    return std::make_shared<const incident::Topology>(alarmlab::makeFleet(fleet), &plan);
}

} // namespace

/// Storms: a crowd of alarms within seconds, of few causes.
class TestStorm : public QObject {
    Q_OBJECT

    /// What is open, by cause; each must have been opened within 2 s after its first symptom.
    static void expectIncidents(alarmlab::Lab& lab, std::vector<alarmlab::Truth> wanted) {
        std::vector<alarmlab::Truth> said;
        for (const auto& [id, incident] : lab.correlator().incidents()) {
            QVERIFY(incident.isNamed);
            said.push_back({incident.cause.hop.type, incident.cause.hop.id});
            const auto opened = lab.at(lab.openedAt().at(id));
            QVERIFY(opened - incident.since <= std::chrono::seconds(2));
        }
        std::sort(said.begin(), said.end());
        std::sort(wanted.begin(), wanted.end());
        QVERIFY(said == wanted);
    }

private slots:
    void threeCausesAreThreeLines_data() {
        QTest::addColumn<bool>("isWholeOrigin");
        QTest::newRow("a feed of the origin goes black") << false;
        QTest::newRow("all feeds of the origin go black") << true;
    }

    void threeCausesAreThreeLines() {
        QFETCH(bool, isWholeOrigin);
        const auto topology = makeTopology();
        QCOMPARE(topology->routes().size(), 8800U);
        alarmlab::Lab lab(topology, 7);
        alarmlab::Saboteur saboteur(lab);
        saboteur.killNode(1000, "cloud-r2");
        saboteur.fade(61'000, HopType::Transponder, "t1-3");
        if (isWholeOrigin) {
            saboteur.spoil(121'000, HopType::Origin, "origin", FaultKind::Black);
        } else {
            saboteur.spoil(121'000, HopType::Feed, "f100", FaultKind::Black);
        }
        lab.run(30'000);
        expectIncidents(lab, {saboteur.truths[0]});
        lab.run(90'000);
        expectIncidents(lab, {saboteur.truths[0], saboteur.truths[1]});
        lab.run(150'000);
        expectIncidents(lab, saboteur.truths);
        QVERIFY2(lab.mostLines() < 10, qPrintable(QString::number(lab.mostLines())));
        // Every alarm is somewhere.
        std::size_t children = 0;
        for (const auto& [id, incident] : lab.correlator().incidents()) {
            children += incident.alarms.size();
        }
        QCOMPARE(children, lab.alarms().size());
        qInfo("%zu alarms, at most %zu lines, slowest update %.1f ms", lab.alarms().size(),
              lab.mostLines(), lab.slowestUpdateUs() / 1000);
        const auto& node = lab.correlator().incidents().begin()->second;
        QCOMPARE(node.feeds, 800U);
        QCOMPARE(node.paths, 800U);
        QCOMPARE(node.regions, 1U);
    }
};

QTEST_APPLESS_MAIN(TestStorm)
#include "tst_storm.moc"
