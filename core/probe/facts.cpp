// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/facts.h"

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

std::int64_t stateOf(model::DecodePolicy policy) {
    switch (policy) {
    case model::DecodePolicy::Off:
        return state::PolicyOff;
    case model::DecodePolicy::KeyFrames:
        return state::PolicyKeyFrames;
    case model::DecodePolicy::Full:
        return state::PolicyFull;
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
}

void writeInputSecond(const InputFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.setCount(key::tsBytes, row, std::optional(facts.totals.bytes));
    tick.setCount(key::tsPackets, row, std::optional(facts.totals.packets));
    tick.set(key::tsBitrate, row, facts.bitrate);
    tick.set(key::tsNullBitrate, row, facts.nullBitrate);
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
    for (std::size_t channel = 0; channel < facts.audioPeaks.size(); ++channel) {
        const auto& peak = facts.audioPeaks[channel];
        tick.set(audioKeys()[channel], row,
                 peak ? std::optional(static_cast<double>(*peak)) : std::nullopt);
    }
    if (facts.mark) {
        tick.setRaw(key::markPcr, row, static_cast<std::int64_t>(facts.mark->pcr));
        tick.setRaw(key::markUtc, row, base::toNs(facts.mark->arrival));
    }
}

void writePathSecond(const PathFacts& facts, std::size_t row, TickBuilder& tick) {
    tick.set(key::pathBitrate, row, facts.bitrate);
    tick.set(key::pcrInterval, row, facts.pcrIntervalMs);
    tick.set(key::pcrJitter, row, facts.pcrJitterMs);
    tick.setCount(key::videoWidth, row, facts.content.width);
    tick.setCount(key::videoHeight, row, facts.content.height);
    tick.set(key::videoFrameRate, row, facts.content.frameRate);
    tick.set(key::videoLuma, row, percent(facts.content.lumaMean));
    tick.set(key::videoDifference, row, percent(facts.content.difference));
    tick.setRaw(key::contentPolicy, row, stateOf(facts.policy));
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
    }
}

} // namespace vigie::probe
