// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/model/preview.h"

namespace vigie::ui::wall {

/// Holds the coded pictures of the twin that is ahead until the other one has come to the same PTS,
/// so that both are decoded at the same moment of the programme: coded pictures are a hundredth of
/// decoded ones. Lets everything through when the clocks have nothing to do with each other, when
/// one twin has fallen silent, and when holding would take too long or too much. Not thread-safe.
class TwinGate {
public:
    static constexpr std::size_t left = 0;
    static constexpr std::size_t right = 1;
    /// PTS further apart than this belong to different clocks.
    static constexpr std::chrono::seconds furthest{10};
    static constexpr std::chrono::milliseconds silentAfter{1500};
    static constexpr std::size_t mostUnits = 600;
    static constexpr std::size_t mostBytes = std::size_t{8} * 1024 * 1024;

    enum class State : std::uint8_t {
        /// One of them has not come yet.
        Waiting,
        /// Both come, on one clock.
        Together,
        /// Their clocks differ by more than twins can be apart.
        OtherClock,
        /// One of them has stopped.
        Silent
    };

    struct Released {
        std::size_t side = left;
        model::AccessUnitPtr unit;
    };
    /// What may be decoded now, in order of each side.
    [[nodiscard]] std::vector<Released> take(std::size_t side, model::AccessUnitPtr unit,
                                             base::Mono now);
    /// Time passes without units.
    [[nodiscard]] std::vector<Released> tick(base::Mono now);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::size_t held() const {
        return m_sides[left].units.size() + m_sides[right].units.size();
    }

private:
    struct Held {
        model::AccessUnitPtr unit;
        std::int64_t pts = 0; // unwrapped
    };
    struct Side {
        std::deque<Held> units;
        std::size_t bytes = 0;
        std::optional<std::int64_t> last;   // unwrapped, of the newest unit
        std::optional<std::int64_t> newest; // the largest; pictures are coded out of order
        base::Mono lastAt{};
    };
    void judge(base::Mono now);
    [[nodiscard]] std::int64_t unwrap(std::size_t side, std::int64_t pts) const;
    [[nodiscard]] std::vector<Released> release();

    std::array<Side, 2> m_sides;
    State m_state = State::Waiting;
};

/// How much later `a` is than `b`, in ticks of 90 kHz, over the turn of 33 bits.
[[nodiscard]] std::int64_t ptsDifference(std::int64_t a, std::int64_t b);

} // namespace vigie::ui::wall
