// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/picturekeeper.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/thread.h"
#include "core/replay/pictureplan.h"

namespace vigie::replay {
namespace {

using namespace std::chrono_literals;

/// A path that gives no key picture within this gives up its turn.
constexpr base::Nanoseconds turnLimit = 4s;
/// How often paths and the recorder are looked at.
constexpr base::Nanoseconds lookPeriod = 1s;
/// What stopped coming is no live picture: by the node's own clock, segments of HLS allowed for.
constexpr base::Nanoseconds oldestPicture = 30s;
/// Of the turns at once, for paths that gave nothing last time.
constexpr std::size_t failedShare = 4;

base::Mono monoNow() {
    return base::SystemClock::instance().now().mono;
}

/// The common size of a tile: what passes through comes as it is, what must be coded anew is made
/// no larger. Only key pictures: no coded picture between two can be left out.
model::PreviewRequest request() {
    model::PreviewRequest wanted;
    wanted.maxFrameRate = 1;
    wanted.isKeyFramesOnly = true;
    return wanted;
}

/// Opens a watch, takes the key picture that the node has at hand, and closes it: turn by turn. A
/// watch that stays open would bring every key picture, and where a path's preview is coded anew it
/// would keep the node's encoder running all day.
class Keeper final : public PictureKeeper {
public:
    Keeper(fleet::Source& source, record::Recorder& recorder, PictureOptions options)
        : m_source(source), m_recorder(recorder), m_options(options),
          m_plan({options.period, std::max<std::uint64_t>(options.mostBytesPerSecond, 1)}) {
        if (m_options.period.count() > 0 && m_options.mostWatches > 0) {
            m_thread =
                base::startThread("pictures", [this](const std::stop_token& stop) { run(stop); });
        }
    }
    ~Keeper() override {
        {
            const std::lock_guard lock(m_mutex); // not between its look and its wait
            m_thread.request_stop();
        }
        m_wake.notify_all();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

    void follow(const engine::SnapshotPtr& snapshot) override {
        const std::lock_guard lock(m_mutex);
        m_newest = snapshot;
    }
    [[nodiscard]] PictureStatus status() const override {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }

private:
    struct Done {
        std::uint64_t turn = 0;
        model::AccessUnitPtr unit; // null: interrupted
    };

    /// One look at one path. Told on the source's threads.
    class Turn final : public fleet::PreviewSink {
    public:
        Turn(Keeper& keeper, std::uint64_t id, model::PathRef ref, base::Mono began)
            : path(std::move(ref)), end(began + turnLimit), m_keeper(keeper), m_id(id) {}
        void onAccessUnit(model::AccessUnitPtr unit) override {
            if (unit->isKey && !m_isDone.exchange(true)) {
                m_keeper.onDone({m_id, std::move(unit)});
            }
        }
        void onInterrupted(const std::string& /*reason*/) override {
            if (!m_isDone.exchange(true)) {
                m_keeper.onDone({m_id, nullptr});
            }
        }

        const model::PathRef path;
        const base::Mono end;
        bool hasFailedBefore = false;
        base::SubscriptionPtr watch; // ends before the rest

    private:
        Keeper& m_keeper;
        const std::uint64_t m_id;
        std::atomic<bool> m_isDone{false};
    };

    /// What was kept of a path last, so that the same picture is not kept twice.
    struct Kept {
        base::Utc arrival{};
        std::int64_t pts = 0;
    };

    void onDone(Done done) {
        {
            const std::lock_guard lock(m_mutex);
            m_done.push_back(std::move(done));
        }
        m_wake.notify_all();
    }

    // All below on the thread "pictures".
    void run(const std::stop_token& stop) {
        base::Mono nextLook{};
        while (!stop.stop_requested()) {
            const base::Mono now = monoNow();
            if (now >= nextLook) {
                nextLook = now + lookPeriod;
                look(now);
            }
            finishTurns(now);
            beginTurns(now);
            tell();
            wait(stop, std::min(nextLook, nextWork(now)));
        }
        m_turns.clear();
    }

    void wait(const std::stop_token& stop, base::Mono until) {
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, until, [&] { return stop.stop_requested() || !m_done.empty(); });
    }

    [[nodiscard]] base::Mono nextWork(base::Mono now) const {
        base::Mono next = base::Mono::max();
        for (const auto& [id, turn] : m_turns) {
            next = std::min(next, turn.end);
        }
        // Without room a turn that ends makes it; what is due but may not be asked now waits for
        // the next look.
        const base::Mono due = hasRoom() ? m_plan.nextDue(now) : base::Mono::max();
        return due > now ? std::min(next, due) : next;
    }

    [[nodiscard]] bool hasRoom() const {
        return m_isRecording && m_turns.size() < m_options.mostWatches;
    }

    void look(base::Mono now) {
        m_isRecording = m_recorder.status().state == record::RecorderState::Recording;
        {
            const std::lock_guard lock(m_mutex);
            if (m_newest == m_shown) {
                return;
            }
            m_shown = m_newest;
        }
        std::set<std::size_t> onAir;
        for (const engine::DeliveryStatus& delivery : m_shown->deliveries) {
            if (delivery.onAir) {
                onAir.insert(*delivery.onAir);
            }
        }
        std::vector<PicturePlan::Wanted> wanted;
        std::set<model::PathRef> asked;
        for (std::size_t i = 0; i < m_shown->paths.size(); ++i) {
            const engine::PathStatus& path = m_shown->paths[i];
            if (path.hasPreview && path.isInContact && !isElsewhere(path)) {
                wanted.push_back({path.ref, onAir.contains(i)});
                asked.insert(path.ref);
            }
        }
        m_plan.follow(wanted, now);
        std::erase_if(m_kept, [&asked](const auto& entry) { return !asked.contains(entry.first); });
    }

    /// Its preview is served by other means than the node.
    [[nodiscard]] bool isElsewhere(const engine::PathStatus& path) const {
        const auto& description = m_shown->nodes.at(path.node).description;
        if (!description) {
            return true;
        }
        const auto& paths = description->paths;
        const auto found = std::find_if(paths.begin(), paths.end(), [&path](const auto& info) {
            return info.id == path.ref.pathId;
        });
        return found == paths.end() || !found->previewUri.empty();
    }

    void finishTurns(base::Mono now) {
        std::vector<Done> done;
        {
            const std::lock_guard lock(m_mutex);
            done.swap(m_done);
        }
        for (const Done& one : done) {
            const auto turn = m_turns.find(one.turn);
            if (turn == m_turns.end()) {
                continue; // its time was over
            }
            const model::PathRef path = turn->second.path;
            end(turn);
            if (one.unit) {
                m_plan.taken(path, one.unit->data.size(), now);
                keep(path, one.unit);
            } else {
                m_plan.failed(path, now);
            }
        }
        for (auto turn = m_turns.begin(); turn != m_turns.end();) {
            const auto here = turn++;
            if (here->second.end <= now) {
                m_plan.failed(here->second.path, now);
                end(here);
            }
        }
    }

    void end(std::map<std::uint64_t, Turn>::iterator turn) {
        turn->second.watch.reset();
        m_failedTurns -= turn->second.hasFailedBefore ? 1 : 0;
        m_turns.erase(turn);
    }

    void beginTurns(base::Mono now) {
        while (hasRoom()) {
            const std::size_t forFailed =
                std::max<std::size_t>(1, m_options.mostWatches / failedShare);
            const auto due = m_plan.next(now, m_failedTurns < forFailed);
            if (!due) {
                return;
            }
            const std::uint64_t id = ++m_lastTurn;
            Turn& turn = m_turns.try_emplace(id, *this, id, due->path, now).first->second;
            turn.hasFailedBefore = due->hasFailed;
            m_failedTurns += due->hasFailed ? 1 : 0;
            turn.watch = m_source.watchPreview(due->path, request(), turn);
        }
    }

    void keep(const model::PathRef& path, const model::AccessUnitPtr& unit) {
        Kept& kept = m_kept[path];
        if (kept.arrival == unit->arrival && kept.pts == unit->pts) {
            return;
        }
        kept = {unit->arrival, unit->pts};
        const engine::NodeStatus* node = m_shown->findNode(path.nodeId);
        if (node != nullptr && node->lastTick && *node->lastTick - unit->arrival > oldestPicture) {
            return;
        }
        if (m_recorder.take(record::Picture{path, unit, m_source.now().utc})) {
            ++m_keptPictures;
            m_keptBytes += unit->data.size();
        }
    }

    void tell() {
        const std::lock_guard lock(m_mutex);
        m_status = {m_plan.paths(), m_turns.size(), m_keptPictures, m_keptBytes,
                    std::chrono::duration<double>(m_plan.period(false)).count()};
    }

    fleet::Source& m_source;
    record::Recorder& m_recorder;
    const PictureOptions m_options;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    engine::SnapshotPtr m_newest; // guarded by m_mutex
    std::vector<Done> m_done;     // guarded by m_mutex; one for each turn
    PictureStatus m_status;       // guarded by m_mutex

    // Only on the thread "pictures":
    PicturePlan m_plan;
    engine::SnapshotPtr m_shown;
    std::map<std::uint64_t, Turn> m_turns;
    std::map<model::PathRef, Kept> m_kept;
    std::size_t m_failedTurns = 0;
    std::uint64_t m_lastTurn = 0;
    std::uint64_t m_keptPictures = 0;
    std::uint64_t m_keptBytes = 0;
    bool m_isRecording = true;

    std::jthread m_thread; // last: it uses all of the above
};

} // namespace

std::unique_ptr<PictureKeeper>
PictureKeeper::make(fleet::Source& source, record::Recorder& recorder, PictureOptions options) {
    return std::make_unique<Keeper>(source, recorder, options);
}

} // namespace vigie::replay
