// SPDX-License-Identifier: GPL-3.0-or-later
//
// Key pictures are taken turn by turn, from those that can give one, and nothing is left open.
#include <QTest>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "core/replay/picturekeeper.h"
#include "tests/unit/replay/fakerecorder.h"

using namespace vigie;
using namespace std::chrono_literals;
using test::FakeRecorder;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'000'000'000'000'000);

/// Gives a key picture as soon as it is watched, unless it is told to keep silent.
class PictureSource final : public fleet::Source {
public:
    void start(fleet::Sink&) override {}
    void stop() override {}
    base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                       const model::PreviewRequest& request,
                                       fleet::PreviewSink& sink) override {
        {
            const std::lock_guard lock(m_mutex);
            ++m_opened[path.pathId];
            m_mostOpen = std::max(m_mostOpen, ++m_open);
            m_isKeysOnly = m_isKeysOnly && request.isKeyFramesOnly;
        }
        if (!m_silent.contains(path.pathId)) {
            auto unit = std::make_shared<model::AccessUnit>();
            unit->isKey = false;
            sink.onAccessUnit(unit); // a node that does not do as it is asked
            unit = std::make_shared<model::AccessUnit>();
            unit->isKey = true;
            unit->data = "key of " + path.pathId;
            const std::lock_guard lock(m_mutex);
            unit->arrival = m_frozen.contains(path.pathId) ? begin : begin + ++m_count * 1ms;
            m_pending.push_back({&sink, unit});
        }
        return std::make_unique<base::CallOnEnd>([this, &sink] {
            const std::lock_guard lock(m_mutex);
            --m_open;
            std::erase_if(m_pending, [&sink](const auto& one) { return one.first == &sink; });
        });
    }
    base::Timestamp now() const override { return {begin, {}}; }
    bool isLive() const override { return true; }

    /// From another thread than the one that watches.
    void deliver() {
        const std::lock_guard lock(m_mutex);
        for (auto& [sink, unit] : m_pending) {
            sink->onAccessUnit(unit);
        }
        m_pending.clear();
    }
    template <typename F> auto look(F&& at) const {
        const std::lock_guard lock(m_mutex);
        return at(*this);
    }
    int opened(const std::string& path) const {
        return look([&](const auto& s) {
            const auto found = s.m_opened.find(path);
            return found == s.m_opened.end() ? 0 : found->second;
        });
    }
    // Set before anything runs:
    std::set<std::string> m_silent, m_frozen;

    std::map<std::string, int> m_opened;
    int m_open = 0;
    int m_mostOpen = 0;
    bool m_isKeysOnly = true;

private:
    mutable std::mutex m_mutex;
    std::vector<std::pair<fleet::PreviewSink*, model::AccessUnitPtr>> m_pending;
    int m_count = 0;
};

engine::SnapshotPtr fleetOf(const std::vector<std::string>& paths,
                            const std::set<std::string>& lost = {}) {
    auto snapshot = std::make_shared<engine::Snapshot>();
    auto description = std::make_shared<model::NodeDescription>();
    description->id = "n";
    for (const std::string& id : paths) {
        model::PathInfo info;
        info.id = id;
        info.hasPreview = true;
        if (id == "elsewhere") {
            info.previewUri = "rtsp://there";
        }
        description->paths.push_back(info);
        engine::PathStatus path;
        path.ref = {"n", id};
        path.hasPreview = true;
        path.isInContact = !lost.contains(id);
        snapshot->paths.push_back(path);
    }
    engine::NodeStatus node;
    node.description = description;
    node.lastTick = begin;
    snapshot->nodes.push_back(node);
    return snapshot;
}

std::map<std::string, int> byPath(const FakeRecorder& recorder) {
    std::map<std::string, int> found;
    for (const auto& picture : recorder.pictures()) {
        ++found[picture.path.pathId];
    }
    return found;
}

/// Delivers until the condition holds.
#define QTRY_DELIVERED(condition) QTRY_VERIFY(((void)source.deliver(), (condition)))

} // namespace

class TestPictureKeeper : public QObject {
    Q_OBJECT
private slots:
    void eachPathGivesItsPicturesAndNothingStaysOpen() {
        PictureSource source;
        FakeRecorder recorder;
        auto keeper = replay::PictureKeeper::make(source, recorder, {1s, 1U << 20U, 2});
        keeper->follow(fleetOf({"a", "b", "c", "d", "elsewhere", "lost"}, {"lost"}));
        QTRY_DELIVERED(byPath(recorder).size() == 4 && recorder.pictures().size() >= 8);
        QTRY_DELIVERED(keeper->status().watches == 0 && keeper->status().paths == 4);
        QCOMPARE(source.opened("lost"), 0);
        QCOMPARE(source.opened("elsewhere"), 0);
        QVERIFY(source.look([](const auto& s) { return s.m_isKeysOnly && s.m_mostOpen <= 2; }));
        QVERIFY(keeper->status().kept >= 8);
        for (const auto& picture : recorder.pictures()) {
            QVERIFY(picture.unit->isKey);
            QCOMPARE(picture.unit->data, "key of " + picture.path.pathId);
            QCOMPARE(picture.received, begin);
        }
        keeper.reset();
        QCOMPARE(source.look([](const auto& s) { return s.m_open; }), 0);
    }

    void whatStoodStillIsKeptOnce() {
        PictureSource source;
        source.m_frozen = {"a"};
        FakeRecorder recorder;
        auto keeper = replay::PictureKeeper::make(source, recorder, {1s, 1U << 20U, 4});
        keeper->follow(fleetOf({"a", "b"}));
        QTRY_DELIVERED(source.opened("a") >= 3 && byPath(recorder)["b"] >= 2);
        QCOMPARE(byPath(recorder)["a"], 1);
    }

    void whatIsOldByTheNodesClockIsNotKept() {
        PictureSource source;
        FakeRecorder recorder;
        auto keeper = replay::PictureKeeper::make(source, recorder, {1s, 1U << 20U, 4});
        auto later = std::make_shared<engine::Snapshot>(*fleetOf({"a"}));
        later->nodes[0].lastTick = begin + 60s;
        keeper->follow(later);
        QTRY_DELIVERED(source.opened("a") >= 2);
        QVERIFY(recorder.pictures().empty());
    }

    void nothingIsAskedWhileTheRecorderStands() {
        PictureSource source;
        FakeRecorder recorder;
        record::RecorderStatus stopped;
        stopped.state = record::RecorderState::Stopped;
        recorder.setStatus(stopped);
        auto keeper = replay::PictureKeeper::make(source, recorder, {1s, 1U << 20U, 4});
        keeper->follow(fleetOf({"a"}));
        QTRY_COMPARE(keeper->status().paths, 1U);
        QCOMPARE(source.opened("a"), 0);
        recorder.setStatus({});
        QTRY_DELIVERED(recorder.pictures().size() == 1);
    }

    void aPathThatGivesNothingDoesNotHoldUpTheRest() {
        PictureSource source;
        source.m_silent = {"s1", "s2", "s3", "s4", "s5", "s6"};
        FakeRecorder recorder;
        auto keeper = replay::PictureKeeper::make(source, recorder, {1s, 1U << 20U, 4});
        keeper->follow(fleetOf({"s1", "s2", "s3", "s4", "s5", "s6", "a"}));
        QTRY_VERIFY_WITH_TIMEOUT((source.deliver(), byPath(recorder)["a"] >= 3), 30'000);
        keeper.reset(); // with turns open
        QCOMPARE(source.look([](const auto& s) { return s.m_open; }), 0);
    }
};

QTEST_GUILESS_MAIN(TestPictureKeeper)
#include "tst_picturekeeper.moc"
