// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/deskfile.h"

#include <set>
#include <utility>

#include "core/config/address.h"
#include "core/config/outwardfile.h"
#include "core/config/yaml.h"

namespace vigie::config {
namespace {

std::filesystem::path beside(const std::filesystem::path& file, const std::string& name) {
    const std::filesystem::path path(name);
    return path.is_absolute() ? path : file.parent_path() / path;
}

TlsFiles readTls(const Value& value, const std::filesystem::path& file) {
    value.expectKeys({"roots", "certificate", "key", "server_name"});
    TlsFiles tls;
    if (const auto roots = value.find("roots")) {
        tls.rootCertificates = beside(file, roots->text());
    }
    const auto certificate = value.find("certificate");
    const auto key = value.find("key");
    if (certificate) {
        tls.certificate = beside(file, certificate->text());
    }
    if (key) {
        tls.privateKey = beside(file, key->text());
    }
    if (certificate.has_value() != key.has_value()) {
        value.fail("'certificate' and 'key' belong together");
    }
    if (const auto name = value.find("server_name")) {
        tls.serverName = name->text();
    }
    return tls;
}

NodeEndpoint readNode(const Value& value, const std::filesystem::path& file) {
    NodeEndpoint node;
    Value address = value;
    bool isInsecureAllowed = false;
    if (value.isMap()) {
        value.expectKeys({"address", "tls", "insecure"});
        if (const auto tls = value.find("tls")) {
            node.tls = readTls(*tls, file);
        }
        if (const auto insecure = value.find("insecure")) {
            isInsecureAllowed = insecure->boolean();
        }
        const auto child = value.require("address");
        if (!child) {
            return node;
        }
        address = *child;
    }
    node.address = address.text();
    if (const auto why = whyNoAddress(node.address)) {
        address.fail(*why);
    } else if (!node.tls && !isInsecureAllowed && !isLoopback(node.address)) {
        address.fail("'" + node.address +
                     "' is not on this machine: give 'tls', or 'insecure: true' in so many words");
    }
    return node;
}

} // namespace

base::Result<DeskConfig> readDeskConfig(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    root->expectKeys(
        {"event", "region", "plan", "schedule", "rules", "nodes", "outward", "recording", "tsl"});
    DeskConfig config;
    if (const auto event = root->find("event")) {
        config.eventName = event->text();
    }
    if (const auto region = root->find("region")) {
        config.regionId = region->text();
    }
    if (const auto plan = root->find("plan")) {
        config.planFile = beside(file, plan->text());
    }
    if (const auto schedule = root->find("schedule")) {
        config.scheduleFile = beside(file, schedule->text());
        if (config.planFile.empty()) {
            schedule->fail(
                "a schedule needs a 'plan': its feeds and regions are those of the plan");
        }
    }
    if (const auto rules = root->find("rules")) {
        config.rulesFile = beside(file, rules->text());
    }
    if (const auto outward = root->find("outward")) {
        config.outward = readOutward(*outward);
    }
    if (const auto recording = root->find("recording")) {
        config.recording = readRecording(*recording, file.parent_path());
    }
    if (const auto tsl = root->find("tsl")) {
        config.tsl = readTsl(*tsl);
    }
    if (const auto nodes = root->require("nodes")) {
        std::set<std::string> seen;
        for (const Value& item : nodes->items()) {
            NodeEndpoint node = readNode(item, file);
            if (!seen.insert(node.address).second) {
                item.fail("the node '" + node.address + "' is given twice");
            }
            config.nodes.push_back(std::move(node));
        }
        if (config.nodes.empty() && nodes->isList()) {
            nodes->fail("expected at least one node");
        }
    }
    if (const std::string errors = root->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return config;
}

base::Result<DeskConfig> deskConfigFromAddresses(const std::string& list) {
    DeskConfig config;
    std::size_t from = 0;
    while (from <= list.size()) {
        const std::size_t comma = std::min(list.find(',', from), list.size());
        const std::string address = list.substr(from, comma - from);
        if (const auto why = whyNoAddress(address)) {
            return base::failure("--connect: " + *why);
        }
        if (!isLoopback(address)) {
            return base::failure("--connect: '" + address +
                                 "' is not on this machine: use --config with 'tls', or with "
                                 "'insecure: true' in so many words");
        }
        config.nodes.push_back({address, std::nullopt});
        from = comma + 1;
    }
    return config;
}

} // namespace vigie::config
