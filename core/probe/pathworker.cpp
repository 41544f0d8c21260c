// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/pathworker.h"

#include <algorithm>
#include <utility>

#include "core/base/log.h"
#include "core/media/codecs.h"

namespace vigie::probe {
namespace {

// An input gets this long from the start before "nothing came" is a finding and no longer unknown.
constexpr std::chrono::seconds startGrace{5};

// Sound is decoded in runs under the key-frame policy: a level stands until the next run, and no
// longer.
constexpr std::chrono::milliseconds peakHold{1500};

bool isVideo(std::string_view content) {
    return content == "H.264" || content == "H.265" || content == "MPEG-2 video";
}

bool isAudio(std::string_view content) {
    return content == "MPEG audio" || content == "AAC" || content == "AAC LATM" ||
           content == "AC-3" || content == "E-AC-3";
}

std::optional<double> milliseconds(const std::optional<base::Nanoseconds>& duration) {
    if (!duration) {
        return std::nullopt;
    }
    return static_cast<double>(duration->count()) / 1e6;
}

} // namespace

PathWorker::PathWorker(ServiceConfig config, media::ContentPool& pool, base::Timestamp start,
                       base::Nanoseconds persistence)
    : m_config(std::move(config)), m_start(start),
      m_content(pool.open(m_config.pathId, m_config.content, m_config.policy)),
      m_hub(PreviewHub::make(m_config.pathId)), m_sounds(std::make_shared<SoundHub>()),
      m_checks(persistence), m_lastData(start.mono),
      m_policy(m_config.policy, m_config.decodeQuiet) {
    m_policyInForce = {m_content->policy(), model::state::PolicyConfigured};
}

PathWorker::~PathWorker() = default;

void PathWorker::onPesUnit(const ts::PesUnit& unit) {
    if (isVideo(unit.content)) {
        // The first video and the first audio PID are the path's picture and sound.
        if (m_videoPid == 0x1fff) {
            m_videoPid = unit.pid;
        }
        if (unit.pid == m_videoPid) {
            m_structure.push(es::codecFrom(unit.content), unit.payload, unit.pts, unit.dts,
                             unit.isDamaged, unit.arrival);
            m_hub->push(unit.content, unit.payload, unit.pts, unit.isRandomAccess, unit.isDamaged,
                        unit.arrival);
            m_content->pushVideo(unit.content, unit.payload, unit.pts, unit.isRandomAccess,
                                 unit.arrival);
        }
    } else if (isAudio(unit.content)) {
        if (m_sounds->isListenedTo()) {
            m_sounds->push(unit.pid, unit.payload, unit.pts, unit.isDamaged, unit.arrival);
        }
        if (m_audioPid == 0x1fff) {
            m_audioPid = unit.pid;
        }
        if (unit.pid == m_audioPid && !unit.isDamaged) {
            m_content->pushAudio(unit.content, unit.payload, unit.pts, unit.arrival);
        }
    } else if (unit.content == "Teletext") {
        m_text.push(es::Text::Kind::Teletext, unit.payload, unit.arrival);
    } else if (unit.content == "Subtitles") {
        m_text.push(es::Text::Kind::Subtitles, unit.payload, unit.arrival);
    }
}

void PathWorker::onRestart() {
    m_splices.restart();
    m_structure.restart();
    m_text.restart();
}

void PathWorker::onPriority1(const ts::Occurrence& occurrence) {
    const std::pair key(occurrence.check, occurrence.pid ? int(*occurrence.pid) : -1);
    switch (occurrence.phase) {
    case ts::Occurrence::Phase::Once:
        break;
    case ts::Occurrence::Phase::Begin:
        m_openStatus.insert(key);
        break;
    case ts::Occurrence::Phase::End:
        m_openStatus.erase(key);
        return;
    }
    m_isPriority1Now = true;
    m_isErrorNow = true;
}

void PathWorker::onLoss() {
    m_isLossNow = true;
    m_isErrorNow = true;
}

void PathWorker::setService(const ts::ServiceFigures* service) {
    m_isServicePresent = service != nullptr;
    m_isServiceKnown = service != nullptr && service->hasPmt;
    if (service == nullptr) {
        m_pcrIntervalMs.reset();
        m_pcrJitterMs.reset();
        m_pcr = {};
        m_ptsPcrDistanceMs.reset();
        m_avPtsGapMs.reset();
        m_bitratePcr.reset();
        return;
    }
    m_dataPids.clear();
    m_dataPids.insert(service->pids.begin(), service->pids.end());
    m_dataPids.erase(service->pmtPid);
    if (service->pcrPid != 0x1fff) {
        m_dataPids.insert(service->pcrPid);
    }
    m_pids = m_dataPids;
    m_pids.insert(service->pmtPid);
    // A stream that the PMT dropped makes room for its successor.
    if (m_videoPid != 0x1fff && !m_pids.contains(m_videoPid)) {
        m_videoPid = 0x1fff;
    }
    if (m_audioPid != 0x1fff && !m_pids.contains(m_audioPid)) {
        m_audioPid = 0x1fff;
    }
    m_pcrIntervalMs = milliseconds(service->pcrIntervalMax);
    m_pcrJitterMs = milliseconds(service->pcrJitter);
    m_pcr = service->pcr;
    m_ptsPcrDistanceMs = milliseconds(service->ptsPcrDistance);
    m_avPtsGapMs = milliseconds(service->avPtsGap);
    m_bitratePcr = service->pcrBitrate;
}

void PathWorker::setSounds(const ts::ServiceFigures& service,
                           const std::vector<ts::PidFigures>& pids) {
    model::SoundTracks tracks;
    for (const std::uint16_t pid : service.pids) {
        const auto found = std::find_if(pids.begin(), pids.end(),
                                        [pid](const auto& figures) { return figures.pid == pid; });
        if (found != pids.end() && isAudio(found->content)) {
            tracks.push_back({pid, media::audioCodecFrom(found->content), found->language});
        }
    }
    m_sounds->setTracks(std::move(tracks));
}

void PathWorker::advance(base::Timestamp now) {
    m_structure.advance(now);
    if (m_isServiceKnown && m_state == model::state::PathReceiving) {
        m_text.advance(now);
    } else {
        m_text.restart();
    }
    m_content->advance(now);
    const media::ContentFigures content = m_content->figures();
    noteTransitions(content);
    updatePolicy(now, content);
}

void PathWorker::updatePolicy(base::Timestamp now, const media::ContentFigures& content) {
    // A hint asks for a closer look once, which then rules: on a programme that always looks so it
    // must not ask for ever.
    const es::StructureFigures& coded = m_structure.figures();
    const bool isHinted =
        coded.freezeHint == es::Presence::Present || coded.blackHint == es::Presence::Present;
    const bool isNewHint = isHinted && !m_wasHinted;
    m_wasHinted = isHinted;
    if (std::exchange(m_isErrorNow, false) || !m_openStatus.empty() || content.isSuspicious ||
        isNewHint) {
        m_policy.onError(now);
    }
    const auto before = m_policyInForce;
    m_policyInForce = m_policy.update(
        now, [this] { return m_content->tryPromote(); }, [this] { return m_content->mustYield(); });
    if (m_policyInForce == before) {
        return;
    }
    m_content->setPolicy(m_policyInForce.policy);
    const auto log = base::logger("probe");
    if (m_policyInForce.reason == model::state::PolicyRefused) {
        log->warn("{}: should be decoded wholly, but the node has no room", m_config.pathId);
    } else {
        log->debug("{}: decoding {}", m_config.pathId, model::toString(m_policyInForce.policy));
    }
}

void PathWorker::noteTransitions(const media::ContentFigures& content) {
    struct Fault {
        const char* code;
        media::Presence presence;
        const std::optional<base::Utc>& since;
    };
    const std::array<Fault, contentFaults> faults{{
        {"content.black", content.black, content.blackSince},
        {"content.freeze", content.freeze, content.freezeSince},
        {"content.silence", content.silence, content.silenceSince},
        {"content.color_bars", content.colorBars, content.colorBarsSince},
        {"content.single_color", content.singleColor, content.singleColorSince},
        {"content.chroma_loss", content.chromaLoss, content.chromaLossSince},
        {"content.blockiness", content.blockiness, content.blockinessSince},
        {"content.no_video", content.noVideo, content.noVideoSince},
        {"content.digital_zero", content.digitalZero, content.digitalZeroSince},
        {"content.channel_lost", content.channelLost, content.channelLostSince},
        {"content.phase", content.phase, content.phaseSince},
    }};
    for (std::size_t index = 0; index < faults.size(); ++index) {
        const Fault& fault = faults[index];
        const bool was = m_lastContent[index] == media::Presence::Present;
        const bool is = fault.presence == media::Presence::Present;
        if (was != is) {
            m_transitions.push_back({fault.code, is, fault.since.value_or(base::Utc{})});
        }
        m_lastContent[index] = fault.presence;
    }
}

void PathWorker::endSecond(base::Timestamp now, const std::vector<ts::PidFigures>& pids,
                           double elapsedSeconds, bool isReceiving, base::Nanoseconds noDataLimit) {
    // By PID, so that one that leaves or joins the PMT is no jump of the sum.
    std::uint64_t packets = 0;
    for (const ts::PidFigures& pid : pids) {
        if (!m_dataPids.contains(pid.pid)) {
            continue;
        }
        auto& before = m_packets[pid.pid];
        packets += pid.packets - std::min(before, pid.packets);
        before = pid.packets;
    }
    const bool hadData = packets > 0;
    if (hadData && m_hasCounted && elapsedSeconds > 0) {
        m_bitrate = static_cast<double>(packets) * 188 * 8 / elapsedSeconds;
    }
    m_hasCounted = true;
    if (hadData) {
        m_hasSeenData = true;
        m_lastData = now.mono;
    }
    const bool isInGrace = !m_hasSeenData && now.mono - m_start.mono < startGrace;
    const bool isNoData = !hadData && now.mono - m_lastData >= noDataLimit;
    if (isInGrace) {
        m_state = model::state::PathUnknown;
    } else if (!isNoData) {
        m_state = model::state::PathReceiving;
    } else {
        m_state = isReceiving && !m_isServicePresent ? model::state::PathServiceMissing
                                                     : model::state::PathNoData;
    }
    if (!isInGrace) {
        const media::ContentFigures content = m_content->figures();
        SecondCauses causes;
        causes.isNoData = isNoData;
        causes.isTsPriority1 = m_isPriority1Now || !m_openStatus.empty();
        causes.isLoss = m_isLossNow;
        causes.isBlack = content.black == media::Presence::Present;
        causes.isFreeze = content.freeze == media::Presence::Present;
        causes.isSilence = content.silence == media::Presence::Present;
        m_seconds.add(causes);
    }
    m_isPriority1Now = false;
    m_isLossNow = false;
    if (isNoData) {
        // Nothing of the service in a stream that does come is a rate of zero; without a stream
        // there is nothing that could be measured.
        m_bitrate = isReceiving && !isInGrace ? std::optional<double>(0.0) : std::nullopt;
    }
}

void PathWorker::updatePeaks(base::Mono now) {
    const auto newest = m_content->takeAudioPeaks();
    if (std::any_of(newest.begin(), newest.end(),
                    [](const auto& peak) { return peak.has_value(); })) {
        m_peaks = newest;
        m_peaksAt = now;
    } else if (now - m_peaksAt > peakHold) {
        m_peaks = {};
    }
}

PathFacts PathWorker::takeFacts(base::Timestamp now) {
    updatePeaks(now.mono);
    PathFacts facts;
    facts.state = m_state;
    facts.content = m_content->figures();
    facts.policy = m_policyInForce.policy;
    facts.policyReason = m_policyInForce.reason;
    facts.audioPeaks = m_peaks;
    facts.mark = std::exchange(m_mark, std::nullopt);
    facts.ptsMark = std::exchange(m_ptsMark, std::nullopt);
    facts.spliceCountdownS = m_splices.countdown(now.utc);
    facts.structure = m_structure.figures();
    facts.teletext = m_text.teletext();
    facts.subtitles = m_text.subtitles();
    facts.seconds = m_seconds;
    facts.bitrate = m_bitrate;
    facts.pcrIntervalMs = m_pcrIntervalMs;
    facts.pcrJitterMs = m_pcrJitterMs;
    facts.pcr = m_pcr;
    facts.ptsPcrDistanceMs = m_ptsPcrDistanceMs;
    facts.avPtsGapMs = m_avPtsGapMs;
    facts.bitratePcr = m_bitratePcr;
    return facts;
}

std::vector<ContentTransition> PathWorker::takeTransitions() {
    return std::exchange(m_transitions, {});
}

void PathWorker::close(const std::string& reason) {
    m_hub->close(reason);
    m_sounds->close(reason);
}

} // namespace vigie::probe
