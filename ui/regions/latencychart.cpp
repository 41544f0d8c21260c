// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/latencychart.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::regions {
namespace {

constexpr std::size_t wantedBins = 60;
constexpr int nameHeight = 18;
constexpr int axisHeight = 18;
constexpr int gap = 6;
constexpr int labelPixels = 58;

QColor rgb(QRgb color) {
    return QColor::fromRgb(color);
}

/// 1, 2 or 5 times a power of ten, at least `least`.
double roundWidth(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(std::max(1.0, least))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

LatencyChart::LatencyChart(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Latency distribution"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize LatencyChart::minimumSizeHint() const {
    return {240, 2 * (nameHeight + 34) + axisHeight + gap};
}

void LatencyChart::setStats(RegionStats cloud, RegionStats satellite,
                            std::optional<double> uncertaintyMs, bool isAllKnown) {
    m_isAllKnown = isAllKnown;
    m_cloud = std::move(cloud);
    m_satellite = std::move(satellite);
    m_uncertaintyMs = uncertaintyMs;
    makeAxis();
    setAccessibleDescription(summary());
    update();
}

void LatencyChart::makeAxis() {
    std::optional<float> least;
    std::optional<float> most;
    for (const RegionStats* stats : {&m_cloud, &m_satellite}) {
        for (const auto& [ms, seconds] : stats->latencies) {
            least = std::min(least.value_or(ms), ms);
            most = std::max(most.value_or(ms), ms);
        }
    }
    m_axis = {};
    if (least) {
        const double span =
            std::max(20.0, static_cast<double>(*most) - static_cast<double>(*least));
        m_axis.width = roundWidth(span / static_cast<double>(wantedBins));
        m_axis.first = std::floor(static_cast<double>(*least) / m_axis.width - 1) * m_axis.width;
        m_axis.bins = static_cast<std::size_t>(
            std::ceil((static_cast<double>(*most) - m_axis.first) / m_axis.width) + 2);
    }
    m_cloudBins = binsOf(m_cloud, m_axis.first, m_axis.width, m_axis.bins);
    m_satelliteBins = binsOf(m_satellite, m_axis.first, m_axis.width, m_axis.bins);
}

QString LatencyChart::line(const QString& name, const RegionStats& stats) const {
    const auto median = stats.latency(0.5);
    return median ? tr("%1: median %2 s, p95 %3 s, most %4 s")
                        .arg(name, theme::secondsFigure(median, 3),
                             theme::secondsFigure(stats.latency(0.95), 3),
                             theme::secondsFigure(
                                 stats.latencyMaximum
                                     ? std::optional(static_cast<double>(*stats.latencyMaximum))
                                     : std::nullopt,
                                 3))
                  : tr("%1: not known").arg(name);
}

QString LatencyChart::uncertaintyText() const {
    if (!m_uncertaintyMs) {
        return tr("uncertainty not known");
    }
    const QString by = theme::uncertaintyFigure(m_uncertaintyMs);
    return m_isAllKnown ? tr("now within ± %1 ms").arg(by) : tr("now ± %1 ms or more").arg(by);
}

QString LatencyChart::summary() const {
    return line(theme::pathKindWord(model::PathKind::Cloud), m_cloud) + QLatin1Char('\n') +
           line(theme::pathKindWord(model::PathKind::Satellite), m_satellite) + QLatin1Char('\n') +
           uncertaintyText();
}

void LatencyChart::paintPart(QPainter& painter, const QRect& box, const RegionStats& stats,
                             const LatencyBins& bins, const QColor& color,
                             const QString& name) const {
    const QFont font = theme::textFont(theme::smallPixels);
    painter.setFont(font);
    painter.setPen(color);
    const QRect title(box.left(), box.top(), box.width(), nameHeight);
    const QString known = line(name, stats);
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(known, Qt::ElideRight, title.width()));
    const QRect plot = box.adjusted(0, nameHeight, 0, 0);
    painter.fillRect(plot, rgb(theme::color::well()));
    if (!(bins.total > 0) || plot.height() < 8) {
        return;
    }
    const double highest = *std::max_element(bins.seconds.begin(), bins.seconds.end());
    const double width = static_cast<double>(plot.width()) / static_cast<double>(m_axis.bins);
    QColor bar = color;
    bar.setAlphaF(0.7F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath cumulative;
    cumulative.moveTo(plot.bottomLeft());
    double sum = 0;
    for (std::size_t i = 0; i < bins.seconds.size(); ++i) {
        const double left = plot.left() + width * static_cast<double>(i);
        const double height = bins.seconds[i] > 0
                                  ? std::max(1.0, (plot.height() - 4) * bins.seconds[i] / highest)
                                  : 0;
        painter.fillRect(QRectF(left, plot.bottom() + 1 - height, std::max(1.0, width - 1), height),
                         bar);
        sum += bins.seconds[i];
        cumulative.lineTo(left + width, plot.bottom() - (plot.height() - 4) * sum / bins.total);
    }
    painter.setPen(QPen(rgb(theme::color::text()), 1));
    painter.drawPath(cumulative);
    const auto mark = [&](double part, Qt::PenStyle style) {
        const double x = plot.left() + plot.width() * (*stats.latency(part) - m_axis.first) /
                                           (m_axis.width * static_cast<double>(m_axis.bins));
        painter.setPen(QPen(rgb(theme::color::bright()), 1, style));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    };
    mark(0.5, Qt::SolidLine);
    mark(0.95, Qt::DashLine);
    painter.restore();
}

void LatencyChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect all = rect().adjusted(1, 1, -1, -1);
    if (hasFocus()) {
        painter.setPen(rgb(theme::color::focus()));
        painter.drawRect(all.adjusted(0, 0, -1, -1));
    }
    const QRect inner = all.adjusted(4, 2, -4, -2);
    if (m_axis.bins == 0) {
        painter.setFont(theme::textFont());
        painter.setPen(rgb(theme::color::quiet()));
        painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The latency of this time is not known."));
        return;
    }
    const int part = (inner.height() - axisHeight - gap) / 2;
    paintPart(painter, QRect(inner.left(), inner.top(), inner.width(), part), m_cloud, m_cloudBins,
              rgb(theme::color::cloud()), theme::pathKindWord(model::PathKind::Cloud));
    paintPart(painter, QRect(inner.left(), inner.top() + part + gap, inner.width(), part),
              m_satellite, m_satelliteBins, rgb(theme::color::satellite()),
              theme::pathKindWord(model::PathKind::Satellite));
    painter.setFont(theme::figureFont(theme::smallPixels));
    painter.setPen(rgb(theme::color::quiet()));
    const double span = m_axis.width * static_cast<double>(m_axis.bins);
    const double step = roundWidth(span * labelPixels * 1.5 / std::max(1, inner.width()));
    const QRect axis(inner.left(), inner.bottom() + 1 - axisHeight, inner.width(), axisHeight);
    for (double ms = std::ceil(m_axis.first / step) * step; ms <= m_axis.first + span; ms += step) {
        const int x = axis.left() + static_cast<int>(axis.width() * (ms - m_axis.first) / span);
        painter.drawLine(x, axis.top(), x, axis.top() + 3);
        QRect label(x - labelPixels / 2, axis.top() + 3, labelPixels, axisHeight - 3);
        label.moveLeft(std::clamp(label.left(), axis.left(),
                                  std::max(axis.left(), axis.right() - labelPixels)));
        painter.drawText(label, Qt::AlignCenter, tr("%1 s").arg(theme::secondsFigure(ms, 2)));
    }
}

QStringList LatencyChart::rows(const QString& separator) const {
    const QString both =
        QStringLiteral("%1") + separator + QStringLiteral("%2") + separator + QStringLiteral("%3");
    QStringList lines{both.arg(tr("Latency from ms"), tr("Cloud s"), tr("Satellite s"))};
    for (std::size_t i = 0; i < m_axis.bins; ++i) {
        lines << both.arg(
            QString::number(m_axis.first + m_axis.width * static_cast<double>(i), 'f', 0),
            QString::number(m_cloudBins.seconds[i], 'f', 0),
            QString::number(m_satelliteBins.seconds[i], 'f', 0));
    }
    return lines;
}

QString LatencyChart::tabSeparated() const {
    return rows(QStringLiteral("\t")).join(QLatin1Char('\n'));
}

QString LatencyChart::csv() const {
    return rows(QStringLiteral(",")).join(QLatin1String("\r\n")) + QLatin1String("\r\n");
}

void LatencyChart::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(tabSeparated());
        return;
    }
    QWidget::keyPressEvent(event);
}

bool LatencyChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), summary(), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::event(event);
}

} // namespace vigie::ui::regions
