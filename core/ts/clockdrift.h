// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/base/time.h"

namespace vigie::ts {

/// PCR_FO and PCR_DR (TR 101 290, 5.3.2.7 to 5.3.2.9) of one programme clock against the host's
/// monotonic clock: straight line and parabola through the means of whole seconds. A figure is
/// given only once its own uncertainty (two standard errors, widened by what neighbouring residuals
/// have in common) is small against its limit, so a jittery network delays it instead of spoiling
/// it. The host's own error is in both: 1 ppm is 27 Hz.
class ClockDrift {
public:
    /// `demarcation`, Hz: the line spans at least its period.
    explicit ClockDrift(double demarcation);

    /// One more PCR: nanoseconds by the programme clock and by arrival since the one before.
    void take(double byClock, base::Nanoseconds byArrival);
    void restart();
    /// Hz; positive: the programme clock is fast.
    [[nodiscard]] std::optional<double> offsetHz() const { return m_offset; }
    /// Hz per second.
    [[nodiscard]] std::optional<double> driftHzPerS() const { return m_drift; }

private:
    struct Second {
        /// Seconds and nanoseconds since the restart.
        double at = 0;
        double ahead = 0;
    };
    void close();
    void fitOffset();
    void fitDrift();
    [[nodiscard]] const Second& newest(std::size_t age) const;

    std::size_t m_offsetSpan;
    double m_arrival = 0;
    double m_ahead = 0;
    double m_secondBegin = 0;
    double m_sumArrival = 0;
    double m_sumAhead = 0;
    int m_samples = 0;
    /// A ring, so that nothing is allocated once it is full.
    std::vector<Second> m_seconds;
    std::size_t m_next = 0;
    std::optional<double> m_offset;
    std::optional<double> m_drift;
};

} // namespace vigie::ts
