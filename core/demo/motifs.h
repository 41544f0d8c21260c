// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/picture.h"

/// One function for each kind of motion; `t` is seconds since the start, shifted by feed so that
/// two feeds of one sport differ.
namespace vigie::demo {

struct Palette {
    Yuv light, dark, accent;
};

void drawFireworks(Picture& picture, double t, const Palette& palette);
void drawLanes(Picture& picture, double t, const Palette& palette);
void drawThrow(Picture& picture, double t, const Palette& palette);
void drawWaves(Picture& picture, double t, const Palette& palette);
void drawBubbles(Picture& picture, double t, const Palette& palette);
void drawGymnast(Picture& picture, double t, const Palette& palette);
void drawBall(Picture& picture, double t, const Palette& palette);
void drawWrestlers(Picture& picture, double t, const Palette& palette);
void drawBlades(Picture& picture, double t, const Palette& palette);
void drawWheels(Picture& picture, double t, const Palette& palette);
void drawBoats(Picture& picture, double t, const Palette& palette);
void drawSails(Picture& picture, double t, const Palette& palette);
void drawNet(Picture& picture, double t, const Palette& palette);
void drawSkyline(Picture& picture, double t, const Palette& palette);

} // namespace vigie::demo
