// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/inspector/facts.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

namespace key = model::key;
using engine::Severity;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

QString reasonText(std::int64_t reason) {
    switch (reason) {
    case model::state::PolicyConfigured:
        return Words::tr("by the node's configuration");
    case model::state::PolicyPromoted:
        return Words::tr("promoted by itself, after an error");
    case model::state::PolicyRequested:
        return Words::tr("on request, for a time");
    default:
        return Words::tr("reason not known");
    }
}

QString reasonWord(std::int64_t reason) {
    switch (reason) {
    case model::state::PolicyConfigured:
        return Words::tr("configured");
    case model::state::PolicyPromoted:
        return Words::tr("after error");
    case model::state::PolicyRequested:
        return Words::tr("requested");
    default:
        return theme::unknownFigure();
    }
}

SideTable::Cell policy(const SideFacts& facts) {
    const QString why = reasonText(facts.state(key::contentPolicyReason));
    switch (facts.state(key::contentPolicy)) {
    case model::state::PolicyOff:
        return quietCell(Words::tr("off"),
                         Words::tr("Nothing is decoded, %1. What was not looked at is not known to "
                                   "be fine")
                             .arg(why));
    case model::state::PolicyKeyFrames:
        return knownCell(
            Words::tr("key pictures"), {},
            Words::tr("One picture of each group and about a quarter of the sound, %1").arg(why));
    case model::state::PolicyFull:
        return knownCell(Words::tr("all"), {},
                         Words::tr("Every picture and all of the sound, %1").arg(why));
    default:
        return unknownCell(facts, key::contentPolicy, Words::tr("the node does not tell"));
    }
}

SideTable::Cell policyReason(const SideFacts& facts) {
    const std::int64_t reason = facts.state(key::contentPolicyReason);
    return reason == model::state::PolicyReasonUnknown
               ? unknownCell(facts, key::contentPolicyReason, Words::tr("the node does not tell"))
               : knownCell(reasonWord(reason), {}, reasonText(reason));
}

/// "Not looked" must never look like "fine".
SideTable::Cell checked(const SideFacts& facts, std::string_view check, Severity severity,
                        const QString& present) {
    const std::int64_t policy = facts.state(key::contentPolicy);
    switch (facts.state(check)) {
    case model::state::ContentPresent:
        return badCell(present, severity, present);
    case model::state::ContentClear:
        return knownCell(Words::tr("clear"), {},
                         policy == model::state::PolicyKeyFrames
                             ? Words::tr("Judged on key pictures, and a quarter of the sound")
                             : QString());
    default:
        break;
    }
    if (policy == model::state::PolicyOff) {
        return quietCell(Words::tr("not looked"),
                         Words::tr("Nothing of this path is decoded, so this is not known. Ctrl+D "
                                   "asks the node to decode all of it for a minute"));
    }
    return unknownCell(facts, check,
                       Words::tr("not looked at for long enough, or nothing came to be decoded"));
}

Fact check(std::string_view metric, const QString& name, Severity severity,
           const QString& meaning) {
    return {std::string(metric), name, meaning, [=](const SideFacts& facts) {
                return checked(facts, metric, severity, Words::tr("present"));
            }};
}

/// Of the coded pictures alone: never a verdict.
Fact hint(std::string_view metric, const QString& name) {
    const QString meaning = Words::tr("Guessed from the sizes of coded pictures, without decoding: "
                                      "a hint, never an alarm");
    return {std::string(metric), name, meaning, [=](const SideFacts& facts) {
                switch (facts.state(metric)) {
                case model::state::ContentPresent:
                    return badCell(Words::tr("likely"), Severity::Warning, Words::tr("likely"));
                case model::state::ContentClear:
                    return quietCell(Words::tr("unlikely"), meaning);
                default:
                    return unknownCell(facts, metric, Words::tr("not enough pictures yet"));
                }
            }};
}

SideTable::Cell blockiness(const SideFacts& facts) {
    SideTable::Cell cell =
        checked(facts, key::contentBlockiness, Severity::Minor, Words::tr("present"));
    if (const auto value = facts.number(key::videoBlockiness)) {
        cell.text += QStringLiteral(" · ") + theme::figure(value, 2);
        cell.toolTip = Words::tr("Gradient on the block grid against beside it: %1 (1: no blocks)")
                           .arg(theme::figure(value, 2));
    }
    return cell;
}

} // namespace

FactGroup contentFacts() {
    FactGroup group{"content", Words::tr("Picture, as decoded"), {}};
    group.facts = {
        {std::string(key::contentPolicy), Words::tr("What is decoded"),
         Words::tr("The decoding policy in force"), policy},
        {std::string(key::contentPolicyReason), Words::tr("… because"),
         Words::tr("Why that policy is in force"), policyReason},
        check(key::contentNoVideo, Words::tr("No video"), Severity::Critical,
              Words::tr("Packets of the video come, and no picture")),
        check(key::contentBlack, Words::tr("Black"), Severity::Major,
              Words::tr("98 % of the pixels below 10 % luma, masks left out, for 2 s")),
        check(key::contentFreeze, Words::tr("Freeze"), Severity::Major,
              Words::tr("Nothing moves against the picture before and a held one, for 2 s")),
        check(key::contentSingleColor, Words::tr("Single color"), Severity::Major, {}),
        check(key::contentColorBars, Words::tr("Color bars"), Severity::Minor, {}),
        check(key::contentChromaLoss, Words::tr("Chroma loss"), Severity::Minor,
              Words::tr("Light moves, color is gone")),
        {std::string(key::contentBlockiness), Words::tr("Blockiness"), {}, blockiness},
        hint(key::hintFreeze, Words::tr("Freeze, by coded size")),
        hint(key::hintBlack, Words::tr("Black, by coded size")),
    };
    return group;
}

namespace {

constexpr double targetLufs = -23.0;
constexpr double mostTruePeak = -1.0;

/// All of the sound is needed: a quarter of it has no loudness.
SideTable::Cell noLoudness(const SideFacts& facts, std::string_view metric) {
    const std::int64_t policy = facts.state(key::contentPolicy);
    if (facts.has(metric) &&
        (policy == model::state::PolicyOff || policy == model::state::PolicyKeyFrames)) {
        return quietCell(
            Words::tr("not looked"),
            Words::tr("Needs all of the sound. Ctrl+D asks the node to decode it for a "
                      "minute"));
    }
    return unknownCell(facts, metric,
                       Words::tr("no sound comes, not enough of it yet, or it is below the gate"));
}

SideTable::Cell soundFigure(const SideFacts& facts, std::string_view metric, const QString& unit,
                            const QString& toolTip) {
    const auto value = facts.number(metric);
    return value ? knownCell(QStringLiteral("%1 %2").arg(theme::figure(value, 1), unit), *value,
                             toolTip)
                 : noLoudness(facts, metric);
}

Fact loudness(std::string_view metric, const QString& name, const QString& window) {
    return {std::string(metric), name, window, [=](const SideFacts& facts) {
                const auto value = facts.number(metric);
                const QString against =
                    value ? Words::tr("%1; %2%3 LU against the target of −23 LUFS (EBU R 128)")
                                .arg(window, *value >= targetLufs ? QStringLiteral("+") : QString(),
                                     theme::figure(*value - targetLufs, 1))
                          : QString();
                return soundFigure(facts, metric, Words::tr("LUFS"), against);
            }};
}

SideTable::Cell truePeak(const SideFacts& facts) {
    const auto value = facts.number(key::loudnessTruePeak);
    if (value && *value > mostTruePeak) {
        return badCell(Words::tr("%1 dBTP").arg(theme::figure(value, 1)), Severity::Warning, *value,
                       Words::tr("Above −1 dBTP, the most that EBU R 128 allows"));
    }
    return soundFigure(facts, key::loudnessTruePeak, Words::tr("dBTP"),
                       Words::tr("Of the last second; at most −1 dBTP (EBU R 128)"));
}

SideTable::Cell correlation(const SideFacts& facts) {
    SideTable::Cell cell =
        checked(facts, key::contentPhase, Severity::Warning, Words::tr("present"));
    if (const auto value = facts.number(key::audioCorrelation)) {
        cell.text += QStringLiteral(" · ") + theme::figure(value, 2);
        cell.toolTip =
            Words::tr("Correlation of channels 1 and 2: %1").arg(theme::figure(value, 2));
    }
    return cell;
}

/// "none of 2"; "2 of 6: 3, 4".
SideTable::Cell silentChannels(const SideFacts& facts) {
    int known = 0;
    QStringList silent;
    for (int channel = 1; channel <= key::audioLevelChannels; ++channel) {
        const std::string metric = std::string(key::audioSilencePrefix) + std::to_string(channel);
        const std::int64_t state = facts.state(metric);
        known += state != model::state::ContentUnknown ? 1 : 0;
        if (state == model::state::ContentPresent) {
            silent << QString::number(channel);
        }
    }
    if (known == 0) {
        return unknownCell(facts, std::string(key::audioSilencePrefix) + "1",
                           Words::tr("no sound is decoded, or not enough of it yet"));
    }
    if (silent.isEmpty()) {
        return knownCell(Words::tr("none of %1").arg(known));
    }
    return badCell(Words::tr("%1 of %2: %3")
                       .arg(silent.size())
                       .arg(known)
                       .arg(silent.join(QStringLiteral(", "))),
                   Severity::Warning);
}

} // namespace

FactGroup soundFacts() {
    FactGroup group{"sound", Words::tr("Sound"), {}};
    group.facts = {
        loudness(key::loudnessMomentary, Words::tr("Loudness M"), Words::tr("Over 400 ms")),
        loudness(key::loudnessShortTerm, Words::tr("Loudness S"), Words::tr("Over 3 s")),
        loudness(key::loudnessIntegrated, Words::tr("Loudness I · target −23"),
                 Words::tr("Since it is decoded, gated")),
        {std::string(key::loudnessRange), Words::tr("Loudness range"), Words::tr("EBU Tech 3342"),
         [](const SideFacts& facts) {
             return soundFigure(facts, key::loudnessRange, Words::tr("LU"), {});
         }},
        {std::string(key::loudnessTruePeak), Words::tr("True peak · at most −1"), {}, truePeak},
        check(key::contentSilence, Words::tr("Silence"), Severity::Minor,
              Words::tr("Every channel below −60 dBFS for 5 s")),
        check(key::contentDigitalZero, Words::tr("Digital zero"), Severity::Minor,
              Words::tr("Every sample exactly zero: not even noise")),
        check(key::contentChannelLost, Words::tr("Channel lost"), Severity::Minor,
              Words::tr("One channel is silent while another is not")),
        {"audio.silent", Words::tr("Silent channels"), {}, silentChannels},
        {std::string(key::contentPhase), Words::tr("Out of phase, 1 and 2"),
         Words::tr("Correlation below −0.5 for 10 s is out of phase"), correlation},
    };
    return group;
}

namespace {

Fact presence(std::string_view metric, const QString& name) {
    return {std::string(metric), name, {}, [=](const SideFacts& facts) {
                switch (facts.state(metric)) {
                case model::state::ContentPresent:
                    return knownCell(Words::tr("present"));
                case model::state::ContentClear:
                    return knownCell(Words::tr("none"));
                default:
                    return unknownCell(facts, metric, Words::tr("not seen for long enough"));
                }
            }};
}

SideTable::Cell countdown(const SideFacts& facts) {
    const auto seconds = facts.number(key::spliceCountdown);
    if (seconds) {
        return knownCell(Words::tr("in %1 s").arg(theme::figure(seconds, 1)), *seconds,
                         Words::tr("By the programme's clock"));
    }
    SideTable::Cell cell = unknownCell(facts, key::spliceCountdown, {});
    if (facts.isThere && facts.isInContact && facts.has(key::spliceCountdown)) {
        cell = quietCell(Words::tr("none pending"), Words::tr("No splice is announced"));
    }
    return cell;
}

} // namespace

FactGroup textFacts() {
    FactGroup group{"text", Words::tr("Text and cues"), {}};
    group.facts = {
        presence(key::captionsPresent, Words::tr("Captions, CEA-608/708")),
        presence(key::teletextPresent, Words::tr("Teletext")),
        presence(key::subtitlesPresent, Words::tr("DVB subtitles")),
        {std::string(key::spliceCountdown), Words::tr("Next splice, SCTE-35"),
         Words::tr("The commands are among the events"), countdown},
    };
    return group;
}

} // namespace vigie::ui::inspector
