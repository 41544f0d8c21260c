// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/alarm/incident.h"
#include "core/incident/topology.h"

namespace vigie::incident {

/// What is known of a route at the moment, beside its alarms.
enum class RouteState : std::uint8_t {
    /// No contact to its node, or not measured.
    Unknown,
    /// Received and without an alarm of severity minor or worse.
    Good,
    Faulty,
    /// Off air by the schedule: neither speaks for nor against.
    OffAir
};

/// Groups alarms by the topology. Told of the alarms in the book (those that are annunciated or
/// were) and of the state of each route; keeps incidents stable: an incident keeps its id while any
/// child is in the book, its cause may become more exact while it is young (10 s) and never jumps
/// after it was acknowledged; a new alarm joins an incident only when that one's cause explains it.
/// A child that outlives its incident's cause by 30 s becomes an incident of its own. Pure, on tick
/// time, deterministic. Not thread-safe.
class Correlator {
public:
    explicit Correlator(std::uint64_t lastId = 0);
    ~Correlator();
    Correlator(const Correlator&) = delete;
    Correlator& operator=(const Correlator&) = delete;

    void setTopology(std::shared_ptr<const Topology> topology);
    /// After a restart.
    void restore(std::vector<alarm::Incident> incidents);

    struct Update {
        /// Opened, or changed in what a person sees.
        std::vector<std::uint64_t> changed;
        /// Newly opened ones among them.
        std::vector<std::uint64_t> opened;
        /// All children cleared.
        std::vector<std::uint64_t> ended;
        /// No child is in the book any more: it is gone.
        std::vector<std::uint64_t> closed;
        /// Alarm and its (new) incident.
        std::vector<std::pair<std::uint64_t, std::uint64_t>> joined;
        [[nodiscard]] bool isEmpty() const {
            return changed.empty() && ended.empty() && closed.empty() && joined.empty();
        }
    };
    /// `alarms` are all of the book that are to be shown; `states` one per route of the topology.
    /// To be called when any of it changed, and each second while an incident is open.
    Update update(const std::vector<const alarm::Alarm*>& alarms,
                  const std::vector<RouteState>& states, base::Utc at);
    /// By id: oldest first.
    [[nodiscard]] const std::map<std::uint64_t, alarm::Incident>& incidents() const;
    /// Of the newest incident there ever was.
    [[nodiscard]] std::uint64_t lastId() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::incident
