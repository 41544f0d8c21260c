// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace vigie::ts {

/// What ISO/IEC 13818-1 gives a decoder's buffers for one elementary stream, by the profile and
/// level, or the channels, that the stream itself tells. Rates in bit/s, sizes in bytes.
struct DecoderLimits {
    bool isVideo = false;
    /// Out of TBn.
    double transportRate = 0;
    /// Out of MBn by the leak method; video only.
    double multiplexRate = 0;
    double multiplexSize = 0;
    /// EBn of video, Bn of audio.
    double mainSize = 0;
    /// Of one audio frame, 27 MHz ticks.
    std::int64_t frameTicks = 0;
    /// 3.10.
    std::int64_t longestDelaySeconds = 1;
    bool operator==(const DecoderLimits&) const = default;
};

/// Reads them from the beginning of a PES packet's payload, or some bytes on: a sequence header and
/// its extension, a sequence parameter set, the header of an audio frame. `content` as in
/// PidFigures. Nothing where these bytes do not tell, or where the coding is not modelled.
[[nodiscard]] std::optional<DecoderLimits> readDecoderLimits(std::string_view content,
                                                             std::span<const std::uint8_t> bytes);

} // namespace vigie::ts
