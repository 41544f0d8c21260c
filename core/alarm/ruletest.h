// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/evaluator.h"
#include "core/alarm/rule.h"

/// Rules tested like code: given samples, expect alarms. core/config/ruletests reads them from
/// YAML.
namespace vigie::alarm {

/// From a moment on, until the next sample of its series.
struct TestSample {
    std::chrono::milliseconds at{0};
    /// In the signal's unit, a state as its index; absent: not known.
    std::optional<double> value;
    /// By how much it grows per second from then on.
    double slope = 0;
};

/// One column as the evaluator reads it: a signal, "departure:…" or "forecast:…".
struct TestSeries {
    std::string column;
    model::Scope scope = model::Scope::Path;
    model::MetricKind kind = model::MetricKind::Gauge;
    double step = 1;
    /// Times rise. Before the first: not known.
    std::vector<TestSample> samples;
};

/// What must be so after everything up to a moment was evaluated.
struct TestExpectation {
    std::chrono::milliseconds at{0};
    std::string ruleId;
    /// None: it must not be raised.
    Severity severity = Severity::None;
    std::string definedAt;
};

/// A node with one input and one path, their samples, and what is expected. Times count from the
/// first tick.
struct RuleTest {
    std::string name;
    std::string definedAt;
    /// Of the path; input and node take from it what they have.
    SubjectFacts facts;
    std::vector<TestSeries> series;
    /// Without contact to the node nothing is evaluated: [from, to).
    std::vector<std::pair<std::chrono::milliseconds, std::chrono::milliseconds>> noContact;
    /// Between ticks.
    std::chrono::milliseconds step{100};
    std::vector<TestExpectation> expectations;
};

struct TestFailure {
    std::string definedAt;
    /// "at 12s: rf.margin was expected to be major and is quiet (value 1.2, limit 1)".
    std::string message;
};

/// Runs a test; nothing failed: an empty list. Deterministic.
[[nodiscard]] std::vector<TestFailure> runTest(const RuleTest& test, const RuleSetPtr& rules);

/// Why a rule is as it is at a moment of a test.
[[nodiscard]] Explanation explainTest(const RuleTest& test, const RuleSetPtr& rules,
                                      std::chrono::milliseconds at, const std::string& ruleId);

/// "raised", "pending", "not for this subject".
[[nodiscard]] std::string_view verdictWord(Explanation::Verdict verdict);

} // namespace vigie::alarm
