// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/base/time.h"
#include "core/transport/rtppacket.h"

namespace vigie::transport {

/// Puts RTP packets back in order and tells what is missing: a packet that does not come within
/// `windowPackets` later ones or `windowTime` is lost. In-order packets pass through uncopied.
///
/// Sequence numbers are extended as in RFC 3550 appendix A.1: a new SSRC, or a jump beyond
/// MAX_DROPOUT (3000) or back beyond MAX_MISORDER (100), counts once MIN_SEQUENTIAL (2) packets in
/// a row confirm it, and is a restart, not loss. Two choices are ours: the first packet of all is
/// believed at once, and packets are counted as lost, reordered or duplicate each on its own, where
/// RFC 3550 has one figure in which a duplicate hides a loss. One thread; never holds more than the
/// window.
class RtpReorder {
public:
    static constexpr int windowPackets = 32;
    static constexpr std::chrono::milliseconds windowTime{50};
    static constexpr int maxDropout = 3000;
    static constexpr int maxMisorder = 100;

    struct Output {
        std::function<void(std::span<const std::byte>, base::Timestamp)> onPayload;
        std::function<void(std::uint64_t lost, base::Timestamp)> onLost;
        std::function<void(base::Timestamp)> onRestart;
    };

    explicit RtpReorder(Output output) : m_output(std::move(output)) {}

    /// True when this is a packet of the stream that was not there before (no duplicate, nothing
    /// of a foreign source).
    bool add(const RtpPacket& packet, base::Timestamp arrival);
    /// Gives up on what has been waited for too long.
    void expire(base::Mono now);
    [[nodiscard]] bool isHolding() const { return !m_held.empty(); }

    /// The synchronization source that is followed.
    [[nodiscard]] std::uint32_t ssrc() const { return m_ssrc; }
    /// Not there when their turn came; what comes later still stays counted.
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }
    /// Came behind a packet with a higher number, in time or too late.
    [[nodiscard]] std::uint64_t reordered() const { return m_reordered; }
    /// Came after they had been counted as lost; part of both counts above.
    [[nodiscard]] std::uint64_t late() const { return m_late; }
    [[nodiscard]] std::uint64_t duplicates() const { return m_duplicates; }
    [[nodiscard]] std::uint64_t restarts() const { return m_restarts; }

private:
    struct Held {
        std::vector<std::byte> payload;
        base::Timestamp arrival;
    };
    struct Candidate {
        std::uint32_t ssrc = 0;
        std::uint16_t next = 0;
        Held packet;
    };

    /// True when the packet was taken care of as a possible or confirmed restart.
    bool handleForeign(const RtpPacket& packet, base::Timestamp arrival, std::int64_t sequence);
    void begin(const RtpPacket& packet);
    void handOver(std::span<const std::byte> payload, base::Timestamp arrival);
    void drainReady();
    void skipToOldest();
    /// The unwrapped sequence number nearest to the expected one.
    [[nodiscard]] std::int64_t unwrapped(std::uint16_t sequence) const;
    /// Whether `sequence`, at most maxMisorder behind, was handed over.
    [[nodiscard]] bool wasDelivered(std::int64_t sequence) const;
    void remember(std::int64_t sequence, bool isDelivered);

    Output m_output;
    bool m_isStarted = false;
    std::uint32_t m_ssrc = 0;
    std::int64_t m_first = 0;   // the first sequence since the start or restart, unwrapped
    std::int64_t m_next = 0;    // the sequence that is due
    std::int64_t m_highest = 0; // the highest seen
    std::map<std::int64_t, Held> m_held;
    std::optional<Candidate> m_candidate;
    std::bitset<128> m_delivered; // by sequence modulo 128
    base::Timestamp m_lastArrival{};
    std::uint64_t m_lost = 0, m_reordered = 0, m_late = 0, m_duplicates = 0, m_restarts = 0;
};

} // namespace vigie::transport
