// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/snapshot.h"
#include "ui/distribution/regionmodel.h"

namespace vigie::ui::distribution {

/// The deliveries of one region. GUI thread.
class DeliveryModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int {
        Feed,
        OnAir,
        Reason,
        State,
        Health,
        Latency,
        Uncertainty,
        Skew,
        ColumnCount
    };
    enum Role : int { FeedIdRole = Qt::UserRole + 1, SortRole, SeverityRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// `nodeId`: only what arrives at, or leaves, this node; empty: everything into the region.
    void setSnapshot(engine::SnapshotPtr snapshot, const QString& regionId, HealthWindow window,
                     const QString& nodeId = {});

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] const engine::PathStatus* onAir(const engine::DeliveryStatus& delivery) const;
    [[nodiscard]] QString text(const engine::DeliveryStatus& delivery, int column) const;
    [[nodiscard]] QVariant exported(const engine::DeliveryStatus& delivery, int column) const;
    [[nodiscard]] QVariant sortKey(const engine::DeliveryStatus& delivery, int column) const;
    [[nodiscard]] QVariant foreground(const engine::DeliveryStatus& delivery, int column) const;

    engine::SnapshotPtr m_snapshot; // keeps the rows below alive
    std::vector<const engine::DeliveryStatus*> m_rows;
    HealthWindow m_window = HealthWindow::QuarterHour;
};

} // namespace vigie::ui::distribution
