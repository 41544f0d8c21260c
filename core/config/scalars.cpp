// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vigie::config {
namespace {

template <typename T> std::optional<T> parseWhole(std::string_view text) {
    T value{};
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end) {
        return std::nullopt;
    }
    return value;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

/// Reads exactly `digits` digits at `at`; nothing when they are not all digits.
std::optional<int> digitsAt(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::optional<std::int64_t> parseInteger(std::string_view text) {
    return parseWhole<std::int64_t>(text);
}

std::optional<double> parseNumber(std::string_view text) {
    const auto value = parseWhole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::chrono::nanoseconds> parseDuration(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, double>, 6> units{
        {{"ms", 1e6}, {"us", 1e3}, {"ns", 1}, {"min", 60e9}, {"h", 3600e9}, {"s", 1e9}}};
    for (const auto& [unit, ns] : units) {
        if (!text.ends_with(unit)) {
            continue;
        }
        const auto value = parseNumber(text.substr(0, text.size() - unit.size()));
        if (!value || *value < 0 || *value * ns > 365.0 * 86400e9) {
            return std::nullopt;
        }
        return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(*value * ns)));
    }
    return std::nullopt;
}

std::optional<std::chrono::sys_time<std::chrono::nanoseconds>> parseUtc(std::string_view text) {
    using namespace std::chrono;
    const bool hasShape = text.size() >= 20 && text[4] == '-' && text[7] == '-' &&
                          text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
                          text.back() == 'Z';
    if (!hasShape) {
        return std::nullopt;
    }
    const auto y = digitsAt(text, 0, 4), mo = digitsAt(text, 5, 2), d = digitsAt(text, 8, 2),
               h = digitsAt(text, 11, 2), mi = digitsAt(text, 14, 2), s = digitsAt(text, 17, 2);
    if (!y || !mo || !d || !h || !mi || !s || *h > 23 || *mi > 59 || *s > 59) {
        return std::nullopt;
    }
    const year_month_day date{year(*y), month(static_cast<unsigned>(*mo)),
                              day(static_cast<unsigned>(*d))};
    const bool isInRange = *y >= 1700 && *y <= 2250; // what nanoseconds of 64 bit can say
    if (!date.ok() || !isInRange) {
        return std::nullopt;
    }
    nanoseconds fraction{0};
    if (text.size() > 20) {
        const std::string_view rest = text.substr(19, text.size() - 20);
        if (rest.size() < 2 || rest.size() > 10 || rest[0] != '.') {
            return std::nullopt;
        }
        std::int64_t ns = 0;
        for (std::size_t i = 1; i < 10; ++i) {
            const char c = i < rest.size() ? rest[i] : '0';
            if (c < '0' || c > '9') {
                return std::nullopt;
            }
            ns = ns * 10 + (c - '0');
        }
        fraction = nanoseconds(ns);
    }
    return sys_days(date) + hours(*h) + minutes(*mi) + seconds(*s) + fraction;
}

std::optional<std::chrono::sys_time<std::chrono::nanoseconds>> parseIsoTime(std::string_view text) {
    using namespace std::chrono;
    if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) {
        return std::nullopt;
    }
    // Behind the date, so that its '-' is not taken for one.
    const std::size_t zoneAt = text.find_first_of("Z+-", 16);
    const std::string_view zone = zoneAt == std::string_view::npos ? "Z" : text.substr(zoneAt);
    std::string plain(text.substr(0, zoneAt));
    plain[10] = 'T';
    if (plain.size() == 16) {
        plain += ":00";
    }
    const auto local = parseUtc(plain + "Z");
    const auto year = digitsAt(text, 0, 4);
    if (!local || !year || *year < 1970 || *year > 2200) {
        return std::nullopt;
    }
    if (zone == "Z") {
        return local;
    }
    const auto h = digitsAt(zone, 1, 2);
    const std::size_t minuteAt = zone.size() == 6 && zone[3] == ':' ? 4 : 3;
    const auto m = zone.size() == 3 ? std::optional(0) : digitsAt(zone, minuteAt, 2);
    const bool hasShape = zone.size() == 3 || zone.size() == 5 || minuteAt == 4;
    if (!hasShape || zone[0] == 'Z' || !h || !m || *h > 23 || *m > 59) {
        return std::nullopt;
    }
    const minutes offset = hours(*h) + minutes(*m);
    return zone[0] == '+' ? *local - offset : *local + offset;
}

std::string_view nearestWord(std::string_view text, std::span<const std::string_view> words) {
    std::string_view best;
    std::size_t bestDistance = 3;
    for (const auto word : words) {
        const std::size_t distance = editDistance(text, word);
        if (distance < bestDistance && distance * 2 < word.size() + 1) {
            best = word;
            bestDistance = distance;
        }
    }
    return best;
}

std::optional<std::uint64_t> parseByteCount(std::string_view text) {
    struct Unit {
        std::string_view name;
        double bytes;
    };
    // Longer names first: "MiB" ends in "B" too.
    constexpr std::array<Unit, 9> units{{{"KiB", 1024.0},
                                         {"MiB", 1024.0 * 1024},
                                         {"GiB", 1024.0 * 1024 * 1024},
                                         {"TiB", 1024.0 * 1024 * 1024 * 1024},
                                         {"kB", 1e3},
                                         {"MB", 1e6},
                                         {"GB", 1e9},
                                         {"TB", 1e12},
                                         {"B", 1}}};
    for (const Unit& unit : units) {
        if (!text.ends_with(unit.name)) {
            continue;
        }
        auto digits = text.substr(0, text.size() - unit.name.size());
        if (digits.ends_with(' ')) {
            digits.remove_suffix(1);
        }
        const auto number = parseNumber(digits);
        constexpr double largest = 1e15;
        if (!number || *number < 0 || *number * unit.bytes > largest) {
            return std::nullopt;
        }
        return static_cast<std::uint64_t>(*number * unit.bytes);
    }
    return std::nullopt;
}

} // namespace vigie::config
