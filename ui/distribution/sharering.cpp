// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharering.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/distribution/sharelegend.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

ShareRing::ShareRing(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Share by cloud"));
}

void ShareRing::setShare(const engine::ShareStatus& share) {
    setSubject(subjectOf(share), ShareMeasure::Count);
}

QString ShareRing::toolTipOf(const ShareSubject& subject) const {
    QString tip;
    switch (m_measure) {
    case ShareMeasure::Count:
        tip = tr("Deliveries on air now: %1").arg(theme::shareText(subject.now));
        break;
    case ShareMeasure::Hours:
        tip = tr("Hours carried since %1: %2")
                  .arg(theme::dateTimeText(subject.since),
                       m_parts ? hoursText(*m_parts) : tr("not known"));
        break;
    case ShareMeasure::Bits:
        tip = tr("Carried since the desk's engine began: %1")
                  .arg(m_parts ? partsText(*m_parts, m_measure) : tr("not known"));
        break;
    }
    tip = subject.name + QLatin1Char('\n') + tip;
    if (m_isAssumed) {
        tip += QLatin1Char('\n') +
               tr("Assumed: there is no plan, so each feed seen in a region counts as a delivery, "
                  "by cloud where it can be.");
    }
    return tip;
}

void ShareRing::setSubject(const ShareSubject& subject, ShareMeasure measure) {
    m_parts = partsOf(subject, measure);
    m_measure = measure;
    m_isAssumed = subject.isAssumed;
    const QString tip = toolTipOf(subject);
    if (tip == toolTip()) { // it holds everything that is painted
        return;
    }
    setToolTip(tip);
    setAccessibleName(tr("Share by cloud, %1").arg(subject.name));
    setAccessibleDescription(tip);
    update();
}

QStringList ShareRing::lines() const {
    const auto cloud =
        m_parts ? theme::percentOf(m_parts->cloud, m_parts->total()) : std::optional<double>();
    const bool hasUnknown = m_measure == ShareMeasure::Count && m_parts && m_parts->unknown > 0;
    QString remark;
    if (hasUnknown) {
        remark = tr("%1 unknown").arg(theme::grouped(std::llround(m_parts->unknown)));
    } else if (m_isAssumed) {
        remark = tr("assumed");
    }
    QString of;
    switch (m_measure) {
    case ShareMeasure::Count:
        of = tr("of deliveries");
        break;
    case ShareMeasure::Hours:
        of = tr("of hours");
        break;
    case ShareMeasure::Bits:
        of = tr("of bits");
        break;
    }
    return {cloud ? theme::shareFigure(cloud) + QLatin1Char('%') : theme::unknownFigure(),
            m_isAssumed && hasUnknown ? tr("assumed") : of, remark};
}

void ShareRing::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(width(), height()) - 4;
    const double thickness = side * 0.1;
    const QRectF box = QRectF((width() - side) / 2.0, (height() - side) / 2.0, side, side)
                           .adjusted(thickness / 2, thickness / 2, -thickness / 2, -thickness / 2);
    painter.setBrush(Qt::NoBrush);
    QPen pen(QColor::fromRgb(theme::color::line()), thickness, Qt::SolidLine, Qt::FlatCap);
    painter.setPen(pen);
    painter.drawEllipse(box);
    double angle = 90;
    const ShareParts parts = m_parts.value_or(ShareParts{});
    const double total = parts.total();
    const auto part = [&](double amount, const QColor& color) {
        if (!(amount > 0) || !(total > 0)) {
            return;
        }
        const double span = 360.0 * amount / total;
        pen.setColor(color);
        painter.setPen(pen);
        painter.drawArc(box, static_cast<int>(angle * 16), static_cast<int>(-span * 16));
        angle -= span;
    };
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        part(parts.of(kind), theme::pathKindColor(kind));
    }
    part(parts.none, theme::severityColor(engine::Severity::Critical));
    // Two thirds: clockwise from the top.
    pen.setColor(QColor::fromRgb(theme::color::bright()));
    pen.setWidthF(thickness * 1.5);
    painter.setPen(pen);
    painter.drawArc(box, static_cast<int>((90 - 240 + 0.7) * 16), static_cast<int>(-1.4 * 16));

    const QStringList text = lines();
    const QRectF middle(rect());
    painter.setPen(QColor::fromRgb(theme::color::bright()));
    painter.setFont(theme::textFont(static_cast<int>(side * 0.18)));
    painter.drawText(middle.translated(0, -side * 0.045), Qt::AlignCenter, text[0]);
    painter.setFont(theme::textFont(std::max(8, static_cast<int>(side * 0.074))));
    painter.setPen(theme::pathKindColor(model::PathKind::Cloud));
    painter.drawText(middle.translated(0, -side * 0.2), Qt::AlignCenter,
                     theme::pathKindWord(model::PathKind::Cloud));
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    painter.drawText(middle.translated(0, side * 0.105), Qt::AlignCenter, text[1]);
    painter.drawText(middle.translated(0, side * 0.2), Qt::AlignCenter, text[2]);
}

} // namespace vigie::ui::distribution
