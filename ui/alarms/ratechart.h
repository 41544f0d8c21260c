// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QWidget>

#include "core/alarm/performance.h"

namespace vigie::ui::alarms {

/// Operator lines per 10 minutes of the last 24 h as bars under the limit of 10 that makes a flood,
/// and below, on a scale of their own, the alarms that stand behind them. Time of before it was
/// counted is hatched: not known, not zero. GUI thread.
class RateChart final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setPerformance(const alarm::Performance& performance);
    /// The period under a point of the widget, in words; empty outside.
    [[nodiscard]] QString textAt(const QPointF& point) const;
    [[nodiscard]] QSize sizeHint() const override { return {760, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    using Bins = std::vector<std::pair<base::Utc, std::uint32_t>>;
    struct Part {
        QRectF box;
        double most = 1;
    };
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] Part linesPart() const;
    [[nodiscard]] Part alarmsPart() const;
    [[nodiscard]] double x(base::Utc at) const;
    void drawPart(QPainter& painter, const Part& part, const Bins& bins, QRgb rgb,
                  const QString& title) const;

    Bins m_lines;
    Bins m_alarms;
    base::Utc m_from{};        // of the axis
    base::Utc m_countedFrom{}; // nothing is known before
    base::Utc m_to{};
};

} // namespace vigie::ui::alarms
