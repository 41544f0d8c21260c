// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/engine/view.h"
#include "core/record/recording.h"
#include "core/replay/pastbook.h"

namespace vigie::replay {

/// Answers out of a recording what pages ask beside the snapshot, as it was known at a moment: what
/// came later is left out. Reads backwards and stops at bounds; where the recording does not reach,
/// the answer says so. Belongs to one thread; ends soon after `stop`.
class PastQuestions {
public:
    PastQuestions(record::Recording& recording, std::stop_token stop)
        : m_recording(recording), m_stop(std::move(stop)) {}

    [[nodiscard]] std::vector<engine::LatestValue>
    latest(const std::string& nodeId, model::Scope scope, const std::string& subject, base::Utc at);
    /// `snapshot` of that moment names the nodes.
    [[nodiscard]] std::vector<engine::LoggedEvent> events(const engine::Snapshot& snapshot,
                                                          const std::string& nodeId,
                                                          const std::string& subject,
                                                          std::size_t most, base::Utc at);
    [[nodiscard]] journal::History history(const journal::HistoryQuery& query, base::Utc at);
    [[nodiscard]] journal::PastIncidents incidents(base::Utc from, base::Utc to, base::Utc at);
    [[nodiscard]] alarm::Performance performance(const engine::Snapshot& snapshot, base::Utc at);

private:
    /// Items of [from, to] without ticks, the newest first, until `visit` says false. False: a
    /// bound was reached first.
    bool visitBackward(base::Utc from, base::Utc to,
                       const std::function<bool(const record::Item&)>& visit);

    record::Recording& m_recording;
    std::stop_token m_stop;
    /// The newest moment that was asked for a table, and all metrics of its scope.
    std::optional<std::pair<base::Utc, model::Scope>> m_momentAt;
    std::vector<record::NodeMoment> m_moment;
    std::optional<alarm::Performance> m_performance;
};

/// Why a rule holds, as far as that was recorded: rules are not evaluated in the past.
[[nodiscard]] alarm::Explanation explainPast(const engine::Snapshot& snapshot,
                                             const alarm::Subject& subject,
                                             const std::string& ruleId);

} // namespace vigie::replay
