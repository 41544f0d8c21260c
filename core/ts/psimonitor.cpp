// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/psimonitor.h"

#include <algorithm>

#include "core/ts/checkbook.h"
#include "core/ts/crc32.h"

namespace vigie::ts {

PsiMonitor::PsiMonitor(const Profile& profile, CheckBook& book)
    : m_profile(profile), m_book(book), m_pat(Check::PatError2, profile.patInterval, pids::pat) {}

bool PsiMonitor::sectionSeen(std::uint16_t pid, bool isPmtPid, Bytes section, base::Timestamp now) {
    const std::uint8_t id = section[0];
    // table_ids that have no business on their PID are named even where their CRC is wrong.
    if (pid == pids::pat && id != tableid::pat) {
        m_book.raise(Check::PatError2, now, pid);
    } else if (pid == pids::cat && id != tableid::cat) {
        m_book.raise(Check::CatError, now, pid);
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
    } else if (isPmtPid && id == tableid::pmt) {
        const auto watched = m_pmts.find(pid);
        if (watched != m_pmts.end()) {
            watched->second.seen(now, m_book);
        }
    }
    return true;
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
    const bool hasCat = m_catLast && now.mono - *m_catLast <= m_profile.catValid;
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
    for (auto& [pid, timer] : m_pmts) {
        timer.poll(now, m_book);
    }
    pollCat(now);
}

void PsiMonitor::stop(base::Timestamp now) {
    m_pat.disarm(now, m_book);
    for (auto& [pid, timer] : m_pmts) {
        timer.disarm(now, m_book);
    }
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
    for (auto& [pid, timer] : m_pmts) {
        timer.arm(now);
    }
}

} // namespace vigie::ts
