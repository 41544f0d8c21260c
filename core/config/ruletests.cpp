// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ruletests.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/config/rulewords.h"
#include "core/config/scalars.h"
#include "core/config/yaml.h"

namespace vigie::config {
namespace {

using alarm::RuleTest;
using alarm::Severity;
using alarm::TestSample;
using alarm::TestSeries;
using std::chrono::milliseconds;

constexpr double largestValue = 1e15;
constexpr std::chrono::hours longestTest{24};
/// Of the learned columns, which core/baseline makes of a signal.
constexpr double learnedStep = 0.001;

milliseconds readTime(const Value& value) {
    const auto given = value.duration();
    if (given > longestTest) {
        value.fail("a test lasts at most 24h");
        return milliseconds{0};
    }
    return std::chrono::duration_cast<milliseconds>(given);
}

std::vector<std::pair<milliseconds, milliseconds>> readSpans(const Value& list) {
    std::vector<std::pair<milliseconds, milliseconds>> spans;
    for (const Value& item : list.items()) {
        const auto both = item.items();
        if (both.size() != 2) {
            item.fail("expected [from, to]");
            continue;
        }
        spans.emplace_back(readTime(both[0]), readTime(both[1]));
        if (spans.back().first >= spans.back().second) {
            item.fail("it ends before it begins");
        }
    }
    return spans;
}

/// The signal that a column is made of; empty name: an unknown column was told.
const model::MetricInfo* signalOf(std::string_view column) {
    for (const std::string_view prefix : {"departure:", "forecast:"}) {
        if (column.starts_with(prefix)) {
            const auto rest = column.substr(prefix.size());
            return findSignal(rest.substr(0, rest.find(':')));
        }
    }
    return findSignal(column);
}

std::optional<double> readValue(const Value& item, const model::MetricInfo& signal,
                                bool isLearned) {
    const std::string word = item.text();
    if (word == "unknown") {
        return std::nullopt;
    }
    if (signal.kind != model::MetricKind::State || isLearned) {
        return item.number(-largestValue, largestValue);
    }
    const auto found = std::find(signal.states.begin(), signal.states.end(), word);
    if (found == signal.states.end()) {
        item.fail(fmt::format("'{}' has no state '{}', expected one of {}", signal.key, word,
                              fmt::join(signal.states, ", ")));
        return std::nullopt;
    }
    return static_cast<double>(found - signal.states.begin());
}

TestSeries readSeries(const std::string& column, const Value& list) {
    TestSeries series;
    series.column = column;
    const model::MetricInfo* signal = signalOf(column);
    if (!signal) {
        const auto near = nearestWord(column, signalNames());
        list.fail(fmt::format("there is no metric '{}'{}", column,
                              near.empty() ? "" : fmt::format(", did you mean '{}'?", near)));
        return series;
    }
    const bool isLearned = column != signal->key;
    series.scope = signal->scope;
    series.kind = isLearned ? model::MetricKind::Gauge : signal->kind;
    series.step = isLearned ? learnedStep : signal->step;
    for (const Value& item : list.items()) {
        const auto parts = item.items();
        if (parts.size() != 2 && parts.size() != 3) {
            item.fail("expected [time, value] or [time, value, growth per second]");
            continue;
        }
        TestSample sample;
        sample.at = readTime(parts[0]);
        sample.value = readValue(parts[1], *signal, isLearned);
        if (parts.size() == 3) {
            sample.slope = parts[2].number(-largestValue, largestValue);
            if (series.kind == model::MetricKind::State) {
                parts[2].fail("a state does not grow");
            }
        }
        if (!series.samples.empty() && sample.at <= series.samples.back().at) {
            parts[0].fail("the times of a signal must rise");
        }
        series.samples.push_back(sample);
    }
    return series;
}

alarm::TestExpectation readExpectation(const Value& item) {
    item.expectKeys({"at", "raised", "severity", "clear"});
    alarm::TestExpectation expectation;
    expectation.definedAt = item.where();
    if (const auto at = item.require("at")) {
        expectation.at = readTime(*at);
    }
    const auto raised = item.find("raised");
    const auto clear = item.find("clear");
    const auto severity = item.find("severity");
    if (raised.has_value() == clear.has_value()) {
        item.fail("expected one of 'raised' and 'clear'");
        return expectation;
    }
    expectation.ruleId = (raised ? *raised : *clear).text();
    if (raised) {
        if (const auto given = item.require("severity")) {
            expectation.severity =
                severityFrom(given->choice({"critical", "major", "minor", "warning"}))
                    .value_or(Severity::None);
        }
    } else if (severity) {
        severity->fail("'severity' goes with 'raised'");
    }
    return expectation;
}

alarm::SubjectFacts readSubject(const std::optional<Value>& value) {
    alarm::SubjectFacts facts;
    facts.key = {model::Scope::Path, "node", "path"};
    facts.inputId = "input";
    if (!value) {
        return facts;
    }
    value->expectKeys(
        {"node", "input", "path", "region", "feed", "sport", "kind", "transport", "importance"});
    const auto read = [&value](std::string_view key, std::string& into) {
        if (const auto child = value->find(key)) {
            into = child->text();
        }
    };
    read("node", facts.key.nodeId);
    read("input", facts.inputId);
    read("path", facts.key.id);
    read("region", facts.regionId);
    read("feed", facts.feedId);
    read("sport", facts.sport);
    if (const auto kind = value->find("kind")) {
        facts.kind = model::pathKindFrom(kind->choice({"origin", "cloud", "satellite", "fibre"}))
                         .value_or(model::PathKind::Unknown);
    }
    if (const auto transport = value->find("transport")) {
        facts.transport =
            model::transportFrom(transport->choice({"srt", "rtp", "udp", "hls", "file", "dvb"}))
                .value_or(model::Transport::Unknown);
    }
    if (const auto importance = value->find("importance")) {
        const std::string word = importance->choice({"low", "normal", "high"});
        facts.importance = word == "low"    ? model::Importance::Low
                           : word == "high" ? model::Importance::High
                                            : model::Importance::Normal;
    }
    return facts;
}

RuleTest readTest(const Value& value) {
    value.expectKeys({"name", "subject", "step", "samples", "no_contact", "expect"});
    RuleTest test;
    test.definedAt = value.where();
    if (const auto name = value.require("name")) {
        test.name = name->text();
    }
    test.facts = readSubject(value.find("subject"));
    if (const auto step = value.find("step")) {
        test.step = step->choice({"100ms", "1s"}) == "1s" ? milliseconds{1000} : milliseconds{100};
    }
    if (const auto samples = value.require("samples")) {
        std::set<std::string> seen;
        for (const auto& [column, list] : samples->entries()) {
            if (!seen.insert(column).second) {
                list.fail("'" + column + "' is given twice");
            }
            test.series.push_back(readSeries(column, list));
        }
    }
    if (const auto spans = value.find("no_contact")) {
        test.noContact = readSpans(*spans);
    }
    if (const auto expect = value.require("expect")) {
        for (const Value& item : expect->items()) {
            test.expectations.push_back(readExpectation(item));
        }
        if (expect->isList() && test.expectations.empty()) {
            expect->fail("a test that expects nothing can not fail");
        }
    }
    return test;
}

base::Result<RuleTests> read(const Value& root, const std::filesystem::path& folder) {
    root.expectKeys({"version", "rules", "tests"});
    RuleTests all;
    if (const auto version = root.require("version")) {
        (void)version->integer(1, 1);
    }
    if (const auto rules = root.find("rules")) {
        all.rules = folder / rules->text();
    }
    std::set<std::string> names;
    if (const auto tests = root.require("tests")) {
        for (const Value& item : tests->items()) {
            all.tests.push_back(readTest(item));
            if (!names.insert(all.tests.back().name).second) {
                item.fail("the name '" + all.tests.back().name + "' is given twice");
            }
        }
    }
    if (const std::string errors = root.errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return all;
}

} // namespace

base::Result<RuleTests> readRuleTests(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    return read(*root, file.parent_path());
}

base::Result<RuleTests> readRuleTestsText(const std::string& text,
                                          const std::string& nameForErrors) {
    const auto root = Value::parseText(text, nameForErrors);
    if (!root) {
        return tl::unexpected(root.error());
    }
    return read(*root, {});
}

} // namespace vigie::config
