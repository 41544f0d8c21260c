// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/distribution/deliverymodel.h"

class QLabel;
class QStackedWidget;
class QTableView;

namespace vigie::ui::distribution {
class MapView;
class RegionTable;
class SharePanel;
} // namespace vigie::ui::distribution

namespace vigie::ui::regions {

class RegionView;

/// The regions as a page of their own: a larger map, every column, and the deliveries of the region
/// that is selected; or one region, opened from there, from anywhere by DeskContext::openRegion, or
/// with Enter. An open region follows the selection. GUI thread; costs nothing while hidden.
class RegionsPage final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit RegionsPage(desk::DeskContext& context, QWidget* parent = nullptr);
    ~RegionsPage() override;

    /// Both tables by RFC 4180, an empty line between them; without deliveries while no region is
    /// selected.
    [[nodiscard]] QString csv() const;
    /// Shows one region; empty: all of them.
    void openRegion(const QString& regionId);
    /// Empty: all of them are shown.
    [[nodiscard]] QString openedRegion() const;
    [[nodiscard]] RegionView& region() { return *m_region; }

signals:
    /// The desk is to show this moment.
    void momentWanted(vigie::base::Utc at);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeOverview();
    QWidget* makeTop();
    QWidget* makeRegions();
    QWidget* makeDeliveries();
    void takeSnapshot();
    void openDelivery(const QModelIndex& index);

    desk::DeskContext& m_context;
    QStackedWidget* m_stack;
    QWidget* m_overview = nullptr;
    RegionView* m_region;
    distribution::MapView* m_map;
    distribution::SharePanel* m_share;
    distribution::RegionTable* m_table;
    distribution::DeliveryModel m_deliveries;
    QSortFilterProxyModel m_order;
    QLabel* m_title;
    QTableView* m_deliveryTable;
};

} // namespace vigie::ui::regions
