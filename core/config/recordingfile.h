// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "core/alarm/fault.h"
#include "core/config/yaml.h"

namespace vigie::config {

/// What the desk keeps of the past: the map `recording` of the desk file.
struct RecordingConfig {
    /// `recording: false`.
    bool isOn = true;
    /// Of the ring; absolute, or empty: "recording" in the desk's state folder.
    std::filesystem::path folder;
    /// Whole hours, 1 to 8760.
    std::chrono::hours keep{24};
    /// At least 100 MB.
    std::uint64_t mostBytes = 50'000'000'000;
    /// Left to others on that disk.
    std::uint64_t leastFreeBytes = 1'000'000'000;
    /// One key picture of each path in so much time, 1 s to 1 h; zero: no pictures.
    std::chrono::seconds picturePeriod{5};
    std::uint64_t pictureBytesPerSecond = 1'000'000;
    /// Where named recordings go; absolute, or empty: "recordings" in the state folder.
    std::filesystem::path keptFolder;
    /// Incidents of at least this severity are kept by themselves; None: none is.
    alarm::Severity leastIncident = alarm::Severity::Major;
    /// Around them, up to 1 h each.
    std::chrono::seconds beforeIncident{300};
    std::chrono::seconds afterIncident{300};
    std::uint64_t mostIncidentBytes = 10'000'000'000;
    bool operator==(const RecordingConfig&) const = default;
};

/// Reads `recording:`; `folder` is what relative paths are relative to.
[[nodiscard]] RecordingConfig readRecording(const Value& value,
                                            const std::filesystem::path& folder);

} // namespace vigie::config
