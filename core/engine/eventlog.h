// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/engine/view.h"

namespace vigie::engine {

/// The newest 10,000 events of each node. Not thread-safe; never fails.
class EventLog {
public:
    void add(const std::string& nodeId, model::EventPtr event);
    /// Newest first; empty strings match everything.
    [[nodiscard]] std::vector<LoggedEvent> find(const std::string& nodeId,
                                                const std::string& subject, std::size_t most) const;

private:
    struct Entry {
        std::uint64_t number = 0; // in order of arrival, over all nodes
        model::EventPtr event;
    };
    std::map<std::string, std::deque<Entry>> m_nodes;
    std::uint64_t m_next = 0;
};

} // namespace vigie::engine
