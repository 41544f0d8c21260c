// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/ts/analyzer.h"
#include "core/ts/clockdrift.h"
#include "core/ts/pcrtracker.h"

namespace vigie::ts {

/// Whether bytes tell time: the rate of the transport stream by its PCRs over consecutive spans of
/// a second (half the demarcation period where that is shorter). Constant while no span of the last
/// five is longer or shorter than their common rate says by more than 20 us and a ten thousandth.
/// A stream with a variable rate, or one that loses packets that nobody misses (null packets),
/// fails by far; PCR errors large enough to fail cannot be told from a varying rate.
class RateConstancy {
public:
    enum class Verdict : std::uint8_t { Open, Constant, Varying };

    explicit RateConstancy(double demarcation);
    /// One more interval without loss, ticks and bytes. True where a span ended with it.
    bool take(std::int64_t ticks, std::uint64_t bytes);
    /// The span at hand has a hole: it begins anew.
    void lose();
    void restart();
    [[nodiscard]] Verdict verdict() const { return m_verdict; }
    /// No span came to its end for five of them, because of holes.
    [[nodiscard]] bool isStarved() const { return m_lostTicks > 5 * m_spanTicks; }

private:
    struct Span {
        std::int64_t ticks = 0;
        std::uint64_t bytes = 0;
    };
    static constexpr std::size_t spans = 5;
    static constexpr std::size_t spansNeeded = 3;
    void judge();

    std::int64_t m_spanTicks;
    Span m_open;
    std::int64_t m_lostTicks = 0;
    std::array<Span, spans> m_closed{};
    std::size_t m_count = 0;
    Verdict m_verdict = Verdict::Open;
};

/// The four PCR measurements of one PCR PID: PCR_AC by byte position, PCR_OJ by arrival, PCR_FO and
/// PCR_DR. Cost: some 200 operations a PCR, none a packet.
///
/// PCR_AC is judged a span at a time, once the rate held for all of it: what a rate that begins to
/// vary did to the first PCRs is not taken for an error. A jump by whole packets that stays is
/// loss, whether a continuity counter told of it or not; one PCR alone that is off by any amount is
/// an error.
class PcrQuality {
public:
    explicit PcrQuality(const Profile& profile);

    /// One more PCR of the same time base. `ticks` since the one before; `position`: bytes of the
    /// transport stream up to and with the last bit of program_clock_reference_base. Returns how
    /// many PCRs beyond the limit are sure now.
    std::uint64_t take(std::int64_t ticks, std::uint64_t position, base::Mono arrival);
    /// The first PCR of a time base.
    void restart(std::uint64_t position, base::Mono arrival);
    /// Bytes of the transport stream are missing somewhere since the last PCR.
    void bytesLost() { m_isLost = true; }
    void resetInterval();
    /// The worst since resetInterval(), or, where no span has ended since and PCRs still come
    /// (`isRunning`), of the last span.
    [[nodiscard]] PcrFigures figures(bool isRunning = true) const;
    /// As in figures().
    [[nodiscard]] PcrFigures::Basis basis() const;
    [[nodiscard]] RateConstancy::Verdict rate() const { return m_rate.verdict(); }
    /// A span ended with the last PCR taken: rate() is new.
    [[nodiscard]] bool hasEndedSpan() const { return m_hasEndedSpan; }

private:
    /// An error too large for PCR_AC: what follows tells what it was.
    struct Held {
        std::int64_t ticks = 0;
        std::uint64_t bytes = 0;
        double error = 0;
    };
    void takePosition(std::int64_t ticks, std::uint64_t bytes);
    void judge(double error);
    /// True where the sample was one of a jump, or may be.
    bool takeJump(double error, std::int64_t ticks, std::uint64_t bytes);
    void leap(std::int64_t ticks);
    std::uint64_t closeSpan();
    void takeArrival(std::int64_t ticks, base::Nanoseconds passed);

    const PcrFilter m_filter;
    const double m_demarcation;
    const double m_limitTicks;
    const bool m_hasArrivalPace;
    bool m_hasBegun = false;
    std::uint64_t m_position = 0;
    base::Mono m_arrival{};
    bool m_isLost = false;

    RateConstancy m_rate;
    PcrTracker m_byPosition;
    /// Ticks per byte as first seen; the tracker follows what is left.
    double m_nominal = 0;
    std::optional<Held> m_held;
    bool m_hasLeapt = false;
    bool m_hasEndedSpan = false;
    double m_spanWorst = 0;
    std::uint64_t m_spanErrors = 0;
    bool m_isSpanJudged = false;
    std::optional<double> m_lastWorst;
    std::optional<double> m_intervalWorst;
    /// Mean distance of PCRs, ticks.
    double m_distance = 0;

    PcrTracker m_byArrival;
    std::optional<double> m_jitterWorst;
    ClockDrift m_drift;
};

} // namespace vigie::ts
