// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/distribution/sharesubject.h"

namespace vigie::ui::distribution {

/// A share over time as a table, one row for each ten seconds, oldest first: for the clipboard, CSV
/// and the chart's cursor. GUI thread. What is not known is a dash, and an empty field in a file.
class ShareSeriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { At, Cloud, Satellite, Fibre, None, Unknown, CloudPercent, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// True when it has changed.
    bool setSeries(std::shared_ptr<const std::vector<engine::SharePoint>> points,
                   ShareMeasure measure);
    [[nodiscard]] ShareMeasure measure() const { return m_measure; }
    [[nodiscard]] const std::vector<engine::SharePoint>& points() const;
    /// The row that holds a moment: the newest at or before it, if within its ten seconds (of the
    /// last: also later by one step); -1: there is none.
    [[nodiscard]] int rowAt(base::Utc at) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::shared_ptr<const std::vector<engine::SharePoint>> m_points;
    ShareMeasure m_measure = ShareMeasure::Count;
};

} // namespace vigie::ui::distribution
