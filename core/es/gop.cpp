// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/gop.h"

#include <algorithm>

namespace vigie::es {
namespace {

constexpr std::uint64_t stampWrap = std::uint64_t{1} << 33;
constexpr std::uint64_t second = 90'000;
/// No picture lasts as long: the time base jumped.
constexpr std::uint64_t jump = 10 * second;
/// No group of pictures does.
constexpr std::uint64_t longestGroup = 600 * second;

std::uint64_t distance(std::uint64_t from, std::uint64_t to) {
    return (to - from) & (stampWrap - 1);
}

std::optional<double> mean(std::uint64_t sum, int count) {
    return count > 0 ? std::optional(static_cast<double>(sum) / count) : std::nullopt;
}

} // namespace

void GopWatch::add(const CodedFrame& frame) {
    m_isDamaged = m_isDamaged || frame.isAfterDamage;
    const CodedPicture& picture = frame.picture;
    if (picture.isRandomAccess) {
        if (m_isOpen && !m_isDamaged) {
            finish(frame);
        }
        GopWatch next;
        next.m_figures = m_figures;
        next.m_scan = m_scan;
        next.m_isOpen = true;
        next.m_begin = frame.time;
        *this = next;
    }
    m_progressive += picture.scan == Scan::Progressive ? 1 : 0;
    m_interlaced += picture.scan == Scan::Interlaced ? 1 : 0;
    if (!m_isOpen) {
        return;
    }
    ++m_frames;
    const auto type = static_cast<std::size_t>(picture.type);
    ++m_count[type];
    m_bytes[type] += picture.bytes;
    if (picture.type != PictureType::B) {
        if (m_sinceAnchor > 0) {
            ++m_distances[std::min<std::size_t>(static_cast<std::size_t>(m_sinceAnchor),
                                                m_distances.size() - 1)];
        }
        m_sinceAnchor = 1;
    } else {
        ++m_sinceAnchor;
    }
}

Scan GopWatch::scanSoFar() const {
    return m_progressive > 0 && m_interlaced > 0 ? Scan::Mixed
           : m_progressive > 0                   ? Scan::Progressive
           : m_interlaced > 0                    ? Scan::Interlaced
                                                 : Scan::Unknown;
}

Scan GopWatch::scan() const {
    return m_scan != Scan::Unknown ? m_scan : scanSoFar();
}

void GopWatch::finish(const CodedFrame& next) {
    GopFigures figures;
    figures.length = m_frames;
    if (m_begin && next.time) {
        const std::uint64_t ticks = distance(*m_begin, *next.time);
        if (ticks > 0 && ticks < longestGroup) {
            figures.seconds = static_cast<double>(ticks) / static_cast<double>(second);
        }
    }
    if (m_frames > 1) {
        auto distances = m_distances;
        // The group ends with an anchor, and the next one begins with one.
        ++distances[std::min<std::size_t>(static_cast<std::size_t>(m_sinceAnchor),
                                          distances.size() - 1)];
        const auto most = std::max_element(distances.begin(), distances.end());
        const auto found = static_cast<std::size_t>(most - distances.begin());
        if (found < distances.size() - 1) {
            figures.anchorDistance = static_cast<int>(found);
        }
    }
    figures.sizeI = mean(m_bytes[0], m_count[0]);
    figures.sizeP = mean(m_bytes[1], m_count[1]);
    figures.sizeB = mean(m_bytes[2], m_count[2]);
    m_scan = scanSoFar();
    m_figures = figures;
}

void RateWatch::add(const CodedFrame& frame) {
    const bool isJump = frame.time && m_last && distance(*m_last, *frame.time) > jump;
    if (frame.isAfterDamage || isJump) {
        m_anchor.reset();
    }
    if (frame.time) {
        if (m_anchor) {
            const std::uint64_t ticks = distance(*m_anchor, *frame.time);
            if (ticks >= second) {
                m_rate = m_frames * static_cast<double>(second) / static_cast<double>(ticks);
                m_anchor.reset();
            }
        }
        if (!m_anchor) {
            m_anchor = frame.time;
            m_frames = 0;
        }
        m_last = frame.time;
    }
    ++m_frames;
}

} // namespace vigie::es
