// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/metric.h"

#include <array>
#include <utility>

namespace vigie::model {
namespace {

using Check = std::pair<std::string_view, std::string_view>;

// ETSI TR 101 290 V1.4.1, tables 5.0a to 5.0c, current forms only.
constexpr std::array<Check, 29> checks{{
    {"1.1", "TS_sync_loss"},
    {"1.2", "Sync_byte_error"},
    {"1.3.a", "PAT_error_2"},
    {"1.4", "Continuity_count_error"},
    {"1.5.a", "PMT_error_2"},
    {"1.6", "PID_error"},
    {"2.1", "Transport_error"},
    {"2.2", "CRC_error"},
    {"2.3.a", "PCR_repetition_error"},
    {"2.3.b", "PCR_discontinuity_indicator_error"},
    {"2.4", "PCR_accuracy_error"},
    {"2.5", "PTS_error"},
    {"2.6", "CAT_error"},
    {"3.1.a", "NIT_actual_error"},
    {"3.1.b", "NIT_other_error"},
    {"3.2", "SI_repetition_error"},
    {"3.3", "Buffer_error"},
    {"3.4.a", "Unreferenced_PID"},
    {"3.5.a", "SDT_actual_error"},
    {"3.5.b", "SDT_other_error"},
    {"3.6.a", "EIT_actual_error"},
    {"3.6.b", "EIT_other_error"},
    {"3.6.c", "EIT_PF_error"},
    {"3.7", "RST_error"},
    {"3.8", "TDT_error"},
    {"3.9", "Empty_buffer_error"},
    {"3.10", "Data_delay_error"},
    // Not of the standard: what it cannot see (a stream that stands still while CC and PCR are
    // legal).
    {"es.stopped", "Elementary_stream_stopped"},
    {"es.pts_stopped", "PTS_stopped"},
}};

MetricInfo gauge(std::string_view key, Scope scope, std::string unit, double step, std::string name,
                 std::string group, std::optional<double> minimum = {},
                 std::optional<double> maximum = {}) {
    return {std::string(key),
            scope,
            MetricKind::Gauge,
            std::move(unit),
            step,
            std::move(name),
            std::move(group),
            minimum,
            maximum,
            {}};
}

MetricInfo counter(std::string_view key, Scope scope, std::string unit, std::string name,
                   std::string group) {
    return {std::string(key),
            scope,
            MetricKind::Counter,
            std::move(unit),
            1.0,
            std::move(name),
            std::move(group),
            0.0,
            std::nullopt,
            {}};
}

MetricInfo stateOf(std::string_view key, Scope scope, std::string name, std::string group,
                   std::vector<std::string> states) {
    return {std::string(key),
            scope,
            MetricKind::State,
            "",
            1.0,
            std::move(name),
            std::move(group),
            std::nullopt,
            std::nullopt,
            std::move(states)};
}

MetricInfo mark(std::string_view key, std::string unit, std::string name) {
    return {std::string(key), Scope::Path, MetricKind::Mark, std::move(unit), 1.0,
            std::move(name),  "Latency",   std::nullopt,     std::nullopt,    {}};
}

std::vector<MetricInfo> makeCatalogue() {
    const std::vector<std::string> content{"unknown", "clear", "present"};
    const std::vector<std::string> lock{"unknown", "locked", "unlocked"};
    const std::vector<std::string> leg{"unknown", "receiving", "no data"};
    std::vector<MetricInfo> all{
        gauge(key::nodeClockError, Scope::Node, "ms", 0.001, "Clock error", "Node", 0.0),
        gauge(key::nodeCpu, Scope::Node, "%", 0.1, "Processor, of one core", "Node", 0.0),
        gauge(key::nodeMemory, Scope::Node, "By", 1024, "Memory", "Node", 0.0),
        stateOf(key::inputState, Scope::Input, "Input", "Transport",
                {"unknown", "connecting", "receiving", "no data", "failed"}),
        counter(key::inputReconnects, Scope::Input, "1", "Reconnects", "Transport"),
        counter(key::tsBytes, Scope::Input, "By", "Transport stream bytes", "Transport"),
        counter(key::tsPackets, Scope::Input, "{packet}", "Transport stream packets", "Transport"),
        gauge(key::tsBitrate, Scope::Input, "bit/s", 100, "Transport bitrate", "Transport", 0.0),
        gauge(key::tsNullBitrate, Scope::Input, "bit/s", 100, "Null packets", "Transport", 0.0),
        gauge(key::tsBitratePcr, Scope::Input, "bit/s", 100, "Transport bitrate by PCR",
              "Transport", 0.0),
        stateOf(key::tsSync, Scope::Input, "TS sync", "Transport", lock),
        counter(key::rtpLost, Scope::Input, "{packet}", "RTP lost", "RTP"),
        counter(key::rtpReordered, Scope::Input, "{packet}", "RTP reordered", "RTP"),
        counter(key::rtpDuplicates, Scope::Input, "{packet}", "RTP duplicates", "RTP"),
        gauge(key::rtpJitter, Scope::Input, "ms", 0.01, "RTP jitter", "RTP", 0.0),
        gauge(key::rtpTsDf, Scope::Input, "ms", 0.001, "TS-DF (EBU Tech 3337)", "RTP", 0.0),
        gauge(key::mdiDf, Scope::Input, "ms", 0.001, "MDI delay factor", "Transport", 0.0),
        gauge(key::mdiMlr, Scope::Input, "{packet}/s", 0.1, "MDI media loss rate", "Transport",
              0.0),
        counter(key::legOnlyA, Scope::Input, "{packet}", "Only on leg A", "Legs"),
        counter(key::legOnlyB, Scope::Input, "{packet}", "Only on leg B", "Legs"),
        counter(key::legLostBoth, Scope::Input, "{packet}", "Lost on both legs", "Legs"),
        gauge(key::legSkew, Scope::Input, "ms", 0.001, "Leg B after leg A, median", "Legs"),
        gauge(key::legSkewMin, Scope::Input, "ms", 0.001, "Leg B after leg A, least", "Legs"),
        gauge(key::legSkewMax, Scope::Input, "ms", 0.001, "Leg B after leg A, most", "Legs"),
        stateOf(key::legAState, Scope::Input, "Leg A", "Legs", leg),
        stateOf(key::legBState, Scope::Input, "Leg B", "Legs", leg),
        gauge(key::srtRtt, Scope::Input, "ms", 0.1, "SRT round trip", "SRT", 0.0),
        counter(key::srtRetransmitted, Scope::Input, "{packet}", "SRT retransmitted", "SRT"),
        counter(key::srtDropped, Scope::Input, "{packet}", "SRT dropped (lost for good)", "SRT"),
        counter(key::srtLost, Scope::Input, "{packet}", "SRT gaps (recovered or not)", "SRT"),
        counter(key::srtUndecrypted, Scope::Input, "{packet}", "SRT not decrypted", "SRT"),
        gauge(key::srtBuffer, Scope::Input, "ms", 1, "SRT receive buffer", "SRT", 0.0),
        gauge(key::srtLatency, Scope::Input, "ms", 1, "SRT negotiated latency", "SRT", 0.0),
        counter(key::srtBelated, Scope::Input, "{packet}", "SRT too late", "SRT"),
        gauge(key::srtRate, Scope::Input, "bit/s", 100, "SRT receive rate", "SRT", 0.0),
        gauge(key::srtBandwidth, Scope::Input, "bit/s", 1000, "SRT estimated bandwidth", "SRT",
              0.0),
        counter(key::hlsSegments, Scope::Input, "1", "HLS segments", "HLS"),
        counter(key::hlsFailures, Scope::Input, "1", "HLS failed requests", "HLS"),
        gauge(key::hlsTargetDuration, Scope::Input, "s", 0.001, "HLS target duration", "HLS", 0.0),
        stateOf(key::rfLock, Scope::Input, "Receiver lock", "RF", lock),
        gauge(key::rfLevel, Scope::Input, "dBm", 0.1, "Level", "RF"),
        gauge(key::rfCn, Scope::Input, "dB", 0.01, "C/N", "RF"),
        gauge(key::rfEsN0, Scope::Input, "dB", 0.01, "Es/N0", "RF"),
        gauge(key::rfMer, Scope::Input, "dB", 0.01, "MER", "RF"),
        gauge(key::rfMargin, Scope::Input, "dB", 0.01, "Link margin", "RF"),
        gauge(key::rfThreshold, Scope::Input, "dB", 0.01, "Es/N0 needed by the MODCOD", "RF"),
        gauge(key::rfModcod, Scope::Input, "1", 1, "DVB-S2 MODCOD number", "RF", 0.0, 28.0),
        gauge(key::rfBerBefore, Scope::Input, "1", 1e-12, "Bit error ratio before correction", "RF",
              0.0, 1.0),
        gauge(key::rfBerAfter, Scope::Input, "1", 1e-12, "Bit error ratio after correction", "RF",
              0.0, 1.0),
        gauge(key::rfPer, Scope::Input, "1", 1e-12, "Packet error ratio", "RF", 0.0, 1.0),
        gauge(key::captureRing, Scope::Input, "s", 0.1, "Stream held for captures", "Capture", 0.0),
    };
    for (const auto& [number, name] : checks) {
        const std::string title = std::string(number) + " " + std::string(name);
        all.push_back(
            counter(tr101290ErrorsKey(number), Scope::Input, "{error}", title, "TR 101 290"));
        all.push_back(stateOf(tr101290StateKey(number), Scope::Input, title, "TR 101 290",
                              {"unknown", "ok", "error", "not measurable", "disabled"}));
    }
    const std::vector<MetricInfo> path{
        stateOf(key::pathState, Scope::Path, "Path", "Path",
                {"unknown", "receiving", "no data", "service missing"}),
        gauge(key::pathBitrate, Scope::Path, "bit/s", 100, "Service bitrate", "Path", 0.0),
        gauge(key::pcrInterval, Scope::Path, "ms", 0.01, "PCR interval, maximum", "PCR", 0.0),
        gauge(key::pcrJitter, Scope::Path, "ms", 0.001, "PCR jitter against arrival", "PCR", 0.0),
        gauge(key::pathBitratePcr, Scope::Path, "bit/s", 100, "Service bitrate by PCR", "Path",
              0.0),
        gauge(key::pcrAccuracy, Scope::Path, "ns", 1, "PCR accuracy (PCR_AC)", "PCR", 0.0),
        stateOf(key::pcrAccuracyBasis, Scope::Path, "PCR accuracy, basis", "PCR",
                {"unknown", "measured", "not a constant rate", "too few PCRs", "packets lost"}),
        gauge(key::pcrOverallJitter, Scope::Path, "us", 0.1, "PCR overall jitter (PCR_OJ)", "PCR",
              0.0),
        gauge(key::pcrFrequencyOffset, Scope::Path, "Hz", 0.1, "PCR frequency offset (PCR_FO)",
              "PCR"),
        gauge(key::pcrDriftRate, Scope::Path, "mHz/s", 0.1, "PCR drift rate (PCR_DR)", "PCR"),
        stateOf(key::pcrFilter, Scope::Path, "PCR filter", "PCR",
                {"unknown", "MGF1", "MGF2", "MGF3", "MGF4"}),
        gauge(key::ptsPcrDistance, Scope::Path, "ms", 0.1, "PTS minus PCR, least", "PCR"),
        gauge(key::avPtsGap, Scope::Path, "ms", 0.1, "Audio PTS minus video PTS", "PCR"),
        mark(key::markPcr, "{27MHz}", "Time mark: raw PCR"),
        mark(key::markUtc, "ns", "Time mark: arrival, UTC"),
        mark(key::markPts, "{90kHz}", "Time mark: PTS"),
        mark(key::markPtsHash, "1", "Time mark: hash of the payload of that PTS"),
        mark(key::markPtsUtc, "ns", "Time mark: its arrival, UTC"),
        mark(key::markSignature, "1", "Time mark: picture signature"),
        mark(key::markSignatureUtc, "ns", "Time mark: arrival of that picture, UTC"),
        gauge(key::spliceCountdown, Scope::Path, "s", 0.1, "Until the splice", "SCTE-35", 0.0),
        stateOf(key::videoCodec, Scope::Path, "Video codec", "Video",
                {"unknown", "MPEG-2", "H.264", "H.265"}),
        gauge(key::videoProfile, Scope::Path, "1", 1, "Profile number of the codec", "Video", 0.0),
        gauge(key::videoLevel, Scope::Path, "1", 0.1, "Level", "Video", 0.0),
        stateOf(key::videoScan, Scope::Path, "Scan", "Video",
                {"unknown", "progressive", "interlaced", "mixed"}),
        gauge(key::gopLength, Scope::Path, "{picture}", 1, "GOP length", "Video", 0.0),
        gauge(key::gopInterval, Scope::Path, "s", 0.001, "GOP duration", "Video", 0.0),
        gauge(key::gopAnchorDistance, Scope::Path, "{picture}", 1, "Anchor distance", "Video", 0.0),
        counter(key::framesI, Scope::Path, "{picture}", "I pictures", "Video"),
        counter(key::framesP, Scope::Path, "{picture}", "P pictures", "Video"),
        counter(key::framesB, Scope::Path, "{picture}", "B pictures", "Video"),
        gauge(key::frameSizeI, Scope::Path, "By", 1, "Size of I pictures", "Video", 0.0),
        gauge(key::frameSizeP, Scope::Path, "By", 1, "Size of P pictures", "Video", 0.0),
        gauge(key::frameSizeB, Scope::Path, "By", 1, "Size of B pictures", "Video", 0.0),
        gauge(key::videoQp, Scope::Path, "1", 0.1, "QP of I pictures", "Video"),
        stateOf(key::hintFreeze, Scope::Path, "Freeze, by the coded pictures", "Video", content),
        stateOf(key::hintBlack, Scope::Path, "Black, by the coded pictures", "Video", content),
        stateOf(key::captionsPresent, Scope::Path, "Captions (CEA-608/708)", "Text", content),
        stateOf(key::teletextPresent, Scope::Path, "Teletext", "Text", content),
        stateOf(key::subtitlesPresent, Scope::Path, "DVB subtitles", "Text", content),
        gauge(key::videoWidth, Scope::Path, "{pixel}", 1, "Picture width", "Video", 0.0),
        gauge(key::videoHeight, Scope::Path, "{pixel}", 1, "Picture height", "Video", 0.0),
        gauge(key::videoFrameRate, Scope::Path, "Hz", 0.001, "Frame rate", "Video", 0.0),
        stateOf(key::contentPolicy, Scope::Path, "Decoding policy", "Video",
                {"unknown", "off", "key frames", "full"}),
        stateOf(key::contentPolicyReason, Scope::Path, "Decoding policy, reason", "Video",
                {"unknown", "configured", "promoted by an error", "requested",
                 "promotion refused: no room"}),
        stateOf(key::contentBlack, Scope::Path, "Black", "Video", content),
        stateOf(key::contentFreeze, Scope::Path, "Freeze", "Video", content),
        stateOf(key::contentSilence, Scope::Path, "Silence", "Audio", content),
        stateOf(key::contentColorBars, Scope::Path, "Color bars", "Video", content),
        stateOf(key::contentSingleColor, Scope::Path, "Single color", "Video", content),
        stateOf(key::contentChromaLoss, Scope::Path, "Chroma loss", "Video", content),
        stateOf(key::contentBlockiness, Scope::Path, "Blockiness", "Video", content),
        stateOf(key::contentNoVideo, Scope::Path, "No video", "Video", content),
        stateOf(key::contentDigitalZero, Scope::Path, "Digital zero", "Audio", content),
        stateOf(key::contentChannelLost, Scope::Path, "Audio channel lost", "Audio", content),
        stateOf(key::contentPhase, Scope::Path, "Audio out of phase", "Audio", content),
        gauge(key::videoBlockiness, Scope::Path, "1", 0.01, "Blockiness", "Video", 0.0),
        counter(key::videoDecodeErrors, Scope::Path, "{error}", "Video decoder errors", "Video"),
        gauge(key::loudnessMomentary, Scope::Path, "LUFS", 0.1, "Loudness, momentary", "Audio",
              -70.0, 0.0),
        gauge(key::loudnessShortTerm, Scope::Path, "LUFS", 0.1, "Loudness, short-term", "Audio",
              -70.0, 0.0),
        gauge(key::loudnessIntegrated, Scope::Path, "LUFS", 0.1, "Loudness, integrated", "Audio",
              -70.0, 0.0),
        gauge(key::loudnessRange, Scope::Path, "LU", 0.1, "Loudness range", "Audio", 0.0),
        gauge(key::loudnessTruePeak, Scope::Path, "dBTP", 0.1, "True peak", "Audio"),
        gauge(key::audioCorrelation, Scope::Path, "1", 0.01, "Correlation of channels 1 and 2",
              "Audio", -1.0, 1.0),
        gauge(key::videoLuma, Scope::Path, "%", 0.1, "Mean luma", "Video", 0.0, 100.0),
        gauge(key::videoDifference, Scope::Path, "%", 0.001, "Difference between pictures", "Video",
              0.0, 100.0),
        counter(key::secondsJudged, Scope::Path, "s", "Seconds judged", "Health"),
        counter(key::secondsErrored, Scope::Path, "s", "Errored seconds", "Health"),
        counter(key::erroredNoData, Scope::Path, "s", "Errored: no data", "Health"),
        counter(key::erroredTs, Scope::Path, "s", "Errored: TR 101 290 priority 1", "Health"),
        counter(key::erroredLoss, Scope::Path, "s", "Errored: unrecovered loss", "Health"),
        counter(key::erroredBlack, Scope::Path, "s", "Errored: black", "Health"),
        counter(key::erroredFreeze, Scope::Path, "s", "Errored: freeze", "Health"),
        counter(key::erroredSilence, Scope::Path, "s", "Errored: silence", "Health"),
        gauge(key::pidBitrate, Scope::Pid, "bit/s", 100, "PID bitrate", "PID", 0.0),
        gauge(key::pidBitratePcr, Scope::Pid, "bit/s", 100, "PID bitrate by PCR", "PID", 0.0),
        counter(key::pidPackets, Scope::Pid, "{packet}", "PID packets", "PID"),
        counter(key::pidCcErrors, Scope::Pid, "{error}", "PID continuity errors", "PID"),
        counter(key::pidScrambled, Scope::Pid, "{packet}", "PID scrambled packets", "PID"),
    };
    all.insert(all.end(), path.begin(), path.end());
    for (const std::string_view number : serviceChecks) {
        all.push_back(stateOf(
            serviceCheckKey(number), Scope::Path,
            std::string(number) + " " + std::string(tr101290Name(number)) + " of the service",
            "TR 101 290", {"unknown", "ok", "error", "not measurable", "disabled"}));
    }
    for (int channel = 1; channel <= key::audioLevelChannels; ++channel) {
        const std::string number = std::to_string(channel);
        all.push_back(gauge(std::string(key::audioLevelPrefix) + number, Scope::Path, "dBFS", 0.1,
                            "Audio peak, channel " + number, "Audio", -100.0, 0.0));
        all.push_back(stateOf(std::string(key::audioSilencePrefix) + number, Scope::Path,
                              "Silence, channel " + number, "Audio", content));
    }
    return all;
}

} // namespace

std::string tr101290ErrorsKey(std::string_view check) {
    return "tr101290." + std::string(check) + ".errors";
}

std::string tr101290StateKey(std::string_view check) {
    return "tr101290." + std::string(check) + ".state";
}

std::string serviceCheckKey(std::string_view check) {
    return "path." + tr101290StateKey(check);
}

std::optional<std::size_t> serviceCheckOf(std::string_view metricKey) {
    constexpr std::string_view prefix = "tr101290.";
    if (!metricKey.starts_with(prefix)) {
        return std::nullopt;
    }
    metricKey.remove_prefix(prefix.size());
    for (std::size_t i = 0; i < serviceChecks.size(); ++i) {
        if (metricKey.starts_with(serviceChecks[i])) {
            const std::string_view rest = metricKey.substr(serviceChecks[i].size());
            if (rest == ".errors" || rest == ".state") {
                return i;
            }
        }
    }
    return std::nullopt;
}

const std::vector<std::string>& tr101290Checks() {
    static const std::vector<std::string> numbers = [] {
        std::vector<std::string> list;
        for (const auto& [number, name] : checks) {
            list.emplace_back(number);
        }
        return list;
    }();
    return numbers;
}

std::string_view tr101290Name(std::string_view check) {
    for (const auto& [number, name] : checks) {
        if (number == check) {
            return name;
        }
    }
    return {};
}

const std::vector<MetricInfo>& metricCatalogue() {
    static const std::vector<MetricInfo> catalogue = makeCatalogue();
    return catalogue;
}

} // namespace vigie::model
