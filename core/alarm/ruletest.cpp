// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/ruletest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace vigie::alarm {
namespace {

using std::chrono::milliseconds;

/// Any whole second would do; windows and rates count from whole ones.
constexpr base::Utc begin{std::chrono::seconds{1'767'225'600}};

/// "1.2", "12000" and never "1.2e+04".
std::string figure(double value) {
    return std::abs(value) < 1e9 && std::abs(value) >= 1e-3 ? fmt::format("{:.10g}", value)
                                                            : fmt::format("{:g}", value);
}

std::string_view word(Severity severity) {
    constexpr std::array<std::string_view, 5> words{"clear", "warning", "minor", "major",
                                                    "critical"};
    return words[static_cast<std::size_t>(severity)];
}

/// Plays a test's samples into an evaluator, tick by tick.
class Player {
public:
    Player(const RuleTest& test, const RuleSetPtr& rules) : m_test(test), m_evaluator(rules) {
        SubjectFacts node;
        node.key = {model::Scope::Node, test.facts.key.nodeId, ""};
        node.regionId = test.facts.regionId;
        SubjectFacts input = test.facts;
        input.key = {model::Scope::Input, test.facts.key.nodeId, test.facts.inputId};
        SubjectFacts path = test.facts;
        path.key.scope = model::Scope::Path;
        m_subjects[0] = m_evaluator.subject(node);
        input.parent = m_subjects[0];
        m_subjects[1] = m_evaluator.subject(input);
        path.parent = m_subjects[1];
        m_subjects[2] = m_evaluator.subject(path);
        m_binding = m_evaluator.bind(test.facts.key.nodeId,
                                     {{m_subjects[0]}, {m_subjects[1]}, {m_subjects[2]}});
        m_cells.resize(test.series.size());
    }

    /// Up to and with the last tick that is not after `until`.
    void play(milliseconds until) {
        for (; m_next <= until; m_next += m_test.step) {
            const bool isOut = std::any_of(
                m_test.noContact.begin(), m_test.noContact.end(),
                [this](const auto& span) { return m_next >= span.first && m_next < span.second; });
            if (!isOut) {
                tick();
            }
        }
    }

    [[nodiscard]] Explanation explain(const std::string& ruleId, milliseconds at) const {
        const Rule* rule = m_evaluator.rules().find(ruleId);
        const auto scope = rule ? rule->scope : model::Scope::Node;
        const std::size_t row = scope == model::Scope::Node    ? 0
                                : scope == model::Scope::Input ? 1
                                                               : 2;
        return m_evaluator.explain(m_subjects[row], ruleId, begin + at);
    }

private:
    void tick() {
        std::vector<SignalColumn> columns;
        for (std::size_t i = 0; i < m_test.series.size(); ++i) {
            const TestSeries& series = m_test.series[i];
            m_cells[i] = cellOf(series);
            columns.push_back({series.column, series.scope, series.step, series.kind,
                               std::span<const model::Cell>(&m_cells[i], 1)});
        }
        m_changes.clear();
        m_evaluator.evaluate(m_binding, begin + m_next, columns, m_changes);
    }

    [[nodiscard]] model::Cell cellOf(const TestSeries& series) const {
        const TestSample* now = nullptr;
        for (const TestSample& sample : series.samples) {
            now = sample.at <= m_next ? &sample : now;
        }
        if (!now || !now->value) {
            return {};
        }
        const double value =
            *now->value + now->slope * std::chrono::duration<double>(m_next - now->at).count();
        const double raw = value / series.step;
        // A counter counts what is whole.
        return {series.kind == model::MetricKind::Counter
                    ? static_cast<std::int64_t>(std::floor(raw + 1e-9))
                    : std::llround(raw),
                begin + m_next, true};
    }

    const RuleTest& m_test;
    Evaluator m_evaluator;
    std::array<std::size_t, 3> m_subjects{};
    std::size_t m_binding = 0;
    std::vector<model::Cell> m_cells;
    std::vector<Change> m_changes;
    milliseconds m_next{0};
};

bool isUp(Explanation::Verdict verdict) {
    return verdict == Explanation::Verdict::Raised || verdict == Explanation::Verdict::Clearing;
}

std::string describe(const Explanation& is) {
    std::string text(verdictWord(is.verdict));
    if (isUp(is.verdict)) {
        text = fmt::format("{} as {}", text, word(is.severity));
    }
    if (is.verdict == Explanation::Verdict::Explained) {
        text += " by " + is.explainedBy;
    }
    std::string figures;
    const auto add = [&figures](std::string_view name, const std::string& what) {
        figures += fmt::format("{}{} {}", figures.empty() ? "" : ", ", name, what);
    };
    if (is.value) {
        add("value", figure(*is.value));
    }
    if (is.limit) {
        add("limit", figure(*is.limit));
    }
    if (is.left.count() > 0) {
        add("still", figure(std::chrono::duration<double>(is.left).count()) + " s");
    }
    return figures.empty() ? text : fmt::format("{} ({})", text, figures);
}

} // namespace

std::vector<TestFailure> runTest(const RuleTest& test, const RuleSetPtr& rules) {
    Player player(test, rules);
    std::vector<TestExpectation> expected = test.expectations;
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    std::vector<TestFailure> failures;
    for (const TestExpectation& expectation : expected) {
        player.play(expectation.at);
        const Explanation is = player.explain(expectation.ruleId, expectation.at);
        const Severity severity = isUp(is.verdict) ? is.severity : Severity::None;
        if (severity != expectation.severity || is.verdict == Explanation::Verdict::NoSuchRule) {
            failures.push_back(
                {expectation.definedAt,
                 fmt::format("at {} s: {} was expected to be {} and is {}",
                             figure(std::chrono::duration<double>(expectation.at).count()),
                             expectation.ruleId, word(expectation.severity), describe(is))});
        }
    }
    return failures;
}

Explanation explainTest(const RuleTest& test, const RuleSetPtr& rules, milliseconds at,
                        const std::string& ruleId) {
    Player player(test, rules);
    player.play(at);
    return player.explain(ruleId, at);
}

std::string_view verdictWord(Explanation::Verdict verdict) {
    using enum Explanation::Verdict;
    switch (verdict) {
    case NoSuchRule:
        return "not a rule";
    case Disabled:
        return "disabled";
    case NotForSubject:
        return "not for this subject";
    case Unknown:
        return "unknown";
    case Quiet:
        return "quiet";
    case Pending:
        return "pending";
    case Raised:
        return "raised";
    case Clearing:
        return "clearing";
    case Explained:
        return "explained";
    }
    return "unknown";
}

} // namespace vigie::alarm
