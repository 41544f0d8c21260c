// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzerimpl.h"

#include "core/ts/pes.h"

namespace vigie::ts {

std::size_t Analyzer::Impl::onPackets(const std::uint8_t* first, std::size_t count,
                                      std::size_t stride) {
    /// So far ahead that the header is there when its turn comes.
    constexpr std::size_t ahead = 8;
    const std::uint8_t* packet = first;
    for (std::size_t i = 0; i < count; ++i, packet += stride) {
        __builtin_prefetch(packet + ahead * stride);
        const PacketHeader header(packet);
        if (!header.hasSync()) [[unlikely]] {
            return i;
        }
        if (!takePlain(packet, header)) {
            onPacket(packet);
        }
    }
    return count;
}

bool Analyzer::Impl::takePlain(const std::uint8_t* packet, PacketHeader header) {
    // The most of any stream: payload of a PID that this batch has seen, next by its counter. What
    // is done here is what onPacket() does for such a packet, and nothing is left out.
    PidState* const state = m_pids.find(header.pid());
    if (!header.isPlain() || state == nullptr || !state->isTouched || m_badRun != 0) {
        return false;
    }
    if (state->pid == nullPid) {
        ++m_totals.packets;
        ++state->packets;
        ++m_totals.nullPackets;
        return true;
    }
    if (m_areReferencesStale || !state->continuity.takeNext(header.continuity())) {
        return false;
    }
    ++m_totals.packets;
    ++state->packets;
    state->lastPacket = packet;
    state->hadPayload = true;
    m_book.measured(Check::ContinuityCountError);
    if (state->sections || state->pes) {
        takePayload(*state, {packet + 4, packetSize - 4}, false, false);
        if (m_areReferencesStale) [[unlikely]] {
            applyReferences();
        }
        return true;
    }
    for (const ModelLink& link : state->models) {
        if (link.model->isLooking(link.stream)) [[unlikely]] {
            link.model->look(link.stream, {packet + 4, packetSize - 4}, false);
        }
        link.model->note(link.stream, m_totals.packets, packetSize - 4);
    }
    return true;
}

void Analyzer::Impl::onPacket(const std::uint8_t* packet) {
    m_totals.packets += 1 + m_badRun;
    m_badRun = 0;
    const PacketHeader header(packet);
    const std::uint16_t pid = header.pid();
    if (header.hasTransportError()) [[unlikely]] {
        // Not even its PID can be trusted, so it counts for 2.1 and for nothing else; but a unit
        // that may miss it must not pass for whole.
        m_book.raise(Check::TransportError, m_now, std::nullopt);
        if (PidState* const state = m_pids.find(pid); state != nullptr && state->pes) {
            state->pes->damage();
        }
        return;
    }
    PidState& state = m_pids.touch(pid);
    if (++state.packets == 1) [[unlikely]] {
        state.unreferencedSince = m_now.mono;
        m_isInventoryStale = true;
    }
    if (pid == nullPid) {
        ++m_totals.nullPackets;
        return;
    }
    if (header.isScrambled()) [[unlikely]] {
        takeScrambled(state);
    }
    const bool hasPayload = header.hasPayload();
    AdaptationField field;
    if (header.hasAdaptationField()) {
        field = readAdaptationField(packet);
    } else if (!hasPayload) {
        return; // adaptation_field_control 00 is reserved: discard.
    }
    if (!takeContinuity(state, packet, header, field.isDiscontinuity)) {
        return;
    }
    if (field.isDiscontinuity && (state.isPcrPid || state.pcr)) {
        state.lastPcr.reset();
        if (state.pcr) {
            state.pcr->announceDiscontinuity();
        }
        newTimeBase(pid);
    }
    if (field.hasPcr) {
        state.lastPcr = field.pcr;
        state.lastPcrAt = m_now.mono;
        takePcr(state, field.pcr, packet);
    }
    const bool isReadable = hasPayload && !header.isScrambled() && field.payloadOffset < packetSize;
    state.hadPayload = state.hadPayload || hasPayload;
    if (isReadable) {
        takePayload(state, {packet + field.payloadOffset, packetSize - field.payloadOffset},
                    header.isUnitStart(), field.isRandomAccess);
    } else {
        for (const ModelLink& link : state.models) {
            link.model->note(link.stream, m_totals.packets, 0);
        }
    }
    if (m_areReferencesStale) [[unlikely]] {
        applyReferences();
    }
}

bool Analyzer::Impl::takeContinuity(PidState& state, const std::uint8_t* packet,
                                    PacketHeader header, bool isDiscontinuity) {
    using Verdict = ContinuityCounter::Verdict;
    const bool hasPayload = header.hasPayload();
    const Verdict verdict =
        state.continuity.take(header.continuity(), hasPayload, isDiscontinuity, [&state, packet] {
            return state.lastPacket != nullptr && isRepeatOf(state.lastPacket, packet);
        });
    if (hasPayload) {
        state.lastPacket = packet;
    }
    switch (verdict) {
    case Verdict::Next:
        m_book.measured(Check::ContinuityCountError);
        return true;
    case Verdict::Fresh:
        if (state.sections) {
            state.sections->reset();
        }
        return true;
    case Verdict::Duplicate:
        return false;
    case Verdict::Repeated:
        ++state.ccErrors;
        m_book.raise(Check::ContinuityCountError, m_now, state.pid);
        return false;
    case Verdict::Broken:
        ++state.ccErrors;
        m_book.raise(Check::ContinuityCountError, m_now, state.pid);
        if (state.sections) {
            state.sections->reset();
        }
        if (state.pes) {
            state.pes->damage();
        }
        if (state.pcr) {
            state.pcr->packetsLost();
        }
        ++m_losses;
        return true;
    }
    return true;
}

void Analyzer::Impl::takeScrambled(PidState& state) {
    ++state.scrambled;
    m_psi.scrambledSeen(m_now);
    if (state.pid == pids::pat || state.isPmtPid) {
        m_psi.scrambledTable(state.pid, m_now);
    }
    if (state.sections) {
        state.sections->reset();
    }
    for (const ModelLink& link : state.models) {
        link.model->scrambled(link.stream);
    }
    if (state.monitor) {
        state.monitor->scrambledSeen(m_now, m_book);
    }
    if (state.pes) {
        state.pes->damage();
    }
}

void Analyzer::Impl::takePayload(PidState& state, std::span<const std::uint8_t> payload,
                                 bool isUnitStart, bool isRandomAccess) {
    if (isUnitStart && !state.isReferenced && !state.sections) [[unlikely]] {
        noteUnannouncedSplice(state, payload);
    }
    if (state.sections) {
        if (!state.models.empty()) {
            noteModels(state, payload, isUnitStart, {});
        }
        state.sections->take(payload, isUnitStart,
                             [this, &state](Bytes section) { takeSection(state, section); });
        return;
    }
    std::optional<PesHeader> pes;
    if (isUnitStart && state.monitor) {
        pes = readPesHeader(payload);
        if (pes && pes->pts) {
            takePts(state, *pes->pts);
        }
    }
    if (!state.models.empty()) {
        noteModels(state, payload, isUnitStart, pes);
    }
    if (state.pes) {
        state.pes->take(payload, isUnitStart, isRandomAccess, m_now);
    }
}

void Analyzer::Impl::takeSection(PidState& state, Bytes section) {
    if (state.splices) {
        takeSplice(state, section);
        return;
    }
    const bool isSound = m_psi.sectionSeen(state.pid, state.isPmtPid, section, m_now);
    if (state.pid >= pids::nit && state.pid <= pids::tdt) {
        m_si.sectionSeen(state.pid, section, isSound, m_now, m_totals.packets);
    }
    if (!isSound) {
        return;
    }
    const auto table = readLongSection(section);
    if (!table || !table->isCurrent) {
        return;
    }
    bool isChanged = false;
    if (state.pid == pids::pat && table->tableId == tableid::pat) {
        isChanged = m_services.takePat(*table, m_now);
    } else if (state.isPmtPid && table->tableId == tableid::pmt) {
        isChanged = m_services.takePmt(state.pid, *table, m_now);
    } else if (state.pid == pids::cat && table->tableId == tableid::cat) {
        isChanged = m_services.takeCat(*table);
    } else if (state.pid == pids::sdt && table->tableId == tableid::sdtActual) {
        // Names only: nothing that a PID hangs on.
        m_isInventoryStale = m_services.takeSdt(*table, m_now) || m_isInventoryStale;
    } else if (table->tableId == tableid::nitActual && state.content.name == "NIT") {
        m_services.takeNit(*table, m_now);
    }
    m_areReferencesStale = m_areReferencesStale || isChanged;
}

} // namespace vigie::ts
