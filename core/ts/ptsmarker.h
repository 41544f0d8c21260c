// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/ts/analyzer.h"

namespace vigie::ts {

/// Picks, of the PES packets of one stream, the one that came first in each whole second of its own
/// time stamps, so that two paths of the same stream pick the same ones without knowing of each
/// other. The packet before it must have been whole and of the second before: otherwise the first
/// of the second may be among what was lost.
class PtsMarker {
public:
    [[nodiscard]] std::optional<PtsMark> take(const PesUnit& unit);
    void restart() { m_last.reset(); }

private:
    std::optional<std::uint64_t> m_last;
};

} // namespace vigie::ts
