// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/copying.h"

#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/json.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/tooling.h"
#include "core/replay/redactnotes.h"

namespace vigie::ctl {
namespace {

bool isThere(const std::string& file) {
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(file, none));
}

void addTarget(CLI::App& command, CopyingOptions& options) {
    command.add_option("-o,--output", options.to, "The new file; never one that is there")
        ->required();
    command.add_flag("--json", options.isJson, "One JSON object about the new file");
}

/// Tells what the new file is.
int report(const CopyingOptions& options, const std::vector<record::Damage>& lost) {
    const auto made = record::Recording::open(options.to);
    if (!made) {
        return refuse(made.error().message, NoContact);
    }
    const record::RecordingInfo& info = (*made)->info();
    if (options.isJson) {
        auto json = infoJson(info);
        json["lost"] = nlohmann::ordered_json::array();
        for (const record::Damage& damage : lost) {
            json["lost"].push_back(damageJson(damage));
        }
        fmt::print("{}\n", toLine(json));
        return finishOutput(Ok);
    }
    fmt::print("{}: {} to {} ({}), {}\n", options.to, base::toIso8601(info.from),
               base::toIso8601(info.to), spanText(info.to - info.from), sizeText(info.bytes));
    for (const record::Damage& damage : lost) {
        fmt::print("  lost: {}\n", damageLine(damage));
    }
    return finishOutput(Ok);
}

} // namespace

CLI::App* addRepair(CLI::App& app, CopyingOptions& options) {
    auto* command =
        app.add_subcommand("repair", "All that can be read of a recording, as a new one");
    command->add_option("recording", options.from, "FILE.vigie, or the folder of a desk")
        ->required()
        ->expected(1);
    addTarget(*command, options);
    return command;
}

CLI::App* addCut(CLI::App& app, CopyingOptions& options) {
    auto* command = app.add_subcommand("cut", "A part of a recording, as a file that stands alone");
    command->add_option("recording", options.from, "FILE.vigie, or the folder of a desk")
        ->required()
        ->expected(1);
    command->add_option("--from", options.begin,
                        "2026-07-26T18:00:00Z, -30m before the end, +90s after the beginning");
    command->add_option("--to", options.end, "The same");
    command->add_flag("--no-pictures", options.hasNoPictures, "Leave the pictures out");
    command->add_flag("--redact", options.isRedacted,
                      "Neutral names; no pictures, addresses and words of people");
    addTarget(*command, options);
    return command;
}

CLI::App* addMerge(CLI::App& app, CopyingOptions& options) {
    auto* command = app.add_subcommand("merge", "Several recordings into one, by time");
    command->add_option("recordings", options.from, "FILE.vigie or folders")->required();
    addTarget(*command, options);
    return command;
}

int repair(const CopyingOptions& options) {
    if (isThere(options.to)) {
        return refuse(options.to + " exists already", Usage);
    }
    base::Result<std::vector<record::Damage>> lost;
    {
        ToolRun run;
        lost = record::repair(options.from.front(), options.to, run.progress());
    }
    return lost ? report(options, *lost) : refuse(lost.error().message, NoContact);
}

int cut(const CopyingOptions& options) {
    if (isThere(options.to)) {
        return refuse(options.to + " exists already", Usage);
    }
    record::CutOptions wanted;
    {
        const auto recording = record::Recording::open(options.from.front());
        if (!recording) {
            return refuse(recording.error().message, NoContact);
        }
        for (const auto& [text, into] :
             {std::pair(&options.begin, &wanted.from), std::pair(&options.end, &wanted.to)}) {
            if (text->empty()) {
                continue;
            }
            const auto at = momentFrom(*text, (*recording)->info());
            if (!at) {
                return refuse(at.error().message, Usage);
            }
            *into = *at;
        }
    }
    wanted.hasPictures = !options.hasNoPictures;
    wanted.isRedacted = options.isRedacted;
    wanted.notes = replay::redactNote;
    base::Result<void> done;
    {
        ToolRun run;
        done = record::cut(options.from.front(), options.to, wanted, run.progress());
    }
    return done ? report(options, {}) : refuse(done.error().message, NoContact);
}

int merge(const CopyingOptions& options) {
    if (isThere(options.to)) {
        return refuse(options.to + " exists already", Usage);
    }
    base::Result<void> done;
    {
        ToolRun run;
        done =
            record::merge({options.from.begin(), options.from.end()}, options.to, run.progress());
    }
    return done ? report(options, {}) : refuse(done.error().message, NoContact);
}

} // namespace vigie::ctl
