// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/config/rulesfile.h"

/// Any text is either rules that hold together, or sentences.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto rules = vigie::config::readRulesText(
        std::string(reinterpret_cast<const char*>(data), size), "fuzz.yaml");
    if (!rules) {
        return rules.error().message.empty() ? (std::abort(), 0) : 0;
    }
    for (const auto& rule : (*rules)->rules) {
        if (rule.id.empty() || rule.steps.empty() || rule.definedAt.empty() ||
            rule.name.en.empty()) {
            std::abort();
        }
    }
    return 0;
}
