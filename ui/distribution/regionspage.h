// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/distribution/deliverymodel.h"

class QLabel;
class QTableView;

namespace vigie::ui::distribution {

class MapView;
class RegionTable;
class ShareChart;
class ShareLegend;
class ShareRing;

/// The regions as a page of their own: a larger map, every column, and the deliveries of the region
/// that is selected. GUI thread; costs nothing while hidden.
class RegionsPage final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit RegionsPage(desk::DeskContext& context, QWidget* parent = nullptr);
    ~RegionsPage() override;

    /// Both tables by RFC 4180, an empty line between them; without deliveries while no region is
    /// selected.
    [[nodiscard]] QString csv() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTop();
    QWidget* makeRegions();
    QWidget* makeDeliveries();
    void takeSnapshot();
    void openDelivery(const QModelIndex& index);

    desk::DeskContext& m_context;
    MapView* m_map;
    ShareRing* m_ring;
    ShareChart* m_chart;
    ShareLegend* m_legend;
    RegionTable* m_table;
    DeliveryModel m_deliveries;
    QSortFilterProxyModel m_order;
    QLabel* m_title;
    QTableView* m_deliveryTable;
};

} // namespace vigie::ui::distribution
