// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/alarm/evaluatorcounters.h"
#include "core/alarm/evaluatorplan.h"
#include "core/alarm/evaluatorslots.h"

namespace vigie::alarm {

/// One column of one binding: what each row had last, and between which raw integers all rules of
/// the row are quiet, so that most rows cost a comparison. A scan names the rows that need a look.
/// Belongs to an Evaluator.
class Lane {
public:
    /// Stands for "not known" among raw integers.
    static constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::min();
    static constexpr std::uint32_t noRow = std::numeric_limits<std::uint32_t>::max();

    /// `profiles`: of each row's subject. `former` and `rowsBefore`: the same column before, and
    /// which row of it each row was (noRow: none); null: there was none.
    Lane(const RulePlan& plan, std::uint32_t column, std::vector<std::uint32_t> profiles,
         Lane* former, const std::vector<std::uint32_t>& rowsBefore);

    [[nodiscard]] std::uint32_t column() const { return m_column; }
    [[nodiscard]] std::size_t rows() const { return m_profiles.size(); }
    [[nodiscard]] std::uint32_t profileOf(std::size_t row) const { return m_profiles[row]; }
    /// The binding's clock of evaluation when cells were last given.
    [[nodiscard]] std::int64_t lastGiven() const { return m_lastGiven; }

    /// What the column is; a change makes counters begin anew.
    void adopt(const RulePlan& plan, double step, model::MetricKind kind);
    /// Takes over the cells; rows without one are unknown. `clock`: nanoseconds for which the
    /// binding has been evaluated. Appends the rows that need a look to `loud`. `isGiven` false:
    /// the column did not come.
    void scan(std::span<const model::Cell> cells, bool isGiven, std::int64_t second,
              std::int64_t clock, std::vector<std::uint32_t>& loud);
    /// A rule of the row is not at rest: look again next time.
    void keepLoud(std::size_t row) { m_flags[row] |= busy; }
    /// Counters begin anew.
    void interrupt();

    [[nodiscard]] Reading read(const Rule& rule, std::size_t row) const;
    /// An alarm was restored that says the row's signal has been missing for so long already.
    void assumeMissing(std::size_t row, std::int64_t clock, std::int64_t forNs);
    [[nodiscard]] bool wasEverKnown(std::size_t row) const {
        return m_missing.empty() || m_missing[row] != never;
    }

private:
    // Row flags.
    static constexpr std::uint8_t busy = 1;   // a slot or a measurement is not at rest
    static constexpr std::uint8_t fresh = 2;  // not looked at since the lane was made
    static constexpr std::uint8_t always = 4; // a rule would hold at rest already
    // Of m_missing, else the clock at which the row's signal went missing.
    static constexpr std::int64_t never = -1;
    static constexpr std::int64_t present = -2;

    struct Quiet {
        /// Of gauges and marks: rules are quiet within [low, high]. States and counters are looked
        /// at when they change.
        std::int64_t low = unknown;
        std::int64_t high = std::numeric_limits<std::int64_t>::max();
        bool isAlways = false;
        bool operator==(const Quiet&) const = default;
    };
    [[nodiscard]] Quiet quietOf(const RulePlan& plan, std::uint32_t profile) const;
    [[nodiscard]] double valueOf(std::int64_t raw) const;
    void look(std::size_t row, std::int64_t before, std::int64_t now, std::int64_t second,
              std::int64_t clock);
    /// `IsKept`: what is not loud has not changed.
    template <bool IsKept, typename Test>
    void scanRows(std::span<const model::Cell> cells, std::int64_t second, std::int64_t clock,
                  std::vector<std::uint32_t>& loud, Test isLoud);

    std::uint32_t m_column = 0;
    std::vector<std::uint32_t> m_profiles;
    bool m_isAdopted = false;
    double m_step = 1;
    model::MetricKind m_kind = model::MetricKind::Gauge;
    /// One for all rows, or one for each.
    std::vector<Quiet> m_quiet;
    std::vector<std::int64_t> m_seen;
    std::vector<std::uint8_t> m_flags;
    std::vector<CounterRow> m_counters;  // empty: no rule counts
    std::vector<std::int64_t> m_missing; // empty: no rule asks
    std::int64_t m_longestWindow = 0;
    std::int64_t m_lastSecond = 0;
    std::int64_t m_lastClock = 0;
    std::int64_t m_lastGiven = 0;
};

} // namespace vigie::alarm
