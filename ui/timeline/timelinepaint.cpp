// SPDX-License-Identifier: GPL-3.0-or-later
// What the track looks like.
#include <algorithm>
#include <array>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/timeline/timelinetrack.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

constexpr int rulerHeight = 16;
constexpr int top = 4;
constexpr int shareHeight = 5;
/// Errored time at which the line reaches the top, percent of a minute.
constexpr double mostErrored = 20;

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

QColor withAlpha(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

} // namespace

QRect TimelineTrack::band() const {
    return {0, top, width(), height() - top - rulerHeight};
}

void TimelineTrack::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), rgb(theme::color::panel()));
    painter.fillRect(band(), QColor::fromRgb(theme::color::well()));
    paintGaps(painter);
    paintIncidents(painter);
    paintShare(painter);
    paintHealth(painter);
    paintRuler(painter);
    paintMarks(painter);
    paintPlayhead(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? rgb(theme::color::focus()) : rgb(theme::color::line()));
    painter.drawRect(band().adjusted(0, 0, -1, 0));
}

void TimelineTrack::paintRuler(QPainter& painter) const {
    painter.setFont(theme::figureFont(10));
    const QFontMetrics metrics(painter.font());
    const QRect area = band();
    const double shown = m_scale.x(m_time.at());
    const bool isLabelled = m_time.place() != TimeMachine::Place::Live;
    for (const auto& tick : m_scale.ticks(96)) {
        const double x = m_scale.x(tick.at);
        const int textWidth = metrics.horizontalAdvance(tick.text);
        painter.setPen(rgb(theme::color::line()));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 4));
        const int left = static_cast<int>(std::lround(x)) - textWidth / 2;
        // The playhead's own label comes first.
        const bool isCovered = isLabelled && std::abs(shown - x) < textWidth / 2.0 + 36;
        if (left >= 0 && left + textWidth <= width() && !isCovered) {
            painter.setPen(rgb(theme::color::quiet()));
            painter.drawText(QRect(left, area.bottom() + 3, textWidth + 2, rulerHeight - 3),
                             Qt::AlignCenter, tick.text);
        }
    }
}

void TimelineTrack::paintGaps(QPainter& painter) const {
    const QRect area = band();
    const auto hatch = [&](base::Utc from, base::Utc to) {
        const double left = std::max(0.0, m_scale.x(from));
        const double right = std::min<double>(width(), m_scale.x(to));
        if (right - left >= 1) {
            const QRectF gap(left, area.top(), right - left, area.height());
            painter.fillRect(gap, rgb(theme::color::panel()));
            painter.fillRect(gap, QBrush(rgb(theme::color::line()), Qt::BDiagPattern));
        }
    };
    const base::Utc now = m_time.now();
    if (m_scale.to() > now) {
        const double left = m_scale.x(now);
        painter.fillRect(QRectF(left, area.top(), width() - left, area.height()),
                         rgb(theme::color::panel()));
    }
    const auto& outline = m_time.outline();
    if (outline.points.empty()) {
        hatch(m_scale.from(), std::min(m_scale.to(), now));
        return;
    }
    hatch(m_scale.from(), outline.points.front().at - std::chrono::seconds(10));
    for (std::size_t i = 1; i < outline.points.size(); ++i) {
        if (outline.points[i].at - outline.points[i - 1].at > spacing()) {
            hatch(outline.points[i - 1].at, outline.points[i].at);
        }
    }
    // The newest minute may not be written yet.
    if (std::min(now, m_scale.to()) - outline.points.back().at >
        spacing() + std::chrono::seconds(90)) {
        hatch(outline.points.back().at, std::min(now, m_scale.to()));
    }
    for (const record::Damage& damage : outline.damages) {
        if (damage.from && damage.to) {
            hatch(*damage.from, *damage.to);
        }
    }
}

void TimelineTrack::paintIncidents(QPainter& painter) const {
    const QRect area = band().adjusted(0, 0, 0, -shareHeight);
    std::vector<IncidentSpan> bands;
    for (const auto& [id, incident] : m_time.incidents()) {
        if (incident.severity >= engine::Severity::Minor) {
            bands.push_back(incident);
        }
    }
    // The worst lies on top.
    std::stable_sort(bands.begin(), bands.end(),
                     [](const auto& a, const auto& b) { return a.severity < b.severity; });
    const base::Utc end =
        m_time.outline().points.empty() ? m_time.now() : m_time.outline().points.back().at;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const IncidentSpan& incident : bands) {
        const double left = std::max(-1.0, m_scale.x(incident.from));
        const double right = std::min<double>(
            width() + 1, m_scale.x(incident.to.value_or(std::max(end, incident.from))));
        if (right < 0 || left > width()) {
            continue;
        }
        const QColor color = theme::severityColor(incident.severity);
        const QRectF box(left, area.top(), std::max(2.0, right - left), area.height());
        painter.fillRect(box,
                         withAlpha(color, incident.severity == engine::Severity::Minor ? 70 : 105));
    }
    // Whatever is open when nothing tells when it began: the worst, as a line along the top.
    const auto& points = m_time.outline().points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        if (point.worst < engine::Severity::Minor) {
            continue;
        }
        const base::Utc until = i + 1 < points.size() && points[i + 1].at - point.at <= spacing()
                                    ? points[i + 1].at
                                    : point.at + std::chrono::seconds(10);
        const double left = m_scale.x(point.at);
        painter.fillRect(QRectF(left, area.top(), std::max(1.0, m_scale.x(until) - left), 3),
                         theme::severityColor(point.worst));
    }
    // Shapes last, for color never speaks alone.
    double taken = -100;
    std::sort(bands.begin(), bands.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    for (const IncidentSpan& incident : bands) {
        const double left = m_scale.x(incident.from);
        if (left < 0 || left > width() || left - taken < 12) {
            continue;
        }
        taken = left;
        theme::drawShape(painter, QRectF(left + 3, area.top() + 6, 8, 8),
                         theme::severityShape(incident.severity),
                         theme::severityColor(incident.severity));
    }
}

void TimelineTrack::paintShare(QPainter& painter) const {
    const QRect all = band();
    const QRectF area(0, all.bottom() + 1 - shareHeight, width(), shareHeight);
    const auto& points = m_time.outline().points;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& count = points[i].share;
        const double total = count.cloud + count.satellite + count.fibre + count.none;
        if (total <= 0) {
            continue;
        }
        const base::Utc until =
            i + 1 < points.size() && points[i + 1].at - points[i].at <= spacing()
                ? points[i + 1].at
                : points[i].at + std::chrono::seconds(10);
        const double left = m_scale.x(points[i].at);
        const double wide = std::max(1.0, m_scale.x(until) - left);
        if (left > width() || left + wide < 0) {
            continue;
        }
        // From below, as in the chart of the share: cloud, fibre, satellite.
        double bottom = area.bottom();
        const std::array<std::pair<double, QRgb>, 3> parts{
            {{count.cloud, theme::color::cloud()},
             {count.fibre, theme::color::fibre()},
             {count.satellite, theme::color::satellite()}}};
        for (const auto& [value, color] : parts) {
            const double high = area.height() * value / total;
            painter.fillRect(QRectF(left, bottom - high, wide, high), withAlpha(rgb(color), 150));
            bottom -= high;
        }
    }
}

void TimelineTrack::paintHealth(QPainter& painter) const {
    const QRectF area = QRectF(band()).adjusted(0, 5, 0, -shareHeight - 3);
    const auto& points = m_time.outline().points;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(rgb(theme::color::quiet()), 1.2));
    painter.setBrush(Qt::NoBrush);
    QPainterPath line;
    bool isOpen = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points[i].health || (i > 0 && points[i].at - points[i - 1].at > spacing())) {
            isOpen = false;
        }
        if (!points[i].health) {
            continue;
        }
        // What is wrong rises from the ground; a root, so that little is seen too.
        const double errored =
            std::clamp(100.0 - static_cast<double>(*points[i].health), 0.0, 100.0);
        const double high = std::min(1.0, std::sqrt(errored / mostErrored));
        const QPointF at(m_scale.x(points[i].at), area.bottom() - high * area.height());
        if (isOpen) {
            line.lineTo(at);
        } else {
            line.moveTo(at);
        }
        isOpen = true;
    }
    painter.drawPath(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineTrack::paintMarks(QPainter& painter) const {
    const QRect area = band();
    if (m_selection) {
        const double left = m_scale.x(m_selection->from);
        const double right = m_scale.x(m_selection->to);
        painter.fillRect(QRectF(left, area.top(), std::max(1.0, right - left), area.height()),
                         withAlpha(rgb(theme::color::focus()), 60));
        painter.setPen(rgb(theme::color::focus()));
        painter.drawLine(QPointF(left, area.top()), QPointF(left, area.bottom()));
        painter.drawLine(QPointF(right, area.top()), QPointF(right, area.bottom()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const record::Mark& mark : m_time.marks()) {
        const double x = m_scale.x(mark.at);
        if (x < -8 || x > width() + 8) {
            continue;
        }
        painter.setPen(QPen(rgb(theme::color::text()), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(rgb(theme::color::text()));
        painter.drawPolygon(QPolygonF(
            {QPointF(x, area.top()), QPointF(x + 9, area.top() + 4), QPointF(x, area.top() + 8)}));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineTrack::paintPlayhead(QPainter& painter) const {
    const QRect area = band();
    if (m_pointerX && m_drag != Drag::Playhead) {
        painter.setPen(withAlpha(rgb(theme::color::focus()), 140));
        painter.drawLine(QPointF(*m_pointerX, area.top()), QPointF(*m_pointerX, area.bottom()));
    }
    const bool isLive = m_time.place() == TimeMachine::Place::Live;
    const double x = std::clamp(m_scale.x(m_time.at()), -2.0, width() + 2.0);
    painter.fillRect(QRectF(x - 1.5, top - 4, 3, area.height() + 6), rgb(theme::color::bright()));
    if (isLive) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(rgb(theme::color::minor()));
    painter.drawPolygon(QPolygonF({QPointF(x - 6, 0), QPointF(x + 6, 0), QPointF(x, 8)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
    // The moment beside its line, on the ruler.
    painter.setFont(theme::figureFont(10));
    const QString text = theme::clockText(m_time.at());
    const int wide = QFontMetrics(painter.font()).horizontalAdvance(text) + 8;
    const int left = std::clamp(static_cast<int>(x) - wide / 2, 0, std::max(0, width() - wide));
    const QRect label(left, area.bottom() + 2, wide, rulerHeight - 2);
    painter.fillRect(label, rgb(theme::color::minor()));
    painter.setPen(rgb(theme::color::ground()));
    painter.drawText(label, Qt::AlignCenter, text);
}

} // namespace vigie::ui::timeline
