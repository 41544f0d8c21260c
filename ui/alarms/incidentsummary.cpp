// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/incidentsummary.h"

#include <algorithm>
#include <unordered_map>

#include <QCoreApplication>
#include <QStringList>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

/// A report names so many children; the rest is a number.
constexpr std::size_t mostInReport = 20;

struct Summary {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::alarms)
};

LineState stateOf(const engine::AlarmStatus& alarm) {
    if (alarm.isOutOfService) {
        return LineState::OutOfService;
    }
    if (alarm.suppressed != 0) {
        return LineState::Suppressed;
    }
    if (alarm.shelf) {
        return LineState::Shelved;
    }
    switch (alarm.state) {
    case engine::AlarmState::Active:
        return LineState::Unacknowledged;
    case engine::AlarmState::Acknowledged:
        return LineState::Acknowledged;
    case engine::AlarmState::Returned:
        return LineState::Returned;
    case engine::AlarmState::LatchedUnacknowledged:
    case engine::AlarmState::LatchedAcknowledged:
        return LineState::Latched;
    case engine::AlarmState::Normal:
        break;
    }
    return LineState::Over;
}

const engine::AlarmStatus* speakerOf(const Line& line) {
    if (line.incident != nullptr) {
        const auto found =
            std::find_if(line.alarms.begin(), line.alarms.end(), [&](const auto* alarm) {
                return alarm->ruleId == line.incident->ruleId &&
                       alarm->kind == line.incident->fault && !alarm->cleared;
            });
        if (found != line.alarms.end()) {
            return *found;
        }
    }
    return line.alarms.empty() ? nullptr : line.alarms.front();
}

} // namespace

base::Utc Line::since() const {
    if (incident != nullptr) {
        return incident->since;
    }
    return speaker != nullptr ? speaker->since : base::Utc{};
}

void summarize(Line& line) {
    line.state = LineState::Over;
    line.annunciated = line.unacknowledged = line.present = 0;
    engine::Severity shown = engine::Severity::None;
    engine::Severity hidden = engine::Severity::None;
    for (const auto* alarm : line.alarms) {
        line.state = std::min(line.state, stateOf(*alarm));
        line.present += alarm->isPresent() ? 1 : 0;
        if (alarm->isAnnunciated()) {
            ++line.annunciated;
            line.unacknowledged += alarm->isUnacknowledged() ? 1 : 0;
            shown = std::max(shown, alarm->severity);
        } else {
            hidden = std::max(hidden, alarm->severity);
        }
    }
    line.severity = line.annunciated > 0 ? shown : hidden;
    if (line.incident != nullptr && line.alarms.empty()) {
        line.severity = line.incident->severity;
    }
    line.speaker = speakerOf(line);
}

std::vector<Line> linesOf(const engine::Snapshot& snapshot) {
    std::vector<Line> lines;
    lines.reserve(snapshot.incidents.size());
    std::unordered_map<std::uint64_t, std::size_t> byIncident;
    byIncident.reserve(snapshot.incidents.size());
    for (const auto& incident : snapshot.incidents) {
        byIncident.emplace(incident.id, lines.size());
        lines.emplace_back().incident = &incident;
    }
    for (const auto& alarm : snapshot.alarms) {
        const auto found = byIncident.find(alarm.incidentId);
        Line& line = found != byIncident.end() ? lines[found->second] : lines.emplace_back();
        line.alarms.push_back(&alarm);
    }
    for (Line& line : lines) {
        summarize(line);
    }
    return lines;
}

std::array<int, 5> openLines(const std::vector<Line>& lines) {
    std::array<int, 5> counts{};
    for (const Line& line : lines) {
        if (line.isOpen()) {
            ++counts[static_cast<std::size_t>(line.severity)];
        }
    }
    return counts;
}

QString stateText(const Line& line) {
    const auto first = [&line](LineState state) {
        const auto found = std::find_if(line.alarms.begin(), line.alarms.end(),
                                        [state](const auto* a) { return stateOf(*a) == state; });
        return found != line.alarms.end() ? theme::alarmStateText(**found) : QString();
    };
    switch (line.state) {
    case LineState::Unacknowledged:
        return Summary::tr("UNACK");
    case LineState::Returned:
        return Summary::tr("RETURNED");
    case LineState::Acknowledged:
        return first(LineState::Acknowledged);
    case LineState::Latched:
        return Summary::tr("LATCHED");
    case LineState::Shelved:
        return first(LineState::Shelved);
    case LineState::OutOfService:
        return Summary::tr("OUT OF SERVICE");
    case LineState::Suppressed:
        return Summary::tr("SUPPRESSED");
    case LineState::Over:
        return Summary::tr("OVER");
    }
    return {};
}

QString lineText(const engine::Snapshot& snapshot, const Line& line) {
    if (line.incident != nullptr) {
        return theme::incidentText(snapshot, *line.incident, line.speaker);
    }
    return line.speaker != nullptr ? theme::alarmText(snapshot, *line.speaker) : QString();
}

Place placeOf(const engine::Snapshot& snapshot, const Line& line) {
    for (const auto* alarm : line.alarms) {
        if (!alarm->feedId.empty()) {
            return {alarm->feedId, alarm->regionId};
        }
    }
    if (line.incident != nullptr && line.incident->cause.hop.type == alarm::HopType::Feed) {
        return {line.incident->cause.hop.id, {}};
    }
    // Of a node or an input: the first feed that it carries.
    if (line.speaker != nullptr) {
        for (const auto& path : snapshot.paths) {
            if (path.ref.nodeId == line.speaker->nodeId) {
                return {path.feedId, path.regionId};
            }
        }
    }
    return {};
}

QString faultReport(const engine::Snapshot& snapshot, const Line& line) {
    QStringList text;
    text << QStringLiteral("%1 %2: %3")
                .arg(theme::severityGlyph(line.severity),
                     theme::severityWord(line.severity).toUpper(), lineText(snapshot, line));
    text << Summary::tr("Since %1, for %2. State: %3.")
                .arg(theme::dateTimeText(line.since()),
                     theme::durationText(snapshot.now - line.since()), stateText(line));
    if (line.incident != nullptr) {
        const alarm::Incident& incident = *line.incident;
        text << Summary::tr("Incident %1 affects %2.")
                    .arg(incident.id)
                    .arg(theme::incidentExtentText(incident));
        text << (incident.isNamed ? Summary::tr("Cause: %1 %2.")
                                        .arg(theme::hopWord(incident.cause.hop.type),
                                             theme::hopText(snapshot, incident.cause.hop))
                                  : Summary::tr("Cause not certain; the alarms meet at %1 %2.")
                                        .arg(theme::hopWord(incident.cause.hop.type),
                                             theme::hopText(snapshot, incident.cause.hop)));
        for (const auto& fact : incident.cause.evidence) {
            text << QStringLiteral("- ") + theme::evidenceText(snapshot, fact, incident.cause.hop);
        }
    }
    const std::size_t shown = std::min(line.alarms.size(), mostInReport);
    for (std::size_t i = 0; i < shown && line.incident != nullptr; ++i) {
        const engine::AlarmStatus& alarm = *line.alarms[i];
        text << QStringLiteral("  %1 %2 %3 [%4] (%5)")
                    .arg(theme::severityGlyph(alarm.severity), theme::clockText(alarm.since),
                         theme::alarmText(snapshot, alarm), theme::alarmStateText(alarm),
                         QString::fromStdString(alarm.ruleId));
    }
    if (line.alarms.size() > shown) {
        text << Summary::tr("  and %1 more").arg(line.alarms.size() - shown);
    }
    return text.join(QLatin1Char('\n'));
}

} // namespace vigie::ui::alarms
