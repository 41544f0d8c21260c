// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/transport/tsdetect.h"

namespace vigie::transport {

/// The 27 MHz programme clock: 33 bits at 90 kHz times 300.
inline constexpr std::int64_t pcrHz = 27'000'000;
inline constexpr std::int64_t pcrWrap = (std::int64_t{1} << 33) * 300;

using TsPacket = std::array<std::byte, tsPacketSize>;

[[nodiscard]] std::uint16_t pidOf(const TsPacket& packet);
/// The PCR in 27 MHz ticks, where the packet carries one.
[[nodiscard]] std::optional<std::int64_t> pcrOf(const TsPacket& packet);

/// How packets lie in a file: 188 bytes, 192 (four bytes of arrival time before each) or 204
/// (sixteen of Reed-Solomon behind each).
struct TsLayout {
    std::size_t stride = tsPacketSize;
    std::size_t first = 0; // offset of the first sync byte
    bool operator==(const TsLayout&) const = default;
};
/// From the first bytes of a file; nothing when it is no transport stream.
[[nodiscard]] std::optional<TsLayout> detectLayout(std::span<const std::byte> head);

/// Reads the packets of a file from front to end, any number of times; damage is skipped up to the
/// next packets in a row. One thread.
class TsFileReader {
public:
    [[nodiscard]] static base::Result<TsFileReader> open(const std::string& path);
    /// Nothing at the end.
    [[nodiscard]] std::optional<TsPacket> next();
    void rewind();

private:
    TsFileReader(std::ifstream file, TsLayout layout);
    /// Keeps what is unread and reads on; false when there is nothing more.
    bool refill();
    bool resync();

    std::ifstream m_file;
    TsLayout m_layout;
    std::vector<std::byte> m_buffer;
    std::size_t m_at = 0;
    std::size_t m_end = 0;
};

/// Shifts the clocks of packets (PCR, PTS, DTS) by a constant and carries the continuity counters
/// on from pass to pass, so that a file played again is one stream. A PES header that does not fit
/// into its first packet is left as it is. One thread.
class TsRestamper {
public:
    /// From here on by `offset` 27 MHz ticks, a multiple of 300.
    void beginPass(std::int64_t offset);
    void apply(TsPacket& packet);

private:
    struct Counter {
        std::uint8_t last = 0;  // as sent
        std::uint8_t shift = 0; // of this pass
        std::uint64_t pass = 0; // in which shift was found
    };
    std::int64_t m_offset = 0;
    std::uint64_t m_pass = 0;
    std::unordered_map<std::uint16_t, Counter> m_counters;
};

} // namespace vigie::transport
