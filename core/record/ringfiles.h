// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/record/recorder.h"

namespace vigie::record {

/// A file of the ring that is not being written.
struct RingFile {
    std::filesystem::path path;
    /// Of its own items; without any it is as if it were of no time.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    std::uint64_t lastOrder = 0;
    std::uint64_t bytes = 0;
    bool isClosed = false;
};

/// "2026-07-26T18.vigie", or with "_02" and so on what does not exist yet.
[[nodiscard]] std::filesystem::path newRingFile(const std::filesystem::path& folder, base::Utc at);
/// Which hour of UTC a moment is in.
[[nodiscard]] std::int64_t hourOf(base::Utc at);
/// All recordings of a folder, oldest first by order. Of each only heads are looked at. What is no
/// recording is left out.
[[nodiscard]] std::vector<RingFile> ringFiles(const std::filesystem::path& folder);
/// Nothing where the file cannot be read or is no recording.
[[nodiscard]] std::optional<RingFile> ringFile(const std::filesystem::path& path);
/// Takes away what a crash left half made.
void dropUnborn(const std::filesystem::path& folder);
/// Takes a file and its journal away; false: it is still there.
bool dropRingFile(const RingFile& file);

struct RetentionLimits {
    std::chrono::nanoseconds keep{};
    std::uint64_t mostBytes = 0;
    /// Files may go by age: the clock is believed.
    bool isClockTrusted = true;
};
/// Which of `files` (oldest first) may go: those that ended longer than `keep` before `now`, and
/// the oldest while all together with `openBytes` are larger than `mostBytes`. None that a hold
/// overlaps. Indexes, ascending.
[[nodiscard]] std::vector<std::size_t> outdated(const std::vector<RingFile>& files,
                                                const std::vector<Hold>& holds,
                                                const RetentionLimits& limits, base::Utc now,
                                                std::uint64_t openBytes);

} // namespace vigie::record
