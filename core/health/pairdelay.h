// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/health/health.h"
#include "core/health/marks.h"
#include "core/health/ptsmarks.h"
#include "core/health/signatures.h"

namespace vigie::health {

/// Every kind of time mark of one path. Not thread-safe; never fails.
struct PathMarks {
    MarkRing pcr;
    PtsRing pts;
    SignatureRing pictures;
    /// Whether the node decodes the path's pictures; absent: not known.
    std::optional<bool> isDecoded;
    /// The time between two pictures that it looks at; absent: not known.
    std::optional<std::int64_t> samplingNs;

    [[nodiscard]] bool isSilent(std::int64_t nowNs) const {
        return pcr.isStale(nowNs) && pts.isStale(nowNs) && pictures.isStale(nowNs);
    }
};

/// Which of a path's rings has a new mark.
enum class MarkKind : std::uint8_t { Pcr, Pts };

/// The delay from one path to another of the same feed, by the best method that gives one: equal
/// PCRs; equal PTS and payload, or equal payload alone; alike pictures. Never mixes methods in one
/// figure, and does not take a coarse PCR's word against that of the content. Not thread-safe;
/// never fails.
class PairDelay {
public:
    /// Delays that are possible, ns.
    struct Bounds {
        std::int64_t least = 0;
        std::int64_t most = 0;
    };
    /// `pictures`: those that pictures are looked for in, at most 30 s apart.
    PairDelay(Bounds marks, Bounds pictures)
        : m_pcr(marks.least, marks.most), m_pts(marks.least, marks.most),
          m_pictures(pictures.least, pictures.most) {}

    /// Compares the newest mark of one side with those of the other. `isArrival`: it is the `to`
    /// side's. True when they had an equal one.
    bool match(const PathMarks& from, const PathMarks& to, MarkKind kind, bool isArrival,
               std::int64_t atNs);
    /// By PCR or PTS only: whether it is known without looking at pictures.
    [[nodiscard]] bool hasMarks(std::int64_t nowNs) const {
        return m_pcr.estimate(nowNs) || m_pts.estimate(nowNs);
    }
    /// As of now. The uncertainty is the method's own; clock errors are the caller's to add. Looks
    /// at pictures only where nothing better is known.
    [[nodiscard]] Latency judge(const PathMarks& from, const PathMarks& to, std::int64_t nowNs);

private:
    /// Whether equal PCRs are the same moment: fine ones are; coarse ones where what the payloads
    /// or pictures tell agrees, or where nothing can tell.
    [[nodiscard]] static bool isProof(const PathMarks& from, const PathMarks& to,
                                      const Estimate& pcr, const std::optional<Estimate>& content,
                                      std::int64_t nowNs);
    [[nodiscard]] const char* whyUnknown(const PathMarks& from, const PathMarks& to,
                                         std::int64_t nowNs) const;

    DelayEstimator m_pcr;
    PtsMatcher m_pts;
    SignatureMatcher m_pictures;
};

} // namespace vigie::health
