// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/model/preview.h"

namespace vigie::media {

using Bytes = std::span<const std::byte>;

/// The unit that begins at or after `from`: its bytes without start code, and where the search for
/// the next one goes on. MPEG-2 video has the same start codes.
struct StartCodeUnit {
    Bytes bytes;
    /// Offset of the start code, a fourth zero byte before it included.
    std::size_t codeAt = 0;
    std::size_t next = 0;
};
[[nodiscard]] std::optional<StartCodeUnit> nextUnit(Bytes stream, std::size_t from);

/// What a coded picture is, as far as its first picture slice tells; later bytes are not read.
struct PictureScan {
    bool hasPicture = false;
    /// Decoding can begin here: IDR or IRAP; an intra picture with its sequence header or parameter
    /// sets (an open group of pictures).
    bool isKey = false;
    bool hasSps = false;
    bool hasPps = false;
};
[[nodiscard]] PictureScan scanPicture(model::VideoCodec codec, Bytes payload);

/// Cuts a payload that holds several H.264 or H.265 access units at its delimiters. One picture, or
/// one without delimiters, is left whole.
[[nodiscard]] std::vector<Bytes> splitAccessUnits(model::VideoCodec codec, Bytes payload);

/// What an H.264 sequence parameter set says of the pictures.
struct SpsInfo {
    int width = 0;
    int height = 0;
    int chromaFormat = 1;
    int bitDepth = 8;
    bool isProgressive = true;
};
/// `unit` begins with the NAL header. Nothing for damaged or absurd ones.
[[nodiscard]] std::optional<SpsInfo> parseH264Sps(Bytes unit);

inline constexpr int kH264Slice = 1;
inline constexpr int kH264Idr = 5;
inline constexpr int kH264Sps = 7;
inline constexpr int kH264Pps = 8;
inline constexpr int kH264Delimiter = 9;
[[nodiscard]] inline int h264Type(Bytes unit) {
    return unit.empty() ? 0 : std::to_integer<int>(unit[0] & std::byte{0x1f});
}

} // namespace vigie::media
