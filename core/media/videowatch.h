// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/time.h"
#include "core/media/contentprobe.h"

namespace vigie::media {

/// Tells whether pictures come out of a programme that is there: its video units come, or its
/// sound, but no picture has come out of the decoder for a while. With neither, or without ever any
/// video, it is unknown. Under the key-frame policy two key pictures in a row must have failed.
/// Pure; not thread-safe.
class VideoWatch {
public:
    explicit VideoWatch(base::Nanoseconds limit) : m_limit(limit) {}

    void onUnit(base::Timestamp arrival);
    void onSound(base::Timestamp arrival) { m_lastSound = arrival.mono; }
    /// A unit went to the decoder.
    void onHandedOver(base::Timestamp arrival);
    void onPicture(base::Timestamp arrival);
    /// Decoding has a pause of its own making (no room, another policy): the measurement of time
    /// begins anew.
    void onPause() { m_since.reset(); }
    /// `isBehind`: units wait for a worker, so that missing pictures say nothing.
    void advance(base::Mono now, bool isSparse, bool isBehind);
    void reset();

    [[nodiscard]] Presence presence() const { return m_presence; }
    [[nodiscard]] std::optional<base::Utc> since() const;
    [[nodiscard]] bool isSuspicious(base::Mono now) const;

private:
    base::Nanoseconds m_limit;
    Presence m_presence = Presence::Unknown;
    std::optional<base::Mono> m_lastUnit;
    std::optional<base::Mono> m_lastSound;
    /// The last picture, or where there was none the first unit that should have become one.
    std::optional<base::Timestamp> m_since;
    int m_failed = 0; // units handed over since the last picture
    bool m_hasPicture = false;
};

} // namespace vigie::media
