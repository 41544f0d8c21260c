// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/recorder.h"

namespace vigie::record {

/// What a ring remembers of itself beside its files: "ring.json".
struct RingState {
    /// A random name of the desk whose orders the ring has; made once.
    std::string origin;
    std::vector<Hold> holds;
    bool operator==(const RingState&) const = default;
};

/// With a new origin where there is none. A file that cannot be understood is set aside under
/// another name, so that nothing is lost by it; `remark` then says so.
[[nodiscard]] RingState loadRingState(const std::filesystem::path& folder, std::string& remark);
/// Whole or not at all, after a power cut too.
[[nodiscard]] base::Result<void> saveRingState(const std::filesystem::path& folder,
                                               const RingState& state);

} // namespace vigie::record
