// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/time.h"
#include "core/media/contentprobe.h"

namespace vigie::media {

/// Something that has to hold for a while before it counts, told by the times at which pictures or
/// sounds arrived. Unknown until it either held long enough or was seen not to hold.
class HeldFault {
public:
    /// `minimumCount` observations in a row are needed besides the time. `lasts`: how long the
    /// thing observed lasts itself, so that 50 pictures of 40 ms are 2 s.
    void observe(bool holds, base::Timestamp at, base::Nanoseconds after, int minimumCount,
                 base::Nanoseconds lasts = {});
    void reset() { *this = {}; }
    [[nodiscard]] Presence presence() const { return m_presence; }
    /// Since when it has held, only while Present.
    [[nodiscard]] std::optional<base::Utc> since() const;
    /// Whether it holds, however short.
    [[nodiscard]] bool holds() const { return m_from.has_value(); }
    /// For how long it has held up to `now`; 0 when it does not.
    [[nodiscard]] base::Nanoseconds heldFor(base::Mono now) const;
    [[nodiscard]] int count() const { return m_count; }

private:
    Presence m_presence = Presence::Unknown;
    std::optional<base::Timestamp> m_from;
    int m_count = 0;
};

} // namespace vigie::media
