// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace vigie::demo {

namespace {

void blendRow(std::uint8_t* row, int from, int to, int value, int alpha) {
    const int rest = 256 - alpha;
    const int add = value * alpha;
    for (int x = from; x < to; ++x) {
        row[x] = static_cast<std::uint8_t>((row[x] * rest + add) >> 8);
    }
}

std::uint8_t toByte(double value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

} // namespace

Yuv yuvFromRgb(int red, int green, int blue) {
    return {toByte(16 + 0.2568 * red + 0.5041 * green + 0.0979 * blue),
            toByte(128 - 0.1482 * red - 0.2910 * green + 0.4392 * blue),
            toByte(128 + 0.4392 * red - 0.3678 * green - 0.0714 * blue)};
}

Picture::Picture(int width, int height)
    : m_width(width), m_height(height),
      m_data(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3 / 2) {}

void Picture::fill(Yuv color) {
    std::memset(y(), color.y, lumaSize());
    std::memset(u(), color.u, chromaSize());
    std::memset(v(), color.v, chromaSize());
}

void Picture::copyFrom(std::span<const std::uint8_t> bytes) {
    std::memcpy(m_data.data(), bytes.data(), std::min(bytes.size(), m_data.size()));
}

void Picture::blendSpan(int line, double x0, double x1, Yuv color, int alpha) {
    if (line < 0 || line >= m_height) {
        return;
    }
    const int from = std::clamp(static_cast<int>(std::lround(x0)), 0, m_width);
    const int to = std::clamp(static_cast<int>(std::lround(x1)), 0, m_width);
    if (from >= to) {
        return;
    }
    blendRow(y() + static_cast<std::ptrdiff_t>(line) * m_width, from, to, color.y, alpha);
    if (line % 2 == 0) {
        const std::ptrdiff_t offset = static_cast<std::ptrdiff_t>(line / 2) * (m_width / 2);
        blendRow(u() + offset, from / 2, (to + 1) / 2, color.u, alpha);
        blendRow(v() + offset, from / 2, (to + 1) / 2, color.v, alpha);
    }
}

void Picture::fillEllipse(double cx, double cy, double rx, double ry, Yuv color, int alpha) {
    if (rx <= 0 || ry <= 0) {
        return;
    }
    const int top = std::max(0, static_cast<int>(std::floor(cy - ry)));
    const int bottom = std::min(m_height - 1, static_cast<int>(std::ceil(cy + ry)));
    for (int row = top; row <= bottom; ++row) {
        const double d = (row + 0.5 - cy) / ry;
        if (d * d < 1) {
            const double half = rx * std::sqrt(1 - d * d);
            blendSpan(row, cx - half, cx + half, color, alpha);
        }
    }
}

void Picture::fillRect(double x, double top, double width, double height, Yuv color, int alpha) {
    const int from = std::max(0, static_cast<int>(std::lround(top)));
    const int to = std::min(m_height, static_cast<int>(std::lround(top + height)));
    for (int row = from; row < to; ++row) {
        blendSpan(row, x, x + width, color, alpha);
    }
}

void Picture::line(double x0, double y0, double x1, double y1, double thickness, Yuv color,
                   int alpha) {
    const double dx = x1 - x0;
    const double dy = y1 - y0;
    const double length = std::max(0.001, std::hypot(dx, dy));
    const double nx = -dy / length * thickness / 2;
    const double ny = dx / length * thickness / 2;
    fillTriangle(x0 + nx, y0 + ny, x1 + nx, y1 + ny, x1 - nx, y1 - ny, color, alpha);
    fillTriangle(x0 + nx, y0 + ny, x1 - nx, y1 - ny, x0 - nx, y0 - ny, color, alpha);
}

void Picture::fillTriangle(double x0, double y0, double x1, double y1, double x2, double y2,
                           Yuv color, int alpha) {
    const std::array<std::pair<double, double>, 3> corners{{{x0, y0}, {x1, y1}, {x2, y2}}};
    const int top = std::max(0, static_cast<int>(std::floor(std::min({y0, y1, y2}))));
    const int bottom = std::min(m_height - 1, static_cast<int>(std::ceil(std::max({y0, y1, y2}))));
    for (int row = top; row <= bottom; ++row) {
        const double middle = row + 0.5;
        double left = m_width;
        double right = 0;
        bool isCrossed = false;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const auto [ax, ay] = corners[i];
            const auto [bx, by] = corners[(i + 1) % corners.size()];
            if ((ay <= middle) == (by <= middle)) {
                continue;
            }
            const double x = ax + (bx - ax) * (middle - ay) / (by - ay);
            left = std::min(left, x);
            right = std::max(right, x);
            isCrossed = true;
        }
        if (isCrossed) {
            blendSpan(row, left, right, color, alpha);
        }
    }
}

} // namespace vigie::demo
