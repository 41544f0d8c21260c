// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "core/base/time.h"

namespace vigie::ui::wall {

/// How often the picture of a tile changes.
enum class TileRate : std::uint8_t {
    /// Every picture that comes.
    Full,
    /// Every second one is painted; all are decoded, for each needs the one before.
    Half,
    /// The node sends key pictures only.
    Keys
};

/// Decides how much the many tiles of a wall may move, so that the desk never stutters: goes down a
/// step after a second of pressure, and up again only after a calm time, which grows each time that
/// going up proved to be too early. Tiles that matter are not for it to slow down. A value object;
/// its time is that of the samples.
class RateGovernor {
public:
    /// Since the sample before.
    struct Sample {
        base::Mono at{};
        /// Coded pictures that wait for a decoder, per stream.
        double waitingPerStream = 0;
        /// Of the decoded pictures that were to be shown, how many a newer one replaced unseen, 0
        /// to 1.
        double lostShare = 0;
        /// The longest that a picture waited for the GUI thread to take it up.
        std::chrono::milliseconds eventLag{0};
    };
    static constexpr double mostWaiting = 4;
    static constexpr double mostLost = 0.25;
    static constexpr std::chrono::milliseconds longestLag{60};
    static constexpr std::chrono::milliseconds pressFor{1000};
    static constexpr std::chrono::seconds firstCalm{10};
    static constexpr std::chrono::seconds longestCalm{160};

    /// True when the rate is another one now.
    bool observe(const Sample& sample);
    /// Of the tiles that do not matter more than others.
    [[nodiscard]] TileRate rate() const { return m_rate; }
    [[nodiscard]] static bool isPressed(const Sample& sample);

private:
    bool lower(base::Mono now);
    bool raise(base::Mono now);

    TileRate m_rate = TileRate::Full;
    bool m_hasBegun = false;
    bool m_isPressed = false;
    base::Mono m_since{};    // of pressure or of calm
    base::Mono m_raisedAt{}; // the last time that it went up
    bool m_hasRaised = false;
    std::chrono::seconds m_calm = firstCalm;
};

} // namespace vigie::ui::wall
