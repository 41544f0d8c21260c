// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/ts/analyzer.h"

namespace vigie::ts {

/// Picks about one in sixteen PES packets of one stream, by a hash of their payload alone: two
/// paths of the same stream pick the same ones without knowing of each other, whatever their time
/// stamps were made into on the way, and whichever packets one of them lost. Small payloads (a
/// picture that is skipped) and one that comes twice in a row name no moment and are passed over.
/// One thread.
class PtsMarker {
public:
    [[nodiscard]] std::optional<PtsMark> take(const PesUnit& unit);
    void restart() { m_last.reset(); }

private:
    std::optional<std::uint64_t> m_last; // hash of the mark before
};

} // namespace vigie::ts
