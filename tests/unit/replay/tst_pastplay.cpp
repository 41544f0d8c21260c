// SPDX-License-Identifier: GPL-3.0-or-later
//
// The playhead of the past: where it is while it plays, that the newest wish counts, that a ring
// that grows is followed and one that is dropped is left, and that nothing is called once it ended.
#include <QTest>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/replay/notes.h"
#include "core/replay/pastdesk.h"

using namespace vigie;
using namespace std::chrono_literals;
using replay::PlayClock;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'088'800LL * 1'000'000'000);

/// A recording whose stretch a test moves; it holds outlines each 10 s and nothing else.
class FakeRecording final : public record::Recording {
public:
    struct Shape {
        std::mutex mutex;
        base::Utc from = begin;
        base::Utc to = begin + 1h;
        int refreshed = 0;
        bool isComplete = true;
    };
    explicit FakeRecording(std::shared_ptr<Shape> shape) : m_shape(std::move(shape)) { look(); }

    const record::RecordingInfo& info() const override { return m_info; }
    base::Result<void> refresh() override {
        look();
        const std::lock_guard lock(m_shape->mutex);
        ++m_shape->refreshed;
        return {};
    }
    std::unique_ptr<record::Items> itemsFrom(std::uint64_t) override { return nullptr; }
    std::uint64_t orderAt(base::Utc) override { return 0; }
    std::vector<record::Item> notesBetween(base::Utc, base::Utc) override { return {}; }
    std::optional<record::FoundNote> newestNote(record::NoteKind, base::Utc) override { return {}; }
    std::vector<record::FoundNote> outlines(base::Utc from, base::Utc to, std::size_t) override {
        std::vector<record::FoundNote> found;
        for (base::Utc at = m_info.from; at <= m_info.to; at += 10s) {
            if (at >= from && at <= to) {
                replay::OutlinePoint point;
                point.at = at;
                found.push_back({1, {record::NoteKind::Outline, {at, {}}, packOutline(point)}});
            }
        }
        return found;
    }
    std::vector<record::NodeMoment> momentAt(base::Utc, const std::vector<std::string>&) override {
        return {};
    }
    series::Points chart(const series::SeriesKey&, base::Utc, base::Utc, std::size_t) override {
        return {};
    }
    std::optional<record::Picture> pictureAt(const model::PathRef& path, base::Utc at,
                                             std::chrono::seconds) override {
        auto unit = std::make_shared<model::AccessUnit>();
        unit->isKey = true;
        unit->arrival = at;
        return record::Picture{path, unit, at};
    }
    void pictures(base::Utc, base::Utc,
                  const std::function<bool(const record::Picture&)>&) override {}
    std::vector<record::Mark> marks() override { return {}; }
    base::Result<void> addMark(const record::Mark&) override { return {}; }

private:
    void look() {
        const std::lock_guard lock(m_shape->mutex);
        m_info.from = m_shape->from;
        m_info.to = m_shape->to;
        m_info.isComplete = m_shape->isComplete;
    }
    std::shared_ptr<Shape> m_shape;
    record::RecordingInfo m_info;
};

struct Desk {
    explicit Desk(replay::PastDesk::Options options = {}) {
        shape->isComplete = !options.isGrowing;
        past = std::make_unique<replay::PastDesk>(std::make_unique<FakeRecording>(shape), options);
    }
    void set(base::Utc from, base::Utc to) const {
        const std::lock_guard lock(shape->mutex);
        shape->from = from;
        shape->to = to;
    }
    std::shared_ptr<FakeRecording::Shape> shape = std::make_shared<FakeRecording::Shape>();
    std::unique_ptr<replay::PastDesk> past;
};

constexpr replay::PastDesk::Options ring{.isGrowing = true, .isRing = true};

} // namespace

class TestPastPlay : public QObject {
    Q_OBJECT
private slots:
    void theClockGoesAsFastAsItIsTold() {
        PlayClock clock;
        const PlayClock::Now now{};
        clock.setRange(begin, begin + 1h, now);
        clock.seek(begin, now);
        QVERIFY(clock.at(now + 5s) == begin); // stands
        clock.play(1, now);
        QVERIFY(clock.at(now + 5s) == begin + 5s);
        clock.play(100, now + 5s);
        QVERIFY(clock.at(now + 6s) == begin + 105s);
        clock.play(0.1, now + 6s);
        QVERIFY(clock.at(now + 16s) == begin + 106s);
        clock.play(1e9, now + 16s);
        QCOMPARE(clock.speed(), PlayClock::fastest);
        clock.play(1e-9, now + 16s);
        QCOMPARE(clock.speed(), PlayClock::slowest);
        clock.play(0, now + 16s);
        QVERIFY(clock.at(now + 1000h) == begin + 106s);
    }

    void theClockStaysWithinWhatThereIs() {
        PlayClock clock;
        const PlayClock::Now now{};
        clock.setRange(begin, begin + 10min, now);
        clock.seek(begin - 1h, now);
        QVERIFY(clock.at(now) == begin);
        clock.seek(begin + 1h, now);
        QVERIFY(clock.at(now) == begin + 10min && clock.isAtEnd(now));
        clock.seek(begin, now);
        clock.play(100, now);
        QVERIFY(clock.at(now + 1000h) == begin + 10min);
        // More came: it goes on from where it waited.
        QVERIFY(!clock.setRange(begin, begin + 20min, now + 1000h));
        QVERIFY(clock.at(now + 1000h + 1s) == begin + 10min + 100s);
        // And the oldest was dropped.
        QVERIFY(clock.setRange(begin + 15min, begin + 20min, now + 1000h + 1s));
        QVERIFY(clock.at(now + 1000h + 1s) == begin + 15min);
    }

    void playingEndsAtTheEnd() {
        Desk desk;
        std::mutex mutex;
        std::vector<replay::Playhead> heads;
        std::vector<base::Utc> scenes;
        desk.past->setPlayheadListener([&](replay::Playhead head) {
            const std::lock_guard lock(mutex);
            heads.push_back(std::move(head));
        });
        desk.past->setSnapshotListener([&](const engine::SnapshotPtr& shown) {
            const std::lock_guard lock(mutex);
            scenes.push_back(shown->now);
        });
        desk.past->seek(begin + 1h - 100s);
        desk.past->play(100);
        QTRY_VERIFY_WITH_TIMEOUT(desk.past->playhead().isAtEnd, 20'000);
        QTRY_VERIFY(desk.past->snapshot()->now == begin + 1h);
        QTRY_COMPARE(desk.past->playhead().speed, 0.0);
        desk.past->setPlayheadListener({});
        desk.past->setSnapshotListener({});
        const auto isOlder = [](const auto& a, const auto& b) { return a.at < b.at; };
        QVERIFY(std::is_sorted(heads.begin(), heads.end(), isOlder));
        QVERIFY(std::is_sorted(scenes.begin(), scenes.end()));
        QVERIFY(scenes.back() == begin + 1h);
        QVERIFY(std::any_of(heads.begin(), heads.end(), [](const auto& head) {
            return head.speed == 100 && head.at > begin + 1h - 100s && !head.isAtEnd;
        }));
    }

    void ofManyWishesTheNewestCounts() {
        Desk desk;
        std::atomic<int> scenes = 0;
        desk.past->setSnapshotListener([&](const engine::SnapshotPtr&) { ++scenes; });
        for (int i = 0; i < 20'000; ++i) {
            desk.past->seek(begin + std::chrono::milliseconds{i});
            QVERIFY(desk.past->now().utc == begin + std::chrono::milliseconds{i});
        }
        QTRY_VERIFY(desk.past->snapshot()->now == begin + 19'999ms);
        desk.past->setSnapshotListener({});
        QVERIFY2(scenes < 10'000, qPrintable(QString::number(scenes)));
    }

    void aRingIsFollowedAtItsEnd() {
        Desk desk(ring);
        desk.past->seek(begin + 2h); // beyond what is known
        QTRY_VERIFY(desk.past->playhead().at == begin + 1h);
        desk.past->play(1);
        desk.set(begin, begin + 2h);
        QTRY_VERIFY_WITH_TIMEOUT(desk.past->playhead().to == begin + 2h, 20'000);
        QCOMPARE(desk.past->playhead().speed, 1.0); // it goes on
        QTRY_VERIFY(desk.past->playhead().at > begin + 1h);
        QVERIFY(desk.past->info().to == begin + 2h);
    }

    void whatIsDroppedIsLeft() {
        Desk desk(ring);
        desk.past->seek(begin + 10min);
        QTRY_VERIFY(desk.past->snapshot()->now == begin + 10min);
        desk.set(begin + 30min, begin + 90min);
        QTRY_VERIFY_WITH_TIMEOUT(desk.past->playhead().at == begin + 30min, 20'000);
        QVERIFY(desk.past->playhead().remark.find("no longer kept") != std::string::npos);
        QTRY_VERIFY(desk.past->snapshot()->now == begin + 30min);
        QVERIFY(desk.past->snapshot()->share.history->front().at >= begin + 30min);
        desk.past->seek(begin + 40min);
        QVERIFY(desk.past->playhead().remark.empty());
    }

    void aRingTakesNoMarks() {
        Desk desk(ring);
        bool isRefused = false;
        desk.past->addMark({}, [&](const base::Result<void>& done) { isRefused = !done; });
        QVERIFY(isRefused);
    }

    void anEndedListenerOrWatchIsNotCalledAgain() {
        struct Sink final : fleet::PreviewSink {
            std::atomic<int> calls = 0;
            void onAccessUnit(model::AccessUnitPtr) override { ++calls; }
            void onInterrupted(const std::string&) override { ++calls; }
        };
        Desk desk;
        desk.past->play(100);
        for (int round = 0; round < 20; ++round) {
            auto sink = std::make_unique<Sink>();
            auto watch = desk.past->watchPreview({"n", "p"}, {}, *sink);
            auto calls = std::make_unique<std::atomic<int>>(0);
            desk.past->setSnapshotListener([counter = calls.get()](const auto&) { ++*counter; });
            desk.past->seek(begin + std::chrono::minutes{round});
            QTRY_VERIFY(sink->calls > 0 && *calls > 0);
            watch.reset();
            desk.past->setSnapshotListener({});
            sink.reset(); // a call after this would be seen by the sanitizers
            calls.reset();
        }
    }

    void aWatchMayOutliveThePastAndEndInItsOwnCall() {
        struct Sink final : fleet::PreviewSink {
            base::SubscriptionPtr watch;
            std::mutex mutex;
            std::atomic<int> calls = 0;
            void onAccessUnit(model::AccessUnitPtr) override {
                const std::lock_guard lock(mutex);
                ++calls;
                watch.reset();
            }
            void onInterrupted(const std::string&) override {}
        };
        Sink once;
        Sink late;
        base::SubscriptionPtr handle;
        {
            Desk desk;
            {
                const std::lock_guard lock(once.mutex);
                once.watch = desk.past->watchPreview({"n", "p"}, {}, once);
            }
            QTRY_COMPARE(once.calls.load(), 1);
            desk.past->seek(begin + 10s);
            QTRY_VERIFY(desk.past->snapshot()->now == begin + 10s);
            handle = desk.past->watchPreview({"n", "q"}, {}, late);
        }
        handle.reset();
        QCOMPARE(once.calls.load(), 1);
    }

    void anyThreadMayAskWhileItPlaysAndEnds() {
        for (int round = 0; round < 5; ++round) {
            Desk desk(ring);
            desk.past->play(50);
            std::atomic<int> answers = 0;
            std::vector<std::jthread> threads;
            for (int t = 0; t < 3; ++t) {
                threads.emplace_back([&desk, &answers, t] {
                    for (int i = 0; i < 200; ++i) {
                        desk.past->seek(begin + std::chrono::seconds{i * (t + 1)});
                        desk.past->queryOutline(begin, begin + 1h, 10,
                                                [&answers](const auto&) { ++answers; });
                        desk.past->queryPicture({"n", "p"}, begin, [&answers](const auto& unit) {
                            answers += unit ? 1 : 0;
                        });
                        desk.past->step(i % 2 == 0 ? 1 : -1);
                        static_cast<void>(desk.past->snapshot()->now);
                        static_cast<void>(desk.past->info().from);
                    }
                });
            }
            threads.clear();
            QTRY_VERIFY(answers > 100);
            desk.past.reset(); // with questions still waiting
        }
    }
};

QTEST_GUILESS_MAIN(TestPastPlay)
#include "tst_pastplay.moc"
