// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/book.h"
#include "core/alarm/evaluator.h"
#include "core/alarm/performance.h"
#include "core/baseline/baselines.h"
#include "core/engine/learning.h"
#include "core/engine/signals.h"
#include "core/engine/snapshot.h"
#include "core/incident/correlator.h"
#include "core/journal/journal.h"

namespace vigie::engine {

struct AlarmOptions {
    /// Null: no rules, no alarms.
    alarm::RuleSetPtr rules;
    std::optional<journal::Restored> restored;
    /// Of Baselines::save(); empty: nothing learned yet.
    std::string baselines;
};

/// Rules, alarms, incidents and what is usual, held together: told of ticks, contact, plans and
/// operators, it keeps the book and the incidents, and says what the journal is to write. Owned by
/// the Reducer; as pure as that.
class AlarmDesk {
public:
    AlarmDesk(const fleet::FleetState& fleet, Rows& rows, Signals& derived, AlarmOptions options);
    AlarmDesk(const AlarmDesk&) = delete;
    AlarmDesk& operator=(const AlarmDesk&) = delete;

    /// After Rows::bind and Signals::bind: the node's subjects, and what rules choose them by.
    void bind(std::size_t node, const model::Plan& plan, base::Utc at);
    /// The plan changed: importance and topology anew.
    void setPlan(std::shared_ptr<const model::Plan> plan);
    /// Rows that are no longer listed.
    void retire(std::size_t subject, base::Utc at);

    void observeContact(std::size_t node, const base::Timestamp& now);
    void observeTick(std::size_t node, const model::Tick& tick, base::Utc now);
    /// The node's counters begin anew.
    void interrupt(std::size_t node);
    /// A path that is off air by the schedule: its alarms are kept out of sight.
    void setOnSchedule(std::size_t path, bool isOnSchedule, base::Utc now);
    /// Time went on: shelves end, incidents grow older. True when something changed.
    bool advance(base::Utc now);

    [[nodiscard]] base::Result<std::uint64_t> act(const alarm::Action& action, base::Utc now);
    alarm::RuleChanges setRules(alarm::RuleSetPtr rules, base::Utc now);
    /// A rules file was not taken: the journal says why.
    void noteRefused(const std::string& reason, base::Utc now);

    /// Of the path, its input and its node, worst first; without what is off air by the schedule.
    [[nodiscard]] std::vector<alarm::Fault> faultsOf(const PathRow& path) const;
    /// The faults of its input that are the path's, too: of many services in one stream, a check
    /// about one PID is only that service's, where the node tells whose.
    [[nodiscard]] std::vector<alarm::Fault> inputFaultsOf(const PathRow& path) const;
    [[nodiscard]] bool isOnSchedule(std::size_t path) const;
    void fill(Snapshot& into) const;
    [[nodiscard]] alarm::Explanation explain(const alarm::Subject& subject,
                                             const std::string& ruleId, base::Utc now) const;
    [[nodiscard]] alarm::Performance performance(base::Utc now) const;
    [[nodiscard]] std::string baselines() const { return m_learning.save(); }
    /// What another desk must be given to go on from here, without the records of the past.
    [[nodiscard]] journal::Restored kept() const;
    /// What changed since the last call; number 0 when nothing did.
    [[nodiscard]] journal::Entry takeEntry();
    [[nodiscard]] std::uint64_t revision() const { return m_book.revision() + m_revision; }

private:
    struct NodeColumns {
        std::optional<std::size_t> contactBinding;
        std::optional<std::size_t> binding;
        std::vector<alarm::SignalColumn> all;
        /// Beside `all`: the node's metric, for those that ride on some ticks only.
        std::vector<std::optional<std::uint32_t>> metrics;
        std::int64_t lastSecond = 0;
        bool isMissing = false; // when contact was looked at last
        /// Absent: not told the book yet, which may know another state from before.
        std::optional<bool> isGivenUp;
    };

    NodeColumns& columns(std::size_t node);
    /// What nobody has heard of for a while is kept out of sight until its node speaks again: the
    /// node's own line stands for it.
    void giveUp(std::size_t node, bool isGivenUp, base::Utc now);
    void restoreAlarm(std::size_t subject, const alarm::Alarm& known);
    [[nodiscard]] std::size_t subjectOf(alarm::SubjectFacts facts);
    void makeColumns(std::size_t node);
    void take(std::vector<alarm::Change>& changes, base::Utc at);
    /// The first thing after a restart.
    void noteBegin(base::Utc now);
    /// Restored alarms of what is not in the fleet any more are told to be gone.
    void dropOrphans(base::Utc now);
    void correlate(base::Utc now);
    void rebuildTopology();
    [[nodiscard]] incident::RouteState stateOf(const incident::Route& route) const;
    void noteIncident(alarm::RecordKind kind, std::uint64_t id, base::Utc now);
    /// What the journal was told of an incident last: figures that move are no news.
    struct ToldIncident {
        alarm::Hop cause;
        bool isNamed = false;
        alarm::Severity severity = alarm::Severity::None;
        bool operator==(const ToldIncident&) const = default;
    };
    [[nodiscard]] AlarmStatus statusOf(const alarm::Alarm& alarm) const;

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
    Signals& m_signals;
    std::shared_ptr<const model::Plan> m_plan;
    alarm::Evaluator m_evaluator;
    alarm::Book m_book;
    incident::Correlator m_correlator;
    std::shared_ptr<const incident::Topology> m_topology;
    bool m_isTopologyOld = true;
    alarm::PerformanceMeter m_performance;
    Learning m_learning;
    alarm::RuleSetPtr m_rules;
    std::deque<NodeColumns> m_nodes;
    /// By path number; absent: not told yet, and the book may know another state from before.
    std::vector<std::optional<bool>> m_isOffSchedule;
    /// Alarms of before the restart whose subject has not been seen yet.
    std::map<alarm::Subject, std::vector<alarm::Alarm>> m_awaited;
    std::optional<base::Utc> m_awaitedSince;
    std::map<std::uint64_t, ToldIncident> m_told;
    std::uint64_t m_correlatedRevision = 0;
    std::optional<base::Utc> m_correlatedAt;
    std::uint64_t m_revision = 0;
    bool m_hasBegun = false;
    base::Utc m_now{};
    journal::Entry m_entry;
    std::uint64_t m_lastEntry = 0;
};

} // namespace vigie::engine
