// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "core/ts/analyzer.h"

namespace vigie::ts {

/// The demarcation frequency of a profile's filter, Hz.
[[nodiscard]] double demarcationHz(const Profile& profile);

/// The filter that parts jitter from drift. It follows phase, rate and change of rate of a clock by
/// least squares with a fading memory, and what it did not foresee of each sample is the jitter: a
/// high pass of third order (60 dB per decade) whose corner, at -3 dB, is the demarcation
/// frequency; offset and drift of the frequency leave nothing. The memory grows from nothing, so
/// that the first figures do not wait for a transient to die, but they cover the whole band only
/// once isSettled(). Steps may be uneven. Works on differences alone: no precision is lost in
/// years.
class PcrTracker {
public:
    explicit PcrTracker(double demarcation);

    /// `step`: seconds by the axis since the sample before; `surplus`: by how many ticks the clock
    /// went on more than that axis says. Returns the ticks that were not foreseen. Nothing is
    /// learnt before accept().
    [[nodiscard]] double foresee(double step, double surplus);
    /// Takes the sample that foresee() looked at last.
    void accept();
    /// The phase is not what it was (bytes are missing): it is learnt anew, the rate is kept.
    void loosenPhase();
    void restart();
    /// The memory spans what the demarcation frequency asks for.
    [[nodiscard]] bool isSettled() const;

private:
    using Vector = std::array<double, 3>;
    using Matrix = std::array<Vector, 3>;

    /// Seconds; the memory's time constant.
    double m_memory;
    /// Phase against the last sample (ticks), rate (ticks per m_memory), its change.
    Vector m_state{};
    Matrix m_covariance{};
    Vector m_foreseen{};
    Matrix m_spread{};
    double m_error = 0;
    double m_step = 0;
    /// In units of m_memory.
    double m_age = 0;
    std::uint64_t m_samples = 0;
};

} // namespace vigie::ts
