// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "core/outward/notices.h"
#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

std::string typeWords(alarm::HopType type) {
    std::string words(nameOf(type));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string withUnit(double value, const std::string& unit) {
    const bool isTight = unit.empty() || unit == "%" || unit.starts_with('/');
    return figure(value) + (isTight ? "" : " ") + unit;
}

/// ", 0.4 dB below 1.0 dB"; empty without a figure.
std::string figures(const std::optional<double>& value, const std::optional<double>& limit,
                    const alarm::Rule* rule) {
    if (!value) {
        return {};
    }
    const std::string unit = rule == nullptr ? std::string() : rule->unit;
    std::string words = ", " + withUnit(*value, unit);
    if (limit) {
        words += *value < *limit ? " below " : *value > *limit ? " above " : " at the limit of ";
        words += withUnit(*limit, unit);
    }
    return words;
}

std::string counted(std::uint32_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string whatIsWrong(const alarm::Rule* rule, alarm::FaultKind fault) {
    return rule != nullptr && !rule->name.en.empty() ? rule->name.en : std::string(wordsOf(fault));
}

} // namespace

std::string summaryOf(const alarm::Incident& incident, const alarm::Rule* rule) {
    const alarm::Hop& hop = incident.cause.hop;
    std::string words = fmt::format("{} ({}): {}{}", hop.name.empty() ? hop.id : hop.name,
                                    typeWords(hop.type), whatIsWrong(rule, incident.fault),
                                    figures(incident.value, incident.limit, rule));
    std::string of;
    const auto add = [&of](const std::string& part) { of += (of.empty() ? "; " : ", ") + part; };
    if (incident.feeds > 0) {
        add(counted(incident.feeds, "feed", "feeds"));
    }
    if (incident.regions > 0) {
        add(counted(incident.regions, "region", "regions"));
    }
    if (incident.deliveriesLost > 0) {
        add(counted(incident.deliveriesLost, "delivery", "deliveries") + " lost");
    }
    words += of;
    if (!incident.isNamed && incident.alarms.size() > 1) {
        words += "; the cause is not certain";
    }
    return words;
}

std::string summaryOf(const alarm::Alarm& alarm, const alarm::Rule* rule, const model::Plan* plan) {
    std::string feed = alarm.feedId;
    if (plan != nullptr) {
        const auto found = std::find_if(plan->feeds.begin(), plan->feeds.end(),
                                        [&](const auto& item) { return item.id == alarm.feedId; });
        if (found != plan->feeds.end() && !found->name.empty()) {
            feed = found->name;
        }
    }
    const std::string place = alarm.subject.id.empty()
                                  ? alarm.subject.nodeId
                                  : alarm.subject.nodeId + "/" + alarm.subject.id;
    return fmt::format("{}{}{}: {}{}", feed, feed.empty() ? "" : ", ", place,
                       whatIsWrong(rule, alarm.kind), figures(alarm.value, alarm.limit, rule));
}

} // namespace vigie::outward
