// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/paint.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace vigie::ctl {
namespace {

const char* codeOf(Tone tone) {
    switch (tone) {
    case Tone::Plain:
        return "";
    case Tone::Strong:
        return "\x1b[1m";
    case Tone::Quiet:
        return "\x1b[38;5;245m";
    case Tone::Critical:
        return "\x1b[1;38;5;203m";
    case Tone::Major:
        return "\x1b[38;5;208m";
    case Tone::Minor:
        return "\x1b[38;5;220m";
    }
    return "";
}

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::string Paint::operator()(Tone tone, std::string_view text) const {
    if (!m_isColored || tone == Tone::Plain || text.empty()) {
        return std::string(text);
    }
    return fmt::format("{}{}\x1b[0m", codeOf(tone), text);
}

std::size_t columnsOf(std::string_view text) {
    std::size_t columns = 0;
    bool isEscape = false;
    for (const char c : text) {
        if (c == '\x1b') {
            isEscape = true;
        } else if (isEscape) {
            isEscape = c != 'm';
        } else if (!isContinuation(c)) {
            ++columns;
        }
    }
    return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
    const std::size_t has = columnsOf(text);
    if (has <= columns) {
        return std::string(text) + std::string(columns - has, ' ');
    }
    std::string cut;
    std::size_t kept = 0;
    for (const char c : text) {
        if (!isContinuation(c) && ++kept >= columns) {
            break;
        }
        cut += c;
    }
    return cut + "…";
}

std::string right(std::string_view text, std::size_t columns) {
    const std::size_t has = columnsOf(text);
    return std::string(columns > has ? columns - has : 0, ' ') + std::string(text);
}

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string rateText(const std::optional<double>& bitsPerSecond) {
    if (!bitsPerSecond) {
        return "-";
    }
    if (*bitsPerSecond >= 1e6) {
        return fmt::format("{:.3f} Mb/s", *bitsPerSecond / 1e6);
    }
    return fmt::format("{:.1f} kb/s", *bitsPerSecond / 1e3);
}

std::string timeText(const std::optional<double>& seconds) {
    if (!seconds) {
        return "-";
    }
    const auto ms = static_cast<std::int64_t>(std::llround(std::max(*seconds, 0.0) * 1000));
    const auto s = ms / 1000;
    if (s < 60) {
        return fmt::format("{}.{:03} s", s, ms % 1000);
    }
    if (s < 3600) {
        return fmt::format("{}:{:02}.{:03}", s / 60, s % 60, ms % 1000);
    }
    return fmt::format("{}:{:02}:{:02}.{:03}", s / 3600, s / 60 % 60, s % 60, ms % 1000);
}

std::string millisecondsText(const std::optional<base::Nanoseconds>& duration) {
    return duration ? fmt::format("{:.1f} ms", static_cast<double>(duration->count()) / 1e6) : "-";
}

} // namespace vigie::ctl
