// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/flowlayout.h"

#include <algorithm>

#include <QWidget>

namespace vigie::ui::desk {

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {}

FlowLayout::~FlowLayout() {
    for (QLayoutItem* item : m_items) {
        delete item;
    }
}

void FlowLayout::addItem(QLayoutItem* item) {
    m_items.push_back(item);
}

int FlowLayout::count() const {
    return static_cast<int>(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    QLayoutItem* item = itemAt(index);
    if (item != nullptr) {
        m_items.erase(m_items.begin() + index);
    }
    return item;
}

int FlowLayout::heightForWidth(int width) const {
    return layOut({0, 0, width, 0}, false);
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    (void)layOut(rect, true);
}

QSize FlowLayout::sizeHint() const {
    const QMargins margins = contentsMargins();
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (!item->isEmpty()) {
            const QSize hint = item->sizeHint();
            size.rwidth() += hint.width() + spacing();
            size.setHeight(std::max(size.height(), hint.height()));
        }
    }
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::minimumSize() const {
    const QMargins margins = contentsMargins();
    QSize size;
    for (const QLayoutItem* item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

int FlowLayout::layOut(const QRect& rect, bool isPlacing) const {
    const QRect area = rect.marginsRemoved(contentsMargins());
    int y = area.top();
    std::size_t first = 0;
    while (first < m_items.size()) {
        // As many as fit, at least one.
        int width = 0;
        int height = 0;
        int expanding = 0;
        std::size_t end = first;
        for (; end < m_items.size(); ++end) {
            QLayoutItem* item = m_items[end];
            if (item->isEmpty()) {
                continue;
            }
            const QSize hint = item->sizeHint();
            const int more = hint.width() + (width > 0 ? spacing() : 0);
            if (width > 0 && width + more > area.width()) {
                break;
            }
            width += more;
            height = std::max(height, hint.height());
            expanding += item->expandingDirections().testFlag(Qt::Horizontal) ? 1 : 0;
        }
        if (isPlacing) {
            int spare = std::max(0, area.width() - width);
            int x = area.left();
            for (std::size_t i = first; i < end; ++i) {
                QLayoutItem* item = m_items[i];
                if (item->isEmpty()) {
                    continue;
                }
                QSize size = item->sizeHint();
                if (item->expandingDirections().testFlag(Qt::Horizontal)) {
                    const int share = spare / std::max(1, expanding--);
                    size.rwidth() += share;
                    spare -= share;
                }
                size.setWidth(std::min(size.width(), area.width()));
                item->setGeometry({{x, y + (height - size.height()) / 2}, size});
                x += size.width() + spacing();
            }
        }
        y += height + (end < m_items.size() && height > 0 ? spacing() : 0);
        first = end;
    }
    return y - area.top() + contentsMargins().top() + contentsMargins().bottom();
}

} // namespace vigie::ui::desk
