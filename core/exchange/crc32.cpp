// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/crc32.h"

#include <array>

namespace vigie::exchange {
namespace {

constexpr std::uint32_t polynomial = 0xedb88320U;

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit) {
            rest = (rest & 1U) != 0 ? (rest >> 1U) ^ polynomial : rest >> 1U;
        }
        table[byte] = rest;
    }
    return table;
}

constexpr auto table = makeTable();

} // namespace

void Crc32::add(std::string_view bytes) {
    std::uint32_t state = m_state;
    for (const char byte : bytes) {
        state = table[(state ^ static_cast<std::uint8_t>(byte)) & 0xffU] ^ (state >> 8U);
    }
    m_state = state;
}

} // namespace vigie::exchange
