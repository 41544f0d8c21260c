// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/address.h"

#include "core/config/scalars.h"

namespace vigie::config {

std::optional<std::string> whyNoAddress(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) {
        return "expected host:port, found '" + text + "'";
    }
    const std::string host = text.substr(0, colon);
    const bool isBracketed = host.front() == '[' && host.back() == ']' && host.size() > 2;
    if (host.find(':') != std::string::npos && !isBracketed) {
        return "an IPv6 address needs brackets, [" + host + "]:port";
    }
    if (host.find_first_of(" \t/@") != std::string::npos) {
        return "expected host:port without scheme or spaces, found '" + text + "'";
    }
    const auto port = parseInteger(text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) {
        return "expected a port from 0 to 65535 after the colon, found '" + text + "'";
    }
    return std::nullopt;
}

bool isLoopback(const std::string& address) {
    const std::string host = address.substr(0, address.rfind(':'));
    return host == "localhost" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

} // namespace vigie::config
