// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/rulesview.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "app/vigiectl/table.h"
#include "core/alarm/ruletest.h"
#include "core/config/rulewords.h"

namespace vigie::ctl {
namespace {

using alarm::Compare;
using alarm::Explanation;
using alarm::Rule;
using alarm::Step;
using Json = nlohmann::ordered_json;

std::string seconds(std::chrono::milliseconds time) {
    return plainFigure(std::chrono::duration<double>(time).count()) + " s";
}

std::string withUnit(double value, const Rule* rule) {
    std::string text = plainFigure(value);
    return rule && !rule->unit.empty() ? text + " " + rule->unit : text;
}

std::string stateWord(const Rule& rule, std::int64_t state) {
    const auto* signal = config::findSignal(rule.signal);
    const bool isKnown =
        signal && state >= 0 && state < static_cast<std::int64_t>(signal->states.size());
    return isKnown ? signal->states[static_cast<std::size_t>(state)] : std::to_string(state);
}

bool comparesStates(const Rule* rule) {
    return rule && !rule->steps.empty() && rule->steps.front().compare == Compare::Is;
}

std::string valueOf(const Explanation& told, const Rule* rule) {
    if (!told.value) {
        return "not known";
    }
    return comparesStates(rule) ? stateWord(*rule, std::llround(*told.value))
                                : withUnit(*told.value, rule);
}

} // namespace

std::string plainFigure(double value) {
    const double size = std::abs(value);
    return size == 0 || (size >= 1e-3 && size < 1e12) ? fmt::format("{:.10g}", value)
                                                      : fmt::format("{:g}", value);
}

std::string conditionOf(const Rule& rule, const Step& step) {
    std::string text;
    if (step.compare == Compare::Is) {
        for (const std::int64_t state : step.states) {
            text += (text.empty() ? "is " : " or ") + stateWord(rule, state);
        }
    } else {
        text = fmt::format("{} {}", step.compare == Compare::Above ? "above" : "below",
                           withUnit(step.limit, &rule));
        if (step.clear != step.limit) {
            text += fmt::format(" until {}", plainFigure(step.clear));
        }
    }
    if (step.onDelay.count() > 0) {
        text += " for " + seconds(step.onDelay);
    }
    if (step.offDelay.count() > 0) {
        text += ", held " + seconds(step.offDelay);
    }
    return text;
}

std::string renderRules(const alarm::RuleSet& rules) {
    std::string out;
    for (const Rule& rule : rules.rules) {
        out += fmt::format("{:<26} {:<6} {}{}{}\n", rule.id, config::scopeWord(rule.scope),
                           rule.signal,
                           rule.measure == alarm::Measure::Value
                               ? std::string()
                               : fmt::format(" ({})", config::measureWord(rule.measure)),
                           rule.isEnabled ? "" : "  [off]");
        for (auto step = rule.steps.rbegin(); step != rule.steps.rend(); ++step) {
            out += fmt::format("  {:<9} {}\n", config::severityWord(step->severity),
                               conditionOf(rule, *step));
        }
        if (rule.where != alarm::Where{}) {
            out += "  only where its 'where' matches\n";
        }
        if (!rule.unless.empty()) {
            out += fmt::format("  unless    {}\n", fmt::join(rule.unless, ", "));
        }
        out += fmt::format("  {}  ({})\n", printable(rule.name.en), rule.definedAt);
    }
    out += fmt::format("{} rules of {}, revision {}\n", rules.rules.size(), rules.source,
                       rules.revision);
    return out;
}

Json ruleJson(const Rule& rule) {
    Json json{{"id", rule.id},
              {"fault", config::faultWord(rule.kind)},
              {"on", config::scopeWord(rule.scope)},
              {"metric", rule.signal},
              {"measure", config::measureWord(rule.measure)},
              {"enabled", rule.isEnabled},
              {"latched", rule.isLatched},
              {"on_air_only", rule.isOnAirOnly},
              {"has_where", rule.where != alarm::Where{}},
              {"unless", rule.unless},
              {"unit", rule.unit},
              {"name", {{"en", rule.name.en}, {"fr", rule.name.fr}}},
              {"do", {{"en", rule.todo.en}, {"fr", rule.todo.fr}}}};
    if (!rule.link.empty()) {
        json["link"] = rule.link;
    }
    Json severities = Json::object();
    for (const Step& step : rule.steps) {
        Json one;
        if (step.compare == Compare::Is) {
            for (const std::int64_t state : step.states) {
                one["is"].push_back(stateWord(rule, state));
            }
        } else {
            one[step.compare == Compare::Above ? "above" : "below"] = step.limit;
            one["clear"] = step.clear;
        }
        one["after"] = std::chrono::duration<double>(step.onDelay).count();
        one["hold"] = std::chrono::duration<double>(step.offDelay).count();
        severities[std::string(config::severityWord(step.severity))] = one;
    }
    json["severities"] = severities;
    json["defined_at"] = rule.definedAt;
    return json;
}

std::string renderExplanation(const Explanation& told, const Rule* rule) {
    using enum Explanation::Verdict;
    std::string line = fmt::format("{:<26} {}", told.ruleId, alarm::verdictWord(told.verdict));
    switch (told.verdict) {
    case Raised:
        line += fmt::format(" as {}", config::severityWord(told.severity));
        break;
    case Clearing:
        line += fmt::format(", {} for another {}", config::severityWord(told.severity),
                            seconds(told.left));
        break;
    case Pending:
        line += fmt::format(": {} in {} if it lasts", config::severityWord(told.severity),
                            seconds(told.left));
        break;
    case Explained:
        line += fmt::format(" by {}", told.explainedBy);
        break;
    case NoSuchRule:
    case Disabled:
    case NotForSubject:
    case Unknown:
    case Quiet:
        break;
    }
    line += '\n';
    if (told.verdict == NoSuchRule || !rule) {
        return line;
    }
    line += fmt::format("  {} {}: {}", rule->signal, config::measureWord(rule->measure),
                        printable(valueOf(told, rule)));
    if (told.limit) {
        line += fmt::format(", limit {}", withUnit(*told.limit, rule));
    }
    if (told.since) {
        line += fmt::format(", since {}", base::toIso8601(*told.since));
    }
    return line + fmt::format("  ({})\n", told.definedAt);
}

Json explanationJson(const Explanation& told, const Rule* rule) {
    Json json{{"rule", told.ruleId}, {"verdict", alarm::verdictWord(told.verdict)}};
    if (rule) {
        json["metric"] = rule->signal;
        json["measure"] = config::measureWord(rule->measure);
    }
    if (told.value) {
        if (comparesStates(rule)) {
            json["value"] = stateWord(*rule, std::llround(*told.value));
        } else {
            json["value"] = *told.value;
        }
    }
    if (told.limit) {
        json["limit"] = *told.limit;
    }
    if (told.severity != alarm::Severity::None) {
        json["severity"] = config::severityWord(told.severity);
    }
    if (told.left.count() > 0) {
        json["left"] = std::chrono::duration<double>(told.left).count();
    }
    if (told.since) {
        json["since"] = base::toIso8601(*told.since);
    }
    if (!told.explainedBy.empty()) {
        json["explained_by"] = told.explainedBy;
    }
    if (!told.definedAt.empty()) {
        json["defined_at"] = told.definedAt;
    }
    return json;
}

} // namespace vigie::ctl
