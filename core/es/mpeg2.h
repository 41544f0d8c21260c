// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/es/startcode.h"

/// MPEG-2 video (ITU-T H.262 | ISO/IEC 13818-2): what its headers say. A unit is handed over from
/// its start code value on; damaged ones give nothing.
namespace vigie::es::mpeg2 {

/// start_code value, table 6-1.
enum Code : int {
    Picture = 0x00,
    FirstSlice = 0x01,
    LastSlice = 0xaf,
    UserData = 0xb2,
    Sequence = 0xb3,
    Extension = 0xb5,
    Group = 0xb8
};
/// -1 for an empty unit.
[[nodiscard]] inline int codeOf(Bytes unit) {
    return unit.empty() ? -1 : std::to_integer<int>(unit[0]);
}

/// sequence_header, 6.2.2.1
struct SequenceHeader {
    int width = 0;
    int height = 0;
    /// frame_rate_code; absent where reserved.
    std::optional<double> frameRate;
};
[[nodiscard]] std::optional<SequenceHeader> readSequence(Bytes unit);

/// sequence_extension, 6.2.2.3
struct SequenceExtension {
    /// profile_and_level_indication.
    int profileAndLevel = 0;
    bool isProgressive = false;
    /// chroma_format: 1 4:2:0, 2 4:2:2, 3 4:4:4.
    int chromaFormat = 1;
    /// Upper bits of the size.
    int widthHigh = 0;
    int heightHigh = 0;
    /// Of the frame rate.
    double rateFactor = 1;

    /// 1 High, 4 Main, 5 Simple; where the escape bit is set (4:2:2, multi-view) the whole byte.
    [[nodiscard]] int profile() const;
    /// Low 1, Main 2, High-1440 3, High 4.
    [[nodiscard]] std::optional<int> level() const;
};
[[nodiscard]] std::optional<SequenceExtension> readSequenceExtension(Bytes unit);

/// picture_header, 6.2.3
struct PictureHeader {
    int temporalReference = 0;
    /// picture_coding_type: 1 I, 2 P, 3 B.
    int type = 0;
};
[[nodiscard]] std::optional<PictureHeader> readPicture(Bytes unit);

/// picture_coding_extension, 6.2.3.1
struct PictureExtension {
    /// picture_structure: 1 top field, 2 bottom field, 3 frame.
    int structure = 3;
    bool isNonLinearScale = false;
    /// intra_vlc_format.
    bool hasIntraTable = false;
    bool isProgressive = false;
};
[[nodiscard]] std::optional<PictureExtension> readPictureExtension(Bytes unit);

/// extension_start_code_identifier: 1 sequence, 8 picture coding; 0 for none.
[[nodiscard]] int extensionId(Bytes unit);

/// quantiser_scale of a slice, 7.4.2.2; `height` decides whether its position has an extension.
[[nodiscard]] std::optional<int> readQuantizerScale(Bytes slice, bool isNonLinear, int height);

} // namespace vigie::es::mpeg2
