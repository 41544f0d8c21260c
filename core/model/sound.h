// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace vigie::model {

enum class AudioCodec : std::uint8_t { Unknown, Mpeg, AacAdts, AacLatm, Ac3, Eac3 };

/// One sound of a path, as its PMT tells.
struct SoundTrack {
    std::uint16_t pid = 0;
    AudioCodec codec = AudioCodec::Unknown;
    /// ISO 639 code; may be empty.
    std::string language;
    bool operator==(const SoundTrack&) const = default;
};
using SoundTracks = std::vector<SoundTrack>;

/// One whole coded frame of a sound, as it stands in the stream. Immutable.
struct SoundUnit {
    /// Grows by one within a listening; a gap means that sound was lost.
    std::uint64_t sequence = 0;
    AudioCodec codec = AudioCodec::Unknown;
    /// 90 kHz, 33 bits, the programme's own clock; of the first frame that begins in a PES packet,
    /// absent for the others.
    std::optional<std::int64_t> pts;
    /// When the frame's last byte had arrived at the node, as far as its PES packet tells.
    base::Utc arrival{};
    std::string data;
};
using SoundUnitPtr = std::shared_ptr<const SoundUnit>;

} // namespace vigie::model
