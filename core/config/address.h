// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace vigie::config {

/// Why `text` is no "host:port" or "[ipv6]:port", in words; nothing when it is one.
[[nodiscard]] std::optional<std::string> whyNoAddress(const std::string& text);
/// Whether the host of an address is this machine by definition: localhost, 127.0.0.0/8, ::1.
[[nodiscard]] bool isLoopback(const std::string& address);

} // namespace vigie::config
