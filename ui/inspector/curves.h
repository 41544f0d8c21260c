// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPen>
#include <QPointer>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "core/engine/view.h"
#include "ui/inspector/timerange.h"

namespace vigie::ui::inspector {

/// A course of one metric on a chart: a line for each unbroken stretch, a band from minimum to
/// maximum where samples were merged, a dot for a moment alone, and nothing where nothing is known.
/// GUI thread.
class Curves {
public:
    /// What is drawn of a value is `value * factor + offset`, `shift` later than it was.
    struct Place {
        QValueAxis* time = nullptr;
        QValueAxis* values = nullptr;
        double factor = 1;
        double offset = 0;
        base::Nanoseconds shift{};
    };
    struct Style {
        QPen pen;
        float bandOpacity = 0.22F;
    };

    Curves() = default;
    ~Curves() { clear(); }
    Curves(const Curves&) = delete;
    Curves& operator=(const Curves&) = delete;

    /// Instead of what was drawn before.
    void draw(QChart& chart, const engine::ChartSeries& series, const Place& place,
              const Style& style);
    void clear();
    [[nodiscard]] int lines() const { return static_cast<int>(m_curves.size()); }
    [[nodiscard]] int bands() const;

private:
    struct Curve {
        std::unique_ptr<QLineSeries> line;
        std::unique_ptr<QLineSeries> upper;
        std::unique_ptr<QLineSeries> lower;
        std::unique_ptr<QAreaSeries> band;
    };
    void add(QChart& chart, const engine::ChartSeries& series, std::size_t first, std::size_t last,
             const Place& place, const Style& style);

    QPointer<QChart> m_chart; // that they are on
    std::vector<Curve> m_curves;
};

/// An axis of round numbers.
struct Scale {
    double bottom = 0;
    double top = 1;
    int decimals = 1;
};
/// `steps` steps of 1, 2, 2.5 or 5 times a power of ten that cover low to high, so that the axis
/// does not tremble with each sample; from zero when that is asked, or not far. Low above high: of
/// nothing.
[[nodiscard]] Scale fittedScale(double low, double high, bool isFromZero, int valueDecimals,
                                int steps);

/// The point that stands for a moment (nothing: the newest, where it is of now), as far as its
/// neighbors are apart, but not over a break; null where it is not known.
[[nodiscard]] const engine::ChartPoint*
pointAt(const engine::ChartSeries& series, std::optional<base::Utc> at, const TimeRange& range);

} // namespace vigie::ui::inspector
