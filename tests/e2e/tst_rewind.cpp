// SPDX-License-Identifier: GPL-3.0-or-later
//
// A running demo fleet is recorded, and the desk goes back in time while it goes on: pictures,
// charts, alarm states and share are what they were. Then it is judged again from the recording.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "core/demo/marker.h"
#include "core/media/decodepool.h"
#include "core/record/recorder.h"
#include "core/record/recording.h"
#include "core/record/tools.h"
#include "core/replay/past.h"
#include "core/replay/picturekeeper.h"
#include "core/replay/rerun.h"
#include "core/replay/tape.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

/// The tape, with the snapshots that the desk showed, one a second, and pictures.
class Witness final : public engine::Witness {
public:
    explicit Witness(record::Recorder& recorder) : m_tape(recorder) {}

    std::uint64_t firstOrder() override { return m_tape.firstOrder(); }
    void onBegin(std::uint64_t order, const engine::BeginState& state,
                 const base::Timestamp& at) override {
        m_tape.onBegin(order, state, at);
    }
    void onInput(std::uint64_t order, const engine::JournalInput& input) override {
        m_tape.onInput(order, input);
    }
    void onEntry(std::uint64_t order, const journal::Entry& entry,
                 const base::Timestamp& at) override {
        m_tape.onEntry(order, entry, at);
    }
    void onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) override {
        m_tape.onSnapshot(order, snapshot);
        const std::lock_guard lock(m_mutex);
        if (m_shown.empty() || snapshot->now - m_shown.back()->now >= 1s) {
            m_shown.push_back(snapshot);
        }
        if (m_pictures) {
            m_pictures->follow(snapshot);
        }
    }
    void keepPictures(std::unique_ptr<replay::PictureKeeper> pictures) {
        const std::lock_guard lock(m_mutex);
        m_pictures = std::move(pictures);
    }
    std::uint64_t picturesKept() {
        const std::lock_guard lock(m_mutex);
        return m_pictures ? m_pictures->status().kept : 0;
    }
    std::vector<engine::SnapshotPtr> shown() {
        const std::lock_guard lock(m_mutex);
        return m_shown;
    }

private:
    replay::Tape m_tape;
    std::mutex m_mutex;
    std::vector<engine::SnapshotPtr> m_shown;          // guarded by m_mutex
    std::unique_ptr<replay::PictureKeeper> m_pictures; // guarded by m_mutex
};

/// Keeps the newest access unit of a watch.
class Unit final : public fleet::PreviewSink {
public:
    void onAccessUnit(model::AccessUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_unit = std::move(unit);
    }
    void onInterrupted(const std::string&) override {}
    model::AccessUnitPtr get() {
        const std::lock_guard lock(m_mutex);
        return m_unit;
    }

private:
    std::mutex m_mutex;
    model::AccessUnitPtr m_unit; // guarded by m_mutex
};

/// What an operator sees of the alarms: state, severity and who has seen it, by id.
std::map<std::uint64_t, QString> alarmsOf(const engine::Snapshot& snapshot) {
    std::map<std::uint64_t, QString> alarms;
    for (const auto& alarm : snapshot.alarms) {
        alarms[alarm.id] =
            QStringLiteral("%1 %2 %3 %4 %5")
                .arg(QString::fromStdString(alarm.ruleId), QString::fromStdString(alarm.subject.id))
                .arg(static_cast<int>(alarm.state))
                .arg(static_cast<int>(alarm.severity))
                .arg(QString::fromStdString(alarm.acknowledgedBy));
    }
    return alarms;
}

std::optional<std::uint16_t> frameOf(media::DecodePool& pool, model::AccessUnitPtr unit) {
    std::atomic<bool> isThere = false;
    const auto decoder = pool.open("look", [&isThere] { isThere = true; });
    decoder->push(unit);
    decoder->push(std::move(unit)); // some decoders give a picture when the next one comes
    if (!QTest::qWaitFor([&] { return isThere.load(); }, 5000)) {
        return std::nullopt;
    }
    const auto frame = decoder->takeNewest();
    const auto mark = demo::readMarker(frame->y.data, frame->y.stride, frame->width, frame->height);
    return mark ? std::optional(mark->frame) : std::nullopt;
}

} // namespace

class TestRewind : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<e2e::ChildProcess> m_demo;
    std::unique_ptr<record::Recorder> m_recorder;
    std::unique_ptr<Witness> m_witness;
    std::unique_ptr<e2e::HeadlessDesk> m_desk;
    std::unique_ptr<media::DecodePool> m_pool;

    bool command(const QJsonObject& object) {
        m_demo->writeLine(object);
        return m_demo->waitForEvent("done", 15000).has_value();
    }
    void flush() {
        std::atomic<bool> isDone = false;
        m_recorder->flush([&isDone] { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone.load(), 20000);
    }

private slots:
    void initTestCase() {
        m_demo = std::make_unique<e2e::ChildProcess>(
            "vigie-demo",
            QStringList{"--feeds", "2", "--regions", "2", "--no-scenario", "--seed", "7"});
        const auto ready = m_demo->waitForEvent("ready", 60000);
        QVERIFY2(ready, qPrintable(m_demo->errors()));
        const auto config = config::readDeskConfig(ready->value("desk").toString().toStdString());
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        const auto plan = config::readPlan(config->planFile);
        QVERIFY2(plan, plan ? "" : plan.error().message.c_str());
        std::vector<std::string> addresses;
        for (const auto& node : config->nodes) {
            addresses.push_back(node.address);
        }
        record::RecorderOptions options;
        options.folder = m_folder.filePath("ring").toStdString();
        options.madeBy = "tst_rewind";
        auto recorder = record::Recorder::open(options);
        QVERIFY2(recorder, recorder ? "" : recorder.error().message.c_str());
        m_recorder = std::move(*recorder);
        m_witness = std::make_unique<Witness>(*m_recorder);
        m_pool = media::makeDecodePool(1);
        m_desk = std::make_unique<e2e::HeadlessDesk>(addresses, *plan, m_witness.get());
        m_witness->keepPictures(
            replay::PictureKeeper::make(m_desk->source(), *m_recorder, {.period = 2s}));
        QVERIFY(m_desk->waitUntil(
            [](const engine::Snapshot& snapshot) {
                return snapshot.share.now.total() == 4 && snapshot.share.now.none == 0 &&
                       snapshot.world.minute.onAirSeconds > 40;
            },
            60000));
    }

    void somethingHappens() {
        const auto feed = m_desk->snapshot()->deliveries.front().feedId;
        const QJsonObject black{
            {"do", "black"}, {"feed", QString::fromStdString(feed)}, {"on", true}};
        QVERIFY(command(black));
        const auto isBlack = [](const engine::Snapshot& snapshot) {
            return std::any_of(snapshot.alarms.begin(), snapshot.alarms.end(), [](const auto& a) {
                return a.ruleId == "content.black" && a.state == alarm::AlarmState::Active;
            });
        };
        QVERIFY(m_desk->waitUntil(isBlack, 30000));
        const std::uint64_t shownBefore = m_witness->shown().size();
        QTRY_VERIFY_WITH_TIMEOUT(m_witness->shown().size() > shownBefore + 3, 20000);
        alarm::Action seen;
        seen.kind = alarm::ActionKind::Acknowledge;
        seen.operatorName = "Ada";
        for (const auto& alarm : m_desk->snapshot()->alarms) {
            seen.alarmIds.push_back(alarm.id);
        }
        std::atomic<bool> isDone = false;
        m_desk->engine().act(seen, [&isDone](auto) { isDone = true; });
        QTRY_VERIFY(isDone.load());
        QVERIFY(command({{"do", "black"}, {"feed", QString::fromStdString(feed)}, {"on", false}}));
        QVERIFY(m_desk->waitUntil([&](const auto& now) { return !isBlack(now); }, 30000));
        QTRY_VERIFY_WITH_TIMEOUT(m_witness->picturesKept() >= 20, 60000);
    }

    void theDeskGoesBack() {
        flush();
        auto opened = replay::Past::open(m_recorder->folder());
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        replay::Past& past = **opened;
        const auto shown = m_witness->shown();
        QVERIFY(shown.size() > 15);
        int withAlarms = 0;
        for (std::size_t i = 3; i + 2 < shown.size(); ++i) {
            const engine::SnapshotPtr& then = shown[i];
            past.seek(then->now);
            QTRY_VERIFY_WITH_TIMEOUT(past.snapshot()->now == then->now, 10000);
            const engine::SnapshotPtr now = past.snapshot();
            QVERIFY(!now->isLive);
            QVERIFY2(alarmsOf(*now) == alarmsOf(*then), base::toIso8601(then->now).c_str());
            withAlarms += now->alarms.empty() ? 0 : 1;
            QCOMPARE(now->share.now.cloud, then->share.now.cloud);
            QCOMPARE(now->share.now.satellite, then->share.now.satellite);
            QCOMPARE(now->deliveries.size(), then->deliveries.size());
            QCOMPARE(now->incidents.size(), then->incidents.size());
            QCOMPARE(now->paths.size(), then->paths.size());
        }
        QVERIFY(withAlarms > 1);
    }

    void picturesAreThoseOfThatTime() {
        auto opened = replay::Past::open(m_recorder->folder());
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        replay::Past& past = **opened;
        const auto shown = m_witness->shown();
        // Not of the feed that was black: its mark was black too.
        const auto& deliveries = shown.back()->deliveries;
        const auto other = std::find_if(deliveries.begin(), deliveries.end(), [&](const auto& d) {
            return d.feedId != deliveries.front().feedId;
        });
        QVERIFY(other != deliveries.end());
        const auto path = shown.back()->paths[*other->main].ref;
        Unit unit;
        past.seek(shown[shown.size() / 2]->now);
        const auto watch = past.watchPreview(path, {}, unit);
        QTRY_VERIFY_WITH_TIMEOUT(unit.get() != nullptr, 10000);
        const auto early = unit.get();
        QVERIFY(early->isKey);
        QVERIFY(early->arrival <= shown[shown.size() / 2]->now);
        QVERIFY(early->arrival > shown[shown.size() / 2]->now - 20s);
        past.seek(shown.back()->now);
        QTRY_VERIFY_WITH_TIMEOUT(unit.get() != early, 10000);
        const auto late = unit.get();
        QVERIFY(late->arrival > early->arrival);
        // The picture itself says when it was made: 25 frames a second.
        const auto first = frameOf(*m_pool, early);
        const auto second = frameOf(*m_pool, late);
        QVERIFY(first && second);
        const double seconds =
            std::chrono::duration<double>(late->arrival - early->arrival).count();
        const auto frames = static_cast<std::uint16_t>(*second - *first);
        QVERIFY2(std::abs(frames / 25.0 - seconds) < 1.0,
                 qPrintable(QStringLiteral("%1 frames in %2 s").arg(frames).arg(seconds)));
    }

    void chartsAreThoseOfThatTime() {
        auto opened = replay::Past::open(m_recorder->folder());
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        const auto shown = m_witness->shown();
        engine::ChartQuery query;
        const auto path = shown.back()->paths[*shown.back()->deliveries.front().main];
        query.nodeId = path.ref.nodeId;
        query.subject = path.ref.pathId;
        query.metricKey = std::string(model::key::pathBitrate);
        query.from = shown[5]->now;
        query.to = shown[shown.size() - 3]->now;
        query.maxPoints = 1000;
        struct Answer {
            std::atomic<bool> isDone = false;
            engine::ChartSeries chart;
        };
        Answer live;
        Answer past;
        m_desk->engine().queryChart(query, [&live](engine::ChartSeries chart) {
            live.chart = std::move(chart);
            live.isDone = true;
        });
        (*opened)->queryChart(query, [&past](engine::ChartSeries chart) {
            past.chart = std::move(chart);
            past.isDone = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(live.isDone && past.isDone, 10000);
        QVERIFY(live.chart.points.size() > 8);
        QCOMPARE(past.chart.points.size(), live.chart.points.size());
        for (std::size_t i = 0; i < live.chart.points.size(); ++i) {
            QCOMPARE(past.chart.points[i].at, live.chart.points[i].at);
            QCOMPARE(past.chart.points[i].mean, live.chart.points[i].mean);
            QCOMPARE(past.chart.points[i].minimum, live.chart.points[i].minimum);
            QCOMPARE(past.chart.points[i].maximum, live.chart.points[i].maximum);
        }
    }

    void judgedAgainItIsTheSame() {
        m_witness->keepPictures({});
        m_desk->engine().stop();
        m_desk.reset();
        m_witness.reset();
        m_recorder->close();
        const std::filesystem::path folder = m_recorder->folder();
        m_recorder.reset();

        const auto verified = record::verify(folder, {});
        QVERIFY2(verified, verified ? "" : verified.error().message.c_str());
        QVERIFY(verified->isSound());
        QVERIFY(verified->gaps.empty());
        QVERIFY(verified->ticks > 500);
        auto recording = record::Recording::open(folder);
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        const auto recorded = replay::asRecorded(**recording, {});
        const auto again = replay::rerun(**recording, {});
        QVERIFY2(recorded, recorded ? "" : recorded.error().message.c_str());
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QVERIFY(!recorded->alarms.empty());
        QVERIFY(!recorded->incidents.empty());
        QVERIFY(again->alarms == recorded->alarms);
        QCOMPARE(again->incidents.size(), recorded->incidents.size());
        QCOMPARE(QString::fromStdString(again->fingerprint),
                 QString::fromStdString(recorded->fingerprint));
        QVERIFY(replay::compare(*recorded, *again, 1ms, 1s).isSame());
    }

    void cleanupTestCase() {
        m_desk.reset();
        m_witness.reset();
        m_pool.reset();
        if (m_demo) {
            m_demo->terminate();
            const auto code = m_demo->waitForExit(10000);
            QVERIFY2(code == 0, qPrintable(m_demo->errors()));
        }
    }
};

QTEST_GUILESS_MAIN(TestRewind)
#include "tst_rewind.moc"
