// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/outwardfile.h"

#include <cstdlib>
#include <set>
#include <string>

#include "core/config/address.h"
#include "core/outward/http.h"
#include "core/outward/snmp.h"

namespace vigie::config {
namespace {

using outward::Target;
using outward::TargetKind;

/// What is shown in lists, and names a thread.
constexpr std::size_t longestName = 40;

std::string textOf(const Value& map, const char* key) {
    const auto value = map.find(key);
    return value ? value->text() : std::string();
}

/// Given as `key`, or in the environment variable that `key`_env names.
std::string secretOf(const Value& map, const std::string& key) {
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

alarm::Severity severityOf(const Value& value) {
    const std::string name = value.choice({"warning", "minor", "major", "critical"});
    return name == "critical" ? alarm::Severity::Critical
           : name == "major"  ? alarm::Severity::Major
           : name == "minor"  ? alarm::Severity::Minor
                              : alarm::Severity::Warning;
}

/// The host and port of "https://user:key@host:port/path?key": for the question whether it is here.
std::string hostOf(const std::string& url) {
    const auto begin = url.find("://") + 3;
    std::string host = url.substr(begin, url.find_first_of("/?#", begin) - begin);
    host.erase(0, host.rfind('@') + 1); // npos + 1 is 0
    const bool hasPort = host.rfind(':') != std::string::npos && !host.ends_with(']');
    return hasPort ? host : host + ":80";
}

void readHttp(const Value& map, Target& target) {
    if (map.find("url") && map.find("url_env")) {
        (void)secretOf(map, "url"); // says that there are two
        return;
    }
    const auto at = map.find("url_env") ? map.find("url_env") : map.require("url");
    target.address = secretOf(map, "url");
    bool isInsecureAllowed = false;
    if (const auto insecure = map.find("insecure")) {
        isInsecureAllowed = insecure->boolean();
    }
    if (!at || target.address.empty()) {
        return;
    }
    if (const auto why = outward::whyNoHttp(target.address); !why.empty()) {
        at->fail(why);
    } else if (target.address.starts_with("http:") && !isInsecureAllowed &&
               !isLoopback(hostOf(target.address))) {
        at->fail("plain http leaves this machine: use https, or give 'insecure: true' in so many "
                 "words");
    }
}

void readWebhook(const Value& map, Target& target) {
    map.expectKeys(
        {"name", "kind", "least", "alarms", "url", "url_env", "insecure", "secret", "secret_env"});
    readHttp(map, target);
    target.secret = secretOf(map, "secret");
}

void readAlertmanager(const Value& map, Target& target) {
    map.expectKeys({"name", "kind", "least", "alarms", "url", "url_env", "insecure"});
    readHttp(map, target);
}

void readSyslog(const Value& map, Target& target) {
    map.expectKeys({"name", "kind", "least", "alarms", "address"});
    if (const auto address = map.require("address")) {
        target.address = address->text();
        const bool isKnown =
            target.address.starts_with("udp://") || target.address.starts_with("tcp://");
        if (!isKnown || whyNoAddress(target.address.substr(6))) {
            address->fail("expected udp://host:port or tcp://host:port");
        }
    }
}

void readSnmp(const Value& map, Target& target) {
    map.expectKeys({"name", "kind", "least", "alarms", "address", "version", "send", "community",
                    "community_env", "user", "auth", "auth_key", "auth_key_env", "priv", "priv_key",
                    "priv_key_env", "engine_id", "root"});
    const auto address = map.require("address");
    if (address) {
        target.address = address->text();
    }
    if (const auto version = map.find("version")) {
        target.snmp.isV3 = version->choice({"2c", "3"}) == "3";
    }
    if (const auto send = map.find("send")) {
        target.snmp.isInform = send->choice({"trap", "inform"}) == "inform";
    }
    target.secret = secretOf(map, "community");
    target.snmp.user = textOf(map, "user");
    target.snmp.authProtocol = textOf(map, "auth");
    target.snmp.authKey = secretOf(map, "auth_key");
    target.snmp.privProtocol = textOf(map, "priv");
    target.snmp.privKey = secretOf(map, "priv_key");
    target.snmp.engineId = textOf(map, "engine_id");
    target.snmp.root = textOf(map, "root");
    if (!address) {
        return;
    }
    if (whyNoAddress(target.address)) {
        address->fail("expected the receiver as host:port, for example 10.0.0.7:162");
    } else if (const auto why = outward::whyNoSnmp(target); !why.empty()) {
        map.fail(why);
    }
}

Target readTarget(const Value& map) {
    Target target;
    if (const auto name = map.require("name")) {
        target.name = name->text();
        if (target.name.empty() || target.name.size() > longestName) {
            name->fail("expected a name of 1 to 40 characters");
        }
    }
    if (const auto least = map.find("least")) {
        target.least = severityOf(*least);
    }
    if (const auto alarms = map.find("alarms")) {
        target.hasAlarms = alarms->boolean();
    }
    const auto kind = map.require("kind");
    if (!kind) {
        return target;
    }
    const std::string word = kind->choice({"webhook", "alertmanager", "snmp", "syslog"});
    if (word == "webhook") {
        target.kind = TargetKind::Webhook;
        readWebhook(map, target);
    } else if (word == "alertmanager") {
        target.kind = TargetKind::Alertmanager;
        readAlertmanager(map, target);
    } else if (word == "snmp") {
        target.kind = TargetKind::Snmp;
        readSnmp(map, target);
    } else if (word == "syslog") {
        target.kind = TargetKind::Syslog;
        readSyslog(map, target);
    }
    return target;
}

} // namespace

std::vector<outward::Target> readOutward(const Value& list) {
    std::vector<Target> targets;
    std::set<std::string> names;
    for (const Value& item : list.items()) {
        if (!item.isMap()) {
            item.fail("expected a target: a map with 'name' and 'kind'");
            continue;
        }
        Target target = readTarget(item);
        if (!target.name.empty() && !names.insert(target.name).second) {
            item.fail("the target '" + target.name + "' is given twice");
        }
        targets.push_back(std::move(target));
    }
    return targets;
}

} // namespace vigie::config
