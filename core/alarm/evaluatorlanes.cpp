// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/evaluatorlanes.h"

#include <algorithm>
#include <utility>

namespace vigie::alarm {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

bool isCounted(const Rule& rule) {
    return rule.measure == Measure::Rate || rule.measure == Measure::Sum ||
           rule.measure == Measure::Percent;
}

/// The first raw integer for which `test` holds, where it holds for all above that; nothing where
/// it holds for none. Searching with the comparison itself gives what the comparison gives.
template <typename Test> std::optional<std::int64_t> firstFor(Test test) {
    std::int64_t low = Lane::unknown + 1;
    std::int64_t high = largest;
    if (!test(high)) {
        return std::nullopt;
    }
    while (low < high) {
        // The middle, rounded down, without overflow.
        const std::int64_t middle = (low & high) + ((low ^ high) >> 1);
        if (test(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

} // namespace

Lane::Lane(const RulePlan& plan, std::uint32_t column, std::vector<std::uint32_t> profiles,
           Lane* former, const std::vector<std::uint32_t>& rowsBefore)
    : m_column(column), m_profiles(std::move(profiles)) {
    const std::size_t count = m_profiles.size();
    bool hasCounters = false;
    bool hasMissing = false;
    std::vector<std::uint32_t> kinds = m_profiles;
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    for (const std::uint32_t profile : kinds) {
        for (const std::uint32_t index : plan.profile(profile).byColumn[column]) {
            const Rule& rule = plan.rule(index);
            hasCounters = hasCounters || isCounted(rule);
            hasMissing = hasMissing || rule.measure == Measure::Missing;
            if (rule.measure == Measure::Sum || rule.measure == Measure::Percent) {
                m_longestWindow = std::max<std::int64_t>(m_longestWindow, rule.window.count());
            }
        }
    }
    m_seen.assign(count, unknown);
    m_flags.assign(count, fresh);
    if (hasCounters) {
        m_counters.resize(count);
    }
    if (hasMissing) {
        m_missing.assign(count, never);
    }
    if (!former) {
        return;
    }
    m_lastSecond = former->m_lastSecond;
    m_lastClock = former->m_lastClock;
    m_lastGiven = former->m_lastGiven;
    for (std::size_t row = 0; row < count; ++row) {
        const std::uint32_t before = rowsBefore[row];
        if (before == noRow) {
            continue;
        }
        m_seen[row] = former->m_seen[before];
        if (hasCounters && !former->m_counters.empty()) {
            if ((former->m_flags[before] & busy) == 0) {
                former->m_counters[before].restUntil(m_lastSecond);
            }
            m_counters[row] = std::move(former->m_counters[before]);
            m_flags[row] |= busy;
        }
        if (hasMissing) {
            m_missing[row] = !former->m_missing.empty() ? former->m_missing[before]
                             : m_seen[row] != unknown   ? present
                                                        : never;
        }
    }
    if (former->m_isAdopted) {
        adopt(plan, former->m_step, former->m_kind);
    }
}

void Lane::adopt(const RulePlan& plan, double step, model::MetricKind kind) {
    if (m_isAdopted && m_step == step && m_kind == kind) {
        return;
    }
    if (m_isAdopted) {
        // Raw integers of another meaning.
        interrupt();
        std::fill(m_seen.begin(), m_seen.end(), unknown);
    }
    m_isAdopted = true;
    m_step = step;
    m_kind = kind;
    std::map<std::uint32_t, Quiet> known;
    m_quiet.clear();
    m_quiet.reserve(m_profiles.size());
    for (std::size_t row = 0; row < m_profiles.size(); ++row) {
        const auto [found, isNew] = known.try_emplace(m_profiles[row]);
        if (isNew) {
            found->second = quietOf(plan, m_profiles[row]);
        }
        m_quiet.push_back(found->second);
        m_flags[row] = static_cast<std::uint8_t>((m_flags[row] & ~always) | fresh |
                                                 (found->second.isAlways ? always : 0));
    }
    if (std::adjacent_find(m_quiet.begin(), m_quiet.end(), std::not_equal_to<>()) ==
            m_quiet.end() &&
        !m_quiet.empty()) {
        m_quiet.resize(1);
    }
}

double Lane::valueOf(std::int64_t raw) const {
    return m_kind == model::MetricKind::State ? static_cast<double>(raw)
                                              : static_cast<double>(raw) * m_step;
}

Lane::Quiet Lane::quietOf(const RulePlan& plan, std::uint32_t profile) const {
    Quiet quiet;
    for (const std::uint32_t index : plan.profile(profile).byColumn[m_column]) {
        const Rule& rule = plan.rule(index);
        if (isCounted(rule) || rule.measure == Measure::Missing) {
            quiet.isAlways = quiet.isAlways || beginsToHold(rule, {0.0, true});
            continue;
        }
        if (m_kind == model::MetricKind::State) {
            continue; // looked at when it changes
        }
        if (!(m_step > 0)) {
            quiet.isAlways = true;
            continue;
        }
        const auto lower = [&](std::int64_t high) { quiet.high = std::min(quiet.high, high); };
        const auto lift = [&](std::int64_t low) { quiet.low = std::max(quiet.low, low); };
        const auto firstAbove = [this](double limit) {
            return firstFor([this, limit](std::int64_t raw) { return valueOf(raw) > limit; });
        };
        const auto firstNotBelow = [this](double limit) {
            return firstFor([this, limit](std::int64_t raw) { return !(valueOf(raw) < limit); });
        };
        for (const Step& step : rule.steps) {
            if (step.compare == Compare::Above) {
                if (const auto first = firstAbove(step.limit)) {
                    lower(*first - 1);
                }
                continue;
            }
            if (step.compare == Compare::Below) {
                const auto first = firstNotBelow(step.limit);
                quiet.isAlways = quiet.isAlways || !first;
                lift(first.value_or(largest));
                continue;
            }
            for (const std::int64_t state : step.states) {
                const auto point = static_cast<double>(state);
                const auto from = firstNotBelow(point);
                const auto after = firstAbove(point);
                if (state > 0 && from) {
                    lower(*from - 1);
                } else if (state <= 0) {
                    quiet.isAlways = quiet.isAlways || !after;
                    lift(after.value_or(largest));
                }
            }
        }
    }
    return quiet;
}

void Lane::look(std::size_t row, std::int64_t before, std::int64_t now, std::int64_t second,
                std::int64_t clock) {
    const bool wasBusy = (m_flags[row] & busy) != 0;
    std::uint8_t flags = m_flags[row] & always;
    if (!m_counters.empty()) {
        CounterRow& counter = m_counters[row];
        if (!wasBusy) {
            counter.restUntil(m_lastSecond);
        }
        if (now == unknown) {
            counter.lose();
        } else {
            counter.observe(second, now, m_longestWindow);
        }
        flags |= counter.isMoving() && now != unknown ? busy : 0;
    }
    if (!m_missing.empty()) {
        if (now != unknown) {
            m_missing[row] = present;
        } else if (m_missing[row] == present) {
            m_missing[row] = before == unknown ? clock : m_lastClock;
        }
        flags |= m_missing[row] >= 0 ? busy : 0;
    }
    m_flags[row] = flags;
}

template <bool IsKept, typename Test>
void Lane::scanRows(std::span<const model::Cell> cells, std::int64_t second, std::int64_t clock,
                    std::vector<std::uint32_t>& loud, Test isLoud) {
    const std::int64_t noState = m_kind == model::MetricKind::State ? 0 : unknown;
    const std::size_t given = std::min(cells.size(), rows());
    std::int64_t* const seen = m_seen.data();
    const auto rawOf = [noState](const model::Cell& cell) {
        const std::int64_t raw = cell.isPresent ? cell.raw : unknown;
        return raw == noState ? unknown : raw;
    };
    const auto lookAt = [&](std::size_t row, std::int64_t now) {
        const std::int64_t before = std::exchange(seen[row], now);
        if (m_flags[row] != 0 || isLoud(row, before, now)) {
            look(row, before, now, second, clock);
            loud.push_back(static_cast<std::uint32_t>(row));
        }
    };
    // First whether any of some rows is loud, without a branch for each: mostly none is.
    constexpr std::size_t batch = 32;
    for (std::size_t first = 0; first < given; first += batch) {
        const std::size_t end = std::min(first + batch, given);
        std::uint8_t flags = 0;
        for (std::size_t row = first; row < end; ++row) {
            flags |= m_flags[row];
        }
        bool isAnyLoud = flags != 0;
        if (!isAnyLoud) {
            for (std::size_t row = first; row < end; ++row) {
                const bool isThis = isLoud(row, seen[row], rawOf(cells[row]));
                isAnyLoud = isAnyLoud || isThis;
            }
        }
        if (isAnyLoud) {
            for (std::size_t row = first; row < end; ++row) {
                lookAt(row, rawOf(cells[row]));
            }
        } else if (!IsKept) {
            for (std::size_t row = first; row < end; ++row) {
                seen[row] = rawOf(cells[row]);
            }
        }
    }
    for (std::size_t row = given; row < rows(); ++row) {
        lookAt(row, unknown);
    }
}

void Lane::scan(std::span<const model::Cell> cells, bool isGiven, std::int64_t second,
                std::int64_t clock, std::vector<std::uint32_t>& loud) {
    const auto hasChanged = [](std::size_t, std::int64_t before, std::int64_t now) {
        return before != now;
    };
    const auto isOut = [](const Quiet& range, std::int64_t now) {
        return static_cast<bool>(
            (static_cast<int>(now < range.low) | static_cast<int>(now > range.high)) &
            static_cast<int>(now != unknown));
    };
    const auto cameOrWent = [](std::int64_t before, std::int64_t now) {
        return (before == unknown) != (now == unknown);
    };
    if (!m_counters.empty() || m_kind == model::MetricKind::State || m_quiet.empty()) {
        // They seldom change; and what has not changed was at rest and is.
        scanRows<true>(cells, second, clock, loud, hasChanged);
    } else if (m_quiet.size() == 1 && m_missing.empty()) {
        scanRows<false>(
            cells, second, clock, loud,
            [isOut, range = m_quiet.front()](std::size_t, std::int64_t, std::int64_t now) {
                return isOut(range, now);
            });
    } else if (m_missing.empty()) {
        scanRows<false>(
            cells, second, clock, loud,
            [isOut, quiet = m_quiet.data()](std::size_t row, std::int64_t, std::int64_t now) {
                return isOut(quiet[row], now);
            });
    } else {
        const Quiet* const quiet = m_quiet.data();
        const std::size_t stride = m_quiet.size() == 1 ? 0 : 1;
        scanRows<false>(cells, second, clock, loud,
                        [=](std::size_t row, std::int64_t before, std::int64_t now) {
                            return isOut(quiet[row * stride], now) || cameOrWent(before, now);
                        });
    }
    m_lastSecond = second;
    m_lastClock = clock;
    if (isGiven) {
        m_lastGiven = clock;
    }
}

void Lane::interrupt() {
    for (std::size_t row = 0; row < m_counters.size(); ++row) {
        if ((m_flags[row] & busy) == 0) {
            m_counters[row].restUntil(m_lastSecond);
        }
        m_counters[row].lose();
        m_flags[row] |= busy;
    }
}

Reading Lane::read(const Rule& rule, std::size_t row) const {
    const bool isKnown = m_seen[row] != unknown;
    switch (rule.measure) {
    case Measure::Value:
    case Measure::Departure:
    case Measure::Forecast:
        return {isKnown ? std::optional(valueOf(m_seen[row])) : std::nullopt, true};
    case Measure::Missing:
        if (m_missing.empty() || m_missing[row] == never) {
            return {};
        }
        return {m_missing[row] == present ? 0.0
                                          : static_cast<double>(m_lastClock - m_missing[row]) / 1e9,
                true};
    case Measure::Rate:
    case Measure::Sum:
    case Measure::Percent:
        break;
    }
    if (m_counters.empty() || !isKnown || !m_counters[row].isKnown()) {
        return {};
    }
    const CounterRow& counter = m_counters[row];
    if (rule.measure == Measure::Rate) {
        return {static_cast<double>(counter.perSecond()) * m_step, true};
    }
    const CounterRow::Window window = counter.window(rule.window.count());
    const double grown = static_cast<double>(window.grown) * m_step;
    if (rule.measure == Measure::Sum) {
        return {grown, window.known >= rule.window.count()};
    }
    if (window.known == 0) {
        return {};
    }
    return {std::min(100.0, 100 * grown / static_cast<double>(window.known)), true};
}

void Lane::assumeMissing(std::size_t row, std::int64_t clock, std::int64_t forNs) {
    m_missing[row] = std::max<std::int64_t>(0, clock - forNs);
    m_flags[row] |= busy;
}

} // namespace vigie::alarm
