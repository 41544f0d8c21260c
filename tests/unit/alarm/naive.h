// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/evaluator.h"

/// The rules as docs/alarms.md words them, subject by subject and rule by rule, with every sample
/// kept: slow, and simple enough to be believed. For one node without variants among its rules'
/// scopes, whose `unless` only names rules that stand before.
namespace alarmlab {

using namespace vigie;

class Naive {
public:
    Naive(std::vector<alarm::Rule> rules, std::vector<alarm::SubjectFacts> subjects)
        : m_rules(std::move(rules)), m_subjects(std::move(subjects)) {}

    struct Sample {
        base::Utc at{};
        /// Absent: not known.
        std::optional<std::int64_t> raw;
        /// Another count than before.
        bool isAnew = false;
    };

    void interrupt() {
        for (auto& [key, isAnew] : m_isAnew) {
            isAnew = true;
        }
    }
    void sample(std::size_t subject, const std::string& signal, base::Utc at,
                std::optional<std::int64_t> raw, double step) {
        const auto key = std::pair(subject, signal);
        auto& log = m_log[key];
        bool& isAnew = m_isAnew[key];
        log.push_back({at, raw, std::exchange(isAnew, false)});
        m_steps[signal] = step;
    }

    /// What changes at `at`, after all samples of it; by rule and then by subject.
    std::vector<alarm::Change> evaluate(base::Utc at) {
        std::vector<alarm::Change> changes;
        for (const model::Scope scope :
             {model::Scope::Node, model::Scope::Input, model::Scope::Path}) {
            for (std::size_t rule = 0; rule < m_rules.size(); ++rule) {
                for (std::size_t subject = 0; subject < m_subjects.size(); ++subject) {
                    if (m_rules[rule].scope == scope && inForce(subject, rule)) {
                        evaluateOne(subject, rule, at, changes);
                    }
                }
            }
        }
        return changes;
    }

private:
    enum class Phase { Rest, Pending, Raised, Clearing };
    struct StepLife {
        Phase phase = Phase::Rest;
        base::Utc began{};
        base::Utc delayFrom{};
        base::Utc ended{};
    };
    struct Life {
        std::map<alarm::Severity, StepLife> steps;
        std::optional<base::Utc> unknownSince;
        double value = 0;
        alarm::Severity told = alarm::Severity::None;
    };
    using Log = std::vector<Sample>;

    bool inForce(std::size_t subject, std::size_t rule) const {
        if (m_subjects[subject].key.scope != m_rules[rule].scope ||
            !alarm::matches(m_rules[rule].where, m_subjects[subject])) {
            return false;
        }
        for (std::size_t later = rule + 1; later < m_rules.size(); ++later) {
            if (m_rules[later].id == m_rules[rule].id &&
                m_rules[later].scope == m_rules[rule].scope &&
                alarm::matches(m_rules[later].where, m_subjects[subject])) {
                return false;
            }
        }
        return m_rules[rule].isEnabled;
    }

    /// Samples of the present count only.
    static Log present(const Log& log) {
        Log kept;
        for (const Sample& sample : log) {
            if (!sample.raw) {
                kept.clear();
                continue;
            }
            if (sample.isAnew || (!kept.empty() && *sample.raw < *kept.back().raw)) {
                kept.clear();
            }
            kept.push_back(sample);
        }
        return kept;
    }
    static std::int64_t rate(const Log& log) {
        // Counts at the first sample of each second.
        std::vector<std::pair<std::int64_t, std::int64_t>> firsts;
        for (const Sample& sample : log) {
            const std::int64_t second = base::toSeconds(sample.at);
            if (firsts.empty() || firsts.back().first != second) {
                firsts.emplace_back(second, *sample.raw);
            }
        }
        const std::int64_t now = *log.back().raw - firsts.back().second;
        const std::int64_t last =
            firsts.size() > 1 ? firsts.back().second - firsts[firsts.size() - 2].second : 0;
        return std::max(now, last);
    }
    static std::pair<std::int64_t, std::size_t> window(const Log& log, std::int64_t seconds) {
        std::int64_t grown = 0;
        std::set<std::int64_t> known;
        const std::int64_t after = base::toSeconds(log.back().at) - seconds;
        for (std::size_t i = 1; i < log.size(); ++i) {
            const Sample& a = log[i - 1];
            const Sample& b = log[i];
            if (!a.raw || !b.raw || b.isAnew || *b.raw < *a.raw) {
                continue;
            }
            const std::int64_t to = base::toSeconds(b.at);
            grown += to > after ? *b.raw - *a.raw : 0;
            for (std::int64_t s = base::toSeconds(a.at) + 1; s <= to; ++s) {
                if (s > after) {
                    known.insert(s);
                }
            }
        }
        return {grown, known.size()};
    }

    std::optional<double> read(std::size_t subject, const alarm::Rule& rule,
                               bool& isWindowFull) const {
        const auto found = m_log.find({subject, alarm::columnOf(rule)});
        isWindowFull = true;
        if (found == m_log.end()) {
            return std::nullopt;
        }
        const Log& log = found->second;
        const double step = m_steps.at(found->first.second);
        if (rule.measure == alarm::Measure::Missing) {
            const auto known = std::find_if(log.rbegin(), log.rend(),
                                            [](const Sample& s) { return s.raw.has_value(); });
            if (known == log.rend()) {
                return std::nullopt;
            }
            return static_cast<double>((log.back().at - known->at).count()) / 1e9;
        }
        if (!log.back().raw) {
            return std::nullopt;
        }
        switch (rule.measure) {
        case alarm::Measure::Rate:
            return static_cast<double>(rate(present(log))) * step;
        case alarm::Measure::Sum: {
            const auto [grown, known] = window(log, rule.window.count());
            isWindowFull = known >= static_cast<std::size_t>(rule.window.count());
            return static_cast<double>(grown) * step;
        }
        case alarm::Measure::Percent: {
            const auto [grown, known] = window(log, rule.window.count());
            return known == 0
                       ? std::nullopt
                       : std::optional(std::min(100.0, 100 * (static_cast<double>(grown) * step) /
                                                           static_cast<double>(known)));
        }
        case alarm::Measure::Value:
        case alarm::Measure::Departure:
        case alarm::Measure::Forecast:
        case alarm::Measure::Missing:
            break;
        }
        return static_cast<double>(*log.back().raw) * step;
    }

    static bool holds(const alarm::Rule& rule, const alarm::Step& step, double value, bool isFull,
                      bool isUp) {
        switch (step.compare) {
        case alarm::Compare::Is:
            return std::count(step.states.begin(), step.states.end(), std::llround(value)) > 0;
        case alarm::Compare::Above:
            return value > (isUp ? step.clear : step.limit);
        case alarm::Compare::Below:
            return (rule.measure != alarm::Measure::Sum || isFull) &&
                   value < (isUp ? step.clear : step.limit);
        }
        return false;
    }

    bool isExplained(std::size_t subject, const alarm::Rule& rule) const {
        std::optional<std::size_t> at = subject;
        for (int i = 0; i < 3 && at; ++i) {
            for (const auto& [key, life] : m_lives) {
                const bool isNamed =
                    std::count(rule.unless.begin(), rule.unless.end(), m_rules[key.second].id) > 0;
                if (key.first != *at || !isNamed) {
                    continue;
                }
                for (const auto& [severity, step] : life.steps) {
                    if (step.phase != Phase::Rest) {
                        return true;
                    }
                }
            }
            at = m_subjects[*at].parent;
        }
        return false;
    }

    static bool isUp(const StepLife& step) {
        return step.phase == Phase::Raised || step.phase == Phase::Clearing;
    }

    void evaluateOne(std::size_t subject, std::size_t number, base::Utc at,
                     std::vector<alarm::Change>& changes) {
        const alarm::Rule& rule = m_rules[number];
        Life& life = m_lives[{subject, number}];
        bool isFull = true;
        const auto value = read(subject, rule, isFull);
        auto because = alarm::Change::Because::Condition;
        base::Utc ended{};
        if (!value) {
            bool isAnyUp = false;
            for (auto& [severity, step] : life.steps) {
                if (step.phase == Phase::Pending) {
                    step.phase = Phase::Rest;
                }
                isAnyUp = isAnyUp || isUp(step);
            }
            if (!isAnyUp) {
                life.unknownSince.reset();
                return;
            }
            life.unknownSince = life.unknownSince.value_or(at);
            if (at - *life.unknownSince < rule.unknownHold) {
                return;
            }
            ended = *life.unknownSince;
            because = alarm::Change::Because::Unknown;
            life.steps.clear();
            life.unknownSince.reset();
        } else {
            life.unknownSince.reset();
            life.value = *value;
            const bool explained = isExplained(subject, rule);
            for (const alarm::Step& step : rule.steps) {
                follow(life.steps[step.severity], rule, step, isFull, explained, at, *value, ended,
                       because);
            }
        }
        tell(life, subject, number, at, ended, because, changes);
    }

    static void follow(StepLife& s, const alarm::Rule& rule, const alarm::Step& step, bool isFull,
                       bool explained, base::Utc at, double value, base::Utc& ended,
                       alarm::Change::Because& because) {
        const bool isTrue = holds(rule, step, value, isFull, isUp(s));
        if (!isUp(s)) {
            if (!isTrue) {
                s.phase = Phase::Rest;
                return;
            }
            if (s.phase == Phase::Rest) {
                s = {Phase::Pending, at, at, {}};
            }
            if (explained) {
                s.delayFrom = at;
            } else if (at >= s.delayFrom + step.onDelay) {
                s.phase = Phase::Raised;
            }
            return;
        }
        if (isTrue && !explained) {
            s.phase = Phase::Raised;
            return;
        }
        if (s.phase == Phase::Raised) {
            s.phase = Phase::Clearing;
            s.ended = at;
        }
        if (at >= s.ended + step.offDelay) {
            ended = std::max(ended, s.ended);
            if (isTrue) {
                because = alarm::Change::Because::Explained;
            }
            s.phase =
                holds(rule, step, value, isFull, false) && isTrue ? Phase::Pending : Phase::Rest;
            s.delayFrom = at;
        }
    }

    void tell(Life& life, std::size_t subject, std::size_t number, base::Utc at, base::Utc ended,
              alarm::Change::Because because, std::vector<alarm::Change>& changes) const {
        alarm::Severity worst = alarm::Severity::None;
        base::Utc began = at;
        for (const auto& [severity, step] : life.steps) {
            if (isUp(step)) {
                worst = std::max(worst, severity);
                began = std::min(began, step.began);
            }
        }
        const alarm::Severity before = std::exchange(life.told, worst);
        if (before == worst) {
            return;
        }
        alarm::Change change;
        change.subject = subject;
        change.rule = number;
        change.severity = worst;
        const alarm::Severity of = worst == alarm::Severity::None ? before : worst;
        for (const alarm::Step& step : m_rules[number].steps) {
            if (step.severity == of && step.compare != alarm::Compare::Is) {
                change.limit = step.limit;
                change.value = life.value;
            }
        }
        if (worst == alarm::Severity::None) {
            change.what = alarm::Change::What::Cleared;
            change.because = because;
            change.since = ended;
        } else if (before == alarm::Severity::None) {
            change.since = began;
        } else {
            change.what = alarm::Change::What::SeverityChanged;
            change.since = worst > before ? life.steps[worst].began : ended;
        }
        changes.push_back(change);
    }

    std::vector<alarm::Rule> m_rules;
    std::vector<alarm::SubjectFacts> m_subjects;
    std::map<std::pair<std::size_t, std::string>, Log> m_log;
    std::map<std::pair<std::size_t, std::string>, bool> m_isAnew;
    std::map<std::string, double> m_steps;
    std::map<std::pair<std::size_t, std::size_t>, Life> m_lives;
};

} // namespace alarmlab
