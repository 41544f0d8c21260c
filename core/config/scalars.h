// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace vigie::config {

/// A whole decimal number and nothing else.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);
/// A finite decimal number and nothing else, whatever the locale.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
/// "500ns", "500ms", "2s", "1.5s", "3min", "1h"; not negative, at most a year.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parseDuration(std::string_view text);
/// "2026-07-26T18:00:00Z", with or without a fraction of a second.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::nanoseconds>>
parseUtc(std::string_view text);
/// ISO 8601 as other programs write it: "2026-07-26T18:00:00+02:00", with a space for the T,
/// without seconds, with a fraction; without a zone it is UTC. Years 1970 to 2200.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::nanoseconds>>
parseIsoTime(std::string_view text);
/// "200MB", "1.5GB", "64KiB", "500000B"; 1 kB is 1000 bytes, 1 KiB is 1024.
[[nodiscard]] std::optional<std::uint64_t> parseByteCount(std::string_view text);
/// The word within an edit distance of 2 (and less than half its length); empty when none is near.
[[nodiscard]] std::string_view nearestWord(std::string_view text,
                                           std::span<const std::string_view> words);

} // namespace vigie::config
