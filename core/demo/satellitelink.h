// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>

#include "core/base/time.h"
#include "core/demo/satellitesignal.h"
#include "core/demo/transponder.h"
#include "core/transport/sender.h"

namespace vigie::demo {

/// One transponder as one region's receiver puts it out: later by the way through space, with whole
/// baseband frames lost near the cliff, silent without lock. Lost packets leave null packets
/// behind, as a receiver that keeps its rate does, so what is missed shows as continuity errors and
/// the distances of the PCRs stay. One thread.
class SatelliteLink {
public:
    SatelliteLink(std::chrono::nanoseconds delay, std::unique_ptr<transport::Sender> sender,
                  std::uint64_t seed);
    /// Sends what has arrived by now.
    void forward(const Transponder& transponder, const SatelliteSignal& signal, base::Mono now);

    [[nodiscard]] std::uint64_t lostPackets() const { return m_lostPackets; }

private:
    /// Packets of a normal 64 800 bit frame at rate 2/3.
    static constexpr int packetsPerBasebandFrame = 28;

    void spoil(Transponder::Datagram& datagram, double lossRatio);

    std::chrono::nanoseconds m_delay;
    std::unique_ptr<transport::Sender> m_sender;
    std::mt19937_64 m_random;
    std::uint64_t m_next = 0;
    std::uint64_t m_lostPackets = 0;
    int m_leftInFrame = 0;
    bool m_isFrameLost = false;
};

} // namespace vigie::demo
