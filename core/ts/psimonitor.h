// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/ts/absencetimer.h"
#include "core/ts/analyzer.h"
#include "core/ts/psi.h"

namespace vigie::ts {

class CheckBook;

namespace pids {
inline constexpr std::uint16_t pat = 0x0000;
inline constexpr std::uint16_t cat = 0x0001;
inline constexpr std::uint16_t nit = 0x0010;
inline constexpr std::uint16_t sdt = 0x0011;
inline constexpr std::uint16_t eit = 0x0012;
inline constexpr std::uint16_t rst = 0x0013;
inline constexpr std::uint16_t tdt = 0x0014;
} // namespace pids

/// The checks about program specific information: 1.3.a, 1.5.a, 2.2, 2.6. A section whose CRC is
/// wrong counts for 2.2 and as absent for the rest.
class PsiMonitor {
public:
    PsiMonitor(const Profile& profile, CheckBook& book);

    /// Every section of a PID that is taken apart. True where its content may be used.
    bool sectionSeen(std::uint16_t pid, bool isPmtPid, Bytes section, base::Timestamp now);
    /// A packet of the PAT or of a PMT PID was scrambled.
    void scrambledTable(std::uint16_t pid, base::Timestamp now);
    /// Some packet of any PID was scrambled.
    void scrambledSeen(base::Timestamp now);
    /// The PMT PIDs of the present PAT.
    void watchPmts(const std::vector<std::uint16_t>& pmtPids, base::Timestamp now);
    void poll(base::Timestamp now);
    /// Ends what holds, forgets, and counts anew from `now`.
    void restart(base::Timestamp now);
    void stop(base::Timestamp now);

private:
    void pollCat(base::Timestamp now);

    const Profile& m_profile;
    CheckBook& m_book;
    AbsenceTimer m_pat;
    std::map<std::uint16_t, AbsenceTimer> m_pmts;
    /// When scrambled packets began to come without a pause, and came last.
    std::optional<base::Mono> m_scrambledSince;
    base::Mono m_scrambledLast{};
    std::optional<base::Mono> m_catLast;
    bool m_isCatRaised = false;
};

} // namespace vigie::ts
