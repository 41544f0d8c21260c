// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/sectiontimes.h"

#include <utility>

#include "core/ts/analyzer.h"
#include "core/ts/packet.h"
#include "core/ts/psimonitor.h"

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

/// A section that stayed away for so many times its limit, while its PID goes on, was withdrawn.
constexpr int withdrawnAfter = 5;
/// Longer than any stream runs: not limited.
constexpr base::Nanoseconds unlimited = 24h * 365;

constexpr std::size_t longHeader = 8;

SiTable tableOf(std::uint16_t pid, std::uint8_t id) {
    switch (pid) {
    case pids::nit:
        return id == tableid::nitActual  ? SiTable::NitActual
               : id == tableid::nitOther ? SiTable::NitOther
                                         : SiTable::Count;
    case pids::sdt:
        return id == tableid::sdtActual  ? SiTable::SdtActual
               : id == tableid::sdtOther ? SiTable::SdtOther
               : id == tableid::bat      ? SiTable::Bat
                                         : SiTable::Count;
    case pids::eit:
        if (id == tableid::eitFirst) {
            return SiTable::EitActual;
        }
        if (id == tableid::eitOther) {
            return SiTable::EitOther;
        }
        if (id >= tableid::eitScheduleOther && id <= tableid::eitLast) {
            // Each table_id holds four days.
            return id < tableid::eitScheduleOther + 2 ? SiTable::EitScheduleOther
                                                      : SiTable::EitLaterOther;
        }
        if (id >= tableid::eitScheduleActual && id < tableid::eitScheduleOther) {
            return id < tableid::eitScheduleActual + 2 ? SiTable::EitScheduleActual
                                                       : SiTable::EitLaterActual;
        }
        return SiTable::Count;
    case pids::rst:
        return id == tableid::rst ? SiTable::Rst : SiTable::Count;
    case pids::tdt:
        return id == tableid::tdt   ? SiTable::Tdt
               : id == tableid::tot ? SiTable::Tot
                                    : SiTable::Count;
    default:
        return SiTable::Count;
    }
}

bool isSchedule(SiTable table) {
    return table >= SiTable::EitScheduleActual && table <= SiTable::EitLaterOther;
}

} // namespace

std::optional<SiSection> readSiSection(std::uint16_t pid, Bytes section) {
    SiSection result;
    result.table = tableOf(pid, section[0]);
    result.subTable = std::uint64_t{section[0]} << 48;
    switch (result.table) {
    case SiTable::Count:
        return std::nullopt;
    case SiTable::Rst:
    case SiTable::Tdt:
    case SiTable::Tot:
        return result; // No long header.
    case SiTable::NitActual:
    case SiTable::NitOther:
    case SiTable::SdtActual:
    case SiTable::SdtOther:
    case SiTable::Bat:
    case SiTable::EitActual:
    case SiTable::EitOther:
    case SiTable::EitScheduleActual:
    case SiTable::EitScheduleOther:
    case SiTable::EitLaterActual:
    case SiTable::EitLaterOther:
        break;
    }
    const bool isEit = pid == pids::eit;
    const bool isSdt = result.table == SiTable::SdtActual || result.table == SiTable::SdtOther;
    if (section.size() < longHeader + (isEit ? 4u : isSdt ? 2u : 0u)) {
        return std::nullopt;
    }
    result.subTable |= std::uint64_t{be16(&section[3])} << 32;
    if (isEit || isSdt) {
        result.subTable |= std::uint64_t{be16(&section[8])} << 16;
    }
    if (isEit) {
        result.subTable |= be16(&section[10]);
    }
    result.version = (section[5] >> 1) & 0x1f;
    result.number = section[6];
    result.lastNumber = section[7];
    return result;
}

std::uint16_t pidOf(SiTable table) {
    switch (table) {
    case SiTable::NitActual:
    case SiTable::NitOther:
        return pids::nit;
    case SiTable::SdtActual:
    case SiTable::SdtOther:
    case SiTable::Bat:
        return pids::sdt;
    case SiTable::EitActual:
    case SiTable::EitOther:
    case SiTable::EitScheduleActual:
    case SiTable::EitScheduleOther:
    case SiTable::EitLaterActual:
    case SiTable::EitLaterOther:
        return pids::eit;
    case SiTable::Rst:
        return pids::rst;
    case SiTable::Tdt:
    case SiTable::Tot:
        return pids::tdt;
    case SiTable::Count:
        break;
    }
    return nullPid;
}

std::optional<base::Nanoseconds> limitOf(SiTable table, const Profile& profile) {
    switch (table) {
    case SiTable::NitActual:
        return profile.nitInterval;
    case SiTable::NitOther:
        return profile.nitOtherInterval;
    case SiTable::SdtActual:
        return profile.sdtInterval;
    case SiTable::SdtOther:
        return profile.sdtOtherInterval;
    case SiTable::Bat:
        return profile.batInterval;
    case SiTable::EitActual:
        return profile.eitInterval;
    case SiTable::EitOther:
        return profile.eitOtherInterval;
    case SiTable::EitScheduleActual:
        return profile.eitScheduleInterval;
    case SiTable::EitScheduleOther:
        return profile.eitScheduleOtherInterval;
    case SiTable::EitLaterActual:
        return profile.eitLaterInterval;
    case SiTable::EitLaterOther:
        return profile.eitLaterOtherInterval;
    case SiTable::Tdt:
        return profile.tdtInterval;
    case SiTable::Tot:
        return profile.totInterval;
    case SiTable::Rst:
    case SiTable::Count:
        break;
    }
    return std::nullopt;
}

SectionTimes::SectionTimes(const Profile& profile) {
    for (std::size_t i = 0; i < siTableCount; ++i) {
        m_limits[i] = limitOf(static_cast<SiTable>(i), profile).value_or(unlimited);
    }
}

void SectionTimes::link(List& list, Index index) {
    Entry& entry = m_entries[index];
    entry.previous = list.tail;
    entry.next = none;
    (list.tail == none ? list.head : m_entries[list.tail].next) = index;
    list.tail = index;
}

void SectionTimes::unlink(Index index) {
    const Entry& entry = m_entries[index];
    List& list = (entry.isLate ? m_late : m_waiting)[static_cast<std::size_t>(entry.table)];
    (entry.previous == none ? list.head : m_entries[entry.previous].next) = entry.next;
    (entry.next == none ? list.tail : m_entries[entry.next].previous) = entry.previous;
}

void SectionTimes::release(Index index) {
    unlink(index);
    m_free.push_back(index);
}

SectionTimes::Index SectionTimes::find(const SubTable& subTable, std::uint8_t number) const {
    Index index = subTable.first;
    while (index != none && m_entries[index].number != number) {
        index = m_entries[index].sibling;
    }
    return index;
}

SectionTimes::Index SectionTimes::add(const SiSection& section, SubTable& subTable) {
    Index index = none;
    if (!m_free.empty()) {
        index = m_free.back();
        m_free.pop_back();
    } else if (m_entries.size() < maxSections) {
        index = static_cast<Index>(m_entries.size());
        m_entries.emplace_back();
    } else {
        return none;
    }
    Entry& entry = m_entries[index];
    entry = {};
    entry.subTable = section.subTable;
    entry.table = section.table;
    entry.number = section.number;
    entry.sibling = std::exchange(subTable.first, index);
    return index;
}

void SectionTimes::dropSuperseded(const SiSection& section, SubTable& subTable) {
    // Of a schedule a new version may leave out segments anywhere; of any other table the sections
    // are those up to the last number.
    Index* at = &subTable.first;
    while (*at != none) {
        const Index index = *at;
        const std::uint8_t number = m_entries[index].number;
        const bool isGone =
            isSchedule(section.table) ? number != section.number : number > section.lastNumber;
        if (isGone) {
            *at = m_entries[index].sibling;
            release(index);
        } else {
            at = &m_entries[index].sibling;
        }
    }
}

void SectionTimes::dropWithdrawn(std::uint16_t pid, base::Mono now) {
    for (std::size_t i = 0; i < siTableCount; ++i) {
        if (m_late[i].head == none || pidOf(static_cast<SiTable>(i)) != pid) {
            continue;
        }
        while (m_late[i].head != none &&
               now - m_entries[m_late[i].head].last > withdrawnAfter * m_limits[i]) {
            const Index index = m_late[i].head;
            const auto owner = m_subTables.find(m_entries[index].subTable);
            if (owner != m_subTables.end()) {
                Index* at = &owner->second.first;
                while (*at != index) {
                    at = &m_entries[*at].sibling;
                }
                *at = m_entries[index].sibling;
                if (owner->second.first == none) {
                    m_subTables.erase(owner);
                }
            }
            release(index);
        }
    }
}

SectionTimes::Before SectionTimes::seen(const SiSection& section, base::Mono now,
                                        std::uint64_t packet) {
    Before before;
    dropWithdrawn(pidOf(section.table), now);
    const auto [at, isNew] = m_subTables.try_emplace(section.subTable);
    SubTable& subTable = at->second;
    if (!isNew) {
        before.any = subTable.last;
        before.anyPacket = subTable.packet;
        if (subTable.version != section.version) {
            dropSuperseded(section, subTable);
        }
    }
    subTable.version = section.version;
    subTable.last = now;
    subTable.packet = packet;
    Index index = find(subTable, section.number);
    if (index != none) {
        before.same = m_entries[index].last;
        before.samePacket = m_entries[index].packet;
        unlink(index);
    } else {
        index = add(section, subTable);
        if (index == none) {
            if (subTable.first == none) {
                m_subTables.erase(at);
            }
            return before;
        }
    }
    Entry& entry = m_entries[index];
    entry.isLate = false;
    entry.last = now;
    entry.packet = packet;
    link(m_waiting[static_cast<std::size_t>(section.table)], index);
    return before;
}

void SectionTimes::poll(base::Mono now) {
    for (std::size_t i = 0; i < siTableCount; ++i) {
        while (m_waiting[i].head != none && now - m_entries[m_waiting[i].head].last > m_limits[i]) {
            const Index index = m_waiting[i].head;
            unlink(index);
            m_entries[index].isLate = true;
            link(m_late[i], index);
        }
    }
}

void SectionTimes::clear() {
    m_waiting.fill({});
    m_late.fill({});
    m_entries.clear();
    m_free.clear();
    m_subTables.clear();
}

} // namespace vigie::ts
