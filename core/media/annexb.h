// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/es/startcode.h"
#include "core/model/preview.h"

namespace vigie::media {

using es::Bytes;

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

} // namespace vigie::media
