// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/alarm/rule.h"
#include "core/base/result.h"

/// Rules files: YAML (docs/alarms.md, resources/rules/rules.schema.json). The error lists every
/// fault, of included files too, as "file:line:column: what was expected".
namespace vigie::config {

/// The rules of a file after what it includes and, unless it says otherwise, after the shipped
/// ones.
[[nodiscard]] base::Result<alarm::RuleSetPtr> readRules(const std::filesystem::path& file);

/// The same of a text; what it includes lies in `folder`, without one it can not include.
[[nodiscard]] base::Result<alarm::RuleSetPtr>
readRulesText(const std::string& text, const std::string& nameForErrors,
              const std::filesystem::path& folder = {});

/// The shipped rules (resources/rules/default.yaml), built in; made once, safe from any thread.
[[nodiscard]] const alarm::RuleSetPtr& defaultRules();

/// Their text, for people who want to begin with it.
[[nodiscard]] const char* defaultRulesText();

} // namespace vigie::config
