// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/transport/rtppacket.h"

namespace vigie::transport {

enum class Leg : std::uint8_t { A, B };

/// Makes one stream of two copies of it (SMPTE ST 2022-7). Copies are told by their extended
/// sequence number and time stamp; the SSRC need not be the same. The first copy to come is handed
/// over, in order; one that is missing on both legs is waited for `window` and then lost.
///
/// What comes on a leg and does not belong to the stream (another time stamp under the same number,
/// a jump by more than 3000 ahead, by more than 100 back on its own leg, or by more than ten
/// seconds of time stamp) is set aside: the output goes on by the other leg. It takes over, as a
/// restart, once two packets in a row confirm it and the other leg no longer brings the old stream;
/// what was set aside meanwhile, up to `window`, is then handed over too.
///
/// A packet is judged (only A, only B) when `window` has passed since its first copy: a copy that
/// comes later is of no use to a receiver with that buffer, and counts as not come, though its skew
/// is still measured. Extended numbers are matched up to 16 384 packets apart.
///
/// One thread. Holds at most mostHeld packets, and the records of the last recordCount.
class LegMerger {
public:
    static constexpr int maxDropout = 3000;
    static constexpr int maxMisorder = 100;
    static constexpr std::size_t mostHeld = 8192;
    static constexpr std::size_t recordCount = 16'384;

    struct Output {
        std::function<void(std::span<const std::byte>, base::Timestamp)> onPayload;
        std::function<void(std::uint64_t lost, base::Timestamp)> onLost;
        std::function<void(base::Timestamp)> onRestart;
        /// The first copy of a packet, in order of arrival; for figures of pace.
        std::function<void(const RtpPacket&, base::Timestamp)> onFirstCopy;
    };
    struct Skew {
        double minMs = 0, medianMs = 0, maxMs = 0;
    };

    /// `records`: for how many packets back copies are matched.
    LegMerger(std::chrono::nanoseconds window, Output output, std::size_t records = recordCount);

    void add(Leg leg, const RtpPacket& packet, base::Timestamp arrival);
    /// Gives up on what has been waited for too long, and judges.
    void expire(base::Mono now);
    [[nodiscard]] bool isHolding() const { return !m_held.empty(); }

    // Cumulative, in RTP packets.
    [[nodiscard]] std::uint64_t onlyA() const { return m_only[0]; }
    [[nodiscard]] std::uint64_t onlyB() const { return m_only[1]; }
    [[nodiscard]] std::uint64_t lostBoth() const { return m_lostBoth; }
    /// Behind a higher number of its own leg.
    [[nodiscard]] std::uint64_t reordered() const { return m_reordered; }
    /// A second time on its own leg.
    [[nodiscard]] std::uint64_t duplicates() const { return m_duplicates; }
    [[nodiscard]] std::uint64_t restarts() const { return m_restarts; }
    /// B minus A over the last second that had packets on both legs; nothing when none came on both
    /// for two seconds.
    [[nodiscard]] std::optional<Skew> skew() const { return m_skew; }
    /// When a packet of the stream came last on this leg; nothing before the first.
    [[nodiscard]] std::optional<base::Mono> lastArrival(Leg leg) const {
        return state(leg).lastArrival;
    }
    /// This leg brings packets, but not of the stream that is handed over.
    [[nodiscard]] bool isForeign(Leg leg) const { return state(leg).isForeign; }

private:
    struct Held {
        std::vector<std::byte> payload;
        base::Timestamp arrival;
    };
    struct SetAside {
        RtpPacket packet; // its payload is `bytes`
        std::vector<std::byte> bytes;
        base::Timestamp arrival;
    };
    struct LegState {
        std::optional<base::Mono> lastArrival;
        std::optional<std::int64_t> highest; // of the stream
        bool isForeign = false;
        int inARow = 0; // of the foreign packets
        std::deque<SetAside> setAside;
    };
    /// What is known of one extended sequence number.
    struct Record {
        std::int64_t sequence = -1;
        std::uint32_t timestamp = 0;
        base::Mono first{};
        std::array<std::optional<base::Mono>, 2> arrival;
    };

    [[nodiscard]] LegState& state(Leg leg) { return m_legs[static_cast<std::size_t>(leg)]; }
    [[nodiscard]] const LegState& state(Leg leg) const {
        return m_legs[static_cast<std::size_t>(leg)];
    }
    [[nodiscard]] Record& record(std::int64_t sequence) {
        return m_records[static_cast<std::size_t>(sequence) % m_records.size()];
    }
    [[nodiscard]] std::int64_t unwrapped(std::uint16_t sequence) const;
    [[nodiscard]] bool belongs(Leg leg, const RtpPacket& packet, std::int64_t sequence);
    void begin(const RtpPacket& packet);
    void take(Leg leg, const RtpPacket& packet, std::int64_t sequence, base::Timestamp arrival);
    void putAside(Leg leg, const RtpPacket& packet, base::Timestamp arrival);
    [[nodiscard]] bool mayTakeOver(Leg leg, base::Mono now) const;
    void takeOver(Leg leg, base::Timestamp at);
    void handOver(std::span<const std::byte> payload, base::Timestamp arrival);
    void drainReady();
    void skipToOldest();
    void judge(base::Mono now);
    void measureSkew(const Record& pair, base::Mono now);
    void endSkewSecond(base::Mono now);

    const std::chrono::nanoseconds m_window;
    Output m_output;
    bool m_isStarted = false;
    std::int64_t m_first = 0;   // of this stream, extended
    std::int64_t m_next = 0;    // due
    std::int64_t m_judged = 0;  // all below are
    std::int64_t m_highest = 0; // seen on any leg
    std::uint32_t m_highestTimestamp = 0;
    std::array<LegState, 2> m_legs;
    std::map<std::int64_t, Held> m_held;
    std::deque<std::pair<base::Mono, std::int64_t>> m_waiting; // of m_held, in order of arrival
    std::vector<Record> m_records; // of a fixed size, by sequence modulo that
    base::Timestamp m_lastHandedOver{};
    std::array<std::uint64_t, 2> m_only{};
    std::uint64_t m_lostBoth = 0, m_reordered = 0, m_duplicates = 0, m_restarts = 0;
    std::optional<Skew> m_skew;
    std::vector<double> m_skews; // ms, of the running second
    base::Mono m_skewSecond{};   // when it began
    base::Mono m_skewAt{};       // when m_skew was made
};

} // namespace vigie::transport
