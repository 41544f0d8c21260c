// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/command.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vigie::demo {

namespace {

using Do = Command::Do;

constexpr std::array<std::pair<std::string_view, Do>, 9> names{{
    {"black", Do::Black},
    {"freeze", Do::Freeze},
    {"silence", Do::Silence},
    {"stop-feed", Do::StopFeed},
    {"kill-node", Do::KillNode},
    {"start-node", Do::StartNode},
    {"srt-loss", Do::SrtLoss},
    {"srt-delay", Do::SrtDelay},
    {"rain", Do::Rain},
}};

constexpr double longestFade = 3600;

/// Reads members and remembers the first thing that is wrong.
class Members {
public:
    explicit Members(const nlohmann::json& object) : m_object(object) {}

    std::string text(const char* key) {
        const auto at = m_object.find(key);
        if (at == m_object.end() || !at->is_string()) {
            complain(fmt::format("\"{}\" must be given, as a string", key));
            return {};
        }
        return at->get<std::string>();
    }
    double number(const char* key, double least, double most) {
        const auto at = m_object.find(key);
        if (at == m_object.end() || !at->is_number() || at->get<double>() < least ||
            at->get<double>() > most) {
            complain(fmt::format("\"{}\" must be given, a number from {} to {}", key, least, most));
            return 0;
        }
        return at->get<double>();
    }
    bool flag(const char* key) {
        const auto at = m_object.find(key);
        if (at == m_object.end()) {
            return true;
        }
        if (!at->is_boolean()) {
            complain(fmt::format("\"{}\" must be true or false", key));
            return false;
        }
        return at->get<bool>();
    }
    [[nodiscard]] const std::string& complaint() const { return m_complaint; }

private:
    void complain(std::string what) {
        if (m_complaint.empty()) {
            m_complaint = std::move(what);
        }
    }
    const nlohmann::json& m_object;
    std::string m_complaint;
};

} // namespace

base::Result<Do> commandNamed(std::string_view word) {
    std::string known;
    for (const auto& [name, what] : names) {
        if (name == word) {
            return what;
        }
        known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
    }
    return base::failure(fmt::format("\"{}\" is not known; there are {}", word, known));
}

bool needsFeed(Do what) {
    switch (what) {
    case Do::Black:
    case Do::Freeze:
    case Do::Silence:
    case Do::StopFeed:
    case Do::SrtLoss:
    case Do::SrtDelay:
        return true;
    case Do::KillNode:
    case Do::StartNode:
    case Do::Rain:
        return false;
    }
    return false;
}

bool needsRegion(Do what) {
    return what == Do::SrtLoss || what == Do::SrtDelay || what == Do::Rain;
}

bool needsNode(Do what) {
    return what == Do::KillNode || what == Do::StartNode;
}

base::Result<Command> parseCommand(std::string_view json) {
    const auto object = nlohmann::json::parse(json, nullptr, false);
    if (!object.is_object()) {
        return base::failure("a command is one JSON object on one line");
    }
    Members members(object);
    const std::string word = members.text("do");
    if (!members.complaint().empty()) {
        return base::failure(members.complaint());
    }
    const auto what = commandNamed(word);
    if (!what) {
        return base::failure(what.error().message);
    }
    Command command;
    command.what = *what;
    if (needsFeed(*what)) {
        command.feed = members.text("feed");
    }
    if (needsRegion(*what)) {
        command.region = members.text("region");
    }
    if (needsNode(*what)) {
        command.node = members.text("node");
    }
    switch (*what) {
    case Do::Black:
    case Do::Freeze:
    case Do::Silence:
    case Do::StopFeed:
        command.isOn = members.flag("on");
        break;
    case Do::SrtLoss:
        command.amount = members.number("loss", 0, 1);
        break;
    case Do::SrtDelay:
        command.amount = members.number("ms", 0, 10000);
        break;
    case Do::Rain:
        command.amount = members.number("db", 0, 60);
        command.seconds = members.number("seconds", 0, longestFade);
        break;
    case Do::KillNode:
    case Do::StartNode:
        break;
    }
    if (!members.complaint().empty()) {
        return base::failure(members.complaint());
    }
    return command;
}

Command undone(Command command) {
    command.isOn = false;
    command.amount = 0;
    command.seconds = 0;
    if (command.what == Do::KillNode) {
        command.what = Do::StartNode;
    }
    return command;
}

} // namespace vigie::demo
