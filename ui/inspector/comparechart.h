// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <set>
#include <vector>

#include "ui/inspector/comparemodel.h"
#include "ui/inspector/curves.h"
#include "ui/inspector/timechart.h"

namespace vigie::ui::inspector {

/// All lines of a comparison in one chart: up to two units on axes left and right, others over
/// their own range; each line with its letter at its end, and a dot at the cursor. Draws what its
/// model has when redraw() is called. GUI thread.
class CompareChart final : public TimeChart {
    Q_OBJECT
public:
    /// `model` must outlive it.
    explicit CompareChart(const CompareModel& model, QWidget* parent = nullptr);

    void redraw();
    /// Ids of the lines that stand out.
    void setEmphasized(std::set<int> ids);

    /// Unbroken stretches of a line on the chart, and how many of them have a band.
    [[nodiscard]] int curves(int row) const;
    [[nodiscard]] int bands(int row) const;
    /// Of the axis: round limits; nothing without lines on it.
    [[nodiscard]] std::optional<std::pair<double, double>> axisRange(CompareAxis axis) const;

    [[nodiscard]] QSize sizeHint() const override { return {900, 420}; }

protected:
    void layOut() override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Drawn {
        int id = 0;
        Curves curves;
        Curves::Place place;
    };
    void fit(QValueAxis* axis, CompareAxis which);
    [[nodiscard]] Curves::Place placeOf(int row) const;
    /// What redraw() drew of the row, as long as the model still has it: between a change of the
    /// model and the next redraw() a repaint can come at any time.
    [[nodiscard]] const Drawn* drawnOf(int row) const;
    [[nodiscard]] std::optional<double> heightOf(const Drawn& drawn, double value) const;
    void paintLetters(QPainter& painter) const;
    void paintDots(QPainter& painter) const;
    void paintAxisTitles(QPainter& painter) const;

    const CompareModel& m_model;
    QValueAxis* m_left; // the chart's, as the others
    QValueAxis* m_right;
    QValueAxis* m_own;                           // 0 to 1
    std::vector<std::unique_ptr<Drawn>> m_drawn; // a row of the model each
    std::set<int> m_emphasized;
};

} // namespace vigie::ui::inspector
