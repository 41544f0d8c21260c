// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/audiometer.h"

#include <algorithm>
#include <cmath>

namespace vigie::ui::wall {

namespace {

double scaled(double db) {
    return std::clamp((db - AudioMeter::floorDb) / -AudioMeter::floorDb, 0.0, 1.0);
}

} // namespace

void AudioMeter::update(const std::array<float, 8>& peaks, int channels, base::Utc now) {
    if (now < m_last) {
        *this = {}; // the past was moved back: levels of later say nothing
    }
    const int count = std::clamp(channels, 0, static_cast<int>(m_bars.size()));
    m_isKnown = count > 0;
    if (!m_isKnown) {
        if (now - m_last > remember) {
            m_channels = 0;
            m_bars = {};
        }
        return;
    }
    const double seconds = m_last == base::Utc{}
                               ? 0.0
                               : std::max(0.0, std::chrono::duration<double>(now - m_last).count());
    m_last = now;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        Bar& bar = m_bars[i];
        if (static_cast<int>(i) >= count) {
            bar = {};
            continue;
        }
        const double peak = std::isfinite(peaks[i]) ? static_cast<double>(peaks[i]) : floorDb;
        bar.levelDb = std::max({floorDb, peak, bar.levelDb - fallDbPerSecond * seconds});
        if (peak >= bar.heldDb) {
            bar.heldDb = peak;
            bar.heldUntil = now + hold;
        } else if (now > bar.heldUntil) {
            bar.heldDb = bar.levelDb;
        }
    }
    m_channels = count;
}

double AudioMeter::level(int channel) const {
    return scaled(m_bars[static_cast<std::size_t>(channel)].levelDb);
}

double AudioMeter::held(int channel) const {
    return scaled(m_bars[static_cast<std::size_t>(channel)].heldDb);
}

} // namespace vigie::ui::wall
