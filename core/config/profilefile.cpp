// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/profilefile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/config/scalars.h"
#include "core/config/yaml.h"
#include "core/ts/checknames.h"

namespace vigie::config {
namespace {

using namespace std::chrono_literals;
using ts::Profile;

struct Limit {
    std::string_view key;
    base::Nanoseconds Profile::*value;
    /// Whether zero means something.
    bool mayBeZero = false;
};

/// Longer than any table may stay away.
constexpr base::Nanoseconds longestLimit = 1h;

constexpr std::array<Limit, 27> limits{{
    {"pat", &Profile::patInterval},
    {"pmt", &Profile::pmtInterval},
    {"pid", &Profile::pidAbsence},
    {"pcr", &Profile::pcrInterval},
    {"pcr_accuracy", &Profile::pcrAccuracy},
    {"pts", &Profile::ptsInterval},
    {"cat", &Profile::catInterval},
    {"cat_valid", &Profile::catValid},
    {"nit", &Profile::nitInterval},
    {"nit_other", &Profile::nitOtherInterval},
    {"bat", &Profile::batInterval},
    {"sdt", &Profile::sdtInterval},
    {"sdt_other", &Profile::sdtOtherInterval},
    {"eit", &Profile::eitInterval},
    {"eit_other", &Profile::eitOtherInterval},
    {"eit_schedule", &Profile::eitScheduleInterval},
    {"eit_schedule_other", &Profile::eitScheduleOtherInterval},
    {"eit_later", &Profile::eitLaterInterval},
    {"eit_later_other", &Profile::eitLaterOtherInterval},
    {"tdt", &Profile::tdtInterval},
    {"tot", &Profile::totInterval},
    {"section_gap", &Profile::siMinimumGap, true},
    {"unreferenced", &Profile::unreferencedAfter, true},
    {"es_stopped", &Profile::esAbsence},
    {"pts_stopped", &Profile::ptsFreeze},
    {"arrival_tolerance", &Profile::arrivalTolerance, true},
    {"event_hold", &Profile::persistence, true},
}};

void readLimits(const Value& value, Profile& profile) {
    std::array<std::string_view, limits.size()> keys;
    std::transform(limits.begin(), limits.end(), keys.begin(),
                   [](const Limit& limit) { return limit.key; });
    value.expectKeys(keys);
    for (const Limit& limit : limits) {
        const auto child = value.find(limit.key);
        if (!child) {
            continue;
        }
        const std::string text = child->text();
        const auto given = parseDuration(text);
        if (!given || *given > longestLimit || (*given == 0ns && !limit.mayBeZero)) {
            child->fail(std::string("expected a duration such as 500ms or 2s, ") +
                        (limit.mayBeZero ? "" : "above zero, ") + "up to 1h, found '" + text + "'");
            continue;
        }
        profile.*limit.value = *given;
    }
}

void readSync(const Value& value, Profile& profile) {
    value.expectKeys({"acquire", "lose"});
    if (const auto acquire = value.find("acquire")) {
        profile.syncAcquireAfter = static_cast<int>(acquire->integer(1, 64));
    }
    if (const auto lose = value.find("lose")) {
        profile.syncLossAfter = static_cast<int>(lose->integer(1, 64));
    }
}

/// Sets the listed checks; those set before the other way are a fault.
void readChecks(const Value& list, bool isEnabled,
                std::array<std::optional<bool>, ts::checkCount>& set) {
    for (const Value& item : list.items()) {
        const std::string number = item.text();
        const auto checks = ts::checksNamed(number);
        if (checks.empty()) {
            item.fail("expected the number of a check such as 1.4, 3.6.c or es.stopped, or of an "
                      "old form such as 3.6, found '" +
                      number + "'");
        }
        for (const ts::Check check : checks) {
            auto& one = set[static_cast<std::size_t>(check)];
            if (one && *one != isEnabled) {
                item.fail("the check " + std::string(ts::checkNumber(check)) +
                          " is both enabled and disabled");
            }
            one = isEnabled;
        }
    }
}

std::optional<std::uint16_t> parsePid(std::string_view text) {
    const bool isHex = text.starts_with("0x") || text.starts_with("0X");
    const std::string_view digits = isHex ? text.substr(2) : text;
    std::uint16_t pid = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), pid, isHex ? 16 : 10);
    const bool isWhole = error == std::errc{} && end == digits.data() + digits.size();
    return isWhole && pid <= 0x1ffe ? std::optional(pid) : std::nullopt;
}

void readPcr(const Value& root, Profile& profile) {
    if (const auto filter = root.find("pcr_filter")) {
        const std::string name = filter->choice({"MGF1", "MGF2", "MGF3", "MGF4"});
        profile.pcrFilter = name == "MGF1"   ? ts::PcrFilter::Mgf1
                            : name == "MGF2" ? ts::PcrFilter::Mgf2
                            : name == "MGF3" ? ts::PcrFilter::Mgf3
                                             : ts::PcrFilter::Mgf4;
    }
    if (const auto frequency = root.find("pcr_mgf4_hz")) {
        profile.pcrMgf4Hz = frequency->number(0.001, 1000);
        if (profile.pcrFilter != ts::PcrFilter::Mgf4) {
            frequency->fail("'pcr_mgf4_hz' needs 'pcr_filter: MGF4'");
        }
    }
}

} // namespace

base::Result<Profile> readProfile(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    root->expectKeys({"name", "base", "limits", "sync", "section_gap_of", "pcr_filter",
                      "pcr_mgf4_hz", "enable", "disable", "private_pids"});
    Profile profile = Profile::dvb();
    if (const auto start = root->require("base")) {
        profile = *Profile::named(start->choice({"dvb", "ott"}));
    }
    profile.name = file.stem().string();
    if (const auto name = root->find("name")) {
        profile.name = name->text();
        if (profile.name.empty() || Profile::named(profile.name)) {
            name->fail("expected a name of its own, found '" + profile.name + "'");
        }
    } else if (Profile::named(profile.name)) {
        root->fail("the file is named as a built-in profile is: give 'name'");
    }
    if (const auto child = root->find("limits")) {
        readLimits(*child, profile);
    }
    if (const auto sync = root->find("sync")) {
        readSync(*sync, profile);
    }
    if (const auto which = root->find("section_gap_of")) {
        profile.isGapOfAnySection = which->choice({"section", "sub-table"}) == "sub-table";
    }
    readPcr(*root, profile);
    std::array<std::optional<bool>, ts::checkCount> set{};
    if (const auto enable = root->find("enable")) {
        readChecks(*enable, true, set);
    }
    if (const auto disable = root->find("disable")) {
        readChecks(*disable, false, set);
    }
    for (std::size_t i = 0; i < set.size(); ++i) {
        profile.isEnabled[i] = set[i].value_or(profile.isEnabled[i]);
    }
    if (const auto list = root->find("private_pids")) {
        for (const Value& item : list->items()) {
            if (const auto pid = parsePid(item.text())) {
                profile.privatePids.push_back(*pid);
            } else {
                item.fail("expected a PID from 0 to 0x1ffe, found '" + item.text() + "'");
            }
        }
    }
    if (const std::string errors = root->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return profile;
}

base::Result<Profile> profileFrom(const std::string& nameOrFile,
                                  const std::filesystem::path& folder) {
    if (const auto named = Profile::named(nameOrFile)) {
        return *named;
    }
    const std::filesystem::path path(nameOrFile);
    const std::filesystem::path file = path.is_absolute() ? path : folder / path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return base::failure("there is no profile and no file '" + nameOrFile +
                             "'; built in are dvb and ott");
    }
    return readProfile(file);
}

} // namespace vigie::config
