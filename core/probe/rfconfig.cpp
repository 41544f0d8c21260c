// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/rfconfig.h"

#include <charconv>
#include <cstdlib>

#include "core/config/address.h"
#include "core/transport/snmpsource.h"

namespace vigie::probe {
namespace {

using config::Value;

constexpr double anyNumber = 1e12;

std::chrono::milliseconds readMs(const Value& value, std::chrono::milliseconds least,
                                 std::chrono::milliseconds most, const char* expected) {
    const auto duration = std::chrono::round<std::chrono::milliseconds>(value.duration());
    if (duration < least || duration > most) {
        value.fail(std::string("expected a duration ") + expected);
        return least;
    }
    return duration;
}

void readAgent(const Value& value, transport::SnmpSpec& spec) {
    const std::string text = value.text();
    if (config::whyNoAddress(text)) {
        value.fail("expected the agent as host:port, for example 10.0.0.7:161");
        return;
    }
    const auto colon = text.rfind(':');
    spec.host = text.substr(0, colon);
    if (spec.host.starts_with('[') && spec.host.ends_with(']')) {
        spec.host = spec.host.substr(1, spec.host.size() - 2);
    }
    unsigned port = 0;
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
    spec.port = static_cast<std::uint16_t>(port);
}

transport::SnmpItem readItem(const std::string& name, const Value& value) {
    transport::SnmpItem item;
    item.name = name;
    if (!value.isMap()) {
        item.oid = value.text();
        return item;
    }
    if (name == "lock") {
        value.expectKeys({"oid", "locked"});
        if (const auto locked = value.require("locked")) {
            item.locked = locked->text();
        }
    } else if (name == "modcod") {
        value.expectKeys({"oid"});
    } else {
        value.expectKeys({"oid", "scale", "offset"});
        if (const auto scale = value.find("scale")) {
            item.scale = scale->number(-anyNumber, anyNumber);
        }
        if (const auto offset = value.find("offset")) {
            item.offset = offset->number(-anyNumber, anyNumber);
        }
    }
    if (const auto oid = value.require("oid")) {
        item.oid = oid->text();
    }
    return item;
}

void readSnmp(const Value& map, InputConfig& input) {
    map.expectKeys({"snmp", "version", "community", "community_env", "user", "auth", "auth_key",
                    "auth_key_env", "priv", "priv_key", "priv_key_env", "interval", "timeout",
                    "oids"});
    transport::SnmpSpec spec;
    if (const auto agent = map.require("snmp")) {
        readAgent(*agent, spec);
    }
    if (const auto version = map.find("version")) {
        spec.isV3 = version->choice({"2c", "3"}) == "3";
    }
    spec.community = readSecret(map, "community");
    spec.authKey = readSecret(map, "auth_key");
    spec.privKey = readSecret(map, "priv_key");
    const auto text = [&map](const char* key) {
        const auto value = map.find(key);
        return value ? value->text() : std::string();
    };
    spec.user = text("user");
    spec.authProtocol = text("auth");
    spec.privProtocol = text("priv");
    if (const auto interval = map.find("interval")) {
        spec.interval = readMs(*interval, std::chrono::milliseconds(200), std::chrono::seconds(4),
                               "from 200ms to 4s");
    }
    if (const auto timeout = map.find("timeout")) {
        spec.timeout = readMs(*timeout, std::chrono::milliseconds(100),
                              std::chrono::milliseconds(1500), "from 100ms to 1500ms");
    }
    if (const auto oids = map.require("oids")) {
        for (const auto& [name, value] : oids->entries()) {
            spec.items.push_back(readItem(name, value));
        }
    }
    const auto why = transport::whyNoSnmp(spec);
    if (!why.empty() && !spec.host.empty()) {
        map.fail(why);
    }
    input.rfSnmp = std::move(spec);
}

} // namespace

std::string readSecret(const Value& map, const std::string& key) {
    const auto plain = map.find(key);
    const auto variable = map.find(key + "_env");
    if (plain && variable) {
        variable->fail("give '" + key + "' or '" + key + "_env', not both");
    }
    if (variable) {
        if (const char* secret = std::getenv(variable->text().c_str())) {
            return secret;
        }
        variable->fail("the environment variable '" + variable->text() + "' is not set");
        return {};
    }
    return plain ? plain->text() : std::string();
}

void readRf(const Value& value, InputConfig& input) {
    if (value.isMap()) {
        readSnmp(value, input);
        return;
    }
    input.rfUri = value.text();
    if (!input.rfUri.starts_with("udp://") ||
        config::whyNoAddress(input.rfUri.substr(6)).has_value()) {
        value.fail("expected udp://address:port where the receiver's figures arrive, or a map with "
                   "'snmp'");
    }
}

void readLegs(const Value& input, InputConfig& into) {
    const auto legB = input.find("leg_b");
    const auto window = input.find("leg_window");
    if (legB) {
        into.legB = legB->text();
    } else if (window) {
        window->fail("'leg_window' needs 'leg_b'");
    }
    if (window) {
        into.legWindow = readMs(*window, std::chrono::milliseconds(1), std::chrono::seconds(1),
                                "from 1ms to 1s");
    }
}

} // namespace vigie::probe
