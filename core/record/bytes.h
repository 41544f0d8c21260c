// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// Little-endian numbers and varints, as the file has them.
namespace vigie::record {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand");

/// Appends `value` as it stands in memory.
template <typename T> void putFixed(std::string& out, T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    out.append(raw, sizeof(T));
}

inline void putVarint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>(static_cast<std::uint8_t>(value | 0x80U)));
        value >>= 7U;
    }
    out.push_back(static_cast<char>(value));
}

/// Small distances of either sign are small numbers. `value` is a distance modulo 2^64.
[[nodiscard]] constexpr std::uint64_t zigZag(std::uint64_t value) {
    return (value << 1U) ^ (~(value >> 63U) + 1U);
}
[[nodiscard]] constexpr std::uint64_t unZigZag(std::uint64_t value) {
    return (value >> 1U) ^ (~(value & 1U) + 1U);
}

/// Reads foreign bytes: what is not there reads as 0 and is remembered (isSound), so that callers
/// check once behind a run of fields, and before they believe a length. The bytes must outlive it.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    template <typename T> [[nodiscard]] T fixed() {
        T value{};
        if (m_rest.size() < sizeof(T)) {
            fail();
            return value;
        }
        std::memcpy(&value, m_rest.data(), sizeof(T));
        m_rest.remove_prefix(sizeof(T));
        return value;
    }
    [[nodiscard]] std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty()) {
                break;
            }
            const auto byte = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            if (shift == 63 && byte > 1) {
                break;
            }
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) {
                return value;
            }
        }
        fail();
        return 0;
    }
    /// A varint that must not be above `most`.
    [[nodiscard]] std::uint64_t varint(std::uint64_t most) {
        const std::uint64_t value = varint();
        if (value > most) {
            fail();
            return 0;
        }
        return value;
    }
    [[nodiscard]] std::string_view bytes(std::size_t count) {
        if (count > m_rest.size()) {
            fail();
            return {};
        }
        const auto taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }
    [[nodiscard]] std::size_t left() const { return m_rest.size(); }
    [[nodiscard]] bool isSound() const { return m_isSound; }
    void fail() {
        m_isSound = false;
        m_rest = {};
    }

private:
    std::string_view m_rest;
    bool m_isSound = true;
};

} // namespace vigie::record
