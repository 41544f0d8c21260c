// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/engine/alarmtable.h"
#include "core/engine/rows.h"

namespace vigie::engine {

/// Reads a node's newest values and tells the alarm table what is wrong. What belongs to the whole
/// input is said once, of the input; what belongs to a programme, of the path. Owned by the
/// Reducer.
class FaultFinder {
public:
    FaultFinder(const fleet::FleetState& fleet, Rows& rows, legacy::Table& alarms)
        : m_fleet(fleet), m_rows(rows), m_alarms(alarms) {}

    /// Once the node's contact changed, and each second while it never answered.
    void observeContact(std::size_t node, const base::Timestamp& now);
    /// Everything of a node that is in contact; after each of its ticks.
    void observeTick(std::size_t node, base::Utc at);
    /// A path that is off air by the schedule is not judged.
    void setOnSchedule(std::size_t path, bool isOnSchedule);

    /// Of the path, its input and its node, worst first.
    [[nodiscard]] std::vector<alarm::Fault> faultsOf(const PathRow& path) const;
    /// Whether nothing arrives on the path now; nothing where that is not known.
    [[nodiscard]] std::optional<bool> hasNoData(const PathRow& path) const;

private:
    void observeInput(InputRow& input, base::Utc at);
    void observeLegs(const InputRow& input, base::Utc at);
    void observeChecks(InputRow& input, base::Utc at, bool hasNoData);
    void observePath(std::size_t number, base::Utc at);
    void observeContent(std::size_t number, base::Utc at);
    /// Whether a stream of the path's own input is known to stand still or to be missing.
    [[nodiscard]] bool isStreamStopped(const PathRow& path) const;
    [[nodiscard]] std::optional<bool> inputHasNoData(const InputRow& input) const;

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
    legacy::Table& m_alarms;
    std::vector<bool> m_isOffSchedule; // by path number
};

} // namespace vigie::engine
