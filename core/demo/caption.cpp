// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/caption.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "core/demo/marker.h"
#include "core/demo/textmask.h"

namespace vigie::demo {

namespace {

constexpr std::uint8_t ground = 28;
constexpr std::uint8_t ink = 225;
constexpr std::uint8_t quietInk = 150;
constexpr int margin = 6;

void blendMask(std::uint8_t* target, int stride, int x, int y, int width, int height,
               const TextMask& mask, std::uint8_t color) {
    for (int row = 0; row < mask.height; ++row) {
        for (int column = 0; column < mask.width; ++column) {
            const int tx = x + column;
            const int ty = y + row;
            if (tx < 0 || tx >= width || ty < 0 || ty >= height) {
                continue;
            }
            std::uint8_t& pixel = target[static_cast<std::ptrdiff_t>(ty) * stride + tx];
            const int cover = mask.coverage[static_cast<std::size_t>(row * mask.width + column)];
            pixel = static_cast<std::uint8_t>(pixel + (color - pixel) * cover / 255);
        }
    }
}

} // namespace

Caption::Caption(const model::FeedInfo& feed)
    : m_number(static_cast<std::uint8_t>(feed.number)),
      m_band(static_cast<std::size_t>(pictureWidth * bandHeight), ground) {
    const TextMask number = renderText(fmt::format("{:03}", feed.number), "B612 Mono Bold", 14);
    const TextMask name = renderText(feed.name, "B612 Bold", 13);
    const TextMask venue = renderText(feed.venue, "B612", 10);
    blendMask(m_band.data(), pictureWidth, margin, 0, pictureWidth, bandHeight, number, quietInk);
    blendMask(m_band.data(), pictureWidth, 2 * margin + number.width, 0, pictureWidth, bandHeight,
              name, ink);
    blendMask(m_band.data(), pictureWidth, margin, 18, pictureWidth, bandHeight, venue, quietInk);

    const std::string characters = "0123456789:";
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const TextMask mask = renderText(characters.substr(i, 1), "B612 Mono", 12);
        if (i == 0) {
            m_glyphWidth = std::min(mask.width, 12);
            m_glyphHeight = std::min(mask.height, bandHeight - 16);
        }
        auto& glyph = m_glyphs[i];
        glyph.assign(static_cast<std::size_t>(m_glyphWidth * m_glyphHeight), ground);
        blendMask(glyph.data(), m_glyphWidth, (m_glyphWidth - mask.width) / 2, 0, m_glyphWidth,
                  m_glyphHeight, mask, ink);
    }
}

void Caption::draw(Picture& picture, std::uint64_t frame, base::Utc utc) const {
    const int top = pictureHeight - bandHeight;
    std::memcpy(picture.y() + top * pictureWidth, m_band.data(), m_band.size());
    const auto chromaFrom = static_cast<std::size_t>(top / 2 * (pictureWidth / 2));
    const auto chromaSize = static_cast<std::size_t>(bandHeight / 2 * (pictureWidth / 2));
    std::memset(picture.u() + chromaFrom, 128, chromaSize);
    std::memset(picture.v() + chromaFrom, 128, chromaSize);

    const auto ns = base::toNs(utc);
    const auto second = static_cast<int>(ns / 1'000'000'000 % 86400);
    const auto part = static_cast<int>(ns % 1'000'000'000 * framesPerSecond / 1'000'000'000);
    const std::array<int, clockCharacters> clock{
        second / 36000,   second / 3600 % 10, 10, second / 600 % 6, second / 60 % 10, 10,
        second % 60 / 10, second % 10,        10, part / 10,        part % 10};
    int x = pictureWidth - margin - clockCharacters * m_glyphWidth;
    for (const int character : clock) {
        const auto& glyph = m_glyphs[static_cast<std::size_t>(character)];
        for (int row = 0; row < m_glyphHeight; ++row) {
            std::memcpy(picture.y() + (top + 16 + row) * pictureWidth + x,
                        glyph.data() + row * m_glyphWidth, static_cast<std::size_t>(m_glyphWidth));
        }
        x += m_glyphWidth;
    }
    drawMarker(picture.y(), pictureWidth, pictureWidth, pictureHeight,
               {m_number, static_cast<std::uint16_t>(frame)});
}

} // namespace vigie::demo
