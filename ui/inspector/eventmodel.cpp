// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/eventmodel.h"

#include <algorithm>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

QString parameter(const model::Event& event, std::string_view name) {
    for (const auto& [key, value] : event.parameters) {
        if (key == name) {
            return QString::fromStdString(value);
        }
    }
    return {};
}

/// "psi.pmt" -> "PMT".
QString lastPart(const std::string& code) {
    return QString::fromStdString(code).section(QLatin1Char('.'), -1);
}

QString contentText(const model::Event& event) {
    QString what = lastPart(event.code);
    if (event.code == "content.black") {
        what = EventModel::tr("black picture");
    } else if (event.code == "content.freeze") {
        what = EventModel::tr("frozen picture");
    } else if (event.code == "content.silence") {
        what = EventModel::tr("silence");
    }
    return what;
}

QString inputText(const model::Event& event) {
    const QString reason = parameter(event, "reason");
    QString text = EventModel::tr("input %1").arg(lastPart(event.code));
    if (event.code == "input.loss") {
        text = EventModel::tr("packets lost beyond recovery");
    }
    return reason.isEmpty() ? text : text + QStringLiteral(": ") + reason;
}

QString psiText(const model::Event& event) {
    const QString table = lastPart(event.code);
    const QString to = parameter(event, "to");
    if (to.isEmpty()) {
        return EventModel::tr("%1 changed")
            .arg(QString(table).replace(QLatin1Char('_'), QLatin1Char(' ')));
    }
    return EventModel::tr("%1 is now version %2").arg(table.toUpper(), to);
}

QString captureText(const model::Event& event) {
    const QString reason = parameter(event, "reason");
    if (event.code == "capture.complete") {
        return EventModel::tr("captured: %1").arg(reason);
    }
    if (event.code == "capture.failed") {
        return EventModel::tr("capture failed: %1").arg(reason);
    }
    if (event.code == "capture.ring_failed") {
        return EventModel::tr("the stream is not kept for captures: %1").arg(reason);
    }
    return QString::fromStdString(event.code);
}

QString meaning(const model::Event& event) {
    switch (event.kind) {
    case model::EventKind::Tr101290: {
        const std::string_view name = model::tr101290Name(event.code);
        return QString::fromStdString(event.code) + QLatin1Char(' ') +
               QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    case model::EventKind::PsiChange:
        return psiText(event);
    case model::EventKind::Scte35:
        return EventModel::tr("SCTE-35 %1")
            .arg(lastPart(event.code).replace(QLatin1Char('_'), QLatin1Char(' ')));
    case model::EventKind::ContentFault:
        return contentText(event);
    case model::EventKind::Input:
        return inputText(event);
    case model::EventKind::ClockStep:
        return EventModel::tr("the node's clock stepped by %1 ms").arg(parameter(event, "ms"));
    case model::EventKind::Node:
        return event.code == "node.started" ? EventModel::tr("the node started")
                                            : QString::fromStdString(event.code);
    case model::EventKind::Gap:
        return EventModel::tr("events before this were lost");
    case model::EventKind::Capture:
        return captureText(event);
    case model::EventKind::Unknown:
        break;
    }
    return QString::fromStdString(event.code);
}

/// Those that say that something is wrong, and not merely that something happened.
bool isFault(const model::Event& event) {
    if (event.phase == model::EventPhase::End) {
        return false;
    }
    return event.kind == model::EventKind::Tr101290 ||
           event.kind == model::EventKind::ContentFault || event.kind == model::EventKind::Gap ||
           event.code == "input.lost" || event.code == "input.failed" || event.code == "input.loss";
}

} // namespace

QString eventText(const model::Event& event) {
    QString text = meaning(event);
    if (event.count > 1) {
        text += QStringLiteral(" × ") + theme::grouped(static_cast<qint64>(event.count));
    }
    if (event.pid) {
        text += EventModel::tr(", PID 0x%1").arg(*event.pid, 4, 16, QLatin1Char('0'));
    }
    switch (event.phase) {
    case model::EventPhase::Begin:
        return EventModel::tr("%1 began").arg(text);
    case model::EventPhase::End:
        return EventModel::tr("%1 ended").arg(text);
    case model::EventPhase::Once:
        break;
    }
    return text;
}

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
            return theme::toDateTime(row.event->utc).toString(QStringLiteral("HH:mm:ss.zzz"));
        case Path:
            return theme::pathKindGlyph(m_twins.paths[row.side]->kind);
        case Text:
            return eventText(*row.event);
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return tr("%1 · %2 · %3")
            .arg(theme::dateTimeText(row.event->utc), twinCaption(m_twins, row.side),
                 eventText(*row.event));
    case Qt::AccessibleTextRole:
        return index.column() == Path ? theme::pathKindWord(m_twins.paths[row.side]->kind)
                                      : index.data().toString();
    case Qt::ForegroundRole:
        if (index.column() == Path) {
            return twinColor(m_twins, row.side);
        }
        return QColor::fromRgb(index.column() == Text && isFault(*row.event) ? theme::color::bright
                                                                             : theme::color::quiet);
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
        return tr("UTC");
    case Path:
        return tr("Path");
    case Text:
        return tr("Event");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::inspector
