// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/ruletest.h"
#include "core/base/result.h"

/// Rule tests: YAML (docs/alarms.md, resources/rules/default.tests.yaml).
namespace vigie::config {

struct RuleTests {
    /// The rules they are for, from the file's folder; empty: the shipped ones.
    std::filesystem::path rules;
    std::vector<alarm::RuleTest> tests;
};

/// The error lists every fault as "file:line:column: what was expected".
[[nodiscard]] base::Result<RuleTests> readRuleTests(const std::filesystem::path& file);
[[nodiscard]] base::Result<RuleTests> readRuleTestsText(const std::string& text,
                                                        const std::string& nameForErrors);

} // namespace vigie::config
