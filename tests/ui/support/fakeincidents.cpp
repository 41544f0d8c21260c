// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakeincidents.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

namespace vigie::uitest {

namespace {

struct RuleRow {
    const char* id;
    engine::FaultKind kind;
    const char* name;
    const char* todo;
    const char* link;
};

const std::array<RuleRow, 6> ruleRows{{
    {"node.no_contact", engine::FaultKind::NoContact, "No contact to the node",
     "Call the site. What lies behind the node is not known until it answers.", ""},
    {"content.black", engine::FaultKind::Black, "Black picture",
     "Ask the venue for another source; have the backup feed ready.", "https://wiki.example/black"},
    {"ts.continuity", engine::FaultKind::Continuity, "Continuity errors",
     "Compare with the twin; fail over if it is clean.", ""},
    {"rf.margin", engine::FaultKind::RfMargin, "RF margin low",
     "Ask the teleport for more power, or move to the cloud twin.", ""},
    {"path.latency", engine::FaultKind::Latency, "Latency high", "Look at the route.", ""},
    {"content.freeze", engine::FaultKind::Freeze, "Frozen picture", "Ask the venue.", ""},
}};

std::string ruleOf(engine::FaultKind kind) {
    for (const auto& rule : ruleRows) {
        if (rule.kind == kind) {
            return rule.id;
        }
    }
    return {};
}

void addAlarm(engine::Snapshot& out, engine::AlarmStatus alarm) {
    alarm.id = out.alarms.size() + 1;
    alarm.subject = {alarm.scope, alarm.nodeId,
                     alarm.scope == model::Scope::Path ? alarm.path.pathId : alarm.inputId};
    out.alarms.push_back(std::move(alarm));
}

alarm::Incident& incidentAt(engine::Snapshot& out, const alarm::Hop& hop,
                            const engine::AlarmStatus& alarm) {
    auto found =
        std::find_if(out.incidents.begin(), out.incidents.end(), [&](const auto& incident) {
            return incident.cause.hop.type == hop.type && incident.cause.hop.id == hop.id;
        });
    if (found == out.incidents.end()) {
        alarm::Incident incident;
        incident.id = 500 + out.incidents.size();
        incident.cause.hop = hop;
        incident.cause.score = 0.93;
        incident.fault = alarm.kind;
        incident.ruleId = alarm.ruleId;
        incident.value = alarm.value;
        incident.limit = alarm.limit;
        incident.since = alarm.since;
        incident.regions = 1;
        out.incidents.push_back(std::move(incident));
        found = std::prev(out.incidents.end());
    }
    return *found;
}

void addEvidence(alarm::Incident& incident, int feeds, int regions) {
    using Kind = alarm::Evidence::Kind;
    const auto fact = [](Kind kind, std::uint32_t count, std::uint32_t of) {
        alarm::Evidence evidence;
        evidence.kind = kind;
        evidence.count = count;
        evidence.of = of;
        return evidence;
    };
    auto& evidence = incident.cause.evidence;
    switch (incident.cause.hop.type) {
    case alarm::HopType::Node:
        evidence.push_back(fact(Kind::NotKnown, incident.paths, incident.paths));
        break;
    case alarm::HopType::Feed:
        incident.regions = static_cast<std::uint32_t>(regions);
        incident.deliveriesLost = incident.regions;
        evidence.push_back(fact(Kind::Coverage, incident.paths, incident.paths));
        evidence.push_back(fact(Kind::TwinsFaulty, incident.regions, incident.regions));
        incident.runnerUp =
            alarm::Suspect{{alarm::HopType::Origin, "origin-paris", "Paris IBC"},
                           0.4,
                           {fact(Kind::SiblingsClean, static_cast<std::uint32_t>(feeds - 1),
                                 static_cast<std::uint32_t>(feeds - 1))}};
        break;
    case alarm::HopType::Receiver: {
        incident.fault = engine::FaultKind::RfMargin;
        incident.ruleId = ruleOf(incident.fault);
        incident.value = -0.3;
        incident.limit = 0.1;
        alarm::Evidence first = fact(Kind::First, 1, 1);
        first.fault = engine::FaultKind::RfMargin;
        first.leadMs = 7000;
        first.subject = {model::Scope::Path, "sat-south-america", "sat-south-america-f003"};
        evidence.push_back(first);
        evidence.push_back(fact(Kind::TwinsClean, 1, 1));
        break;
    }
    case alarm::HopType::Region:
        incident.cause.score = 0.5;
        evidence.push_back(
            fact(Kind::Coverage, incident.paths, static_cast<std::uint32_t>(2 * feeds)));
        incident.runnerUp =
            alarm::Suspect{{alarm::HopType::CloudRegion, "asia-1", "Asia 1"},
                           0.45,
                           {fact(Kind::Coverage, 1, static_cast<std::uint32_t>(feeds))}};
        break;
    default:
        evidence.push_back(fact(Kind::Coverage, 1, 1));
        break;
    }
}

} // namespace

void addAlarms(engine::Snapshot& out) {
    for (const auto& node : out.nodes) {
        if (node.noContactSince) {
            engine::AlarmStatus alarm;
            alarm.severity = engine::Severity::Critical;
            alarm.kind = engine::FaultKind::NoContact;
            alarm.scope = model::Scope::Node;
            alarm.nodeId = node.description->id;
            alarm.regionId = node.description->regionId;
            alarm.since = *node.noContactSince;
            alarm.ruleId = ruleOf(alarm.kind);
            addAlarm(out, std::move(alarm));
        }
    }
    for (const auto& path : out.paths) {
        for (const auto& fault : path.faults) {
            if (fault.kind == engine::FaultKind::NoContact) {
                continue;
            }
            engine::AlarmStatus alarm;
            alarm.severity = fault.severity;
            alarm.kind = fault.kind;
            alarm.path = path.ref;
            alarm.nodeId = path.ref.nodeId;
            alarm.feedId = path.feedId;
            alarm.regionId = path.regionId;
            alarm.since = fault.since;
            alarm.value = fault.value;
            alarm.ruleId = ruleOf(fault.kind);
            if (fault.kind == engine::FaultKind::RfMargin) {
                alarm.limit = 0.1;
                alarm.unit = "dB";
            }
            if (fault.kind == engine::FaultKind::Latency) {
                alarm.limit = 2000;
                alarm.unit = "ms";
                alarm.state = engine::AlarmState::Acknowledged;
                alarm.acknowledgedBy = "Marie Vidal";
                alarm.acknowledgedAt = out.now - std::chrono::seconds(300);
            }
            addAlarm(out, std::move(alarm));
        }
    }
    const auto cloud = std::find_if(out.paths.begin(), out.paths.end(), [](const auto& path) {
        return path.kind == model::PathKind::Cloud;
    });
    engine::AlarmStatus returned;
    returned.severity = engine::Severity::Major;
    returned.kind = engine::FaultKind::Freeze;
    returned.state = engine::AlarmState::Returned;
    returned.path = cloud->ref;
    returned.nodeId = returned.path.nodeId;
    returned.feedId = cloud->feedId;
    returned.regionId = out.regions.front().id;
    returned.since = out.now - std::chrono::seconds(900);
    returned.cleared = out.now - std::chrono::seconds(840);
    returned.ruleId = ruleOf(returned.kind);
    addAlarm(out, std::move(returned));
    std::stable_sort(out.alarms.begin(), out.alarms.end(), [](const auto& a, const auto& b) {
        const bool isAOpen = !a.cleared;
        const bool isBOpen = !b.cleared;
        if (isAOpen != isBOpen) {
            return isAOpen;
        }
        return a.severity != b.severity ? a.severity > b.severity : a.since > b.since;
    });
}

void addIncidents(engine::Snapshot& out, int feeds, int regions) {
    using alarm::HopType;
    for (auto& alarm : out.alarms) {
        alarm::Incident* incident = nullptr;
        switch (alarm.kind) {
        case engine::FaultKind::NoContact:
            incident = &incidentAt(out, {HopType::Node, alarm.nodeId, ""}, alarm);
            incident->isNamed = true;
            incident->paths = incident->feeds = static_cast<std::uint32_t>(feeds);
            break;
        case engine::FaultKind::Black:
            incident = &incidentAt(out, {HopType::Feed, alarm.feedId, ""}, alarm);
            incident->isNamed = true;
            break;
        case engine::FaultKind::RfMargin:
        case engine::FaultKind::Continuity:
            incident = &incidentAt(
                out, {HopType::Receiver, alarm.nodeId + "/transponder-1", "Buenos Aires T7"},
                alarm);
            incident->isNamed = true;
            break;
        case engine::FaultKind::Latency:
            incident = &incidentAt(out, {HopType::Region, alarm.regionId, ""}, alarm);
            break;
        default:
            incident = &incidentAt(
                out, {HopType::Link, alarm.nodeId + "/in-f001", "London SRT f001"}, alarm);
            incident->isNamed = true;
            break;
        }
        alarm.incidentId = incident->id;
        incident->alarms.push_back(alarm.id);
        incident->severity = std::max(incident->severity, alarm.severity);
        incident->since = std::min(incident->since, alarm.since);
        if (alarm.scope == model::Scope::Path) {
            ++incident->paths;
            incident->feeds = 1;
        }
        incident->ended = alarm.cleared;
    }
    for (auto& incident : out.incidents) {
        std::sort(incident.alarms.begin(), incident.alarms.end());
        addEvidence(incident, feeds, regions);
    }
    std::stable_sort(out.incidents.begin(), out.incidents.end(), [](const auto& a, const auto& b) {
        if (a.ended.has_value() != b.ended.has_value()) {
            return !a.ended.has_value();
        }
        return a.severity != b.severity ? a.severity > b.severity : a.since > b.since;
    });
}

void addRules(engine::Snapshot& out) {
    auto rules = std::make_shared<alarm::RuleSet>();
    rules->source = "rules.yaml";
    rules->revision = "5f0c";
    for (const auto& row : ruleRows) {
        alarm::Rule rule;
        rule.id = row.id;
        rule.kind = row.kind;
        rule.name.en = row.name;
        rule.todo.en = row.todo;
        rule.link = row.link;
        rule.definedAt = "rules.yaml:12:5";
        rules->rules.push_back(std::move(rule));
    }
    out.rules = std::move(rules);
}

} // namespace vigie::uitest
