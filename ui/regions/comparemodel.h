// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/regions/regionstats.h"

namespace vigie::ui::regions {

/// Two sides of a comparison, figure by figure, with the difference in words. GUI thread.
class CompareModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Figure : int {
        Health,
        Errored,
        ErroredPerHour,
        Unknown,
        LatencyMedian,
        Latency95,
        CloudShare,
        Remembered,
        FigureCount
    };
    enum Column : int { Name, Left, Right, Difference, ColumnCount };
    enum class Verdict { Unknown, Equal, Better, Worse, Other };

    using QAbstractTableModel::QAbstractTableModel;

    /// `isByPath`: the sides are carriages, of which a share of the cloud would say nothing.
    void setSides(const QString& leftTitle, RegionStats left, const QString& rightTitle,
                  RegionStats right, bool isByPath);
    /// How the left side stands against the right one.
    [[nodiscard]] Verdict verdict(int figure) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] std::optional<double> value(const RegionStats& stats, int figure) const;
    [[nodiscard]] static QString nameOf(int figure);
    [[nodiscard]] static QString figureText(std::optional<double> value, int figure);
    [[nodiscard]] QString differenceText(int figure) const;

    QString m_leftTitle;
    QString m_rightTitle;
    RegionStats m_left;
    RegionStats m_right;
    bool m_isByPath = false;
};

} // namespace vigie::ui::regions
