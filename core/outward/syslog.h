// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/outward/sender.h"

namespace vigie::outward {

/// RFC 5424 over UDP (RFC 5426) or TCP with octet counting (RFC 6587). Neither has an answer: over
/// UDP a notice is taken when it is sent; over TCP when the receiver's host has acknowledged it,
/// which a collector that dies at that moment may still lose.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeSyslog(const Target& target,
                                                               const SenderContext& context);

/// The message without a frame. Facility local0; severity 2 (critical), 3 (major), 4 (minor), 5
/// (warning), 6 (ended or test). `host` and `pid` fill the header.
[[nodiscard]] std::string syslogOf(const Notice& notice, const std::string& id,
                                   std::string_view host, int pid);

} // namespace vigie::outward
