// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/table.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/vigiectl/reading.h"

namespace vigie::ctl {
namespace {

namespace key = model::key;

constexpr const char* absent = "-";
constexpr const char* pathHeader = "{:>4}  {:24}  {:9}  {:15}  {:>8}  {:>11}  {:>7}  {:>6}  {:>6}  "
                                   "{:20}  {}\n";
constexpr const char* inputHeader = "{:16}  {:9}  {:11}  {:>8}  {}\n";

std::string cut(std::string text, std::size_t width) {
    text = printable(std::move(text));
    if (text.size() <= width) {
        return text;
    }
    std::size_t end = width;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end; // never in the middle of a UTF-8 character
    }
    return text.substr(0, end);
}

std::string show(std::optional<double> value, std::string_view unit, int digits,
                 double factor = 1) {
    return value ? fmt::format("{:.{}f}{}", *value * factor, digits, unit) : absent;
}

std::optional<std::size_t> rowOfInput(const model::NodeDescription& description,
                                      const std::string& id) {
    return fleet::findRow(description, model::Scope::Input, id);
}

/// Unrecovered loss as its transport counts it.
std::optional<double> lossOf(const fleet::NodeState& node, std::size_t input) {
    if (const auto dropped = number(node, key::srtDropped, input)) {
        return dropped;
    }
    return number(node, key::rtpLost, input);
}

std::string contentOf(const fleet::NodeState& node, std::size_t path) {
    std::string flags;
    const std::pair<std::string_view, const char*> checks[] = {{key::contentBlack, "black"},
                                                               {key::contentFreeze, "freeze"},
                                                               {key::contentSilence, "silence"}};
    bool isKnown = false;
    for (const auto& [metric, name] : checks) {
        const auto state = node.raw(node.description->metricIndex(metric), path);
        isKnown = isKnown || (state && *state != model::state::ContentUnknown);
        if (state == model::state::ContentPresent) {
            flags += (flags.empty() ? "" : " ") + std::string(name);
        }
    }
    if (!flags.empty()) {
        return flags;
    }
    return isKnown ? "clear" : absent;
}

std::string audioOf(const fleet::NodeState& node, std::size_t path) {
    std::string levels;
    for (int channel = 1; channel <= key::audioLevelChannels; ++channel) {
        const auto metric = std::string(key::audioLevelPrefix) + std::to_string(channel);
        if (const auto level = number(node, metric, path)) {
            levels += fmt::format("{}{:.0f}", levels.empty() ? "" : " ", *level);
        }
    }
    return levels.empty() ? absent : levels;
}

std::string pathRow(const fleet::NodeState& node, std::size_t row) {
    constexpr double megabits = 1e-6;
    const auto& description = *node.description;
    const auto& path = description.paths[row];
    const auto feed = std::find_if(description.feeds.begin(), description.feeds.end(),
                                   [&path](const auto& f) { return f.id == path.feedId; });
    const bool isFeed = feed != description.feeds.end();
    const auto input = rowOfInput(description, path.inputId);
    const auto ofInput = [&](std::string_view metric) {
        return input ? number(node, metric, *input) : std::nullopt;
    };
    const auto judged = number(node, key::secondsJudged, row);
    const auto errored = number(node, key::secondsErrored, row);
    const std::string health =
        judged && errored ? fmt::format("{:.0f}/{:.0f}", *errored, *judged) : absent;
    return fmt::format(
        pathHeader, isFeed && feed->number != 0 ? std::to_string(feed->number) : absent,
        cut(isFeed ? feed->name : path.id, 24), model::toString(path.kind),
        cut(stateName(node, key::pathState, row).value_or(absent), 15),
        show(number(node, key::pathBitrate, row), "", 2, megabits), health,
        show(ofInput(key::srtRtt), "", 1), input ? show(lossOf(node, *input), "", 0) : absent,
        show(ofInput(key::rfEsN0), "", 1), contentOf(node, row), audioOf(node, row));
}

/// "1.4:12 2.2:1": the checks that found errors, since the node started.
std::string errorsOf(const fleet::NodeState& node, std::size_t input) {
    std::string errors;
    bool isKnown = false;
    for (const auto& check : model::tr101290Checks()) {
        const auto count = number(node, model::tr101290ErrorsKey(check), input);
        isKnown = isKnown || count.has_value();
        if (count && *count > 0) {
            errors += fmt::format("{}{}:{:.0f}", errors.empty() ? "" : " ", check, *count);
        }
    }
    if (!errors.empty()) {
        return errors;
    }
    return isKnown ? "none" : absent;
}

std::string contactLine(const fleet::NodeState& node) {
    switch (node.contact) {
    case fleet::Contact::Connecting:
        return "connecting" + (node.contactReason.empty() ? "" : ": " + node.contactReason);
    case fleet::Contact::Connected:
        return node.lastTick ? base::toIso8601(*node.lastTick) : "connected";
    case fleet::Contact::Lost:
        return fmt::format("no contact since {}: {}",
                           node.noContactSince ? base::toIso8601(*node.noContactSince) : "start",
                           node.contactReason);
    case fleet::Contact::Refused:
        return "refused: " + node.contactReason;
    }
    return {};
}

} // namespace

std::string printable(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return text;
}

std::string renderTable(const fleet::NodeState& node, std::span<const std::string> pathIds) {
    if (!node.description) {
        return fmt::format("{}  {}\n", node.endpoint, printable(contactLine(node)));
    }
    constexpr double megabits = 1e-6;
    const auto& description = *node.description;
    const auto isWanted = [&pathIds](const std::string& id) {
        return pathIds.empty() || std::find(pathIds.begin(), pathIds.end(), id) != pathIds.end();
    };
    std::string out = fmt::format("{} ({})  {}\n\n", printable(description.name),
                                  printable(description.id), printable(contactLine(node)));
    out += fmt::format(pathHeader, "no.", "feed", "kind", "state", "Mbit/s", "errored s", "RTT ms",
                       "lost", "Es/N0", "content", "peaks dBFS");
    std::set<std::string_view> inputs;
    for (std::size_t row = 0; row < description.paths.size(); ++row) {
        if (isWanted(description.paths[row].id)) {
            out += pathRow(node, row);
            inputs.insert(description.paths[row].inputId);
        }
    }
    out += "\n" +
           fmt::format(inputHeader, "input", "transport", "state", "Mbit/s", "TR 101 290 errors");
    for (std::size_t row = 0; row < description.inputs.size(); ++row) {
        const auto& input = description.inputs[row];
        if (!pathIds.empty() && !inputs.contains(input.id)) {
            continue;
        }
        out += fmt::format(inputHeader, cut(input.id, 16), model::toString(input.transport),
                           cut(stateName(node, key::inputState, row).value_or(absent), 11),
                           show(number(node, key::tsBitrate, row), "", 2, megabits),
                           errorsOf(node, row));
    }
    return out;
}

} // namespace vigie::ctl
