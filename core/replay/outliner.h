// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>

#include "core/replay/notes.h"

namespace vigie::replay {

/// Makes the small points of the timeline out of what the engine decides: remembers what incidents
/// were like when they were last told. One thread.
class Outliner {
public:
    /// Incidents of before are known, not news.
    void begin(const engine::BeginState& state);
    void take(const journal::Entry& entry, const base::Timestamp& at);
    /// With the incidents that opened, changed their severity or ended since the point before.
    [[nodiscard]] OutlinePoint point(const engine::Snapshot& snapshot);

private:
    std::map<std::uint64_t, alarm::Incident> m_known;
    std::map<std::uint64_t, alarm::Incident> m_news;
};

} // namespace vigie::replay
