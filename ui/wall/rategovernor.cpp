// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/rategovernor.h"

#include <algorithm>

namespace vigie::ui::wall {

bool RateGovernor::isPressed(const Sample& sample) {
    return sample.waitingPerStream > mostWaiting || sample.lostShare > mostLost ||
           sample.eventLag > longestLag;
}

bool RateGovernor::observe(const Sample& sample) {
    const bool isPressed = RateGovernor::isPressed(sample);
    if (!m_hasBegun || isPressed != m_isPressed) {
        m_hasBegun = true;
        m_isPressed = isPressed;
        m_since = sample.at;
        return false;
    }
    const auto lasted = sample.at - m_since;
    if (isPressed) {
        return lasted >= pressFor && lower(sample.at);
    }
    return lasted >= m_calm && raise(sample.at);
}

bool RateGovernor::lower(base::Mono now) {
    m_since = now; // the next step needs its own second
    if (m_rate == TileRate::Keys) {
        return false;
    }
    if (m_hasRaised && now - m_raisedAt < m_calm) {
        m_calm = std::min(m_calm * 2, longestCalm);
    } else {
        m_calm = firstCalm;
    }
    m_rate = m_rate == TileRate::Full ? TileRate::Half : TileRate::Keys;
    return true;
}

bool RateGovernor::raise(base::Mono now) {
    m_since = now;
    if (m_rate == TileRate::Full) {
        return false;
    }
    m_hasRaised = true;
    m_raisedAt = now;
    m_rate = m_rate == TileRate::Keys ? TileRate::Half : TileRate::Full;
    return true;
}

} // namespace vigie::ui::wall
