// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/engine.h"
#include "tests/unit/engine/lab.h"

using namespace vigie;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;

namespace {

/// One feed into Europe: by cloud (main) and by satellite (backup).
struct Twins {
    explicit Twins(engine::ReducerOptions options = {}) : lab(std::move(options)) {
        cloud.addPath("c1", "f1", PathKind::Cloud);
        satellite.addPath("s1", "f1", PathKind::Satellite);
        cloud.set(key::pathState, 0, model::state::PathReceiving);
        satellite.set(key::pathState, 0, model::state::PathReceiving);
        cloud.set(key::pathBitrate, 0, 80'000);     // 8 Mbit/s in steps of 100
        satellite.set(key::pathBitrate, 0, 50'000); // 5 Mbit/s
        lab.connectAll();
        lab.tick(cloud); // the counters' baseline
        lab.tick(satellite);
        lab.timer();
    }
    Lab lab;
    FakeNode& cloud = lab.add(FakeNode("cloud-a", NodeKind::Cloud, "europe"));
    FakeNode& satellite = lab.add(FakeNode("sat-a", NodeKind::Satellite, "europe"));
    [[nodiscard]] engine::DeliveryStatus delivery() const {
        return lab.snapshot().deliveries.at(0);
    }
    [[nodiscard]] std::string onAir() const {
        const auto snapshot = lab.snapshot();
        const auto& path = snapshot.deliveries.at(0).onAir;
        return path ? snapshot.paths.at(*path).ref.pathId : "";
    }
};

model::Plan planOfTwins() {
    model::Plan plan;
    plan.name = "Games";
    plan.plannedHours = 11000;
    plan.feeds = {{"f1", 7, "Track", "Athletics", "Stadium"}};
    model::Delivery delivery;
    delivery.feedId = "f1";
    delivery.regionId = "europe";
    delivery.main = model::PathRef{"cloud-a", "c1"};
    delivery.backup = model::PathRef{"sat-a", "s1"};
    plan.deliveries = {delivery};
    return plan;
}

} // namespace

class TestDeliveries : public QObject {
    Q_OBJECT
private slots:
    void assumesMainInOrderCloudFibreSatellite() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("sat", "f1", PathKind::Satellite);
        node.addPath("fibre", "f1", PathKind::Fibre);
        node.addPath("fibre2", "f2", PathKind::Fibre);
        node.addPath("cloud2", "f2", PathKind::Cloud);
        node.addPath("leaves", "f3", PathKind::Origin);
        lab.connectAll();
        const auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.deliveries.size(), 2U);
        QCOMPARE(snapshot.deliveries[0].id, std::string("f1-asia"));
        QCOMPARE(snapshot.paths[*snapshot.deliveries[0].main].ref.pathId, std::string("fibre"));
        QCOMPARE(snapshot.paths[*snapshot.deliveries[0].backup].ref.pathId, std::string("sat"));
        QCOMPARE(snapshot.paths[*snapshot.deliveries[1].main].ref.pathId, std::string("cloud2"));
        QVERIFY(snapshot.share.isAssumed);
        QCOMPARE(snapshot.deliveries[0].feedName, std::string("Feed f1"));
    }

    void knownErroredSecondsGiveHealth() {
        Twins twins;
        twins.lab.seconds(30);
        // 6 of 60 errored, never 3 within 5: health 90 %, no failover.
        for (int i = 0; i < 6; ++i) {
            twins.lab.second({{"c1", key::erroredLoss}});
            twins.lab.seconds(4);
        }
        const auto delivery = twins.delivery();
        QCOMPARE(delivery.health.minute.onAirSeconds, 60U);
        QCOMPARE(delivery.health.minute.erroredSeconds, 6U);
        QCOMPARE(delivery.health.minute.unknownSeconds, 0U);
        QCOMPARE(*delivery.health.minute.percent(), 90.0);
        QCOMPARE(twins.onAir(), std::string("c1"));
        const auto snapshot = twins.lab.snapshot();
        QCOMPARE(snapshot.findPath({"cloud-a", "c1"})->health, delivery.health);
        QCOMPARE(snapshot.findPath({"sat-a", "s1"})->health.minute.erroredSeconds, 0U);
        QCOMPARE(snapshot.world, delivery.health);
        QCOMPARE(snapshot.regions.at(0).health, delivery.health);
    }

    void failsOverAtTheThirdErroredSecondOfFiveAndBackAfterThirtyClean() {
        Twins twins;
        twins.lab.seconds(10);
        twins.lab.second({{"c1", key::erroredLoss}});
        twins.lab.second();
        twins.lab.second({{"c1", key::erroredLoss}});
        QCOMPARE(twins.onAir(), std::string("c1"));
        twins.lab.second();
        twins.lab.second({{"c1", key::erroredLoss}}); // the third of five
        QCOMPARE(twins.onAir(), std::string("s1"));
        auto delivery = twins.delivery();
        QCOMPARE(delivery.reason, engine::OnAirReason::FailedOver);
        // Judged in second begin+15; on air from then on.
        QCOMPARE(base::toSeconds(delivery.onAirSince), Lab::beginSecond + 15);
        QCOMPARE(twins.lab.snapshot().share.now.satellite, 1U);
        twins.lab.seconds(29);
        QCOMPARE(twins.onAir(), std::string("s1"));
        twins.lab.second();
        QCOMPARE(twins.onAir(), std::string("c1"));
        delivery = twins.delivery();
        QCOMPARE(delivery.reason, engine::OnAirReason::Main);
        // The delivery's health is that of the path on air in each second: 3 errored in all.
        QCOMPARE(delivery.health.quarterHour.erroredSeconds, 3U);
        QCOMPARE(delivery.health.quarterHour.onAirSeconds, 45U);
        // A dirty second of the main begins the 30 anew.
        twins.lab.seconds(3, {{"c1", key::erroredLoss}});
        QCOMPARE(twins.onAir(), std::string("s1"));
        twins.lab.seconds(29);
        twins.lab.second({{"c1", key::erroredLoss}});
        twins.lab.seconds(29);
        QCOMPARE(twins.onAir(), std::string("s1"));
        twins.lab.second();
        QCOMPARE(twins.onAir(), std::string("c1"));
    }

    void doesNotFailOverToABackupThatErred() {
        Twins twins;
        twins.lab.seconds(10);
        twins.lab.second({{"s1", key::erroredLoss}});
        twins.lab.seconds(4, {{"c1", key::erroredLoss}});
        QCOMPARE(twins.onAir(), std::string("c1")); // the backup's error is within its last 5
        twins.lab.second({{"c1", key::erroredLoss}});
        QCOMPARE(twins.onAir(), std::string("s1"));
    }

    void shareMovesWithTheFailoverAndNoneIsCounted() {
        Twins twins;
        twins.lab.seconds(5);
        auto share = twins.lab.snapshot().share;
        QCOMPARE(share.now, (engine::ShareCount{1, 0, 0, 0, 0}));
        QCOMPARE(share.hours.cloud, 5.0 / 3600);
        QCOMPARE(share.bits.cloud, 5 * 8e6);
        twins.cloud.set(key::pathState, 0, model::state::PathNoData);
        twins.lab.second({{"c1", key::erroredNoData}});
        QCOMPARE(twins.lab.snapshot().share.now, (engine::ShareCount{0, 0, 0, 1, 0}));
        twins.lab.seconds(2, {{"c1", key::erroredNoData}});
        share = twins.lab.snapshot().share;
        QCOMPARE(share.now, (engine::ShareCount{0, 1, 0, 0, 0}));
        QCOMPARE(share.hours.none, 3.0 / 3600);
        twins.lab.second({{"c1", key::erroredNoData}});
        QCOMPARE(twins.lab.snapshot().share.hours.satellite, 1.0 / 3600);
    }

    void noContactIsUnknownNeitherGoodNorErrored() {
        Twins twins;
        twins.lab.seconds(20);
        twins.lab.setSilent(twins.cloud, true);
        twins.lab.seconds(3);
        twins.lab.lose(twins.cloud);
        twins.lab.seconds(7);
        auto snapshot = twins.lab.snapshot();
        auto health = snapshot.deliveries.at(0).health.minute;
        QCOMPARE(health.onAirSeconds, 20U);
        QCOMPARE(health.erroredSeconds, 0U);
        QCOMPARE(health.unknownSeconds, 10U);
        QCOMPARE(snapshot.share.now, (engine::ShareCount{0, 0, 0, 0, 1}));
        QCOMPARE(twins.onAir(), std::string("c1"));
        const auto* node = snapshot.findNode("cloud-a");
        QCOMPARE(base::toSeconds(*node->noContactSince), Lab::beginSecond + 20);
        QCOMPARE(snapshot.deliveries[0].faults.at(0).kind, engine::FaultKind::NoContact);
        QVERIFY(!snapshot.findPath({"cloud-a", "c1"})->isInContact);
        QCOMPARE(*snapshot.findPath({"cloud-a", "c1"})->bitrate, 8e6); // faded, not gone
        // It comes back: what its counters did meanwhile stays unknown, and good seconds follow.
        twins.lab.connect(twins.cloud);
        twins.lab.seconds(6);
        health = twins.delivery().health.minute;
        // The first tick after the return is the baseline; 5 seconds were judged since.
        QCOMPARE(health.onAirSeconds, 25U);
        QCOMPARE(health.unknownSeconds, 11U);
        QCOMPARE(health.erroredSeconds, 0U);
        QCOMPARE(twins.lab.snapshot().share.now.cloud, 1U);
    }

    void restartOfTheNodeBeginsANewBaseline() {
        Twins twins;
        twins.lab.seconds(5, {{"c1", key::erroredLoss}, {"s1", key::erroredLoss}});
        twins.cloud.restart();
        twins.cloud.set(key::pathState, 0, model::state::PathReceiving);
        twins.lab.connect(twins.cloud);
        twins.lab.seconds(5);
        const auto snapshot = twins.lab.snapshot();
        const auto& health = snapshot.findPath({"cloud-a", "c1"})->health.minute;
        QCOMPARE(health.erroredSeconds, 5U);
        QCOMPARE(health.onAirSeconds, 9U); // one second has no difference to judge by
        QCOMPARE(health.unknownSeconds, 1U);
    }

    void scheduleIsHonored() {
        engine::ReducerOptions options;
        options.plan = planOfTwins();
        const auto at = [](std::int64_t second) {
            return base::utcFromNs((Lab::beginSecond + second) * 1'000'000'000);
        };
        options.plan->deliveries[0].schedule = {{at(10), at(20)}};
        Twins twins(std::move(options));
        twins.lab.seconds(5, {{"c1", key::erroredNoData}, {"s1", key::erroredNoData}});
        auto snapshot = twins.lab.snapshot();
        QCOMPARE(snapshot.deliveries.at(0).reason, engine::OnAirReason::OffSchedule);
        QVERIFY(!snapshot.deliveries[0].onAir);
        QCOMPARE(snapshot.share.now, engine::ShareCount{});
        QVERIFY(!snapshot.deliveries[0].health.minute.percent());
        twins.lab.seconds(10);
        snapshot = twins.lab.snapshot();
        QCOMPARE(snapshot.deliveries[0].reason, engine::OnAirReason::Main);
        QCOMPARE(snapshot.share.now.cloud, 1U);
        QCOMPARE(snapshot.deliveries[0].health.minute.onAirSeconds, 5U);
        twins.lab.seconds(10);
        snapshot = twins.lab.snapshot();
        QCOMPARE(snapshot.deliveries[0].reason, engine::OnAirReason::OffSchedule);
        QCOMPARE(snapshot.deliveries[0].health.minute.onAirSeconds, 10U);
        QCOMPARE(snapshot.deliveries[0].health.minute.erroredSeconds, 0U);
        QCOMPARE(snapshot.findPath({"cloud-a", "c1"})->health.minute.onAirSeconds, 10U);
        QCOMPARE(snapshot.share.hours.cloud, 10.0 / 3600);
        QVERIFY(!snapshot.share.isAssumed);
        QCOMPARE(snapshot.deliveries[0].feedNumber, 7U);
        QCOMPARE(*snapshot.share.plannedHours, 11000.0);
    }

    void plannedPathThatIsNotThere() {
        engine::ReducerOptions options;
        options.plan = planOfTwins();
        options.plan->deliveries[0].main = model::PathRef{"cloud-a", "nothing-such"};
        Twins twins(options);
        QCOMPARE(twins.lab.snapshot().share.now.none, 1U); // its node is there and knows it not
        twins.lab.seconds(6);
        QCOMPARE(twins.onAir(), std::string("s1"));
        options.plan->deliveries[0].main = model::PathRef{"never-reached", "c1"};
        Twins others(options);
        others.lab.seconds(6);
        QCOMPARE(others.lab.snapshot().share.now, (engine::ShareCount{0, 0, 0, 0, 1}));
        QCOMPARE(others.onAir(), std::string());
    }

    void hoursGoOnFromAnEarlierRun() {
        engine::ReducerOptions options;
        options.carried = engine::CarriedState{{7200, 3600, 0, 0}, base::utcFromNs(42)};
        Twins twins(std::move(options));
        twins.lab.seconds(36);
        const auto share = twins.lab.snapshot().share;
        QCOMPARE(share.hours.cloud, 2.01);
        QCOMPARE(share.hours.satellite, 1.0);
        QCOMPARE(base::toNs(share.since), 42);
        QCOMPARE(twins.lab.reducer.carried().seconds.cloud, 7236U);
    }

    void historyEachTenSeconds() {
        Twins twins;
        twins.lab.seconds(60);
        const auto snapshot = twins.lab.snapshot();
        QCOMPARE(snapshot.share.history->size(), 7U);
        QCOMPARE(snapshot.share.history->back().count.cloud, 1U);
        QCOMPARE(base::toSeconds((*snapshot.share.history)[1].at) -
                     base::toSeconds((*snapshot.share.history)[0].at),
                 10);
        QCOMPARE(snapshot.regions.at(0).healthTrend.size(), 7U);
        QCOMPARE(snapshot.regions[0].healthTrend.back(), 100.0F);
    }
};

QTEST_APPLESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
