// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/time.h"

namespace vigie::model {

enum class VideoCodec : std::uint8_t { Unknown, H264, H265, Mpeg2 };

/// What a tile needs. The node gives the cheapest stream that serves.
struct PreviewRequest {
    /// Pixels of the tile; 0: whatever there is.
    std::uint32_t width = 320;
    std::uint32_t height = 180;
    /// Frames per second that are of use; 0: all.
    double maxFrameRate = 0;
    bool isKeyFramesOnly = false;
    bool operator==(const PreviewRequest&) const = default;
};

/// One whole picture of a preview, coded: Annex B byte stream, parameter sets in band before each
/// key picture. Immutable; shared between the node's clients or the desk's tiles.
struct AccessUnit {
    /// Grows by one within a watch; a gap means pictures were lost: freeze visibly until a key.
    std::uint64_t sequence = 0;
    VideoCodec codec = VideoCodec::Unknown;
    bool isKey = false;
    /// 90 kHz, of the programme's own clock (33 bits), so that twins can be aligned.
    std::int64_t pts = 0;
    /// When the picture's last byte had arrived at the node.
    base::Utc arrival{};
    std::string data;
};
using AccessUnitPtr = std::shared_ptr<const AccessUnit>;

} // namespace vigie::model
