// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/elidinglabel.h"

namespace vigie::ui::regions {

ElidingLabel::ElidingLabel(QWidget* parent) : QLabel(parent) {
    setProperty("role", QStringLiteral("quiet"));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidingLabel::setWhole(const QString& text) {
    if (text != m_whole) {
        m_whole = text;
        setToolTip(text);
        setAccessibleDescription(text);
        updateGeometry();
        fit();
    }
}

QSize ElidingLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(m_whole) + 4, fontMetrics().height()};
}

QSize ElidingLabel::minimumSizeHint() const {
    return {20, fontMetrics().height()};
}

void ElidingLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    fit();
}

void ElidingLabel::fit() {
    setText(fontMetrics().elidedText(m_whole, Qt::ElideRight, contentsRect().width()));
}

} // namespace vigie::ui::regions
