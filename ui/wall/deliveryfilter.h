// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/engine/snapshot.h"
#include "ui/wall/wallspec.h"

namespace vigie::ui::wall {

/// Which deliveries a wall's assignment means. Keeps what it needs of the plan, so that a snapshot
/// of thousands of deliveries is filtered without making text. GUI thread.
class DeliveryFilter {
public:
    /// `nodeId` empty: all nodes; otherwise what arrives at this node or leaves it.
    void set(const WallAssignment& assignment, const std::string& nodeId);
    /// Before isWanted() of the snapshot's deliveries.
    void begin(const engine::Snapshot& snapshot);
    /// `index` into the deliveries of the snapshot begun with.
    [[nodiscard]] bool isWanted(std::size_t index);

private:
    [[nodiscard]] bool isAtNode(const engine::DeliveryStatus& delivery) const;
    [[nodiscard]] bool hasWords(const engine::DeliveryStatus& delivery);
    [[nodiscard]] QString haystack(const engine::DeliveryStatus& delivery) const;

    WallAssignment m_assignment;
    QStringList m_words;
    std::string m_region;
    std::string m_sport;
    std::string m_node;
    const engine::Snapshot* m_snapshot = nullptr; // between begin() and the last isWanted()
    std::shared_ptr<const model::Plan> m_plan;
    std::size_t m_nodes = 0;
    std::size_t m_paths = 0;
    std::unordered_map<std::string, const model::FeedInfo*> m_feeds; // into m_plan
    std::unordered_map<std::string, bool> m_found;                   // by delivery: has all words
    std::set<std::string> m_leaving;                                 // feeds that leave m_node
};

/// What a delivery amounts to on a wall: its faults, and the contact to the node of its path. Off
/// air nothing counts.
[[nodiscard]] engine::Severity wallSeverity(const engine::Snapshot& snapshot,
                                            const engine::DeliveryStatus& delivery);
/// The path on air, or the main one, or the backup; null: no path seen.
[[nodiscard]] const engine::PathStatus* shownPath(const engine::Snapshot& snapshot,
                                                  const engine::DeliveryStatus& delivery);
/// What an operator can choose from for this delivery: on air, the twin, both at once where
/// there are two, and last the kind that is on air.
[[nodiscard]] std::vector<TwinView> viewsOf(const engine::Snapshot& snapshot,
                                            const engine::DeliveryStatus& delivery);
/// All sports of the plan, sorted.
[[nodiscard]] QStringList sportsOf(const engine::Snapshot& snapshot);

} // namespace vigie::ui::wall
