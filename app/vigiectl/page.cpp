// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/page.h"

namespace vigie::ctl {

void Page::line(const std::string& text) {
    m_text += text;
    m_text += '\n';
}

void Page::title(std::string_view text, std::string_view beside) {
    line();
    const std::string quiet = beside.empty() ? "" : "  " + std::string(beside);
    line(m_paint(Tone::Strong, text) + m_paint(Tone::Quiet, quiet));
}

void Page::flow(const std::string& head, const std::vector<std::string>& items, Tone tone,
                std::string_view separator) {
    const std::size_t indent = columnsOf(head);
    std::string now;
    bool isFirst = true;
    const auto flush = [&] {
        line((isFirst ? head : std::string(indent, ' ')) + m_paint(tone, now));
        isFirst = false;
        now.clear();
    };
    for (const std::string& item : items) {
        const std::size_t with = indent + columnsOf(now) + columnsOf(separator) + columnsOf(item);
        if (!now.empty() && with > m_width) {
            flush();
        }
        now += (now.empty() ? "" : std::string(separator)) + item;
    }
    if (!now.empty()) {
        flush();
    }
}

std::string Page::cut(const std::string& text) const {
    return columnsOf(text) > m_width ? fit(text, m_width) : text;
}

} // namespace vigie::ctl
