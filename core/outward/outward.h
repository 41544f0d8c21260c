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
        /// Of ours, 5 to 32 octets in hexadecimal: what a receiver of v3 traps knows us by (RFC
        /// 3414: who sends a trap is authoritative). Informs need none.
        std::string engineId;
        /// Where the objects of resources/snmp/VIGIE-MIB.txt hang; empty: where the file says.
        std::string root;
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
    std::string pathId;
    /// Number of the check of TR 101 290 that the rule is about: "1.4"; empty: none.
    std::string test;
    /// How many of each an incident is about.
    std::uint32_t feeds = 0;
    std::uint32_t paths = 0;
    std::uint32_t regions = 0;
    std::optional<double> value;
    std::optional<double> limit;
    std::string unit;
    base::Utc since{};
    std::optional<base::Utc> ended;
    std::string operatorName;
    bool operator==(const Notice&) const = default;
};

struct TargetStatus {
    std::string name;
    TargetKind kind = TargetKind::Webhook;
    /// Without credentials.
    std::string address;
    std::uint64_t delivered = 0;
    std::uint64_t waiting = 0;
    /// What the target would never take (HTTP 4xx), and what did not fit: both are lost, and
    /// logged.
    std::uint64_t refused = 0;
    std::uint64_t dropped = 0;
    std::optional<base::Utc> lastDelivered;
    /// Empty: the last attempt worked (or there was none).
    std::string trouble;
    std::optional<base::Utc> nextTry;
};

/// Keeps what is to be told in an outbox on disk until its target has taken it, per target in
/// order; retries with growing pauses (1 s to 60 s). Threads: "outward" and one per target, all
/// waits bounded. A target that is down holds up nothing else. Alertmanager's open alerts are told
/// again each minute, as it wants.
///
/// At least once: what was written and not confirmed goes again after a crash, under the same id. A
/// target hears of a key from when it first reaches its severity, and then all of it to its end. A
/// target that is new is told what is open. A disk that cannot be written holds notices in memory
/// and says so in every target's trouble; it is tried again each second.
class Outward {
public:
    /// Between attempts; others than these only in tests.
    struct Pace {
        std::chrono::milliseconds firstPause{1000};
        std::chrono::milliseconds longestPause{60000};
        /// A single attempt, at most 10 s.
        std::chrono::milliseconds attempt{10000};
        std::chrono::milliseconds retell{60000};
    };
    struct Options {
        std::vector<Target> targets;
        /// Of the outbox; empty: memory only.
        std::filesystem::path file;
        Pace pace;
        /// Notices that may wait for one target; the end of what was told is always taken.
        std::size_t mostWaiting = 100'000;
    };
    /// Fails where a target cannot work as it is given, or another desk holds the file. A file that
    /// is not ours or damaged is set aside under another name.
    [[nodiscard]] static base::Result<std::unique_ptr<Outward>> start(Options options);
    virtual ~Outward() = default;

    /// What was told as opened and not yet as ended when this began: for NoticeMaker::restore.
    [[nodiscard]] virtual std::vector<Notice> open() const { return {}; }

    /// Returns at once. False: dropped (the outbox holds 100,000), counted and logged.
    virtual bool post(Notice notice) = 0;
    /// Sends a test notice to one target past its queue; answered within 10 s, on its thread.
    /// A second one while the first is under way is refused.
    virtual void test(const std::string& target, std::function<void(base::Result<void>)> done) = 0;
    [[nodiscard]] virtual std::vector<TargetStatus> status() const = 0;
    /// What is waiting stays on disk; bounded (5 s).
    virtual void stop() = 0;
};

} // namespace vigie::outward
