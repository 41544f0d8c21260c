// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "tests/bench/detect/schedule.h"

namespace vigie::detect {

/// Makes a clip of one pass with ffmpeg: 320×180 at 25 pictures per second, H.264 without B
/// pictures, a key picture each second, MPEG sound, 1 Mbit/s CBR. Black, freeze and silence are in
/// the pictures and the sound themselves, from `times` on.
[[nodiscard]] base::Result<void> makeClip(const std::filesystem::path& file, const Times& times);

} // namespace vigie::detect
