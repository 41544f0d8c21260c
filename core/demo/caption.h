// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/demo/picture.h"
#include "core/model/fleet.h"

namespace vigie::demo {

/// What is burned into each picture of a feed: a band along the bottom with number, name, venue and
/// running clock, and the marker along the top. Everything is rendered when it is made; per frame
/// bytes are copied. One thread.
class Caption {
public:
    explicit Caption(const model::FeedInfo& feed);
    /// `frame` counts the feed's pictures; `utc` is shown as HH:MM:SS:FF.
    void draw(Picture& picture, std::uint64_t frame, base::Utc utc) const;

private:
    static constexpr int bandHeight = 32;
    static constexpr int clockCharacters = 11;

    std::uint8_t m_number;
    /// The band: luma rows, then one value for each chroma plane.
    std::vector<std::uint8_t> m_band;
    /// "0" to "9" and ":", each a cell of the band's own ground.
    std::array<std::vector<std::uint8_t>, 11> m_glyphs;
    int m_glyphWidth = 0;
    int m_glyphHeight = 0;
};

} // namespace vigie::demo
