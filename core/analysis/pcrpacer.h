// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/base/time.h"

namespace vigie::analysis {

/// Where a file's time comes from.
struct TimeBasis {
    enum class Kind : std::uint8_t {
        /// The PCRs of `pid`; before the first and after the last one, their rate.
        Pcr,
        /// No PID brings two PCRs: `assumedBitrate`. Durations and rates are not known.
        Assumed,
        /// The host's clock: the stream was received.
        Arrival
    };
    Kind kind = Kind::Assumed;
    /// The first PID whose PCRs told time; several may, when one ends.
    std::optional<std::uint16_t> pid;
    /// Steps of the PCRs that were not taken for time: announced, backwards, or too far for the
    /// bytes between.
    std::uint64_t jumps = 0;
    std::optional<double> assumedBitrate;
};

/// Gives the bytes of a transport stream that lies in a file the time at which they would have
/// arrived: at a packet with a PCR it is the PCR's, between two of them it goes evenly by bytes,
/// and before the first and after the last by the rate nearest to them. Starts at 0 with the first
/// byte and never goes back. Slices and times depend on the bytes alone, not on how they were
/// pushed.
///
/// A step of the PCR that was announced (discontinuity_indicator), goes backwards, or is longer
/// than 2 s and than four times what the bytes between bear out, is a new time base, not time: it
/// then goes on by bytes. When the PID stops carrying PCRs for a second of another one's, that one
/// takes over. What lies further than 16 MiB from the next PCR is handed on by the rate known so
/// far, or by an assumed one.
///
/// One thread; holds 16 MiB and one push at most.
class PcrPacer {
public:
    using Take = std::function<void(std::span<const std::byte>, base::Nanoseconds)>;

    /// bit/s where nothing tells.
    static constexpr double assumedBitrate = 5e6;

    explicit PcrPacer(Take take);

    void push(std::span<const std::byte> bytes);
    /// Hands on the rest.
    void finish();

    [[nodiscard]] TimeBasis basis() const;
    /// Whether there were packets at all.
    [[nodiscard]] bool hasFoundPackets() const { return m_hasFoundPackets; }
    /// Of the last byte handed on.
    [[nodiscard]] base::Nanoseconds now() const { return base::Nanoseconds{m_time}; }

private:
    struct Clock {
        std::uint64_t pcr = 0;
        std::uint64_t position = 0;
        bool isAnnounced = false;
        /// First PCR after the present reference's newest, for taking over.
        std::uint64_t sincePosition = 0;
        std::int64_t sinceTicks = -1;
    };

    void scan(bool isEnd);
    bool findStep(bool isEnd);
    /// Bytes wait for a PCR no longer than the window.
    void limitWait();
    void takePacket(std::uint64_t position);
    void takePcr(std::uint16_t pid, Clock& clock, std::uint64_t pcr, std::uint64_t end);
    void referencePcr(Clock& clock, std::int64_t ticks, std::uint64_t end, bool isJump);
    void otherPcr(std::uint16_t pid, Clock& clock, std::int64_t ticks, std::uint64_t end,
                  bool isJump);
    [[nodiscard]] bool isBelieved(std::int64_t ticks, std::uint64_t bytes) const;
    void noteRate(std::uint64_t bytes, std::int64_t ticks);
    [[nodiscard]] double rate() const; // bytes per ns
    [[nodiscard]] std::int64_t byRate(std::uint64_t bytes) const;
    /// The byte before `position` arrives at `time`.
    void anchor(std::uint64_t position, std::int64_t time);
    void drop();
    [[nodiscard]] const std::uint8_t* at(std::uint64_t position) const {
        return reinterpret_cast<const std::uint8_t*>(m_buffer.data()) + (position - m_begin);
    }

    Take m_take;
    std::vector<std::byte> m_buffer;
    /// Positions count from the first byte of the stream; m_begin is that of m_buffer[0].
    std::uint64_t m_begin = 0;
    std::uint64_t m_end = 0;
    std::uint64_t m_scanned = 0;
    /// Up to here bytes were handed on, at m_time.
    std::uint64_t m_position = 0;
    std::int64_t m_time = 0;

    std::size_t m_stride = 0; // 0: out of step
    bool m_hasFoundPackets = false;
    std::unordered_map<std::uint16_t, Clock> m_clocks;
    std::optional<std::uint16_t> m_reference;
    std::optional<std::uint16_t> m_firstReference;
    /// The reference's newest PCR as an anchor; absent until two of them made a rate.
    std::optional<std::int64_t> m_referenceTime;
    double m_rateBytes = 0;
    double m_rateNs = 0;
    std::uint64_t m_jumps = 0;
    bool m_isAssumed = false;
};

} // namespace vigie::analysis
