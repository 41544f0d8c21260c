// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QCoreApplication>

#include "ui/inspector/codecnames.h"
#include "ui/inspector/facts.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

namespace key = model::key;
using engine::Severity;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

QString notToldNow() {
    return Words::tr("what receives it does not tell it now");
}

/// Any metric as it describes itself, under a name of ours.
Fact plain(std::string_view metric, const QString& name, const QString& meaning = {}) {
    Fact fact{std::string(metric), name, meaning, [=](const SideFacts& facts) {
                  const engine::LatestValue* value = facts.find(metric);
                  const bool isKnown = value != nullptr && value->raw.has_value();
                  return isKnown ? knownCell(valueText(*value), {}, theme::dateTimeText(value->at))
                                 : unknownCell(facts, metric, notToldNow());
              }};
    fact.isOptional = true;
    return fact;
}

Fact ratio(std::string_view metric, const QString& name, const QString& meaning) {
    Fact fact{std::string(metric), name, meaning, [=](const SideFacts& facts) {
                  const auto value = facts.number(metric);
                  return value ? knownCell(theme::ratioFigure(value), *value)
                               : unknownCell(facts, metric, notToldNow());
              }};
    fact.isOptional = true;
    return fact;
}

Fact bitrate(std::string_view metric, const QString& name) {
    Fact fact{std::string(metric), name, {}, [=](const SideFacts& facts) {
                  const auto value = facts.number(metric);
                  return value ? knownCell(theme::bitrateText(value), *value)
                               : unknownCell(facts, metric, notToldNow());
              }};
    fact.isOptional = true;
    return fact;
}

SideTable::Cell inputState(const SideFacts& facts) {
    switch (facts.state(key::inputState)) {
    case model::state::InputReceiving:
        return knownCell(Words::tr("receiving"));
    case model::state::InputConnecting:
        return quietCell(Words::tr("connecting"), {});
    case model::state::InputNoData:
        return badCell(Words::tr("no data"), Severity::Critical);
    case model::state::InputFailed:
        return badCell(Words::tr("failed"), Severity::Critical);
    default:
        return unknownCell(facts, key::inputState, notToldNow());
    }
}

SideTable::Cell lock(const SideFacts& facts) {
    switch (facts.state(key::rfLock)) {
    case model::state::Locked:
        return knownCell(Words::tr("locked"));
    case model::state::Unlocked:
        return badCell(Words::tr("not locked"), Severity::Critical);
    default:
        return unknownCell(facts, key::rfLock, notToldNow());
    }
}

SideTable::Cell modcod(const SideFacts& facts) {
    const auto number = facts.raw(key::rfModcod);
    return number ? knownCell(modcodName(*number), {},
                              Words::tr("DVB-S2 MODCOD number %1").arg(*number))
                  : unknownCell(facts, key::rfModcod, notToldNow());
}

SideTable::Cell mdi(const SideFacts& facts) {
    const auto delay = facts.number(key::mdiDf);
    if (!delay) {
        return unknownCell(facts, key::mdiDf, notToldNow());
    }
    const auto loss = facts.number(key::mdiMlr);
    const QString text =
        Words::tr("%1 ms : %2/s").arg(theme::figure(delay, 2), theme::figure(loss, loss ? 1 : 0));
    const QString meaning = Words::tr("Delay factor and media packets lost per second, RFC 4445");
    return loss && *loss > 0 ? badCell(text, Severity::Minor, text, meaning)
                             : knownCell(text, text, meaning);
}

QString legWord(std::int64_t state) {
    return state == model::state::LegReceiving ? Words::tr("on")
           : state == model::state::LegNoData  ? Words::tr("gone")
                                               : theme::unknownFigure();
}

SideTable::Cell legs(const SideFacts& facts) {
    const std::int64_t a = facts.state(key::legAState);
    const std::int64_t b = facts.state(key::legBState);
    if (a == model::state::LegUnknown && b == model::state::LegUnknown) {
        return unknownCell(facts, key::legAState, Words::tr("this input has one leg"));
    }
    const QString text = QStringLiteral("%1 / %2").arg(legWord(a), legWord(b));
    const bool isOneGone = a == model::state::LegNoData || b == model::state::LegNoData;
    return isOneGone ? badCell(text, Severity::Warning) : knownCell(text);
}

SideTable::Cell legCounts(const SideFacts& facts) {
    const auto count = [&facts](std::string_view metric) {
        const auto packets = facts.raw(metric);
        return packets ? theme::grouped(*packets) : theme::unknownFigure();
    };
    if (!facts.raw(key::legOnlyA)) {
        return unknownCell(facts, key::legOnlyA, Words::tr("this input has one leg"));
    }
    const QString text =
        QStringLiteral("%1 / %2 / %3")
            .arg(count(key::legOnlyA), count(key::legOnlyB), count(key::legLostBoth));
    return knownCell(text, text,
                     Words::tr("Packets that came on leg A only, on leg B only, on neither; since "
                               "the node started"));
}

SideTable::Cell legSkew(const SideFacts& facts) {
    const auto skew = facts.number(key::legSkew);
    if (!skew) {
        return unknownCell(facts, key::legSkew, Words::tr("nothing came on both legs"));
    }
    return knownCell(Words::tr("%1 ms").arg(theme::figure(skew, 2)), *skew,
                     Words::tr("Arrival on leg B minus arrival on leg A: median; from %1 to %2 ms "
                               "in the last second")
                         .arg(theme::figure(facts.number(key::legSkewMin), 2),
                              theme::figure(facts.number(key::legSkewMax), 2)));
}

Fact optional(std::string_view metric, const QString& name, const QString& meaning,
              SideTable::Cell (*cell)(const SideFacts&)) {
    Fact fact{std::string(metric), name, meaning, cell};
    fact.isOptional = true;
    return fact;
}

} // namespace

FactGroup receptionFacts() {
    FactGroup group{"reception", Words::tr("Reception"), {}};
    group.facts = {
        {std::string(key::inputState), Words::tr("Input"), {}, inputState},
        plain(key::inputReconnects, Words::tr("Reconnects")),
        optional(key::rfLock, Words::tr("Receiver"), {}, lock),
        plain(key::rfLevel, Words::tr("Level")),
        plain(key::rfEsN0, Words::tr("Es/N0")),
        plain(key::rfThreshold, Words::tr("Es/N0 needed"), Words::tr("By the MODCOD")),
        plain(key::rfMargin, Words::tr("Link margin"), Words::tr("Es/N0 minus what is needed")),
        plain(key::rfCn, Words::tr("C/N")),
        plain(key::rfMer, Words::tr("MER")),
        optional(key::rfModcod, Words::tr("MODCOD"), {}, modcod),
        ratio(key::rfBerBefore, Words::tr("BER before correction"), {}),
        ratio(key::rfBerAfter, Words::tr("BER after correction"), {}),
        ratio(key::rfPer, Words::tr("Packet error ratio"),
              Words::tr("After correction; DVB-S2 is quasi error free at 1e-7")),
        plain(key::rtpLost, Words::tr("RTP lost")),
        plain(key::rtpReordered, Words::tr("RTP reordered")),
        plain(key::rtpDuplicates, Words::tr("RTP duplicates")),
        plain(key::rtpJitter, Words::tr("RTP jitter"), Words::tr("RFC 3550")),
        plain(key::rtpTsDf, Words::tr("TS-DF"), Words::tr("EBU Tech 3337, over the last second")),
        optional(key::mdiDf, Words::tr("MDI, DF : MLR"), {}, mdi),
        optional(key::legAState, Words::tr("Legs A / B"), Words::tr("SMPTE ST 2022-7"), legs),
        optional(key::legOnlyA, Words::tr("Only A / only B / lost"), {}, legCounts),
        optional(key::legSkew, Words::tr("Leg B after leg A"), {}, legSkew),
        plain(key::srtRtt, Words::tr("SRT round trip")),
        plain(key::srtLatency, Words::tr("SRT latency agreed")),
        plain(key::srtBuffer, Words::tr("SRT buffer")),
        plain(key::srtLost, Words::tr("SRT gaps"), Words::tr("Recovered or not")),
        plain(key::srtRetransmitted, Words::tr("SRT retransmitted")),
        plain(key::srtDropped, Words::tr("SRT dropped"), Words::tr("Lost for good")),
        plain(key::srtBelated, Words::tr("SRT too late")),
        plain(key::srtUndecrypted, Words::tr("SRT not decrypted")),
        bitrate(key::srtRate, Words::tr("SRT receive rate")),
        bitrate(key::srtBandwidth, Words::tr("SRT bandwidth, estimated")),
        plain(key::hlsSegments, Words::tr("HLS segments")),
        plain(key::hlsFailures, Words::tr("HLS failed requests")),
        plain(key::hlsTargetDuration, Words::tr("HLS target duration")),
        plain(key::captureRing, Words::tr("Kept for captures"),
              Words::tr("How much of the stream the node could save now")),
    };
    return group;
}

} // namespace vigie::ui::inspector
