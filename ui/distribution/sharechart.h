// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "ui/distribution/shareseries.h"
#include "ui/distribution/sharesubject.h"

namespace vigie::ui::distribution {

/// The share over time, stacked to a hundred: cloud below, then satellite, fibre; what nothing
/// carried stays empty, and so does time of which nothing is known. The pointer, and the arrow keys
/// while it has the focus, move a cursor that tells the figures of its ten seconds. Copies and
/// exports what it shows. GUI thread; redraws only when the history has a new point.
class ShareChart final : public QChartView {
    Q_OBJECT
public:
    explicit ShareChart(QWidget* parent = nullptr);
    ~ShareChart() override;

    void setShare(const engine::ShareStatus& share, base::Utc now);
    void setSubject(const ShareSubject& subject, ShareMeasure measure, base::Utc now);
    /// Stretches of known time that are drawn.
    [[nodiscard]] std::size_t stretches() const { return m_stretches.size(); }
    [[nodiscard]] const ShareSeriesModel& series() const { return m_series; }

    /// Nothing: no cursor.
    void setCursor(std::optional<base::Utc> at);
    [[nodiscard]] std::optional<base::Utc> cursorAt() const { return m_cursor; }
    /// The figures at the cursor; that they are not known; empty without a cursor.
    [[nodiscard]] QString cursorText() const;
    /// What is shown, by RFC 4180.
    [[nodiscard]] QString csv() const;

    [[nodiscard]] QSize sizeHint() const override { return {380, 128}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Point {
        base::Utc at{};
        ShareParts parts;
    };
    /// One run of known points: the edges between the parts, from the bottom up.
    struct Stretch {
        std::vector<std::unique_ptr<QLineSeries>> edges;
        std::vector<std::unique_ptr<QAreaSeries>> areas;
    };
    void makeActions();
    void clear();
    void draw(base::Utc now);
    void addStretch(const std::vector<Point>& points);
    void setTimes(base::Utc from, base::Utc to);
    /// As many as can be read.
    void setTicks();
    void moveCursor(int steps);
    void showCursorText(QPoint global);
    [[nodiscard]] std::vector<Point> thinned() const;

    QCategoryAxis* m_time;
    QValueAxis* m_percent;
    QLineSeries* m_twoThirds;
    std::vector<Stretch> m_stretches;
    ShareSeriesModel m_series;
    QString m_name;
    bool m_isAssumed = false;
    std::optional<base::Utc> m_cursor;
    /// The time shown.
    base::Utc m_from{};
    base::Utc m_to{};
    bool m_isFirst = true;
};

} // namespace vigie::ui::distribution
