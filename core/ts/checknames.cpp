// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/checknames.h"

#include <algorithm>

namespace vigie::ts {
namespace {

constexpr std::array<CheckAlias, 7> aliases{{
    {"1.3", "PAT_error", {Check::PatError2, Check::Count, Check::Count}},
    {"1.5", "PMT_error", {Check::PmtError2, Check::Count, Check::Count}},
    {"2.3", "PCR_error", {Check::PcrRepetitionError, Check::PcrDiscontinuityError, Check::Count}},
    {"3.1", "NIT_error", {Check::NitActualError, Check::NitOtherError, Check::Count}},
    {"3.4", "Unreferenced_PID", {Check::UnreferencedPid, Check::Count, Check::Count}},
    {"3.5", "SDT_error", {Check::SdtActualError, Check::SdtOtherError, Check::Count}},
    {"3.6", "EIT_error", {Check::EitActualError, Check::EitOtherError, Check::EitPfError}},
}};

/// What says more comes later.
int weightOf(CheckState state) {
    switch (state) {
    case CheckState::Disabled:
        return 0;
    case CheckState::NotMeasurable:
        return 1;
    case CheckState::Unknown:
        return 2;
    case CheckState::Ok:
        return 3;
    case CheckState::Error:
        return 4;
    }
    return 0;
}

} // namespace

std::span<const CheckAlias> checkAliases() {
    return aliases;
}

std::vector<Check> checksNamed(std::string_view number) {
    std::vector<Check> checks;
    for (std::size_t i = 0; i < checkCount; ++i) {
        if (const auto check = static_cast<Check>(i); checkNumber(check) == number) {
            checks.push_back(check);
        }
    }
    for (const CheckAlias& alias : aliases) {
        if (alias.number == number) {
            std::copy_if(alias.parts.begin(), alias.parts.end(), std::back_inserter(checks),
                         [](Check part) { return part != Check::Count; });
        }
    }
    return checks;
}

CheckResult resultOf(const CheckAlias& alias, const Analyzer& analyzer) {
    CheckResult all;
    all.state = CheckState::Disabled;
    for (const Check part : alias.parts) {
        if (part == Check::Count) {
            continue;
        }
        const CheckResult& one = analyzer.check(part);
        all.errors += one.errors;
        if (weightOf(one.state) > weightOf(all.state)) {
            all.state = one.state;
        }
        if (one.first && (!all.first || *one.first < *all.first)) {
            all.first = one.first;
        }
        if (one.last && (!all.last || *one.last > *all.last)) {
            all.last = one.last;
        }
    }
    return all;
}

} // namespace vigie::ts
