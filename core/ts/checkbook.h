// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/ts/analyzer.h"

namespace vigie::ts {

/// The state of every check. The monitors say what they saw; the book decides what it means:
/// Error while a status holds or for Profile::persistence after an event, Ok only after the check
/// was measured for its own interval without one, Unknown otherwise, NotMeasurable where nothing
/// here measures it. A disabled check tells nobody and counts nothing.
class CheckBook {
public:
    CheckBook(const Profile& profile, AnalyzerSink& sink);

    /// Something that the check looks at was there. Cheap: noted now, timed by refresh().
    void measured(Check check) { m_measured |= bit(check); }
    /// An event.
    void raise(Check check, base::Timestamp at, std::optional<std::uint16_t> pid,
               std::uint64_t count = 1);
    /// A status of one subject begins or ends; calls are paired by the subject's owner.
    void begin(Check check, base::Timestamp at, std::optional<std::uint16_t> pid);
    void end(Check check, base::Timestamp at, std::optional<std::uint16_t> pid);
    /// Whether the check can be measured on this stream as it is now; every check that somebody
    /// here measures can, until told otherwise. An error that holds shows all the same.
    void setMeasurable(Check check, bool isMeasurable) { at(check).isMeasurable = isMeasurable; }
    /// Brings the states up to `now`.
    void refresh(base::Timestamp now);
    /// Sync is lost or the stream restarts: what was measured is past. `all` false spares the two
    /// checks of sync itself.
    void forget(bool all);

    [[nodiscard]] const CheckResult& result(Check check) const { return at(check).result; }

private:
    struct Entry {
        CheckResult result;
        bool isMeasurable = false;
        bool isEnabled = true;
        base::Nanoseconds okAfter{};
        /// Status subjects that hold now.
        int active = 0;
        std::optional<base::Mono> lastEvent;
        std::optional<base::Mono> measuredSince;
        base::Mono measuredLast{};
    };

    static constexpr std::uint64_t bit(Check check) {
        return std::uint64_t{1} << static_cast<unsigned>(check);
    }
    Entry& at(Check check) { return m_entries[static_cast<std::size_t>(check)]; }
    [[nodiscard]] const Entry& at(Check check) const {
        return m_entries[static_cast<std::size_t>(check)];
    }
    void note(Entry& entry, base::Timestamp now, std::uint64_t count);
    [[nodiscard]] CheckState stateOf(const Entry& entry, base::Mono now) const;

    AnalyzerSink& m_sink;
    base::Nanoseconds m_staleAfter;
    base::Nanoseconds m_persistence;
    std::array<Entry, checkCount> m_entries;
    std::uint64_t m_measured = 0;
};

} // namespace vigie::ts
