// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <type_traits>

#include "core/engine/snapshot.h"

/// What differs first between two snapshots, in words; empty: nothing. Floats by their bits, so
/// that "not a number" equals itself.
namespace vigie::test {

class Differences {
public:
    template <typename T> void operator()(const std::string& what, const T& a, const T& b) {
        if (!m_first.empty()) {
            return;
        }
        if constexpr (std::is_same_v<T, double>) {
            note(what, std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b));
        } else if constexpr (std::is_same_v<T, float>) {
            note(what, std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b));
        } else if constexpr (requires { a.value(); }) {
            (*this)(what + " is there", a.has_value(), b.has_value());
            if (a && b) {
                (*this)(what, *a, *b);
            }
        } else {
            note(what, a == b);
        }
    }
    void operator()(const std::string& what, const health::Latency& a, const health::Latency& b) {
        (*this)(what + ".ms", a.ms, b.ms);
        (*this)(what + ".uncertainty", a.uncertaintyMs, b.uncertaintyMs);
        (*this)(what + ".method", a.method, b.method);
        (*this)(what + ".because", a.unknownBecause, b.unknownBecause);
    }
    [[nodiscard]] const std::string& first() const { return m_first; }

private:
    void note(const std::string& what, bool isSame) {
        if (!isSame) {
            m_first = what + " differs";
        }
    }
    std::string m_first;
};

/// What a frame promises.
inline std::string frameDifference(const engine::Snapshot& a, const engine::Snapshot& b) {
    Differences same;
    same("revision", a.revision, b.revision);
    same("now", a.now, b.now);
    same("world", a.world, b.world);
    same("share now", a.share.now, b.share.now);
    same("share hours", a.share.hours, b.share.hours);
    same("share bits", a.share.bits, b.share.bits);
    same("share assumed", a.share.isAssumed, b.share.isAssumed);
    same("share planned", a.share.plannedHours, b.share.plannedHours);
    same("share so far", a.share.plannedSoFarHours, b.share.plannedSoFarHours);
    same("share since", a.share.since, b.share.since);
    same("flood", a.isFlood, b.isFlood);
    same("lines", a.linesLast10Min, b.linesLast10Min);
    same("trouble", a.journalTrouble, b.journalTrouble);
    same("nodes", a.nodes.size(), b.nodes.size());
    same("paths", a.paths.size(), b.paths.size());
    same("deliveries", a.deliveries.size(), b.deliveries.size());
    same("regions", a.regions.size(), b.regions.size());
    if (!same.first().empty()) {
        return same.first();
    }
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        const std::string at = "node " + std::to_string(i) + " ";
        same(at + "endpoint", a.nodes[i].endpoint, b.nodes[i].endpoint);
        same(at + "contact", a.nodes[i].contact, b.nodes[i].contact);
        same(at + "reason", a.nodes[i].contactReason, b.nodes[i].contactReason);
        same(at + "since", a.nodes[i].noContactSince, b.nodes[i].noContactSince);
        same(at + "worst", a.nodes[i].worst, b.nodes[i].worst);
    }
    for (std::size_t i = 0; i < a.paths.size(); ++i) {
        const std::string at = "path " + std::to_string(i) + " ";
        same(at + "ref", a.paths[i].ref, b.paths[i].ref);
        same(at + "feed", a.paths[i].feedId, b.paths[i].feedId);
        same(at + "region", a.paths[i].regionId, b.paths[i].regionId);
        same(at + "kind", a.paths[i].kind, b.paths[i].kind);
        same(at + "node", a.paths[i].node, b.paths[i].node);
        same(at + "contact", a.paths[i].isInContact, b.paths[i].isInContact);
        same(at + "preview", a.paths[i].hasPreview, b.paths[i].hasPreview);
        same(at + "policy", a.paths[i].policy, b.paths[i].policy);
        same(at + "health", a.paths[i].health, b.paths[i].health);
        same(at + "latency", a.paths[i].latency, b.paths[i].latency);
    }
    for (std::size_t i = 0; i < a.deliveries.size(); ++i) {
        const engine::DeliveryStatus& x = a.deliveries[i];
        const engine::DeliveryStatus& y = b.deliveries[i];
        const std::string at = "delivery " + std::to_string(i) + " ";
        same(at + "id", x.id, y.id);
        same(at + "feed", x.feedId, y.feedId);
        same(at + "number", x.feedNumber, y.feedNumber);
        same(at + "name", x.feedName, y.feedName);
        same(at + "region", x.regionId, y.regionId);
        same(at + "main", x.main, y.main);
        same(at + "backup", x.backup, y.backup);
        same(at + "on air", x.onAir, y.onAir);
        same(at + "reason", x.reason, y.reason);
        same(at + "since", x.onAirSince, y.onAirSince);
        same(at + "health", x.health, y.health);
        same(at + "latency", x.latency, y.latency);
        same(at + "skew", x.skew, y.skew);
    }
    for (std::size_t i = 0; i < a.regions.size(); ++i) {
        const engine::RegionStatus& x = a.regions[i];
        const engine::RegionStatus& y = b.regions[i];
        const std::string at = "region " + std::to_string(i) + " ";
        same(at + "id", x.id, y.id);
        same(at + "name", x.name, y.name);
        same(at + "health", x.health, y.health);
        same(at + "median", x.latencyMedianMs, y.latencyMedianMs);
        same(at + "p95", x.latencyP95Ms, y.latencyP95Ms);
        same(at + "uncertainty", x.latencyUncertaintyMs, y.latencyUncertaintyMs);
        same(at + "known", x.latencyKnown, y.latencyKnown);
        same(at + "deliveries", x.deliveries, y.deliveries);
        same(at + "share", x.share, y.share);
        same(at + "worst", x.worst, y.worst);
        same(at + "carried is there", x.carried.has_value(), y.carried.has_value());
        if (x.carried && y.carried) {
            same(at + "carried since", x.carried->since, y.carried->since);
            same(at + "hours", x.carried->hours, y.carried->hours);
            same(at + "bits", x.carried->bits, y.carried->bits);
            same(at + "planned", x.carried->plannedHours, y.carried->plannedHours);
            same(at + "so far", x.carried->plannedSoFarHours, y.carried->plannedSoFarHours);
        }
        same(at + "trend", x.healthTrend.size(), y.healthTrend.size());
        for (std::size_t k = 0; k < std::min(x.healthTrend.size(), y.healthTrend.size()); ++k) {
            same(at + "trend", x.healthTrend[k], y.healthTrend[k]);
        }
    }
    return same.first();
}

/// What is usual for an alarm.
inline void usualDifference(Differences& same, const std::string& at,
                            const std::optional<baseline::Usual>& a,
                            const std::optional<baseline::Usual>& b) {
    same(at + "usual is there", a.has_value(), b.has_value());
    if (a && b) {
        same(at + "warming up", a->isWarmingUp, b->isWarmingUp);
        same(at + "warmth", a->warmth, b->warmth);
        same(at + "location", a->location, b->location);
        same(at + "spread", a->spread, b->spread);
        same(at + "by time of day", a->isByTimeOfDay, b->isByTimeOfDay);
        same(at + "usual value", a->value, b->value);
        same(at + "departure", a->departure, b->departure);
        same(at + "away since", a->awaySince, b->awaySince);
        same(at + "samples", a->samples, b->samples);
    }
}

/// Alarms, incidents, overrides and the flags of a book; `hasUsual`: also what moves between books.
inline std::string bookDifference(const engine::Snapshot& a, const engine::Snapshot& b,
                                  bool hasUsual = true) {
    Differences same;
    same("overrides", a.overrides, b.overrides);
    same("operator", a.operatorName, b.operatorName);
    same("muted", a.mutedUntil, b.mutedUntil);
    same("alarms", a.alarms.size(), b.alarms.size());
    same("incidents", a.incidents.size(), b.incidents.size());
    if (hasUsual) {
        same("flood", a.isFlood, b.isFlood);
        same("lines", a.linesLast10Min, b.linesLast10Min);
    }
    if (!same.first().empty()) {
        return same.first();
    }
    for (std::size_t i = 0; i < a.alarms.size(); ++i) {
        const engine::AlarmStatus& x = a.alarms[i];
        const engine::AlarmStatus& y = b.alarms[i];
        const std::string at = "alarm " + std::to_string(i) + " " + x.ruleId + " ";
        same(at + "itself", static_cast<const alarm::Alarm&>(x),
             static_cast<const alarm::Alarm&>(y));
        same(at + "scope", x.scope, y.scope);
        same(at + "path", x.path, y.path);
        same(at + "node", x.nodeId, y.nodeId);
        same(at + "input", x.inputId, y.inputId);
        same(at + "unit", x.unit, y.unit);
        if (hasUsual) {
            usualDifference(same, at, x.usual, y.usual);
        }
    }
    for (std::size_t i = 0; i < a.incidents.size(); ++i) {
        same("incident " + std::to_string(a.incidents[i].id), a.incidents[i], b.incidents[i]);
    }
    return same.first();
}

} // namespace vigie::test
