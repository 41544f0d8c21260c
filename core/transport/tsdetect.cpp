// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/tsdetect.h"

#include <algorithm>

namespace vigie::transport {

bool looksLikeTransportStream(std::span<const std::byte> bytes) {
    if (bytes.empty()) {
        return false;
    }
    const auto hasStride = [bytes](std::size_t offset, std::size_t stride) {
        for (std::size_t at = offset; at < bytes.size(); at += stride) {
            if (bytes[at] != tsSyncByte) {
                return false;
            }
        }
        return true;
    };
    // 192: a time stamp of four bytes before each packet; 204: Reed-Solomon after it.
    for (const std::size_t stride : {tsPacketSize, std::size_t{192}, std::size_t{204}}) {
        if (bytes.front() == tsSyncByte && hasStride(0, stride)) {
            return true;
        }
        const bool isWholeOrTwo = bytes.size() % stride == 0 || bytes.size() > stride + 4;
        if (stride == 192 && bytes.size() > 4 && isWholeOrTwo && hasStride(4, stride)) {
            return true;
        }
        if (bytes.size() <= 2 * stride) {
            continue; // Too few sync bytes to trust them anywhere but in front.
        }
        for (std::size_t offset = 1; offset < std::min(stride, bytes.size() - 2 * stride);
             ++offset) {
            if (bytes[offset] == tsSyncByte && hasStride(offset, stride)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace vigie::transport
