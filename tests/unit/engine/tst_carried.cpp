// SPDX-License-Identifier: GPL-3.0-or-later
//
// What regions were brought: hours, bits and history beside those of the world, against what their
// schedules planned, over a restart and a plan that is read again.
#include <QTest>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;

namespace {

base::Utc at(std::int64_t second) {
    return base::utcFromNs((Lab::beginSecond + second) * 1'000'000'000);
}

model::Delivery delivery(const std::string& region, const std::string& node,
                         const std::string& path, std::vector<model::Interval> schedule = {}) {
    model::Delivery made;
    made.id = path;
    made.feedId = "f1";
    made.regionId = region;
    made.main = model::PathRef{node, path};
    made.schedule = std::move(schedule);
    return made;
}

/// Into Asia by cloud, into Europe by satellite.
engine::ReducerOptions planned(std::vector<model::Interval> asia,
                               std::vector<model::Interval> europe) {
    engine::ReducerOptions options;
    options.plan = model::Plan{};
    options.plan->name = "Games";
    options.plan->deliveries = {delivery("asia", "cloud-a", "c1", std::move(asia)),
                                delivery("europe", "sat-e", "s1", std::move(europe))};
    return options;
}

struct Regions {
    explicit Regions(engine::ReducerOptions options) : lab(std::move(options)) {
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
    [[nodiscard]] engine::RegionCarried carried(const std::string& region) const {
        for (const auto& status : lab.snapshot().regions) {
            if (status.id == region && status.carried) {
                return *status.carried;
            }
        }
        return {};
    }

    Lab lab;
    FakeNode& cloud = lab.add(FakeNode("cloud-a", NodeKind::Cloud, "asia"));
    FakeNode& satellite = lab.add(FakeNode("sat-e", NodeKind::Satellite, "europe"));
};

/// Empty where the world is the sum of its regions, at every moment that is kept.
QString difference(const engine::Snapshot& snapshot) {
    engine::ShareSum hours;
    engine::ShareSum bits;
    const auto add = [](engine::ShareSum& sum, const engine::ShareSum& one) {
        sum.cloud += one.cloud;
        sum.satellite += one.satellite;
        sum.fibre += one.fibre;
        sum.none += one.none;
    };
    const auto differs = [](double a, double b) { return std::abs(a - b) > 1e-9 * (1 + b); };
    const auto isOther = [&differs](const engine::ShareSum& a, const engine::ShareSum& b) {
        return differs(a.cloud, b.cloud) || differs(a.satellite, b.satellite) ||
               differs(a.fibre, b.fibre) || differs(a.none, b.none);
    };
    for (const auto& region : snapshot.regions) {
        if (!region.carried || !region.shareHistory ||
            region.shareHistory->size() != snapshot.share.history->size()) {
            return QStringLiteral("a region is not counted");
        }
        add(hours, region.carried->hours);
        add(bits, region.carried->bits);
    }
    if (isOther(hours, snapshot.share.hours) || isOther(bits, snapshot.share.bits)) {
        return QStringLiteral("hours or bits differ");
    }
    for (std::size_t i = 0; i < snapshot.share.history->size(); ++i) {
        const engine::SharePoint& world = (*snapshot.share.history)[i];
        engine::SharePoint sum;
        for (const auto& region : snapshot.regions) {
            const engine::SharePoint& point = (*region.shareHistory)[i];
            if (point.at != world.at || !point.hasSums) {
                return QStringLiteral("point %1 is of another moment").arg(i);
            }
            for (const auto& [into, from] :
                 {std::pair(&sum.count, &point.count), std::pair(&sum.seconds, &point.seconds)}) {
                into->cloud += from->cloud;
                into->satellite += from->satellite;
                into->fibre += from->fibre;
                into->none += from->none;
                into->unknown += from->unknown;
            }
            add(sum.bits, point.bits);
        }
        if (sum.count != world.count || sum.seconds != world.seconds ||
            isOther(sum.bits, world.bits)) {
            return QStringLiteral("point %1 differs").arg(i);
        }
    }
    return {};
}

} // namespace

class TestCarried : public QObject {
    Q_OBJECT
private slots:
    void theWorldIsTheSumOfItsRegions() {
        Regions regions(planned({}, {}));
        regions.lab.seconds(36);
        regions.satellite.set(key::pathState, 0, model::state::PathNoData);
        regions.lab.seconds(9, {{"s1", key::erroredNoData}});
        regions.lab.setSilent(regions.cloud, true);
        regions.lab.seconds(15);
        const auto snapshot = regions.lab.snapshot();
        QCOMPARE(difference(snapshot), QString());
        QVERIFY(snapshot.share.history->size() >= 6U);
        QCOMPARE(regions.carried("asia").hours, (engine::ShareSum{45 / 3600.0, 0, 0, 0}));
        QCOMPARE(regions.carried("asia").bits.cloud, 45 * 8e6);
        QCOMPARE(regions.carried("europe").hours.satellite, 51 / 3600.0);
        QCOMPARE(regions.carried("europe").hours.none, 9 / 3600.0);
    }

    void onlyWhatTheScheduleSaidIsPlanned() {
        // They overlap, and one is empty: each second counts once.
        Regions regions(planned({{at(10), at(25)}, {at(20), at(30)}, {at(60), at(60)}},
                                {{at(-50), at(5)}, {at(40), at(3640)}}));
        regions.lab.seconds(50);
        auto snapshot = regions.lab.snapshot();
        QCOMPARE(difference(snapshot), QString());
        QCOMPARE(*regions.carried("asia").plannedHours, 20 / 3600.0);
        QCOMPARE(*regions.carried("europe").plannedHours, 3655 / 3600.0);
        QCOMPARE(*snapshot.share.plannedHours, 3675 / 3600.0); // the plan says none itself
        QCOMPARE(*regions.carried("asia").plannedSoFarHours, 20 / 3600.0);
        // Before the desk ran nobody counted.
        QCOMPARE(*regions.carried("europe").plannedSoFarHours, 15 / 3600.0);
        QCOMPARE(*snapshot.share.plannedSoFarHours, 35 / 3600.0);
        QCOMPARE(snapshot.share.hours.carried(), 35 / 3600.0);
        // Off the schedule nothing is added, nor is anything missing.
        regions.lab.lose(regions.cloud);
        regions.lab.seconds(10);
        QCOMPARE(*regions.carried("asia").plannedSoFarHours, 20 / 3600.0);
        QCOMPARE(regions.carried("asia").hours.carried(), 20 / 3600.0);
        // What nobody heard of was planned all the same.
        regions.lab.lose(regions.satellite);
        regions.lab.seconds(20);
        QCOMPARE(*regions.carried("europe").plannedSoFarHours, 45 / 3600.0);
        QCOMPARE(regions.carried("europe").hours.carried(), 25 / 3600.0);
    }

    void whereThereIsNoScheduleNothingIsPlanned() {
        Regions regions(planned({{at(0), at(100)}}, {}));
        regions.lab.seconds(10);
        const auto snapshot = regions.lab.snapshot();
        QCOMPARE(*regions.carried("asia").plannedSoFarHours, 10 / 3600.0);
        QVERIFY(!regions.carried("europe").plannedSoFarHours);
        QVERIFY(!regions.carried("europe").plannedHours);
        QVERIFY(!snapshot.share.plannedSoFarHours);
        QVERIFY(!snapshot.share.plannedHours);
        Regions assumed{engine::ReducerOptions{}};
        assumed.lab.seconds(10);
        QVERIFY(assumed.lab.snapshot().share.isAssumed);
        QVERIFY(!assumed.carried("asia").plannedHours);
        QVERIFY(!assumed.carried("asia").plannedSoFarHours);
        QCOMPARE(assumed.carried("asia").hours.cloud, 10 / 3600.0);
    }

    void regionsGoOnFromAnEarlierRun() {
        // An hour ago it began; half of that hour the desk was off.
        auto options = planned({{at(-3600), at(3600)}}, {{at(-1800), at(3600)}});
        options.carried = engine::CarriedState{
            {1800, 0, 0, 0}, at(-3600), {{"asia", {1800, 0, 0, 0}}, {"gone", {}}}, at(-3600)};
        Regions regions(std::move(options));
        regions.lab.seconds(36);
        const auto snapshot = regions.lab.snapshot();
        QCOMPARE(regions.carried("asia").since, at(-3600));
        QCOMPARE(regions.carried("asia").hours.cloud, 1836 / 3600.0);
        QCOMPARE(*regions.carried("asia").plannedSoFarHours, 3636 / 3600.0);
        QCOMPARE(*regions.carried("europe").plannedSoFarHours, 1836 / 3600.0);
        QCOMPARE(*snapshot.share.plannedSoFarHours, 5472 / 3600.0);
        QCOMPARE(difference(snapshot), QString());
        const engine::CarriedState kept = regions.lab.reducer.carried();
        QCOMPARE(kept.regions.at("asia").cloud, 1836U);
        QCOMPARE(kept.regions.count("gone"), 1U); // it may come back
        QVERIFY(kept.regionsSince == at(-3600));
    }

    void regionsBeginNowWhereOnlyTheWorldWasKept() {
        auto options = planned({{at(-3600), at(3600)}}, {{at(-3600), at(3600)}});
        options.carried = engine::CarriedState{{3600, 3600, 0, 0}, at(-3600)};
        Regions regions(std::move(options));
        const base::Utc began = regions.lab.now().utc;
        regions.lab.seconds(30);
        const auto snapshot = regions.lab.snapshot();
        QCOMPARE(snapshot.share.hours.carried(), 2 + 60 / 3600.0);
        QCOMPARE(*snapshot.share.plannedSoFarHours, 2 + 60 / 3600.0);
        for (const char* region : {"asia", "europe"}) {
            QCOMPARE(regions.carried(region).since, began);
            QCOMPARE(regions.carried(region).hours.carried(), 30 / 3600.0);
            QCOMPARE(*regions.carried(region).plannedSoFarHours, 30 / 3600.0);
        }
        QVERIFY(regions.lab.reducer.carried().regionsSince == began);
    }

    void longSilenceWasPlannedToo() {
        Regions regions(planned({{at(0), at(7200)}}, {{at(0), at(7200)}}));
        regions.lab.seconds(10);
        regions.lab.pass(std::chrono::seconds{1800}); // the desk slept
        regions.lab.seconds(10);
        QCOMPARE(*regions.carried("asia").plannedSoFarHours, 1820 / 3600.0);
        QVERIFY(regions.carried("asia").hours.carried() <= 20 / 3600.0);
    }
};

QTEST_APPLESS_MAIN(TestCarried)
#include "tst_carried.moc"
