// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzerimpl.h"

#include <algorithm>

namespace vigie::ts {
namespace {

/// PIDs whose sections are always taken apart.
bool carriesTables(std::uint16_t pid) {
    return pid == pids::pat || pid == pids::cat || pid == pids::nit || pid == pids::sdt ||
           pid == pids::eit || pid == pids::rst || pid == pids::tdt;
}

bool isText(const Content& content) {
    return content.name == "Teletext" || content.name == "Subtitles";
}

/// 3.4.a exempts what standards reserve.
bool isReservedPid(std::uint16_t pid) {
    return pid < 0x20 || pid == nullPid;
}

} // namespace

void Analyzer::Impl::clearReferences() {
    for (const auto& state : m_pids.all()) {
        state->isReferenced = isReservedPid(state->pid);
        state->isPmtPid = false;
        state->isPcrPid = false;
        state->streamType = 0;
        state->serviceId = 0;
        state->isShared = false;
        state->content = {};
        state->content.name = reservedPidName(state->pid);
        state->content.streamClass = state->pid == nullPid         ? StreamClass::Null
                                     : state->content.name.empty() ? StreamClass::Unknown
                                                                   : StreamClass::Psi;
    }
}

void Analyzer::Impl::referTo(std::uint16_t pid, std::uint16_t serviceId) {
    PidState& state = m_pids.at(pid);
    state.isReferenced = true;
    if (serviceId == 0 || state.isShared || state.serviceId == serviceId) {
        return;
    }
    state.isShared = state.serviceId != 0;
    state.serviceId = state.isShared ? 0 : serviceId;
}

void Analyzer::Impl::applyReferences() {
    m_areReferencesStale = false;
    m_isInventoryStale = true;
    std::vector<std::uint16_t> wasReferenced;
    for (const auto& state : m_pids.all()) {
        if (state->isReferenced && !isReservedPid(state->pid)) {
            wasReferenced.push_back(state->pid);
        }
    }
    clearReferences();

    std::vector<std::uint16_t> pmtPids;
    const auto nameIfBare = [this](std::uint16_t pid, std::string_view name, StreamClass which) {
        Content& content = m_pids.at(pid).content;
        if (content.name.empty()) {
            content.name = name;
            content.streamClass = which;
        }
    };
    for (const Service& service : m_services.services()) {
        referTo(service.pmtPid, service.id);
        PidState& pmt = m_pids.at(service.pmtPid);
        pmt.isPmtPid = true;
        nameIfBare(service.pmtPid, "PMT", StreamClass::Psi);
        if (std::find(pmtPids.begin(), pmtPids.end(), service.pmtPid) == pmtPids.end()) {
            pmtPids.push_back(service.pmtPid);
        }
        for (const ServiceStream& stream : service.streams) {
            referTo(stream.pid, service.id);
            PidState& state = m_pids.at(stream.pid);
            state.streamType = stream.streamType;
            if (state.content.streamClass == StreamClass::Unknown) {
                state.content = stream.content;
            }
        }
        if (service.pcrPid != nullPid) {
            referTo(service.pcrPid, service.id);
            m_pids.at(service.pcrPid).isPcrPid = true;
        }
        for (const std::uint16_t pid : service.ecmPids) {
            referTo(pid, service.id);
            nameIfBare(pid, "ECM", StreamClass::Data);
        }
    }
    for (const Service& service : m_services.services()) {
        if (service.pcrPid != nullPid) {
            nameIfBare(service.pcrPid, "PCR", StreamClass::Data);
        }
    }
    for (const std::uint16_t pid : m_services.emmPids()) {
        referTo(pid, 0);
        nameIfBare(pid, "EMM", StreamClass::Data);
    }
    if (m_services.hasPat()) {
        referTo(m_services.networkPid(), 0);
        nameIfBare(m_services.networkPid(), "NIT", StreamClass::Psi);
    }
    for (const std::uint16_t pid : wasReferenced) {
        if (PidState& state = m_pids.at(pid); !state.isReferenced) {
            state.unreferencedSince = m_now.mono;
        }
    }
    m_psi.watchPmts(pmtPids, m_now);
    refreshRoles();
}

bool Analyzer::Impl::isAsked(const Service& service) const {
    return std::any_of(m_asked.begin(), m_asked.end(), [this, &service](std::uint16_t id) {
        return id == service.id || (id == 0 && m_services.first() == &service);
    });
}

std::unique_ptr<PesAssembler> Analyzer::Impl::makeAssembler(PidState& state) {
    return std::make_unique<PesAssembler>(m_pesBudget,
                                          [this, &state](PesUnit& unit) { takeUnit(state, unit); });
}

void Analyzer::Impl::refreshRoles() {
    std::vector<bool> isWanted(pidCount, false);
    for (const Service& service : m_services.services()) {
        if (isAsked(service)) {
            for (const ServiceStream& stream : service.streams) {
                isWanted[stream.pid] = true;
            }
        }
    }
    refreshTimings();
    refreshModels();
    m_watched.clear();
    for (const auto& owned : m_pids.all()) {
        PidState& state = *owned;
        const bool isTable =
            carriesTables(state.pid) || state.isPmtPid || state.content.name == "NIT";
        const bool isAnnounced = state.isReferenced && state.content.name == "SCTE-35";
        const bool isSplice = !isTable && (isAnnounced || (state.splices && !state.isReferenced));
        if (isSplice && !state.splices) {
            state.splices = std::make_unique<SpliceFilter>();
        } else if (!isSplice) {
            state.splices.reset();
        }
        const bool hasSections = isTable || isSplice;
        if (hasSections && !state.sections) {
            state.sections = std::make_unique<SectionAssembler>();
        } else if (!hasSections) {
            state.sections.reset();
        }
        const bool isStream = !isTable && state.isReferenced &&
                              (state.content.streamClass == StreamClass::Video ||
                               state.content.streamClass == StreamClass::Audio);
        const bool isWatchedStream = isStream && !state.content.isAuxiliaryAudio;
        if (isWatchedStream && !state.monitor) {
            state.monitor =
                std::make_unique<StreamMonitor>(m_profile, state.pid, !state.content.mayBeStill);
            state.monitor->restart(m_now, m_book);
        } else if (!isWatchedStream && state.monitor) {
            state.monitor->stop(m_now, m_book);
            state.monitor.reset();
        }
        const bool isAssembled =
            (isStream || (!isTable && isText(state.content))) && isWanted[state.pid];
        if (isAssembled && !state.pes) {
            state.pes = makeAssembler(state);
        } else if (!isAssembled) {
            state.pes.reset();
        }
        if (state.isPcrPid && !state.pcrAbsence) {
            state.pcrAbsence.emplace(Check::PcrRepetitionError,
                                     m_profile.pcrInterval + m_profile.arrivalTolerance, state.pid);
            state.pcrAbsence->arm(m_now);
        } else if (!state.isPcrPid && state.pcrAbsence) {
            state.pcrAbsence->disarm(m_now, m_book);
            state.pcrAbsence.reset();
        }
        if (state.isPcrPid && !state.pcrQuality) {
            state.pcrQuality = std::make_unique<PcrQuality>(m_profile);
        } else if (!state.isPcrPid) {
            state.pcrQuality.reset();
        }
        if (state.monitor || state.pcrAbsence) {
            m_watched.push_back(&state);
        }
    }
}

} // namespace vigie::ts
