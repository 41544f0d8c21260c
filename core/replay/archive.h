// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/snapshot.h"
#include "core/record/recorder.h"
#include "core/record/tools.h"

namespace vigie::replay {

struct ArchiveOptions {
    /// Where named recordings are put; made when missing.
    std::filesystem::path folder;
    /// Incidents of at least this severity are kept by themselves; None: no incident is.
    alarm::Severity leastIncident = alarm::Severity::Major;
    std::chrono::seconds beforeIncident{300};
    std::chrono::seconds afterIncident{300};
    /// Recordings kept by themselves beyond this are dropped, oldest first; those made by hand
    /// never are.
    std::uint64_t mostIncidentBytes = 10ULL << 30U;
    /// What "now" is for those who press a button: the clock of the ring. Outlives the archive.
    const base::Clock* clock = &base::SystemClock::instance();
    /// Copies a stretch of the ring; empty: record::cut.
    std::function<base::Result<void>(
        const std::filesystem::path& from, const std::filesystem::path& to,
        const record::CutOptions& options, const record::Progress& progress)>
        copy;
};

/// A named recording: running, being copied out of the ring, or done.
struct ArchiveEntry {
    enum class State : std::uint8_t { Running, Copying, Done, Failed };
    std::string name;
    State state = State::Running;
    base::Utc from{};
    /// Absent while it runs.
    std::optional<base::Utc> until;
    /// Of Done.
    std::filesystem::path file;
    std::uint64_t bytes = 0;
    /// Of Copying, 0 to 1.
    double progress = 0;
    /// Of Failed: why.
    std::string reason;
    /// "by hand", or the incident's id in words.
    std::string because;
};

/// Named recordings out of the recorder's ring: a running one is a hold on the ring, and becomes a
/// file of its own when it ends. A thread of its own ("archive") copies, one at a time. Holds
/// survive a crash: what was running goes on. Thread-safe; nothing blocks the caller.
class Archive {
public:
    /// `recorder` must outlive it.
    [[nodiscard]] static base::Result<std::unique_ptr<Archive>> open(record::Recorder& recorder,
                                                                     ArchiveOptions options);
    virtual ~Archive() = default;
    /// Fails for a name that is no file name, or is taken.
    [[nodiscard]] virtual base::Result<void> start(const std::string& name) = 0;
    /// Ends one that runs: it becomes a file. One whose copy failed is tried again.
    [[nodiscard]] virtual base::Result<void> stop(const std::string& name) = 0;
    /// What the ring has of the last `time`, up to now.
    [[nodiscard]] virtual base::Result<void> keepLast(std::chrono::seconds time,
                                                      const std::string& name) = 0;
    /// Ends a copy; what was copied goes away. Of one that runs or failed nothing is kept either. A
    /// file that is done stays.
    virtual void cancel(const std::string& name) = 0;
    /// Watches for incidents; returns at once.
    virtual void follow(const engine::SnapshotPtr& snapshot) = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<ArchiveEntry> entries() const = 0;
    /// Called on the archive's thread when entries() changed; null ends it.
    virtual void setListener(std::function<void()> listener) = 0;
};

} // namespace vigie::replay
