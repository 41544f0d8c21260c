// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/demo/tspacket.h"

/// The tables that a DVB multiplex carries beside PMTs, as sections (ISO/IEC 13818-1, EN 300 468).
namespace vigie::demo {

/// A section with its CRC.
using Section = std::vector<std::byte>;

struct SiService {
    std::uint16_t program = 0;
    std::uint16_t pmtPid = 0;
    std::string name;
    std::string provider;
};

[[nodiscard]] std::uint32_t crc32Mpeg(const std::byte* data, std::size_t size);

[[nodiscard]] Section makePat(std::uint16_t streamId, const std::vector<SiService>& services);
[[nodiscard]] Section makeNit(std::uint16_t streamId, const std::string& network);
[[nodiscard]] Section makeSdt(std::uint16_t streamId, const std::vector<SiService>& services);
/// Present (section 0) or following (section 1) event.
[[nodiscard]] Section makeEitPresentFollowing(std::uint16_t streamId, const SiService& service,
                                              bool isFollowing, base::Utc start,
                                              const std::string& event);
[[nodiscard]] Section makeTdt(base::Utc now);

/// The packets of one section, continuity counters counted on from `counter`.
[[nodiscard]] std::vector<TsPacket> packetize(std::uint16_t pid, const Section& section,
                                              std::uint8_t& counter);

} // namespace vigie::demo
