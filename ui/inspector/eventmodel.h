// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// What happened on both paths, their inputs and their nodes, newest first. GUI thread.
class EventModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Time, Path, Text, ColumnCount };
    /// The moment in ns of UTC, and the model::EventKind.
    static constexpr int MomentRole = Qt::UserRole;
    static constexpr int KindRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Begins anew for other paths.
    void setTwins(const Twins& twins);
    /// What the node of one side knows; keeps what concerns that side's path.
    void setEvents(std::size_t side, const std::vector<engine::LoggedEvent>& events);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        std::size_t side = 0;
        model::EventPtr event;
        bool operator==(const Row&) const = default;
    };
    void merge();

    Twins m_twins;
    std::array<std::vector<model::EventPtr>, 2> m_events;
    std::vector<Row> m_rows;
};

/// The events of one kind, with a text. GUI thread.
class EventFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit EventFilter(EventModel& events, QObject* parent = nullptr);
    /// Of model::EventKind; -1: all. Inputs go with nodes, gaps, clocks and captures.
    void setKind(int kind);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    int m_kind = -1;
    QString m_text;
};

} // namespace vigie::ui::inspector
