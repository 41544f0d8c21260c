// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace vigie::ts {

/// The continuity counter of one PID by TR 101 290 1.4, with the duplicate rule of this house:
/// one repeat of a packet with payload is legal (same counter, every byte the same but for a PCR
/// written anew); each further repeat of it is an error of its own. A packet without payload must
/// carry the counter of the packet before. discontinuity_indicator makes any counter legal.
class ContinuityCounter {
public:
    enum class Verdict : std::uint8_t {
        /// The first one seen, or announced by discontinuity_indicator: nothing to compare with.
        Fresh,
        Next,
        /// The one legal repeat: says nothing new.
        Duplicate,
        /// A repeat too many: an error, and says nothing new.
        Repeated,
        /// Packets are missing or out of order: an error, and the payload is new.
        Broken
    };

    /// `isRepeat()` tells whether the packet repeats the last one with payload; it is only asked
    /// where the counter stood still.
    template <typename IsRepeat>
    Verdict take(std::uint8_t counter, bool hasPayload, bool isDiscontinuity, IsRepeat isRepeat) {
        const std::uint8_t before = m_last;
        m_last = counter;
        if (before == none || isDiscontinuity) [[unlikely]] {
            m_isRepeated = false;
            return Verdict::Fresh;
        }
        const std::uint8_t expected = hasPayload ? (before + 1) & 0x0f : before;
        if (counter == expected) [[likely]] {
            m_isRepeated = m_isRepeated && !hasPayload;
            return Verdict::Next;
        }
        if (hasPayload && counter == before && isRepeat()) {
            const bool isTooMany = m_isRepeated;
            m_isRepeated = true;
            return isTooMany ? Verdict::Repeated : Verdict::Duplicate;
        }
        m_isRepeated = false;
        return Verdict::Broken;
    }

    /// The whole of it for a packet with payload that follows the one before; false: take() tells
    /// more, and nothing is changed yet.
    bool takeNext(std::uint8_t counter) {
        if (m_last == none || counter != ((m_last + 1) & 0x0f)) [[unlikely]] {
            return false;
        }
        m_last = counter;
        m_isRepeated = false;
        return true;
    }

    void reset() {
        m_last = none;
        m_isRepeated = false;
    }

private:
    static constexpr std::uint8_t none = 0xff;
    std::uint8_t m_last = none;
    bool m_isRepeated = false;
};

} // namespace vigie::ts
