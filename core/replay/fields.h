// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <type_traits>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"
#include "core/alarm/rule.h"
#include "core/engine/witness.h"
#include "core/journal/journal.h"
#include "core/model/plan.h"
#include "core/replay/notes.h"

/// The fields of everything that a note holds, each said once: packing and reading both go through
/// these lists, by the names that stand in the file. Every list unpacks its structure whole, so
/// that a field which somebody adds elsewhere and forgets here does not compile.
namespace vigie::replay {

template <typename T, typename Wanted>
concept Of = std::same_as<std::remove_const_t<T>, Wanted>;

/// The last value of an enumeration: numbers beyond name nothing.
template <typename E> struct Last;
template <> struct Last<model::Scope> { static constexpr auto value = model::Scope::Pid; };
template <> struct Last<model::Importance> {
    static constexpr auto value = model::Importance::High;
};
template <> struct Last<model::PathKind> { static constexpr auto value = model::PathKind::Fibre; };
template <> struct Last<model::Transport> { static constexpr auto value = model::Transport::Dvb; };
template <> struct Last<model::PlanHop::Type> {
    static constexpr auto value = model::PlanHop::Type::Link;
};
template <> struct Last<alarm::Severity> {
    static constexpr auto value = alarm::Severity::Critical;
};
template <> struct Last<alarm::FaultKind> {
    static constexpr auto value = alarm::FaultKind::Other;
};
template <> struct Last<alarm::AlarmState> {
    static constexpr auto value = alarm::AlarmState::Normal;
};
template <> struct Last<alarm::ActionKind> {
    static constexpr auto value = alarm::ActionKind::Mute;
};
template <> struct Last<alarm::RecordKind> {
    static constexpr auto value = alarm::RecordKind::Refused;
};
template <> struct Last<alarm::HopType> { static constexpr auto value = alarm::HopType::Region; };
template <> struct Last<alarm::Evidence::Kind> {
    static constexpr auto value = alarm::Evidence::Kind::NotKnown;
};
template <> struct Last<alarm::Measure> { static constexpr auto value = alarm::Measure::Missing; };
template <> struct Last<alarm::Compare> { static constexpr auto value = alarm::Compare::Below; };

void fields(auto& each, Of<model::Interval> auto& value) {
    auto& [from, to] = value;
    each("from", from);
    each("to", to);
}

void fields(auto& each, Of<model::PathRef> auto& value) {
    auto& [nodeId, pathId] = value;
    each("node", nodeId);
    each("path", pathId);
}

void fields(auto& each, Of<model::RegionInfo> auto& value) {
    auto& [id, name] = value;
    each("id", id);
    each("name", name);
}

void fields(auto& each, Of<model::FeedInfo> auto& value) {
    auto& [id, number, name, sport, venue, importance] = value;
    each("id", id);
    each("number", number);
    each("name", name);
    each("sport", sport);
    each("venue", venue);
    each("importance", importance);
}

void fields(auto& each, Of<model::Delivery> auto& value) {
    auto& [id, feedId, regionId, main, backup, schedule] = value;
    each("id", id);
    each("feed", feedId);
    each("region", regionId);
    each("main", main);
    each("backup", backup);
    each("schedule", schedule);
}

void fields(auto& each, Of<model::PlanHop> auto& value) {
    auto& [type, id, name, behind, inputs, nodes] = value;
    each("type", type);
    each("id", id);
    each("name", name);
    each("behind", behind);
    each("inputs", inputs);
    each("nodes", nodes);
}

void fields(auto& each, Of<model::Plan> auto& value) {
    auto& [name, regions, feeds, deliveries, hops, plannedHours, isAssumed] = value;
    each("name", name);
    each("regions", regions);
    each("feeds", feeds);
    each("deliveries", deliveries);
    each("hops", hops);
    each("plannedHours", plannedHours);
    each("assumed", isAssumed);
}

void fields(auto& each, Of<alarm::Subject> auto& value) {
    auto& [scope, nodeId, id] = value;
    each("scope", scope);
    each("node", nodeId);
    each("id", id);
}

void fields(auto& each, Of<alarm::Shelf> auto& value) {
    auto& [isOneShot, until, operatorName, reason] = value;
    each("oneShot", isOneShot);
    each("until", until);
    each("operator", operatorName);
    each("reason", reason);
}

void fields(auto& each, Of<alarm::Alarm> auto& value) {
    auto& [id, ruleId, kind, severity, state, subject, feedId, regionId, parentInputId, since,
           cleared, number, limit, isLatching, isOnAirOnly, shelf, suppressed, isOutOfService,
           acknowledgedBy, acknowledgedAt, assignedTo, comment, occurrences, incidentId] = value;
    each("id", id);
    each("rule", ruleId);
    each("kind", kind);
    each("severity", severity);
    each("state", state);
    each("subject", subject);
    each("feed", feedId);
    each("region", regionId);
    each("input", parentInputId);
    each("since", since);
    each("cleared", cleared);
    each("value", number);
    each("limit", limit);
    each("latching", isLatching);
    each("onAirOnly", isOnAirOnly);
    each("shelf", shelf);
    each("suppressed", suppressed);
    each("outOfService", isOutOfService);
    each("acknowledgedBy", acknowledgedBy);
    each("acknowledgedAt", acknowledgedAt);
    each("assignedTo", assignedTo);
    each("comment", comment);
    each("occurrences", occurrences);
    each("incident", incidentId);
}

void fields(auto& each, Of<alarm::Action> auto& value) {
    auto& [kind, operatorName, alarmIds, incidentIds, subject, ruleId, text, until, undoes] = value;
    each("kind", kind);
    each("operator", operatorName);
    each("alarms", alarmIds);
    each("incidents", incidentIds);
    each("subject", subject);
    each("rule", ruleId);
    each("text", text);
    each("until", until);
    each("undoes", undoes);
}

void fields(auto& each, Of<alarm::Record> auto& value) {
    auto& [sequence, at, kind, alarmId, incidentId, actionId, operatorName, ruleId, subject, feedId,
           regionId, severity, state, number, limit, until, text, isAnnunciated] = value;
    each("sequence", sequence);
    each("at", at);
    each("kind", kind);
    each("alarm", alarmId);
    each("incident", incidentId);
    each("action", actionId);
    each("operator", operatorName);
    each("rule", ruleId);
    each("subject", subject);
    each("feed", feedId);
    each("region", regionId);
    each("severity", severity);
    each("state", state);
    each("value", number);
    each("limit", limit);
    each("until", until);
    each("text", text);
    each("annunciated", isAnnunciated);
}

void fields(auto& each, Of<alarm::Override> auto& value) {
    auto& [subject, ruleId, isMaintenance, until, operatorName, reason] = value;
    each("subject", subject);
    each("rule", ruleId);
    each("maintenance", isMaintenance);
    each("until", until);
    each("operator", operatorName);
    each("reason", reason);
}

void fields(auto& each, Of<alarm::BookState> auto& value) {
    auto& [alarms, overrides, suppressed, operatorName, mutedUntil, lastAlarmId, lastRecord,
           lastActionId] = value;
    each("alarms", alarms);
    each("overrides", overrides);
    each("suppressed", suppressed);
    each("operator", operatorName);
    each("mutedUntil", mutedUntil);
    each("lastAlarm", lastAlarmId);
    each("lastRecord", lastRecord);
    each("lastAction", lastActionId);
}

void fields(auto& each, Of<alarm::Commit> auto& value) {
    auto& [records, alarms, closed, overrides, suppressed, operatorName, mutedUntil] = value;
    each("records", records);
    each("alarms", alarms);
    each("closed", closed);
    each("overrides", overrides);
    each("suppressed", suppressed);
    each("operator", operatorName);
    each("mutedUntil", mutedUntil);
}

void fields(auto& each, Of<alarm::Hop> auto& value) {
    auto& [type, id, name] = value;
    each("type", type);
    each("id", id);
    each("name", name);
}

void fields(auto& each, Of<alarm::Evidence> auto& value) {
    auto& [kind, fault, subject, count, of, leadMs, number, limit] = value;
    each("kind", kind);
    each("fault", fault);
    each("subject", subject);
    each("count", count);
    each("of", of);
    each("leadMs", leadMs);
    each("value", number);
    each("limit", limit);
}

void fields(auto& each, Of<alarm::Suspect> auto& value) {
    auto& [hop, score, evidence] = value;
    each("hop", hop);
    each("score", score);
    each("evidence", evidence);
}

void fields(auto& each, Of<alarm::Incident> auto& value) {
    auto& [id, cause, isNamed, runnerUp, fault, ruleId, number, limit, severity, since, ended,
           alarms, feeds, paths, regions, deliveriesLost] = value;
    each("id", id);
    each("cause", cause);
    each("named", isNamed);
    each("runnerUp", runnerUp);
    each("fault", fault);
    each("rule", ruleId);
    each("value", number);
    each("limit", limit);
    each("severity", severity);
    each("since", since);
    each("ended", ended);
    each("alarms", alarms);
    each("feeds", feeds);
    each("paths", paths);
    each("regions", regions);
    each("deliveriesLost", deliveriesLost);
}

void fields(auto& each, Of<alarm::Step> auto& value) {
    auto& [severity, compare, limit, clear, states, onDelay, offDelay] = value;
    each("severity", severity);
    each("compare", compare);
    each("limit", limit);
    each("clear", clear);
    each("states", states);
    each("onDelay", onDelay);
    each("offDelay", offDelay);
}

void fields(auto& each, Of<alarm::Where> auto& value) {
    auto& [regions, feeds, sports, nodes, inputs, kinds, transports, importances] = value;
    each("regions", regions);
    each("feeds", feeds);
    each("sports", sports);
    each("nodes", nodes);
    each("inputs", inputs);
    each("kinds", kinds);
    each("transports", transports);
    each("importances", importances);
}

void fields(auto& each, Of<alarm::Text> auto& value) {
    auto& [en, fr] = value;
    each("en", en);
    each("fr", fr);
}

void fields(auto& each, Of<alarm::Rule> auto& value) {
    auto& [id, kind, scope, signal, measure, window, target, leastDeparture, steps, where, unless,
           isOnAirOnly, isLatched, isEnabled, unknownHold, name, todo, link, unit, definedAt] =
        value;
    each("id", id);
    each("kind", kind);
    each("scope", scope);
    each("signal", signal);
    each("measure", measure);
    each("window", window);
    each("target", target);
    each("leastDeparture", leastDeparture);
    each("steps", steps);
    each("where", where);
    each("unless", unless);
    each("onAirOnly", isOnAirOnly);
    each("latched", isLatched);
    each("enabled", isEnabled);
    each("unknownHold", unknownHold);
    each("name", name);
    each("todo", todo);
    each("link", link);
    each("unit", unit);
    each("definedAt", definedAt);
}

void fields(auto& each, Of<alarm::RuleSet> auto& value) {
    auto& [source, revision, rules] = value;
    each("source", source);
    each("revision", revision);
    each("rules", rules);
}

void fields(auto& each, Of<journal::Entry> auto& value) {
    auto& [number, commit, incidents, closedIncidents] = value;
    each("number", number);
    each("commit", commit);
    each("incidents", incidents);
    each("closedIncidents", closedIncidents);
}

void fields(auto& each, Of<journal::Restored> auto& value) {
    auto& [book, incidents, lastIncidentId, lastEntry, records, remark] = value;
    each("book", book);
    each("incidents", incidents);
    each("lastIncident", lastIncidentId);
    each("lastEntry", lastEntry);
    each("records", records);
    each("remark", remark);
}

void fields(auto& each, Of<health::CarriedSeconds> auto& value) {
    auto& [cloud, satellite, fibre, none] = value;
    each("cloud", cloud);
    each("satellite", satellite);
    each("fibre", fibre);
    each("none", none);
}

void fields(auto& each, Of<engine::CarriedState> auto& value) {
    auto& [seconds, since, regions, regionsSince] = value;
    each("seconds", seconds);
    each("since", since);
    each("regions", regions);
    each("regionsSince", regionsSince);
}

void fields(auto& each, Of<engine::BeginState> auto& value) {
    auto& [plan, rules, carried, restored, baselines] = value;
    each("plan", plan);
    each("rules", rules);
    each("carried", carried);
    each("restored", restored);
    each("baselines", baselines);
}

void fields(auto& each, Of<RulesNote> auto& value) {
    auto& [rules, refusal] = value;
    each("rules", rules);
    each("refusal", refusal);
}

void fields(auto& each, Of<health::ShareCount> auto& value) {
    auto& [cloud, satellite, fibre, none, unknown] = value;
    each("cloud", cloud);
    each("satellite", satellite);
    each("fibre", fibre);
    each("none", none);
    each("unknown", unknown);
}

void fields(auto& each, Of<OutlinePoint> auto& value) {
    auto& [at, health, share, worst, unacknowledged, nodesInContact, nodes, incidents] = value;
    each("at", at);
    each("health", health);
    each("share", share);
    each("worst", worst);
    each("unacknowledged", unacknowledged);
    each("nodesInContact", nodesInContact);
    each("nodes", nodes);
    each("incidents", incidents);
}

} // namespace vigie::replay
