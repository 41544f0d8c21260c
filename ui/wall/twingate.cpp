// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/twingate.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace vigie::ui::wall {

namespace {

constexpr std::int64_t ptsModulus = std::int64_t{1} << 33;
constexpr std::int64_t ticksPerSecond = 90'000;
constexpr std::int64_t furthestTicks = TwinGate::furthest.count() * ticksPerSecond;
/// Half a picture at 25 a second: who is that much behind is at the same picture.
constexpr std::int64_t sameTicks = ticksPerSecond / 50;

} // namespace

std::int64_t ptsDifference(std::int64_t a, std::int64_t b) {
    const std::int64_t turn = (a - b) & (ptsModulus - 1);
    return turn >= ptsModulus / 2 ? turn - ptsModulus : turn;
}

std::int64_t TwinGate::unwrap(std::size_t side, std::int64_t pts) const {
    const Side& own = m_sides[side];
    const Side& other = m_sides[1 - side];
    if (own.last) {
        const std::int64_t step = ptsDifference(pts, *own.last);
        if (std::abs(step) <= furthestTicks || !other.last) {
            return *own.last + step;
        }
    }
    // New, or begun anew: on the other's count.
    return other.last ? *other.last + ptsDifference(pts, *other.last) : pts;
}

std::vector<TwinGate::Released> TwinGate::take(std::size_t side, model::AccessUnitPtr unit,
                                               base::Mono now) {
    Side& own = m_sides[side];
    const std::int64_t pts = unwrap(side, unit->pts);
    const bool isAnew = own.last && std::abs(pts - *own.last) > furthestTicks;
    own.last = pts;
    own.newest = own.newest && !isAnew ? std::max(*own.newest, pts) : pts;
    own.lastAt = now;
    own.bytes += unit->data.size();
    own.units.push_back({std::move(unit), pts});
    judge(now);
    return release();
}

std::vector<TwinGate::Released> TwinGate::tick(base::Mono now) {
    judge(now);
    return release();
}

void TwinGate::judge(base::Mono now) {
    const auto& [a, b] = m_sides;
    if (!a.newest || !b.newest) {
        m_state = State::Waiting;
    } else if (now - a.lastAt > silentAfter || now - b.lastAt > silentAfter) {
        m_state = State::Silent;
    } else {
        m_state =
            std::abs(*a.newest - *b.newest) > furthestTicks ? State::OtherClock : State::Together;
    }
}

std::vector<TwinGate::Released> TwinGate::release() {
    std::vector<Released> released;
    for (std::size_t side = 0; side < m_sides.size(); ++side) {
        Side& own = m_sides[side];
        const Side& other = m_sides[1 - side];
        while (!own.units.empty()) {
            const Held& next = own.units.front();
            const bool isHeld = m_state == State::Together &&
                                next.pts > *other.newest + sameTicks &&
                                own.units.size() <= mostUnits && own.bytes <= mostBytes;
            if (isHeld) {
                break;
            }
            own.bytes -= next.unit->data.size();
            released.push_back({side, next.unit});
            own.units.pop_front();
        }
    }
    return released;
}

} // namespace vigie::ui::wall
