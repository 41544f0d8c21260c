// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/marker.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace vigie::demo {

namespace {

constexpr int cellCount = 32;
constexpr int cellsPerWidth = 40;
constexpr int rowsPerHeight = 20;
constexpr std::uint8_t white = 220;
constexpr std::uint8_t black = 32;
constexpr double smallestContrast = 60;

std::uint32_t crc4(std::uint32_t bits24) {
    std::uint32_t crc = 0xf;
    for (int i = 23; i >= 0; --i) {
        const std::uint32_t feedback = ((crc >> 3) ^ (bits24 >> i)) & 1;
        crc = (crc << 1) & 0xf;
        if (feedback != 0) {
            crc ^= 0x3;
        }
    }
    return crc;
}

std::uint32_t cellsOf(Marker marker) {
    const std::uint32_t content = std::uint32_t{marker.feed} << 16 | marker.frame;
    return 1u << 31 | content << 6 | crc4(content) << 2 | 1u;
}

bool cellAt(std::uint32_t cells, int index) {
    return ((cells >> (cellCount - 1 - index)) & 1) != 0;
}

/// Mean luma of the middle of a cell, where neither scaling nor the coder's ringing reaches.
double levelOf(const std::uint8_t* luma, int stride, int width, int height, int index) {
    const double cellWidth = static_cast<double>(width) / cellsPerWidth;
    const double rowHeight = static_cast<double>(height) / rowsPerHeight;
    const int x0 = static_cast<int>((index + 0.3) * cellWidth);
    const int x1 = std::max(x0 + 1, static_cast<int>((index + 0.7) * cellWidth));
    const int y0 = static_cast<int>(0.25 * rowHeight);
    const int y1 = std::max(y0 + 1, static_cast<int>(0.75 * rowHeight));
    int sum = 0;
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) {
            sum += luma[static_cast<std::ptrdiff_t>(y) * stride + x];
        }
    }
    return static_cast<double>(sum) / ((x1 - x0) * (y1 - y0));
}

} // namespace

void drawMarker(std::uint8_t* luma, int stride, int width, int height, Marker marker) {
    const std::uint32_t cells = cellsOf(marker);
    const int rows = height / rowsPerHeight;
    for (int index = 0; index < cellCount; ++index) {
        const int x0 = index * width / cellsPerWidth;
        const int x1 = (index + 1) * width / cellsPerWidth;
        std::memset(luma + x0, cellAt(cells, index) ? white : black,
                    static_cast<std::size_t>(x1 - x0));
    }
    for (int row = 1; row < rows; ++row) {
        std::memcpy(luma + static_cast<std::ptrdiff_t>(row) * stride, luma,
                    static_cast<std::size_t>(cellCount * width / cellsPerWidth));
    }
}

std::optional<Marker> readMarker(const std::uint8_t* luma, int stride, int width, int height) {
    if (luma == nullptr || width < 2 * cellsPerWidth || height < 2 * rowsPerHeight) {
        return std::nullopt;
    }
    std::array<double, cellCount> levels{};
    for (int index = 0; index < cellCount; ++index) {
        levels[static_cast<std::size_t>(index)] = levelOf(luma, stride, width, height, index);
    }
    const double high = (levels[0] + levels[31]) / 2;
    const double low = (levels[1] + levels[30]) / 2;
    if (high - low < smallestContrast) {
        return std::nullopt;
    }
    std::uint32_t cells = 0;
    for (const double level : levels) {
        cells = cells << 1 | (level > (high + low) / 2 ? 1u : 0u);
    }
    const std::uint32_t content = (cells >> 6) & 0xffffff;
    const Marker marker{static_cast<std::uint8_t>(content >> 16),
                        static_cast<std::uint16_t>(content & 0xffff)};
    if (cells != cellsOf(marker)) {
        return std::nullopt;
    }
    return marker;
}

} // namespace vigie::demo
