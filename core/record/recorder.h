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
#include "core/record/item.h"

namespace vigie::record {

struct RecorderOptions {
    /// The ring: one file for each hour of UTC, "2026-07-26T18.vigie". Made when missing.
    std::filesystem::path folder;
    std::string madeBy;
    /// Whole files older than this are unlinked, and the oldest when all are larger than that.
    std::chrono::hours keep{24};
    std::uint64_t mostBytes = 50ULL << 30U;
    /// So much of the disk is left to others; below it recording stops.
    std::uint64_t leastFreeBytes = 512ULL << 20U;
};

enum class RecorderState : std::uint8_t { Recording, Stopped, Closed };

struct RecorderStatus {
    RecorderState state = RecorderState::Recording;
    /// Of Stopped: why, one sentence.
    std::string reason;
    /// What the ring reaches back to; absent: nothing yet.
    std::optional<base::Utc> from;
    std::uint64_t bytes = 0;
    /// Of the newest item that is safe from a crash of the desk.
    std::uint64_t durableOrder = 0;
    std::uint64_t items = 0;
    /// Items that could not be taken, since the start.
    std::uint64_t lost = 0;
};

/// A stretch of the ring that is not to be dropped while somebody wants it: a named recording that
/// runs, or one that is being copied. Survives restarts (a small file in the folder).
struct Hold {
    std::string name;
    base::Utc from{};
    /// Absent: still running.
    std::optional<base::Utc> until;
    /// Why, for people: "by hand", "incident 12".
    std::string reason;
    bool operator==(const Hold&) const = default;
};

/// Always records, on a thread of its own ("recorder"), into a ring of files. Takes
/// from any thread, items in their order, through a bounded queue (100,000 items, 256 MiB); what
/// does not fit is counted and marked by a Gap. A full disk stops it: it tries again each second,
/// says so, and marks the gap. Another desk's folder is refused (a lock file).
class Recorder {
public:
    /// Takes over what a crash left; that runs on the recorder's thread. Fails when the folder
    /// cannot be made or another desk holds it.
    [[nodiscard]] static base::Result<std::unique_ptr<Recorder>> open(RecorderOptions options);
    virtual ~Recorder() = default;

    /// The order to begin with: one above the newest on disk. May wait for the take-over (10 s).
    [[nodiscard]] virtual std::uint64_t nextOrder() = 0;
    /// Returns at once; false: lost, and counted.
    virtual bool take(Item item) = 0;
    virtual bool take(Picture picture) = 0;
    virtual bool take(Mark mark) = 0;
    /// Puts all that was taken so far where a reader finds it; answered on the recorder's thread.
    virtual void flush(std::function<void()> done) = 0;
    [[nodiscard]] virtual RecorderStatus status() const = 0;
    /// Called on the recorder's thread when it stops (reason) and goes on (empty).
    virtual void setTroubleListener(std::function<void(std::string)> listener) = 0;

    /// Replaces a hold of the same name.
    virtual void hold(Hold hold) = 0;
    virtual void release(const std::string& name) = 0;
    [[nodiscard]] virtual std::vector<Hold> holds() const = 0;

    [[nodiscard]] virtual const std::filesystem::path& folder() const = 0;
    /// Writes what is left; bounded (10 s).
    virtual void close() = 0;
};

} // namespace vigie::record
