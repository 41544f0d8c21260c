// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/scenario.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/config/yaml.h"
#include "core/demo/catalog.h"
#include "core/demo/fleetplan.h"
#include "generated/demo/defaultscenario.h"

namespace vigie::demo {

namespace {

using Do = Command::Do;

bool isFeed(const std::string& id) {
    const auto feeds = feedCatalog(mostFeeds);
    return std::any_of(feeds.begin(), feeds.end(),
                       [&id](const FeedStyle& feed) { return feed.info.id == id; });
}

bool isRegion(const std::string& id) {
    const auto regions = regionCatalog(mostRegions);
    return std::any_of(regions.begin(), regions.end(),
                       [&id](const RegionStyle& region) { return region.info.id == id; });
}

bool isNode(const std::string& id) {
    const auto regions = regionCatalog(mostRegions);
    return id == originNodeId ||
           std::any_of(regions.begin(), regions.end(), [&id](const RegionStyle& region) {
               return id == cloudNodeId(region) || id == satelliteNodeId(region);
           });
}

std::string readName(const config::Value& step, const char* key, const char* kind,
                     bool (*isKnown)(const std::string&)) {
    const auto value = step.require(key);
    if (!value) {
        return {};
    }
    std::string name = value->text();
    if (!name.empty() && !isKnown(name)) {
        value->fail(fmt::format("\"{}\" is no {} of the demo", name, kind));
    }
    return name;
}

double readNumber(const config::Value& step, const char* key, double least, double most) {
    const auto value = step.require(key);
    return value ? value->number(least, most) : 0;
}

std::optional<Command> readCommand(const config::Value& step) {
    const auto word = step.require("do");
    if (!word) {
        return std::nullopt;
    }
    const auto what = commandNamed(word->text());
    if (!what) {
        word->fail(what.error().message);
        return std::nullopt;
    }
    Command command;
    command.what = *what;
    if (needsFeed(*what)) {
        command.feed = readName(step, "feed", "feed", isFeed);
    }
    if (needsRegion(*what)) {
        command.region = readName(step, "region", "region", isRegion);
    }
    if (needsNode(*what)) {
        command.node = readName(step, "node", "node", isNode);
    }
    if (*what == Do::SrtLoss) {
        command.amount = readNumber(step, "loss", 0, 1);
    } else if (*what == Do::SrtDelay) {
        command.amount = readNumber(step, "ms", 0, 10000);
    } else if (*what == Do::Rain) {
        command.amount = readNumber(step, "db", 0, 60);
    }
    return command;
}

void readStep(const config::Value& value, Scenario& scenario) {
    value.expectKeys({"at", "do", "feed", "region", "node", "for", "loss", "ms", "db"});
    const auto at = value.require("at");
    auto command = readCommand(value);
    if (!at || !command) {
        return;
    }
    const auto begin = at->duration();
    const auto length = value.find("for");
    if (command->what == Do::Rain) {
        if (const auto needed = value.require("for")) {
            command->seconds = std::chrono::duration<double>(needed->duration()).count();
        }
        scenario.steps.push_back({begin, *command});
        return;
    }
    scenario.steps.push_back({begin, *command});
    if (length) {
        if (command->what == Do::StartNode) {
            length->fail("start-node does not end; leave \"for\" out");
            return;
        }
        scenario.steps.push_back({begin + length->duration(), undone(*command)});
    }
}

base::Result<Scenario> fromDocument(const base::Result<config::Value>& document) {
    if (!document) {
        return base::failure(document.error().message);
    }
    Scenario scenario;
    document->expectKeys({"loop", "steps"});
    if (const auto loop = document->find("loop")) {
        scenario.loop = loop->duration();
        if (*scenario.loop <= std::chrono::nanoseconds::zero()) {
            loop->fail("a loop lasts longer than nothing");
        }
    }
    if (const auto steps = document->require("steps")) {
        for (const config::Value& step : steps->items()) {
            readStep(step, scenario);
        }
    }
    std::stable_sort(scenario.steps.begin(), scenario.steps.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    if (scenario.loop && !scenario.steps.empty() && scenario.steps.back().at >= *scenario.loop) {
        document->fail("a step lies or ends at or after the end of the loop");
    }
    if (const std::string errors = document->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return scenario;
}

} // namespace

base::Result<Scenario> readScenario(const std::filesystem::path& file) {
    return fromDocument(config::Value::parseFile(file));
}

base::Result<Scenario> defaultScenario() {
    return fromDocument(config::Value::parseText(defaultScenarioText, "scenario.yaml"));
}

std::vector<Command> ScenarioPlayer::due(std::chrono::nanoseconds elapsed) {
    std::vector<Command> commands;
    for (;;) {
        while (m_next < m_scenario.steps.size() &&
               m_roundStart + m_scenario.steps[m_next].at <= elapsed) {
            commands.push_back(m_scenario.steps[m_next++].command);
        }
        if (!m_scenario.loop || m_scenario.steps.empty() ||
            m_roundStart + *m_scenario.loop > elapsed) {
            return commands;
        }
        m_roundStart += *m_scenario.loop;
        m_next = 0;
    }
}

} // namespace vigie::demo
