// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/tstd.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr auto ticksPerSecond = static_cast<double>(pcrHz);
constexpr auto packetBytes = static_cast<double>(packetSize);
constexpr double transportSize = 512;
constexpr double systemRate = 1e6;
constexpr double systemSize = 1536;
constexpr double systemLeast = 80e3;
/// Rbsys: a five hundredth of the transport rate, if that is more.
constexpr double systemShare = 500;
constexpr double emptyEvery = ticksPerSecond;
constexpr std::int64_t stillSeconds = 60;
/// No PCR for longer than this: nobody knows how fast the packets came.
constexpr double longestSpan = 2 * ticksPerSecond;
/// Fewer units in step than this tell no step.
constexpr int regularEnough = 10;
/// A step so much longer than the shortest may be of several pictures in one PES packet.
constexpr double regularShare = 1.9;
/// What rounding may take from an audio frame's share of its PES packet, and what a multiplex
/// buffer may still hold of a picture.
constexpr double smallBytes = 16;
/// Looked at after the packet in which a unit begins.
constexpr int furtherLooks = 1;
/// The byte that ends program_clock_reference_base, in packets.
constexpr double pcrPlace = 11.0 / packetBytes;
constexpr std::size_t mostFindings = 64;

double perTick(double bitsPerSecond) {
    return bitsPerSecond / 8 / ticksPerSecond;
}

} // namespace

TStd::TStd() {
    m_streams.emplace_back();
    m_streams[system].transportLeak = perTick(systemRate);
    m_systemLeak = perTick(systemLeast);
}

std::size_t TStd::addStream(std::uint16_t pid, std::string_view content, bool mayBeStill) {
    Stream& stream = m_streams.emplace_back();
    stream.pid = pid;
    stream.content = content;
    stream.mayBeStill = mayBeStill;
    return m_streams.size() - 1;
}

void TStd::noteUnit(std::size_t stream, std::optional<std::uint64_t> decode, std::size_t total) {
    if (m_isRunning && m_unitNotes.size() < mostNotes) {
        m_unitNotes.push_back({m_notes.size(), static_cast<std::uint16_t>(stream), decode, total});
    }
}

void TStd::look(std::size_t which, std::span<const std::uint8_t> payload, bool isUnitStart) {
    Stream& stream = m_streams[which];
    const std::uint64_t bit = std::uint64_t{1} << (which & 63);
    if (isUnitStart) {
        stream.looks = furtherLooks;
        stream.isScrambled = false;
        m_looking |= bit;
    } else if (stream.looks == 0) {
        m_looking &= ~bit;
        return;
    } else {
        --stream.looks;
    }
    const auto limits = readDecoderLimits(stream.content, payload);
    if (!limits) {
        return;
    }
    stream.looks = 0;
    m_looking &= ~bit;
    if (limits == stream.limits) {
        return;
    }
    stream.limits = limits;
    stream.transportLeak = perTick(limits->transportRate);
    stream.multiplexLeak = perTick(limits->multiplexRate);
    stream.mayWait = limits->isVideo ? limits->multiplexSize / 8 : 0;
    resetBuffers(stream, m_clock);
}

void TStd::scrambled(std::size_t which) {
    Stream& stream = m_streams[which];
    stream.isScrambled = true;
    stream.isAligned = false;
    stream.regularUnits = 0;
}

void TStd::resetBuffers(Stream& stream, double at) {
    stream.transport = 0;
    stream.transportAt = at;
    stream.transportEmptyAt = at;
    stream.transportOverAt.reset();
    stream.multiplex = 0;
    stream.multiplexEmptyAt = at;
    stream.main = 0;
    stream.mainAt = at;
    stream.overAt.reset();
    stream.units.clear();
    stream.lastDecode.reset();
    stream.shortestStep = 0;
    stream.regularUnits = 0;
    stream.isAligned = false;
    stream.waiting = 0;
}

void TStd::stop() {
    m_isRunning = false;
    m_notes.clear();
    m_unitNotes.clear();
}

void TStd::restart(std::uint64_t pcr, std::uint64_t index) {
    stop();
    m_isRunning = true;
    m_pcr = pcr;
    m_pcrIndex = index;
    m_clock = 0;
    for (Stream& stream : m_streams) {
        resetBuffers(stream, 0);
    }
}

bool TStd::isModelling() const {
    return m_isRunning && std::any_of(m_streams.begin() + 1, m_streams.end(), [](const Stream& s) {
               return s.limits && s.isAligned && isRegular(s);
           });
}

void TStd::takePcr(std::uint64_t pcr, std::int64_t ticks, std::uint64_t index) {
    const auto span = static_cast<double>(ticks);
    if (!m_isRunning || m_notes.size() >= mostNotes || span > longestSpan || index <= m_pcrIndex ||
        ticks <= 0) {
        restart(pcr, index);
        return;
    }
    const double ticksPerPacket = span / static_cast<double>(index - m_pcrIndex);
    m_systemLeak = std::max(perTick(systemLeast), packetBytes / ticksPerPacket / systemShare);
    run(ticksPerPacket);
    m_notes.clear();
    m_unitNotes.clear();
    m_clock += span;
    m_pcr = pcr;
    m_pcrIndex = index;
}

void TStd::run(double ticksPerPacket) {
    for (Stream& stream : m_streams) {
        stream.isTransportFast = stream.transportLeak * ticksPerPacket >= packetBytes;
        if (stream.isTransportFast) {
            // A packet leaves as fast as it comes.
            stream.transport = 0;
        }
    }
    std::size_t nextUnit = 0;
    for (std::size_t i = 0; i < m_notes.size(); ++i) {
        const Note& note = m_notes[i];
        Stream& stream = m_streams[note.stream];
        const double begin =
            m_clock + (static_cast<double>(note.index) - pcrPlace) * ticksPerPacket;
        const double end = begin + ticksPerPacket;
        for (; nextUnit < m_unitNotes.size() && m_unitNotes[nextUnit].noteIndex <= i; ++nextUnit) {
            if (m_unitNotes[nextUnit].stream == note.stream) {
                beginUnit(stream, m_unitNotes[nextUnit], begin);
            }
        }
        if (stream.isTransportFast) {
            stream.transportAt = end;
            stream.transportEmptyAt = end;
        } else if (stream.transportLeak > 0) {
            takeTransport(stream, begin, ticksPerPacket);
        }
        if (note.stream == system) {
            takeSystem(stream, end, note.bytes);
        } else if (stream.isAligned) {
            if (end >= stream.nextDecode) {
                flush(stream);
            }
            stream.waiting += note.bytes;
            stream.waitingAt = end;
            if (stream.waiting > stream.mayWait || end >= stream.nextDecode) {
                flush(stream);
            }
        }
    }
    for (Stream& stream : m_streams) {
        flush(stream);
    }
}

void TStd::flush(Stream& stream) {
    if (stream.waiting > 0) {
        takeMain(stream, stream.waitingAt, stream.waiting);
        stream.waiting = 0;
    }
}

void TStd::takeTransport(Stream& stream, double begin, double length) {
    const double end = begin + length;
    double level = stream.transport - stream.transportLeak * (begin - stream.transportAt);
    if (level <= 0) {
        level = 0;
        stream.transportEmptyAt = begin;
    }
    level += packetBytes - stream.transportLeak * length;
    if (level <= 0) {
        level = 0;
        stream.transportEmptyAt = end;
    }
    if (level > transportSize) {
        level = transportSize;
        findOver(stream, stream.transportOverAt, end);
    }
    stream.transport = level;
    stream.transportAt = end;
    if (end - stream.transportEmptyAt > emptyEvery) {
        stream.transportEmptyAt = end;
        find(Check::EmptyBufferError, stream);
    }
}

void TStd::takeSystem(Stream& stream, double at, double bytes) {
    stream.main = std::max(0.0, stream.main - m_systemLeak * (at - stream.mainAt)) + bytes;
    stream.mainAt = at;
    if (stream.main > systemSize) {
        stream.main = systemSize;
        findOver(stream, stream.overAt, at);
    }
}

void TStd::beginUnit(Stream& stream, const UnitNote& note, double at) {
    if (!stream.limits || stream.isScrambled) {
        return;
    }
    flush(stream);
    advance(stream, at);
    std::optional<double> decode;
    if (note.decode) {
        decode =
            m_clock + static_cast<double>(wrappedDifference(m_pcr, *note.decode * 300, pcrWrap));
    } else if (stream.lastDecode && stream.shortestStep > 0 && stream.limits->isVideo) {
        decode = *stream.lastDecode + stream.shortestStep;
    }
    if (!decode) {
        stream.isAligned = false;
        stream.regularUnits = 0;
        stream.units.clear();
        return;
    }
    const double delay = *decode - at;
    const auto longest =
        static_cast<double>(stream.mayBeStill ? stillSeconds : stream.limits->longestDelaySeconds);
    if (delay > longest * ticksPerSecond) {
        find(Check::DataDelayError, stream);
    }
    Unit unit;
    unit.decode = *decode;
    unit.total = static_cast<double>(note.total);
    const double step = stream.lastDecode ? *decode - *stream.lastDecode : 0;
    if (step > 0) {
        bool isRegular = true;
        if (stream.limits->isVideo) {
            stream.shortestStep =
                stream.shortestStep > 0 ? std::min(stream.shortestStep, step) : step;
            isRegular = step < regularShare * stream.shortestStep;
        } else {
            const auto frame = static_cast<double>(stream.limits->frameTicks);
            const double frames = std::max(1.0, std::round(step / frame));
            unit.steps = static_cast<int>(std::min(frames, 64.0));
            isRegular = std::abs(step - frames * frame) < frame / 10 && frames <= 64;
        }
        stream.regularUnits = isRegular ? stream.regularUnits + 1 : 0;
    } else if (stream.lastDecode) {
        stream.regularUnits = 0;
    }
    stream.lastDecode = decode;
    if (!stream.units.empty() && stream.units.back().isDone()) {
        stream.units.pop_back();
    }
    if (!stream.isAligned) {
        stream.isAligned = true;
        stream.multiplex = 0;
        stream.main = 0;
        stream.mainAt = at;
        stream.multiplexEmptyAt = at;
        stream.units.clear();
    }
    stream.units.push_back(unit);
    stream.nextDecode = nextStep(stream, stream.units.front());
}

void TStd::takeMain(Stream& stream, double at, double bytes) {
    advance(stream, at);
    if (stream.units.empty()) {
        return;
    }
    Unit& unit = stream.units.back();
    if (unit.isDone()) {
        // It should have been decoded by now: what comes too late fills no buffer.
        if (!unit.isLate) {
            unit.isLate = true;
            findMain(stream);
        }
        return;
    }
    unit.bytes += bytes;
    bool isOver = false;
    if (stream.limits->isVideo) {
        stream.multiplex += bytes;
        // What the transport buffer still holds has not come to it.
        isOver = stream.multiplex - stream.transport > stream.limits->multiplexSize;
    } else {
        stream.main += bytes;
        isOver = stream.main - stream.transport > stream.limits->mainSize;
    }
    if (isOver && isRegular(stream)) {
        findOver(stream, stream.overAt, at);
    }
    if (stream.multiplexLeak > 0 && at - stream.multiplexEmptyAt > emptyEvery) {
        stream.multiplexEmptyAt = at;
        find(Check::EmptyBufferError, stream);
    }
}

double TStd::nextStep(const Stream& stream, const Unit& unit) {
    if (unit.isDone()) {
        return std::numeric_limits<double>::infinity();
    }
    return unit.decode + static_cast<double>(stream.limits->frameTicks) * unit.stepsDone;
}

void TStd::advance(Stream& stream, double at) {
    while (!stream.units.empty()) {
        Unit& unit = stream.units.front();
        const double step = nextStep(stream, unit);
        if (step <= at) {
            leak(stream, std::max(step, stream.mainAt));
            decodeStep(stream, unit);
        }
        if (unit.isDone() && stream.units.size() > 1) {
            stream.units.pop_front();
        } else if (step > at) {
            break;
        }
    }
    leak(stream, at);
    stream.nextDecode = stream.units.empty() ? 0 : nextStep(stream, stream.units.front());
}

void TStd::decodeStep(Stream& stream, Unit& unit) {
    ++unit.stepsDone;
    const bool isWhole = stream.units.size() > 1;
    double due = unit.bytes;
    if (!stream.limits->isVideo) {
        const double total = isWhole || unit.total <= 0 ? unit.bytes : unit.total;
        due = total * unit.stepsDone / unit.steps;
    }
    const double wanted = due - unit.taken;
    const double here = std::min(unit.bytes - unit.taken, stream.main);
    if (wanted - here > smallBytes && !unit.isLate) {
        unit.isLate = true;
        findMain(stream);
    }
    unit.taken += wanted;
    const double fromMain = std::min(std::max(wanted, 0.0), stream.main);
    stream.main -= fromMain;
    if (stream.limits->isVideo) {
        // What the elementary buffer lacks goes all the same: each fault is one fault.
        stream.multiplex = std::max(0.0, stream.multiplex - (wanted - fromMain));
    }
}

void TStd::leak(Stream& stream, double at) {
    if (!stream.limits->isVideo) {
        stream.mainAt = at;
        return;
    }
    const double moved =
        std::min({stream.multiplex, stream.multiplexLeak * std::max(0.0, at - stream.mainAt),
                  std::max(0.0, stream.limits->mainSize - stream.main)});
    stream.multiplex -= moved;
    stream.main += moved;
    stream.mainAt = at;
    if (stream.multiplex <= 0) {
        stream.multiplex = 0;
        stream.multiplexEmptyAt = at;
    }
}

bool TStd::isRegular(const Stream& stream) {
    return stream.regularUnits >= regularEnough;
}

void TStd::findMain(Stream& stream) {
    if (isRegular(stream)) {
        find(Check::BufferError, stream);
    }
}

void TStd::findOver(const Stream& stream, std::optional<double>& told, double at) {
    // Under an overflow that goes on the level swings around the limit with every packet.
    if (!told || at - *told >= ticksPerSecond) {
        told = at;
        find(Check::BufferError, stream);
    }
}

void TStd::find(Check check, const Stream& stream) {
    const auto same =
        std::find_if(m_findings.begin(), m_findings.end(), [&](const BufferFinding& other) {
            return other.check == check && other.pid == stream.pid;
        });
    if (same != m_findings.end()) {
        ++same->count;
    } else if (m_findings.size() < mostFindings) {
        m_findings.push_back({check, stream.pid, 1});
    }
}

} // namespace vigie::ts
