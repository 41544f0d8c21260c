// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/transport/playlist.h"

/// Any text is either a playlist whose numbers hold together, or a sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto playlist = vigie::transport::parsePlaylist(
        std::string_view(reinterpret_cast<const char*>(data), size));
    if (!playlist) {
        return playlist.error().message.empty() ? (std::abort(), 0) : 0;
    }
    const bool hasBest = playlist->best() != nullptr;
    if (hasBest != playlist->isMaster || !(playlist->targetDurationS >= 0)) {
        std::abort();
    }
    for (std::size_t i = 0; i < playlist->segments.size(); ++i) {
        const auto& segment = playlist->segments[i];
        if (segment.sequence != playlist->segments.front().sequence + i ||
            !(segment.durationS >= 0) || (segment.range && segment.range->length == 0)) {
            std::abort();
        }
    }
    return 0;
}
