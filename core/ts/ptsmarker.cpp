// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/ptsmarker.h"

#include <xxhash.h>

namespace vigie::ts {

std::optional<PtsMark> PtsMarker::take(const PesUnit& unit) {
    constexpr std::uint64_t second = 90'000;
    const auto stamp = unit.dts ? unit.dts : unit.pts;
    if (unit.isDamaged || !stamp || !unit.pts) {
        m_last.reset();
        return std::nullopt;
    }
    const std::uint64_t now = *stamp / second;
    const bool isFirst = m_last && now == *m_last + 1;
    m_last = now;
    if (!isFirst) {
        return std::nullopt;
    }
    return PtsMark{unit.serviceId, *unit.pts, XXH3_64bits(unit.payload.data(), unit.payload.size()),
                   unit.arrival.utc};
}

} // namespace vigie::ts
