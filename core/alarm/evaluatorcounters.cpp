// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/evaluatorcounters.h"

#include <algorithm>

namespace vigie::alarm {
namespace {

/// A clock that goes back by more than this makes the windows meaningless.
constexpr std::int64_t toleratedStepBack = 5;

} // namespace

void CounterRow::restUntil(std::int64_t second) {
    if (m_isKnown && second > m_second) {
        m_second = second;
        m_before = m_previous;
    }
}

void CounterRow::observe(std::int64_t second, std::int64_t raw, std::int64_t longest) {
    if (m_isKnown && second < m_second - toleratedStepBack) {
        m_history.reset();
        m_isKnown = false;
    }
    if (m_isKnown && raw < m_previous) {
        lose();
    }
    if (!m_isKnown) {
        m_isKnown = true;
        m_previous = raw;
        m_before = raw;
        m_second = second;
        m_now = 0;
        m_last = 0;
        m_knownAfter = second;
    } else {
        if (raw > m_previous && longest > 0) {
            grow(std::max(second, m_second), raw - m_previous);
        }
        m_previous = raw;
        m_now = raw - m_before;
        if (second != m_second) {
            m_last = m_now;
            m_before = raw;
            m_second = second;
            m_now = 0;
        }
    }
    if (m_history) {
        forget(m_second - longest);
    }
}

void CounterRow::lose() {
    if (m_isKnown && m_second > m_knownAfter) {
        auto& known = history().known;
        if (known.size() == maximumSpans) {
            known.erase(known.begin());
        }
        known.push_back({m_knownAfter, m_second});
    }
    m_isKnown = false;
    m_now = 0;
    m_last = 0;
}

bool CounterRow::isMoving() const {
    return m_now != 0 || m_last != 0 ||
           (m_history && (!m_history->runs.empty() || !m_history->known.empty()));
}

CounterRow::Window CounterRow::window(std::int64_t seconds) const {
    const std::int64_t after = m_second - seconds;
    Window result;
    if (m_isKnown) {
        result.known = std::max<std::int64_t>(0, m_second - std::max(m_knownAfter, after));
    }
    if (!m_history) {
        return result;
    }
    for (const Span& span : m_history->known) {
        result.known += std::max<std::int64_t>(0, span.to - std::max(span.after, after));
    }
    for (auto run = m_history->runs.rbegin(); run != m_history->runs.rend(); ++run) {
        if (run->to - 1 <= after) {
            break;
        }
        result.grown += run->from > after
                            ? run->grown
                            : run->grown * (run->to - 1 - after) / (run->to - run->from);
    }
    return result;
}

CounterRow::History& CounterRow::history() {
    if (!m_history) {
        m_history = std::make_unique<History>();
    }
    return *m_history;
}

void CounterRow::grow(std::int64_t second, std::int64_t by) {
    auto& runs = history().runs;
    if (!runs.empty() && runs.back().to > second) {
        Run& last = runs.back();
        const std::int64_t length = last.to - last.from;
        if (length == 1) {
            last.grown += by;
            return;
        }
        // Its last second is no longer like those before.
        const std::int64_t share = last.grown / length;
        last.grown -= share;
        --last.to;
        runs.push_back({second, second + 1, share + by});
        return;
    }
    if (runs.size() >= 2) {
        const Run last = runs.back();
        Run& former = runs[runs.size() - 2];
        if (former.to == last.from &&
            former.grown * (last.to - last.from) == last.grown * (former.to - former.from)) {
            former.to = last.to;
            former.grown += last.grown;
            runs.pop_back();
        }
    }
    if (runs.size() >= maximumRuns) {
        std::vector<Run> coarse;
        const std::size_t half = maximumRuns / 2;
        for (std::size_t i = 0; i + 1 < half; i += 2) {
            coarse.push_back({runs[i].from, runs[i + 1].to, runs[i].grown + runs[i + 1].grown});
        }
        coarse.insert(coarse.end(), runs.begin() + static_cast<std::ptrdiff_t>(half), runs.end());
        runs = std::move(coarse);
    }
    runs.push_back({second, second + 1, by});
}

void CounterRow::forget(std::int64_t before) {
    auto& runs = m_history->runs;
    const auto kept = std::find_if(runs.begin(), runs.end(),
                                   [before](const Run& run) { return run.to - 1 > before; });
    runs.erase(runs.begin(), kept);
    auto& known = m_history->known;
    const auto lasting = std::find_if(known.begin(), known.end(),
                                      [before](const Span& span) { return span.to > before; });
    known.erase(known.begin(), lasting);
    if (runs.empty() && known.empty()) {
        m_history.reset();
    }
}

} // namespace vigie::alarm
