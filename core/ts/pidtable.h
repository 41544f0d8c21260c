// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/ts/absencetimer.h"
#include "core/ts/content.h"
#include "core/ts/continuity.h"
#include "core/ts/packet.h"
#include "core/ts/pcrclock.h"
#include "core/ts/pcrquality.h"
#include "core/ts/pesassembler.h"
#include "core/ts/ptsmarker.h"
#include "core/ts/sectionassembler.h"
#include "core/ts/servicetiming.h"
#include "core/ts/splicefilter.h"
#include "core/ts/streammonitor.h"
#include "core/ts/tstd.h"

namespace vigie::ts {

/// A stream of a decoder model.
struct ModelLink {
    TStd* model = nullptr;
    std::size_t stream = TStd::system;
};

/// Everything known of one PID. What each packet touches comes first.
struct PidState {
    explicit PidState(std::uint16_t number) : pid(number) {}

    std::uint16_t pid;
    ContinuityCounter continuity;
    bool isTouched = false;
    bool hadPayload = false;
    std::uint64_t packets = 0;
    std::uint64_t ccErrors = 0;
    std::uint64_t scrambled = 0;
    /// The last packet with payload, to know a repeat: where it lies in the batch at hand, or
    /// `savedPacket` once that is gone.
    const std::uint8_t* lastPacket = nullptr;
    std::unique_ptr<SectionAssembler> sections;
    std::unique_ptr<PcrClock> pcr;
    std::unique_ptr<StreamMonitor> monitor;
    std::unique_ptr<PesAssembler> pes;
    PtsMarker ptsMarker;
    /// Where its sections are splice information.
    std::unique_ptr<SpliceFilter> splices;
    /// The newest PCR of any time base.
    std::optional<std::uint64_t> lastPcr;
    base::Mono lastPcrAt{};
    /// Only of the PCR PID of a service.
    std::unique_ptr<PcrQuality> pcrQuality;
    /// It is the PCR PID of a service.
    bool isPcrPid = false;
    /// How many losses in the transport stream the PCRs of this PID know of.
    std::uint64_t lossesKnown = 0;
    /// Of the service whose first video or first audio stream it is.
    ServiceTiming* timing = nullptr;
    bool isTimingVideo = false;
    std::uint16_t timingPcrPid = nullPid;
    /// The decoder models that it runs through.
    std::vector<ModelLink> models;
    /// At the begin of the present span of the PCR bitrate, and over the span before.
    std::uint64_t packetsAtRateBegin = 0;
    std::optional<double> pcrBitrate;

    bool isReferenced = false;
    bool isPmtPid = false;
    std::uint8_t streamType = 0;
    /// 0: none, or several (then `isShared`).
    std::uint16_t serviceId = 0;
    bool isShared = false;
    Content content;

    /// 2.3.a by the clock: no PCR at all. Only for the PCR PID of a service.
    std::optional<AbsenceTimer> pcrAbsence;
    base::Mono lastSeen{};
    /// 3.4.a: since when it runs without a reference.
    base::Mono unreferencedSince{};
    bool isUnreferencedRaised = false;
    std::array<std::uint8_t, packetSize> savedPacket{};
};

/// The PIDs of one transport stream. A state is made on first sight and stays: its counters are
/// cumulative. At most 8192, about 400 bytes each.
class PidTable {
public:
    PidTable() { m_touched.reserve(64); }

    [[nodiscard]] PidState* find(std::uint16_t pid) const { return m_byPid[pid]; }
    PidState& at(std::uint16_t pid) {
        PidState* state = m_byPid[pid];
        return state != nullptr ? *state : add(pid);
    }
    /// The state, noted as one that the batch at hand touches.
    PidState& touch(std::uint16_t pid) {
        PidState& state = at(pid);
        if (!state.isTouched) {
            state.isTouched = true;
            m_touched.push_back(&state);
        }
        return state;
    }
    /// Calls `onTouched(PidState&)` for each PID of the batch that ends, after its last packet was
    /// put where it outlives the batch.
    template <typename OnTouched> void endBatch(OnTouched onTouched) {
        for (PidState* state : m_touched) {
            state->isTouched = false;
            if (state->lastPacket != nullptr && state->lastPacket != state->savedPacket.data()) {
                std::memcpy(state->savedPacket.data(), state->lastPacket, packetSize);
                state->lastPacket = state->savedPacket.data();
            }
            onTouched(*state);
            state->hadPayload = false;
        }
        m_touched.clear();
    }
    /// In order of first sight.
    [[nodiscard]] const std::vector<std::unique_ptr<PidState>>& all() const { return m_states; }

private:
    PidState& add(std::uint16_t pid);

    std::array<PidState*, pidCount> m_byPid{};
    std::vector<std::unique_ptr<PidState>> m_states;
    std::vector<PidState*> m_touched;
};

} // namespace vigie::ts
