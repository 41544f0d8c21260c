// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/journalmodel.h"

#include <algorithm>
#include <iterator>

#include "ui/alarms/recordwords.h"
#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

void JournalModel::setSnapshot(engine::SnapshotPtr snapshot) {
    const bool isOtherRules = snapshot->rules != m_snapshot->rules;
    m_snapshot = std::move(snapshot);
    if (isOtherRules && !m_records.empty()) {
        emit dataChanged(index(0, 0),
                         index(static_cast<int>(m_records.size()) - 1, ColumnCount - 1));
    }
}

void JournalModel::reset(std::vector<alarm::Record> records, bool hasMore) {
    beginResetModel();
    m_records.assign(std::make_move_iterator(records.begin()),
                     std::make_move_iterator(records.end()));
    m_hasMore = hasMore;
    endResetModel();
}

void JournalModel::append(std::vector<alarm::Record> records, bool hasMore) {
    const std::size_t room = mostRows - std::min<std::size_t>(m_records.size(), mostRows);
    if (records.size() > room) {
        records.resize(room);
    }
    m_hasMore = hasMore;
    if (records.empty()) {
        return;
    }
    const int first = static_cast<int>(m_records.size());
    beginInsertRows({}, first, first + static_cast<int>(records.size()) - 1);
    std::move(records.begin(), records.end(), std::back_inserter(m_records));
    endInsertRows();
}

void JournalModel::prepend(const std::vector<alarm::Record>& records) {
    const std::uint64_t newest = m_records.empty() ? 0 : m_records.front().sequence;
    const auto end = std::find_if(records.begin(), records.end(), [&](const alarm::Record& record) {
        return record.sequence <= newest;
    });
    if (end == records.begin()) {
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(end - records.begin()) - 1);
    m_records.insert(m_records.begin(), records.begin(), end);
    endInsertRows();
    if (m_records.size() > mostRows) {
        beginRemoveRows({}, mostRows, static_cast<int>(m_records.size()) - 1);
        m_records.resize(mostRows);
        m_hasMore = true;
        endRemoveRows();
    }
}

int JournalModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int JournalModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

bool JournalModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_hasMore && !m_isLoading && !isFull();
}

void JournalModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent)) {
        emit moreWanted();
    }
}

QString JournalModel::text(const alarm::Record& record, Column column) const {
    switch (column) {
    case When:
        return theme::toShownDateTime(record.at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case What:
        return recordText(record.kind);
    case Severity:
        return record.severity == alarm::Severity::None
                   ? QString()
                   : theme::severityWord(record.severity).toUpper();
    case Subject: {
        const QString subject = subjectText(*m_snapshot, record.subject, record.feedId);
        return subject.isEmpty() && record.incidentId != 0
                   ? tr("incident %1").arg(record.incidentId)
                   : subject;
    }
    case Rule:
        return QString::fromStdString(record.ruleId);
    case Value:
        return valueText(record.value, ruleUnit(*m_snapshot->rules, record.ruleId));
    case Limit:
        return valueText(record.limit, ruleUnit(*m_snapshot->rules, record.ruleId));
    case Who:
        return QString::fromStdString(record.operatorName);
    case Why: {
        QString why = QString::fromStdString(record.text).simplified();
        if (record.until) {
            const QString until = tr("until %1").arg(theme::dateTimeText(*record.until));
            why = why.isEmpty() ? until : why + QStringLiteral(" · ") + until;
        }
        return why;
    }
    case ColumnCount:
        break;
    }
    return {};
}

namespace {

bool isFigure(JournalModel::Column column) {
    return column == JournalModel::Value || column == JournalModel::Limit;
}

} // namespace

QVariant JournalModel::exported(const alarm::Record& record, Column column) const {
    switch (column) {
    case When:
        return QString::fromStdString(base::toIso8601(record.at));
    case Value:
        return record.value ? QVariant(*record.value) : QVariant();
    case Limit:
        return record.limit ? QVariant(*record.limit) : QVariant();
    default:
        return text(record, column);
    }
}

QVariant JournalModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const alarm::Record& record = m_records[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(record, column);
    case desk::ExportRole:
        return exported(record, column);
    case Qt::DecorationRole:
        return column == Severity && record.severity != alarm::Severity::None
                   ? QVariant(theme::shapeIcon(theme::severityShape(record.severity),
                                               theme::severityColor(record.severity)))
                   : QVariant();
    case Qt::ForegroundRole:
        if (column == When || column == Rule) {
            return QColor::fromRgb(theme::color::quiet());
        }
        return column == Severity ? theme::severityColor(record.severity)
                                  : QColor::fromRgb(theme::color::text());
    case Qt::FontRole:
        return column == When || isFigure(column) ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (column == When) {
            return momentText(record.at);
        }
        // Plain text, so that foreign words are never taken for markup.
        return column == Rule ? ruleText(*m_snapshot->rules, record.ruleId)
                                    .toHtmlEscaped()
                                    .replace(QLatin1Char('\n'), QLatin1String("<br>"))
                              : text(record, column).toHtmlEscaped();
    case AlarmIdRole:
        return QVariant::fromValue<quint64>(record.alarmId);
    case IncidentIdRole:
        return QVariant::fromValue<quint64>(record.incidentId);
    case FeedRole:
        return QString::fromStdString(record.feedId);
    case RegionRole:
        return QString::fromStdString(record.regionId);
    case RuleRole:
        return QString::fromStdString(record.ruleId);
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole && role != desk::ExportRole) {
        return {};
    }
    switch (column) {
    case When:
        return role == desk::ExportRole ? tr("When") : tr("When (%1)").arg(theme::zoneName());
    case What:
        return tr("What");
    case Severity:
        return tr("Severity");
    case Subject:
        return tr("Subject");
    case Rule:
        return tr("Rule");
    case Value:
        return tr("Value");
    case Limit:
        return tr("Limit");
    case Who:
        return tr("Who");
    case Why:
        return tr("Why");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::alarms
