// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/model/preview.h"

namespace vigie::media {

/// Turns a path's video into preview access units: passed through where it is H.264 already small
/// (at most 640 pixels wide and 1.5 Mb/s), otherwise decoded, scaled and encoded (x264,
/// zerolatency, key picture each second) on a thread of its own that exists only while somebody
/// watches.
class PreviewEncoder {
public:
    virtual ~PreviewEncoder() = default;
    /// Input thread; never blocks.
    virtual void push(std::string_view content, std::span<const std::byte> payload,
                      std::optional<std::uint64_t> pts, bool isRandomAccess, bool isDamaged,
                      base::Timestamp arrival) = 0;
    /// Largest size that any watcher wants; (0,0): nobody watches: nothing is transcoded.
    /// What passes through is handed on all the same.
    virtual void setDemand(std::uint32_t width, std::uint32_t height) = 0;
    /// The newest whole key picture, for joiners; null before the first.
    [[nodiscard]] virtual model::AccessUnitPtr cachedKey() const = 0;
};

/// `onUnit` is called on the input thread (pass-through) or the encoder's; it must return at once.
/// Sequences are the encoder's own and gapless unless the input was.
[[nodiscard]] std::unique_ptr<PreviewEncoder>
makePreviewEncoder(std::string name, std::function<void(model::AccessUnitPtr)> onUnit);

} // namespace vigie::media
