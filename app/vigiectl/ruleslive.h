// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/vigiectl/rules.h"
#include "core/alarm/evaluator.h"
#include "core/base/result.h"

namespace vigie::ctl {

/// What the rules say of one subject of a node.
struct SubjectExplanations {
    alarm::Subject subject;
    std::vector<alarm::Explanation> rules;
};

struct LiveExplanations {
    std::string node;
    /// The path with its input and its node, or the input with its node.
    std::vector<SubjectExplanations> subjects;
};

/// Watches a node for `options.seconds` as a desk would and asks why each rule is as it is. Nothing
/// is kept; what a desk learns over days (departures, forecasts) stays unknown.
[[nodiscard]] base::Result<LiveExplanations> explainLive(const RulesOptions& options,
                                                         const alarm::RuleSetPtr& rules);

} // namespace vigie::ctl
