// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/eventmodel.h"

#include <algorithm>

#include "ui/theme/eventwords.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

void EventModel::setTwins(const Twins& twins) {
    beginResetModel();
    m_twins = twins;
    m_events = {};
    m_rows.clear();
    endResetModel();
}

void EventModel::setEvents(std::size_t side, const std::vector<engine::LoggedEvent>& events) {
    const auto& twin = m_twins.paths[side];
    m_events[side].clear();
    for (const auto& logged : events) {
        const model::Event& event = *logged.event;
        const bool isOurs =
            twin && logged.nodeId == twin->ref.nodeId &&
            (event.subject.empty() || event.subject == twin->ref.pathId ||
             event.subject == twin->input.id || event.subject.starts_with(twin->input.id + "/"));
        if (isOurs) {
            m_events[side].push_back(logged.event);
        }
    }
    merge();
}

void EventModel::merge() {
    std::vector<Row> rows;
    for (std::size_t side = 0; side < m_events.size(); ++side) {
        for (const auto& event : m_events[side]) {
            rows.push_back({side, event});
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
        return left.event->utc > right.event->utc;
    });
    if (rows == m_rows) {
        return;
    }
    // New ones come at the top: what is selected below stays selected.
    const auto added =
        static_cast<std::ptrdiff_t>(rows.size()) - static_cast<std::ptrdiff_t>(m_rows.size());
    if (added > 0 && std::equal(m_rows.begin(), m_rows.end(), rows.begin() + added)) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_rows = std::move(rows);
        endInsertRows();
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (static_cast<Column>(index.column())) {
        case Time:
            return theme::toShownDateTime(row.event->utc).toString(QStringLiteral("HH:mm:ss.zzz"));
        case Path:
            return theme::pathKindGlyph(m_twins.paths[row.side]->kind);
        case Text:
            return theme::eventText(*row.event);
        case ColumnCount:
            break;
        }
        return {};
    case MomentRole:
        return static_cast<qlonglong>(base::toNs(row.event->utc));
    case KindRole:
        return static_cast<int>(row.event->kind);
    case Qt::ToolTipRole:
        return tr("%1 · %2 · %3")
            .arg(theme::dateTimeText(row.event->utc), twinCaption(m_twins, row.side),
                 theme::eventText(*row.event));
    case Qt::AccessibleTextRole:
        return index.column() == Path ? theme::pathKindWord(m_twins.paths[row.side]->kind)
                                      : index.data().toString();
    case Qt::ForegroundRole:
        if (index.column() == Path) {
            return twinColor(m_twins, row.side);
        }
        return QColor::fromRgb(index.column() == Text && theme::isFault(*row.event)
                                   ? theme::color::bright()
                                   : theme::color::quiet());
    case Qt::FontRole:
        return index.column() == Time ? theme::figureFont(12) : theme::textFont(12);
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Time:
        return theme::zoneName();
    case Path:
        return tr("Path");
    case Text:
        return tr("Event");
    case ColumnCount:
        break;
    }
    return {};
}

EventFilter::EventFilter(EventModel& events, QObject* parent) : QSortFilterProxyModel(parent) {
    setSourceModel(&events);
}

void EventFilter::setKind(int kind) {
    m_kind = kind;
    invalidateFilter();
}

void EventFilter::setText(const QString& text) {
    m_text = text.trimmed();
    invalidateFilter();
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, EventModel::Text, parent);
    const auto kind = static_cast<model::EventKind>(index.data(EventModel::KindRole).toInt());
    if (m_kind == static_cast<int>(model::EventKind::Input)) {
        const bool isOfPlace = kind == model::EventKind::Input || kind == model::EventKind::Node ||
                               kind == model::EventKind::Gap ||
                               kind == model::EventKind::ClockStep ||
                               kind == model::EventKind::Capture;
        if (!isOfPlace) {
            return false;
        }
    } else if (m_kind >= 0 && static_cast<int>(kind) != m_kind) {
        return false;
    }
    return m_text.isEmpty() || index.data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace vigie::ui::inspector
