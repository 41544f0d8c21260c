// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>

#include "core/replay/framefields.h"
#include "tests/unit/replay/filled.h"

namespace vigie::test {

/// Snapshots of nothing in particular: every field that frames and books have, any value.
class RandomSnapshot {
public:
    explicit RandomSnapshot(std::uint64_t seed) : m_random(seed), m_fill(seed) {}

    engine::Snapshot make(std::size_t most) {
        engine::Snapshot made;
        made.revision = m_random();
        made.now = utc();
        made.world = windows();
        made.share.now = m_fill.made<health::ShareCount>();
        made.share.hours = {real(), real(), real(), real()};
        made.share.bits = {real(), real(), real(), real()};
        made.share.isAssumed = coin();
        made.share.plannedHours = maybe(real());
        made.share.since = utc();
        made.isFlood = coin();
        made.linesLast10Min = number();
        made.journalTrouble = coin() ? text() : "";
        made.nodes.resize(1 + m_random() % 5);
        for (engine::NodeStatus& node : made.nodes) {
            node.endpoint = text();
            node.contact = any<fleet::Contact>();
            node.contactReason = text();
            node.noContactSince = maybe(utc());
            node.worst = any<alarm::Severity>();
        }
        made.paths.resize(m_random() % most);
        for (engine::PathStatus& path : made.paths) {
            path.ref = {text(), text()};
            path.feedId = text();
            path.regionId = text();
            path.kind = any<model::PathKind>();
            path.node = m_random() % made.nodes.size();
            path.isInContact = coin();
            path.hasPreview = coin();
            path.policy = any<model::DecodePolicy>();
            path.health = windows();
            path.latency = latency();
        }
        made.deliveries.resize(m_random() % most);
        const auto index = [&]() -> std::optional<std::size_t> {
            return made.paths.empty() || coin() ? std::nullopt
                                                : std::optional(m_random() % made.paths.size());
        };
        for (engine::DeliveryStatus& delivery : made.deliveries) {
            delivery.id = text();
            delivery.feedId = text();
            delivery.feedNumber = number();
            delivery.feedName = text();
            delivery.regionId = text();
            delivery.main = index();
            delivery.backup = index();
            delivery.onAir = index();
            delivery.reason = any<engine::OnAirReason>();
            delivery.onAirSince = utc();
            delivery.health = windows();
            delivery.latency =
                delivery.onAir && coin() ? made.paths[*delivery.onAir].latency : latency();
            delivery.skew = latency();
        }
        made.regions.resize(m_random() % 6);
        for (engine::RegionStatus& region : made.regions) {
            region.id = text();
            region.name = text();
            region.health = windows();
            region.latencyMedianMs = maybe(real());
            region.latencyP95Ms = maybe(real());
            region.latencyUncertaintyMs = maybe(real());
            region.latencyKnown = number();
            region.deliveries = number();
            region.share = m_fill.made<health::ShareCount>();
            region.worst = any<alarm::Severity>();
            for (std::uint64_t i = m_random() % 200; i > 0; --i) {
                region.healthTrend.push_back(coin() ? std::numeric_limits<float>::quiet_NaN()
                                                    : static_cast<float>(real()));
            }
        }
        made.alarms.resize(m_random() % most);
        for (engine::AlarmStatus& alarm : made.alarms) {
            static_cast<alarm::Alarm&>(alarm) = m_fill.made<alarm::Alarm>();
            alarm.scope = any<model::Scope>();
            alarm.path = {text(), text()};
            alarm.nodeId = text();
            alarm.inputId = text();
            alarm.unit = text();
            alarm.usual = coin() ? std::optional(m_fill.made<baseline::Usual>()) : std::nullopt;
        }
        for (std::uint64_t i = m_random() % 5; i > 0; --i) {
            made.incidents.push_back(m_fill.made<alarm::Incident>());
            made.overrides.push_back(m_fill.made<alarm::Override>());
        }
        made.operatorName = coin() ? text() : "";
        made.mutedUntil = maybe(utc());
        fillCarried(made); // last: what was there before stays as it was for a seed
        return made;
    }

private:
    void fillCarried(engine::Snapshot& made) {
        made.share.plannedSoFarHours = maybe(real());
        for (engine::RegionStatus& region : made.regions) {
            if (coin()) {
                region.carried = engine::RegionCarried{utc(),
                                                       {real(), real(), real(), real()},
                                                       {real(), real(), real(), real()},
                                                       maybe(real()),
                                                       maybe(real())};
            }
        }
    }
    bool coin() { return m_random() % 2 == 0; }
    std::uint32_t number() { return static_cast<std::uint32_t>(m_random() >> (m_random() % 64)); }
    base::Utc utc() { return base::utcFromNs(static_cast<std::int64_t>(m_random())); }
    std::string text() {
        return coin() ? "name-" + std::to_string(m_random() % 50)
                      : std::string(m_random() % 40, static_cast<char>(m_random()));
    }
    template <typename T> std::optional<T> maybe(T value) {
        return coin() ? std::optional(value) : std::nullopt;
    }
    template <typename T> T any() {
        return static_cast<T>(m_random() %
                              (static_cast<std::uint64_t>(replay::Last<T>::value) + 1));
    }
    double real() {
        switch (m_random() % 5) {
        case 0: // as it is measured
            return static_cast<double>(m_random() % 60'000'000'000) / 1e6;
        case 1:
            return std::bit_cast<double>(m_random()); // whatever
        case 2:
            return -0.0;
        default:
            return std::uniform_real_distribution<double>(-1e7, 1e7)(m_random);
        }
    }
    health::Health health() { return {number(), number(), number()}; }
    health::HealthWindows windows() { return {health(), health(), health()}; }
    health::Latency latency() {
        return {maybe(real()), maybe(real()), any<health::LatencyMethod>(),
                coin() ? health::because::measuring : text()};
    }

    std::mt19937_64 m_random;
    Filler m_fill;
};

} // namespace vigie::test
