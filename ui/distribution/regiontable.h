// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>

#include "core/engine/deliveryhistory.h"
#include "ui/desk/deskcontext.h"
#include "ui/distribution/regionmodel.h"

namespace vigie::ui::distribution {

/// Draws the trend, the share bar with its two-thirds mark and the severity's shape.
class RegionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
};

/// The regions of the newest snapshot; choosing a row selects its region for the whole desk, and a
/// region selected elsewhere is shown here. Enter or a double click opens the region's page. GUI
/// thread; takes no snapshot while hidden.
class RegionTable final : public QTableView {
    Q_OBJECT
public:
    /// `isFull`: every column; otherwise those that fit beside the wall. `context` must outlive it.
    RegionTable(desk::DeskContext& context, bool isFull, QWidget* parent = nullptr);

    [[nodiscard]] RegionModel& regions() { return m_model; }
    [[nodiscard]] RegionOrder& order() { return m_order; }
    [[nodiscard]] QString currentRegion() const;
    void setWindow(HealthWindow window);
    /// Two columns more, of what the figures are held against.
    void compareWith(ComparedWith with);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeSnapshot();
    void followSelection();
    void fitColumns();
    void compare();
    void askEarlier();

    desk::DeskContext& m_context;
    const bool m_isFull;
    RegionModel m_model;
    RegionOrder m_order;
    bool m_isFollowing = false;
    ComparedWith m_comparedWith = ComparedWith::Nothing;
    std::optional<engine::DeliveryHistory> m_past;
    QTimer m_pastTimer;
    bool m_isPastWanted = false; // with the first snapshot of another place
    std::uint64_t m_asked = 0;   // answers to older questions are of another place or time
};

} // namespace vigie::ui::distribution
