// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/nodeconfig.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>
#include <utility>

#include "core/config/address.h"
#include "core/config/profilefile.h"
#include "core/config/tables.h"
#include "core/config/yaml.h"
#include "core/probe/contentconfig.h"
#include "core/probe/receivers.h"
#include "core/probe/rfconfig.h"
#include "core/transport/receiver.h"

namespace vigie::probe {
namespace {

using config::Value;

model::Transport transportOf(const std::string& uri) {
    const std::string scheme = uri.substr(0, uri.find("://"));
    if (scheme == uri || scheme == "file") {
        return model::Transport::File;
    }
    if (scheme.rfind("hls", 0) == 0 || scheme.rfind("http", 0) == 0) {
        return model::Transport::Hls;
    }
    return model::transportFrom(scheme).value_or(model::Transport::Unknown);
}

ts::Profile usualProfile(model::Transport transport) {
    return transport == model::Transport::Hls ? ts::Profile::ott() : ts::Profile::dvb();
}

model::PathKind pathKindOf(model::NodeKind kind) {
    switch (kind) {
    case model::NodeKind::Origin:
        return model::PathKind::Origin;
    case model::NodeKind::Cloud:
        return model::PathKind::Cloud;
    case model::NodeKind::Satellite:
        return model::PathKind::Satellite;
    case model::NodeKind::Unknown:
        break;
    }
    return model::PathKind::Unknown;
}

template <typename Info> bool isKnown(const std::vector<Info>& known, const std::string& id) {
    return std::any_of(known.begin(), known.end(),
                       [&id](const Info& info) { return info.id == id; });
}

/// What is left of a URI in the letters of an id, without options and credentials.
std::string idFromUri(const std::string& uri) {
    std::string shown = transport::withoutCredentials(uri);
    shown = shown.substr(0, shown.find('?'));
    std::string id;
    for (const char c : shown) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool isPlain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                             lower == '.' || lower == '_';
        if (isPlain) {
            id += lower;
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    return id.empty() ? "node" : id.substr(id.size() > 64 ? id.size() - 64 : 0);
}

void readNodeSection(const Value& value, NodeConfig& config) {
    value.expectKeys({"id", "name", "kind", "region", "position"});
    if (const auto id = value.require("id")) {
        config.id = config::readId(*id);
    }
    const auto name = value.find("name");
    config.name = name ? name->text() : config.id;
    if (const auto kind = value.require("kind")) {
        config.kind = model::nodeKindFrom(kind->choice({"origin", "cloud", "satellite"}))
                          .value_or(model::NodeKind::Unknown);
    }
    if (const auto region = value.find("region")) {
        config.regionId = config::readId(*region);
    }
    if (const auto position = value.find("position")) {
        position->expectKeys({"latitude", "longitude"});
        model::GeoPosition geo;
        if (const auto latitude = position->require("latitude")) {
            geo.latitude = latitude->number(-90, 90);
        }
        if (const auto longitude = position->require("longitude")) {
            geo.longitude = longitude->number(-180, 180);
        }
        config.position = geo;
    }
}

void readTls(const Value& value, const std::filesystem::path& folder, NodeConfig& config) {
    value.expectKeys({"certificate", "key", "client_roots"});
    const auto pathOf = [&folder](const Value& file) {
        const std::filesystem::path path(file.text());
        return path.is_absolute() ? path : folder / path;
    };
    if (const auto certificate = value.require("certificate")) {
        config.certificate = pathOf(*certificate);
    }
    if (const auto key = value.require("key")) {
        config.privateKey = pathOf(*key);
    }
    if (const auto roots = value.find("client_roots")) {
        config.clientRoots = pathOf(*roots);
    }
}

ServiceConfig readService(const Value& value, const NodeConfig& config, const InputConfig& input) {
    value.expectKeys(
        {"path", "service", "feed", "region", "kind", "decode", "decode_quiet", "content"});
    ServiceConfig service;
    if (const auto feed = value.require("feed")) {
        service.feedId = feed->text();
        if (!isKnown(config.feeds, service.feedId)) {
            feed->fail("'" + service.feedId + "' is no feed of this file's 'feeds'");
        }
    }
    const auto path = value.find("path");
    service.pathId = path ? config::readId(*path) : input.id + "-" + service.feedId;
    if (const auto number = value.find("service")) {
        service.serviceId = static_cast<std::uint16_t>(number->integer(0, 65535));
    }
    service.regionId = config.regionId;
    if (const auto region = value.find("region")) {
        service.regionId = region->text();
        if (!isKnown(config.regions, service.regionId)) {
            region->fail("'" + service.regionId + "' is no region of this file's 'regions'");
        }
    }
    service.kind = pathKindOf(config.kind);
    if (const auto kind = value.find("kind")) {
        service.kind = model::pathKindFrom(kind->choice({"origin", "cloud", "satellite", "fibre"}))
                           .value_or(service.kind);
    }
    if (const auto decode = value.find("decode")) {
        service.policy =
            model::decodePolicyFrom(decode->choice({"full", "adaptive", "key-frames", "off"}))
                .value_or(service.policy);
    }
    if (const auto quiet = value.find("decode_quiet")) {
        service.decodeQuiet = quiet->duration();
        if (service.decodeQuiet < std::chrono::seconds(1) ||
            service.decodeQuiet > std::chrono::hours(1)) {
            quiet->fail("expected 1s to 1h");
        }
    }
    if (const auto content = value.find("content")) {
        service.content = readContentLimits(*content);
    }
    return service;
}

void readPassphrase(const Value& value, InputConfig& input) {
    const auto passphrase = value.find("passphrase");
    const auto variable = value.find("passphrase_env");
    if (passphrase && variable) {
        variable->fail("give 'passphrase' or 'passphrase_env', not both");
    }
    if (passphrase) {
        input.passphrase = passphrase->text();
    }
    if (variable) {
        const char* secret = std::getenv(variable->text().c_str());
        if (secret == nullptr) {
            variable->fail("the environment variable '" + variable->text() + "' is not set");
        } else {
            input.passphrase = secret;
        }
    }
}

/// A name, or a file beside the node's; the faults of that file are told too.
void readProfile(const Value& value, const std::filesystem::path& folder, InputConfig& input) {
    const auto profile = config::profileFrom(value.text(), folder);
    if (profile) {
        input.profile = *profile;
        return;
    }
    std::istringstream faults(profile.error().message);
    for (std::string line; std::getline(faults, line);) {
        value.fail(line);
    }
}

InputConfig readInput(const Value& value, const NodeConfig& config,
                      const std::filesystem::path& folder) {
    value.expectKeys({"id", "name", "uri", "passphrase", "passphrase_env", "profile", "carrier",
                      "rf", "services", "capture", "leg_b", "leg_window"});
    InputConfig input;
    if (const auto id = value.require("id")) {
        input.id = config::readId(*id);
    }
    const auto name = value.find("name");
    input.name = name ? name->text() : input.id;
    readPassphrase(value, input);
    readLegs(value, input);
    if (const auto uri = value.require("uri")) {
        input.uri = uri->text();
        input.transport = transportOf(input.uri);
        // Creating a receiver opens nothing: it checks, and knows best what is wrong.
        const auto receiver = makeReceiver(input);
        if (!receiver) {
            uri->fail(receiver.error().message);
        }
    }
    input.profile = usualProfile(input.transport);
    if (const auto profile = value.find("profile")) {
        readProfile(*profile, folder, input);
    }
    if (const auto carrier = value.find("carrier")) {
        input.carrier = carrier->text();
    }
    if (const auto rf = value.find("rf")) {
        readRf(*rf, input);
    }
    if (const auto capture = value.find("capture")) {
        input.capture = readInputCapture(*capture, config.capture);
    } else if (config.capture) {
        input.capture = config.capture->input;
    }
    if (const auto services = value.find("services")) {
        for (const Value& item : services->items()) {
            input.services.push_back(readService(item, config, input));
        }
    }
    return input;
}

void readInputs(const Value& list, const std::filesystem::path& folder, NodeConfig& config) {
    std::set<std::string> inputIds;
    std::set<std::string> pathIds;
    for (const Value& item : list.items()) {
        InputConfig input = readInput(item, config, folder);
        if (!inputIds.insert(input.id).second) {
            item.fail("the input '" + input.id + "' is given twice");
        }
        std::set<std::uint16_t> services;
        for (const ServiceConfig& service : input.services) {
            if (!pathIds.insert(service.pathId).second) {
                item.fail("the path '" + service.pathId + "' is given twice");
            }
            if (!services.insert(service.serviceId).second) {
                item.fail("the service " + std::to_string(service.serviceId) + " is given twice");
            }
        }
        config.inputs.push_back(std::move(input));
    }
    if (config.inputs.empty() && list.isList()) {
        list.fail("expected at least one input");
    }
}

} // namespace

base::Result<NodeConfig> readNodeConfig(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    root->expectKeys(
        {"node", "listen", "tls", "insecure", "regions", "feeds", "capture", "inputs"});
    NodeConfig config;
    if (const auto node = root->require("node")) {
        readNodeSection(*node, config);
    }
    if (const auto listen = root->find("listen")) {
        config.listen = listen->text();
        if (const auto why = config::whyNoAddress(config.listen)) {
            listen->fail(*why);
        }
    }
    if (const auto tls = root->find("tls")) {
        readTls(*tls, file.parent_path(), config);
    }
    if (const auto insecure = root->find("insecure")) {
        config.isInsecureAllowed = insecure->boolean();
    }
    if (const auto regions = root->find("regions")) {
        config.regions = config::readRegions(*regions);
    }
    if (!config.regionId.empty() && !isKnown(config.regions, config.regionId)) {
        root->find("node")->find("region")->fail("'" + config.regionId +
                                                 "' is no region of this file's 'regions'");
    }
    if (const auto feeds = root->find("feeds")) {
        config.feeds = config::readFeeds(*feeds);
    }
    if (const auto capture = root->find("capture")) {
        config.capture = readNodeCapture(*capture, file.parent_path());
    }
    if (const auto inputs = root->require("inputs")) {
        readInputs(*inputs, file.parent_path(), config);
    }
    if (const std::string errors = root->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return config;
}

base::Result<NodeConfig> nodeConfigFromUri(const std::string& uri, model::PathKind kind) {
    InputConfig input;
    input.id = "input";
    input.uri = uri;
    if (const auto receiver = makeReceiver(input); !receiver) {
        return tl::unexpected(receiver.error());
    }
    NodeConfig config;
    config.id = idFromUri(uri);
    config.name = config.id;
    config.kind =
        kind == model::PathKind::Satellite ? model::NodeKind::Satellite : model::NodeKind::Cloud;
    config.regionId = "here";
    config.regions.push_back({"here", "Here"});
    config.feeds.push_back({"feed", 1, "Feed", "", ""});
    input.name = transport::withoutCredentials(uri);
    input.transport = transportOf(uri);
    input.profile = usualProfile(input.transport);
    input.services.push_back({"path", 0, "feed", "here", kind, model::DecodePolicy::Full});
    config.inputs.push_back(std::move(input));
    return config;
}

} // namespace vigie::probe
