// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/codec.h"

#include <cstdint>
#include <stdexcept>
#include <type_traits>

#include <nlohmann/json.hpp>

namespace vigie::journal {

namespace {

using nlohmann::json;

/// Throws on numbers that name no value: a newer program wrote them, or they are damaged.
template <typename E> E enumFrom(const json& value, E last) {
    const auto number = value.get<std::int64_t>();
    if (number < 0 || number > static_cast<std::int64_t>(last)) {
        throw std::out_of_range("enum");
    }
    return static_cast<E>(number);
}

template <typename E> int numberOf(E value) {
    return static_cast<int>(value);
}

json optional(const std::optional<double>& value) {
    return value ? json(*value) : json(nullptr);
}

json optional(const std::optional<base::Utc>& value) {
    return value ? json(base::toNs(*value)) : json(nullptr);
}

std::optional<double> realFrom(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

base::Utc utcFrom(const json& value) {
    return base::utcFromNs(value.get<std::int64_t>());
}

std::optional<base::Utc> optionalUtcFrom(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(utcFrom(value));
}

json of(const alarm::Subject& subject) {
    return json::array({numberOf(subject.scope), subject.nodeId, subject.id});
}

alarm::Subject subjectFrom(const json& value) {
    return {enumFrom(value.at(0), model::Scope::Pid), value.at(1).get<std::string>(),
            value.at(2).get<std::string>()};
}

json of(const alarm::Evidence& evidence) {
    return {{"kind", numberOf(evidence.kind)},
            {"fault", numberOf(evidence.fault)},
            {"subject", of(evidence.subject)},
            {"count", evidence.count},
            {"of", evidence.of},
            {"leadMs", evidence.leadMs},
            {"value", optional(evidence.value)},
            {"limit", optional(evidence.limit)}};
}

alarm::Evidence evidenceFrom(const json& value) {
    alarm::Evidence evidence;
    evidence.kind = enumFrom(value.at("kind"), alarm::Evidence::Kind::NotKnown);
    evidence.fault = enumFrom(value.at("fault"), alarm::FaultKind::Other);
    evidence.subject = subjectFrom(value.at("subject"));
    evidence.count = value.at("count").get<std::uint32_t>();
    evidence.of = value.at("of").get<std::uint32_t>();
    evidence.leadMs = value.at("leadMs").get<std::int64_t>();
    evidence.value = realFrom(value.at("value"));
    evidence.limit = realFrom(value.at("limit"));
    return evidence;
}

json of(const alarm::Suspect& suspect) {
    json evidence = json::array();
    for (const alarm::Evidence& one : suspect.evidence) {
        evidence.push_back(of(one));
    }
    return {{"type", numberOf(suspect.hop.type)},
            {"id", suspect.hop.id},
            {"name", suspect.hop.name},
            {"score", suspect.score},
            {"evidence", std::move(evidence)}};
}

alarm::Suspect suspectFrom(const json& value) {
    alarm::Suspect suspect;
    suspect.hop.type = enumFrom(value.at("type"), alarm::HopType::Region);
    suspect.hop.id = value.at("id").get<std::string>();
    suspect.hop.name = value.at("name").get<std::string>();
    suspect.score = realFrom(value.at("score")).value_or(0);
    for (const json& one : value.at("evidence")) {
        suspect.evidence.push_back(evidenceFrom(one));
    }
    return suspect;
}

json of(const std::optional<alarm::Shelf>& shelf) {
    if (!shelf) {
        return nullptr;
    }
    return {{"oneShot", shelf->isOneShot},
            {"until", base::toNs(shelf->until)},
            {"operator", shelf->operatorName},
            {"reason", shelf->reason}};
}

std::optional<alarm::Shelf> shelfFrom(const json& value) {
    if (value.is_null()) {
        return {};
    }
    return alarm::Shelf{value.at("oneShot").get<bool>(), utcFrom(value.at("until")),
                        value.at("operator").get<std::string>(),
                        value.at("reason").get<std::string>()};
}

std::string dumped(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Runs `read` on the parsed text; nothing where that fails.
template <typename F>
auto parsed(const std::string& text, F&& read)
    -> std::optional<std::invoke_result_t<F, const json&>> {
    try {
        return std::forward<F>(read)(json::parse(text));
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace

std::string toJson(const alarm::Alarm& alarm) {
    return dumped({{"id", alarm.id},
                   {"rule", alarm.ruleId},
                   {"kind", numberOf(alarm.kind)},
                   {"severity", numberOf(alarm.severity)},
                   {"state", numberOf(alarm.state)},
                   {"subject", of(alarm.subject)},
                   {"feed", alarm.feedId},
                   {"region", alarm.regionId},
                   {"input", alarm.parentInputId},
                   {"since", base::toNs(alarm.since)},
                   {"cleared", optional(alarm.cleared)},
                   {"value", optional(alarm.value)},
                   {"limit", optional(alarm.limit)},
                   {"latching", alarm.isLatching},
                   {"onAirOnly", alarm.isOnAirOnly},
                   {"shelf", of(alarm.shelf)},
                   {"suppressed", alarm.suppressed},
                   {"outOfService", alarm.isOutOfService},
                   {"acknowledgedBy", alarm.acknowledgedBy},
                   {"acknowledgedAt", optional(alarm.acknowledgedAt)},
                   {"assignedTo", alarm.assignedTo},
                   {"comment", alarm.comment},
                   {"occurrences", alarm.occurrences},
                   {"incident", alarm.incidentId}});
}

std::optional<alarm::Alarm> alarmFrom(const std::string& text) {
    return parsed(text, [](const json& value) {
        alarm::Alarm alarm;
        alarm.id = value.at("id").get<std::uint64_t>();
        alarm.ruleId = value.at("rule").get<std::string>();
        alarm.kind = enumFrom(value.at("kind"), alarm::FaultKind::Other);
        alarm.severity = enumFrom(value.at("severity"), alarm::Severity::Critical);
        alarm.state = enumFrom(value.at("state"), alarm::AlarmState::Normal);
        alarm.subject = subjectFrom(value.at("subject"));
        alarm.feedId = value.at("feed").get<std::string>();
        alarm.regionId = value.at("region").get<std::string>();
        alarm.parentInputId = value.at("input").get<std::string>();
        alarm.since = utcFrom(value.at("since"));
        alarm.cleared = optionalUtcFrom(value.at("cleared"));
        alarm.value = realFrom(value.at("value"));
        alarm.limit = realFrom(value.at("limit"));
        alarm.isLatching = value.at("latching").get<bool>();
        alarm.isOnAirOnly = value.value("onAirOnly", true); // absent in what was kept before 0.2
        alarm.shelf = shelfFrom(value.at("shelf"));
        alarm.suppressed = value.at("suppressed").get<std::uint8_t>();
        alarm.isOutOfService = value.at("outOfService").get<bool>();
        alarm.acknowledgedBy = value.at("acknowledgedBy").get<std::string>();
        alarm.acknowledgedAt = optionalUtcFrom(value.at("acknowledgedAt"));
        alarm.assignedTo = value.at("assignedTo").get<std::string>();
        alarm.comment = value.at("comment").get<std::string>();
        alarm.occurrences = value.at("occurrences").get<std::uint32_t>();
        alarm.incidentId = value.at("incident").get<std::uint64_t>();
        return alarm;
    });
}

std::string toJson(const alarm::Incident& incident) {
    return dumped({{"id", incident.id},
                   {"cause", of(incident.cause)},
                   {"named", incident.isNamed},
                   {"runnerUp", incident.runnerUp ? of(*incident.runnerUp) : json(nullptr)},
                   {"fault", numberOf(incident.fault)},
                   {"rule", incident.ruleId},
                   {"value", optional(incident.value)},
                   {"limit", optional(incident.limit)},
                   {"severity", numberOf(incident.severity)},
                   {"since", base::toNs(incident.since)},
                   {"ended", optional(incident.ended)},
                   {"alarms", incident.alarms},
                   {"feeds", incident.feeds},
                   {"paths", incident.paths},
                   {"regions", incident.regions},
                   {"deliveriesLost", incident.deliveriesLost}});
}

std::optional<alarm::Incident> incidentFrom(const std::string& text) {
    return parsed(text, [](const json& value) {
        alarm::Incident incident;
        incident.id = value.at("id").get<std::uint64_t>();
        incident.cause = suspectFrom(value.at("cause"));
        incident.isNamed = value.at("named").get<bool>();
        if (!value.at("runnerUp").is_null()) {
            incident.runnerUp = suspectFrom(value.at("runnerUp"));
        }
        incident.fault = enumFrom(value.at("fault"), alarm::FaultKind::Other);
        incident.ruleId = value.at("rule").get<std::string>();
        incident.value = realFrom(value.at("value"));
        incident.limit = realFrom(value.at("limit"));
        incident.severity = enumFrom(value.at("severity"), alarm::Severity::Critical);
        incident.since = utcFrom(value.at("since"));
        incident.ended = optionalUtcFrom(value.at("ended"));
        incident.alarms = value.at("alarms").get<std::vector<std::uint64_t>>();
        incident.feeds = value.at("feeds").get<std::uint32_t>();
        incident.paths = value.at("paths").get<std::uint32_t>();
        incident.regions = value.at("regions").get<std::uint32_t>();
        incident.deliveriesLost = value.at("deliveriesLost").get<std::uint32_t>();
        return incident;
    });
}

std::string toJson(const std::vector<alarm::Override>& overrides) {
    json all = json::array();
    for (const alarm::Override& over : overrides) {
        all.push_back({{"subject", of(over.subject)},
                       {"rule", over.ruleId},
                       {"maintenance", over.isMaintenance},
                       {"until", optional(over.until)},
                       {"operator", over.operatorName},
                       {"reason", over.reason}});
    }
    return dumped(all);
}

std::optional<std::vector<alarm::Override>> overridesFrom(const std::string& text) {
    return parsed(text, [](const json& value) {
        std::vector<alarm::Override> all;
        for (const json& one : value) {
            alarm::Override over;
            over.subject = subjectFrom(one.at("subject"));
            over.ruleId = one.at("rule").get<std::string>();
            over.isMaintenance = one.at("maintenance").get<bool>();
            over.until = optionalUtcFrom(one.at("until"));
            over.operatorName = one.at("operator").get<std::string>();
            over.reason = one.at("reason").get<std::string>();
            all.push_back(std::move(over));
        }
        return all;
    });
}

} // namespace vigie::journal
