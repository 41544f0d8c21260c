// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/snmpvariables.h"

#include <algorithm>
#include <charconv>

#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

/// SnmpAdminString (RFC 3411) holds 255 octets.
constexpr std::size_t mostOfText = 255;
/// Arcs of an identifier that leave room for ours (RFC 2578: 128 in all).
constexpr std::size_t mostArcs = 100;

} // namespace

PerceivedSeverity perceivedSeverityOf(const Notice& notice) {
    if (notice.what == Notice::What::Ended) {
        return PerceivedSeverity::Cleared;
    }
    switch (notice.severity) {
    case alarm::Severity::Critical:
        return PerceivedSeverity::Critical;
    case alarm::Severity::Major:
        return PerceivedSeverity::Major;
    case alarm::Severity::Minor:
        return PerceivedSeverity::Minor;
    case alarm::Severity::Warning:
        return PerceivedSeverity::Warning;
    case alarm::Severity::None:
        return PerceivedSeverity::Indeterminate;
    }
    return PerceivedSeverity::Indeterminate;
}

std::vector<SnmpVariable> snmpVariablesOf(const Notice& notice, const std::string& id) {
    std::vector<SnmpVariable> all;
    std::uint32_t object = 0;
    const auto text = [&](std::string_view value) {
        all.push_back({++object, cut(value, mostOfText)});
    };
    const auto integer = [&](std::int32_t value) { all.push_back({++object, value}); };
    const auto count = [&](std::uint32_t value) { all.push_back({++object, value}); };
    text(id);
    text(notice.key);
    integer(notice.isIncident ? 1 : 2);
    integer(static_cast<std::int32_t>(perceivedSeverityOf(notice)));
    text(probableCauseOf(notice.fault));
    text(nameOf(notice.fault));
    text(notice.ruleId);
    text(notice.test);
    count(static_cast<std::uint32_t>(testIndexOf(notice.test)));
    text(notice.subjectType);
    text(notice.subjectId);
    text(notice.nodeId);
    text(notice.inputId);
    text(notice.pathId);
    text(notice.feedId);
    text(notice.regionId);
    text(notice.value ? figure(*notice.value) : std::string());
    text(notice.limit ? figure(*notice.limit) : std::string());
    text(notice.unit);
    text(notice.summary);
    text(notice.todo);
    text(base::toIso8601(notice.since));
    text(notice.ended ? base::toIso8601(*notice.ended) : std::string());
    text(notice.operatorName);
    count(notice.feeds);
    count(notice.paths);
    count(notice.regions);
    return all;
}

std::uint32_t snmpNotificationOf(Notice::What what) {
    return static_cast<std::uint32_t>(what) + 1;
}

std::optional<std::vector<std::uint32_t>> oidFrom(std::string_view text) {
    if (text.starts_with('.')) {
        text.remove_prefix(1);
    }
    std::vector<std::uint32_t> arcs;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::uint32_t arc = 0;
        const auto [stop, error] = std::from_chars(at, end, arc);
        if (error != std::errc{} || (stop != end && (*stop != '.' || stop + 1 == end))) {
            return std::nullopt;
        }
        arcs.push_back(arc);
        at = stop == end ? end : stop + 1;
    }
    // The first two arcs share one number (X.690, 8.19.4).
    const bool isValid = arcs.size() >= 2 && arcs.size() <= mostArcs && arcs[0] <= 2 &&
                         (arcs[0] == 2 || arcs[1] <= 39);
    return isValid ? std::optional(arcs) : std::nullopt;
}

std::optional<std::string> engineIdFrom(std::string_view hex) {
    if (hex.starts_with("0x")) {
        hex.remove_prefix(2);
    }
    if (hex.size() % 2 != 0 || hex.size() < 10 || hex.size() > 64) {
        return std::nullopt;
    }
    std::string octets;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned octet = 0;
        const char* const pair = hex.data() + i;
        const auto [stop, error] = std::from_chars(pair, pair + 2, octet, 16);
        if (error != std::errc{} || stop != pair + 2) {
            return std::nullopt;
        }
        octets += static_cast<char>(octet);
    }
    // All zeros and all ones are not allowed.
    const auto isAll = [&octets](char c) {
        return octets.find_first_not_of(c) == std::string::npos;
    };
    return isAll('\0') || isAll('\xff') ? std::nullopt : std::optional(octets);
}

} // namespace vigie::outward
