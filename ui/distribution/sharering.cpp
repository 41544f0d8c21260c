// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharering.h"

#include <algorithm>

#include <QPainter>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

ShareRing::ShareRing(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Share of deliveries by cloud"));
}

void ShareRing::setShare(const engine::ShareStatus& share) {
    if (share.now == m_count && share.isAssumed == m_isAssumed && !toolTip().isEmpty()) {
        return;
    }
    m_count = share.now;
    m_isAssumed = share.isAssumed;
    QString tip = tr("Deliveries on air now: %1").arg(theme::shareText(m_count));
    if (m_isAssumed) {
        tip += QLatin1Char('\n') +
               tr("Assumed: there is no plan, so each feed seen in a region counts as a delivery, "
                  "by cloud where it can be.");
    }
    setToolTip(tip);
    setAccessibleDescription(tip);
    update();
}

QStringList ShareRing::lines() const {
    const auto cloud = theme::percentOf(m_count.cloud, m_count.total());
    QString remark;
    if (m_count.unknown > 0) {
        remark = tr("%1 unknown").arg(m_count.unknown);
    } else if (m_isAssumed) {
        remark = tr("assumed");
    }
    return {cloud ? theme::shareFigure(cloud) + QLatin1Char('%') : theme::unknownFigure(),
            m_isAssumed && m_count.unknown > 0 ? tr("assumed") : tr("of deliveries"), remark};
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
    const double total = m_count.total();
    const auto part = [&](std::uint32_t count, const QColor& color) {
        if (count == 0 || !(total > 0)) {
            return;
        }
        const double span = 360.0 * count / total;
        pen.setColor(color);
        painter.setPen(pen);
        painter.drawArc(box, static_cast<int>(angle * 16), static_cast<int>(-span * 16));
        angle -= span;
    };
    part(m_count.cloud, theme::pathKindColor(model::PathKind::Cloud));
    part(m_count.satellite, theme::pathKindColor(model::PathKind::Satellite));
    part(m_count.fibre, theme::pathKindColor(model::PathKind::Fibre));
    part(m_count.none, theme::severityColor(engine::Severity::Critical));

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
