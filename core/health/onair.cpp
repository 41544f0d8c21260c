// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/onair.h"

#include <bit>

namespace vigie::health {
namespace {

constexpr unsigned lastFive = 0x1f;
constexpr int erroredToLeave = 3;
constexpr std::uint32_t cleanToReturn = 30;

std::uint8_t shifted(std::uint8_t seconds, Verdict newest) {
    const unsigned bit = newest == Verdict::Errored ? 1u : 0u;
    return static_cast<std::uint8_t>(((seconds << 1u) | bit) & lastFive);
}

} // namespace

void OnAirRule::remember(Verdict main, Verdict backup) {
    m_mainErrored = shifted(m_mainErrored, main);
    m_backupErrored = shifted(m_backupErrored, backup);
    m_isBackupGood = backup == Verdict::Good;
    m_cleanMain = main == Verdict::Good ? m_cleanMain + 1 : 0;
}

void OnAirRule::judge(Verdict main, Verdict backup) {
    remember(main, backup);
    switch (m_carrier) {
    case Carrier::Main:
        if (std::popcount(m_mainErrored) >= erroredToLeave && m_backupErrored == 0 &&
            m_isBackupGood) {
            m_carrier = Carrier::Backup;
            m_cleanMain = 0;
        }
        break;
    case Carrier::Backup:
        if (m_cleanMain >= cleanToReturn) {
            m_carrier = Carrier::Main;
        }
        break;
    }
}

void OnAirRule::judgeOffAir(Verdict main, Verdict backup) {
    remember(main, backup);
    m_carrier = Carrier::Main;
}

} // namespace vigie::health
