// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/model/fleet.h"

namespace vigie::replay {

/// Whose picture is due: each path once in a period, those on air first and oftener when bytes are
/// short, and rarely those that give none. Logic only: no threads, no clock of its own.
class PicturePlan {
public:
    struct Bounds {
        std::chrono::seconds period{5};
        std::uint64_t mostBytesPerSecond = 1U << 20U;
    };
    struct Wanted {
        model::PathRef path;
        bool isOnAir = false;
    };
    explicit PicturePlan(Bounds bounds) : m_bounds(bounds) {}

    /// Which paths there are from now on. New ones are spread over a period.
    void follow(const std::vector<Wanted>& paths, base::Mono now);
    struct Due {
        model::PathRef path;
        /// Its last turn gave nothing.
        bool hasFailed = false;
    };
    /// The next one to ask, which is then being asked until taken() or failed(); nothing: none is
    /// due, or the bytes of now are used up. `isAnyFailedWelcome`: also one that gave nothing last.
    [[nodiscard]] std::optional<Due> next(base::Mono now, bool isAnyFailedWelcome);
    void taken(const model::PathRef& path, std::size_t bytes, base::Mono now);
    void failed(const model::PathRef& path, base::Mono now);
    /// When next() may have something; far away: nobody is there.
    [[nodiscard]] base::Mono nextDue(base::Mono now) const;

    [[nodiscard]] std::size_t paths() const { return m_paths.size(); }
    /// Between two pictures of a path that is on air, and of any other.
    [[nodiscard]] base::Nanoseconds period(bool isOnAir) const {
        return m_periods[isOnAir ? 0 : 1];
    }

private:
    struct Path {
        bool isOnAir = false;
        bool isAsked = false;
        unsigned failures = 0;
        base::Mono due{};
        /// In the newest follow().
        bool isWanted = true;
    };
    using Queue = std::set<std::pair<base::Mono, model::PathRef>>;

    [[nodiscard]] Queue& queueOf(const Path& path) { return m_queues[path.isOnAir ? 0 : 1]; }
    void schedule(const model::PathRef& ref, Path& path, base::Mono due);
    void settle(const model::PathRef& ref, base::Mono due);
    void refill(base::Mono now);
    void share();

    const Bounds m_bounds;
    std::map<model::PathRef, Path> m_paths;
    std::array<Queue, 2> m_queues; // on air, and the rest; those that are not being asked
    std::size_t m_onAir = 0;
    std::array<base::Nanoseconds, 2> m_periods{};
    double m_meanBytes = 8192;
    double m_tokens = 0;
    base::Mono m_refilled{};
};

} // namespace vigie::replay
