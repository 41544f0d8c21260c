// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/pairdelay.h"

#include <algorithm>
#include <cmath>

namespace vigie::health {
namespace {

/// A picture and the PCR beside it do not arrive at one moment.
constexpr double toleranceMs = 150;

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

bool PairDelay::isProof(const PathMarks& from, const PathMarks& to, const Estimate& pcr,
                        const std::optional<Estimate>& content, std::int64_t nowNs) {
    if (!from.pcr.isCoarse() || !to.pcr.isCoarse()) {
        return true;
    }
    if (content) {
        return std::abs(pcr.ms - content->ms) <= pcr.spreadMs + content->spreadMs + toleranceMs;
    }
    // Where payloads could have told and do not, these are two stamps of one value.
    return from.pts.isStale(nowNs) || to.pts.isStale(nowNs);
}

Latency PairDelay::judge(const PathMarks& from, const PathMarks& to, std::int64_t nowNs) {
    const auto pcr = m_pcr.estimate(nowNs);
    const auto pts = m_pts.estimate(nowNs);
    if (pcr && (pts || !from.pcr.isCoarse() || !to.pcr.isCoarse()) &&
        isProof(from, to, *pcr, pts, nowNs)) {
        return told(*pcr, LatencyMethod::PcrMarks);
    }
    if (pts) {
        return told(*pts, LatencyMethod::PtsMarks);
    }
    std::optional<Estimate> pictures;
    if (from.samplingNs && to.samplingNs) {
        const std::int64_t sampling = std::max(*from.samplingNs, *to.samplingNs);
        m_pictures.advance(from.pictures, to.pictures, sampling, nowNs);
        pictures = m_pictures.estimate(sampling);
    }
    if (pcr && isProof(from, to, *pcr, pictures, nowNs)) {
        return told(*pcr, LatencyMethod::PcrMarks);
    }
    if (pictures) {
        return told(*pictures, LatencyMethod::Pictures);
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
