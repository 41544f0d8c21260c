// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/tsdetect.h"

#include <algorithm>

namespace vigie::transport {

bool looksLikeTransportStream(std::span<const std::byte> bytes) {
    if (bytes.empty()) {
        return false;
    }
    const auto hasStride = [bytes](std::size_t offset) {
        for (std::size_t at = offset; at < bytes.size(); at += tsPacketSize) {
            if (bytes[at] != tsSyncByte) {
                return false;
            }
        }
        return true;
    };
    if (bytes.size() < 2 * tsPacketSize) {
        return hasStride(0);
    }
    const auto last = std::min(tsPacketSize, bytes.size() - tsPacketSize);
    for (std::size_t offset = 0; offset < last; ++offset) {
        if (bytes[offset] == tsSyncByte && hasStride(offset)) {
            return true;
        }
    }
    return false;
}

} // namespace vigie::transport
