// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/twinpictures.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace vigie::ui::inspector {

namespace {

constexpr std::chrono::milliseconds keptLeast{4500};
constexpr std::chrono::milliseconds keptMost{9000};
/// While the skew is not known.
constexpr std::chrono::milliseconds keptUsually{4500};
constexpr std::size_t mostFrames = 240;
constexpr std::chrono::seconds staleAfter{5};
/// Pictures tried for one pair; at 25 Hz they cover half a second each way.
constexpr std::size_t mostCandidates = 25;
/// Arrival of a picture is only known to about its own duration.
constexpr double leastOpenMs = 60;
/// A large picture may take this much longer on one way than what the skew was measured by.
constexpr double burstMs = 150;
/// Stamps of one moment are this close once the offset is known: 10 ms.
constexpr std::int64_t samePts = 900;
/// A pair may lag so far behind the newest picture of a side, beside the skew.
constexpr double mostLagMs = 1500;

double millisecondsBetween(base::Utc later, base::Utc earlier) {
    return std::chrono::duration<double, std::milli>(later - earlier).count();
}

} // namespace

std::int64_t ptsBetween(std::int64_t a, std::int64_t b) {
    constexpr std::int64_t whole = std::int64_t{1} << 33U;
    const std::int64_t apart = ((a - b) % whole + whole) % whole;
    return apart >= whole / 2 ? apart - whole : apart;
}

base::Nanoseconds TwinPictures::keptFor() const {
    if (!m_skew.ms) {
        return keptUsually;
    }
    const double open = std::abs(*m_skew.ms) + m_skew.uncertaintyMs.value_or(0);
    const auto needed = std::chrono::milliseconds(std::llround(std::min(open, 60'000.0)));
    return std::min<std::chrono::milliseconds>(keptLeast + needed, keptMost);
}

void TwinPictures::add(std::size_t side, media::VideoFramePtr frame) {
    auto& frames = m_frames[side];
    if (!frames.empty() && frame->arrival < frames.back()->arrival) {
        frames.clear(); // the node's clock was stepped back, or it is another node's
    }
    frames.push_back(std::move(frame));
    const base::Utc newest = frames.back()->arrival;
    while (frames.size() > mostFrames || newest - frames.front()->arrival > keptFor()) {
        frames.pop_front();
    }
}

void TwinPictures::clear() {
    m_frames = {};
    m_newest.reset();
    m_pairing.reset();
    m_compared = {};
}

double TwinPictures::openMs() const {
    return std::max(leastOpenMs, m_skew.uncertaintyMs.value_or(leastOpenMs));
}

std::optional<TwinPictures::Pair> TwinPictures::byPts() const {
    if (!m_skew.ms) {
        return std::nullopt; // equal stamps may be of other moments, stamped anew
    }
    for (auto a = m_frames[0].rbegin(); a != m_frames[0].rend(); ++a) {
        for (auto b = m_frames[1].rbegin(); b != m_frames[1].rend(); ++b) {
            const double apart = millisecondsBetween((*a)->arrival, (*b)->arrival);
            if ((*a)->pts == (*b)->pts && std::abs(apart - *m_skew.ms) <= openMs() + burstMs) {
                return Pair{{*a, *b}, Pairing::Pts};
            }
        }
    }
    return std::nullopt;
}

std::optional<TwinPictures::Pair> TwinPictures::bySkew() const {
    if (!m_skew.ms) {
        return std::nullopt;
    }
    const double open = openMs();
    const auto offBy = [this](const media::VideoFrame& a, const media::VideoFrame& b) {
        return std::abs(millisecondsBetween(a.arrival, b.arrival) - *m_skew.ms);
    };
    // The newest picture of side 0 around which side 1 has been seen on both sides.
    for (auto a = m_frames[0].rbegin(); a != m_frames[0].rend(); ++a) {
        const media::VideoFrame& mine = **a;
        if (m_frames[1].empty() ||
            millisecondsBetween(mine.arrival, m_frames[1].back()->arrival) > *m_skew.ms - open) {
            continue;
        }
        std::vector<media::VideoFramePtr> candidates;
        for (const auto& b : m_frames[1]) {
            if (offBy(mine, *b) <= open) {
                candidates.push_back(b);
            }
        }
        std::sort(candidates.begin(), candidates.end(), [&](const auto& left, const auto& right) {
            return offBy(mine, *left) < offBy(mine, *right);
        });
        candidates.resize(std::min(candidates.size(), mostCandidates));
        media::VideoFramePtr best;
        double bestPsnr = 0;
        for (const auto& candidate : candidates) {
            const auto psnr = lumaPsnr(mine, *candidate);
            if (psnr && (!best || *psnr > bestPsnr)) {
                best = candidate;
                bestPsnr = *psnr;
            }
        }
        return best ? std::optional(Pair{{*a, best}, Pairing::Skew}) : std::nullopt;
    }
    return std::nullopt;
}

bool TwinPictures::compareNewest(base::Mono now) {
    auto pair = byPts();
    if (!pair) {
        pair = bySkew();
    }
    if (!pair) {
        if (now - m_pairedAt > staleAfter) {
            m_pairing.reset();
        }
        return false;
    }
    m_offset = ptsBetween(pair->frames[0]->pts, pair->frames[1]->pts);
    m_pairing = pair->pairing;
    m_pairedAt = now;
    const std::array<base::Utc, 2> arrivals{pair->frames[0]->arrival, pair->frames[1]->arrival};
    if (arrivals == m_compared) {
        return false;
    }
    m_compared = arrivals;
    const auto difference = compare(*pair->frames[0], *pair->frames[1]);
    if (difference) {
        m_newest = {*difference, pair->pairing, now};
    }
    return difference.has_value();
}

media::VideoFramePtr TwinPictures::partnerOf(std::size_t side,
                                             const media::VideoFrame& frame) const {
    if (!m_pairing || !m_skew.ms) {
        return nullptr;
    }
    const std::int64_t wanted = side == 0 ? frame.pts - m_offset : frame.pts + m_offset;
    const double later = side == 0 ? *m_skew.ms : -*m_skew.ms; // arrival here minus there
    const auto& others = m_frames[1 - side];
    media::VideoFramePtr best;
    std::int64_t bestOff = samePts + 1;
    for (auto other = others.rbegin(); other != others.rend(); ++other) {
        const std::int64_t off = std::abs(ptsBetween((*other)->pts, wanted));
        const double apart = millisecondsBetween(frame.arrival, (*other)->arrival);
        if (off < bestOff && std::abs(apart - later) <= openMs() + burstMs) {
            best = *other;
            bestOff = off;
        }
    }
    return best;
}

TwinMoment TwinPictures::alignedNow(Misalignment& why) const {
    why = Misalignment::None;
    if (m_frames[0].empty() || m_frames[1].empty()) {
        why = Misalignment::NoPicture;
        return {};
    }
    if (!m_skew.ms) {
        why = Misalignment::NoSkew;
        return {};
    }
    for (auto mine = m_frames[0].rbegin(); mine != m_frames[0].rend(); ++mine) {
        const media::VideoFramePtr other = partnerOf(0, **mine);
        if (!other) {
            continue;
        }
        const double most = mostLagMs + std::abs(*m_skew.ms) + openMs();
        if (millisecondsBetween(m_frames[0].back()->arrival, (*mine)->arrival) > most ||
            millisecondsBetween(m_frames[1].back()->arrival, other->arrival) > most) {
            why = Misalignment::Stale;
            return {};
        }
        return {{*mine, other}};
    }
    why = Misalignment::NoPair;
    return {};
}

std::vector<TwinMoment> TwinPictures::moments() const {
    const std::size_t side = m_frames[1].size() > m_frames[0].size() ? 1 : 0;
    std::vector<TwinMoment> moments;
    moments.reserve(m_frames[side].size());
    for (const auto& frame : m_frames[side]) {
        TwinMoment moment;
        moment.frames[side] = frame;
        moment.frames[1 - side] = partnerOf(side, *frame);
        if (!m_pairing) {
            // The other side as it stood when this one arrived.
            const auto& others = m_frames[1 - side];
            const auto after = std::upper_bound(
                others.begin(), others.end(), frame->arrival,
                [](base::Utc at, const auto& other) { return at < other->arrival; });
            moment.frames[1 - side] = after == others.begin() ? nullptr : *std::prev(after);
        }
        moments.push_back(std::move(moment));
    }
    return moments;
}

std::optional<TwinDifference> TwinPictures::newest(base::Mono now) const {
    return m_newest && now - m_newest->at <= staleAfter ? m_newest : std::nullopt;
}

} // namespace vigie::ui::inspector
