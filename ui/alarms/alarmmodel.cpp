// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmmodel.h"

#include <algorithm>
#include <unordered_set>

#include <QStringList>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

QString affectedPaths(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    // What the alarm is about, counted in paths and in deliveries that are on air by them.
    const auto concerns = [&](const engine::PathStatus& path) {
        switch (alarm.scope) {
        case model::Scope::Node:
            return path.ref.nodeId == alarm.nodeId;
        case model::Scope::Input: {
            if (path.ref.nodeId != alarm.nodeId || path.node >= snapshot.nodes.size() ||
                !snapshot.nodes[path.node].description) {
                return false;
            }
            const auto& infos = snapshot.nodes[path.node].description->paths;
            return std::any_of(infos.begin(), infos.end(), [&](const model::PathInfo& info) {
                return info.id == path.ref.pathId && info.inputId == alarm.inputId;
            });
        }
        case model::Scope::Path:
        case model::Scope::Pid:
            return path.ref == alarm.path;
        }
        return false;
    };
    int paths = 0;
    std::vector<bool> isConcerned(snapshot.paths.size(), false);
    for (std::size_t i = 0; i < snapshot.paths.size(); ++i) {
        isConcerned[i] = concerns(snapshot.paths[i]);
        paths += isConcerned[i] ? 1 : 0;
    }
    int onAir = 0;
    for (const auto& delivery : snapshot.deliveries) {
        onAir +=
            delivery.onAir && *delivery.onAir < isConcerned.size() && isConcerned[*delivery.onAir]
                ? 1
                : 0;
    }
    const QString pathText =
        paths == 1 ? AlarmModel::tr("1 path") : AlarmModel::tr("%1 paths").arg(paths);
    return pathText + QStringLiteral(" · ") +
           (onAir == 0   ? AlarmModel::tr("none on air")
            : paths == 1 ? AlarmModel::tr("on air")
                         : AlarmModel::tr("%1 on air").arg(onAir));
}

} // namespace

AlarmModel::Row AlarmModel::rowFrom(const engine::Snapshot& snapshot,
                                    const engine::AlarmStatus& alarm) {
    Row row;
    row.id = alarm.id;
    row.severity = alarm.severity;
    row.isOpen = !alarm.cleared;
    row.isAcknowledged = alarm.state == engine::AlarmState::Acknowledged;
    row.feedId = QString::fromStdString(alarm.feedId);
    row.regionId = QString::fromStdString(alarm.regionId);
    row.text[Severity] = theme::severityWord(alarm.severity).toUpper();
    row.text[Since] = theme::clockText(alarm.since);
    row.text[Incident] = theme::alarmText(snapshot, alarm);
    row.text[Affects] = affectedPaths(snapshot, alarm);
    row.text[State] = theme::alarmStateText(alarm.state);
    row.text[Age] =
        theme::durationText((alarm.cleared ? *alarm.cleared : snapshot.now) - alarm.since);
    QStringList lines{row.text[Incident], tr("Since %1").arg(theme::dateTimeText(alarm.since))};
    if (!row.regionId.isEmpty()) {
        lines << tr("Region: %1").arg(theme::regionName(snapshot, alarm.regionId));
    }
    if (alarm.limit) {
        lines << tr("Limit: %1").arg(theme::figure(alarm.limit, 1));
    }
    if (alarm.cleared) {
        lines << tr("Over since %1").arg(theme::dateTimeText(*alarm.cleared));
    }
    row.toolTip = lines.join(QLatin1Char('\n'));
    return row;
}

void AlarmModel::setSnapshot(const engine::SnapshotPtr& snapshot) {
    std::vector<Row> next;
    next.reserve(snapshot->alarms.size());
    for (const auto& alarm : snapshot->alarms) {
        next.push_back(rowFrom(*snapshot, alarm));
    }
    removeVanished(next);
    order(next);
    change(next);
}

void AlarmModel::removeVanished(const std::vector<Row>& next) {
    std::unordered_set<std::uint64_t> ids;
    for (const Row& row : next) {
        ids.insert(row.id);
    }
    for (int at = static_cast<int>(m_rows.size()) - 1; at >= 0; --at) {
        if (!ids.contains(m_rows[static_cast<std::size_t>(at)].id)) {
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
        }
    }
}

void AlarmModel::order(const std::vector<Row>& next) {
    for (std::size_t at = 0; at < next.size(); ++at) {
        const auto found =
            std::find_if(m_rows.begin() + static_cast<std::ptrdiff_t>(at), m_rows.end(),
                         [&](const Row& row) { return row.id == next[at].id; });
        const int to = static_cast<int>(at);
        if (found == m_rows.end()) {
            beginInsertRows({}, to, to);
            m_rows.insert(m_rows.begin() + to, next[at]);
            endInsertRows();
            continue;
        }
        const int from = static_cast<int>(found - m_rows.begin());
        if (from != to) {
            beginMoveRows({}, from, from, {}, to);
            std::rotate(m_rows.begin() + to, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
        }
    }
}

void AlarmModel::change(const std::vector<Row>& next) {
    // One signal for each run of rows that changed.
    int first = -1;
    for (int at = 0; at <= static_cast<int>(next.size()); ++at) {
        const auto i = static_cast<std::size_t>(at);
        const bool isChanged = i < next.size() && m_rows[i] != next[i];
        if (isChanged) {
            m_rows[i] = next[i];
            first = first < 0 ? at : first;
        } else if (first >= 0) {
            emit dataChanged(index(first, 0), index(at - 1, ColumnCount - 1));
            first = -1;
        }
    }
}

int AlarmModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlarmModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant AlarmModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const bool isFigure = column == Since || column == Age;
    switch (role) {
    case Qt::DisplayRole:
        return row.text[static_cast<std::size_t>(column)];
    case Qt::DecorationRole:
        return column == Severity
                   ? QVariant(theme::shapeIcon(theme::severityShape(row.severity),
                                               row.isOpen ? theme::severityColor(row.severity)
                                                          : QColor::fromRgb(theme::color::quiet)))
                   : QVariant();
    case Qt::ForegroundRole:
        if (!row.isOpen || (row.isAcknowledged && column == State)) {
            return QColor::fromRgb(theme::color::quiet);
        }
        return column == Severity ? theme::severityColor(row.severity)
                                  : QColor::fromRgb(theme::color::text);
    case Qt::FontRole:
        return isFigure ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return row.toolTip;
    case Qt::AccessibleTextRole:
        return row.text[static_cast<std::size_t>(column)];
    case AlarmIdRole:
        return QVariant::fromValue<quint64>(row.id);
    case FeedRole:
        return row.feedId;
    case RegionRole:
        return row.regionId;
    case LineRole: {
        QStringList cells;
        for (const QString& cell : row.text) {
            cells << cell;
        }
        return cells.join(QLatin1Char('\t'));
    }
    default:
        return {};
    }
}

QVariant AlarmModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isFigure = section == Since || section == Age;
        return static_cast<int>(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
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
