// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/outward/outward.h"

namespace vigie::outward {

/// ItuPerceivedSeverity (RFC 3877): a name, not a scale.
enum class PerceivedSeverity : std::uint8_t {
    Cleared = 1,
    Indeterminate = 2,
    Critical = 3,
    Major = 4,
    Minor = 5,
    Warning = 6
};
[[nodiscard]] PerceivedSeverity perceivedSeverityOf(const Notice& notice);

/// One object of resources/snmp/VIGIE-MIB.txt: `object` is its number under vigieObjects.
struct SnmpVariable {
    std::uint32_t object = 0;
    /// INTEGER, Unsigned32 or SnmpAdminString (at most 255 octets).
    std::variant<std::int32_t, std::uint32_t, std::string> value;
};

/// All objects of a notification, in the MIB's order; what there is not is an empty string or 0.
[[nodiscard]] std::vector<SnmpVariable> snmpVariablesOf(const Notice& notice,
                                                        const std::string& id);
/// The last number of the notification's identifier: opened 1, changed 2, ended 3, test 4.
[[nodiscard]] std::uint32_t snmpNotificationOf(Notice::What what);

/// Where VIGIE-MIB hangs unless the target says otherwise.
inline constexpr std::string_view snmpRoot = "1.3.6.1.4.1.8072.9999.9999.1201";
/// Numbers with dots between; nothing when it is no object identifier.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> oidFrom(std::string_view text);
/// 5 to 32 octets in hexadecimal, as RFC 3411 has them; nothing otherwise.
[[nodiscard]] std::optional<std::string> engineIdFrom(std::string_view hex);

} // namespace vigie::outward
