// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/scene.h"

#include <cstddef>

#include "core/demo/motifs.h"

namespace vigie::demo {

namespace {

/// From the sport's color on top to a darker one below.
Picture renderGround(const FeedStyle& style) {
    Picture ground;
    for (int row = 0; row < ground.height(); ++row) {
        const double level = 1.15 - 0.75 * row / ground.height();
        const auto shade = [level](int part) {
            return static_cast<int>(part * level > 255 ? 255 : part * level);
        };
        ground.fillRect(0, row, ground.width(), 1,
                        yuvFromRgb(shade(style.red), shade(style.green), shade(style.blue)), 256);
    }
    return ground;
}

} // namespace

Scene::Scene(const FeedStyle& style)
    : m_motif(style.motif), m_number(style.info.number), m_ground(renderGround(style)),
      m_light(yuvFromRgb(style.red / 2 + 127, style.green / 2 + 127, style.blue / 2 + 127)),
      m_dark(yuvFromRgb(style.red / 4, style.green / 4, style.blue / 4)),
      m_accent(yuvFromRgb(250, 200 + static_cast<int>(style.info.number % 3) * 20,
                          90 + static_cast<int>(style.info.number * 37 % 140))) {}

void Scene::draw(Picture& picture, std::uint64_t frame) const {
    picture.copyFrom(m_ground.bytes());
    const double t = static_cast<double>(frame) / framesPerSecond + m_number * 3.7;
    const Palette palette{m_light, m_dark, m_accent};
    switch (m_motif) {
    case Motif::Fireworks:
        return drawFireworks(picture, t, palette);
    case Motif::Lanes:
        return drawLanes(picture, t, palette);
    case Motif::Throw:
        return drawThrow(picture, t, palette);
    case Motif::Waves:
        return drawWaves(picture, t, palette);
    case Motif::Bubbles:
        return drawBubbles(picture, t, palette);
    case Motif::Gymnast:
        return drawGymnast(picture, t, palette);
    case Motif::Ball:
        return drawBall(picture, t, palette);
    case Motif::Wrestlers:
        return drawWrestlers(picture, t, palette);
    case Motif::Blades:
        return drawBlades(picture, t, palette);
    case Motif::Wheels:
        return drawWheels(picture, t, palette);
    case Motif::Boats:
        return drawBoats(picture, t, palette);
    case Motif::Sails:
        return drawSails(picture, t, palette);
    case Motif::Net:
        return drawNet(picture, t, palette);
    case Motif::Skyline:
        return drawSkyline(picture, t, palette);
    }
}

} // namespace vigie::demo
