// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/media/decodepool.h"

namespace vigie::ui::wall {

/// What differs between two pictures, as a picture: grey where they are equal, brighter the more
/// luma or color differ. In the size of the smaller one. GUI thread; keeps its memory.
class DifferenceFrame final : public media::VideoFrame {
public:
    /// Of a difference of one step of luma or color.
    static constexpr int gain = 4;
    static constexpr int grey = 126;
    /// Steps that two encoders differ by without anybody seeing it.
    static constexpr int unseen = 12;

    /// False where one has no pixels.
    [[nodiscard]] bool make(const media::VideoFrame& a, const media::VideoFrame& b);
    /// Of the picture's pixels, how many differ by more than `unseen`, 0 to 1.
    [[nodiscard]] double differingShare() const { return m_differing; }

private:
    struct Planes {
        std::vector<std::uint8_t> y, u, v;
    };
    [[nodiscard]] static bool scale(const media::VideoFrame& from, int width, int height,
                                    Planes& to);

    Planes m_a;
    Planes m_b;
    Planes m_out;
    double m_differing = 0;
};

/// A part of a picture, without copying: `x` and `partWidth` are made even. Valid while it lives.
[[nodiscard]] media::VideoFrame partOf(const media::VideoFrame& frame, int x, int partWidth);

} // namespace vigie::ui::wall
