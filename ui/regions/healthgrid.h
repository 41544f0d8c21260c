// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

#include "ui/regions/healthgridmodel.h"

namespace vigie::ui::regions {

/// Draws one cell: its health as a color and as a height, unknown hatched, off air empty, and below
/// a line of what carried it (doubled where that was not the main path).
class HealthDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit HealthDelegate(HealthGridModel& model, QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_model(model) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// For the key below the grid, too.
    static void paintCell(QPainter& painter, const QRect& box, const GridCell& cell);

private:
    HealthGridModel& m_model;
};

/// The time above the columns: ticks at round moments, as many as fit.
class TimeHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TimeHeader(HealthGridModel& model, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    HealthGridModel& m_model;
};

/// The feeds beside the rows: the shape of what is wrong, number and name, the present state.
class FeedHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit FeedHeader(HealthGridModel& model, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& box, int row) const override;

private:
    HealthGridModel& m_model;
};

/// The health of a region's feeds over time, to be walked by keys: arrows move, Enter opens the
/// feed, T goes to the moment (as a double click does), plus, minus and the wheel zoom. As many
/// steps share a column as the width wants. GUI thread.
class HealthGrid final : public QTableView {
    Q_OBJECT
public:
    explicit HealthGrid(HealthGridModel& model, QWidget* parent = nullptr);

    /// The current cell in words; empty: there is none.
    [[nodiscard]] QString currentSentence() const;
    /// Every row as shown.
    [[nodiscard]] std::vector<int> chosenRows() const;

    /// Columns as wide and as many as the width wants, rows as high as there is room for. By itself
    /// where the model changes.
    void fit();

signals:
    void momentWanted(vigie::base::Utc at);
    void feedWanted(const QString& feedId);
    /// 1: a shorter time, -1: a longer one, 0: the usual one.
    void zoomWanted(int direction);
    void currentCellChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void wantMoment(const QModelIndex& index);
    void keepPlace();
    void restorePlace();

    HealthGridModel& m_model;
    int m_turned = 0; // of the wheel, eighths of degrees
    /// The cell that was current before the model changed.
    QString m_feed;
    base::Utc m_at{};
};

} // namespace vigie::ui::regions
