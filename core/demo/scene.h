// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/demo/catalog.h"
#include "core/demo/picture.h"

namespace vigie::demo {

/// The moving picture of one feed: its sport's ground, rendered once, and a few shapes in motion.
/// One thread; deterministic in the frame number.
class Scene {
public:
    explicit Scene(const FeedStyle& style);
    void draw(Picture& picture, std::uint64_t frame) const;

private:
    Motif m_motif;
    std::uint32_t m_number;
    Picture m_ground;
    Yuv m_light, m_dark, m_accent;
};

} // namespace vigie::demo
