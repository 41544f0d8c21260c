// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzerimpl.h"

#include <algorithm>
#include <array>

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

constexpr std::array<Check, 3> modelled{Check::BufferError, Check::EmptyBufferError,
                                        Check::DataDelayError};
/// Nothing could be modelled for so long: nothing will be.
constexpr base::Nanoseconds hopelessAfter = 5s;

/// Of a table's packet, what belongs to its section: stuffing is dropped before the buffer.
std::size_t sectionBytes(std::span<const std::uint8_t> payload, bool isUnitStart) {
    if (!isUnitStart || payload.size() < 4 || payload[0] + std::size_t{4} > payload.size()) {
        return payload.size();
    }
    const std::size_t at = 1 + std::size_t{payload[0]};
    const std::size_t length = 3 + (be16(&payload[at + 1]) & 0x0fffu);
    return std::min(payload.size(), at + length);
}

bool isModelledContent(const Content& content) {
    return content.name == "H.264" || content.name == "H.265" || content.name == "MPEG-2 video" ||
           content.name == "MPEG audio" || content.name == "AAC" || content.name == "AC-3" ||
           content.name == "E-AC-3";
}

} // namespace

void Analyzer::Impl::noteModels(PidState& state, std::span<const std::uint8_t> payload,
                                bool isUnitStart, const std::optional<PesHeader>& pes) {
    for (const ModelLink& link : state.models) {
        TStd& model = *link.model;
        if (link.stream == TStd::system) {
            model.note(link.stream, m_totals.packets, sectionBytes(payload, isUnitStart));
            continue;
        }
        std::size_t bytes = payload.size();
        if (isUnitStart) {
            std::size_t total = 0;
            std::optional<std::uint64_t> decode;
            if (pes) {
                bytes -= pes->headerSize;
                total = pes->length == 0 ? 0 : pes->length + 6 - pes->headerSize;
                decode = pes->dts ? pes->dts : pes->pts;
            }
            model.noteUnit(link.stream, decode, total);
        }
        model.look(link.stream, payload.last(bytes), isUnitStart);
        model.note(link.stream, m_totals.packets, bytes);
    }
}

void Analyzer::Impl::clockModels(const PidState& state, std::uint64_t pcr, const PcrStep& step,
                                 bool isLossy) {
    for (auto& [service, model] : m_models) {
        if (model.pcrPid != state.pid) {
            continue;
        }
        if (step.kind == PcrStep::Kind::Step && !isLossy) {
            model.std.takePcr(pcr, step.ticks, m_totals.packets);
        } else {
            model.std.restart(pcr, m_totals.packets);
        }
    }
}

void Analyzer::Impl::judgeModels(const PidState& state) {
    const bool isConstant = state.pcrQuality->rate() == RateConstancy::Verdict::Constant;
    for (auto& [service, model] : m_models) {
        if (model.pcrPid != state.pid) {
            continue;
        }
        if (isConstant) {
            for (const BufferFinding& finding : model.std.findings()) {
                m_book.raise(finding.check, m_now, finding.pid, finding.count);
            }
        }
        model.std.clearFindings();
    }
}

void Analyzer::Impl::refreshModels() {
    for (const auto& state : m_pids.all()) {
        state->models.clear();
    }
    m_models.clear();
    const bool isWanted = std::any_of(modelled.begin(), modelled.end(), [this](Check check) {
        return m_profile.isEnabled[static_cast<std::size_t>(check)];
    });
    if (!isWanted) {
        return;
    }
    for (const Service& service : m_services.services()) {
        if (service.pcrPid == nullPid) {
            continue;
        }
        Model& model = m_models[service.id];
        model.pcrPid = service.pcrPid;
        for (const std::uint16_t pid : {pids::pat, pids::cat, service.pmtPid}) {
            m_pids.at(pid).models.push_back({&model.std, TStd::system});
        }
        for (const ServiceStream& stream : service.streams) {
            PidState* const state = m_pids.find(stream.pid);
            if (state != nullptr && isModelledContent(stream.content)) {
                state->models.push_back(
                    {&model.std, model.std.addStream(stream.pid, state->content.name,
                                                     state->content.mayBeStill)});
            }
        }
    }
}

void Analyzer::Impl::pollModels() {
    bool isModelling = false;
    bool isOpen = false;
    bool isVarying = false;
    for (const auto& [service, model] : m_models) {
        const PidState* const state = m_pids.find(model.pcrPid);
        if (state == nullptr || !state->pcrQuality || !hasClock(*state)) {
            continue;
        }
        switch (state->pcrQuality->rate()) {
        case RateConstancy::Verdict::Open:
            isOpen = true;
            break;
        case RateConstancy::Verdict::Varying:
            isVarying = true;
            break;
        case RateConstancy::Verdict::Constant:
            isModelling = isModelling || model.std.isModelling();
            break;
        }
    }
    if (isModelling || isOpen || m_modelledLast == base::Mono{}) {
        m_modelledLast = m_now.mono;
    }
    const bool isMeasurable =
        isModelling || (!isVarying && m_now.mono - m_modelledLast <= hopelessAfter);
    for (const Check check : modelled) {
        if (isModelling) {
            m_book.measured(check);
        }
        m_book.setMeasurable(check, isMeasurable);
    }
}

} // namespace vigie::ts
