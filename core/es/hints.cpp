// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/hints.h"

#include <algorithm>

namespace vigie::es {
namespace {

/// Inter pictures that are judged together: 2 s of 25 frames/s.
constexpr std::size_t window = 48;
/// So many must be still where it is known what is usual, and where it is not.
constexpr double mostShare = 0.6;
constexpr double nearlyAllShare = 0.9;
/// What a frozen path's inter pictures take at most of the usual.
constexpr double frozenPart = 0.25;
/// So many pictures make known what is usual; the mean then runs over about a minute.
constexpr std::size_t usualAfter = 125;
constexpr std::size_t usualOver = 1500;
/// Empty pictures in a row that make a black hint: half a second.
constexpr int blackAfter = 12;

} // namespace

void Hints::add(const CodedFrame& frame, int macroblocks) {
    if (frame.isAfterDamage || macroblocks <= 0) {
        // Bytes are missing: small means nothing.
        m_window.clear();
        m_windowBits = 0;
        m_windowStill = 0;
        m_isEmpty = false;
        m_emptyRun = 0;
        m_freeze = m_black = Presence::Unknown;
        return;
    }
    const CodedPicture& picture = frame.picture;
    const double all = static_cast<double>(picture.bytes) * 8;
    const double heads = picture.floors.slice * picture.slices;
    const double bits = std::max(0.0, all - heads) / macroblocks;
    if (picture.type == PictureType::I) {
        addIntra(bits <= picture.floors.intra);
    } else {
        addInter({bits, bits <= picture.floors.inter});
    }
}

void Hints::addIntra(bool isEmpty) {
    m_isEmpty = isEmpty;
    m_emptyRun = isEmpty ? m_emptyRun + 1 : 0;
    m_black = !isEmpty ? Presence::Clear : m_emptyRun >= blackAfter ? Presence::Present : m_black;
}

void Hints::addInter(const Inter& inter) {
    if (m_isEmpty && inter.isStill) {
        m_black = ++m_emptyRun >= blackAfter ? Presence::Present : m_black;
    } else if (m_isEmpty) {
        m_isEmpty = false;
        m_emptyRun = 0;
        m_black = Presence::Clear;
    }

    m_window.push_back(inter);
    m_windowBits += inter.bits;
    m_windowStill += inter.isStill ? 1 : 0;
    if (m_window.size() > window) {
        m_windowBits -= m_window.front().bits;
        m_windowStill -= m_window.front().isStill ? 1 : 0;
        m_window.pop_front();
    }
    const double size = static_cast<double>(m_window.size());
    const double share = static_cast<double>(m_windowStill) / size;
    const bool isUsualKnown = m_usualCount >= usualAfter;
    if (share < mostShare) {
        m_usualCount = std::min(m_usualCount + 1, usualOver);
        m_usualBits += (inter.bits - m_usualBits) / static_cast<double>(m_usualCount);
    }
    if (m_window.size() < window) {
        return;
    }
    const bool isFrozen =
        isUsualKnown ? share >= mostShare && m_windowBits / size <= frozenPart * m_usualBits
                     : share >= nearlyAllShare;
    m_freeze = isFrozen ? Presence::Present : Presence::Clear;
}

} // namespace vigie::es
