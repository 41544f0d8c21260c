// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/es/startcode.h"

namespace vigie::es {

/// Supplemental enhancement information, the same in H.264 (7.3.2.3) and H.265 (7.3.2.4).
class SeiReader {
public:
    /// More than any message that is looked at; what is longer is cut.
    static constexpr std::size_t maxBytes = 4096;

    /// Calls `onMessage(std::uint32_t payloadType, Bytes payload)` for each message of the NAL unit
    /// without its header; the payload is free of emulation prevention and lives for the call.
    template <typename OnMessage> void read(Bytes escaped, OnMessage onMessage) {
        unescape(escaped);
        const Bytes all(m_bytes);
        std::size_t at = 0;
        // The last byte is the trailing bits.
        while (at + 2 < all.size()) {
            std::uint32_t type = 0;
            std::uint32_t size = 0;
            if (!readValue(all, at, type) || !readValue(all, at, size)) {
                return;
            }
            const std::size_t there = std::min<std::size_t>(size, all.size() - at);
            onMessage(type, all.subspan(at, there));
            at += there;
        }
    }

private:
    static bool readValue(Bytes all, std::size_t& at, std::uint32_t& value) {
        while (at < all.size()) {
            const auto byte = std::to_integer<std::uint32_t>(all[at++]);
            value += byte;
            if (byte != 0xff) {
                return true;
            }
        }
        return false;
    }
    void unescape(Bytes escaped) {
        m_bytes.clear();
        int zeros = 0;
        for (const std::byte byte : escaped.first(std::min(escaped.size(), maxBytes))) {
            if (zeros >= 2 && byte == std::byte{3}) {
                zeros = 0;
                continue;
            }
            zeros = byte == std::byte{0} ? zeros + 1 : 0;
            m_bytes.push_back(byte);
        }
    }
    std::vector<std::byte> m_bytes;
};

} // namespace vigie::es
