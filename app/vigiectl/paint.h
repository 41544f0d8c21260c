// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

/// Text for a terminal: colors, columns, figures with their units.
namespace vigie::ctl {

enum class Tone { Plain, Strong, Quiet, Critical, Major, Minor };

/// Colors are told by 256-color codes, which any terminal of today has; without color the text
/// stands alone.
class Paint {
public:
    explicit Paint(bool isColored) : m_isColored(isColored) {}
    [[nodiscard]] std::string operator()(Tone tone, std::string_view text) const;

private:
    bool m_isColored;
};

/// Columns that a text takes, colors apart: UTF-8 characters, all of width one.
[[nodiscard]] std::size_t columnsOf(std::string_view text);
/// Filled up with spaces on the right; cut with "…" where it is longer.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);
/// The same, filled on the left, never cut.
[[nodiscard]] std::string right(std::string_view text, std::size_t columns);

/// "12,345"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "30.000 Mb/s", "15.2 kb/s"; "-" where not known.
[[nodiscard]] std::string rateText(const std::optional<double>& bitsPerSecond);
/// "12.345 s", "3:12.345", "1:03:12.345"; "-" where not known.
[[nodiscard]] std::string timeText(const std::optional<double>& seconds);
/// "26.5 ms"; "-" where not known.
[[nodiscard]] std::string millisecondsText(const std::optional<base::Nanoseconds>& duration);

} // namespace vigie::ctl
