// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/incident.h"
#include "core/alarm/rule.h"
#include "core/base/result.h"

/// Alarms for other people's systems: webhook, SNMP, Alertmanager, syslog.
namespace vigie::outward {

enum class TargetKind : std::uint8_t { Webhook, Snmp, Alertmanager, Syslog };

/// From the desk file (core/config/outwardfile). Secrets are never logged or shown.
struct Target {
    std::string name;
    TargetKind kind = TargetKind::Webhook;
    /// Webhook, Alertmanager: URL. SNMP: host:port. Syslog: udp://host:port or tcp://host:port.
    std::string address;
    /// Webhook: key of the HMAC-SHA256 signature. SNMP v2c: community.
    std::string secret;
    /// Only from this severity on.
    alarm::Severity least = alarm::Severity::Warning;
    /// Children too, not only incidents.
    bool hasAlarms = false;
    struct Snmp {
        bool isV3 = false;
        bool isInform = false;
        std::string user;
        std::string authProtocol; // "SHA", ...
        std::string authKey;
        std::string privProtocol;
        std::string privKey;
    } snmp;
};

/// What is told: an incident or an alarm opened, changed or ended. Whole in itself, so that it can
/// be sent after a restart.
struct Notice {
    enum class What : std::uint8_t { Opened, Changed, Ended, Test };
    What what = What::Opened;
    base::Utc at{};
    /// Stable over its life: "incident-12", "alarm-345".
    std::string key;
    bool isIncident = true;
    alarm::Severity severity = alarm::Severity::None;
    alarm::FaultKind fault = alarm::FaultKind::Other;
    std::string ruleId;
    /// English, for people: "IS-20 T7: RF margin low, 14 feeds, 3 regions".
    std::string summary;
    std::string todo;
    /// The cause or subject: type ("transponder", "path", ...) and id.
    std::string subjectType;
    std::string subjectId;
    std::string feedId;
    std::string regionId;
    std::string nodeId;
    std::string inputId;
    std::optional<double> value;
    std::optional<double> limit;
    std::string unit;
    base::Utc since{};
    std::optional<base::Utc> ended;
    std::string operatorName;
};

struct TargetStatus {
    std::string name;
    TargetKind kind = TargetKind::Webhook;
    /// Without credentials.
    std::string address;
    std::uint64_t delivered = 0;
    std::uint64_t waiting = 0;
    std::optional<base::Utc> lastDelivered;
    /// Empty: the last attempt worked (or there was none).
    std::string trouble;
    std::optional<base::Utc> nextTry;
};

/// Keeps what is to be told in an outbox on disk until its target has taken it, per target in
/// order; retries with growing pauses (1 s to 60 s). Threads: "outward" and one per target, all
/// waits bounded. A target that is down holds up nothing else. Alertmanager's open alerts are told
/// again each minute, as it wants.
class Outward {
public:
    struct Options {
        std::vector<Target> targets;
        /// Of the outbox; empty: memory only.
        std::filesystem::path file;
    };
    [[nodiscard]] static base::Result<std::unique_ptr<Outward>> start(Options options);
    virtual ~Outward() = default;

    /// Returns at once. False: dropped (the outbox holds 100,000), counted and logged.
    virtual bool post(Notice notice) = 0;
    /// Sends a test notice to one target past its queue; answered within 10 s, on its thread.
    virtual void test(const std::string& target,
                      std::function<void(base::Result<void>)> done) = 0;
    [[nodiscard]] virtual std::vector<TargetStatus> status() const = 0;
    /// What is waiting stays on disk; bounded (5 s).
    virtual void stop() = 0;
};

} // namespace vigie::outward
