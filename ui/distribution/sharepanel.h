// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/distribution/sharesubject.h"

class QAbstractButton;
class QBoxLayout;
class QButtonGroup;
class QGridLayout;
class QLabel;

namespace vigie::ui::distribution {

class HoursBar;
class ShareChart;
class ShareLegend;
class ShareRing;

/// The share now and over time, by count, hours or bits (remembered), and hours against the plan.
/// Of the world at first; of a region once one is selected, until "World" or Esc is pressed. GUI
/// thread; takes no snapshot while hidden.
class SharePanel final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it. The measure is remembered under `settingsKey`.
    SharePanel(desk::DeskContext& context, const QString& settingsKey, QWidget* parent = nullptr);

    [[nodiscard]] ShareMeasure measure() const { return m_measure; }
    void setMeasure(ShareMeasure measure);
    /// Empty: the world.
    [[nodiscard]] QString shownRegion() const { return m_region; }
    void showRegion(const QString& regionId);

    /// Where something else says what this is.
    void hideHeading();
    /// The share over time gets a row of its own and the height that is left, from the height on
    /// where that shows more; below it, and without this call, it stands beside the ring.
    void useHeight();
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] ShareChart& chart() { return *m_chart; }
    [[nodiscard]] ShareRing& ring() { return *m_ring; }
    [[nodiscard]] HoursBar& hours() { return *m_hours; }

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeScope(QBoxLayout* into);
    void makeMeasures(QBoxLayout* into);
    void takeSnapshot();
    void followSelection();
    /// The tools in one row, or in two where they would be cut; the chart beside the ring or below.
    void arrange();
    void placeChart(bool isBelow);

    desk::DeskContext& m_context;
    const QString m_settingsKey;
    ShareMeasure m_measure = ShareMeasure::Count;
    QString m_region;
    QString m_followed; // the selection that was followed last
    /// Whose share, and by what: beside each other where there is room.
    QBoxLayout* m_top = nullptr;
    QAbstractButton* m_worldButton = nullptr;
    QAbstractButton* m_regionButton = nullptr;
    QButtonGroup* m_measures = nullptr;
    QLabel* m_assumed = nullptr;
    QLabel* m_heading = nullptr;
    ShareRing* m_ring;
    ShareChart* m_chart;
    ShareLegend* m_legend;
    HoursBar* m_hours;
    QGridLayout* m_parts = nullptr;
    bool m_usesHeight = false;
    bool m_isChartBelow = false;
};

} // namespace vigie::ui::distribution
