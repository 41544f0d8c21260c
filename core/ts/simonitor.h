// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include "core/base/time.h"
#include "core/ts/absencetimer.h"
#include "core/ts/analyzer.h"
#include "core/ts/sectiontimes.h"

namespace vigie::ts {

class CheckBook;

/// The checks about service information: 3.1.a, 3.1.b, 3.2, 3.5.a, 3.5.b, 3.6.a, 3.6.b, 3.6.c, 3.7
/// and 3.8. What the text of TR 101 290 leaves open is decided in docs/analysis.md. Tables that
/// must be there (NIT, SDT, EIT present/following, TDT, each "actual") are missed from the first
/// sync on; all others are judged from the first section on that came, and unknown before.
///
/// Works per section and on a clock, never per packet.
class SiMonitor {
public:
    /// Bit/s of the multiplex by PCR; nothing while unknown.
    using Bitrate = std::function<std::optional<double>()>;

    SiMonitor(const Profile& profile, CheckBook& book, Bitrate bitrate);

    /// A whole section of a PID from 0x10 to 0x14. `isSound`: its CRC is good (TDT and RST have
    /// none). `packet` numbers the packet in which it ended.
    void sectionSeen(std::uint16_t pid, Bytes section, bool isSound, base::Timestamp now,
                     std::uint64_t packet);
    void poll(base::Timestamp now);
    /// Ends what holds, forgets, and counts anew from `now`.
    void restart(base::Timestamp now);
    /// Ends what holds and forgets; nothing is judged until restart().
    void stop(base::Timestamp now);

private:
    /// Sections 0 and 1 of one present/following sub-table.
    struct Pair {
        base::Mono since{};
        std::array<std::optional<base::Mono>, 2> last{};
        /// How often the one that came last came without the other between.
        int run = 0;
        std::uint8_t lastNumber = 0;
        bool isIncomplete = false;
    };

    void nameForeign(std::uint16_t pid, std::uint8_t tableId, base::Timestamp now);
    void measureGap(const SiSection& section, const SectionTimes::Before& before,
                    base::Timestamp now, std::uint64_t packet);
    [[nodiscard]] bool isTooClose(base::Nanoseconds passed, std::uint64_t packets) const;
    void takePresentFollowing(const SiSection& section, base::Timestamp now);
    void pollRepetition(base::Timestamp now);
    void pollPairs(base::Timestamp now);
    void setIncomplete(Pair& pair, bool isIncomplete, SiTable table, base::Timestamp now);
    [[nodiscard]] AbsenceTimer* presenceOf(const SiSection& section);

    const Profile& m_profile;
    CheckBook& m_book;
    const Bitrate m_bitrate;
    AbsenceTimer m_nit;
    AbsenceTimer m_sdt;
    AbsenceTimer m_tdt;
    /// Present and following.
    std::array<AbsenceTimer, 2> m_eit;
    SectionTimes m_times;
    /// Tables of which a section is overdue: what 3.2 and the checks of "other" tables were told.
    std::array<bool, siTableCount> m_isOverdue{};
    /// By SiSection::subTable.
    std::unordered_map<std::uint64_t, Pair> m_pairs;
    /// Incomplete sub-tables: actual, other.
    std::array<int, 2> m_incomplete{};
    base::Mono m_pairsPolled{};
    bool m_hasRst = false;
};

} // namespace vigie::ts
