// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/alarm/evaluator.h"
#include "core/alarm/rule.h"

/// What `vigiectl rules` prints; the keys of the JSON are an interface (docs/vigiectl.md).
namespace vigie::ctl {

/// "above 10 (clear 9) for 5 s", "is present".
[[nodiscard]] std::string conditionOf(const alarm::Rule& rule, const alarm::Step& step);
[[nodiscard]] std::string renderRules(const alarm::RuleSet& rules);
[[nodiscard]] nlohmann::ordered_json ruleJson(const alarm::Rule& rule);

/// One explanation as a paragraph: verdict, figures, why, where it was defined.
[[nodiscard]] std::string renderExplanation(const alarm::Explanation& told,
                                            const alarm::Rule* rule);
[[nodiscard]] nlohmann::ordered_json explanationJson(const alarm::Explanation& told,
                                                     const alarm::Rule* rule);

/// "12.5" and "12000", never "1.2e+04".
[[nodiscard]] std::string plainFigure(double value);

} // namespace vigie::ctl
