// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/crc32.h"

#include <array>
#include <cstddef>

namespace vigie::ts {
namespace {

constexpr std::uint32_t polynomial = 0x04c11db7u;

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i << 24;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value << 1) ^ ((value & 0x80000000u) != 0 ? polynomial : 0u);
        }
        table[i] = value;
    }
    return table;
}

constexpr auto table = makeTable();

} // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const std::uint8_t byte : bytes) {
        crc = (crc << 8) ^ table[(crc >> 24) ^ byte];
    }
    return crc;
}

} // namespace vigie::ts
