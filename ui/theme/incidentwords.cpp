// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/incidentwords.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::theme {

namespace {

struct IncidentWords {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::theme)
};

QString withGlyph(const QString& name, const QString& glyph) {
    return glyph.isEmpty() ? name : name + QLatin1Char(' ') + glyph;
}

QString nodeGlyph(const engine::Snapshot& snapshot, const std::string& nodeId) {
    const engine::NodeStatus* node = snapshot.findNode(nodeId);
    if (node == nullptr || !node->description) {
        return {};
    }
    switch (node->description->kind) {
    case model::NodeKind::Cloud:
        return pathKindGlyph(model::PathKind::Cloud);
    case model::NodeKind::Satellite:
        return pathKindGlyph(model::PathKind::Satellite);
    case model::NodeKind::Origin:
    case model::NodeKind::Unknown:
        break;
    }
    return {};
}

/// Of the figures that core/baseline learns from.
QString signalUnit(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    const alarm::Rule* rule = snapshot.rules->find(alarm.ruleId);
    if (rule == nullptr) {
        return {};
    }
    if (rule->signal == alarm::signal::pathLatency || rule->signal == alarm::signal::pathSkew) {
        return QStringLiteral("ms");
    }
    const auto& all = model::metricCatalogue();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& metric) { return metric.key == rule->signal; });
    return found == all.end() ? QString() : QString::fromStdString(found->unit);
}

QString ownFaultText(engine::FaultKind fault, std::optional<double> value,
                     std::optional<double> limit) {
    if (fault == engine::FaultKind::RfMargin && value && limit && *value < *limit) {
        return IncidentWords::tr("RF margin %1 dB below the limit of %2 dB")
            .arg(figure(*limit - *value, 1), figure(limit, 1));
    }
    if (fault == engine::FaultKind::Latency && value && limit) {
        return IncidentWords::tr("latency %1 s, limit %2 s")
            .arg(secondsFigure(value, 1), secondsFigure(limit, 1));
    }
    if (fault == engine::FaultKind::RfForecast && value) {
        return IncidentWords::tr("RF margin falls, threshold in %1")
            .arg(spanText(std::chrono::seconds(std::llround(*value))));
    }
    return faultText(fault, value);
}

/// What came first, as a noun that "came first" can follow.
QString firstNoun(engine::FaultKind fault) {
    if (fault == engine::FaultKind::RfMargin || fault == engine::FaultKind::RfForecast) {
        return IncidentWords::tr("C/N");
    }
    return faultText(fault, std::nullopt);
}

bool isRf(engine::FaultKind fault) {
    return fault == engine::FaultKind::RfMargin || fault == engine::FaultKind::RfForecast;
}

/// For the list's line: only what decides. Empty: it stays in the details.
QString shortEvidence(const alarm::Evidence& fact) {
    using Kind = alarm::Evidence::Kind;
    switch (fact.kind) {
    case Kind::First: {
        const QString lead = spanText(std::chrono::milliseconds(fact.leadMs));
        return (isRf(fact.fault) ? IncidentWords::tr("%1 fell first, %2 before the first loss")
                                 : IncidentWords::tr("%1 came first, by %2"))
            .arg(firstNoun(fact.fault), lead);
    }
    case Kind::TwinsClean:
        return fact.count == fact.of && fact.of > 0
                   ? IncidentWords::tr("twins clean")
                   : IncidentWords::tr("%1 of %2 twins clean").arg(fact.count).arg(fact.of);
    case Kind::TwinsFaulty:
        return fact.count == fact.of ? IncidentWords::tr("both twins: before the split")
                                     : IncidentWords::tr("%1 of %2 twins too: before the split")
                                           .arg(fact.count)
                                           .arg(fact.of);
    case Kind::Origin:
        return fact.count > 0 ? IncidentWords::tr("the origin shows it") : QString();
    case Kind::NotKnown:
        return IncidentWords::tr("what lies behind is not known");
    case Kind::Coverage:
    case Kind::OwnFault:
    case Kind::SiblingsClean:
        return {};
    }
    return {};
}

QString count(std::uint32_t number, const QString& one, const QString& many) {
    return number == 1 ? one : many.arg(number);
}

} // namespace

QString hopWord(alarm::HopType type) {
    switch (type) {
    case alarm::HopType::Feed:
        return IncidentWords::tr("feed");
    case alarm::HopType::Origin:
        return IncidentWords::tr("origin");
    case alarm::HopType::Uplink:
        return IncidentWords::tr("uplink");
    case alarm::HopType::Transponder:
        return IncidentWords::tr("transponder");
    case alarm::HopType::CloudRegion:
        return IncidentWords::tr("cloud region");
    case alarm::HopType::Link:
        return IncidentWords::tr("link");
    case alarm::HopType::Receiver:
        return IncidentWords::tr("receiver");
    case alarm::HopType::Input:
        return IncidentWords::tr("input");
    case alarm::HopType::Node:
        return IncidentWords::tr("node");
    case alarm::HopType::Region:
        return IncidentWords::tr("region");
    }
    return {};
}

QString hopText(const engine::Snapshot& snapshot, const alarm::Hop& hop) {
    const QString name = QString::fromStdString(hop.name.empty() ? hop.id : hop.name);
    switch (hop.type) {
    case alarm::HopType::Feed:
        return feedTitle(snapshot, hop.id);
    case alarm::HopType::Uplink:
    case alarm::HopType::Transponder:
    case alarm::HopType::Receiver:
        return withGlyph(name, pathKindGlyph(model::PathKind::Satellite));
    case alarm::HopType::CloudRegion:
        return withGlyph(name, pathKindGlyph(model::PathKind::Cloud));
    case alarm::HopType::Node:
        return withGlyph(hop.name.empty() ? nodeName(snapshot, hop.id) : name,
                         nodeGlyph(snapshot, hop.id));
    case alarm::HopType::Link:
    case alarm::HopType::Input:
        return withGlyph(name, nodeGlyph(snapshot, hop.id.substr(0, hop.id.find('/'))));
    case alarm::HopType::Region:
        return hop.name.empty() ? regionName(snapshot, hop.id) : name;
    case alarm::HopType::Origin:
        return name;
    }
    return name;
}

QString ruleText(const alarm::Text& text) {
    const bool isFrench = QLocale().language() == QLocale::French && !text.fr.empty();
    return QString::fromStdString(isFrench ? text.fr : text.en);
}

QString ruleName(const engine::Snapshot& snapshot, const std::string& ruleId) {
    const alarm::Rule* rule = snapshot.rules->find(ruleId);
    const QString name = rule != nullptr ? ruleText(rule->name) : QString();
    return name.isEmpty() ? QString::fromStdString(ruleId) : name;
}

QString quantityText(double value, const QString& unit) {
    if (unit == QLatin1String("ms") && std::abs(value) >= 1000) {
        return QStringLiteral("%1 s").arg(figure(value / 1000, 1));
    }
    if (unit == QLatin1String("bit/s") || unit == QLatin1String("b/s")) {
        return (value < 0 ? QStringLiteral("−") : QString()) + bitrateText(std::abs(value));
    }
    const int decimals = std::abs(value) >= 100 ? 0 : 1;
    if (unit.isEmpty()) {
        return figure(value, decimals);
    }
    const bool isTight = unit.startsWith(QLatin1Char('/'));
    return figure(value, decimals) + (isTight ? QString() : QStringLiteral(" ")) + unit;
}

QString incidentFaultText(const engine::Snapshot& snapshot, const alarm::Incident& incident,
                          const engine::AlarmStatus* alarm) {
    if (incident.fault == engine::FaultKind::Departure && alarm != nullptr && alarm->usual &&
        alarm->usual->value && !alarm->usual->isWarmingUp) {
        const baseline::Usual& usual = *alarm->usual;
        const QString unit = signalUnit(snapshot, *alarm);
        const double away = *usual.value - usual.location;
        QString text =
            (away < 0 ? IncidentWords::tr("%1: %2, %3 below its usual value")
                      : IncidentWords::tr("%1: %2, %3 above its usual value"))
                .arg(ruleName(snapshot, incident.ruleId), quantityText(*usual.value, unit),
                     quantityText(std::abs(away), unit));
        if (usual.awaySince) {
            text += IncidentWords::tr(" since %1").arg(minuteText(*usual.awaySince));
        }
        return text;
    }
    const bool isNamedByRule = incident.fault == engine::FaultKind::Other ||
                               incident.fault == engine::FaultKind::Departure ||
                               incident.fault == engine::FaultKind::MissingData;
    if (isNamedByRule && !incident.ruleId.empty()) {
        const QString name = ruleName(snapshot, incident.ruleId);
        return incident.value && incident.fault == engine::FaultKind::Other
                   ? QStringLiteral("%1: %2").arg(
                         name, quantityText(*incident.value,
                                            alarm != nullptr ? QString::fromStdString(alarm->unit)
                                                             : QString()))
                   : name;
    }
    if (incident.fault == engine::FaultKind::ErroredSeconds && incident.value && alarm != nullptr) {
        return QStringLiteral("%1, %2").arg(
            faultText(incident.fault, std::nullopt),
            quantityText(*incident.value, QString::fromStdString(alarm->unit)));
    }
    return ownFaultText(incident.fault, incident.value, incident.limit);
}

QString incidentText(const engine::Snapshot& snapshot, const alarm::Incident& incident,
                     const engine::AlarmStatus* alarm) {
    QString line = QStringLiteral("%1 — %2").arg(hopText(snapshot, incident.cause.hop),
                                                 incidentFaultText(snapshot, incident, alarm));
    if (!incident.isNamed) {
        return incident.alarms.size() > 1 ? line + IncidentWords::tr(" · cause not certain") : line;
    }
    // Two facts are what a line has room for; the details give all.
    int shown = 0;
    for (const auto kind : {alarm::Evidence::Kind::First, alarm::Evidence::Kind::TwinsFaulty,
                            alarm::Evidence::Kind::Origin, alarm::Evidence::Kind::TwinsClean,
                            alarm::Evidence::Kind::NotKnown}) {
        const auto found =
            std::find_if(incident.cause.evidence.begin(), incident.cause.evidence.end(),
                         [kind](const auto& fact) { return fact.kind == kind; });
        const QString words =
            found != incident.cause.evidence.end() ? shortEvidence(*found) : QString();
        if (!words.isEmpty() && shown < 2) {
            line += (shown == 0 ? QStringLiteral("; ") : QStringLiteral(", ")) + words;
            ++shown;
        }
    }
    return line;
}

QString incidentAffectsText(const alarm::Incident& incident) {
    if (incident.deliveriesLost > 0) {
        const QString lost = count(incident.deliveriesLost, IncidentWords::tr("1 delivery lost"),
                                   IncidentWords::tr("%1 deliveries lost"));
        return incident.feeds > 1 ? IncidentWords::tr("%1 feeds · %2").arg(incident.feeds).arg(lost)
                                  : lost;
    }
    return incidentExtentText(incident);
}

QString incidentExtentText(const alarm::Incident& incident) {
    QStringList parts;
    if (incident.feeds > 1) {
        parts << IncidentWords::tr("%1 feeds").arg(incident.feeds);
    } else if (incident.paths > 0) {
        parts << count(incident.paths, IncidentWords::tr("1 path"), IncidentWords::tr("%1 paths"));
    }
    if (incident.regions > 1) {
        parts << IncidentWords::tr("%1 regions").arg(incident.regions);
    }
    if (incident.deliveriesLost > 0) {
        parts << count(incident.deliveriesLost, IncidentWords::tr("1 delivery lost"),
                       IncidentWords::tr("%1 deliveries lost"));
    }
    return parts.isEmpty() ? unknownFigure() : parts.join(QStringLiteral(" · "));
}

QString evidenceText(const engine::Snapshot& snapshot, const alarm::Evidence& fact,
                     const alarm::Hop& of) {
    using Kind = alarm::Evidence::Kind;
    const QString hop = hopText(snapshot, of);
    switch (fact.kind) {
    case Kind::Coverage:
        return IncidentWords::tr("%1 of %2 paths over %3 are faulty.")
            .arg(fact.count)
            .arg(fact.of)
            .arg(hop);
    case Kind::First:
        return IncidentWords::tr("“%1” at %2 came first, %3 before any other fault.")
            .arg(faultText(fact.fault, std::nullopt), subjectText(snapshot, fact.subject),
                 spanText(std::chrono::milliseconds(fact.leadMs)));
    case Kind::TwinsClean:
        return IncidentWords::tr("%1 of %2 twins are clean: the fault lies behind the split.")
            .arg(fact.count)
            .arg(fact.of);
    case Kind::TwinsFaulty:
        return IncidentWords::tr("%1 of %2 twins have the same fault: it lies before the split.")
            .arg(fact.count)
            .arg(fact.of);
    case Kind::Origin:
        return fact.count > 0 ? IncidentWords::tr("The origin itself shows the fault.")
                              : IncidentWords::tr("The origin is clean.");
    case Kind::OwnFault:
        return IncidentWords::tr("Its own figure: %1 at %2.")
            .arg(ownFaultText(fact.fault, fact.value, fact.limit),
                 subjectText(snapshot, fact.subject));
    case Kind::SiblingsClean:
        return IncidentWords::tr("%1 of %2 paths beside %3 are clean.")
            .arg(fact.count)
            .arg(fact.of)
            .arg(hop);
    case Kind::NotKnown:
        return IncidentWords::tr("Contact is lost: what lies behind %1 is not known.").arg(hop);
    }
    return {};
}

QString usualText(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    if (!alarm.usual) {
        return {};
    }
    const baseline::Usual& usual = *alarm.usual;
    if (usual.isWarmingUp) {
        return IncidentWords::tr("What is usual is still being learned (%1 %).")
            .arg(figure(usual.warmth * 100, 0));
    }
    const QString unit = signalUnit(snapshot, alarm);
    QString text = (usual.isByTimeOfDay ? IncidentWords::tr("Usual at this time of day: %1 ± %2")
                                        : IncidentWords::tr("Usual in the last hour: %1 ± %2"))
                       .arg(quantityText(usual.location, unit), quantityText(usual.spread, unit));
    if (usual.value && usual.departure) {
        text += IncidentWords::tr("; now %1, %2 spreads away")
                    .arg(quantityText(*usual.value, unit), figure(std::abs(*usual.departure), 1));
    }
    return text +
           IncidentWords::tr(" (%1 samples).").arg(grouped(static_cast<qint64>(usual.samples)));
}

QStringList explanationText(const engine::Snapshot& snapshot,
                            const alarm::Explanation& explanation) {
    using Verdict = alarm::Explanation::Verdict;
    const QString name = ruleName(snapshot, explanation.ruleId);
    const QString left = spanText(explanation.left);
    QStringList lines;
    switch (explanation.verdict) {
    case Verdict::NoSuchRule:
        lines << IncidentWords::tr("There is no rule “%1” in force.").arg(name);
        break;
    case Verdict::Disabled:
        lines << IncidentWords::tr("The rule “%1” is disabled.").arg(name);
        break;
    case Verdict::NotForSubject:
        lines << IncidentWords::tr("The rule “%1” is not for this subject.").arg(name);
        break;
    case Verdict::Unknown:
        lines << IncidentWords::tr("What the rule “%1” looks at is not known now.").arg(name);
        break;
    case Verdict::Quiet:
        lines << IncidentWords::tr("The condition of “%1” does not hold now.").arg(name);
        break;
    case Verdict::Pending:
        lines << IncidentWords::tr("The condition of “%1” holds; it is raised in %2.")
                     .arg(name, left);
        break;
    case Verdict::Raised:
        lines << IncidentWords::tr("The condition of “%1” holds: %2.")
                     .arg(name, severityWord(explanation.severity));
        break;
    case Verdict::Clearing:
        lines << IncidentWords::tr("The condition of “%1” has ended; it clears in %2.")
                     .arg(name, left);
        break;
    case Verdict::Explained:
        lines << IncidentWords::tr("The condition of “%1” holds, and “%2” explains it.")
                     .arg(name, ruleName(snapshot, explanation.explainedBy));
        break;
    }
    const alarm::Rule* rule = snapshot.rules->find(explanation.ruleId);
    const QString unit = rule != nullptr ? QString::fromStdString(rule->unit) : QString();
    if (explanation.value && explanation.limit) {
        lines << IncidentWords::tr("It is %1, the limit %2.")
                     .arg(quantityText(*explanation.value, unit),
                          quantityText(*explanation.limit, unit));
    } else if (explanation.value) {
        lines << IncidentWords::tr("It is %1.").arg(quantityText(*explanation.value, unit));
    }
    if (explanation.since) {
        lines << IncidentWords::tr("Since %1.").arg(dateTimeText(*explanation.since));
    }
    if (!explanation.definedAt.empty()) {
        lines << IncidentWords::tr("Defined in %1.")
                     .arg(QString::fromStdString(explanation.definedAt));
    }
    return lines;
}

QString operatorShort(const std::string& name) {
    const QString whole = QString::fromStdString(name).simplified();
    const QStringList words = whole.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() < 2) {
        return whole.left(10);
    }
    QString initials;
    for (const QString& word : words) {
        initials += word.front().toUpper();
    }
    return initials.left(4);
}

QString alarmStateText(const engine::AlarmStatus& alarm) {
    if (alarm.isOutOfService) {
        return IncidentWords::tr("OUT OF SERVICE");
    }
    if (alarm.suppressed != 0) {
        return IncidentWords::tr("SUPPRESSED");
    }
    if (alarm.shelf) {
        return IncidentWords::tr("SHELVED %1").arg(minuteText(alarm.shelf->until));
    }
    if (alarm.state == engine::AlarmState::Acknowledged && !alarm.acknowledgedBy.empty()) {
        return IncidentWords::tr("ACK %1").arg(operatorShort(alarm.acknowledgedBy));
    }
    return alarmStateText(alarm.state);
}

QString subjectText(const engine::Snapshot& snapshot, const alarm::Subject& subject) {
    const QString node = nodeName(snapshot, subject.nodeId);
    if (subject.scope == model::Scope::Path) {
        const engine::PathStatus* path = snapshot.findPath({subject.nodeId, subject.id});
        if (path != nullptr) {
            return QStringLiteral("%1 %2 %3")
                .arg(feedTitle(snapshot, path->feedId), pathKindGlyph(path->kind), node);
        }
    }
    return subject.id.empty()
               ? node
               : QStringLiteral("%1 · %2").arg(node, QString::fromStdString(subject.id));
}

QString minuteText(base::Utc at) {
    return clockText(at).left(5);
}

QString spanText(base::Nanoseconds span) {
    using namespace std::chrono;
    const auto ms = duration_cast<milliseconds>(span).count();
    if (ms < 950) {
        return IncidentWords::tr("%1 ms").arg(ms);
    }
    if (ms < 90'000) {
        return IncidentWords::tr("%1 s").arg((ms + 500) / 1000);
    }
    if (ms < 90 * 60'000) {
        return IncidentWords::tr("%1 min").arg((ms + 30'000) / 60'000);
    }
    return IncidentWords::tr("%1 h").arg(figure(static_cast<double>(ms) / 3'600'000, 1));
}

} // namespace vigie::ui::theme
