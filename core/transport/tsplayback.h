// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/transport/tsfile.h"

namespace vigie::transport {

/// Tells how long each stretch of a file lasts by its own PCR, and joins its passes to one stream
/// whose clocks go on. Knows no real time. One thread.
class TsPlayback {
public:
    /// A stretch, usually from one PCR to the next.
    struct Run {
        std::vector<TsPacket> packets;
        double ticks = 0; // 27 MHz
    };

    /// Looks for the clock first; the error says why the file cannot be played.
    [[nodiscard]] static base::Result<TsPlayback> open(const std::string& path, bool isLooped);
    /// Nothing at the end, never when looped.
    [[nodiscard]] std::optional<Run> next();
    [[nodiscard]] std::uint64_t passes() const { return m_passes; }

private:
    TsPlayback(TsFileReader reader, std::uint16_t pcrPid, bool isLooped);
    void placePass(std::size_t headPackets);
    [[nodiscard]] Run finished(Run run);
    [[nodiscard]] Run endOfPass(Run run, std::size_t headPackets);

    TsFileReader m_reader;
    std::uint16_t m_pcrPid;
    bool m_isLooped;
    TsRestamper m_restamper;
    std::uint64_t m_passes = 0;
    bool m_isPassPlaced = false; // the offset of this pass is known
    bool m_isEnded = false;
    std::optional<TsPacket> m_carried;     // the PCR packet that begins the next run
    std::optional<std::int64_t> m_lastPcr; // raw, of this pass
    std::int64_t m_firstPcr = 0;           // raw, of this pass
    std::int64_t m_offset = 0;             // of this pass, 27 MHz
    double m_endClock = 0;                 // where the stream stands after the runs given, as sent
    double m_ticksPerPacket = 0;           // newest
};

} // namespace vigie::transport
