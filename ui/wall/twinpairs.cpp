// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/twinpairs.h"

#include <cstdlib>
#include <utility>

#include "ui/wall/twingate.h"

namespace vigie::ui::wall {

bool TwinPairs::put(std::size_t side, media::VideoFramePtr frame, base::Mono now) {
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_lastPaired = now; // patience begins here
    }
    auto& own = m_frames[side];
    auto& other = m_frames[1 - side];
    own.push_back(frame);
    if (own.size() > mostFrames) {
        own.pop_front();
    }
    std::size_t best = other.size();
    std::int64_t nearest = nearestTicks;
    for (std::size_t i = 0; i < other.size(); ++i) {
        const std::int64_t apart = std::abs(ptsDifference(other[i]->pts, frame->pts));
        if (apart <= nearest) {
            nearest = apart;
            best = i;
        }
    }
    if (best < other.size()) {
        m_newest.frames[side] = std::move(frame);
        m_newest.frames[1 - side] = other[best];
        m_newest.isAligned = true;
        m_lastPaired = now;
        // What is older will not be shown any more.
        other.erase(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        own.clear();
        return true;
    }
    if (now - m_lastPaired <= patience) {
        return false;
    }
    m_newest.frames[side] = std::move(frame);
    m_newest.frames[1 - side] = other.empty() ? nullptr : other.back();
    m_newest.isAligned = false;
    return true;
}

TwinPicture TwinPairs::take() {
    return std::exchange(m_newest, {});
}

} // namespace vigie::ui::wall
