// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/engine/view.h"
#include "core/fleet/source.h"
#include "core/model/plan.h"

namespace vigie::engine {

class Witness;

struct EngineOptions {
    /// Without one, deliveries are derived from the paths seen, and the share says "assumed".
    std::optional<model::Plan> plan;
    /// Where hours carried, alarms with their journal, and what is usual are kept across restarts;
    /// empty: not kept.
    std::filesystem::path stateFolder;
    /// Null: nothing is an alarm.
    alarm::RuleSetPtr rules;
    /// Called on the engine's thread with all that changed in alarms and incidents, in order; must
    /// return at once. May be empty.
    std::function<void(const journal::Entry&, const alarm::RuleSetPtr&)> entryListener;
    /// Sees all that is taken and made; must outlive the engine's stop(). May be null.
    Witness* witness = nullptr;
    /// How often the witness is told what to begin from: how far back a part that is cut out of a
    /// recording must begin at most.
    std::chrono::seconds beginPeriod{600};
    /// Snapshots per second at most; none is made while nothing changes.
    double snapshotRateHz = 10;
    /// How long the series reach back.
    std::chrono::seconds history{3600};
};

/// Remembers and judges: owns fleet state, series, health, share and alarms on one thread
/// ("engine"), fed by one Source through a bounded queue, and publishes immutable snapshots.
class Engine final : public View {
public:
    /// `source` must outlive the engine. Nothing runs before start().
    Engine(fleet::Source& source, EngineOptions options);
    ~Engine() override;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void start();
    /// Idempotent; saves state; bounded (5 s). Queries that were not answered by then never are.
    void stop();

    [[nodiscard]] SnapshotPtr snapshot() const override;
    void setSnapshotListener(std::function<void(SnapshotPtr)> listener) override;
    void queryChart(ChartQuery query, std::function<void(ChartSeries)> done) override;
    void queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                     std::function<void(std::vector<LatestValue>)> done) override;
    void queryEvents(std::string nodeId, std::string subject, std::size_t most,
                     std::function<void(std::vector<LoggedEvent>)> done) override;
    void queryDeliveryHistory(DeliveryHistoryQuery query,
                              std::function<void(DeliveryHistory)> done) override;
    void act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) override;
    void queryHistory(journal::HistoryQuery query,
                      std::function<void(journal::History)> done) override;
    void queryIncidents(base::Utc from, base::Utc to,
                        std::function<void(journal::PastIncidents)> done) override;
    void queryPerformance(std::function<void(alarm::Performance)> done) override;
    void queryExplanation(alarm::Subject subject, std::string ruleId,
                          std::function<void(alarm::Explanation)> done) override;

    /// Other rules from now on: alarms keep their states. `done` may be empty.
    void setRules(alarm::RuleSetPtr rules, std::function<void(alarm::RuleChanges)> done);
    /// A rules file was not taken: goes into the journal.
    void noteRulesRefused(std::string reason);

    /// Inputs that the full queue refused; 0 in a healthy desk.
    [[nodiscard]] std::uint64_t refusedInputs() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::engine
