// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/engine/snapshot.h"

namespace vigie::replay {

/// Which incidents are to be kept by themselves, and from when to when: logic only.
class IncidentWatch {
public:
    struct Options {
        /// None: no incident.
        alarm::Severity least = alarm::Severity::Major;
        std::chrono::seconds before{300};
        std::chrono::seconds after{300};
    };
    /// One that lasts is kept for so long at most.
    static constexpr std::chrono::hours longest{4};
    /// At once; those beyond lie in the same time anyway.
    static constexpr std::size_t mostAtOnce = 16;

    explicit IncidentWatch(Options options) : m_options(options) {}

    struct Begin {
        std::uint64_t id = 0;
        std::string name;
        base::Utc from{};
    };
    struct End {
        std::string name;
        base::Utc until{};
    };
    struct Change {
        std::vector<Begin> begins;
        std::vector<End> ends;
    };

    /// A recording of an incident that an earlier run kept or is still keeping.
    void know(const std::string& name, bool isRunning);
    /// Somebody ended or dropped it: it is not begun again.
    void forget(const std::string& name);
    /// What is to begin and to end now.
    [[nodiscard]] Change follow(const engine::Snapshot& snapshot);

private:
    struct Kept {
        std::string name;
        base::Utc began{};
        bool isRunning = false;
        /// Its end as last seen; while running.
        std::optional<base::Utc> ended;
    };

    const Options m_options;
    /// By the incident's id; the newest of each.
    std::map<std::uint64_t, Kept> m_kept;
};

} // namespace vigie::replay
