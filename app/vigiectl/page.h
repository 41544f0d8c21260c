// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/vigiectl/paint.h"

namespace vigie::ctl {

/// Text of a given width that grows line by line.
class Page {
public:
    Page(bool isColored, int width)
        : m_paint(isColored), m_width(static_cast<std::size_t>(width < 60 ? 60 : width)) {}

    void line(const std::string& text = {});
    /// A blank line and a title; `beside` stands quietly in the same line.
    void title(std::string_view text, std::string_view beside = {});
    /// Items one after the other, broken where the line is full; the first line begins with `head`,
    /// later ones stand below its end.
    void flow(const std::string& head, const std::vector<std::string>& items, Tone tone,
              std::string_view separator = "  ");
    /// No longer than a line.
    [[nodiscard]] std::string cut(const std::string& text) const;

    [[nodiscard]] const Paint& paint() const { return m_paint; }
    [[nodiscard]] std::size_t width() const { return m_width; }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    const Paint m_paint;
    const std::size_t m_width;
    std::string m_text;
};

} // namespace vigie::ctl
