// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vigie::es {

/// Reads an RBSP bit by bit, skipping emulation prevention bytes (unless they were taken out, or
/// the syntax has none); past the end it yields zeros and remembers.
class BitReader {
public:
    enum class Emulation : std::uint8_t { Escaped, None };
    explicit BitReader(std::span<const std::byte> bytes, Emulation emulation = Emulation::Escaped)
        : m_bytes(bytes), m_isEscaped(emulation == Emulation::Escaped) {}

    unsigned bit() {
        if (m_at >= m_bytes.size()) {
            m_isPastEnd = true;
            return 0;
        }
        const unsigned value = (std::to_integer<unsigned>(m_bytes[m_at]) >> (7 - m_bit)) & 1U;
        if (++m_bit == 8) {
            m_bit = 0;
            step();
        }
        return value;
    }
    std::uint32_t bits(int count) {
        std::uint32_t value = 0;
        while (count-- > 0) {
            value = (value << 1) | bit();
        }
        return value;
    }
    std::uint32_t ue() {
        int zeros = 0;
        while (bit() == 0) {
            if (++zeros > 31 || m_isPastEnd) {
                m_isPastEnd = true;
                return 0;
            }
        }
        return (std::uint32_t{1} << zeros) - 1 + bits(zeros);
    }
    std::int32_t se() {
        const auto code = ue();
        const auto magnitude = static_cast<std::int32_t>((code + 1) / 2);
        return (code & 1U) != 0 ? magnitude : -magnitude;
    }
    bool flag() { return bit() != 0; }
    void skip(std::uint32_t count) {
        while (count-- > 0 && !m_isPastEnd) {
            bit();
        }
    }
    [[nodiscard]] bool isPastEnd() const { return m_isPastEnd; }

private:
    void step() {
        m_zeros = m_bytes[m_at] == std::byte{0} ? m_zeros + 1 : 0;
        ++m_at;
        if (m_isEscaped && m_zeros >= 2 && m_at < m_bytes.size() && m_bytes[m_at] == std::byte{3}) {
            ++m_at;
            m_zeros = 0;
        }
    }
    std::span<const std::byte> m_bytes;
    bool m_isEscaped;
    std::size_t m_at = 0;
    int m_bit = 0;
    int m_zeros = 0;
    bool m_isPastEnd = false;
};

} // namespace vigie::es
