// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/inspect.h"

#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/json.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/paint.h"
#include "app/vigiectl/table.h"
#include "app/vigiectl/tooling.h"

namespace vigie::ctl {
namespace {

CLI::App* add(CLI::App& app, const char* name, const char* what, InspectOptions& options) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("recording", options.recording, "FILE.vigie, or the folder of a desk")
        ->required();
    command->add_flag("--json", options.isJson, "One JSON object");
    return command;
}

void printHead(const record::RecordingInfo& info) {
    fmt::print("{}{}, version {}{}\n",
               info.files.size() == 1 ? "One file" : fmt::format("{} files", info.files.size()),
               info.madeBy.empty() ? "" : ", made by " + printable(info.madeBy), info.version,
               info.isRedacted ? ", redacted" : "");
    if (info.lastOrder == 0) {
        fmt::print("Empty\n");
    } else {
        fmt::print("{} to {} ({})\n", base::toIso8601(info.from), base::toIso8601(info.to),
                   spanText(info.to - info.from));
        fmt::print("Inputs {} to {}\n", grouped(info.firstOrder), grouped(info.lastOrder));
    }
    fmt::print("{}{}\n", sizeText(info.bytes),
               info.isComplete ? ""
                               : ", not closed: being written, or cut off by a crash or a copy");
}

void printDamages(const std::vector<record::Damage>& damages) {
    for (const record::Damage& damage : damages) {
        fmt::print("  {}\n", damageLine(damage));
    }
}

/// Nodes as they stand at the end.
std::vector<record::NodeMoment> nodesOf(record::Recording& recording) {
    return recording.momentAt(recording.info().to, {"-"}); // no samples: no metric is called so
}

nlohmann::ordered_json nodeJson(const record::NodeMoment& node) {
    nlohmann::ordered_json json{{"endpoint", node.endpoint}};
    if (node.description) {
        json["id"] = node.description->id;
        json["name"] = node.description->name;
        json["paths"] = node.description->paths.size();
        json["metrics"] = node.description->metrics.size();
    }
    return json;
}

nlohmann::ordered_json markJson(const record::Mark& mark) {
    nlohmann::ordered_json json{{"at", base::toIso8601(mark.at)}};
    if (mark.until > mark.at) {
        json["until"] = base::toIso8601(mark.until);
    }
    json["text"] = mark.text;
    if (!mark.author.empty()) {
        json["author"] = mark.author;
    }
    return json;
}

} // namespace

CLI::App* addInfo(CLI::App& app, InspectOptions& options) {
    return add(app, "info", "What a recording holds, by its index", options);
}

CLI::App* addVerify(CLI::App& app, InspectOptions& options) {
    return add(app, "verify", "Reads and checks every byte of a recording", options);
}

int info(const InspectOptions& options) {
    const auto recording = record::Recording::open(options.recording);
    if (!recording) {
        return refuse(recording.error().message, NoContact);
    }
    const record::RecordingInfo about = (*recording)->info();
    const auto nodes = nodesOf(**recording);
    const auto marks = (*recording)->marks();
    if (options.isJson) {
        auto json = infoJson(about);
        json["nodes"] = nlohmann::ordered_json::array();
        for (const record::NodeMoment& node : nodes) {
            json["nodes"].push_back(nodeJson(node));
        }
        json["marks"] = nlohmann::ordered_json::array();
        for (const record::Mark& mark : marks) {
            json["marks"].push_back(markJson(mark));
        }
        fmt::print("{}\n", toLine(json));
        return finishOutput(Ok);
    }
    printHead(about);
    fmt::print("Pictures {}\n", grouped(about.pictures));
    for (const record::NodeMoment& node : nodes) {
        const auto* description = node.description.get();
        fmt::print(
            "Node {}{}\n", printable(description != nullptr ? description->id : node.endpoint),
            description != nullptr ? fmt::format(", {} paths", grouped(description->paths.size()))
                                   : ", never described");
    }
    for (const record::Mark& mark : marks) {
        fmt::print("Mark {}  {}\n", base::toIso8601(mark.at), printable(mark.text));
    }
    if (!about.damages.empty()) {
        fmt::print("Damaged:\n");
        printDamages(about.damages);
    }
    return finishOutput(Ok);
}

int verify(const InspectOptions& options) {
    base::Result<record::Verified> verified;
    {
        ToolRun run;
        verified = record::verify(options.recording, run.progress());
    }
    if (!verified) {
        return refuse(verified.error().message, NoContact);
    }
    const int code = verified->isSound() ? Ok : NoContact;
    if (options.isJson) {
        auto json = infoJson(verified->info);
        json["sound"] = verified->isSound();
        json["pictures"] = verified->pictures;
        json["chunks"] = verified->chunks;
        json["ticks"] = verified->ticks;
        json["events"] = verified->events;
        json["notes"] = verified->notes;
        json["gaps"] = nlohmann::ordered_json::array();
        for (const record::Item& gap : verified->gaps) {
            json["gaps"].push_back({{"at", base::toIso8601(gap.at().utc)},
                                    {"what", std::get<record::Note>(gap.what).bytes}});
        }
        json["damages"] = nlohmann::ordered_json::array();
        for (const record::Damage& damage : verified->damages) {
            json["damages"].push_back(damageJson(damage));
        }
        fmt::print("{}\n", toLine(json));
        return finishOutput(code);
    }
    printHead(verified->info);
    fmt::print("{} chunks: {} ticks, {} events, {} notes, {} pictures\n", grouped(verified->chunks),
               grouped(verified->ticks), grouped(verified->events), grouped(verified->notes),
               grouped(verified->pictures));
    for (const record::Item& gap : verified->gaps) {
        fmt::print("Gap noted while recording, {}: {}\n", base::toIso8601(gap.at().utc),
                   printable(std::get<record::Note>(gap.what).bytes));
    }
    if (verified->isSound()) {
        fmt::print("Sound: every checksum holds\n");
    } else {
        fmt::print("Damaged in {} place{}:\n", verified->damages.size(),
                   verified->damages.size() == 1 ? "" : "s");
        printDamages(verified->damages);
    }
    return finishOutput(code);
}

} // namespace vigie::ctl
