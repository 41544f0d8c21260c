// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/demo/programme.h"

namespace vigie::demo {

/// A user's clip, decoded once to the demo's own format and kept as raw pictures and sound in files
/// that are mapped into memory. Immutable; shared by the feeds that show it.
class Clip {
public:
    virtual ~Clip() = default;
    [[nodiscard]] virtual std::size_t frames() const = 0;
    [[nodiscard]] virtual std::span<const std::uint8_t> picture(std::size_t frame) const = 0;
    /// Nothing where the clip has no sound there.
    [[nodiscard]] virtual std::span<const std::int16_t> sound(std::size_t frame) const = 0;
};

/// Decodes the video files of `media` (by name, at most mostFeeds) into `folder`: up to 30 seconds
/// of each, less where all of them together would take more than 800 MB. A file that cannot be
/// decoded is reported to the log and left out; the error is that none was left. Takes as long as
/// decoding takes, bounded by two minutes for each clip.
[[nodiscard]] base::Result<std::vector<std::shared_ptr<const Clip>>>
prepareClips(const std::filesystem::path& media, const std::filesystem::path& folder);

/// The clip over and over, beginning `offset` frames in.
[[nodiscard]] std::unique_ptr<Material> makeClipMaterial(std::shared_ptr<const Clip> clip,
                                                         std::size_t offset);

} // namespace vigie::demo
