// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/health/window.h"

namespace vigie::health {

/// Which of a delivery's two paths is on air: the main, or the backup once the main has had 3 or
/// more errored seconds of its last 5 and the backup none of its last 5; back to the main after 30
/// clean seconds of it in a row. An unknown second is not errored (no contact with a probe says
/// nothing of the taker), and not clean either. Not thread-safe; never fails.
class OnAirRule {
public:
    enum class Carrier : std::uint8_t { Main, Backup };

    /// The path on air in the second after the last one that was judged.
    [[nodiscard]] Carrier carrier() const { return m_carrier; }
    /// Takes one more second of both paths and decides about the next.
    void judge(Verdict main, Verdict backup);
    /// Takes a second off air: the paths are followed, and the main is on air when it begins.
    void judgeOffAir(Verdict main, Verdict backup);

private:
    void remember(Verdict main, Verdict backup);

    Carrier m_carrier = Carrier::Main;
    std::uint8_t m_mainErrored = 0;   // the last 5 seconds, newest in bit 0
    std::uint8_t m_backupErrored = 0; // likewise
    bool m_isBackupGood = false;      // in the last second
    std::uint32_t m_cleanMain = 0;
};

} // namespace vigie::health
