// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/facts.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/model/metric.h"

namespace vigie::probe {
namespace {

namespace key = model::key;
namespace state = model::state;

std::int64_t stateOf(media::Presence presence) {
    switch (presence) {
    case media::Presence::Unknown:
        return state::ContentUnknown;
    case media::Presence::Clear:
        return state::ContentClear;
    case media::Presence::Present:
        return state::ContentPresent;
    }
    return state::ContentUnknown;
}

std::int64_t stateOf(es::Presence presence) {
    switch (presence) {
    case es::Presence::Unknown:
        return state::ContentUnknown;
    case es::Presence::Clear:
        return state::ContentClear;
    case es::Presence::Present:
        return state::ContentPresent;
    }
    return state::ContentUnknown;
}

std::int64_t stateOf(model::DecodePolicy policy) {
    switch (policy) {
    case model::DecodePolicy::Off:
        return state::PolicyOff;
    case model::DecodePolicy::KeyFrames:
        return state::PolicyKeyFrames;
    case model::DecodePolicy::Full:
        return state::PolicyFull;
    case model::DecodePolicy::Adaptive:
        break; // never in force
    }
    return state::PolicyUnknown;
}

std::int64_t stateOf(ts::CheckState check) {
    switch (check) {
    case ts::CheckState::Unknown:
        return state::CheckUnknown;
    case ts::CheckState::Ok:
        return state::CheckOk;
    case ts::CheckState::Error:
        return state::CheckError;
    case ts::CheckState::NotMeasurable:
        return state::CheckNotMeasurable;
    case ts::CheckState::Disabled:
        return state::CheckDisabled;
    }
    return state::CheckUnknown;
}

std::int64_t stateOf(const std::optional<bool>& isLocked) {
    if (!isLocked) {
        return state::LockUnknown;
    }
    return *isLocked ? state::Locked : state::Unlocked;
}

std::int64_t legState(const std::optional<bool>& isReceiving) {
    if (!isReceiving) {
        return state::LegUnknown;
    }
    return *isReceiving ? state::LegReceiving : state::LegNoData;
}

std::int64_t stateOf(ts::PcrFigures::Basis basis) {
    switch (basis) {
    case ts::PcrFigures::Basis::Unknown:
        return state::PcrBasisUnknown;
    case ts::PcrFigures::Basis::Measured:
        return state::PcrMeasured;
    case ts::PcrFigures::Basis::NotConstantRate:
        return state::PcrNotConstantRate;
    case ts::PcrFigures::Basis::TooFewPcrs:
        return state::PcrTooFew;
    case ts::PcrFigures::Basis::PacketsLost:
        return state::PcrPacketsLost;
    }
    return state::PcrBasisUnknown;
}

std::int64_t stateOf(ts::PcrFilter filter) {
    switch (filter) {
    case ts::PcrFilter::Mgf1:
        return state::Mgf1;
    case ts::PcrFilter::Mgf2:
        return state::Mgf2;
    case ts::PcrFilter::Mgf3:
        return state::Mgf3;
    case ts::PcrFilter::Mgf4:
        return state::Mgf4;
    }
    return state::PcrFilterUnknown;
}

std::int64_t stateOf(es::Codec codec) {
    switch (codec) {
    case es::Codec::Unknown:
        return state::CodecUnknown;
    case es::Codec::Mpeg2:
        return state::CodecMpeg2;
    case es::Codec::H264:
        return state::CodecH264;
    case es::Codec::H265:
        return state::CodecH265;
    }
    return state::CodecUnknown;
}

std::int64_t stateOf(es::Scan scan) {
    switch (scan) {
    case es::Scan::Unknown:
        return state::ScanUnknown;
    case es::Scan::Progressive:
        return state::ScanProgressive;
    case es::Scan::Interlaced:
        return state::ScanInterlaced;
    case es::Scan::Mixed:
        return state::ScanMixed;
    }
    return state::ScanUnknown;
}

std::optional<double> scaledBy(const std::optional<double>& value, double factor) {
    return value ? std::optional(*value * factor) : std::nullopt;
}

std::optional<double> percent(const std::optional<double>& ratio) {
    return ratio ? std::optional(*ratio * 100) : std::nullopt;
}

struct CheckKeys {
    std::string errors;
    std::string state;
};

const std::array<CheckKeys, ts::checkCount>& checkKeys() {
    static const auto keys = [] {
        std::array<CheckKeys, ts::checkCount> all;
        for (std::size_t index = 0; index < ts::checkCount; ++index) {
            const auto number = ts::checkNumber(static_cast<ts::Check>(index));
            all[index] = {model::tr101290ErrorsKey(number), model::tr101290StateKey(number)};
        }
        return all;
    }();
    return keys;
}

const std::array<std::string, model::serviceChecks.size()>& serviceKeys() {
    static const auto keys = [] {
        std::array<std::string, model::serviceChecks.size()> all;
        std::transform(model::serviceChecks.begin(), model::serviceChecks.end(), all.begin(),
                       model::serviceCheckKey);
        return all;
    }();
    return keys;
}

const std::array<std::string, 8>& audioKeys() {
    static const auto keys = [] {
        std::array<std::string, 8> all;
        for (std::size_t channel = 0; channel < all.size(); ++channel) {
            all[channel] = std::string(key::audioLevelPrefix) + std::to_string(channel + 1);
        }
        return all;
    }();
    return keys;
}

const std::array<std::string, 8>& silenceKeys() {
    static const auto keys = [] {
        std::array<std::string, 8> all;
        for (std::size_t channel = 0; channel < all.size(); ++channel) {
            all[channel] = std::string(key::audioSilencePrefix) + std::to_string(channel + 1);
        }
        return all;
    }();
    return keys;
}

void writeLink(const transport::LinkFigures& link, std::size_t row, TickBuilder& tick) {
    tick.setCount(key::inputReconnects, row, std::optional(link.reconnects));
    tick.setCount(key::rtpLost, row, link.rtpLost);
    tick.setCount(key::rtpReordered, row, link.rtpReordered);
    tick.setCount(key::rtpDuplicates, row, link.rtpDuplicates);
    tick.set(key::rtpJitter, row, link.rtpJitterMs);
    tick.set(key::srtRtt, row, link.srtRttMs);
    tick.set(key::srtBuffer, row, link.srtBufferMs);
    tick.set(key::srtLatency, row, link.srtLatencyMs);
    tick.setCount(key::srtDropped, row, link.srtDropped);
    tick.setCount(key::srtRetransmitted, row, link.srtRetransmitted);
    tick.setCount(key::srtLost, row, link.srtLost);
    tick.setCount(key::srtUndecrypted, row, link.srtUndecrypted);
    tick.setCount(key::srtBelated, row, link.srtBelated);
    tick.set(key::srtRate, row, link.srtRate);
    tick.set(key::srtBandwidth, row, link.srtBandwidth);
    tick.set(key::rtpTsDf, row, link.tsDfMs);
    tick.set(key::mdiDf, row, link.mdiDfMs);
    tick.set(key::mdiMlr, row, link.mdiMlr);
    tick.setCount(key::legOnlyA, row, link.legOnlyA);
    tick.setCount(key::legOnlyB, row, link.legOnlyB);
    tick.setCount(key::legLostBoth, row, link.legLostBoth);
    tick.set(key::legSkew, row, link.legSkewMedianMs);
    tick.set(key::legSkewMin, row, link.legSkewMinMs);
    tick.set(key::legSkewMax, row, link.legSkewMaxMs);
    tick.setRaw(key::legAState, row, legState(link.isLegAReceiving));
    tick.setRaw(key::legBState, row, legState(link.isLegBReceiving));
    tick.setCount(key::hlsSegments, row, link.hlsSegments);
    tick.setCount(key::hlsFailures, row, link.hlsFailures);
    tick.set(key::hlsTargetDuration, row, link.hlsTargetDurationS);
}

void writeRf(const std::optional<transport::RfFigures>& newest, std::size_t row,
             TickBuilder& tick) {
    const transport::RfFigures rf = newest.value_or(transport::RfFigures{});
    tick.setRaw(key::rfLock, row, stateOf(rf.isLocked));
    tick.set(key::rfLevel, row, rf.levelDbm);
    tick.set(key::rfCn, row, rf.cnDb);
    tick.set(key::rfEsN0, row, rf.esN0Db);
    tick.set(key::rfMer, row, rf.merDb);
    tick.set(key::rfMargin, row, rf.marginDb);
    tick.set(key::rfThreshold, row, rf.thresholdDb);
    tick.setCount(key::rfModcod, row, rf.modcod);
    tick.set(key::rfBerBefore, row, rf.berBefore);
    tick.set(key::rfBerAfter, row, rf.berAfter);
    tick.set(key::rfPer, row, rf.per);
}

void writeInputSecond(const InputFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.setCount(key::tsBytes, row, std::optional(facts.totals.bytes));
    tick.setCount(key::tsPackets, row, std::optional(facts.totals.packets));
    tick.set(key::tsBitrate, row, facts.bitrate);
    tick.set(key::tsNullBitrate, row, facts.nullBitrate);
    tick.set(key::tsBitratePcr, row, facts.totals.pcrBitrate);
    tick.set(key::captureRing, row, facts.ringSeconds);
    tick.setRaw(key::tsSync, row, stateOf(facts.totals.isInSync));
    writeLink(facts.link, row, tick);
    writeRf(facts.rf, row, tick);
    for (std::size_t index = 0; index < ts::checkCount; ++index) {
        const ts::CheckResult& check = facts.checks[index];
        const bool isMeasured =
            check.state == ts::CheckState::Ok || check.state == ts::CheckState::Error;
        tick.setRaw(checkKeys()[index].errors, row,
                    isMeasured || check.errors > 0
                        ? std::optional(static_cast<std::int64_t>(check.errors))
                        : std::nullopt);
        tick.setRaw(checkKeys()[index].state, row, stateOf(check.state));
    }
}

void writePath(const PathFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.setRaw(key::pathState, row, facts.state);
    tick.setRaw(key::contentBlack, row, stateOf(facts.content.black));
    tick.setRaw(key::contentFreeze, row, stateOf(facts.content.freeze));
    tick.setRaw(key::contentSilence, row, stateOf(facts.content.silence));
    tick.setRaw(key::contentNoVideo, row, stateOf(facts.content.noVideo));
    tick.set(key::spliceCountdown, row, facts.spliceCountdownS);
    for (std::size_t channel = 0; channel < facts.audioPeaks.size(); ++channel) {
        const auto& peak = facts.audioPeaks[channel];
        tick.set(audioKeys()[channel], row,
                 peak ? std::optional(static_cast<double>(*peak)) : std::nullopt);
    }
    if (facts.mark) {
        tick.setRaw(key::markPcr, row, static_cast<std::int64_t>(facts.mark->pcr));
        tick.setRaw(key::markUtc, row, base::toNs(facts.mark->arrival));
    }
    if (facts.ptsMark) {
        tick.setRaw(key::markPts, row, static_cast<std::int64_t>(facts.ptsMark->pts));
        tick.setRaw(key::markPtsHash, row, static_cast<std::int64_t>(facts.ptsMark->payloadHash));
        tick.setRaw(key::markPtsUtc, row, base::toNs(facts.ptsMark->arrival));
    }
    if (facts.content.signature) {
        tick.setRaw(key::markSignature, row,
                    static_cast<std::int64_t>(facts.content.signature->bits));
        tick.setRaw(key::markSignatureUtc, row, base::toNs(facts.content.signature->arrival));
    }
}

void writePcr(const PathFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.set(key::pathBitratePcr, row, facts.bitratePcr);
    tick.set(key::pcrAccuracy, row, facts.pcr.accuracyNs);
    tick.setRaw(key::pcrAccuracyBasis, row, stateOf(facts.pcr.accuracyBasis));
    tick.set(key::pcrOverallJitter, row, scaledBy(facts.pcr.overallJitterNs, 1e-3));
    tick.set(key::pcrFrequencyOffset, row, facts.pcr.frequencyOffsetHz);
    tick.set(key::pcrDriftRate, row, scaledBy(facts.pcr.driftRateHzPerS, 1e3));
    tick.setRaw(key::pcrFilter, row, stateOf(facts.pcr.filter));
    tick.set(key::ptsPcrDistance, row, facts.ptsPcrDistanceMs);
    tick.set(key::avPtsGap, row, facts.avPtsGapMs);
}

void writeStructure(const PathFacts& facts, std::size_t row, TickBuilder& tick) {
    const es::StructureFigures& coded = facts.structure;
    tick.setRaw(key::videoCodec, row, stateOf(coded.codec));
    tick.setCount(key::videoProfile, row, coded.profile);
    tick.set(key::videoLevel, row, coded.level);
    tick.setRaw(key::videoScan, row, stateOf(coded.scan));
    // What is decoded is surer than what the headers say, and both are there in most cases.
    tick.setCount(key::videoWidth, row, facts.content.width ? facts.content.width : coded.width);
    tick.setCount(key::videoHeight, row,
                  facts.content.height ? facts.content.height : coded.height);
    tick.set(key::videoFrameRate, row,
             facts.content.frameRate ? facts.content.frameRate : coded.frameRate);
    tick.setCount(key::gopLength, row, coded.gopLength);
    tick.set(key::gopInterval, row, coded.gopSeconds);
    tick.setCount(key::gopAnchorDistance, row, coded.anchorDistance);
    const bool isKnown = coded.codec != es::Codec::Unknown;
    const auto counted = [isKnown](std::uint64_t count) {
        return isKnown ? std::optional(count) : std::nullopt;
    };
    tick.setCount(key::framesI, row, counted(coded.picturesI));
    tick.setCount(key::framesP, row, counted(coded.picturesP));
    tick.setCount(key::framesB, row, counted(coded.picturesB));
    tick.set(key::frameSizeI, row, coded.sizeI);
    tick.set(key::frameSizeP, row, coded.sizeP);
    tick.set(key::frameSizeB, row, coded.sizeB);
    tick.set(key::videoQp, row, coded.qp);
    tick.setRaw(key::captionsPresent, row, stateOf(coded.captions));
    tick.setRaw(key::teletextPresent, row, stateOf(facts.teletext));
    tick.setRaw(key::subtitlesPresent, row, stateOf(facts.subtitles));
}

void writeAudioSecond(const media::ContentFigures& content, std::size_t row, TickBuilder& tick) {
    tick.set(key::loudnessMomentary, row, content.loudness.momentary);
    tick.set(key::loudnessShortTerm, row, content.loudness.shortTerm);
    tick.set(key::loudnessIntegrated, row, content.loudness.integrated);
    tick.set(key::loudnessRange, row, content.loudness.range);
    tick.set(key::loudnessTruePeak, row, content.loudness.truePeak);
    tick.set(key::audioCorrelation, row, content.correlation);
    for (std::size_t channel = 0; channel < content.channelSilence.size(); ++channel) {
        const bool isThere = channel < static_cast<std::size_t>(content.audioChannels);
        tick.setRaw(silenceKeys()[channel], row,
                    isThere ? std::optional(stateOf(content.channelSilence[channel]))
                            : std::nullopt);
    }
}

void writePathSecond(const PathFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.set(key::pathBitrate, row, facts.bitrate);
    tick.set(key::pcrInterval, row, facts.pcrIntervalMs);
    tick.set(key::pcrJitter, row, facts.pcrJitterMs);
    tick.setRaw(key::contentColorBars, row, stateOf(facts.content.colorBars));
    tick.setRaw(key::contentSingleColor, row, stateOf(facts.content.singleColor));
    tick.setRaw(key::contentChromaLoss, row, stateOf(facts.content.chromaLoss));
    tick.setRaw(key::contentBlockiness, row, stateOf(facts.content.blockiness));
    tick.setRaw(key::contentDigitalZero, row, stateOf(facts.content.digitalZero));
    tick.setRaw(key::contentChannelLost, row, stateOf(facts.content.channelLost));
    tick.setRaw(key::contentPhase, row, stateOf(facts.content.phase));
    tick.setRaw(key::hintFreeze, row, stateOf(facts.structure.freezeHint));
    tick.setRaw(key::hintBlack, row, stateOf(facts.structure.blackHint));
    writePcr(facts, row, tick);
    writeStructure(facts, row, tick);
    writeAudioSecond(facts.content, row, tick);
    tick.set(key::videoBlockiness, row, facts.content.blockinessValue);
    tick.setCount(key::videoDecodeErrors, row,
                  facts.policy == model::DecodePolicy::Off
                      ? std::nullopt
                      : std::optional(facts.content.decodeErrors));
    tick.set(key::videoLuma, row, percent(facts.content.lumaMean));
    tick.set(key::videoDifference, row, percent(facts.content.difference));
    for (std::size_t index = 0; index < facts.checks.size(); ++index) {
        tick.setRaw(serviceKeys()[index], row, stateOf(facts.checks[index]));
    }
    tick.setRaw(key::contentPolicy, row, stateOf(facts.policy));
    tick.setRaw(key::contentPolicyReason, row, facts.policyReason);
    const ErroredSeconds& seconds = facts.seconds;
    tick.setCount(key::secondsJudged, row, std::optional(seconds.judged));
    tick.setCount(key::secondsErrored, row, std::optional(seconds.errored));
    tick.setCount(key::erroredNoData, row, std::optional(seconds.noData));
    tick.setCount(key::erroredTs, row, std::optional(seconds.tsPriority1));
    tick.setCount(key::erroredLoss, row, std::optional(seconds.loss));
    tick.setCount(key::erroredBlack, row, std::optional(seconds.black));
    tick.setCount(key::erroredFreeze, row, std::optional(seconds.freeze));
    tick.setCount(key::erroredSilence, row, std::optional(seconds.silence));
}

} // namespace

void writeFacts(const InputFacts& facts, std::size_t input, std::size_t firstPath,
                std::size_t firstPid, TickBuilder& tick) {
    tick.setRaw(key::inputState, input, facts.state);
    if (facts.isSecond) {
        writeInputSecond(facts, input, tick);
    }
    for (std::size_t index = 0; index < facts.paths.size(); ++index) {
        writePath(facts.paths[index], firstPath + index, tick);
        if (facts.isSecond) {
            writePathSecond(facts.paths[index], firstPath + index, tick);
        }
    }
    for (std::size_t index = 0; index < facts.pids.size(); ++index) {
        const PidFacts& pid = facts.pids[index];
        const std::size_t row = firstPid + index;
        tick.setCount(key::pidPackets, row, std::optional(pid.packets));
        tick.setCount(key::pidCcErrors, row, std::optional(pid.ccErrors));
        tick.setCount(key::pidScrambled, row, std::optional(pid.scrambled));
        tick.set(key::pidBitrate, row, pid.bitrate);
        tick.set(key::pidBitratePcr, row, pid.bitratePcr);
    }
}

} // namespace vigie::probe
