// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::model {

/// What a row of a metric is: the node itself, or an entry of its input, path or PID table.
enum class Scope : std::uint8_t { Node, Input, Path, Pid };

enum class MetricKind : std::uint8_t {
    /// A value of now. Conflation keeps the newest with minimum and maximum.
    Gauge,
    /// Cumulative since the node's incarnation began; only ever grows within one.
    Counter,
    /// An index into MetricInfo::states; 0 is always "unknown".
    State,
    /// A time mark or another exact integer. Conflation keeps the newest.
    Mark
};

/// One metric of a node's catalogue. A desk shows a metric that it has never heard of from this
/// alone.
struct MetricInfo {
    /// Stable, dotted: "ts.bitrate". What code on the desk looks up.
    std::string key;
    Scope scope = Scope::Path;
    MetricKind kind = MetricKind::Gauge;
    /// UCUM-like: "bit/s", "ms", "dB", "{packet}", "s", "1"; empty for states.
    std::string unit;
    /// A sample is `raw * step` in `unit`.
    double step = 1.0;
    /// English, for people: "Transport bitrate".
    std::string name;
    /// For menus: "Transport", "Video", "Audio", "PCR", "SRT", "RTP", "RF", "TR 101 290".
    std::string group;
    /// What a chart may assume; absent where there is no natural range.
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::vector<std::string> states;
    bool operator==(const MetricInfo&) const = default;
};

/// Keys that code refers to by name. The full list is metricCatalogue().
namespace key {
// Node
inline constexpr std::string_view nodeClockError = "node.clock_error";
inline constexpr std::string_view nodeCpu = "node.cpu";
inline constexpr std::string_view nodeMemory = "node.memory";
// Input
inline constexpr std::string_view inputState = "input.state";
inline constexpr std::string_view tsBytes = "ts.bytes";
inline constexpr std::string_view tsPackets = "ts.packets";
inline constexpr std::string_view tsBitrate = "ts.bitrate";
inline constexpr std::string_view tsNullBitrate = "ts.null_bitrate";
/// By the PCRs, over at least 1 s: what the multiplexer sends, whatever the network does to it.
inline constexpr std::string_view tsBitratePcr = "ts.bitrate_pcr";
inline constexpr std::string_view tsSync = "ts.sync";
inline constexpr std::string_view rtpLost = "rtp.lost";
inline constexpr std::string_view rtpReordered = "rtp.reordered";
inline constexpr std::string_view rtpDuplicates = "rtp.duplicates";
inline constexpr std::string_view rtpJitter = "rtp.jitter";
/// Time-Stamped Delay Factor, EBU Tech 3337, over the last second.
inline constexpr std::string_view rtpTsDf = "rtp.ts_df";
/// Media Delivery Index, RFC 4445, over the last second.
inline constexpr std::string_view mdiDf = "mdi.df";
inline constexpr std::string_view mdiMlr = "mdi.mlr";
/// Two legs of one stream, SMPTE ST 2022-7. Skew: arrival on B minus arrival on A, last second.
inline constexpr std::string_view legOnlyA = "leg.only_a";
inline constexpr std::string_view legOnlyB = "leg.only_b";
inline constexpr std::string_view legLostBoth = "leg.lost_both";
inline constexpr std::string_view legSkew = "leg.skew";
inline constexpr std::string_view legSkewMin = "leg.skew_min";
inline constexpr std::string_view legSkewMax = "leg.skew_max";
inline constexpr std::string_view legAState = "leg.a.state";
inline constexpr std::string_view legBState = "leg.b.state";
inline constexpr std::string_view srtRtt = "srt.rtt";
inline constexpr std::string_view srtRetransmitted = "srt.retransmitted";
inline constexpr std::string_view srtDropped = "srt.dropped";
inline constexpr std::string_view srtLost = "srt.lost";
inline constexpr std::string_view srtUndecrypted = "srt.undecrypted";
inline constexpr std::string_view srtBuffer = "srt.buffer";
inline constexpr std::string_view srtLatency = "srt.latency";
inline constexpr std::string_view srtBelated = "srt.belated";
inline constexpr std::string_view srtRate = "srt.rate";
inline constexpr std::string_view srtBandwidth = "srt.bandwidth";
inline constexpr std::string_view hlsSegments = "hls.segments";
inline constexpr std::string_view hlsFailures = "hls.failures";
inline constexpr std::string_view hlsTargetDuration = "hls.target_duration";
inline constexpr std::string_view inputReconnects = "input.reconnects";
inline constexpr std::string_view rfLock = "rf.lock";
inline constexpr std::string_view rfLevel = "rf.level";
inline constexpr std::string_view rfCn = "rf.cn";
inline constexpr std::string_view rfEsN0 = "rf.esn0";
inline constexpr std::string_view rfMer = "rf.mer";
inline constexpr std::string_view rfMargin = "rf.margin";
inline constexpr std::string_view rfModcod = "rf.modcod";
inline constexpr std::string_view rfThreshold = "rf.threshold";
/// Bit error ratio before and after the error correction; packet (or frame) error ratio after it.
inline constexpr std::string_view rfBerBefore = "rf.ber_before";
inline constexpr std::string_view rfBerAfter = "rf.ber_after";
inline constexpr std::string_view rfPer = "rf.per";
/// How many seconds of the stream the capture ring holds.
inline constexpr std::string_view captureRing = "capture.ring";
// Path
inline constexpr std::string_view pathBitrate = "path.bitrate";
inline constexpr std::string_view pathState = "path.state";
inline constexpr std::string_view pcrInterval = "pcr.interval_max";
inline constexpr std::string_view pcrJitter = "pcr.jitter_arrival";
inline constexpr std::string_view pathBitratePcr = "path.bitrate_pcr";
/// PCR_AC, PCR_OJ, PCR_FO and PCR_DR of TR 101 290, and the demarcation filter that they are
/// measured with. The basis says whether PCR_AC could be measured, and why not.
inline constexpr std::string_view pcrAccuracy = "pcr.accuracy";
inline constexpr std::string_view pcrAccuracyBasis = "pcr.accuracy_basis";
inline constexpr std::string_view pcrOverallJitter = "pcr.overall_jitter";
inline constexpr std::string_view pcrFrequencyOffset = "pcr.frequency_offset";
inline constexpr std::string_view pcrDriftRate = "pcr.drift_rate";
inline constexpr std::string_view pcrFilter = "pcr.filter";
/// PTS minus PCR at the arrival of a video PES, the least of the last second: the receiver's time.
inline constexpr std::string_view ptsPcrDistance = "pts.pcr_distance";
/// Newest audio PTS minus newest video PTS, the median of the last second.
inline constexpr std::string_view avPtsGap = "pts.av_gap";
/// Time marks, three kinds of growing tolerance: equal PCRs; equal PTS and payload; alike pictures.
inline constexpr std::string_view markPcr = "mark.pcr";
inline constexpr std::string_view markUtc = "mark.utc";
inline constexpr std::string_view markPts = "mark.pts";
inline constexpr std::string_view markPtsHash = "mark.pts_hash";
inline constexpr std::string_view markPtsUtc = "mark.pts_utc";
inline constexpr std::string_view markSignature = "mark.signature";
inline constexpr std::string_view markSignatureUtc = "mark.signature_utc";
/// Seconds until the announced splice; absent where none is pending.
inline constexpr std::string_view spliceCountdown = "scte35.countdown";
inline constexpr std::string_view videoWidth = "video.width";
inline constexpr std::string_view videoHeight = "video.height";
inline constexpr std::string_view videoFrameRate = "video.frame_rate";
// Of the coded video, without decoding
inline constexpr std::string_view videoCodec = "video.codec";
inline constexpr std::string_view videoProfile = "video.profile";
inline constexpr std::string_view videoLevel = "video.level";
inline constexpr std::string_view videoScan = "video.scan";
inline constexpr std::string_view gopLength = "gop.length";
inline constexpr std::string_view gopInterval = "gop.interval";
/// Pictures between two that are not B pictures, that one included: 1 without B pictures.
inline constexpr std::string_view gopAnchorDistance = "gop.anchor_distance";
inline constexpr std::string_view framesI = "frames.i";
inline constexpr std::string_view framesP = "frames.p";
inline constexpr std::string_view framesB = "frames.b";
inline constexpr std::string_view frameSizeI = "frames.size_i";
inline constexpr std::string_view frameSizeP = "frames.size_p";
inline constexpr std::string_view frameSizeB = "frames.size_b";
inline constexpr std::string_view videoQp = "video.qp";
inline constexpr std::string_view hintFreeze = "hint.freeze";
inline constexpr std::string_view hintBlack = "hint.black";
inline constexpr std::string_view captionsPresent = "captions.present";
inline constexpr std::string_view teletextPresent = "teletext.present";
inline constexpr std::string_view subtitlesPresent = "subtitles.present";
// Of the decoded content
inline constexpr std::string_view contentPolicy = "content.policy";
inline constexpr std::string_view contentPolicyReason = "content.policy_reason";
inline constexpr std::string_view contentBlack = "content.black";
inline constexpr std::string_view contentFreeze = "content.freeze";
inline constexpr std::string_view contentSilence = "content.silence";
inline constexpr std::string_view contentColorBars = "content.color_bars";
inline constexpr std::string_view contentSingleColor = "content.single_color";
inline constexpr std::string_view contentChromaLoss = "content.chroma_loss";
inline constexpr std::string_view contentBlockiness = "content.blockiness";
inline constexpr std::string_view contentNoVideo = "content.no_video";
inline constexpr std::string_view contentDigitalZero = "content.digital_zero";
inline constexpr std::string_view contentChannelLost = "content.channel_lost";
inline constexpr std::string_view contentPhase = "content.phase";
inline constexpr std::string_view videoBlockiness = "video.blockiness";
inline constexpr std::string_view videoDecodeErrors = "video.decode_errors";
/// EBU R 128 of the path's first audio. True peak: of the last second.
inline constexpr std::string_view loudnessMomentary = "loudness.momentary";
inline constexpr std::string_view loudnessShortTerm = "loudness.short_term";
inline constexpr std::string_view loudnessIntegrated = "loudness.integrated";
inline constexpr std::string_view loudnessRange = "loudness.range";
inline constexpr std::string_view loudnessTruePeak = "loudness.true_peak";
/// Of the first two channels, -1 to 1.
inline constexpr std::string_view audioCorrelation = "audio.correlation";
/// "audio.silence.1" ... "audio.silence.8": whether the channel is silent.
inline constexpr std::string_view audioSilencePrefix = "audio.silence.";
inline constexpr std::string_view videoLuma = "video.luma_mean";
inline constexpr std::string_view videoDifference = "video.difference";
/// "audio.level.1" ... "audio.level.8": peak since the tick before, dBFS.
inline constexpr std::string_view audioLevelPrefix = "audio.level.";
inline constexpr int audioLevelChannels = 8;
inline constexpr std::string_view secondsJudged = "es.seconds";
inline constexpr std::string_view secondsErrored = "es.errored";
inline constexpr std::string_view erroredNoData = "es.no_data";
inline constexpr std::string_view erroredTs = "es.ts_priority1";
inline constexpr std::string_view erroredLoss = "es.loss";
inline constexpr std::string_view erroredBlack = "es.black";
inline constexpr std::string_view erroredFreeze = "es.freeze";
inline constexpr std::string_view erroredSilence = "es.silence";
// PID
inline constexpr std::string_view pidBitrate = "pid.bitrate";
inline constexpr std::string_view pidBitratePcr = "pid.bitrate_pcr";
inline constexpr std::string_view pidPackets = "pid.packets";
inline constexpr std::string_view pidCcErrors = "pid.cc_errors";
inline constexpr std::string_view pidScrambled = "pid.scrambled";
} // namespace key

/// "tr101290.1.4.errors" and "tr101290.1.4.state" for a check number such as "1.4" or "1.3.a".
[[nodiscard]] std::string tr101290ErrorsKey(std::string_view check);
[[nodiscard]] std::string tr101290StateKey(std::string_view check);

/// Of the checks about one PID, whose may be one service of many. Their state is told of each path,
/// too, by its own PIDs: the input's is that of all services together.
inline constexpr std::array<std::string_view, 13> serviceChecks{
    "1.4", "1.5.a", "1.6", "2.2",  "2.3.a",      "2.3.b",         "2.4",
    "2.5", "3.3",   "3.9", "3.10", "es.stopped", "es.pts_stopped"};
/// "path.tr101290.1.4.state" for one of serviceChecks.
[[nodiscard]] std::string serviceCheckKey(std::string_view check);
/// Which of serviceChecks an input's "tr101290.1.4.errors" or ".state" is about; nothing for
/// another metric, and for a check of the whole stream.
[[nodiscard]] std::optional<std::size_t> serviceCheckOf(std::string_view metricKey);

/// The check numbers of TR 101 290 V1.4.1 in their current forms, in the standard's order.
[[nodiscard]] const std::vector<std::string>& tr101290Checks();
/// The standard's English name of a check: "Continuity_count_error"; empty for an unknown number.
[[nodiscard]] std::string_view tr101290Name(std::string_view check);

/// Every metric that our own probe can send, in a fixed order.
[[nodiscard]] const std::vector<MetricInfo>& metricCatalogue();

/// States that the catalogue's State metrics use; index 0 is "unknown" in each.
namespace state {
/// content.*: did the content check hold?
enum Content : std::int64_t { ContentUnknown, ContentClear, ContentPresent };
/// input.state
enum Input : std::int64_t {
    InputUnknown,
    InputConnecting,
    InputReceiving,
    InputNoData,
    InputFailed
};
/// tr101290.*.state, path.tr101290.*.state
enum Check : std::int64_t { CheckUnknown, CheckOk, CheckError, CheckNotMeasurable, CheckDisabled };
/// content.policy_reason
enum PolicyReason : std::int64_t {
    PolicyReasonUnknown,
    PolicyConfigured,
    PolicyPromoted,
    PolicyRequested,
    PolicyRefused ///< wants to be promoted, but the node has no room
};
/// pcr.accuracy_basis
enum PcrBasis : std::int64_t {
    PcrBasisUnknown,
    PcrMeasured,
    PcrNotConstantRate,
    PcrTooFew,
    PcrPacketsLost
};
/// pcr.filter: the demarcation frequencies of TR 101 290 (10 mHz, 100 mHz, 1 Hz, ours).
enum PcrFilter : std::int64_t { PcrFilterUnknown, Mgf1, Mgf2, Mgf3, Mgf4 };
/// video.codec
enum VideoCodec : std::int64_t { CodecUnknown, CodecMpeg2, CodecH264, CodecH265 };
/// video.scan
enum Scan : std::int64_t { ScanUnknown, ScanProgressive, ScanInterlaced, ScanMixed };
/// leg.*.state
enum Leg : std::int64_t { LegUnknown, LegReceiving, LegNoData };
/// content.policy
enum Policy : std::int64_t { PolicyUnknown, PolicyOff, PolicyKeyFrames, PolicyFull };
/// path.state
enum Path : std::int64_t { PathUnknown, PathReceiving, PathNoData, PathServiceMissing };
/// rf.lock, ts.sync
enum Lock : std::int64_t { LockUnknown, Locked, Unlocked };
} // namespace state

} // namespace vigie::model
