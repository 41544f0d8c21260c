// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/media/picturemeter.h"

namespace vigie::testing {

using Color = std::array<int, 3>; // Y, Cb, Cr, 8-bit codes

/// A drawn 4:2:0 or 4:2:2 picture of 8 or 10 bits.
class DrawnPicture {
public:
    DrawnPicture(int width, int height, bool isTenBit = false, bool is422 = false)
        : m_width(width), m_height(height), m_isTenBit(isTenBit), m_chromaHeight(is422 ? 1 : 2) {
        draw([](double, double) { return Color{100, 128, 128}; });
    }
    /// `at(x, y)`: of the picture's size, 0 to 1.
    void draw(const std::function<Color(double, double)>& at) {
        for (int component = 0; component < 3; ++component) {
            const int width = component == 0 ? m_width : m_width / 2;
            const int height = component == 0 ? m_height : m_height / m_chromaHeight;
            auto& plane = m_planes[static_cast<std::size_t>(component)];
            plane.clear();
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const int value = at((x + 0.5) / width,
                                         (y + 0.5) / height)[static_cast<std::size_t>(component)];
                    if (m_isTenBit) {
                        const auto deep = static_cast<std::uint16_t>(value * 4 + 1);
                        plane.push_back(static_cast<std::uint8_t>(deep & 0xffU));
                        plane.push_back(static_cast<std::uint8_t>(deep >> 8U));
                    } else {
                        plane.push_back(static_cast<std::uint8_t>(value));
                    }
                }
            }
        }
    }
    [[nodiscard]] media::PictureView view(bool isFullRange = false) const {
        const int bytes = m_isTenBit ? 2 : 1;
        const auto plane = [&](std::size_t component) {
            const int width = component == 0 ? m_width : m_width / 2;
            const int height = component == 0 ? m_height : m_height / m_chromaHeight;
            return media::PlaneView{
                m_planes[component].data(), std::ptrdiff_t{width} * bytes, width, height, bytes,
                m_isTenBit ? 10 : 8};
        };
        return {plane(0), plane(1), plane(2), isFullRange};
    }
    [[nodiscard]] std::uint8_t& luma(int x, int y) { // 8 bits only
        return m_planes[0][static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) +
                           static_cast<std::size_t>(x)];
    }
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }

private:
    int m_width;
    int m_height;
    bool m_isTenBit;
    int m_chromaHeight;
    std::array<std::vector<std::uint8_t>, 3> m_planes;
};

/// Something like a scene: smooth shapes in color that differ by `scene` and move with `time`.
inline Color sceneAt(int scene, double time, double x, double y) {
    const double a = 3 + scene * 2.3;
    const double b = 5 + scene * 1.7;
    const double drift = time * 0.4;
    const double luma = 128 + 45 * std::sin(a * (x + drift) + 2.1 * scene) +
                        35 * std::sin(b * y - 0.7 * scene + drift) +
                        20 * std::sin(17 * (x + y + drift) + scene);
    return {static_cast<int>(luma), static_cast<int>(128 + 40 * std::sin(4 * x + scene)),
            static_cast<int>(128 + 40 * std::sin(3 * y - scene))};
}

} // namespace vigie::testing
