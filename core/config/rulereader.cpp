// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/rulereader.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/config/rulewords.h"
#include "core/config/scalars.h"
#include "core/config/tables.h"

namespace vigie::config {
namespace {

using alarm::Compare;
using alarm::Measure;
using alarm::Rule;
using alarm::Severity;
using alarm::Step;
using model::MetricKind;
using std::chrono::milliseconds;

constexpr std::chrono::hours longestDelay{24};
constexpr double largestLimit = 1e15;
constexpr std::size_t longestText = 2000;

/// The deepest of nested keys that is there: where a fault is best shown.
Value placeOf(const Value& rule, std::initializer_list<std::string_view> keys) {
    Value place = rule;
    for (const auto key : keys) {
        auto child = place.find(key);
        if (!child) {
            break;
        }
        place = std::move(*child);
    }
    return place;
}

milliseconds readDelay(const Value& value) {
    const auto given = value.duration();
    const auto whole = std::chrono::duration_cast<milliseconds>(given);
    if (given > longestDelay) {
        value.fail("expected at most 24h");
        return milliseconds{0};
    }
    if (whole != given) {
        value.fail("expected whole milliseconds");
    }
    return whole;
}

/// Calls `read` with the child, if there is one.
void withChild(const Value& value, std::string_view key,
               const std::function<void(const Value&)>& read) {
    if (const auto child = value.find(key)) {
        read(*child);
    }
}

std::vector<std::string> readWords(const Value& list) {
    std::vector<std::string> words;
    for (const Value& item : list.items()) {
        std::string word = item.text();
        if (word.empty()) {
            item.fail("expected a name, found nothing");
        } else if (std::find(words.begin(), words.end(), word) != words.end()) {
            item.fail("'" + word + "' is given twice");
        } else {
            words.push_back(std::move(word));
        }
    }
    return words;
}

alarm::Text readText(const Value& value) {
    value.expectKeys(textKeys);
    alarm::Text text;
    const auto read = [](const Value& child) {
        std::string words = child.text();
        if (words.size() > longestText) {
            child.fail(fmt::format("expected at most {} bytes", longestText));
            words.clear();
        }
        return words;
    };
    if (const auto english = value.require("en")) {
        text.en = read(*english);
        if (text.en.empty()) {
            english->fail("expected text, found nothing");
        }
    }
    withChild(value, "fr", [&](const Value& child) { text.fr = read(child); });
    return text;
}

alarm::Where readWhere(const Value& value) {
    value.expectKeys(whereKeys);
    alarm::Where where;
    const auto words = [&value](std::string_view key, std::vector<std::string>& list) {
        withChild(value, key, [&list](const Value& child) { list = readWords(child); });
    };
    words("regions", where.regions);
    words("feeds", where.feeds);
    words("sports", where.sports);
    words("nodes", where.nodes);
    words("inputs", where.inputs);
    withChild(value, "kinds", [&where](const Value& child) {
        for (const Value& item : child.items()) {
            where.kinds.push_back(
                model::pathKindFrom(item.choice({"origin", "cloud", "satellite", "fibre"}))
                    .value_or(model::PathKind::Unknown));
        }
    });
    withChild(value, "transports", [&where](const Value& child) {
        for (const Value& item : child.items()) {
            where.transports.push_back(
                model::transportFrom(item.choice({"srt", "rtp", "udp", "hls", "file", "dvb"}))
                    .value_or(model::Transport::Unknown));
        }
    });
    withChild(value, "importance", [&where](const Value& child) {
        for (const Value& item : child.items()) {
            const std::string word = item.choice({"low", "normal", "high"});
            where.importances.push_back(word == "low"    ? model::Importance::Low
                                        : word == "high" ? model::Importance::High
                                                         : model::Importance::Normal);
        }
    });
    return where;
}

void readStates(const Value& list, const Rule& rule, Step& step) {
    const model::MetricInfo* signal = findSignal(rule.signal);
    if (signal == nullptr) {
        return; // said where the metric stands
    }
    if (signal->kind != MetricKind::State || rule.measure != Measure::Value) {
        list.fail(fmt::format("'is' needs the value of a metric that has states; {} of '{}' has "
                              "'above' or 'below'",
                              measureWord(rule.measure), rule.signal));
        return;
    }
    const std::vector<std::string_view> known(signal->states.begin() + 1, signal->states.end());
    for (const Value& item : list.items()) {
        const std::string word = item.text();
        const auto found = std::find(known.begin(), known.end(), word);
        const std::int64_t state = found - known.begin() + 1;
        if (found == known.end()) {
            const auto near = nearestWord(word, known);
            item.fail(fmt::format("'{}' has no state '{}', expected one of {}{}", rule.signal, word,
                                  fmt::join(known, ", "),
                                  near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
        } else if (std::find(step.states.begin(), step.states.end(), state) != step.states.end()) {
            item.fail("'" + word + "' is given twice");
        } else {
            step.states.push_back(state);
        }
    }
    if (step.states.empty() && list.isList() && list.items().empty()) {
        list.fail("expected at least one state");
    }
}

std::optional<Step> readStep(const Value& value, Severity severity, const Rule& rule) {
    value.expectKeys(stepKeys);
    if (!value.isMap()) {
        return std::nullopt;
    }
    Step step;
    step.severity = severity;
    const auto above = value.find("above");
    const auto below = value.find("below");
    const auto states = value.find("is");
    if ((above ? 1 : 0) + (below ? 1 : 0) + (states ? 1 : 0) != 1) {
        value.fail("expected one of 'above', 'below' and 'is'");
        return std::nullopt;
    }
    withChild(value, "after", [&step](const Value& child) { step.onDelay = readDelay(child); });
    withChild(value, "hold", [&step](const Value& child) { step.offDelay = readDelay(child); });
    const auto clear = value.find("clear");
    if (states) {
        step.compare = Compare::Is;
        readStates(*states, rule, step);
        if (clear) {
            clear->fail("'clear' goes with 'above' or 'below'");
        }
        return step;
    }
    step.compare = above ? Compare::Above : Compare::Below;
    step.limit = (above ? above : below)->number(-largestLimit, largestLimit);
    step.clear = clear ? clear->number(-largestLimit, largestLimit) : step.limit;
    return step;
}

std::vector<Step> readSteps(const Value& value, const Rule& rule) {
    value.expectKeys(severityKeys);
    std::vector<Step> steps;
    for (const auto word : severityKeys) { // they rise
        withChild(value, word, [&](const Value& child) {
            if (auto step = readStep(child, *severityFrom(word), rule)) {
                steps.push_back(std::move(*step));
            }
        });
    }
    if (steps.empty() && value.isMap() && value.entries().empty()) {
        value.fail("expected at least one of critical, major, minor and warning");
    }
    return steps;
}

void readSignal(const Value& value, Rule& rule, bool hasBase) {
    const auto metric = hasBase ? value.find("metric") : value.require("metric");
    const model::Scope before = rule.scope;
    if (metric) {
        rule.signal = metric->text();
        if (const model::MetricInfo* signal = findSignal(rule.signal)) {
            rule.scope = signal->scope;
            if (hasBase && before != rule.scope && !value.find("on")) {
                metric->fail(fmt::format("'{}' is of an {}, the rule is on a {}: give 'on' too",
                                         rule.signal, scopeWord(rule.scope), scopeWord(before)));
            }
        } else if (rule.signal.starts_with("pid.")) {
            metric->fail("rules can not read the metrics of PIDs");
        } else {
            const auto near = nearestWord(rule.signal, signalNames());
            metric->fail(near.empty() ? fmt::format("there is no metric '{}'", rule.signal)
                                      : fmt::format("there is no metric '{}', did you mean '{}'?",
                                                    rule.signal, near));
        }
    }
    withChild(value, "on", [&rule](const Value& child) {
        const std::string word = child.choice({"node", "input", "path"});
        if (findSignal(rule.signal) != nullptr && word != scopeWord(rule.scope)) {
            child.fail(fmt::format("'{}' is measured on: {}", rule.signal, scopeWord(rule.scope)));
        }
    });
    withChild(value, "measure", [&rule](const Value& child) {
        rule.measure = measureFrom(child.choice({"value", "rate", "sum", "percent", "departure",
                                                 "forecast", "missing"}))
                           .value_or(Measure::Value);
    });
}

/// Keys that only some measures have.
void readMeasureKeys(const Value& value, Rule& rule) {
    withChild(value, "window", [&rule](const Value& child) {
        const auto given = child.duration();
        rule.window = std::chrono::duration_cast<std::chrono::seconds>(given);
        if (rule.window != given || rule.window < std::chrono::seconds{2} ||
            rule.window > std::chrono::hours{24}) {
            child.fail("expected whole seconds from 2s to 24h, found '" + child.text() + "'");
            rule.window = std::chrono::seconds{60};
        }
        if (rule.measure != Measure::Sum && rule.measure != Measure::Percent) {
            child.fail("'window' goes with 'measure: sum' or 'measure: percent'");
        }
    });
    withChild(value, "target", [&rule](const Value& child) {
        rule.target = child.number(-largestLimit, largestLimit);
        if (rule.measure != Measure::Forecast) {
            child.fail("'target' goes with 'measure: forecast'");
        }
    });
    withChild(value, "at_least", [&rule](const Value& child) {
        rule.leastDeparture = child.number(0, largestLimit);
        if (rule.measure != Measure::Departure) {
            child.fail("'at_least' goes with 'measure: departure'");
        }
    });
}

void readPeople(const Value& value, Rule& rule, bool hasBase) {
    if (const auto name = hasBase ? value.find("name") : value.require("name")) {
        rule.name = readText(*name);
    }
    withChild(value, "do", [&rule](const Value& child) { rule.todo = readText(child); });
    withChild(value, "link", [&rule](const Value& child) {
        rule.link = child.text();
        if (!rule.link.starts_with("https://") && !rule.link.starts_with("http://")) {
            child.fail("expected a link that begins with https:// or http://, found '" + rule.link +
                       "'");
        }
    });
    if (const auto unit = value.find("unit")) {
        rule.unit = unit->text();
    } else if (const auto* signal = findSignal(rule.signal);
               signal != nullptr && (!hasBase || value.find("metric") || value.find("measure"))) {
        rule.unit = unitOf(*signal, rule.measure);
    }
}

std::optional<std::string> whyMeasureIsWrong(const Rule& rule, const model::MetricInfo& signal) {
    switch (rule.measure) {
    case Measure::Value:
        if (signal.kind == MetricKind::Counter || signal.kind == MetricKind::Mark) {
            return fmt::format("'{}' only grows: measure its rate or sum", rule.signal);
        }
        break;
    case Measure::Rate:
    case Measure::Sum:
        if (signal.kind != MetricKind::Counter) {
            return fmt::format("{} needs a counter, and '{}' is none", measureWord(rule.measure),
                               rule.signal);
        }
        break;
    case Measure::Percent:
        if (signal.kind != MetricKind::Counter || signal.unit != "s") {
            return fmt::format("percent needs a counter of seconds, and '{}' is none", rule.signal);
        }
        break;
    case Measure::Departure:
    case Measure::Forecast:
        if (signal.kind != MetricKind::Gauge) {
            return fmt::format("{} needs a gauge, and '{}' is none", measureWord(rule.measure),
                               rule.signal);
        }
        break;
    case Measure::Missing:
        break;
    }
    return std::nullopt;
}

void checkLimits(const Value& value, const Rule& rule, const Step& step) {
    const auto at = [&](std::string_view key) {
        return placeOf(value, {"severities", severityWord(step.severity), key});
    };
    if (step.compare == Compare::Above && step.clear > step.limit) {
        at("clear").fail(fmt::format("'clear' must not be above the limit {:g}", step.limit));
    }
    if (step.compare == Compare::Below && step.clear < step.limit) {
        at("clear").fail(fmt::format("'clear' must not be below the limit {:g}", step.limit));
    }
    const auto limit = at(step.compare == Compare::Below ? "below" : "above");
    if (rule.measure == Measure::Percent && (step.limit < 0 || step.limit > 100)) {
        limit.fail("a percentage lies between 0 and 100");
    }
    const bool isTime = rule.measure == Measure::Missing || rule.measure == Measure::Forecast;
    if (isTime && step.limit < 0) {
        limit.fail("seconds are not negative");
    }
    if (rule.measure == Measure::Missing && step.compare == Compare::Below) {
        limit.fail("what is missing is so for longer than a time: use 'above'");
    }
    if (rule.measure == Measure::Forecast && step.compare == Compare::Above) {
        limit.fail("a forecast warns when less time is left: use 'below'");
    }
}

/// Severities are steps: the worse one lies further out, or follows after a longer time.
void checkOrder(const Value& value, const Step& lesser, const Step& worse) {
    const Value at = placeOf(value, {"severities", severityWord(worse.severity)});
    if (lesser.compare != worse.compare) {
        at.fail(fmt::format("{} and {} must look in the same direction",
                            severityWord(lesser.severity), severityWord(worse.severity)));
        return;
    }
    const double sign = worse.compare == Compare::Below ? -1 : 1;
    if (worse.compare != Compare::Is && sign * worse.limit < sign * lesser.limit) {
        at.fail(fmt::format("{} begins before {}: {:g} and {:g}", severityWord(worse.severity),
                            severityWord(lesser.severity), worse.limit, lesser.limit));
        return;
    }
    const bool isSame =
        worse.compare == Compare::Is ? worse.states == lesser.states : worse.limit == lesser.limit;
    if (isSame && worse.onDelay <= lesser.onDelay) {
        at.fail(fmt::format("{} has the condition of {}: it needs a longer 'after'",
                            severityWord(worse.severity), severityWord(lesser.severity)));
    }
}

void checkWhere(const Value& value, const Rule& rule) {
    const auto check = [&](std::string_view key, bool isGiven) {
        if (isGiven) {
            placeOf(value, {"where", key})
                .fail(fmt::format("a node has no {}: a rule on nodes can only choose by regions "
                                  "and nodes",
                                  key));
        }
    };
    if (rule.scope == model::Scope::Node) {
        check("feeds", !rule.where.feeds.empty());
        check("sports", !rule.where.sports.empty());
        check("inputs", !rule.where.inputs.empty());
        check("kinds", !rule.where.kinds.empty());
        check("transports", !rule.where.transports.empty());
        check("importance", !rule.where.importances.empty());
    }
}

} // namespace

void readRule(const Value& value, Rule& rule, bool hasBase) {
    rule.definedAt = value.where();
    withChild(value, "fault", [&rule](const Value& child) {
        const std::string word = child.text();
        if (const auto kind = faultFrom(word)) {
            rule.kind = *kind;
        } else {
            const auto near = nearestWord(word, faultWords());
            child.fail(fmt::format(
                "there is no fault '{}', {}", word,
                near.empty() ? fmt::format("expected one of {}", fmt::join(faultWords(), ", "))
                             : fmt::format("did you mean '{}'?", near)));
        }
    });
    readSignal(value, rule, hasBase);
    readMeasureKeys(value, rule);
    readPeople(value, rule, hasBase);
    withChild(value, "where", [&rule](const Value& child) { rule.where = readWhere(child); });
    withChild(value, "unless", [&rule](const Value& child) { rule.unless = readWords(child); });
    withChild(value, "latched", [&rule](const Value& child) { rule.isLatched = child.boolean(); });
    withChild(value, "enabled", [&rule](const Value& child) { rule.isEnabled = child.boolean(); });
    withChild(value, "unknown_hold",
              [&rule](const Value& child) { rule.unknownHold = readDelay(child); });
    if (const auto child = value.find("on_air_only")) {
        rule.isOnAirOnly = child->boolean();
        if (rule.isOnAirOnly && rule.scope != model::Scope::Path) {
            child->fail("only paths are on air");
        }
    } else if (!hasBase) {
        rule.isOnAirOnly = rule.scope == model::Scope::Path;
    }
    if (const auto steps = hasBase ? value.find("severities") : value.require("severities")) {
        rule.steps = readSteps(*steps, rule);
    }
}

void checkRule(const Value& value, const Rule& rule) {
    const model::MetricInfo* signal = findSignal(rule.signal);
    if (signal == nullptr) {
        return; // said already
    }
    if (const auto why = whyMeasureIsWrong(rule, *signal)) {
        placeOf(value, {value.find("measure") ? "measure" : "metric"}).fail(*why);
        return;
    }
    const bool hasStates = signal->kind == MetricKind::State && rule.measure == Measure::Value;
    for (const Step& step : rule.steps) {
        if (hasStates != (step.compare == Compare::Is)) {
            // `is` where there are no states was said when it was read.
            if (hasStates || !value.find("severities")) {
                placeOf(value, {"severities", severityWord(step.severity)})
                    .fail(hasStates ? fmt::format("'{}' has states: use 'is'", rule.signal)
                                    : std::string("the inherited severities compare states: give "
                                                  "'severities' too"));
            }
            return;
        }
        for (const std::int64_t state : step.states) {
            if (state >= static_cast<std::int64_t>(signal->states.size())) {
                value.fail("the inherited severities compare states that this metric does not "
                           "have: give 'severities' too");
                return;
            }
        }
        checkLimits(value, rule, step);
    }
    for (std::size_t i = 1; i < rule.steps.size(); ++i) {
        checkOrder(value, rule.steps[i - 1], rule.steps[i]);
    }
    checkWhere(value, rule);
}

} // namespace vigie::config
