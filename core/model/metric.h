// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
inline constexpr std::string_view tsSync = "ts.sync";
inline constexpr std::string_view rtpLost = "rtp.lost";
inline constexpr std::string_view rtpReordered = "rtp.reordered";
inline constexpr std::string_view rtpDuplicates = "rtp.duplicates";
inline constexpr std::string_view rtpJitter = "rtp.jitter";
inline constexpr std::string_view srtRtt = "srt.rtt";
inline constexpr std::string_view srtRetransmitted = "srt.retransmitted";
inline constexpr std::string_view srtDropped = "srt.dropped";
inline constexpr std::string_view srtLost = "srt.lost";
inline constexpr std::string_view srtUndecrypted = "srt.undecrypted";
inline constexpr std::string_view srtBuffer = "srt.buffer";
inline constexpr std::string_view srtLatency = "srt.latency";
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
// Path
inline constexpr std::string_view pathBitrate = "path.bitrate";
inline constexpr std::string_view pathState = "path.state";
inline constexpr std::string_view pcrInterval = "pcr.interval_max";
inline constexpr std::string_view pcrJitter = "pcr.jitter_arrival";
inline constexpr std::string_view markPcr = "mark.pcr";
inline constexpr std::string_view markUtc = "mark.utc";
inline constexpr std::string_view videoWidth = "video.width";
inline constexpr std::string_view videoHeight = "video.height";
inline constexpr std::string_view videoFrameRate = "video.frame_rate";
inline constexpr std::string_view contentPolicy = "content.policy";
inline constexpr std::string_view contentBlack = "content.black";
inline constexpr std::string_view contentFreeze = "content.freeze";
inline constexpr std::string_view contentSilence = "content.silence";
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
inline constexpr std::string_view pidPackets = "pid.packets";
inline constexpr std::string_view pidCcErrors = "pid.cc_errors";
inline constexpr std::string_view pidScrambled = "pid.scrambled";
} // namespace key

/// "tr101290.1.4.errors" and "tr101290.1.4.state" for a check number such as "1.4" or "1.3.a".
[[nodiscard]] std::string tr101290ErrorsKey(std::string_view check);
[[nodiscard]] std::string tr101290StateKey(std::string_view check);

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
/// tr101290.*.state
enum Check : std::int64_t { CheckUnknown, CheckOk, CheckError, CheckNotMeasurable, CheckDisabled };
/// content.policy
enum Policy : std::int64_t { PolicyUnknown, PolicyOff, PolicyKeyFrames, PolicyFull };
/// path.state
enum Path : std::int64_t { PathUnknown, PathReceiving, PathNoData, PathServiceMissing };
/// rf.lock, ts.sync
enum Lock : std::int64_t { LockUnknown, Locked, Unlocked };
} // namespace state

} // namespace vigie::model
