// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/ptsmarks.h"

#include <algorithm>

namespace vigie::health {
namespace {

constexpr std::size_t ringSize = 64;
constexpr std::int64_t ptsTurn = std::int64_t{1} << 33;
/// A stamper may round by this much, 90 kHz.
constexpr std::int64_t tolerance = 90;
constexpr int enoughInARow = 3;

/// Without the turn, from -2^32 to 2^32.
std::int64_t wrapped(std::int64_t distance) {
    const std::int64_t rest = ((distance % ptsTurn) + ptsTurn) % ptsTurn;
    return rest >= ptsTurn / 2 ? rest - ptsTurn : rest;
}

} // namespace

bool PtsRing::add(PtsMark mark) {
    if (!m_marks.empty() && newest().pts == mark.pts && newest().hash == mark.hash) {
        return false;
    }
    if (m_marks.size() < ringSize) {
        m_marks.push_back(mark);
        m_newest = m_marks.size() - 1;
    } else {
        m_newest = (m_newest + 1) % ringSize;
        m_marks[m_newest] = mark;
    }
    return true;
}

std::optional<PtsMark> PtsRing::findOnly(std::int64_t hash) const {
    std::optional<PtsMark> found;
    for (const PtsMark& mark : m_marks) {
        if (mark.hash != hash) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = mark;
    }
    return found;
}

void PtsMatcher::add(std::int64_t atNs, std::int64_t delayNs, std::int64_t ptsDistance) {
    const std::int64_t distance = wrapped(ptsDistance);
    const bool isSame = m_inARow > 0 && std::abs(wrapped(distance - m_distance)) <= tolerance;
    m_inARow = isSame ? std::min(m_inARow + 1, enoughInARow) : 1;
    m_distance = distance;
    if (distance == 0 || m_inARow >= enoughInARow) {
        m_delay.add(atNs, delayNs);
    }
}

} // namespace vigie::health
