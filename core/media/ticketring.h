// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace vigie::media {

/// What must come out of a decoder again with the picture made from a unit: put() gives the number
/// for setTicket(). Keeps the newest 64, more than any decoder holds back. Not thread-safe.
template <typename T> class TicketRing {
public:
    std::uint64_t put(T value) {
        const auto number = m_next++;
        m_slots[number % kSlots] = {number, std::move(value)};
        return number;
    }
    /// Null when it was too long ago.
    [[nodiscard]] const T* find(std::uint64_t number) const {
        const auto& slot = m_slots[number % kSlots];
        return slot.number == number ? &slot.value : nullptr;
    }

private:
    struct Slot {
        std::uint64_t number = 0;
        T value;
    };
    static constexpr std::size_t kSlots = 64;
    std::array<Slot, kSlots> m_slots;
    std::uint64_t m_next = 1;
};

} // namespace vigie::media
