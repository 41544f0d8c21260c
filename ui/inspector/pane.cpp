// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/pane.h"

#include <algorithm>

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

Pane::Pane(const QString& name, const QString& title, QWidget* content, QWidget* focus,
           QWidget* parent)
    : QWidget(parent), m_name(name), m_content(content), m_focus(focus) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 3, 4, 3);
    layout->setSpacing(4);
    if (!title.isEmpty()) {
        auto* heading = new QLabel(title, this);
        heading->setProperty("role", QStringLiteral("heading"));
        heading->setFont(theme::headingFont());
        layout->addWidget(heading);
    }
    layout->addWidget(content, 1);
}

void Pane::setCurrent(bool isCurrent) {
    if (isCurrent != m_isCurrent) {
        m_isCurrent = isCurrent;
        update();
    }
}

void Pane::takeFocus() {
    QWidget* target = m_focus;
    if (target == nullptr || !target->isVisible()) {
        // Whatever in it takes the keyboard first.
        const auto inside = m_content->findChildren<QWidget*>();
        const auto found = std::find_if(inside.begin(), inside.end(), [](const QWidget* widget) {
            return widget->isVisible() && widget->isEnabled() &&
                   widget->focusPolicy() != Qt::NoFocus;
        });
        target = found == inside.end() ? m_content : *found;
    }
    target->setFocus(Qt::ShortcutFocusReason);
}

QImage Pane::picture() const {
    return m_takings.picture ? m_takings.picture() : m_content->grab().toImage();
}

QString Pane::csv() const {
    return m_takings.csv ? m_takings.csv() : QString();
}

QString Pane::text() const {
    return m_takings.text ? m_takings.text() : csv();
}

void Pane::paintEvent(QPaintEvent* /*event*/) {
    if (m_isCurrent) {
        QPainter painter(this);
        painter.setPen(QPen(QColor::fromRgb(theme::color::focus()), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

PaneRing::PaneRing(QObject* parent) : QObject(parent) {
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget* /*old*/, QWidget* now) { onFocus(now); });
}

void PaneRing::onFocus(QWidget* now) {
    if (now == nullptr) {
        return; // another window; here all stays as it is
    }
    for (Pane* pane : m_panes) {
        const bool isIt = pane->isAncestorOf(now);
        if (isIt) {
            m_current = pane;
        }
        pane->setCurrent(isIt);
    }
}

void PaneRing::go(int direction) {
    std::vector<Pane*> visible;
    std::copy_if(m_panes.begin(), m_panes.end(), std::back_inserter(visible),
                 [](const Pane* pane) { return pane->isVisible(); });
    if (visible.empty()) {
        return;
    }
    const auto at = std::find(visible.begin(), visible.end(), m_current);
    const auto count = static_cast<std::ptrdiff_t>(visible.size());
    std::ptrdiff_t next = direction > 0 ? 0 : count - 1;
    if (at != visible.end()) {
        next = (at - visible.begin() + direction + count) % count;
    }
    visible[static_cast<std::size_t>(next)]->takeFocus();
}

} // namespace vigie::ui::inspector
