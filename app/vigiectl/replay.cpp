// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/replay.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <optional>
#include <stop_token>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/replayview.h"
#include "app/vigiectl/table.h"
#include "core/config/rulesfile.h"
#include "core/config/scalars.h"

namespace vigie::ctl {
namespace {

constexpr int different = 1;

int refuse(const std::string& why) {
    fmt::print(stderr, "vigiectl: {}\n", printable(why));
    return Usage;
}

std::chrono::milliseconds millisecondsOf(double seconds) {
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

base::Result<std::optional<base::Utc>> momentOf(const char* option, const std::string& text) {
    if (text.empty()) {
        return std::optional<base::Utc>();
    }
    const auto moment = config::parseUtc(text);
    if (!moment) {
        return base::failure(fmt::format(
            "{}: expected a UTC time such as 2026-07-26T18:00:00Z, found '{}'", option, text));
    }
    return std::optional<base::Utc>(*moment);
}

/// Null for no file.
base::Result<alarm::RuleSetPtr> rulesOf(const std::string& file) {
    return file.empty() ? base::Result<alarm::RuleSetPtr>(nullptr) : config::readRules(file);
}

/// What lies outside the stretch that was asked for is not told: a run begins a little before.
void keepWithin(replay::Comparison& compared, const std::optional<base::Utc>& from) {
    if (!from) {
        return;
    }
    std::erase_if(compared.differences, [&](const replay::Difference& difference) {
        const auto isOver = [&](const std::optional<base::Utc>& end) {
            return end && *end < *from;
        };
        const bool isBefore =
            (!difference.alarmBefore || isOver(difference.alarmBefore->cleared)) &&
            (!difference.alarmAfter || isOver(difference.alarmAfter->cleared)) &&
            (!difference.incidentBefore || isOver(difference.incidentBefore->closed)) &&
            (!difference.incidentAfter || isOver(difference.incidentAfter->closed));
        return isBefore;
    });
}

/// The two runs; the error is what could not be read.
base::Result<replay::Comparison> judge(record::Recording& recording, const ReplayOptions& options,
                                       bool isAgainstRecorded) {
    const auto from = momentOf("--from", options.from);
    const auto to = momentOf("--to", options.to);
    const auto rules = rulesOf(options.rules);
    const auto oldRules = rulesOf(options.baseline);
    for (const auto* moment : {&from, &to}) {
        if (!*moment) {
            return tl::unexpected(moment->error());
        }
    }
    for (const auto* file : {&rules, &oldRules}) {
        if (!*file) {
            return tl::unexpected(file->error());
        }
    }
    std::stop_source stop;
    replay::RerunOptions run;
    run.from = *from;
    run.to = *to;
    run.progress.stop = stop.get_token();
    run.progress.tell = [&stop](double /*done*/) {
        if (isInterrupted()) {
            stop.request_stop();
        }
    };
    run.rules = *oldRules;
    auto baseline =
        isAgainstRecorded ? replay::recordedBetween(recording, run) : replay::rerun(recording, run);
    if (!baseline) {
        return tl::unexpected(baseline.error());
    }
    run.rules = *rules;
    auto candidate = replay::rerun(recording, run);
    if (!candidate) {
        return tl::unexpected(candidate.error());
    }
    auto compared =
        replay::compare(std::move(*baseline), std::move(*candidate),
                        millisecondsOf(options.leastMove), millisecondsOf(options.tolerance));
    keepWithin(compared, *from);
    return compared;
}

bool write(const std::string& file, const std::string& text) {
    if (file.empty()) {
        fmt::print("{}", text);
        return std::fflush(stdout) == 0;
    }
    std::ofstream out(file, std::ios::binary);
    out << text;
    return static_cast<bool>(out.flush());
}

} // namespace

CLI::App* addReplay(CLI::App& app, ReplayOptions& options) {
    auto* command = app.add_subcommand(
        "replay", "Judges a recording again: which alarms other rules would bring, hide or move");
    command->add_option("recording", options.recording, "A recording, or a folder of them")
        ->required();
    command->add_option("--rules", options.rules,
                        "Rules file to judge by (default: the rules that were recorded)");
    auto* baseline = command->add_option("--baseline", options.baseline,
                                         "Rules file to compare with (default: as recorded)");
    command
        ->add_option("--against", options.against,
                     "recorded: compare with what the desk itself said at the time")
        ->check(CLI::IsMember({"recorded"}))
        ->excludes(baseline);
    command->add_option("--from", options.from, "Only from this moment on, UTC");
    command->add_option("--to", options.to, "Only up to this moment, UTC");
    command->add_option("--format", options.format, "text, json or junit")
        ->check(CLI::IsMember({"text", "json", "junit"}));
    command->add_option("--output", options.output, "Write the report to a file");
    command->add_option("--least-move", options.leastMove, "Smaller moves are none, seconds (1)")
        ->check(CLI::Range(0.0, 86400.0));
    command
        ->add_option("--tolerance", options.tolerance,
                     "So far apart two alarms are still the same one, seconds (30)")
        ->check(CLI::Range(0.0, 86400.0));
    command
        ->add_option(
            "--fail-on", options.failOn,
            "What makes exit code 1 (appeared,vanished,moved,severity); none: nothing does")
        ->delimiter(',')
        ->check(CLI::IsMember({"appeared", "vanished", "moved", "severity", "none"}));
    return command;
}

int replay(const ReplayOptions& options) {
    auto recording = record::Recording::open(options.recording);
    if (!recording) {
        return refuse(recording.error().message);
    }
    ReplayFindings findings;
    findings.recording = options.recording;
    findings.isAgainstRecorded =
        !options.against.empty() || (options.rules.empty() && options.baseline.empty());
    for (const Kind kind : differenceKinds) {
        for (const std::string& word : options.failOn) {
            if (word == kindWord(kind)) {
                findings.failing.insert(kind);
            }
        }
    }
    auto compared = judge(**recording, options, findings.isAgainstRecorded);
    if (!compared) {
        return refuse(compared.error().message);
    }
    findings.compared = std::move(*compared);
    const std::string report = options.format == "json"    ? replayJson(findings)
                               : options.format == "junit" ? replayJunit(findings)
                                                           : replayText(findings);
    if (!write(options.output, report)) {
        return refuse("the report could not be written");
    }
    return findings.faults() == 0 ? static_cast<int>(Ok) : different;
}

} // namespace vigie::ctl
