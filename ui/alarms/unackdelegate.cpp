// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/unackdelegate.h"

#include <algorithm>

#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

#include "ui/alarms/incidentmodel.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/look.h"

namespace vigie::ui::alarms {

UnackDelegate::UnackDelegate(const IncidentModel& model, QTreeView& view)
    : QStyledItemDelegate(&view), m_model(model), m_view(view) {
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &UnackDelegate::beat);
    if (theme::look().isPulsing) {
        m_timer.start();
    }
}

void UnackDelegate::beat() {
    m_isFilled = !m_isFilled;
    if (m_view.isVisible() && m_model.openLineCount() > 0) {
        const int left = m_view.header()->sectionViewportPosition(IncidentModel::State);
        const int wide = m_view.header()->sectionSize(IncidentModel::State);
        m_view.viewport()->update(left, 0, wide, m_view.viewport()->height());
    }
}

void UnackDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const Line* line = m_model.lineAt(index);
    if (line == nullptr || line->state != LineState::Unacknowledged ||
        line->severity == engine::Severity::None) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // The row's ground as everywhere, without its word: that stands in the box.
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    const QString text = ground.text;
    ground.text.clear();
    const QWidget* widget = ground.widget;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);
    const QColor color = theme::severityColor(line->severity);
    const QFontMetrics metrics(ground.font);
    QRect box = option.rect.adjusted(2, 0, -2, 0);
    box.setWidth(std::min(box.width(), metrics.horizontalAdvance(text) + 12));
    const int high = std::min(box.height() - 4, metrics.height() + 2);
    box = QRect(box.left(), box.center().y() - high / 2, box.width(), high);
    // On the selection the outline would be too faint.
    const bool isFilled = m_isFilled || (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(color);
    painter->setBrush(isFilled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->setFont(ground.font);
    painter->setPen(isFilled ? theme::onSeverityColor(line->severity) : color);
    painter->drawText(box, Qt::AlignCenter,
                      metrics.elidedText(text, Qt::ElideRight, box.width() - 4));
    painter->restore();
}

} // namespace vigie::ui::alarms
