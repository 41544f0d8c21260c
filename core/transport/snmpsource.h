// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/transport/rffigures.h"

namespace vigie::transport {

/// One figure and the object that holds it.
struct SnmpItem {
    /// One of snmpItemNames().
    std::string name;
    /// Numbers only: "1.3.6.1.4.1.8072.1".
    std::string oid;
    /// figure = value * scale + offset; not for lock and modcod.
    double scale = 1;
    double offset = 0;
    /// For lock: the value, as text, that means locked.
    std::string locked;
};

/// A receiver that is asked over SNMP, and what for.
struct SnmpSpec {
    std::string host;
    std::uint16_t port = 161;
    bool isV3 = false;
    /// v2c; never shown nor logged, as all three.
    std::string community;
    /// v3. Protocols as net-snmp names them: MD5, SHA, SHA-224, SHA-256, SHA-384, SHA-512; DES,
    /// AES, AES-192, AES-256; empty: none. Keys have at least 8 characters (RFC 3414).
    std::string user;
    std::string authProtocol, authKey;
    std::string privProtocol, privKey;
    std::chrono::milliseconds interval{1000}; // 200 ms to 4 s
    std::chrono::milliseconds timeout{1000};  // 100 ms to 1.5 s
    std::vector<SnmpItem> items;
};

/// lock, level_dbm, cn_db, esn0_db, mer_db, margin_db, threshold_db, ber_before, ber_after, per,
/// modcod.
[[nodiscard]] const std::vector<std::string_view>& snmpItemNames();

/// Nothing, or what is wrong with the protocols, keys and objects; without any secret.
[[nodiscard]] std::string whyNoSnmp(const SnmpSpec& spec);

/// Asks for all objects in one GET each interval. What the agent does not have is absent; without
/// an answer everything is unknown after RfSource::validFor. A text is read as the number that it
/// begins with ("12.1 dB"). Trouble is logged once, and once more when it is over.
///
/// Owns one thread, and waits for answers on it without holding anything. net-snmp keeps SNMPv3
/// users and clocks in process-wide tables without locks: calls into it take one lock of ours. It
/// waits under that lock only while the engine of a v3 agent is discovered, at most one timeout,
/// and agents that do not answer that are asked less and less often (to every 10 s). Destroying it
/// is bounded by that, 2 s at most.
class SnmpSource : public RfSource {
public:
    /// Opens nothing yet. The error is one sentence.
    [[nodiscard]] static base::Result<std::unique_ptr<SnmpSource>> create(std::string name,
                                                                          SnmpSpec spec);
    /// Why there are no figures: "no answer within 1 s"; empty while answers come.
    [[nodiscard]] virtual std::string trouble() const = 0;
};

} // namespace vigie::transport
