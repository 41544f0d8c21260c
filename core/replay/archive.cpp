// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/archive.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/record/writer.h"
#include "core/replay/archivefolder.h"
#include "core/replay/archivelist.h"
#include "core/replay/incidentwatch.h"
#include "core/replay/recordingname.h"

namespace vigie::replay {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr const char* byHand = "by hand";
constexpr auto flushLimit = 10s;
constexpr auto idleWait = 10s;
/// Of the recording's clock, between two looks at incidents.
constexpr auto lookPeriod = 1s;

std::string becauseOf(std::uint64_t incident) {
    return "incident " + std::to_string(incident);
}

class RingArchive final : public Archive {
public:
    RingArchive(record::Recorder& recorder, ArchiveOptions options)
        : m_recorder(recorder), m_options(std::move(options)),
          m_watch({m_options.leastIncident, m_options.beforeIncident, m_options.afterIncident}) {
        if (!m_options.copy) {
            m_options.copy = &record::cut;
        }
        for (const record::Hold& hold : m_recorder.holds()) {
            goOn(hold);
        }
        m_thread = base::startThread("archive", [this](const std::stop_token& stop) {
            m_stop = stop;
            run();
        });
    }
    ~RingArchive() override {
        {
            const std::lock_guard lock(m_mutex);
            m_thread.request_stop();
            m_copyStop.request_stop();
        }
        m_wake.notify_all();
        m_thread.join();
    }

    base::Result<void> start(const std::string& name) override {
        return add(name, m_options.clock->now().utc, std::nullopt);
    }
    base::Result<void> keepLast(std::chrono::seconds time, const std::string& name) override {
        if (time.count() <= 0) {
            return base::failure("Give a time to keep, longer than nothing.");
        }
        const base::Utc now = m_options.clock->now().utc;
        return add(name, now - time, now);
    }
    base::Result<void> stop(const std::string& name) override {
        const base::Utc now = m_options.clock->now().utc;
        return change([&] { return m_list.stop(name, now); });
    }
    void cancel(const std::string& name) override {
        (void)change([&]() -> base::Result<void> {
            if (m_copying == name) {
                m_isCancelled = true; // its end takes it away
                m_copyStop.request_stop();
            } else if (m_list.isHeld(name)) {
                m_list.drop(name);
            }
            return {};
        });
    }
    void follow(const engine::SnapshotPtr& snapshot) override {
        {
            const std::lock_guard lock(m_mutex);
            if (snapshot->now >= m_followed && snapshot->now - m_followed < lookPeriod) {
                return;
            }
            m_followed = snapshot->now;
            m_snapshot = snapshot;
        }
        m_wake.notify_all();
    }
    [[nodiscard]] std::vector<ArchiveEntry> entries() const override {
        const std::lock_guard lock(m_mutex);
        return m_list.entries();
    }
    void setListener(std::function<void()> listener) override {
        const std::lock_guard lock(m_listenerMutex);
        m_listener = std::move(listener);
    }

private:
    [[nodiscard]] std::filesystem::path fileOf(const std::string& name) const {
        return m_options.folder / (name + record::fileSuffix);
    }
    void goOn(const record::Hold& hold);
    [[nodiscard]] base::Result<void> add(const std::string& name, base::Utc from,
                                         std::optional<base::Utc> until);
    /// Under the lock; the archive's thread does what follows from it.
    template <typename Do> base::Result<void> change(Do&& act) {
        base::Result<void> result;
        {
            const std::lock_guard lock(m_mutex);
            result = act();
            m_isChanged = m_isChanged || result;
        }
        m_wake.notify_all();
        return result;
    }

    // On the archive's thread:
    void run();
    void pump();
    void followIncidents(const engine::Snapshot& snapshot);
    void scan();
    void limit();
    [[nodiscard]] std::optional<ArchiveEntry> nextCopy();
    void copy(const ArchiveEntry& entry);
    void flush();
    void finish(const std::string& name, const base::Result<void>& copied);
    void tell();

    record::Recorder& m_recorder;
    ArchiveOptions m_options; // not changed any more

    mutable std::mutex m_mutex; // guards all below up to the next comment
    std::condition_variable m_wake;
    ArchiveList m_list;
    engine::SnapshotPtr m_snapshot; // null: none to look at
    base::Utc m_followed{};
    std::string m_copying; // name; empty: none
    bool m_isCancelled = false;
    std::stop_source m_copyStop; // of the copy that runs; replaced by the archive's thread only
    bool m_isChanged = false;

    std::recursive_mutex m_listenerMutex; // held while the listener is told
    std::function<void()> m_listener;     // guarded by m_listenerMutex

    // Only on the archive's thread, and before it runs:
    IncidentWatch m_watch;
    std::stop_token m_stop;

    std::jthread m_thread; // last: it uses all of the above
};

void RingArchive::goOn(const record::Hold& hold) {
    std::error_code none;
    if (hold.until && std::filesystem::exists(fileOf(hold.name), none)) {
        m_recorder.release(hold.name); // it was done, and the desk ended just then
        return;
    }
    m_watch.know(hold.name, !hold.until);
    m_list.goOn(hold);
}

base::Result<void> RingArchive::add(const std::string& name, base::Utc from,
                                    std::optional<base::Utc> until) {
    if (const auto why = whyNoName(name)) {
        return base::failure(*why);
    }
    if (incidentOfName(name)) {
        return base::failure("Names like this one the desk gives by itself; choose another.");
    }
    std::error_code none;
    if (std::filesystem::exists(fileOf(name), none)) {
        return base::failure("There is a recording named " + name + " already.");
    }
    return change([&] { return m_list.begin(name, from, until, byHand); });
}

void RingArchive::run() {
    scan();
    while (!m_stop.stop_requested()) {
        pump();
        if (const auto next = nextCopy()) {
            copy(*next);
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, std::min(Steady::now() + idleWait, m_list.nextCopyAt()), [this] {
            return m_stop.stop_requested() || m_snapshot || m_list.hasHoldChanges() || m_isChanged;
        });
    }
    pump(); // what was begun is held, so that it goes on after a restart
}

void RingArchive::pump() {
    engine::SnapshotPtr snapshot;
    std::deque<HoldChange> changes;
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            snapshot.swap(m_snapshot);
            changes = m_list.takeHoldChanges();
        }
        if (changes.empty() && !snapshot) {
            break;
        }
        for (const HoldChange& one : changes) {
            if (one.isRelease) {
                m_recorder.release(one.hold.name);
            } else {
                m_recorder.hold(one.hold);
            }
            if (one.isOver()) {
                m_watch.forget(one.hold.name);
            }
        }
        if (snapshot) {
            followIncidents(*std::exchange(snapshot, nullptr));
        }
    }
    tell();
}

void RingArchive::followIncidents(const engine::Snapshot& snapshot) {
    const auto change = m_watch.follow(snapshot);
    const std::lock_guard lock(m_mutex);
    for (const IncidentWatch::Begin& one : change.begins) {
        const auto begun = m_list.begin(one.name, one.from, std::nullopt, becauseOf(one.id));
        m_isChanged = m_isChanged || begun; // otherwise it is kept already
    }
    for (const IncidentWatch::End& one : change.ends) {
        if (m_list.isRunning(one.name)) {
            m_isChanged = m_list.stop(one.name, one.until) || m_isChanged;
        }
    }
}

void RingArchive::scan() {
    removeLeftovers(m_options.folder);
    for (ArchiveEntry& entry : readArchiveFolder(m_options.folder)) {
        const auto incident = incidentOfName(entry.name);
        entry.because = incident ? becauseOf(incident->id) : byHand;
        const std::lock_guard lock(m_mutex);
        if (!m_list.isHeld(entry.name)) {
            m_watch.know(entry.name, false);
        }
        m_list.found(std::move(entry));
        m_isChanged = true;
    }
    limit();
}

void RingArchive::limit() {
    std::vector<ArchiveEntry> kept;
    {
        const std::lock_guard lock(m_mutex);
        kept = m_list.entries();
    }
    std::erase_if(kept, [](const auto& entry) {
        return entry.state != ArchiveEntry::State::Done || !incidentOfName(entry.name);
    });
    std::uint64_t bytes = 0;
    for (const ArchiveEntry& entry : kept) {
        bytes += entry.bytes;
    }
    for (; bytes > m_options.mostIncidentBytes && !kept.empty(); kept.pop_back()) {
        const ArchiveEntry& oldest = kept.back();
        std::error_code failed;
        std::filesystem::remove(oldest.file, failed);
        if (failed) {
            base::logger("record")->warn("{} could not be removed: {}", oldest.file.string(),
                                         failed.message());
            continue;
        }
        bytes -= oldest.bytes;
        const std::lock_guard lock(m_mutex);
        m_list.drop(oldest.name);
        m_isChanged = true;
    }
}

std::optional<ArchiveEntry> RingArchive::nextCopy() {
    const std::lock_guard lock(m_mutex);
    auto next = m_list.nextCopy(Steady::now());
    if (next) {
        m_copying = next->name;
        m_isCancelled = false;
        m_copyStop = std::stop_source();
        if (m_stop.stop_requested()) { // it was the one before that was asked to stop
            m_copyStop.request_stop();
        }
    }
    return next;
}

void RingArchive::flush() {
    struct Flushed {
        std::mutex mutex;
        std::condition_variable wake;
        bool isDone = false;
    };
    const auto flushed = std::make_shared<Flushed>(); // the answer may come after we gave up
    m_recorder.flush([flushed] {
        const std::lock_guard lock(flushed->mutex);
        flushed->isDone = true;
        flushed->wake.notify_all();
    });
    const auto until = Steady::now() + flushLimit;
    std::unique_lock lock(flushed->mutex);
    while (!flushed->isDone && Steady::now() < until && !m_copyStop.stop_requested()) {
        flushed->wake.wait_for(lock, 100ms);
    }
}

void RingArchive::copy(const ArchiveEntry& entry) {
    flush();
    record::CutOptions part;
    part.from = entry.from;
    part.to = entry.until;
    record::Progress progress;
    progress.stop = m_copyStop.get_token();
    progress.tell = [this, &entry](double done) {
        {
            const std::lock_guard lock(m_mutex);
            m_isChanged = m_list.progressed(entry.name, done) || m_isChanged;
        }
        pump(); // a long copy holds up nothing else
    };
    finish(entry.name, m_options.copy(m_recorder.folder(), fileOf(entry.name), part, progress));
    limit();
}

void RingArchive::finish(const std::string& name, const base::Result<void>& copied) {
    std::error_code none;
    const std::uint64_t bytes = copied ? std::filesystem::file_size(fileOf(name), none) : 0;
    const std::lock_guard lock(m_mutex);
    m_copying.clear();
    m_isChanged = true;
    if (copied) {
        m_list.done(name, fileOf(name), none ? 0 : bytes);
    } else if (m_isCancelled) {
        m_list.drop(name);
    } else if (!m_copyStop.stop_requested()) {
        m_list.failed(name, copied.error().message);
        base::logger("record")->error("{} could not be kept: {}", name, copied.error().message);
    } // otherwise the desk ends, and the hold tells the next one to go on
}

void RingArchive::tell() {
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_isChanged, false)) {
            return;
        }
    }
    const std::lock_guard lock(m_listenerMutex);
    const auto listener = m_listener; // a copy, should it end itself
    if (listener) {
        listener();
    }
}

} // namespace

base::Result<std::unique_ptr<Archive>> Archive::open(record::Recorder& recorder,
                                                     ArchiveOptions options) {
    if (auto usable = makeArchiveFolder(options.folder); !usable) {
        return tl::unexpected(usable.error());
    }
    return std::make_unique<RingArchive>(recorder, std::move(options));
}

} // namespace vigie::replay
