// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QCoreApplication>

#include "ui/inspector/facts.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

namespace key = model::key;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

// TR 101 290, 5.3.2, and ISO/IEC 13818-1, 2.4.2.1.
constexpr double mostAccuracyNs = 500;
constexpr double mostOffsetHz = 810;
constexpr double mostDriftMilliHzPerS = 75;

QString tooFew() {
    return Words::tr("no PCRs, or not enough of them yet");
}

/// A figure with its unit; beyond `most` (without sign) it is drawn as a minor fault.
Fact limited(std::string_view metric, const QString& name, const QString& meaning,
             const QString& unit, int decimals, std::optional<double> most = {}) {
    return {std::string(metric), name, meaning, [=](const SideFacts& facts) {
                const auto value = facts.number(metric);
                if (!value) {
                    return unknownCell(facts, metric, tooFew());
                }
                const QString text =
                    QStringLiteral("%1 %2").arg(theme::figure(value, decimals), unit);
                return most && std::abs(*value) > *most
                           ? badCell(text, engine::Severity::Minor, *value,
                                     Words::tr("Limit: %1 %2").arg(theme::figure(*most, 0), unit))
                           : knownCell(text, *value);
            }};
}

SideTable::Cell accuracy(const SideFacts& facts) {
    const auto value = facts.number(key::pcrAccuracy);
    switch (facts.state(key::pcrAccuracyBasis)) {
    case model::state::PcrNotConstantRate:
        return quietCell(Words::tr("n/m"),
                         Words::tr("Not measurable: bytes tell time only at a constant rate, and "
                                   "this stream's is not"));
    case model::state::PcrTooFew:
        return quietCell(Words::tr("n/m"), Words::tr("Not measurable: too few PCRs in the window"));
    case model::state::PcrPacketsLost:
        return quietCell(
            Words::tr("n/m"),
            Words::tr("Not measurable: packets were lost, so bytes cannot be counted"));
    default:
        break;
    }
    if (!value) {
        return unknownCell(facts, key::pcrAccuracy, tooFew());
    }
    const QString text = Words::tr("%1 ns").arg(theme::figure(value, 0));
    const QString how = Words::tr("By byte position, the worst of the last second; limit ± 500 ns");
    return *value > mostAccuracyNs ? badCell(text, engine::Severity::Minor, *value, how)
                                   : knownCell(text, *value, how);
}

SideTable::Cell filter(const SideFacts& facts) {
    switch (facts.state(key::pcrFilter)) {
    case model::state::Mgf1:
        return knownCell(Words::tr("MGF1, 10 mHz"));
    case model::state::Mgf2:
        return knownCell(Words::tr("MGF2, 100 mHz"));
    case model::state::Mgf3:
        return knownCell(Words::tr("MGF3, 1 Hz"));
    case model::state::Mgf4:
        return knownCell(Words::tr("MGF4"));
    default:
        return unknownCell(facts, key::pcrFilter, tooFew());
    }
}

SideTable::Cell rate(const SideFacts& facts, std::string_view metric, const QString& reason) {
    const auto value = facts.number(metric);
    return value ? knownCell(theme::bitrateText(value), *value)
                 : unknownCell(facts, metric, reason);
}

Fact rateFact(std::string_view metric, const QString& name, const QString& meaning,
              const QString& reason) {
    return {std::string(metric), name, meaning,
            [=](const SideFacts& facts) { return rate(facts, metric, reason); }};
}

} // namespace

FactGroup timingFacts() {
    FactGroup group{"timing", Words::tr("Clock and rate"), {}};
    const QString nothing = Words::tr("nothing arrived in the last second");
    group.facts = {
        limited(key::pcrInterval, Words::tr("PCR interval, longest"),
                Words::tr("By the PCRs' own values, in the last second"), Words::tr("ms"), 1),
        {std::string(key::pcrAccuracy), Words::tr("PCR_AC accuracy"),
         Words::tr("PCR against its byte position at a constant rate: what the multiplexer did, "
                   "whatever the network does"),
         accuracy},
        limited(key::pcrOverallJitter, Words::tr("PCR_OJ overall jitter"),
                Words::tr("PCR against its arrival, offset and drift removed: the network's jitter "
                          "is in it"),
                Words::tr("µs"), 0),
        limited(key::pcrFrequencyOffset, Words::tr("PCR_FO frequency offset"),
                Words::tr("Programme clock minus 27 MHz by the node's clock; limit ± 810 Hz"),
                Words::tr("Hz"), 1, mostOffsetHz),
        limited(key::pcrDriftRate, Words::tr("PCR_DR drift rate"),
                Words::tr("Change of the offset; limit 75 mHz/s"), Words::tr("mHz/s"), 1,
                mostDriftMilliHzPerS),
        {std::string(key::pcrFilter), Words::tr("Filter of these four"),
         Words::tr("Where drift ends and jitter begins (TR 101 290, 5.3.2)"), filter},
        limited(key::pcrJitter, Words::tr("PCR jitter at arrival"),
                Words::tr("Spread of arrival minus PCR over the last second"), Words::tr("ms"), 2),
        limited(key::ptsPcrDistance, Words::tr("PTS − PCR, least"),
                Words::tr("How long a picture waits in a receiver: too little and it stalls"),
                Words::tr("ms"), 0),
        limited(key::avPtsGap, Words::tr("Audio PTS − video PTS"),
                Words::tr("As they arrive: how far sound is sent ahead of its picture"),
                Words::tr("ms"), 0),
        rateFact(key::pathBitrate, Words::tr("Service bitrate"),
                 Words::tr("By arrival, over the last second"), nothing),
        rateFact(key::pathBitratePcr, Words::tr("Service bitrate, by PCR"),
                 Words::tr("What the multiplexer sends, whatever the network does"), tooFew()),
        rateFact(key::tsBitrate, Words::tr("Transport bitrate"),
                 Words::tr("By arrival, over the last second"), nothing),
        rateFact(key::tsBitratePcr, Words::tr("Transport bitrate, by PCR"),
                 Words::tr("What the multiplexer sends, whatever the network does"), tooFew()),
        rateFact(key::tsNullBitrate, Words::tr("Null packets"), Words::tr("Stuffing, PID 0x1FFF"),
                 nothing),
    };
    return group;
}

} // namespace vigie::ui::inspector
