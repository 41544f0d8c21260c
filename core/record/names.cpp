// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/names.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace vigie::record {
namespace {

std::string_view wordOf(Names::Kind kind) {
    switch (kind) {
    case Names::Kind::Endpoint:
        return "endpoint";
    case Names::Kind::Node:
        return "node";
    case Names::Kind::Region:
        return "region";
    case Names::Kind::Feed:
        return "feed";
    case Names::Kind::Delivery:
        return "delivery";
    case Names::Kind::Hop:
        return "hop";
    case Names::Kind::Sport:
        return "sport";
    case Names::Kind::Clock:
        return "clock";
    case Names::Kind::Input:
        return "input";
    case Names::Kind::Path:
        break;
    }
    return "path";
}

} // namespace

std::uint32_t Names::number(Kind kind, const std::string& original) {
    const auto [found, isNew] = m_numbers.try_emplace({kind, original}, 0);
    if (isNew) {
        found->second = ++m_last[kind];
    }
    return found->second;
}

std::string Names::id(Kind kind, const std::string& original) {
    return original.empty() ? original : fmt::format("{}-{}", wordOf(kind), number(kind, original));
}

std::string Names::name(Kind kind, const std::string& original) {
    if (original.empty()) {
        return original;
    }
    std::string word(wordOf(kind));
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return fmt::format("{} {}", word, number(kind, original));
}

std::string Names::subject(model::Scope scope, const std::string& original) {
    switch (scope) {
    case model::Scope::Node:
        return original.empty() ? original : id(Kind::Node, original);
    case model::Scope::Input:
        return id(Kind::Input, original);
    case model::Scope::Path:
        return id(Kind::Path, original);
    case model::Scope::Pid:
        break;
    }
    const auto slash = original.rfind('/');
    const std::string pid = slash == std::string::npos ? "" : original.substr(slash + 1);
    const std::string input = id(Kind::Input, original.substr(0, slash));
    return isFigure(pid) ? input + "/" + pid : input;
}

std::string Names::pair(Kind kind, const std::string& original) {
    const auto slash = original.find('/');
    if (slash == std::string::npos) {
        return id(Kind::Node, original);
    }
    const std::string node = original.substr(0, slash);
    return id(Kind::Node, node) + "/" + id(kind, original.substr(slash + 1));
}

model::NodeDescriptionPtr Names::description(const model::NodeDescription& original) {
    auto out = std::make_shared<model::NodeDescription>(original);
    out->id = id(Kind::Node, original.id);
    out->name = name(Kind::Node, original.id);
    out->regionId = id(Kind::Region, original.regionId);
    out->position.reset();
    out->clockId = id(Kind::Clock, original.clockId);
    for (model::RegionInfo& region : out->regions) {
        region = {id(Kind::Region, region.id), name(Kind::Region, region.id)};
    }
    for (model::FeedInfo& feed : out->feeds) {
        const std::string was = feed.id;
        feed.id = id(Kind::Feed, was);
        feed.name = name(Kind::Feed, was);
        feed.number = number(Kind::Feed, was);
        feed.sport = id(Kind::Sport, feed.sport);
        feed.venue.clear();
    }
    for (model::InputInfo& input : out->inputs) {
        const std::string was = input.id;
        input.id = id(Kind::Input, was);
        input.name = name(Kind::Input, was);
        input.uri.clear();
        input.carrier = id(Kind::Hop, input.carrier);
        if (input.profile != "dvb" && input.profile != "ott" && !input.profile.empty()) {
            input.profile = "custom";
        }
    }
    for (model::PathInfo& path : out->paths) {
        path.id = id(Kind::Path, path.id);
        path.feedId = id(Kind::Feed, path.feedId);
        path.inputId = id(Kind::Input, path.inputId);
        path.regionId = id(Kind::Region, path.regionId);
        path.previewUri.clear();
    }
    for (model::PidInfo& pid : out->pids) {
        pid.inputId = id(Kind::Input, pid.inputId);
    }
    for (model::ServiceInfo& service : out->services) {
        service.inputId = id(Kind::Input, service.inputId);
        service.name.clear();
        service.provider.clear();
    }
    return out;
}

bool isFigure(std::string_view text) {
    // With two points it is an address.
    return !text.empty() && std::count(text.begin(), text.end(), '.') < 2 &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
           });
}

} // namespace vigie::record
