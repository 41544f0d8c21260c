// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/base/time.h"
#include "core/ts/psi.h"

namespace vigie::ts {

struct Profile;

/// The tables of service information, as the limits of TR 101 211, 4.4 tell them apart.
enum class SiTable : std::uint8_t {
    NitActual,
    NitOther,
    SdtActual,
    SdtOther,
    Bat,
    EitActual,
    EitOther,
    EitScheduleActual,
    EitScheduleOther,
    EitLaterActual,
    EitLaterOther,
    Rst,
    Tdt,
    Tot,
    Count
};
inline constexpr std::size_t siTableCount = static_cast<std::size_t>(SiTable::Count);

/// One section of service information: which table, which sub-table of it, which number.
struct SiSection {
    SiTable table = SiTable::Count;
    /// table_id, table_id_extension, and what else names the sub-table: original_network_id (SDT,
    /// EIT) and transport_stream_id (EIT). Neither number nor version.
    std::uint64_t subTable = 0;
    std::uint8_t version = 0;
    std::uint8_t number = 0;
    std::uint8_t lastNumber = 0;
    bool operator==(const SiSection&) const = default;
};

/// Reads what names a section of the PIDs 0x10 to 0x14; nothing for a table that has no business
/// there, or one cut short.
[[nodiscard]] std::optional<SiSection> readSiSection(std::uint16_t pid, Bytes section);
/// The PID that carries it.
[[nodiscard]] std::uint16_t pidOf(SiTable table);
/// How slowly a section of it may be repeated; nothing where that is not limited (RST).
[[nodiscard]] std::optional<base::Nanoseconds> limitOf(SiTable table, const Profile& profile);

/// When each section of the service information came last, and which are overdue. Costs nothing
/// per packet; a poll looks only at the oldest of each table. Memory is bounded by maxSections: of
/// a guide larger than that the rest is not watched.
class SectionTimes {
public:
    static constexpr std::size_t maxSections = 65'536;

    explicit SectionTimes(const Profile& profile);

    /// What came before the section at hand.
    struct Before {
        /// The same section; nothing where it is new.
        std::optional<base::Mono> same;
        std::uint64_t samePacket = 0;
        /// Any section of its sub-table.
        std::optional<base::Mono> any;
        std::uint64_t anyPacket = 0;
    };
    /// A section is there. Call poll() before: a gap that nobody polled is found by it.
    Before seen(const SiSection& section, base::Mono now, std::uint64_t packet);
    /// Finds what became overdue.
    void poll(base::Mono now);
    void clear();

    /// Some section of the table is overdue.
    [[nodiscard]] bool isOverdue(SiTable table) const {
        return m_late[static_cast<std::size_t>(table)].head != none;
    }
    /// Some section of the table was seen and is watched.
    [[nodiscard]] bool isWatched(SiTable table) const {
        return isOverdue(table) || m_waiting[static_cast<std::size_t>(table)].head != none;
    }

private:
    using Index = std::uint32_t;
    static constexpr Index none = UINT32_MAX;

    struct Entry {
        std::uint64_t subTable = 0;
        base::Mono last{};
        std::uint64_t packet = 0;
        Index previous = none;
        Index next = none;
        /// Next of the same sub-table.
        Index sibling = none;
        SiTable table = SiTable::Count;
        std::uint8_t number = 0;
        bool isLate = false;
    };
    /// Ordered by `last`: what is seen goes to the tail.
    struct List {
        Index head = none;
        Index tail = none;
    };
    struct SubTable {
        Index first = none;
        base::Mono last{};
        std::uint64_t packet = 0;
        std::uint8_t version = 0;
    };

    Index find(const SubTable& subTable, std::uint8_t number) const;
    Index add(const SiSection& section, SubTable& subTable);
    void link(List& list, Index index);
    void unlink(Index index);
    /// Takes the entry out of its lists, not out of its sub-table.
    void release(Index index);
    void dropSuperseded(const SiSection& section, SubTable& subTable);
    void dropWithdrawn(std::uint16_t pid, base::Mono now);

    std::array<base::Nanoseconds, siTableCount> m_limits{};
    std::array<List, siTableCount> m_waiting;
    std::array<List, siTableCount> m_late;
    std::vector<Entry> m_entries;
    std::vector<Index> m_free;
    std::unordered_map<std::uint64_t, SubTable> m_subTables;
};

} // namespace vigie::ts
