// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/media/contentprobe.h"
#include "core/media/picturemeter.h"

namespace vigie::media {

/// 64 bits of likeness: whether the picture gets brighter from each of 9 columns to the next, in 8
/// rows of area means. Stays nearly the same when the picture is scaled, coded again or gets a
/// small logo. Nothing for pictures with too little detail to tell them from others.
[[nodiscard]] std::optional<std::uint64_t> signatureOf(const PictureSample& sample);

/// In how many bits two signatures differ.
[[nodiscard]] int signatureDistance(std::uint64_t a, std::uint64_t b);

/// Signatures of one picture at two places, coded differently, are at most this far apart
/// (tests/unit/media/tst_signature: 8 Mb/s at 1080 lines against 0.6 Mb/s at 360 lines).
inline constexpr int kSamePictureDistance = 8;
/// A picture gets told (see SignatureTeller) only when it is at least this far from the one before.
inline constexpr int kTellingDistance = 14;

/// Chooses the pictures worth telling: those that look unlike the picture before them, such as the
/// first after a cut. Two places that see one programme choose the same pictures without talking to
/// each other, and neighbours cannot be taken for them. Where nothing cuts or moves wildly nothing
/// is told. Needs every picture: with key pictures alone, neighbours are a second apart, and what
/// is told seldom meets its like. Not thread-safe.
class SignatureTeller {
public:
    void observe(const PictureSample& sample, base::Timestamp arrival);
    void reset() { *this = {}; }
    [[nodiscard]] const std::optional<PictureSignature>& newest() const { return m_newest; }

private:
    std::optional<std::uint64_t> m_before;
    std::optional<PictureSignature> m_newest;
};

} // namespace vigie::media
