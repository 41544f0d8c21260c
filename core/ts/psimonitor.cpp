// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/psimonitor.h"

#include <algorithm>

#include "core/ts/checkbook.h"
#include "core/ts/crc32.h"
#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

/// Two sections of one sub-table must not come closer.
constexpr base::Nanoseconds minimumGap = 25ms;
/// A CAT that was seen counts as present for this long.
constexpr base::Nanoseconds catValid = 10s;
/// Bounds the memory for SDT sub-tables; a multiplex has one with a few sections.
constexpr std::size_t maxSubTables = 1024;

} // namespace

PsiMonitor::PsiMonitor(const Profile& profile, CheckBook& book)
    : m_profile(profile), m_book(book), m_pat(Check::PatError2, profile.patInterval, pids::pat),
      m_sdt(Check::SdtActualError, profile.sdtInterval, pids::sdt) {}

bool PsiMonitor::sectionSeen(std::uint16_t pid, bool isPmtPid, Bytes section, base::Timestamp now) {
    const std::uint8_t id = section[0];
    // table_ids that have no business on their PID are named even where their CRC is wrong.
    if (pid == pids::pat && id != tableid::pat) {
        m_book.raise(Check::PatError2, now, pid);
    } else if (pid == pids::cat && id != tableid::cat) {
        m_book.raise(Check::CatError, now, pid);
    } else if (pid == pids::sdt && id != tableid::sdtActual && id != tableid::sdtOther &&
               id != tableid::bat && id != tableid::stuffing) {
        m_book.raise(Check::SdtActualError, now, pid);
    }
    if (!hasWatchedCrc(id)) {
        return false;
    }
    m_book.measured(Check::CrcError);
    if (crc32(section) != 0) {
        m_book.raise(Check::CrcError, now, pid);
        return false;
    }
    if (pid == pids::pat && id == tableid::pat) {
        m_pat.seen(now, m_book);
    } else if (pid == pids::cat && id == tableid::cat) {
        m_catLast = now.mono;
        pollCat(now);
    } else if (pid == pids::sdt && id == tableid::sdtActual) {
        takeSdt(section, now);
    } else if (isPmtPid && id == tableid::pmt) {
        const auto watched = m_pmts.find(pid);
        if (watched != m_pmts.end()) {
            watched->second.seen(now, m_book);
        }
    }
    return true;
}

void PsiMonitor::takeSdt(Bytes section, base::Timestamp now) {
    m_sdt.seen(now, m_book);
    if (section.size() < 8) {
        return;
    }
    const std::uint32_t key = (std::uint32_t{be16(&section[3])} << 8) | section[6];
    const auto [at, isNew] = m_sdtSections.try_emplace(key, now.mono);
    if (!isNew) {
        if (now.mono - at->second < minimumGap) {
            m_book.raise(Check::SdtActualError, now, pids::sdt);
        }
        at->second = now.mono;
    } else if (m_sdtSections.size() > maxSubTables) {
        m_sdtSections.clear();
    }
}

void PsiMonitor::scrambledTable(std::uint16_t pid, base::Timestamp now) {
    m_book.raise(pid == pids::pat ? Check::PatError2 : Check::PmtError2, now, pid);
}

void PsiMonitor::scrambledSeen(base::Timestamp now) {
    if (!m_scrambledSince || now.mono - m_scrambledLast > m_profile.catInterval) {
        m_scrambledSince = now.mono;
    }
    m_scrambledLast = now.mono;
}

void PsiMonitor::watchPmts(const std::vector<std::uint16_t>& pmtPids, base::Timestamp now) {
    for (auto at = m_pmts.begin(); at != m_pmts.end();) {
        if (std::find(pmtPids.begin(), pmtPids.end(), at->first) == pmtPids.end()) {
            at->second.disarm(now, m_book);
            at = m_pmts.erase(at);
        } else {
            ++at;
        }
    }
    for (const std::uint16_t pid : pmtPids) {
        const auto [at, isNew] =
            m_pmts.try_emplace(pid, Check::PmtError2, m_profile.pmtInterval, pid);
        at->second.arm(now);
    }
}

void PsiMonitor::pollCat(base::Timestamp now) {
    m_book.measured(Check::CatError);
    const bool isScrambled =
        m_scrambledSince && now.mono - m_scrambledLast <= m_profile.catInterval;
    const bool hasCat = m_catLast && now.mono - *m_catLast <= catValid;
    const bool isMissing =
        isScrambled && !hasCat && now.mono - *m_scrambledSince > m_profile.catInterval;
    if (isMissing == m_isCatRaised) {
        return;
    }
    m_isCatRaised = isMissing;
    if (isMissing) {
        m_book.begin(Check::CatError, now, pids::cat);
    } else {
        m_book.end(Check::CatError, now, pids::cat);
    }
}

void PsiMonitor::poll(base::Timestamp now) {
    m_pat.poll(now, m_book);
    m_sdt.poll(now, m_book);
    for (auto& [pid, timer] : m_pmts) {
        timer.poll(now, m_book);
    }
    pollCat(now);
}

void PsiMonitor::stop(base::Timestamp now) {
    m_pat.disarm(now, m_book);
    m_sdt.disarm(now, m_book);
    for (auto& [pid, timer] : m_pmts) {
        timer.disarm(now, m_book);
    }
    m_sdtSections.clear();
    m_scrambledSince.reset();
    m_catLast.reset();
    if (m_isCatRaised) {
        m_isCatRaised = false;
        m_book.end(Check::CatError, now, pids::cat);
    }
}

void PsiMonitor::restart(base::Timestamp now) {
    stop(now);
    m_pat.arm(now);
    m_sdt.arm(now);
    for (auto& [pid, timer] : m_pmts) {
        timer.arm(now);
    }
}

} // namespace vigie::ts
