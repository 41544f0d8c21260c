// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <random>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;

namespace {

/// Everything of a snapshot that a rule decided, as text: equal text, equal state.
std::string textOf(const engine::Snapshot& snapshot) {
    std::string text;
    const auto health = [&text](const engine::HealthWindows& windows) {
        for (const auto& one : {windows.minute, windows.quarterHour, windows.day}) {
            text += std::to_string(one.onAirSeconds) + "/" + std::to_string(one.erroredSeconds) +
                    "/" + std::to_string(one.unknownSeconds) + " ";
        }
    };
    for (const auto& path : snapshot.paths) {
        text += path.ref.pathId + " ";
        health(path.health);
        text += path.latency.ms ? std::to_string(*path.latency.ms) : path.latency.unknownBecause;
        text += "\n";
    }
    for (const auto& delivery : snapshot.deliveries) {
        text += delivery.id + " " + std::to_string(delivery.onAir.value_or(999)) + " " +
                std::to_string(base::toNs(delivery.onAirSince)) + " ";
        health(delivery.health);
        text += "\n";
    }
    for (const auto& alarm : snapshot.alarms) {
        text += std::to_string(alarm.id) + " " + std::to_string(static_cast<int>(alarm.kind)) +
                " " + std::to_string(static_cast<int>(alarm.state)) + " " +
                std::to_string(base::toNs(alarm.since)) + "\n";
    }
    text += std::to_string(snapshot.share.hours.cloud) + " " +
            std::to_string(snapshot.share.bits.satellite) + "\n";
    return text;
}

} // namespace

class TestReducer : public QObject {
    Q_OBJECT
private slots:
    void sameJournalSameState() {
        // A journal with faults, losses, returns and restarts at random, applied twice.
        std::vector<engine::JournalInput> journal;
        FakeNode cloud("c", NodeKind::Cloud, "asia");
        FakeNode satellite("s", NodeKind::Satellite, "asia");
        for (int i = 0; i < 4; ++i) {
            cloud.addPath("c" + std::to_string(i), "f" + std::to_string(i), PathKind::Cloud);
            satellite.addPath("s" + std::to_string(i), "f" + std::to_string(i),
                              PathKind::Satellite);
        }
        std::mt19937 random(7);
        base::Timestamp now{base::utcFromNs(Lab::beginSecond * 1'000'000'000), base::monoFromNs(1)};
        for (FakeNode* node : {&cloud, &satellite}) {
            journal.emplace_back(node->contactInput(fleet::Contact::Connected, now));
            journal.emplace_back(node->describeInput(now));
        }
        for (int i = 0; i < 400; ++i) {
            now.utc += std::chrono::milliseconds{1000};
            now.mono += std::chrono::milliseconds{1000};
            for (FakeNode* node : {&cloud, &satellite}) {
                for (std::size_t row = 0; row < 4; ++row) {
                    const bool isErrored = random() % 5 == 0;
                    node->judge(row, isErrored);
                    node->set(key::contentBlack, row, static_cast<std::int64_t>(random() % 3));
                }
                if (random() % 40 == 0) {
                    journal.emplace_back(node->contactInput(fleet::Contact::Lost, now));
                    journal.emplace_back(node->contactInput(fleet::Contact::Connected, now));
                }
                if (random() % 60 == 0) {
                    node->restart();
                    journal.emplace_back(node->describeInput(now));
                }
                if (random() % 10 != 0) {
                    journal.emplace_back(node->tickInput(now));
                }
            }
            journal.emplace_back(engine::TimerInput{now});
            if (random() % 20 == 0) {
                alarm::Action action;
                action.operatorName = "Ada";
                action.alarmIds = {random() % 30};
                journal.emplace_back(engine::ActInput{std::move(action), now});
            }
        }
        engine::ReducerOptions options;
        options.alarms.rules = config::defaultRules();
        engine::Reducer first(options);
        engine::Reducer second(options);
        std::size_t alarms = 0;
        for (const auto& input : journal) {
            first.apply(input);
            alarms = std::max(alarms, first.makeSnapshot().alarms.size());
        }
        for (const auto& input : journal) {
            second.apply(input);
        }
        QCOMPARE(first.sequence(), static_cast<std::uint64_t>(journal.size()));
        QVERIFY(alarms > 5);
        QCOMPARE(textOf(first.makeSnapshot()), textOf(second.makeSnapshot()));
    }

    void malformedAndForeignInputsAreRefusedAndChangeNothing() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p", "f", PathKind::Cloud);
        QVERIFY(!lab.reducer.apply(node.tickInput(lab.now())));
        QVERIFY(!lab.reducer.refusal().empty());
        lab.connectAll();
        lab.seconds(3);
        const std::string before = textOf(lab.snapshot());
        auto bad = std::make_shared<model::Tick>();
        bad->epoch = 1;
        bad->utc = lab.now().utc;
        bad->blocks.push_back({model::Scope::Path, 0, 5, {}});
        QVERIFY(!lab.reducer.apply(fleet::Input{node.endpoint(), bad, lab.now()}));
        QVERIFY(!lab.reducer.refusal().empty());
        QVERIFY(!lab.reducer.apply(
            fleet::Input{node.endpoint(), model::NodeDescriptionPtr(), lab.now()}));
        QCOMPARE(textOf(lab.snapshot()), before);
        // Another endpoint that claims the same name changes nothing of the first.
        QVERIFY(!lab.reducer.apply(fleet::Input{"other:1", node.description(), lab.now()}));
        QVERIFY(!lab.reducer.refusal().empty());
        QCOMPARE(lab.snapshot().paths.size(), 1U);
        QVERIFY(!lab.snapshot().nodes.at(1).contactReason.empty());
    }

    void chartsLatestAndEvents() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p", "f", PathKind::Cloud);
        lab.connectAll();
        for (int i = 0; i < 20; ++i) {
            node.set(key::pathBitrate, 0, 1000 + i);
            node.add(key::tsBytes, 0, 500);
            lab.second();
        }
        engine::ChartQuery query;
        query.nodeId = "n";
        query.subject = "p";
        query.metricKey = key::pathBitrate;
        query.from = base::utcFromNs(0);
        query.from = base::utcFromNs(Lab::beginSecond * 1'000'000'000);
        query.to = query.from + std::chrono::seconds{60};
        const auto chart = lab.reducer.chart(query);
        QCOMPARE(chart.metric.unit, std::string("bit/s"));
        QCOMPARE(chart.points.size(), 20U);
        QCOMPARE(chart.points[0].mean, 100'000.0);
        QCOMPARE(chart.points[19].mean, 101'900.0);
        query.scope = model::Scope::Input;
        query.subject = "in-p";
        query.metricKey = key::tsBytes;
        const auto rate = lab.reducer.chart(query);
        QCOMPARE(rate.points.size(), 19U);
        QCOMPARE(rate.points[5].mean, 500.0);
        query.metricKey = "no.such";
        QVERIFY(lab.reducer.chart(query).points.empty());

        const auto latest = lab.reducer.latest("n", model::Scope::Path, "p");
        QVERIFY(!latest.empty());
        bool isFound = false;
        for (const auto& value : latest) {
            if (value.metric.key == key::pathBitrate) {
                QCOMPARE(*value.raw, 1019);
                isFound = true;
            } else if (value.metric.key == key::videoLuma) {
                QVERIFY(!value.raw);
            }
        }
        QVERIFY(isFound);
        QVERIFY(lab.reducer.latest("n", model::Scope::Path, "nobody").empty());
        QVERIFY(lab.reducer.latest("nobody", model::Scope::Path, "p").empty());

        for (std::uint64_t i = 1; i <= 10'050; ++i) {
            auto event = std::make_shared<model::Event>();
            event->sequence = i;
            event->utc = lab.now().utc + std::chrono::milliseconds{i};
            event->scope = model::Scope::Path;
            event->subject = i % 2 == 0 ? "p" : "q";
            lab.reducer.apply(fleet::Input{node.endpoint(), event, lab.now()});
        }
        auto events = lab.reducer.events("n", "", 20'000);
        QCOMPARE(events.size(), 10'000U);
        QCOMPARE(events.front().event->sequence, std::uint64_t{10'050});
        QCOMPARE(events.back().event->sequence, std::uint64_t{51});
        events = lab.reducer.events("", "p", 3);
        QCOMPARE(events.size(), 3U);
        QCOMPARE(events[1].event->sequence, std::uint64_t{10'048});
        QVERIFY(lab.reducer.events("other", "", 3).empty());
    }

    void valuesAndChartsSurviveANewTableOrder() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("a", "f1", PathKind::Cloud);
        node.addPath("b", "f2", PathKind::Cloud);
        lab.connectAll();
        node.set(key::pathBitrate, 0, 111);
        node.set(key::pathBitrate, 1, 222);
        lab.seconds(5);
        std::swap(node.edit().paths[0], node.edit().paths[1]);
        node.edit().epoch = 2;
        lab.connect(node);
        QCOMPARE(*lab.snapshot().findPath({"n", "a"})->bitrate, 11'100.0);
        QCOMPARE(lab.snapshot().findPath({"n", "a"})->health.minute.onAirSeconds, 4U);
        node.set(key::pathBitrate, 0, 222);
        node.set(key::pathBitrate, 1, 111);
        lab.seconds(5);
        engine::ChartQuery query;
        query.nodeId = "n";
        query.subject = "b";
        query.metricKey = key::pathBitrate;
        query.from = base::utcFromNs(Lab::beginSecond * 1'000'000'000);
        query.to = lab.now().utc;
        const auto chart = lab.reducer.chart(query);
        QVERIFY(chart.points.size() >= 9);
        for (const auto& point : chart.points) {
            QCOMPARE(point.mean, 22'200.0);
        }
    }

    void aFleetOfEightThousandPaths() {
        Lab lab;
        for (int n = 0; n < 16; ++n) {
            const bool isCloud = n % 2 == 0;
            FakeNode& node = lab.add(FakeNode("n" + std::to_string(n),
                                              isCloud ? NodeKind::Cloud : NodeKind::Satellite,
                                              "region" + std::to_string(n / 2)));
            for (int p = 0; p < 500; ++p) {
                node.addPath("p" + std::to_string(p), "f" + std::to_string(p),
                             isCloud ? PathKind::Cloud : PathKind::Satellite);
            }
        }
        lab.connectAll();
        lab.seconds(12);
        const auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.paths.size(), 8000U);
        QCOMPARE(snapshot.deliveries.size(), 4000U);
        QCOMPARE(snapshot.regions.size(), 8U);
        QCOMPARE(snapshot.share.now.cloud, 4000U);
        QCOMPARE(snapshot.world.minute.onAirSeconds, 4000U * 11U);
        QCOMPARE(snapshot.world.minute.erroredSeconds, 0U);
    }
};

QTEST_APPLESS_MAIN(TestReducer)
#include "tst_reducer.moc"
