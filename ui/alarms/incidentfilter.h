// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <QString>
#include <QStringList>

#include "ui/alarms/incidentsummary.h"

namespace vigie::ui::alarms {

enum class Show : std::uint8_t {
    /// What asks for an operator, and what an operator has shelved.
    Open,
    Unacknowledged,
    Returned,
    Shelved,
    /// Suppressed by design, and out of service.
    Hidden,
    All
};

enum class Grouping : std::uint8_t { Cause, Region, Feed, None };

/// What of the incidents is wanted. Empty fields: any.
struct IncidentFilter {
    /// All of these words, any case, in the line or in what is known of one of its alarms.
    QString text;
    engine::Severity least = engine::Severity::None;
    Show show = Show::Open;
    std::string regionId;
    /// About this node, its inputs, and paths that arrive there.
    std::string nodeId;
    /// Assigned to, acknowledged or shelved by this operator.
    std::string operatorName;
    bool operator==(const IncidentFilter&) const = default;
};

/// Decides line by line; remembers the words of alarms, so that a search through thousands costs
/// little at each snapshot.
class IncidentSieve {
public:
    void setFilter(IncidentFilter filter);
    [[nodiscard]] const IncidentFilter& filter() const { return m_filter; }
    /// Names may have changed: words are made anew.
    void forgetWords() { m_words.clear(); }
    /// The alarms of `line` that are to be shown; none: the line is not shown at all.
    [[nodiscard]] std::vector<const engine::AlarmStatus*> pass(const engine::Snapshot& snapshot,
                                                               const Line& line);

private:
    [[nodiscard]] bool passes(const engine::AlarmStatus& alarm) const;
    [[nodiscard]] bool contains(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm);

    IncidentFilter m_filter;
    QStringList m_wanted;
    std::unordered_map<std::uint64_t, QString> m_words; // by alarm; at most mostWords
};

} // namespace vigie::ui::alarms
