// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/exchanging.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/json.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/paint.h"
#include "app/vigiectl/tooling.h"
#include "core/config/mappingfile.h"
#include "core/config/rulesfile.h"
#include "core/exchange/csvexport.h"
#include "core/exchange/csvimport.h"
#include "core/exchange/mcapexport.h"
#include "core/exchange/openmetrics.h"
#include "core/record/target.h"
#include "core/replay/judge.h"
#include "core/replay/notes.h"

namespace vigie::ctl {
namespace {

bool isThere(const std::string& file) {
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(file, none));
}

base::Result<exchange::Exported> exportTo(const ExportOptions& options,
                                          record::Recording& recording,
                                          const exchange::Selection& selection, std::ostream& out,
                                          const record::Progress& progress) {
    if (options.as == "csv") {
        return exchange::exportCsv(recording, selection, out, progress);
    }
    return options.as == "mcap" ? exchange::exportMcap(recording, selection, out, progress)
                                : exchange::exportOpenMetrics(recording, selection, out);
}

/// Into a file that is whole or absent.
base::Result<exchange::Exported> exportToFile(const ExportOptions& options,
                                              record::Recording& recording,
                                              const exchange::Selection& selection,
                                              const record::Progress& progress) {
    auto target = record::Target::open(options.to);
    if (!target) {
        return tl::unexpected(target.error());
    }
    std::ofstream out(target->file(), std::ios::binary);
    if (!out) {
        return base::failure(options.to + " cannot be written");
    }
    auto exported = exportTo(options, recording, selection, out, progress);
    if (!exported) {
        return exported;
    }
    out.close();
    if (!out) {
        return base::failure(options.to + " could not be written");
    }
    if (auto done = target->commit(); !done) {
        return tl::unexpected(done.error());
    }
    return exported;
}

exchange::ImportMapping mappingFrom(const config::MappingFile& file) {
    exchange::ImportMapping mapping;
    mapping.separator = file.separator;
    mapping.timeColumn = file.timeColumn;
    switch (file.timeForm) {
    case config::MappedTime::Iso8601:
        mapping.timeForm = exchange::TimeForm::Iso8601;
        break;
    case config::MappedTime::Seconds:
        mapping.timeForm = exchange::TimeForm::Seconds;
        break;
    case config::MappedTime::Milliseconds:
        mapping.timeForm = exchange::TimeForm::Milliseconds;
        break;
    case config::MappedTime::Microseconds:
        mapping.timeForm = exchange::TimeForm::Microseconds;
        break;
    case config::MappedTime::Nanoseconds:
        mapping.timeForm = exchange::TimeForm::Nanoseconds;
        break;
    }
    mapping.nodeColumn = file.node.column;
    mapping.node = file.node.fixed;
    mapping.nodeKind = file.nodeKind;
    mapping.scope = file.scope;
    mapping.subjectColumn = file.subject.column;
    mapping.subject = file.subject.fixed;
    mapping.metricColumn = file.metricColumn;
    mapping.valueColumn = file.valueColumn;
    for (const config::MappedMetric& metric : file.metrics) {
        mapping.metrics.push_back({metric.from, metric.scale, metric.info});
    }
    return mapping;
}

} // namespace

CLI::App* addExport(CLI::App& app, ExportOptions& options) {
    auto* command = app.add_subcommand("export", "A recording for other people's tools");
    command->add_option("recording", options.recording, "FILE.vigie, or the folder of a desk")
        ->required();
    command->add_option("--as", options.as, "csv, mcap or openmetrics")
        ->required()
        ->check(CLI::IsMember({"csv", "mcap", "openmetrics"}));
    command->add_option("-o,--output", options.to, "The new file; without it stdout (not mcap)");
    command->add_option("--from", options.begin,
                        "2026-07-26T18:00:00Z, -30m before the end, +90s after the beginning");
    command->add_option("--to", options.end, "The same");
    command->add_option("--metrics", options.metricKeys, "Only these metrics: key,key,...")
        ->delimiter(',');
    command->add_option("--paths", options.paths, "Only these paths: id or node/id,...")
        ->delimiter(',');
    command->add_flag("--json", options.isJson, "One JSON object about the new file");
    return command;
}

CLI::App* addImport(CLI::App& app, ImportOptions& options) {
    auto* command = app.add_subcommand("import", "Telemetry from elsewhere, as a recording");
    command->add_option("file", options.file, "A CSV file")->required();
    command->add_option("--mapping", options.mapping, "What its columns mean (docs/recording.md)")
        ->required();
    command->add_option("-o,--output", options.to, "The new recording; never one that is there")
        ->required();
    command->add_flag("--json", options.isJson, "One JSON object about the new recording");
    return command;
}

int exportRecording(const ExportOptions& options) {
    const bool isToFile = !options.to.empty() && options.to != "-";
    if (!isToFile && (options.as == "mcap" || options.isJson)) {
        return refuse(options.as == "mcap" ? "MCAP needs a file: --output FILE.mcap"
                                           : "--json tells of a file: --output FILE",
                      Usage);
    }
    if (isToFile && isThere(options.to)) {
        return refuse(options.to + " exists already", Usage);
    }
    const auto recording = record::Recording::open(options.recording);
    if (!recording) {
        return refuse(recording.error().message, NoContact);
    }
    exchange::Selection selection;
    selection.metricKeys = options.metricKeys;
    selection.paths = options.paths;
    for (const auto& [text, into] :
         {std::pair(&options.begin, &selection.from), std::pair(&options.end, &selection.to)}) {
        if (text->empty()) {
            continue;
        }
        const auto at = momentFrom(*text, (*recording)->info());
        if (!at) {
            return refuse(at.error().message, Usage);
        }
        *into = *at;
    }
    base::Result<exchange::Exported> exported;
    {
        ToolRun run;
        exported = isToFile ? exportToFile(options, **recording, selection, run.progress())
                            : exportTo(options, **recording, selection, std::cout, run.progress());
    }
    if (!exported) {
        return refuse(exported.error().message, NoContact);
    }
    const char* const what = options.as == "csv"    ? "rows"
                             : options.as == "mcap" ? "messages"
                                                    : "samples";
    for (const record::Damage& damage : exported->damages) {
        fmt::print(stderr, "vigiectl: missing: {}\n", damageLine(damage));
    }
    if (options.isJson) {
        fmt::print("{}\n", toLine({{"file", options.to},
                                   {"as", options.as},
                                   {what, exported->count},
                                   {"damages", exported->damages.size()}}));
    } else if (isToFile) {
        fmt::print("{}: {} {}\n", options.to, grouped(exported->count), what);
    }
    return finishOutput(Ok);
}

int importRecording(const ImportOptions& options) {
    if (isThere(options.to)) {
        return refuse(options.to + " exists already", Usage);
    }
    const auto mapping = config::readMapping(options.mapping);
    if (!mapping) {
        return refuse(mapping.error().message, Usage);
    }
    exchange::ImportOptions wanted;
    wanted.madeBy = madeBy();
    // With it the recording can be judged like one of a desk, by the shipped rules.
    engine::BeginState begin;
    begin.rules = config::defaultRules();
    wanted.begin = replay::packBegin(begin, true);
    base::Result<exchange::Imported> imported;
    {
        ToolRun run;
        // First the facts, then what a desk would have said of them: so that one can show it.
        const std::string facts = options.to + ".facts";
        imported =
            exchange::importCsv(options.file, mappingFrom(*mapping), facts, wanted, run.progress());
        if (imported) {
            if (auto done = replay::judged(facts, options.to, {}, run.progress()); !done) {
                imported = tl::unexpected(std::move(done.error()));
            }
            std::error_code ignored;
            std::filesystem::remove(facts, ignored);
        }
    }
    if (!imported) {
        return refuse(imported.error().message, NoContact);
    }
    if (options.isJson) {
        fmt::print("{}\n", toLine({{"file", options.to},
                                   {"nodes", imported->nodes},
                                   {"rows", imported->rows},
                                   {"samples", imported->samples},
                                   {"ticks", imported->ticks},
                                   {"ignored", imported->ignored},
                                   {"from", base::toIso8601(imported->from)},
                                   {"to", base::toIso8601(imported->to)}}));
        return finishOutput(Ok);
    }
    fmt::print("{}: {} node{}, {} samples in {} ticks, {} to {}\n", options.to, imported->nodes,
               imported->nodes == 1 ? "" : "s", grouped(imported->samples),
               grouped(imported->ticks), base::toIso8601(imported->from),
               base::toIso8601(imported->to));
    if (imported->ignored > 0) {
        fmt::print("{} rows of metrics that the mapping does not have were left out\n",
                   grouped(imported->ignored));
    }
    return finishOutput(Ok);
}

} // namespace vigie::ctl
