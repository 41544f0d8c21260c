// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vigie::ts {

/// Puts the sections of one PID together from packet payloads. A section that a gap or a broken
/// length cuts is dropped in silence: its absence is what the checks see.
class SectionAssembler {
public:
    /// Header and the longest section_length that any table may have.
    static constexpr std::size_t maxSection = 3 + 4093;

    /// Calls `onSection(std::span<const std::uint8_t>)` for each section that ends in `payload`.
    template <typename OnSection>
    void take(std::span<const std::uint8_t> payload, bool isUnitStart, OnSection onSection) {
        if (!isUnitStart) {
            append(payload, onSection);
            return;
        }
        if (payload.empty() || payload[0] >= payload.size()) {
            reset();
            return;
        }
        const std::size_t pointer = payload[0];
        payload = payload.subspan(1);
        append(payload.first(pointer), onSection);
        // A new section begins here, whether the one before came to its end or not.
        reset();
        payload = payload.subspan(pointer);
        while (!payload.empty() && payload[0] != stuffing) {
            m_isOpen = true;
            payload = append(payload, onSection);
        }
    }

    /// Packets are missing: what was begun cannot be completed.
    void reset() {
        m_fill = 0;
        m_isOpen = false;
    }

private:
    static constexpr std::uint8_t stuffing = 0xff;

    /// Adds to the open section; returns what is left of `bytes` once it is complete.
    template <typename OnSection>
    std::span<const std::uint8_t> append(std::span<const std::uint8_t> bytes,
                                         OnSection& onSection) {
        while (m_isOpen && !bytes.empty()) {
            const std::size_t wanted = m_fill < 3 ? 3 : total();
            if (wanted > maxSection) {
                reset();
                return {};
            }
            const std::size_t n = std::min(wanted - m_fill, bytes.size());
            std::copy_n(bytes.begin(), n, m_bytes.begin() + static_cast<std::ptrdiff_t>(m_fill));
            m_fill += n;
            bytes = bytes.subspan(n);
            if (m_fill >= 3 && m_fill == total()) {
                const std::size_t size = m_fill;
                reset();
                onSection(std::span<const std::uint8_t>(m_bytes.data(), size));
            }
        }
        return bytes;
    }
    [[nodiscard]] std::size_t total() const {
        return 3u + (((m_bytes[1] & 0x0fu) << 8) | m_bytes[2]);
    }

    std::array<std::uint8_t, maxSection> m_bytes{};
    std::size_t m_fill = 0;
    bool m_isOpen = false;
};

} // namespace vigie::ts
