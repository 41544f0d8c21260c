// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/incident/correlator.h"

namespace vigie::alarmlab {

/// What a fleet is made of. Region i has a cloud node "cloud-rI" with one link per feed
/// ("in-fJ", path "cloud-rI-fJ") and a satellite node "sat-rI" with feeds / feedsPerTransponder
/// inputs ("in-tK", paths "sat-rI-fJ"). All leave at "origin" ("in-fJ", path "origin-fJ").
struct FleetSize {
    std::size_t feeds = 12;
    std::size_t regions = 6;
    std::size_t feedsPerTransponder = 6;
    /// Regions that one satellite beam reaches: they share its transponders, "tB-K", and their
    /// uplink "up-B".
    std::size_t regionsPerBeam = 3;
    bool hasOrigin = true;
};

[[nodiscard]] std::vector<model::NodeDescriptionPtr> makeFleet(const FleetSize& size);
/// Uplinks behind which the transponders lie, and the cloud region "eu-west" that the cloud nodes
/// of regions 1 and 2 share; the other cloud regions are what their nodes say.
[[nodiscard]] model::Plan makePlan(const FleetSize& size);

/// Alarms by the clock of the stream, and a correlator that is told of them as the engine would:
/// when something changed and each second. Deterministic by its seed.
class Lab {
public:
    Lab(std::shared_ptr<const incident::Topology> topology, std::uint64_t seed);

    /// From `atMs` on (since the begin), unless this alarm is one of those that go missing or its
    /// node has no contact by then.
    void raise(std::int64_t atMs, alarm::Subject subject, alarm::FaultKind kind,
               alarm::Severity severity, std::optional<double> value = {});
    /// Never goes missing.
    void raiseSurely(std::int64_t atMs, alarm::Subject subject, alarm::FaultKind kind,
                     alarm::Severity severity, std::optional<double> value = {});
    /// Clears alarms of a subject from then on; they stay in the book, unacknowledged.
    void clear(std::int64_t atMs, alarm::Subject subject, alarm::FaultKind kind);
    void acknowledgeAll(std::int64_t atMs);
    /// Its paths are unknown from then on, and nothing more is told of them.
    void loseContact(std::int64_t atMs, const std::string& nodeId);
    void setOffAir(const model::PathRef& path);

    /// Runs the clock up to `untilMs`.
    void run(std::int64_t untilMs);

    [[nodiscard]] std::int64_t between(std::int64_t fromMs, std::int64_t toMs);
    [[nodiscard]] bool happens(double probability);
    [[nodiscard]] const incident::Topology& topology() const { return *m_topology; }
    [[nodiscard]] incident::Correlator& correlator() { return *m_correlator; }
    /// Each incident that was ever opened, with the moment.
    [[nodiscard]] const std::map<std::uint64_t, std::int64_t>& openedAt() const {
        return m_openedAt;
    }
    [[nodiscard]] const std::vector<std::uint64_t>& closed() const { return m_closed; }
    /// Lines shown at once: most ever.
    [[nodiscard]] std::size_t mostLines() const { return m_mostLines; }
    [[nodiscard]] const std::deque<alarm::Alarm>& alarms() const { return m_alarms; }
    /// The longest update in microseconds of this process's clock, for figures only.
    [[nodiscard]] double slowestUpdateUs() const { return m_slowestUs; }
    [[nodiscard]] base::Utc at(std::int64_t ms) const;
    /// Part of alarms that never come.
    void setMissing(double part) { m_missing = part; }

private:
    struct Event {
        enum class What : std::uint8_t { Raise, Clear, Acknowledge, Lose } what{};
        alarm::Subject subject;
        alarm::FaultKind kind{};
        alarm::Severity severity{};
        std::optional<double> value;
    };
    void apply(const Event& event, std::int64_t ms);
    void updateStates();

    std::shared_ptr<const incident::Topology> m_topology;
    std::unique_ptr<incident::Correlator> m_correlator;
    std::mt19937_64 m_random;
    double m_missing = 0;
    std::multimap<std::int64_t, Event> m_events;
    std::int64_t m_now = 0;
    std::deque<alarm::Alarm> m_alarms;
    std::map<std::pair<alarm::Subject, alarm::FaultKind>, std::size_t> m_byKey;
    std::map<std::string, std::int64_t> m_lost;
    std::vector<incident::RouteState> m_states;
    std::vector<std::uint8_t> m_isOffAir;
    std::map<std::uint64_t, std::int64_t> m_openedAt;
    std::vector<std::uint64_t> m_closed;
    std::size_t m_mostLines = 0;
    double m_slowestUs = 0;
};

} // namespace vigie::alarmlab
