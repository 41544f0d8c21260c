// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::ts {

/// Knows a SCTE-35 section that was only repeated, as every encoder does, often a few times before
/// the splice: by its CRC, as long as the repeats are at most 10 s apart. Remembers the newest 16
/// sections of one PID.
class SpliceFilter {
public:
    static constexpr std::chrono::seconds window{10};

    /// True where the section is news.
    bool take(std::uint32_t crc, base::Mono at) {
        for (auto& known : m_known) {
            if (known && known->crc == crc) {
                const bool isRepeat = at - known->at <= window;
                known->at = at;
                return !isRepeat;
            }
        }
        m_known[m_next] = Known{crc, at};
        m_next = (m_next + 1) % m_known.size();
        return true;
    }
    void restart() { *this = {}; }

private:
    struct Known {
        std::uint32_t crc = 0;
        base::Mono at{};
    };
    std::array<std::optional<Known>, 16> m_known;
    std::size_t m_next = 0;
};

} // namespace vigie::ts
