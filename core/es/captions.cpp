// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/captions.h"

#include <algorithm>
#include <cstdint>

namespace vigie::es {
namespace {

std::uint8_t at(Bytes bytes, std::size_t index) {
    return std::to_integer<std::uint8_t>(bytes[index]);
}

/// One construct of cc_data: 5 marker bits, cc_valid, cc_type, two bytes.
bool saysSomething(Bytes construct) {
    const std::uint8_t head = at(construct, 0);
    if ((head & 4) == 0) {
        return false; // not valid: padding
    }
    switch (head & 3) {
    case 0:
    case 1: // CEA-608, with parity
        return ((at(construct, 1) | at(construct, 2)) & 0x7f) != 0;
    case 3: // a DTVCC packet begins: its own header, then that of a service block; 0 is none
        return at(construct, 2) != 0;
    default:
        return (at(construct, 1) | at(construct, 2)) != 0;
    }
}

} // namespace

bool hasCaptions(Bytes userData) {
    constexpr std::size_t header = 7;
    constexpr std::size_t construct = 3;
    if (userData.size() < header || at(userData, 0) != 'G' || at(userData, 1) != 'A' ||
        at(userData, 2) != '9' || at(userData, 3) != '4' || at(userData, 4) != 0x03 ||
        (at(userData, 5) & 0x40) == 0) { // user_data_type_code, process_cc_data_flag
        return false;
    }
    const std::size_t said = at(userData, 5) & 0x1f;
    const std::size_t count = std::min(said, (userData.size() - header) / construct);
    for (std::size_t i = 0; i < count; ++i) {
        if (saysSomething(userData.subspan(header + i * construct, construct))) {
            return true;
        }
    }
    return false;
}

bool hasCaptionsT35(Bytes message) {
    return message.size() > 3 && at(message, 0) == 0xb5 && at(message, 1) == 0x00 &&
           at(message, 2) == 0x31 && hasCaptions(message.subspan(3));
}

} // namespace vigie::es
