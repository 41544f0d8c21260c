// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vigie::demo {

/// The one format of the demo's programmes: small, so that a whole fleet fits in two cores.
inline constexpr int pictureWidth = 320;
inline constexpr int pictureHeight = 180;
inline constexpr int framesPerSecond = 25;
inline constexpr int sampleRate = 48000;
inline constexpr int samplesPerFrame = sampleRate / framesPerSecond;

/// A colour in studio range, BT.601.
struct Yuv {
    std::uint8_t y = 16, u = 128, v = 128;
};
[[nodiscard]] Yuv yuvFromRgb(int red, int green, int blue);

/// An I420 picture without padding, planes one after the other.
class Picture {
public:
    Picture(int width = pictureWidth, int height = pictureHeight);

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::uint8_t* y() { return m_data.data(); }
    [[nodiscard]] std::uint8_t* u() { return m_data.data() + lumaSize(); }
    [[nodiscard]] std::uint8_t* v() { return m_data.data() + lumaSize() + chromaSize(); }
    [[nodiscard]] const std::uint8_t* y() const { return m_data.data(); }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return m_data; }
    [[nodiscard]] std::span<std::uint8_t> bytes() { return m_data; }

    void fill(Yuv color);
    void copyFrom(std::span<const std::uint8_t> bytes);
    /// Blends a colour over what is there; `alpha` 0 to 255. Parts outside are cut.
    void fillEllipse(double cx, double cy, double rx, double ry, Yuv color, int alpha);
    void fillRect(double x, double y, double width, double height, Yuv color, int alpha);
    void line(double x0, double y0, double x1, double y1, double thickness, Yuv color, int alpha);
    /// A triangle by its corners.
    void fillTriangle(double x0, double y0, double x1, double y1, double x2, double y2, Yuv color,
                      int alpha);

private:
    [[nodiscard]] std::size_t lumaSize() const {
        return static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height);
    }
    [[nodiscard]] std::size_t chromaSize() const { return lumaSize() / 4; }
    void blendSpan(int y, double x0, double x1, Yuv color, int alpha);

    int m_width;
    int m_height;
    std::vector<std::uint8_t> m_data;
};

} // namespace vigie::demo
