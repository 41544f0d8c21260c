// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/recordingname.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/record/writer.h"

namespace vigie::replay {
namespace {

/// With suffix, and the marks of a file that is being made, below what file systems take (255).
constexpr std::size_t mostBytes = 200;
constexpr std::string_view incidentStart = "incident-";

} // namespace

std::optional<std::string> whyNoName(std::string_view name) {
    if (name.empty()) {
        return "A recording needs a name.";
    }
    if (name.size() > mostBytes) {
        return "The name is too long: at most 200 bytes.";
    }
    if (name.front() == '.' || name.front() == '-' || name.front() == ' ' || name.back() == ' ') {
        return "A name begins with a letter or a figure and does not end with a space.";
    }
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x20 || byte == 0x7F) {
            return "A name has no control characters.";
        }
        if (std::string_view("/\\:*?\"<>|").find(letter) != std::string_view::npos) {
            return std::string("A name has no '") + letter + "': it becomes a file's.";
        }
    }
    if (name.ends_with(record::fileSuffix) || name.ends_with(record::journalSuffix)) {
        return "Give the name without its ending: that comes by itself.";
    }
    return std::nullopt;
}

std::string incidentName(std::uint64_t id, base::Utc began) {
    // "2026-07-26T18:12:43.120Z" without seconds and without what file systems do not like.
    const std::string full = base::toIso8601(began);
    const std::string minute = full.substr(0, full.rfind(':'));
    std::string compact;
    std::copy_if(minute.begin(), minute.end(), std::back_inserter(compact),
                 [](char letter) { return letter != ':'; });
    return std::string(incidentStart) + std::to_string(id) + "-" + compact + "Z";
}

std::optional<NamedIncident> incidentOfName(std::string_view name) {
    unsigned long long id = 0;
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    const std::string text(name);
    if (std::sscanf(text.c_str(), "incident-%20llu-%4d-%2u-%2uT%2d%2dZ", &id, &year, &month, &day,
                    &hour, &minute) != 6) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok()) {
        return std::nullopt;
    }
    const base::Utc began =
        std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute};
    NamedIncident found{id, began};
    // What reads alike but is written otherwise was named by somebody else.
    return incidentName(found.id, found.began) == name ? std::optional(found) : std::nullopt;
}

} // namespace vigie::replay
