// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/outward/sender.h"

namespace vigie::outward {

/// SNMP v2c and v3 notifications by net-snmp. An inform is taken when its receiver has answered; a
/// trap when it was sent: whether it arrived is not known. net-snmp keeps users and clocks of v3 in
/// process-wide tables without locks: calls into it take one lock of ours, which is held while
/// waiting only when the engine of a v3 inform's receiver is asked for, 1 s at most. Must not share
/// a process with core/transport's SNMP reader, which has a lock of its own.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeSnmp(const Target& target,
                                                             const SenderContext& context);

/// "SHA-256" and the like, as the library here was built with.
[[nodiscard]] bool isSnmpAuthKnown(const std::string& name);
[[nodiscard]] bool isSnmpPrivKnown(const std::string& name);
/// What is wrong with an SNMP target as it is given, without any secret; empty: nothing.
[[nodiscard]] std::string whyNoSnmp(const Target& target);

} // namespace vigie::outward
