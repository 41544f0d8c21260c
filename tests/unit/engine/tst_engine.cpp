// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "core/config/rulesfile.h"
#include "core/engine/engine.h"
#include "core/engine/hoursfile.h"
#include "tests/unit/engine/fakenode.h"
#include "tests/unit/engine/fakesource.h"

using namespace vigie;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::FakeSource;
namespace key = model::key;

namespace {

base::Timestamp someTime() {
    return {base::utcFromNs(1'785'000'000'000'000'000), base::monoFromNs(1'000'000'000)};
}

FakeNode someNode() {
    FakeNode node("n", NodeKind::Cloud, "asia");
    node.addPath("p", "f", PathKind::Cloud);
    node.set(key::pathState, 0, model::state::PathReceiving);
    return node;
}

void meet(FakeSource& source, FakeNode& node) {
    QVERIFY(source.deliver(node.contactInput(fleet::Contact::Connected, source.now())));
    QVERIFY(source.deliver(node.describeInput(source.now())));
}

void second(FakeSource& source, FakeNode& node) {
    source.advance(std::chrono::seconds{1});
    node.judge(0, false);
    QVERIFY(source.deliver(node.tickInput(source.now())));
}

engine::EngineOptions withRules() {
    engine::EngineOptions options;
    options.rules = config::defaultRules();
    return options;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private slots:
    void snapshotsFollowTheSource() {
        FakeSource source(someTime());
        engine::Engine engine(source, withRules());
        QVERIFY(engine.snapshot());
        QVERIFY(engine.snapshot()->deliveries.empty());
        std::atomic<int> heard = 0;
        std::atomic<std::uint64_t> lastRevision = 0;
        std::atomic<bool> isOrdered = true;
        engine.setSnapshotListener([&](const engine::SnapshotPtr& snapshot) {
            isOrdered = isOrdered && snapshot->revision > lastRevision;
            lastRevision = snapshot->revision;
            ++heard;
        });
        engine.start();
        FakeNode node = someNode();
        meet(source, node);
        for (int i = 0; i < 5; ++i) {
            second(source, node);
        }
        QTRY_COMPARE(engine.snapshot()->deliveries.size(), 1U);
        QTRY_COMPARE(engine.snapshot()->deliveries[0].health.minute.onAirSeconds, 4U);
        QVERIFY(engine.snapshot()->isLive);
        QVERIFY(heard > 0);
        QVERIFY(isOrdered);
        // Another one takes over, and when it is ended, it is not called any more.
        std::atomic<int> others = 0;
        engine.setSnapshotListener([&others](const engine::SnapshotPtr&) { ++others; });
        second(source, node);
        QTRY_VERIFY(others > 0);
        engine.setSnapshotListener(nullptr);
        const int before = others;
        second(source, node);
        QTRY_COMPARE(engine.snapshot()->deliveries.at(0).health.minute.onAirSeconds, 6U);
        QCOMPARE(others, before);
        engine.stop();
        engine.stop();
        QCOMPARE(engine.refusedInputs(), std::uint64_t{0});
    }

    void aListenerMayEndItself() {
        FakeSource source(someTime());
        engine::Engine engine(source, withRules());
        std::atomic<int> heard = 0;
        engine.setSnapshotListener([&](const engine::SnapshotPtr&) {
            ++heard;
            engine.setSnapshotListener(nullptr);
        });
        engine.start();
        QTRY_COMPARE(heard, 1);
        FakeNode node = someNode();
        meet(source, node);
        QTRY_COMPARE(engine.snapshot()->deliveries.size(), 1U);
        QCOMPARE(heard, 1);
    }

    void noContactGoesOnWhenNothingArrives() {
        FakeSource source(someTime());
        engine::Engine engine(source, withRules());
        engine.start();
        FakeNode node = someNode();
        meet(source, node);
        for (int i = 0; i < 3; ++i) {
            second(source, node);
        }
        QVERIFY(source.deliver(node.contactInput(fleet::Contact::Lost, source.now(), "gone")));
        source.advance(std::chrono::seconds{10});
        QTRY_COMPARE(engine.snapshot()->deliveries.size(), 1U);
        QTRY_VERIFY(engine.snapshot()->deliveries.at(0).health.minute.unknownSeconds >= 10);
        QCOMPARE(engine.snapshot()->alarms.at(0).kind, engine::FaultKind::NoContact);
        QCOMPARE(engine.snapshot()->share.now.unknown, 1U);
        alarm::Action action;
        action.operatorName = "Ada";
        action.alarmIds = {engine.snapshot()->alarms.at(0).id};
        engine.act(std::move(action), {});
        QTRY_COMPARE(engine.snapshot()->alarms.at(0).state, engine::AlarmState::Acknowledged);
    }

    void queriesAreAnswered() {
        FakeSource source(someTime());
        engine::Engine engine(source, withRules());
        engine.start();
        FakeNode node = someNode();
        node.set(key::pathBitrate, 0, 1000);
        meet(source, node);
        for (int i = 0; i < 5; ++i) {
            second(source, node);
        }
        auto event = std::make_shared<model::Event>();
        event->sequence = 1;
        event->subject = "p";
        event->utc = source.now().utc;
        QVERIFY(source.deliver({node.endpoint(), event, source.now()}));
        std::atomic<std::size_t> points = 0;
        std::atomic<std::size_t> values = 0;
        std::atomic<std::size_t> events = 0;
        engine.queryChart({"n", model::Scope::Path, "p", std::string(key::pathBitrate),
                           someTime().utc, source.now().utc, 100},
                          [&points](const engine::ChartSeries& s) { points = s.points.size(); });
        engine.queryLatest("n", model::Scope::Path, "p",
                           [&values](const auto& latest) { values = latest.size(); });
        engine.queryEvents("n", "p", 10, [&events](const auto& list) { events = list.size(); });
        QTRY_COMPARE(points, std::size_t{5});
        QTRY_VERIFY(values > 10);
        QTRY_COMPARE(events, std::size_t{1});
    }

    void overloadIsRefusedAndCounted() {
        FakeSource source(someTime());
        engine::Engine engine(source, withRules());
        std::mutex mutex;
        std::condition_variable released;
        bool isReleased = false;
        std::atomic<bool> isHeld = false;
        engine.setSnapshotListener([&](const engine::SnapshotPtr&) {
            std::unique_lock lock(mutex);
            isHeld = true;
            released.wait_for(lock, std::chrono::seconds{30}, [&] { return isReleased; });
        });
        engine.start();
        QTRY_VERIFY(isHeld); // the engine's thread stands still
        FakeNode node = someNode();
        const auto input = node.contactInput(fleet::Contact::Connected, source.now());
        std::uint64_t refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            refused += source.deliver(input) ? 0 : 1;
        }
        QVERIFY(refused > 0);
        QCOMPARE(engine.refusedInputs(), refused);
        // The operator still has room.
        std::atomic<bool> isAnswered = false;
        engine.queryEvents("", "", 1, [&isAnswered](const auto&) { isAnswered = true; });
        {
            const std::lock_guard lock(mutex);
            isReleased = true;
        }
        released.notify_all();
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered, 30'000);
        QVERIFY(source.deliver(input));
    }

    void hoursSurviveARestart() {
        const QTemporaryDir folder;
        engine::EngineOptions options = withRules();
        options.stateFolder = folder.path().toStdString();
        for (int run = 1; run <= 2; ++run) {
            FakeSource source(someTime());
            engine::Engine engine(source, options);
            engine.start();
            FakeNode node = someNode();
            meet(source, node);
            for (int i = 0; i < 37; ++i) {
                second(source, node);
            }
            QTRY_COMPARE(engine.snapshot()->share.hours.cloud, run * 36 / 3600.0);
            engine.stop();
            QVERIFY(!source.isStarted());
        }
    }

    void aCorruptHoursFileIsKeptAside() {
        const QTemporaryDir folder;
        const engine::HoursFile file(folder.path().toStdString(), "Summer Games");
        QCOMPARE(QString::fromStdString(file.path().filename().string()),
                 QString("hours-summer-games.json"));
        auto nothing = file.load();
        QVERIFY(nothing && !*nothing);
        const engine::CarriedState state{{1, 2, 3, 4},
                                         base::utcFromNs(99),
                                         {{"europe", {5, 6, 7, 8}}, {"", {0, 1, 0, 0}}},
                                         base::utcFromNs(120)};
        QVERIFY(file.save(state));
        auto loaded = file.load();
        QVERIFY(loaded && *loaded);
        QVERIFY(**loaded == state);
        // One of a version that kept the world only.
        QFile old(QString::fromStdString(file.path().string()));
        QVERIFY(old.open(QIODevice::WriteOnly | QIODevice::Truncate));
        old.write("{\"version\":1,\"event\":\"Summer Games\",\"since_ns\":99,"
                  "\"seconds\":{\"cloud\":1,\"satellite\":2,\"fibre\":3,\"none\":4}}");
        old.close();
        loaded = file.load();
        QVERIFY(loaded && *loaded);
        QCOMPARE((*loaded)->seconds, state.seconds);
        QVERIFY((*loaded)->regions.empty());
        QVERIFY(!(*loaded)->regionsSince); // theirs begin now
        for (const char* damage : {"{\"version\":1,\"seconds\":{\"clo", "[]", "", "{\"version\":2}",
                                   "{\"version\":1,\"seconds\":{\"cloud\":\"x\"}}"}) {
            QFile raw(QString::fromStdString(file.path().string()));
            QVERIFY(raw.open(QIODevice::WriteOnly | QIODevice::Truncate));
            raw.write(damage);
            raw.close();
            const auto failed = file.load();
            QVERIFY(!failed);
            QVERIFY(!QFile::exists(raw.fileName()));
            QVERIFY(QFile::exists(raw.fileName() + ".bad"));
        }
        const auto afterwards = file.load();
        QVERIFY(afterwards && !*afterwards);
        // The engine goes on from zero.
        QFile raw(QString::fromStdString(file.path().string()));
        QVERIFY(raw.open(QIODevice::WriteOnly));
        raw.write("damaged");
        raw.close();
        FakeSource source(someTime());
        engine::EngineOptions options = withRules();
        options.stateFolder = folder.path().toStdString();
        options.plan = model::Plan{};
        options.plan->name = "Summer Games";
        engine::Engine engine(source, options);
        engine.start();
        engine.stop();
        QCOMPARE(engine.snapshot()->share.hours, engine::ShareSum{});
    }

    void aFolderThatCannotBeWrittenIsSaid() {
        const engine::HoursFile file("/proc/no-such-folder", "");
        const auto saved = file.save({});
        QVERIFY(!saved);
        QVERIFY(saved.error().message.find("hours.json") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
