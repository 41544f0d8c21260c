// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/pairdelay.h"

#include <algorithm>

namespace vigie::health {
namespace {

Latency told(const Estimate& estimate, LatencyMethod method) {
    Latency latency;
    latency.ms = estimate.ms;
    latency.uncertaintyMs = estimate.spreadMs;
    latency.method = method;
    return latency;
}

} // namespace

bool PairDelay::match(const PathMarks& from, const PathMarks& to, MarkKind kind, bool isArrival,
                      std::int64_t atNs) {
    const PathMarks& mine = isArrival ? to : from;
    const PathMarks& other = isArrival ? from : to;
    switch (kind) {
    case MarkKind::Pcr: {
        const Mark& mark = mine.pcr.newest();
        const auto otherUtc = other.pcr.find(mark.pcr);
        if (!otherUtc) {
            return false;
        }
        const std::int64_t delay = mark.utcNs - *otherUtc;
        m_pcr.add(atNs, isArrival ? delay : -delay);
        return true;
    }
    case MarkKind::Pts: {
        const PtsMark& mark = mine.pts.newest();
        const auto equal = other.pts.findOnly(mark.hash);
        if (!equal || !mine.pts.findOnly(mark.hash)) {
            return false;
        }
        const std::int64_t delay = mark.utcNs - equal->utcNs;
        const std::int64_t distance = mark.pts - equal->pts;
        m_pts.add(atNs, isArrival ? delay : -delay, isArrival ? distance : -distance);
        return true;
    }
    }
    return false;
}

Latency PairDelay::judge(const PathMarks& from, const PathMarks& to, std::int64_t nowNs) {
    if (const auto estimate = m_pcr.estimate(nowNs)) {
        return told(*estimate, LatencyMethod::PcrMarks);
    }
    if (const auto estimate = m_pts.estimate(nowNs)) {
        return told(*estimate, LatencyMethod::PtsMarks);
    }
    if (from.samplingNs && to.samplingNs) {
        const std::int64_t sampling = std::max(*from.samplingNs, *to.samplingNs);
        m_pictures.advance(from.pictures, to.pictures, sampling, nowNs);
        if (const auto estimate = m_pictures.estimate(sampling)) {
            return told(*estimate, LatencyMethod::Pictures);
        }
    }
    Latency unknown;
    unknown.unknownBecause = whyUnknown(from, to, nowNs);
    return unknown;
}

const char* PairDelay::whyUnknown(const PathMarks& from, const PathMarks& to,
                                  std::int64_t nowNs) const {
    if (to.isSilent(nowNs)) {
        return because::noMarks;
    }
    if (from.isSilent(nowNs)) {
        return because::noOriginMarks;
    }
    if (m_pcr.isOutOfBounds(nowNs) || m_pts.isOutOfBounds(nowNs)) {
        return because::outOfBounds;
    }
    const auto isNew = [nowNs](const PathMarks& marks) {
        const bool isStampNew =
            !marks.pcr.isStale(nowNs) && nowNs - marks.pcr.runSinceNs() < measuringNs;
        const bool isPictureNew =
            !marks.pictures.isStale(nowNs) && nowNs - marks.pictures.runSinceNs() < measuringNs;
        return isStampNew || isPictureNew;
    };
    if (isNew(from) || isNew(to)) {
        return because::measuring;
    }
    if (from.isDecoded == false || to.isDecoded == false) {
        return because::undecodedPictures;
    }
    if (!from.isDecoded || !to.isDecoded) {
        return because::restamped;
    }
    if (from.pictures.isStale(nowNs) || to.pictures.isStale(nowNs)) {
        return because::stillPictures;
    }
    return m_pictures.ambiguous() > m_pictures.unmatched() ? because::alikePictures
                                                           : because::unlikePictures;
}

} // namespace vigie::health
