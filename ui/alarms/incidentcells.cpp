// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the rows of IncidentModel look like.
#include <algorithm>

#include <QStringList>

#include "ui/alarms/incidentmodel.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

bool isFigure(int column) {
    return column == IncidentModel::Since || column == IncidentModel::Age;
}

/// Nobody has to look: gone, acknowledged or hidden.
bool isQuiet(const Line& line) {
    return line.state != LineState::Unacknowledged && line.state != LineState::Acknowledged;
}

QString alarmAffects(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    return alarm.regionId.empty() ? QString() : theme::regionName(snapshot, alarm.regionId);
}

} // namespace

QString IncidentModel::toldAge(const Line& line) const {
    base::Utc end = m_snapshot->now;
    if (line.incident != nullptr && line.incident->ended) {
        end = *line.incident->ended;
    } else if (line.incident == nullptr && line.alarms.size() == 1 && line.speaker->cleared) {
        end = *line.speaker->cleared;
    }
    return theme::durationText(end - line.since());
}

QString IncidentModel::cell(const Node& node, Column column) const {
    const Line& line = node.line;
    switch (column) {
    case Severity:
        return theme::severityWord(line.severity).toUpper();
    case Since:
        return theme::clockText(line.since());
    case Incident:
        return node.key.kind == RowKind::Group ? node.title : lineText(*m_snapshot, line);
    case Affects:
        if (node.key.kind == RowKind::Group) {
            return line.alarms.size() == 1 ? tr("1 alarm")
                                           : tr("%1 alarms").arg(line.alarms.size());
        }
        return line.incident != nullptr ? theme::incidentAffectsText(*line.incident)
                                        : alarmAffects(*m_snapshot, *line.speaker);
    case State:
        return node.key.kind == RowKind::Alarm ? theme::alarmStateText(*line.speaker)
                                               : stateText(line);
    case Age:
        return toldAge(line);
    case ColumnCount:
        break;
    }
    return {};
}

QString IncidentModel::toolTip(const Node& node) const {
    const Line& line = node.line;
    QStringList lines{cell(node, Incident), tr("Since %1").arg(theme::dateTimeText(line.since()))};
    if (line.incident != nullptr) {
        lines << tr("Affects %1").arg(theme::incidentExtentText(*line.incident));
        lines << tr("%1 alarms: %2 present, %3 not acknowledged")
                     .arg(line.alarms.size())
                     .arg(line.present)
                     .arg(line.unacknowledged);
    }
    if (node.key.kind == RowKind::Alarm || line.alarms.size() == 1) {
        const engine::AlarmStatus& alarm = *line.speaker;
        lines << tr("Rule: %1").arg(theme::ruleName(*m_snapshot, alarm.ruleId));
        if (alarm.limit) {
            lines << tr("Limit: %1")
                         .arg(
                             theme::quantityText(*alarm.limit, QString::fromStdString(alarm.unit)));
        }
        if (!alarm.assignedTo.empty()) {
            lines << tr("Assigned to %1").arg(QString::fromStdString(alarm.assignedTo));
        }
        if (!alarm.comment.empty()) {
            lines << QString::fromStdString(alarm.comment);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant IncidentModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node& node = *static_cast<const Node*>(index.constInternalPointer());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell(node, column);
    case Qt::DecorationRole:
        return column == Severity
                   ? QVariant(theme::shapeIcon(theme::severityShape(node.line.severity),
                                               isQuiet(node.line)
                                                   ? QColor::fromRgb(theme::color::quiet())
                                                   : theme::severityColor(node.line.severity)))
                   : QVariant();
    case Qt::ForegroundRole:
        if (isQuiet(node.line) || (column == State && node.line.state == LineState::Acknowledged)) {
            // What has gone unseen still asks to be seen; only that word does.
            const bool isAsking = column == State && node.line.state == LineState::Returned;
            return QColor::fromRgb(isAsking ? theme::color::text() : theme::color::quiet());
        }
        if (column == Severity) {
            return theme::severityColor(node.line.severity);
        }
        return QColor::fromRgb(column == State ? theme::color::bright() : theme::color::text());
    case Qt::FontRole:
        return isFigure(column) ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return toolTip(node);
    default:
        return {};
    }
}

QVariant IncidentModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Severity:
        return tr("Severity");
    case Since:
        return tr("Since");
    case Incident:
        return tr("Incident");
    case Affects:
        return tr("Affects");
    case State:
        return tr("State");
    case Age:
        return tr("Age");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::alarms
