// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/decoderlimits.h"

namespace vigie::ts {

/// What the decoder model found, of one PID.
struct BufferFinding {
    Check check = Check::Count;
    std::uint16_t pid = 0;
    std::uint64_t count = 0;
};

/// The transport stream system target decoder (ISO/IEC 13818-1, 2.4.2) of one service: 3.3, 3.9 and
/// 3.10. Packets are noted as they come and go through the buffers at the next PCR, when it is
/// known how fast they came: from one PCR to the next at an even rate. docs/analysis.md says what
/// is modelled and what is not. Not thread-safe; bounded: what comes without a PCR for longer than
/// two seconds or 2^16 packets is forgotten.
class TStd {
public:
    /// Of system information: PAT, CAT, PMT.
    static constexpr std::size_t system = 0;

    TStd();
    /// The number by which note() knows the stream.
    std::size_t addStream(std::uint16_t pid, std::string_view content, bool mayBeStill);

    /// One packet of the stream; `index` counts all packets of the transport stream. `bytes`: of
    /// its payload; of the elementary stream where a PES header was taken off.
    void note(std::size_t stream, std::uint64_t index, std::size_t bytes) {
        if (m_isRunning && m_notes.size() < mostNotes) [[likely]] {
            m_notes.push_back({static_cast<std::uint32_t>(index - m_pcrIndex),
                               static_cast<std::uint16_t>(stream),
                               static_cast<std::uint16_t>(bytes)});
        }
    }
    /// A PES packet begins with the packet noted next. `decode`: DTS, or PTS; absent: none.
    /// `total`: bytes of its payload; 0: not told.
    void noteUnit(std::size_t stream, std::optional<std::uint64_t> decode, std::size_t total);
    /// The begin of a PES packet's payload, and what follows it: tells which limits hold.
    void look(std::size_t stream, std::span<const std::uint8_t> payload, bool isUnitStart);
    [[nodiscard]] bool isLooking(std::size_t stream) const {
        return ((m_looking >> (stream & 63)) & 1u) != 0;
    }
    /// What cannot be read leaves only the transport buffer.
    void scrambled(std::size_t stream);

    /// The next PCR of the service's clock, `ticks` after the one before.
    void takePcr(std::uint64_t pcr, std::int64_t ticks, std::uint64_t index);
    /// The first PCR of a time base, or the first after bytes were lost.
    void restart(std::uint64_t pcr, std::uint64_t index);
    /// No PCR any more: nothing runs until restart().
    void stop();

    /// Some stream runs through all its buffers.
    [[nodiscard]] bool isModelling() const;
    /// What was found since the last call; the caller decides whether it counts.
    [[nodiscard]] std::span<const BufferFinding> findings() const { return m_findings; }
    void clearFindings() { m_findings.clear(); }

private:
    static constexpr std::size_t mostNotes = std::size_t{1} << 16;

    struct Note {
        /// Packets after that of the last PCR.
        std::uint32_t index;
        std::uint16_t stream;
        std::uint16_t bytes;
    };
    /// A PES packet, in step with the first note of its stream at or after `noteIndex`.
    struct UnitNote {
        std::size_t noteIndex;
        std::uint16_t stream;
        std::optional<std::uint64_t> decode;
        std::size_t total;
    };
    /// What leaves a buffer at one moment: a picture, or the audio frames of a PES packet, the
    /// first at `decode`, the others a frame later each.
    struct Unit {
        /// Ticks of the model's clock.
        double decode = 0;
        double bytes = 0;
        /// As its header tells; 0: it does not.
        double total = 0;
        /// Already decoded.
        double taken = 0;
        int steps = 1;
        int stepsDone = 0;
        bool isLate = false;
        [[nodiscard]] bool isDone() const { return stepsDone >= steps; }
    };
    struct Stream {
        std::uint16_t pid = 0;
        std::string_view content;
        bool mayBeStill = false;
        bool isScrambled = false;
        std::optional<DecoderLimits> limits;
        /// Per tick.
        double transportLeak = 0;
        double multiplexLeak = 0;

        /// TBn: bytes at the end of the last packet.
        double transport = 0;
        double transportAt = 0;
        double transportEmptyAt = 0;
        /// When an overflow of it was told last.
        std::optional<double> transportOverAt;
        /// MBn (video) and EBn; or Bn, Bsys in `main`.
        double multiplex = 0;
        double multiplexEmptyAt = 0;
        double main = 0;
        double mainAt = 0;
        std::optional<double> overAt;
        std::deque<Unit> units;
        std::optional<double> lastDecode;
        double shortestStep = 0;
        /// PES packets in a row that came one picture, or whole frames, after another: what the
        /// main buffers are judged by.
        int regularUnits = 0;
        /// Bytes of the elementary stream count once a unit has begun in sight.
        bool isAligned = false;
        int looks = 0;

        /// Of the span at hand: the transport buffer is empty after every packet.
        bool isTransportFast = false;
        /// Bytes on their way to the main buffers, and when the last of them came.
        double waiting = 0;
        double waitingAt = 0;
        /// What may wait, so that not every packet has to be followed: an eighth of MBn, none of
        /// Bn.
        double mayWait = 0;
        /// When the next unit is decoded.
        double nextDecode = 0;
    };

    void run(double ticksPerPacket);
    void beginUnit(Stream& stream, const UnitNote& unit, double at);
    void takeTransport(Stream& stream, double begin, double length);
    void takeMain(Stream& stream, double at, double bytes);
    void flush(Stream& stream);
    void takeSystem(Stream& stream, double at, double bytes);
    void decodeStep(Stream& stream, Unit& unit);
    [[nodiscard]] static double nextStep(const Stream& stream, const Unit& unit);
    /// Of a main buffer: nothing unless the time stamps are such that its filling is known.
    void findMain(Stream& stream);
    [[nodiscard]] static bool isRegular(const Stream& stream);
    /// Lets time pass in MBn and EBn, or Bn, until `at`: leaks, and what is decoded by then.
    void advance(Stream& stream, double at);
    void leak(Stream& stream, double at);
    void find(Check check, const Stream& stream);
    /// An overflow at `at`: one finding when it begins, and one each second while it goes on.
    void findOver(const Stream& stream, std::optional<double>& told, double at);
    void resetBuffers(Stream& stream, double at);

    bool m_isRunning = false;
    /// Streams that look() wants more of, by number modulo 64.
    std::uint64_t m_looking = 0;
    std::uint64_t m_pcr = 0;
    std::uint64_t m_pcrIndex = 0;
    /// Ticks since restart(), at the last PCR.
    double m_clock = 0;
    double m_systemLeak = 0;
    std::vector<Stream> m_streams;
    std::vector<Note> m_notes;
    std::vector<UnitNote> m_unitNotes;
    std::vector<BufferFinding> m_findings;
};

} // namespace vigie::ts
