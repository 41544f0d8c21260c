// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace vigie::exchange {

/// CRC-32 as MCAP has it (ISO 3309: reflected, polynomial 0x04C11DB7, begun with and turned by all
/// ones), of bytes that come piece by piece.
class Crc32 {
public:
    void add(std::string_view bytes);
    [[nodiscard]] std::uint32_t value() const { return ~m_state; }

private:
    std::uint32_t m_state = 0xffffffffU;
};

} // namespace vigie::exchange
