// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/sidepanes.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace vigie::ui::inspector {

SidePanes::SidePanes(QWidget* parent) : QWidget(parent), m_bar(new QWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto* bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(0, 0, 0, 0);
    for (std::size_t pane = 0; pane < m_buttons.size(); ++pane) {
        m_buttons[pane] = new QToolButton(m_bar);
        m_buttons[pane]->setCheckable(true);
        m_buttons[pane]->setAutoExclusive(true);
        m_buttons[pane]->setProperty("role", QStringLiteral("badge"));
        connect(m_buttons[pane], &QToolButton::clicked, this, [this, pane] { choose(pane); });
        bar->addWidget(m_buttons[pane]);
    }
    bar->addStretch(1);
    layout->addWidget(m_bar);
}

void SidePanes::setPanes(QWidget* first, const QString& firstTitle, QWidget* second,
                         const QString& secondTitle) {
    m_panes = {first, second};
    m_buttons[0]->setText(firstTitle);
    m_buttons[1]->setText(secondTitle);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    row->addWidget(first, 1);
    row->addWidget(second, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row, 1);
    arrange();
}

void SidePanes::choose(std::size_t pane) {
    m_chosen = pane;
    arrange();
}

void SidePanes::arrange() {
    m_isSideBySide = width() >= wideEnough;
    m_bar->setVisible(!m_isSideBySide);
    for (std::size_t pane = 0; pane < m_panes.size(); ++pane) {
        m_buttons[pane]->setChecked(pane == m_chosen);
        if (m_panes[pane] != nullptr) {
            m_panes[pane]->setVisible(m_isSideBySide || pane == m_chosen);
        }
    }
}

void SidePanes::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if ((width() >= wideEnough) != m_isSideBySide) {
        arrange();
    }
}

} // namespace vigie::ui::inspector
