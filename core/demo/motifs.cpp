// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/motifs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::demo {

namespace {

constexpr double w = pictureWidth;
/// The captions' band begins here.
constexpr double floorY = 148;
constexpr double tau = 2 * std::numbers::pi;

/// 0 to 1, the same for the same key: where things are without a generator's state.
double scatter(int key) {
    const double x = std::sin(key * 127.1 + 11.7) * 43758.5453;
    return x - std::floor(x);
}

double wrap(double value, double range) {
    return value - range * std::floor(value / range);
}

/// Up and down as a bouncing ball, 0 on the ground, 1 on top.
double bounce(double t) {
    const double phase = wrap(t, 1);
    return 4 * phase * (1 - phase);
}

void drawWaterRows(Picture& picture, double t, double top, const Palette& palette) {
    for (int row = 0; row < 5; ++row) {
        const double y = top + row * 17;
        for (int i = 0; i < 6; ++i) {
            const double x = wrap(i * 64 + t * (14 + row * 5) + row * 23, w + 80) - 40;
            picture.fillEllipse(x, y + 3 * std::sin(t * 2 + i + row), 26 - row * 2, 3,
                                palette.light, 70);
        }
    }
}

} // namespace

void drawFireworks(Picture& picture, double t, const Palette& palette) {
    for (int shell = 0; shell < 4; ++shell) {
        const double age = wrap(t * 0.5 + shell * 0.25, 1);
        const int round = static_cast<int>(std::floor(t * 0.5 + shell * 0.25)) * 4 + shell;
        const double cx = 40 + scatter(round) * (w - 80);
        const double cy = 30 + scatter(round + 77) * 55;
        const int alpha = static_cast<int>(230 * (1 - age));
        for (int spark = 0; spark < 14; ++spark) {
            const double angle = spark * tau / 14 + round;
            const double reach = 55 * std::sqrt(age);
            picture.fillEllipse(cx + reach * std::cos(angle),
                                cy + reach * std::sin(angle) + 20 * age * age, 2.5, 2.5,
                                spark % 2 == 0 ? palette.accent : palette.light, alpha);
        }
    }
    picture.fillRect(0, 132, w, 16, palette.dark, 140);
}

void drawLanes(Picture& picture, double t, const Palette& palette) {
    for (int lane = 0; lane <= 6; ++lane) {
        picture.fillRect(0, 40 + lane * 18, w, 1.5, palette.light, 130);
    }
    for (int lane = 0; lane < 6; ++lane) {
        const double x = wrap(t * (52 + 6 * scatter(lane)) + scatter(lane + 9) * 60, w + 40) - 20;
        const double y = 46 + lane * 18 + 2 * std::sin(t * 18 + lane);
        picture.fillEllipse(x, y - 6, 3.5, 3.5, palette.accent, 240);
        picture.fillRect(x - 2.5, y - 2, 5, 8, palette.accent, 240);
        picture.line(x, y + 5, x + 6 * std::sin(t * 16 + lane), y + 12, 2.5, palette.dark, 220);
        picture.line(x, y + 5, x - 6 * std::sin(t * 16 + lane), y + 12, 2.5, palette.dark, 220);
    }
}

void drawThrow(Picture& picture, double t, const Palette& palette) {
    for (int arc = 1; arc <= 3; ++arc) {
        picture.fillEllipse(30, floorY + 10, arc * 90, arc * 32, palette.light, 24);
    }
    const double phase = wrap(t / 2.6, 1);
    const double x = 24 + phase * 280;
    const double y = floorY - 14 - 110 * 4 * phase * (1 - phase);
    const double slope = -110 * 4 * (1 - 2 * phase) / 280;
    picture.fillEllipse(x, floorY - 4, 12, 3, palette.dark, 150);
    picture.line(x - 16, y - 16 * slope, x + 16, y + 16 * slope, 4, palette.accent, 250);
    picture.fillEllipse(22, floorY - 30, 5, 5, palette.accent, 240);
    picture.line(22, floorY - 24, 22 + 3 * std::sin(t * 5), floorY - 4, 6, palette.accent, 240);
}

void drawWaves(Picture& picture, double t, const Palette& palette) {
    drawWaterRows(picture, t, 34, palette);
    for (int lane = 0; lane < 4; ++lane) {
        const double x = wrap(t * (26 + 5 * scatter(lane + 3)) + lane * 37, w + 60) - 30;
        const double y = 48 + lane * 26;
        picture.fillEllipse(x, y, 15, 4, palette.accent, 230);
        picture.fillEllipse(x + 17, y - 1, 4.5, 4.5, palette.light, 240);
        const double stroke = t * 6 + lane * 2;
        picture.line(x + 10, y, x + 10 + 12 * std::cos(stroke), y - 9 * std::abs(std::sin(stroke)),
                     3, palette.accent, 240);
    }
}

void drawBubbles(Picture& picture, double t, const Palette& palette) {
    for (int ray = 0; ray < 4; ++ray) {
        const double x = 40 + ray * 80 + 14 * std::sin(t * 0.7 + ray);
        picture.fillTriangle(x, 9, x - 34, floorY, x + 10, floorY, palette.light, 26);
    }
    for (int bubble = 0; bubble < 22; ++bubble) {
        const double speed = 22 + 30 * scatter(bubble);
        const double y = floorY - wrap(t * speed + scatter(bubble + 50) * 160, 150);
        const double x = scatter(bubble + 100) * w + 8 * std::sin(t * 2 + bubble);
        const double r = 2 + 5 * scatter(bubble + 150);
        picture.fillEllipse(x, y, r, r, palette.light, 110);
        picture.fillEllipse(x - r / 3, y - r / 3, r / 3, r / 3, palette.accent, 220);
    }
}

void drawGymnast(Picture& picture, double t, const Palette& palette) {
    picture.fillRect(0, 128, w, 5, palette.light, 150);
    const double phase = wrap(t / 3.2, 1);
    const double x = 40 + phase * 240;
    const double y = 92 - 42 * std::abs(std::sin(phase * tau));
    const double angle = phase * 3 * tau;
    for (int limb = 0; limb < 4; ++limb) {
        const double a = angle + limb * tau / 4 + 0.3 * std::sin(t * 3);
        const double reach = limb % 2 == 0 ? 26 : 18;
        picture.line(x, y, x + reach * std::cos(a), y + reach * std::sin(a), 5, palette.accent,
                     245);
    }
    picture.fillEllipse(x + 31 * std::cos(angle), y + 31 * std::sin(angle), 6, 6, palette.light,
                        245);
    picture.fillEllipse(x, 131, 20, 3, palette.dark, 160);
}

void drawBall(Picture& picture, double t, const Palette& palette) {
    picture.fillEllipse(w / 2, floorY, 90, 34, palette.light, 40);
    picture.fillRect(w / 2 - 1, 20, 2, 128, palette.light, 70);
    const double x = w / 2 + 130 * std::sin(t * 0.9);
    const double y = floorY - 16 - 96 * bounce(t * 1.1);
    picture.fillEllipse(x, floorY - 4, 16, 4, palette.dark, 160);
    picture.fillEllipse(x, y, 14, 14, palette.accent, 250);
    const double spin = t * 5;
    picture.line(x - 13 * std::cos(spin), y - 13 * std::sin(spin), x + 13 * std::cos(spin),
                 y + 13 * std::sin(spin), 2, palette.dark, 220);
    for (int player = 0; player < 5; ++player) {
        const double px = 40 + player * 60 + 22 * std::sin(t * 0.8 + player * 1.7);
        const double py = 96 + 14 * std::sin(t * 0.6 + player * 2.3);
        picture.fillEllipse(px, py - 14, 4.5, 4.5, palette.light, 200);
        picture.fillRect(px - 4, py - 9, 8, 22, player % 2 == 0 ? palette.light : palette.dark,
                         190);
    }
}

void drawWrestlers(Picture& picture, double t, const Palette& palette) {
    picture.fillRect(50, 60, 220, 88, palette.light, 36);
    picture.fillRect(70, 72, 180, 70, palette.accent, 30);
    const double turn = t * 1.3;
    const double gap = 22 + 10 * std::sin(t * 2.1);
    const double cx = w / 2 + 40 * std::sin(t * 0.5);
    for (int side = 0; side < 2; ++side) {
        const double a = turn + side * tau / 2;
        const double x = cx + gap * std::cos(a);
        const double y = 100 + gap * 0.5 * std::sin(a);
        const Yuv color = side == 0 ? palette.light : palette.accent;
        picture.fillEllipse(x, y + 22, 16, 4, palette.dark, 140);
        picture.fillEllipse(x, y, 11, 20, color, 240);
        picture.fillEllipse(x, y - 25, 7, 7, color, 240);
        picture.line(x, y - 8, cx, 96, 5, color, 230);
    }
}

void drawBlades(Picture& picture, double t, const Palette& palette) {
    picture.fillRect(0, 126, w, 14, palette.light, 60);
    const double centre = w / 2 + 50 * std::sin(t * 0.6);
    for (int side = -1; side <= 1; side += 2) {
        const double x = centre + side * (58 + 16 * std::sin(t * 2.4 + side));
        picture.fillEllipse(x, 66, 8, 9, palette.light, 235);
        picture.line(x, 76, x, 104, 12, palette.light, 230);
        picture.line(x, 102, x - side * 14, 132, 6, palette.light, 230);
        picture.line(x, 102, x + side * 16, 132, 6, palette.light, 230);
        const double tip = 86 + 20 * std::sin(t * 5 + side * 1.3);
        picture.line(x - side * 8, 86, x - side * 62, tip, 2.5, palette.accent, 255);
    }
}

void drawWheels(Picture& picture, double t, const Palette& palette) {
    for (int stripe = 0; stripe < 6; ++stripe) {
        picture.fillRect(wrap(stripe * 70 - t * 90, w + 70) - 50, 138, 36, 4, palette.light, 170);
    }
    for (int rider = 0; rider < 3; ++rider) {
        const double x = 66 + rider * 92 + 14 * std::sin(t * 0.9 + rider);
        for (int wheel = -1; wheel <= 1; wheel += 2) {
            const double wx = x + wheel * 22;
            picture.fillEllipse(wx, 116, 17, 17, palette.dark, 210);
            for (int spoke = 0; spoke < 3; ++spoke) {
                const double a = t * 7 + spoke * tau / 6;
                picture.line(wx - 15 * std::cos(a), 116 - 15 * std::sin(a), wx + 15 * std::cos(a),
                             116 + 15 * std::sin(a), 2, palette.light, 220);
            }
        }
        picture.line(x - 22, 116, x + 4, 92, 3, palette.accent, 250);
        picture.line(x + 4, 92, x + 22, 116, 3, palette.accent, 250);
        picture.line(x - 8, 92, x + 10, 74 + 2 * std::sin(t * 7), 7, palette.accent, 240);
        picture.fillEllipse(x + 14, 68, 6, 6, palette.light, 240);
    }
}

void drawBoats(Picture& picture, double t, const Palette& palette) {
    drawWaterRows(picture, t, 40, palette);
    for (int boat = 0; boat < 3; ++boat) {
        const double x = wrap(t * (34 + 4 * scatter(boat + 5)) + boat * 70, w + 120) - 60;
        const double y = 60 + boat * 32;
        picture.fillEllipse(x, y, 42, 4, palette.accent, 240);
        for (int rower = -2; rower <= 2; ++rower) {
            const double rx = x + rower * 14;
            picture.fillEllipse(rx, y - 6, 3.5, 4.5, palette.light, 240);
            const double swing = 10 * std::sin(t * 4 + boat);
            picture.line(rx, y - 3, rx + swing, y + 12, 1.8, palette.dark, 220);
        }
    }
}

void drawSails(Picture& picture, double t, const Palette& palette) {
    drawWaterRows(picture, t, 70, palette);
    for (int boat = 0; boat < 4; ++boat) {
        const double x = wrap(t * (16 + 7 * scatter(boat + 2)) + boat * 88, w + 80) - 40;
        const double y = 84 + (boat % 2) * 34 + 3 * std::sin(t * 1.6 + boat);
        const double heel = 7 * std::sin(t * 1.1 + boat);
        picture.fillTriangle(x + heel, y - 56, x + 2, y - 4, x + 30, y - 4,
                             boat % 2 == 0 ? palette.light : palette.accent, 240);
        picture.fillTriangle(x + heel, y - 50, x - 2, y - 4, x - 18, y - 4, palette.light, 190);
        picture.fillEllipse(x + 4, y, 26, 5, palette.dark, 240);
    }
}

void drawNet(Picture& picture, double t, const Palette& palette) {
    picture.fillTriangle(60, 50, 260, 50, w, floorY, palette.light, 36);
    picture.fillTriangle(60, 50, w, floorY, 0, floorY, palette.light, 36);
    picture.fillRect(20, 92, 280, 2, palette.light, 220);
    for (int mesh = 0; mesh < 14; ++mesh) {
        picture.fillRect(20 + mesh * 21, 92, 1.2, 16, palette.light, 120);
    }
    const double phase = wrap(t / 2.2, 2);
    const double along = phase < 1 ? phase : 2 - phase;
    const double x = 60 + 200 * along;
    const double y = 116 - 58 * along - 52 * bounce(phase);
    picture.fillEllipse(x, 128 - 62 * along, 8, 2.5, palette.dark, 170);
    picture.fillEllipse(x, y, 6, 6, palette.accent, 255);
    for (int side = 0; side < 2; ++side) {
        const double px = side == 0 ? 60 + 12 * std::sin(t * 1.4) : 260 + 12 * std::cos(t * 1.2);
        const double py = side == 0 ? 124 : 62;
        picture.fillEllipse(px, py - 16, 5, 5, palette.light, 235);
        picture.line(px, py - 10, px, py + 10, 8, palette.light, 225);
        picture.line(px, py - 6, px + 14 * std::cos(t * 4), py - 14 + 8 * std::sin(t * 4), 3,
                     palette.accent, 235);
    }
}

void drawSkyline(Picture& picture, double t, const Palette& palette) {
    for (int cloud = 0; cloud < 5; ++cloud) {
        picture.fillEllipse(wrap(cloud * 83 + t * (7 + cloud * 2), w + 120) - 60, 26 + cloud * 11,
                            38, 7, palette.light, 60);
    }
    for (int house = 0; house < 16; ++house) {
        const double height = 14 + 26 * scatter(house + 31);
        picture.fillRect(house * 20, floorY - height, 18, height, palette.dark, 190);
    }
    picture.fillTriangle(160, 22, 146, floorY, 174, floorY, palette.dark, 230);
    picture.fillTriangle(160, 80, 126, floorY, 194, floorY, palette.dark, 200);
    const double sweep = t * 0.9;
    const double reach = 150 * std::cos(sweep);
    picture.fillTriangle(160, 26, 160 + reach, 10 + 14 * std::sin(sweep), 160 + reach,
                         40 + 14 * std::sin(sweep), palette.accent, 90);
    for (int lamp = 0; lamp < 12; ++lamp) {
        const int alpha = static_cast<int>(120 + 120 * std::sin(t * 6 + lamp * 2.1));
        picture.fillEllipse(160 + (lamp % 2 == 0 ? -1 : 1) * lamp * 1.3, 36 + lamp * 9, 1.8, 1.8,
                            palette.accent, alpha);
    }
}

} // namespace vigie::demo
