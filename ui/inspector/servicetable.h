// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "core/engine/snapshot.h"
#include "ui/inspector/sidetable.h"

namespace vigie::ui::inspector {

/// A row for each service of the inputs that the twins are in, not only their own: what is in it,
/// with languages, on each side; the one that the path takes is marked. What a node does not tell
/// (protocol before 1.3, or no PAT yet) is said to be so. GUI thread.
class ServiceTable final : public SideTable {
    Q_OBJECT
public:
    explicit ServiceTable(QObject* parent = nullptr);
    void setSnapshot(const engine::Snapshot& snapshot);

private:
    struct Side {
        bool isSeen = false;
        std::uint16_t own = 0;
        std::vector<model::ServiceInfo> services;
        std::vector<model::PidInfo> pids;
        bool operator==(const Side&) const = default;
    };
    void forget() override;
    void rebuild();
    [[nodiscard]] Cell cell(std::size_t side, std::uint16_t serviceId) const;
    std::array<Side, 2> m_sides;
};

} // namespace vigie::ui::inspector
