// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/shiftreport.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <QCoreApplication>

#include "ui/alarms/healthfigures.h"
#include "ui/alarms/recordwords.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

using alarm::Incident;
using alarm::Record;
using alarm::RecordKind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::alarms)
};

constexpr std::size_t mostOutages = 10;

QString orUnknown(const std::string& text) {
    return text.empty() ? theme::unknownFigure() : QString::fromStdString(text).simplified();
}

QString severityText(alarm::Severity severity) {
    return theme::severityGlyph(severity) + QLatin1Char(' ') + theme::severityWord(severity);
}

QString titleOf(const engine::Snapshot& snapshot, const Incident& incident) {
    // Of what has ended no alarm is left that could speak for it.
    const engine::AlarmStatus* speaker = nullptr;
    for (const std::uint64_t id : incident.alarms) {
        const engine::AlarmStatus* alarm = snapshot.findAlarm(id);
        if (alarm != nullptr && alarm->kind == incident.fault) {
            speaker = alarm;
            break;
        }
    }
    return theme::incidentText(snapshot, incident, speaker);
}

QString healthText(const health::Health& health) {
    const auto percent = health.percent();
    return percent ? theme::percentFigure(percent) + QStringLiteral(" %") : theme::unknownFigure();
}

QString secondsText(std::uint32_t seconds) {
    return theme::durationText(std::chrono::seconds(seconds));
}

/// Records of one incident: by its number, or by one of its alarms.
class IncidentRecords {
public:
    explicit IncidentRecords(const ShiftFacts& facts) {
        std::map<std::uint64_t, std::uint64_t> byAlarm;
        for (const Incident& incident : facts.incidents) {
            for (const std::uint64_t id : incident.alarms) {
                byAlarm[id] = incident.id;
            }
        }
        for (const Record& record : facts.records) {
            std::uint64_t id = record.incidentId;
            if (id == 0) {
                const auto found = byAlarm.find(record.alarmId);
                id = found == byAlarm.end() ? 0 : found->second;
            }
            if (id != 0) {
                m_records[id].push_back(&record);
            }
        }
        for (auto& [id, records] : m_records) {
            std::sort(records.begin(), records.end(),
                      [](const Record* a, const Record* b) { return a->sequence < b->sequence; });
        }
    }
    [[nodiscard]] const Record* acknowledgement(std::uint64_t incidentId) const {
        const auto found = m_records.find(incidentId);
        if (found == m_records.end()) {
            return nullptr;
        }
        const auto first =
            std::find_if(found->second.begin(), found->second.end(),
                         [](const Record* r) { return r->kind == RecordKind::Acknowledged; });
        return first == found->second.end() ? nullptr : *first;
    }
    /// One action on an incident leaves a record on each of its alarms: each comment once.
    [[nodiscard]] QStringList comments(std::uint64_t incidentId) const {
        QStringList all;
        const auto found = m_records.find(incidentId);
        if (found == m_records.end()) {
            return all;
        }
        for (const Record* record : found->second) {
            if (record->kind != RecordKind::Commented || record->text.empty()) {
                continue;
            }
            const QString line = Words::tr("%1 (%2): %3")
                                     .arg(orUnknown(record->operatorName),
                                          theme::utcDateTimeText(record->at).mid(11, 8),
                                          QString::fromStdString(record->text).simplified());
            if (!all.contains(line)) {
                all << line;
            }
        }
        return all;
    }

private:
    std::map<std::uint64_t, std::vector<const Record*>> m_records;
};

base::Utc endOf(const Incident& incident, const ShiftFacts& facts) {
    return incident.ended ? *incident.ended : facts.to;
}

ReportSection people(const ShiftFacts& facts) {
    ReportSection section{Words::tr("Operators and hand-overs"), {}, ReportTable{}};
    section.table->head = {Words::tr("When (UTC)"), Words::tr("What"), Words::tr("Who"),
                           Words::tr("Text")};
    section.table->none = Words::tr("Nobody signed on or off and nothing was handed over.");
    std::vector<const Record*> records;
    std::set<std::string> names;
    for (const Record& record : facts.records) {
        if (!record.operatorName.empty()) {
            names.insert(record.operatorName);
        }
        if (record.kind == RecordKind::SignedOn || record.kind == RecordKind::SignedOff ||
            record.kind == RecordKind::HandedOver) {
            records.push_back(&record);
        }
    }
    std::sort(records.begin(), records.end(),
              [](const Record* a, const Record* b) { return a->sequence < b->sequence; });
    for (const Record* record : records) {
        section.table->rows.push_back({theme::utcDateTimeText(record->at).left(19),
                                       recordText(record->kind), orUnknown(record->operatorName),
                                       QString::fromStdString(record->text).simplified()});
    }
    QStringList list;
    for (const std::string& name : names) {
        list << QString::fromStdString(name);
    }
    section.paragraphs << (list.isEmpty()
                               ? Words::tr("No operator acted in this time.")
                               : Words::tr("Acted: %1.").arg(list.join(QStringLiteral(", "))));
    section.paragraphs
        << Words::tr("Signed on now: %1.").arg(orUnknown(facts.snapshot->operatorName));
    return section;
}

ReportSection incidents(const ShiftFacts& facts, const IncidentRecords& records) {
    ReportSection section{Words::tr("Incidents"), {}, ReportTable{}};
    section.table->head = {Words::tr("Severity"), Words::tr("Since (UTC)"),
                           Words::tr("Duration"), Words::tr("What and where"),
                           Words::tr("Affects"),  Words::tr("Acknowledged"),
                           Words::tr("Comments")};
    section.table->none = Words::tr("None.");
    std::vector<const Incident*> order;
    for (const Incident& incident : facts.incidents) {
        order.push_back(&incident);
    }
    std::sort(order.begin(), order.end(), [](const Incident* a, const Incident* b) {
        return a->severity != b->severity ? a->severity > b->severity : a->since < b->since;
    });
    std::array<int, 5> bySeverity{};
    for (const Incident* incident : order) {
        ++bySeverity[static_cast<std::size_t>(incident->severity)];
        const Record* seen = records.acknowledgement(incident->id);
        QString duration = theme::durationText(endOf(*incident, facts) - incident->since);
        if (!incident->ended) {
            duration += Words::tr(", still open");
        }
        QString cause = titleOf(*facts.snapshot, *incident);
        if (incident->runnerUp) {
            const alarm::Hop& hop = incident->runnerUp->hop;
            cause += Words::tr("; or else %1 %2")
                         .arg(theme::hopWord(hop.type), theme::hopText(*facts.snapshot, hop));
        }
        section.table->rows.push_back(
            {severityText(incident->severity), theme::utcDateTimeText(incident->since).left(19),
             duration, cause, theme::incidentAffectsText(*incident),
             seen != nullptr ? Words::tr("%1 after %2")
                                   .arg(orUnknown(seen->operatorName),
                                        theme::durationText(seen->at - incident->since))
                             : theme::unknownFigure(),
             records.comments(incident->id).join(QStringLiteral(" · "))});
    }
    QStringList counts;
    for (const auto severity : {alarm::Severity::Critical, alarm::Severity::Major,
                                alarm::Severity::Minor, alarm::Severity::Warning}) {
        counts << QStringLiteral("%1 %2")
                      .arg(bySeverity[static_cast<std::size_t>(severity)])
                      .arg(theme::severityWord(severity));
    }
    section.paragraphs << Words::tr("%1 in all: %2.")
                              .arg(facts.incidents.size())
                              .arg(counts.join(QStringLiteral(", ")));
    return section;
}

ReportSection outages(const ShiftFacts& facts) {
    ReportSection section{Words::tr("Longest outages"), {}, ReportTable{}};
    section.paragraphs << Words::tr("Incidents that left a delivery without any good path, or in "
                                    "which nothing arrived; at most %1.")
                              .arg(mostOutages);
    section.table->head = {Words::tr("Duration"), Words::tr("Since (UTC)"),
                           Words::tr("What and where"), Words::tr("Deliveries lost")};
    section.table->none = Words::tr("None.");
    std::vector<const Incident*> order;
    for (const Incident& incident : facts.incidents) {
        // Without contact to a probe nothing is known of its deliveries: that is no outage.
        if (incident.fault == alarm::FaultKind::NoContact) {
            continue;
        }
        if (incident.deliveriesLost > 0 || incident.fault == alarm::FaultKind::NoData ||
            incident.fault == alarm::FaultKind::ServiceMissing) {
            order.push_back(&incident);
        }
    }
    std::sort(order.begin(), order.end(), [&](const Incident* a, const Incident* b) {
        return endOf(*a, facts) - a->since > endOf(*b, facts) - b->since;
    });
    if (order.size() > mostOutages) {
        order.resize(mostOutages);
    }
    for (const Incident* incident : order) {
        QString duration = theme::durationText(endOf(*incident, facts) - incident->since);
        if (!incident->ended) {
            duration += Words::tr(", still open");
        }
        section.table->rows.push_back({duration, theme::utcDateTimeText(incident->since).left(19),
                                       titleOf(*facts.snapshot, *incident),
                                       theme::grouped(incident->deliveriesLost)});
    }
    return section;
}

QStringList availabilityRow(const QString& name, const health::Health& health) {
    const bool isKnown = health.onAirSeconds > 0;
    return {name, healthText(health),
            isKnown ? secondsText(health.erroredSeconds) : theme::unknownFigure(),
            isKnown ? secondsText(health.onAirSeconds) : theme::unknownFigure(),
            secondsText(health.unknownSeconds)};
}

/// The engine keeps windows of 1 min, 15 min and 24 h, not of the shift: the one that is meant is
/// said.
ReportSection availability(const ShiftFacts& facts, bool isByRegion) {
    const engine::Snapshot& snapshot = *facts.snapshot;
    ReportSection section{isByRegion ? Words::tr("Availability per region")
                                     : Words::tr("Availability per kind of path"),
                          {},
                          ReportTable{}};
    section.paragraphs
        << (isByRegion
                ? Words::tr("Of the deliveries on air, over the 24 hours before %1 (not over the "
                            "shift). Unknown seconds are neither good nor errored.")
                : Words::tr("Of single paths, whether or not they were on air, over the 24 hours "
                            "before %1 (not over the shift)."))
               .arg(theme::utcDateTimeText(snapshot.now));
    section.table->head = {isByRegion ? Words::tr("Region") : Words::tr("Kind"),
                           Words::tr("Availability"), Words::tr("Errored"), Words::tr("Judged"),
                           Words::tr("Unknown")};
    section.table->none = Words::tr("Nothing is known.");
    if (isByRegion) {
        for (const auto& region : snapshot.regions) {
            section.table->rows.push_back(
                availabilityRow(theme::regionName(snapshot, region.id), region.health.day));
        }
        if (!snapshot.regions.empty()) {
            section.table->rows.push_back(
                availabilityRow(Words::tr("All regions"), snapshot.world.day));
        }
        return section;
    }
    std::map<model::PathKind, health::Health> byKind;
    for (const auto& path : snapshot.paths) {
        byKind[path.kind] += path.health.day;
    }
    for (const auto& [kind, health] : byKind) {
        section.table->rows.push_back(availabilityRow(
            theme::pathKindGlyph(kind) + QLatin1Char(' ') + theme::pathKindWord(kind), health));
    }
    return section;
}

ReportSection share(const ShiftFacts& facts) {
    const engine::ShareStatus& share = facts.snapshot->share;
    ReportSection section{Words::tr("Share of cloud, satellite and fibre"), {}, ReportTable{}};
    section.table->head = {Words::tr("Carried by"), Words::tr("Deliveries now"),
                           Words::tr("Of all"), Words::tr("Delivery-hours"), Words::tr("Of all")};
    section.table->none = Words::tr("Nothing is known.");
    const double hours =
        share.hours.cloud + share.hours.satellite + share.hours.fibre + share.hours.none;
    const auto percent = [](double part, double all) {
        const auto value = theme::percentOf(part, all);
        return value ? theme::shareFigure(value) + QStringLiteral(" %") : theme::unknownFigure();
    };
    const auto add = [&](const QString& name, std::uint32_t count, double carried) {
        section.table->rows.push_back(
            {name, share.now.total() > 0 ? theme::grouped(count) : theme::unknownFigure(),
             percent(count, share.now.total()),
             hours > 0 ? theme::figure(carried, 1) : theme::unknownFigure(),
             percent(carried, hours)});
    };
    const auto named = [](model::PathKind kind) {
        return theme::pathKindGlyph(kind) + QLatin1Char(' ') + theme::pathKindWord(kind);
    };
    add(named(model::PathKind::Cloud), share.now.cloud, share.hours.cloud);
    add(named(model::PathKind::Satellite), share.now.satellite, share.hours.satellite);
    add(named(model::PathKind::Fibre), share.now.fibre, share.hours.fibre);
    add(Words::tr("none"), share.now.none, share.hours.none);
    section.paragraphs << Words::tr("Deliveries as of %1, hours since %2.")
                              .arg(theme::utcDateTimeText(facts.snapshot->now),
                                   share.since == base::Utc{}
                                       ? theme::unknownFigure()
                                       : theme::utcDateTimeText(share.since));
    if (share.now.unknown > 0) {
        section.paragraphs << Words::tr("Of %1 more deliveries it is not known what carries them.")
                                  .arg(share.now.unknown);
    }
    if (share.isAssumed) {
        section.paragraphs << Words::tr(
            "Assumed: without a plan it is a guess which path is the main one.");
    }
    return section;
}

ReportSection alarmSystem(const ShiftFacts& facts) {
    ReportSection section{Words::tr("Alarm system"), {}, ReportTable{}};
    section.table->head = {Words::tr("Figure"), Words::tr("Value"), Words::tr("Target"),
                           Words::tr("Is it met?")};
    section.table->none = Words::tr("Not known.");
    if (facts.performance && facts.performance->at != base::Utc{}) {
        section.paragraphs << Words::tr("By EEMUA 191 and ISA-18.2, counted from %1 to %2.")
                                  .arg(theme::utcDateTimeText(facts.performance->from),
                                       theme::utcDateTimeText(facts.performance->at));
        for (const HealthFigure& figure : healthFigures(*facts.performance)) {
            section.table->rows.push_back(
                {figure.name, figure.value, figure.target, judgementText(figure.judgement)});
        }
    }
    return section;
}

ReportSection stillOpen(const ShiftFacts& facts) {
    const engine::Snapshot& snapshot = *facts.snapshot;
    ReportSection section{Words::tr("Still open"), {}, ReportTable{}};
    section.table->head = {Words::tr("Severity"), Words::tr("Since (UTC)"),
                           Words::tr("What and where"), Words::tr("Affects")};
    section.table->none = Words::tr("Nothing is open.");
    std::set<std::uint64_t> folded;
    for (const Incident& incident : snapshot.incidents) {
        folded.insert(incident.alarms.begin(), incident.alarms.end());
        if (!incident.ended) {
            section.table->rows.push_back(
                {severityText(incident.severity), theme::utcDateTimeText(incident.since).left(19),
                 titleOf(snapshot, incident), theme::incidentAffectsText(incident)});
        }
    }
    int shelved = 0;
    int suppressed = 0;
    int outOfService = 0;
    for (const auto& alarm : snapshot.alarms) {
        shelved += alarm.shelf ? 1 : 0;
        suppressed += alarm.suppressed != 0 ? 1 : 0;
        outOfService += alarm.isOutOfService ? 1 : 0;
        if (alarm.isAnnunciated() && alarm.isPresent() && !folded.contains(alarm.id)) {
            section.table->rows.push_back({severityText(alarm.severity),
                                           theme::utcDateTimeText(alarm.since).left(19),
                                           theme::alarmText(snapshot, alarm), QString()});
        }
    }
    section.paragraphs << Words::tr("As of %1. Hidden alarms: %2 shelved, %3 suppressed by design, "
                                    "%4 out of service.")
                              .arg(theme::utcDateTimeText(snapshot.now))
                              .arg(shelved)
                              .arg(suppressed)
                              .arg(outOfService);
    return section;
}

} // namespace

ShiftReport shiftReport(const ShiftFacts& facts) {
    ShiftReport report;
    const std::string event = facts.snapshot->plan ? facts.snapshot->plan->name : std::string();
    report.title = event.empty()
                       ? Words::tr("Shift report")
                       : Words::tr("Shift report — %1").arg(QString::fromStdString(event));
    report.subtitle = Words::tr("%1 to %2 (%3)")
                          .arg(theme::utcDateTimeText(facts.from), theme::dateTimeText(facts.to),
                               theme::durationText(facts.to - facts.from));
    if (!facts.remarks.isEmpty()) {
        report.sections.push_back(
            {Words::tr("This report is not complete"), facts.remarks, std::nullopt});
    }
    const IncidentRecords records(facts);
    report.sections.push_back(people(facts));
    report.sections.push_back(stillOpen(facts));
    report.sections.push_back(incidents(facts, records));
    report.sections.push_back(outages(facts));
    report.sections.push_back(availability(facts, true));
    report.sections.push_back(availability(facts, false));
    report.sections.push_back(share(facts));
    report.sections.push_back(alarmSystem(facts));
    return report;
}

} // namespace vigie::ui::alarms
