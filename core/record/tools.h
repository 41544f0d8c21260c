// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/recording.h"
#include "core/record/redact.h"

/// Whole-file work. Each runs on the caller's thread, tells how far it is, ends soon after `stop`
/// (with an error that says so), writes beside and renames at the end: a target is whole or absent.
/// What exists is never overwritten.
namespace vigie::record {

struct Progress {
    /// 0 to 1; may be empty.
    std::function<void(double)> tell;
    std::stop_token stop;
};

struct Verified {
    RecordingInfo info;
    std::uint64_t chunks = 0;
    std::uint64_t ticks = 0;
    std::uint64_t events = 0;
    std::uint64_t notes = 0;
    std::uint64_t pictures = 0;
    /// Gaps that the recorder itself noted.
    std::vector<Item> gaps;
    std::vector<Damage> damages;
    [[nodiscard]] bool isSound() const { return damages.empty(); }
};
/// Reads and checks every byte.
[[nodiscard]] base::Result<Verified> verify(const std::filesystem::path& fileOrFolder,
                                            const Progress& progress);

struct CutOptions {
    /// Absent: from the beginning, to the end.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    bool hasPictures = true;
    /// Feeds, nodes, inputs, regions and addresses get neutral names; texts of people are left out.
    bool isRedacted = false;
    /// Of a redacted copy: writes notes anew in neutral names (replay::redactNote). Empty: only
    /// timers and gaps are taken, and the copy shows nothing of what the desk said.
    NoteRewriter notes;
};
/// Copies a part into one new file that stands alone: it begins with the newest Begin at or before
/// `from` (so at most ten minutes earlier), marks of the stretch included.
[[nodiscard]] base::Result<void> cut(const std::filesystem::path& from,
                                     const std::filesystem::path& to, const CutOptions& options,
                                     const Progress& progress);
/// Several recordings into one, by time; those that overlap by order are taken once. Fails when
/// two were recorded by different desks over the same time.
[[nodiscard]] base::Result<void> merge(const std::vector<std::filesystem::path>& from,
                                       const std::filesystem::path& to, const Progress& progress);
/// All that can be read of a damaged recording, as a sound new one; what was lost comes back.
[[nodiscard]] base::Result<std::vector<Damage>> repair(const std::filesystem::path& from,
                                                       const std::filesystem::path& to,
                                                       const Progress& progress);

} // namespace vigie::record
