// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/simonitor.h"

#include <algorithm>
#include <utility>

#include "core/ts/checkbook.h"
#include "core/ts/packet.h"
#include "core/ts/psimonitor.h"

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

constexpr double bitsPerPacket = 188.0 * 8.0;
constexpr base::Nanoseconds pairPoll = 1s;
/// A present/following sub-table that stayed away for so many times its limit is gone.
constexpr int goneAfter = 5;
/// More services than any guide has.
constexpr std::size_t maxPairs = 16'384;

/// The check that owns what is found on a PID.
Check checkOfPid(std::uint16_t pid) {
    switch (pid) {
    case pids::nit:
        return Check::NitActualError;
    case pids::sdt:
        return Check::SdtActualError;
    case pids::eit:
        return Check::EitActualError;
    case pids::rst:
        return Check::RstError;
    default:
        return Check::TdtError;
    }
}

/// The check that asks for the 25 ms between two sections, beside 3.2.
std::optional<Check> gapCheckOf(SiTable table) {
    switch (table) {
    case SiTable::NitActual:
        return Check::NitActualError;
    case SiTable::SdtActual:
        return Check::SdtActualError;
    case SiTable::EitActual:
        return Check::EitActualError;
    case SiTable::Rst:
        return Check::RstError;
    case SiTable::Tdt:
        return Check::TdtError;
    case SiTable::NitOther:
    case SiTable::SdtOther:
    case SiTable::Bat:
    case SiTable::EitOther:
    case SiTable::EitScheduleActual:
    case SiTable::EitScheduleOther:
    case SiTable::EitLaterActual:
    case SiTable::EitLaterOther:
    case SiTable::Tot:
    case SiTable::Count:
        break;
    }
    return std::nullopt;
}

/// The check that asks for a repetition, beside 3.2.
std::optional<Check> repetitionCheckOf(SiTable table) {
    switch (table) {
    case SiTable::NitOther:
        return Check::NitOtherError;
    case SiTable::SdtOther:
        return Check::SdtOtherError;
    case SiTable::EitOther:
        return Check::EitOtherError;
    case SiTable::NitActual:
    case SiTable::SdtActual:
    case SiTable::Bat:
    case SiTable::EitActual:
    case SiTable::EitScheduleActual:
    case SiTable::EitScheduleOther:
    case SiTable::EitLaterActual:
    case SiTable::EitLaterOther:
    case SiTable::Rst:
    case SiTable::Tdt:
    case SiTable::Tot:
    case SiTable::Count:
        break;
    }
    return std::nullopt;
}

bool isForeign(std::uint16_t pid, std::uint8_t id) {
    if (id == tableid::stuffing) {
        return false;
    }
    switch (pid) {
    case pids::nit:
        return id != tableid::nitActual && id != tableid::nitOther;
    case pids::sdt:
        return id != tableid::sdtActual && id != tableid::sdtOther && id != tableid::bat;
    case pids::eit:
        return id < tableid::eitFirst || id > tableid::eitLast;
    case pids::rst:
        return id != tableid::rst;
    case pids::tdt:
        return id != tableid::tdt && id != tableid::tot;
    default:
        return false;
    }
}

} // namespace

SiMonitor::SiMonitor(const Profile& profile, CheckBook& book, Bitrate bitrate)
    : m_profile(profile), m_book(book), m_bitrate(std::move(bitrate)),
      m_nit(Check::NitActualError, profile.nitInterval, pids::nit),
      m_sdt(Check::SdtActualError, profile.sdtInterval, pids::sdt),
      m_tdt(Check::TdtError, profile.tdtInterval, pids::tdt),
      m_eit{AbsenceTimer(Check::EitActualError, profile.eitInterval, pids::eit),
            AbsenceTimer(Check::EitActualError, profile.eitInterval, pids::eit)},
      m_times(profile) {}

void SiMonitor::sectionSeen(std::uint16_t pid, Bytes section, bool isSound, base::Timestamp now,
                            std::uint64_t packet) {
    const std::uint8_t id = section[0];
    if (pid == pids::rst) {
        m_hasRst = true;
    }
    if (isForeign(pid, id)) {
        // Named even where its CRC is wrong.
        m_book.raise(checkOfPid(pid), now, pid);
        return;
    }
    const bool hasNoCrc = id == tableid::tdt || id == tableid::rst;
    if (!isSound && !hasNoCrc) {
        return; // Counts as absent.
    }
    const auto read = readSiSection(pid, section);
    if (!read) {
        return;
    }
    pollRepetition(now);
    const auto before = m_times.seen(*read, now.mono, packet);
    if (AbsenceTimer* const timer = presenceOf(*read)) {
        timer->seen(now, m_book);
    }
    measureGap(*read, before, now, packet);
    takePresentFollowing(*read, now);
    pollRepetition(now);
}

AbsenceTimer* SiMonitor::presenceOf(const SiSection& section) {
    switch (section.table) {
    case SiTable::NitActual:
        return &m_nit;
    case SiTable::SdtActual:
        return &m_sdt;
    case SiTable::Tdt:
        return &m_tdt;
    case SiTable::EitActual:
        return section.number < m_eit.size() ? &m_eit[section.number] : nullptr;
    case SiTable::NitOther:
    case SiTable::SdtOther:
    case SiTable::Bat:
    case SiTable::EitOther:
    case SiTable::EitScheduleActual:
    case SiTable::EitScheduleOther:
    case SiTable::EitLaterActual:
    case SiTable::EitLaterOther:
    case SiTable::Rst:
    case SiTable::Tot:
    case SiTable::Count:
        break;
    }
    return nullptr;
}

bool SiMonitor::isTooClose(base::Nanoseconds passed, std::uint64_t packets) const {
    if (passed >= m_profile.siMinimumGap) {
        return false;
    }
    // A network that holds packets back and hands them on together is not the multiplexer: where
    // the bytes between say that there was time enough, they are right.
    const auto rate = m_bitrate();
    if (!rate || *rate <= 0) {
        return true;
    }
    const double seconds = static_cast<double>(packets) * bitsPerPacket / *rate;
    return seconds < std::chrono::duration<double>(m_profile.siMinimumGap).count();
}

void SiMonitor::measureGap(const SiSection& section, const SectionTimes::Before& before,
                           base::Timestamp now, std::uint64_t packet) {
    const auto& last = m_profile.isGapOfAnySection ? before.any : before.same;
    const std::uint64_t lastPacket =
        m_profile.isGapOfAnySection ? before.anyPacket : before.samePacket;
    if (!last || !isTooClose(now.mono - *last, packet - lastPacket)) {
        return;
    }
    const std::uint16_t pid = pidOf(section.table);
    if (const auto check = gapCheckOf(section.table)) {
        m_book.raise(*check, now, pid);
    }
    m_book.raise(Check::SiRepetitionError, now, pid);
}

void SiMonitor::takePresentFollowing(const SiSection& section, base::Timestamp now) {
    const bool isPair = section.table == SiTable::EitActual || section.table == SiTable::EitOther;
    if (!isPair || section.number > 1) {
        return;
    }
    if (m_pairs.size() >= maxPairs && !m_pairs.contains(section.subTable)) {
        return;
    }
    const auto [at, isNew] = m_pairs.try_emplace(section.subTable);
    Pair& pair = at->second;
    if (isNew) {
        pair.since = now.mono;
    }
    pair.run = pair.lastNumber == section.number ? std::min(pair.run + 1, 2) : 1;
    pair.lastNumber = section.number;
    pair.last[section.number] = now.mono;
    // The one is repeated: had the other its time to come? Where both come, but slowly, they
    // alternate, and that is not this check's business.
    const base::Nanoseconds limit = *limitOf(section.table, m_profile);
    const base::Mono other = pair.last[1u - section.number].value_or(pair.since);
    setIncomplete(pair, pair.run > 1 && now.mono - other > limit, section.table, now);
}

void SiMonitor::setIncomplete(Pair& pair, bool isIncomplete, SiTable table, base::Timestamp now) {
    if (pair.isIncomplete == isIncomplete) {
        return;
    }
    pair.isIncomplete = isIncomplete;
    int& count = m_incomplete[table == SiTable::EitActual ? 0 : 1];
    count += isIncomplete ? 1 : -1;
    if (isIncomplete && count == 1) {
        m_book.begin(Check::EitPfError, now, pids::eit);
    } else if (!isIncomplete && count == 0) {
        m_book.end(Check::EitPfError, now, pids::eit);
    }
}

void SiMonitor::pollPairs(base::Timestamp now) {
    if (m_pairs.empty()) {
        return;
    }
    m_book.measured(Check::EitPfError);
    if (now.mono - m_pairsPolled < pairPoll) {
        return;
    }
    m_pairsPolled = now.mono;
    for (auto at = m_pairs.begin(); at != m_pairs.end();) {
        const bool isActual = at->first >> 48 == tableid::eitFirst;
        const SiTable table = isActual ? SiTable::EitActual : SiTable::EitOther;
        Pair& pair = at->second;
        const base::Mono last =
            std::max(pair.last[0].value_or(pair.since), pair.last[1].value_or(pair.since));
        if (now.mono - last > goneAfter * *limitOf(table, m_profile)) {
            setIncomplete(pair, false, table, now);
            at = m_pairs.erase(at);
        } else {
            ++at;
        }
    }
}

void SiMonitor::pollRepetition(base::Timestamp now) {
    m_times.poll(now.mono);
    for (std::size_t i = 0; i < siTableCount; ++i) {
        const auto table = static_cast<SiTable>(i);
        const auto check = repetitionCheckOf(table);
        if (m_times.isWatched(table)) {
            m_book.measured(Check::SiRepetitionError);
            if (check) {
                m_book.measured(*check);
            }
        }
        const bool isOverdue = m_times.isOverdue(table);
        if (isOverdue == m_isOverdue[i]) {
            continue;
        }
        m_isOverdue[i] = isOverdue;
        const std::uint16_t pid = pidOf(table);
        for (const auto& told : {check, std::optional(Check::SiRepetitionError)}) {
            if (told && isOverdue) {
                m_book.begin(*told, now, pid);
            } else if (told) {
                m_book.end(*told, now, pid);
            }
        }
    }
}

void SiMonitor::poll(base::Timestamp now) {
    m_nit.poll(now, m_book);
    m_sdt.poll(now, m_book);
    m_tdt.poll(now, m_book);
    for (AbsenceTimer& timer : m_eit) {
        timer.poll(now, m_book);
    }
    pollRepetition(now);
    pollPairs(now);
    if (m_hasRst) {
        m_book.measured(Check::RstError);
    }
}

void SiMonitor::stop(base::Timestamp now) {
    m_nit.disarm(now, m_book);
    m_sdt.disarm(now, m_book);
    m_tdt.disarm(now, m_book);
    for (AbsenceTimer& timer : m_eit) {
        timer.disarm(now, m_book);
    }
    for (auto& [subTable, pair] : m_pairs) {
        const bool isActual = subTable >> 48 == tableid::eitFirst;
        setIncomplete(pair, false, isActual ? SiTable::EitActual : SiTable::EitOther, now);
    }
    m_pairs.clear();
    m_times.clear();
    pollRepetition(now);
    m_hasRst = false;
}

void SiMonitor::restart(base::Timestamp now) {
    stop(now);
    m_nit.arm(now);
    m_sdt.arm(now);
    m_tdt.arm(now);
    for (AbsenceTimer& timer : m_eit) {
        timer.arm(now);
    }
}

} // namespace vigie::ts
