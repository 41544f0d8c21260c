// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/base/time.h"
#include "core/engine/snapshot.h"

namespace vigie::ui::wall {

/// The bars of one tile: peaks that fall slowly and are held for a while, on the time of the ticks
/// that brought them. A value object.
class AudioMeter {
public:
    static constexpr double floorDb = -60.0;
    /// 20 dB in 1.7 s, as a quasi-peak meter falls.
    static constexpr double fallDbPerSecond = 11.8;
    static constexpr std::chrono::milliseconds hold{1500};

    /// A node that listens in turns is silent about a path for this long without losing it.
    static constexpr std::chrono::seconds remember{6};

    /// Peaks since the update before. `channels` 0: not known now; the last bars then stand still
    /// and are marked as old (isKnown()) for a while, and go.
    void update(const std::array<float, 8>& peaks, int channels, base::Utc now);

    [[nodiscard]] int channels() const { return m_channels; }
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// 0 (floor) to 1 (full scale).
    [[nodiscard]] double level(int channel) const;
    [[nodiscard]] double held(int channel) const;
    bool operator==(const AudioMeter&) const = default;

private:
    struct Bar {
        double levelDb = floorDb;
        double heldDb = floorDb;
        base::Utc heldUntil{};
        bool operator==(const Bar&) const = default;
    };
    int m_channels = 0;
    bool m_isKnown = false;
    base::Utc m_last{};
    std::array<Bar, 8> m_bars{};
};

} // namespace vigie::ui::wall
