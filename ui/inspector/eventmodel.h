// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// What happened on both paths, their inputs and their nodes, newest first. GUI thread.
class EventModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Time, Path, Text, ColumnCount };

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

} // namespace vigie::ui::inspector
