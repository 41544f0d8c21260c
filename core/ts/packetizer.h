// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/ts/packet.h"

namespace vigie::ts {

/// What a Packetizer finds. Packets are borrowed: valid until the feed() that gave them returns.
class PacketizerSink {
public:
    virtual void onPacket(const std::uint8_t* packet) = 0;
    /// `count` packets in a row, `stride` bytes from one to the next, not yet looked at: takes
    /// those up to the first that does not begin with 0x47 and returns how many these are.
    virtual std::size_t onPackets(const std::uint8_t* first, std::size_t count,
                                  std::size_t stride) {
        std::size_t taken = 0;
        for (; taken < count && first[taken * stride] == syncByte; ++taken) {
            onPacket(first + taken * stride);
        }
        return taken;
    }
    /// In step, but this packet does not begin with 0x47.
    virtual void onBadSync() = 0;
    /// `packetSize` is 188, 192 or 204.
    virtual void onSyncAcquired(int packetSize) = 0;
    /// The bad ones reported last were no packets: their bytes are looked at again.
    virtual void onSyncLost() = 0;
    /// Packets handed over so far will not stay valid.
    virtual void onBatchEnd() = 0;

protected:
    ~PacketizerSink() = default;
};

/// Finds packets of 188, 192 or 204 bytes in a byte stream that may be split anywhere. In step
/// after `acquireAfter` sync bytes at one distance, out of step after `lossAfter` wrong ones in a
/// row; then it looks again from the first wrong packet on, so that an inserted or missing byte
/// costs one packet. Packets that helped to get in step are delivered too. Whole packets are handed
/// on without a copy. Memory is bounded by a few packets, whatever the bytes.
class Packetizer {
public:
    Packetizer(int acquireAfter, int lossAfter, PacketizerSink& sink);

    void feed(std::span<const std::uint8_t> bytes);
    /// Forgets the bytes of a packet begun, and the step; does not report a loss.
    void reset();
    [[nodiscard]] bool isInSync() const { return m_isInSync; }
    /// Bytes looked at since the step was last held or the start: how long the search has been
    /// going on.
    [[nodiscard]] std::size_t searched() const { return m_searched; }

private:
    /// Consumes what it can while in step; returns how many bytes it took.
    std::size_t consume(std::span<const std::uint8_t> bytes);
    void takePacket(const std::uint8_t* packet);
    /// True when a step was found; `m_search` then begins with its first packet.
    bool search();
    void drainSearch();

    const std::size_t m_acquireAfter;
    const int m_lossAfter;
    PacketizerSink& m_sink;
    bool m_isInSync = false;
    std::size_t m_stride = packetSize;
    /// Bytes between packets still to be passed over (192: time stamps, 204: Reed-Solomon).
    std::size_t m_skip = 0;
    int m_badRun = 0;
    /// Two, because the packet completed at the start of a feed must outlive the one begun at its
    /// end.
    std::array<std::array<std::uint8_t, packetSize>, 2> m_partial{};
    std::size_t m_partialIndex = 0;
    std::size_t m_fill = 0;
    /// Bytes since the first wrong packet of the present run.
    std::vector<std::uint8_t> m_suspect;
    std::vector<std::uint8_t> m_search;
    std::size_t m_searched = 0;
};

} // namespace vigie::ts
