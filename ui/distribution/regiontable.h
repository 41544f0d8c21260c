// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

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
/// region selected elsewhere is shown here. GUI thread; takes no snapshot while hidden.
class RegionTable final : public QTableView {
    Q_OBJECT
public:
    /// `isFull`: every column; otherwise those that fit beside the wall. `context` must outlive it.
    RegionTable(desk::DeskContext& context, bool isFull, QWidget* parent = nullptr);

    [[nodiscard]] RegionModel& regions() { return m_model; }
    [[nodiscard]] RegionOrder& order() { return m_order; }
    [[nodiscard]] QString currentRegion() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeSnapshot();
    void followSelection();
    void fitColumns();

    desk::DeskContext& m_context;
    const bool m_isFull;
    RegionModel m_model;
    RegionOrder m_order;
    bool m_isFollowing = false;
};

} // namespace vigie::ui::distribution
