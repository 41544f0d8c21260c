// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/es/structure.h"
#include "core/es/text.h"
#include "core/media/contentprobe.h"
#include "core/model/metric.h"
#include "core/probe/decodingpolicy.h"
#include "core/probe/erroredsecond.h"
#include "core/probe/nodeconfig.h"
#include "core/probe/previewhub.h"
#include "core/probe/servicechecks.h"
#include "core/probe/soundhub.h"
#include "core/probe/splicewatch.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// What a path says of itself in one tick. Absent is not known.
struct PathFacts {
    model::state::Path state = model::state::PathUnknown;
    media::ContentFigures content;
    /// In force now, and why; never Adaptive.
    model::DecodePolicy policy = model::DecodePolicy::Off;
    model::state::PolicyReason policyReason = model::state::PolicyReasonUnknown;
    es::StructureFigures structure;
    es::Presence teletext = es::Presence::Unknown;
    es::Presence subtitles = es::Presence::Unknown;
    std::array<std::optional<float>, 8> audioPeaks{};
    std::optional<ts::TimeMark> mark;
    std::optional<ts::PtsMark> ptsMark;
    /// Until the announced splice; absent where none is pending.
    std::optional<double> spliceCountdownS;
    ts::PcrFigures pcr;
    std::optional<double> ptsPcrDistanceMs;
    std::optional<double> avPtsGapMs;
    std::optional<double> bitratePcr;
    ErroredSeconds seconds;
    std::optional<double> bitrate;
    std::optional<double> pcrIntervalMs;
    std::optional<double> pcrJitterMs;
    /// Of model::serviceChecks, in their order; only in the tick that ends a second.
    std::array<ts::CheckState, model::serviceChecks.size()> checks{};
};

/// A content fault that began or ended, for the event log.
struct ContentTransition {
    std::string code;
    bool isPresent = false;
    base::Utc since{};
};

/// One feed of an input: collects what the analyzer, the content probe and the transport know of
/// it, and judges its seconds. Not thread-safe: its InputWorker calls it under its own lock, except
/// hub() and sounds().
class PathWorker {
public:
    /// `persistence`: how long an event keeps a check in error.
    PathWorker(ServiceConfig config, media::ContentPool& pool, base::Timestamp start,
               base::Nanoseconds persistence = ts::Profile{}.persistence);
    ~PathWorker();
    PathWorker(const PathWorker&) = delete;
    PathWorker& operator=(const PathWorker&) = delete;

    [[nodiscard]] const ServiceConfig& config() const { return m_config; }
    [[nodiscard]] const std::shared_ptr<PreviewHub>& hub() const { return m_hub; }
    [[nodiscard]] const std::shared_ptr<SoundHub>& sounds() const { return m_sounds; }

    void onPesUnit(const ts::PesUnit& unit);
    void onTimeMark(const ts::TimeMark& mark) {
        m_mark = mark;
        m_splices.onTimeMark(mark);
    }
    void onPtsMark(const ts::PtsMark& mark) { m_ptsMark = mark; }
    void onSplice(const ts::SpliceEvent& event) { m_splices.onSplice(event); }
    /// The stream restarts by intent: what was announced and what was coded are past.
    void onRestart();
    /// A priority 1 occurrence that concerns this path.
    void onPriority1(const ts::Occurrence& occurrence);
    /// What the checks about PIDs say of this path.
    [[nodiscard]] ServiceChecks& checks() { return m_checks; }
    void onLoss();
    /// Asks for more decoding (never less) for a time; until when it holds. Off ends it.
    [[nodiscard]] base::Utc requestPolicy(model::DecodePolicy policy, base::Timestamp now,
                                          std::chrono::seconds length) {
        return m_policy.request(policy, now, length);
    }
    /// The service as the analyzer has it now; null when the PAT does not carry it.
    void setService(const ts::ServiceFigures* service);
    /// What its PMT says of its sounds; `pids` are those of the whole input.
    void setSounds(const ts::ServiceFigures& service, const std::vector<ts::PidFigures>& pids);
    /// PIDs whose errors are this path's: of its streams, its PMT and its PCR.
    [[nodiscard]] bool owns(std::uint16_t pid) const { return m_pids.contains(pid); }
    void advance(base::Timestamp now);
    /// A whole UTC second ended. `packets`: of the service's streams, cumulative. `seconds`: since
    /// the last call (1 but for a stalled host: then only the newest second is judged).
    /// `isReceiving`: the input gets bytes; `noDataLimit`: silence that is still no fault (HLS).
    void endSecond(base::Timestamp now, const std::vector<ts::PidFigures>& pids,
                   double elapsedSeconds, bool isReceiving, base::Nanoseconds noDataLimit);
    [[nodiscard]] PathFacts takeFacts(base::Timestamp now);
    [[nodiscard]] std::vector<ContentTransition> takeTransitions();
    void close(const std::string& reason);

private:
    void updatePeaks(base::Mono now);
    void updatePolicy(base::Timestamp now, const media::ContentFigures& content);
    void noteTransitions(const media::ContentFigures& content);

    const ServiceConfig m_config;
    const base::Timestamp m_start;
    std::unique_ptr<media::ContentProbe> m_content;
    std::shared_ptr<PreviewHub> m_hub;
    std::shared_ptr<SoundHub> m_sounds;
    bool m_isServicePresent = false;
    bool m_isServiceKnown = false; // its PMT, too
    std::set<std::uint16_t> m_pids;
    std::uint16_t m_videoPid = 0x1fff;
    std::uint16_t m_audioPid = 0x1fff;
    std::optional<ts::TimeMark> m_mark;
    std::optional<ts::PtsMark> m_ptsMark;
    SpliceWatch m_splices;
    /// Of the picture's PID, whatever is decoded of it.
    es::Structure m_structure;
    es::Text m_text;
    std::array<std::optional<float>, 8> m_peaks{};
    base::Mono m_peaksAt{};
    std::set<std::pair<ts::Check, int>> m_openStatus;
    bool m_isPriority1Now = false;
    ServiceChecks m_checks;
    bool m_isLossNow = false;
    /// PIDs that carry the programme: its streams and its PCR, not its tables.
    std::set<std::uint16_t> m_dataPids;
    std::map<std::uint16_t, std::uint64_t> m_packets;
    bool m_hasCounted = false;
    base::Mono m_lastData{};
    bool m_hasSeenData = false;
    model::state::Path m_state = model::state::PathUnknown;
    ErroredSeconds m_seconds;
    std::optional<double> m_bitrate;
    std::optional<double> m_pcrIntervalMs;
    std::optional<double> m_pcrJitterMs;
    ts::PcrFigures m_pcr;
    std::optional<double> m_ptsPcrDistanceMs;
    std::optional<double> m_avPtsGapMs;
    std::optional<double> m_bitratePcr;
    DecodingPolicy m_policy;
    DecodingPolicy::InForce m_policyInForce;
    bool m_isErrorNow = false; // since the last advance()
    bool m_wasHinted = false;
    static constexpr std::size_t contentFaults = 11;
    std::array<media::Presence, contentFaults> m_lastContent{};
    std::vector<ContentTransition> m_transitions;
};

} // namespace vigie::probe
