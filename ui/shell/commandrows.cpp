// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandrows.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

#include "ui/shell/commandmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

namespace {

constexpr int rowHeight = 28;
constexpr int gap = 14;

/// Right-aligned at the end of `box`, which gets shorter by it.
void putLast(QPainter& painter, QRect& box, const QString& text, const QFont& font,
             const QColor& color, int most) {
    if (text.isEmpty()) {
        return;
    }
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, most);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, shown);
    box.setRight(box.right() - metrics.horizontalAdvance(shown) - gap);
}

} // namespace

CommandRows::CommandRows(const CommandModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model) {}

QSize CommandRows::sizeHint(const QStyleOptionViewItem& /*option*/,
                            const QModelIndex& /*index*/) const {
    return {100, rowHeight};
}

void CommandRows::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    painter->save();
    QRect box = option.rect.adjusted(10, 0, -10, 0);
    const Command* command = m_model.commandAt(index);
    if (command == nullptr) {
        painter->setFont(theme::headingFont());
        painter->setPen(QColor::fromRgb(theme::color::quiet()));
        painter->drawText(box.adjusted(0, 6, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          index.data().toString().toUpper());
        painter->restore();
        return;
    }
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    if (isSelected) {
        painter->fillRect(option.rect, QColor::fromRgb(theme::color::selection()));
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                          QColor::fromRgb(theme::color::focus()));
    }
    theme::drawShape(*painter, QRectF(box.left() + 1, box.center().y() - 5, 11, 11), command->shape,
                     command->color);
    box.setLeft(box.left() + 24);
    // On the selection the quiet grey would be too quiet.
    const QColor quiet = QColor::fromRgb(isSelected ? theme::color::text() : theme::color::quiet());
    const QFont small = theme::textFont(12);
    putLast(*painter, box, command->keys, theme::figureFont(12), quiet, box.width() / 4);
    putLast(*painter, box, command->state, small, isSelected ? quiet : command->stateColor,
            box.width() / 2);
    const QFont font = theme::textFont();
    const QFontMetrics metrics(font);
    const int nameWide = metrics.horizontalAdvance(command->name);
    const int detailWide = QFontMetrics(small).horizontalAdvance(command->detail);
    const bool hasRoom = nameWide + gap + std::min(detailWide, 80) < box.width();
    const QString name = metrics.elidedText(command->name, Qt::ElideRight, box.width());
    painter->setFont(font);
    painter->setPen(QColor::fromRgb(!command->isEnabled ? theme::color::quiet()
                                    : isSelected        ? theme::color::bright()
                                                        : theme::color::text()));
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
    for (const auto& [begin, length] : m_model.foundAt(index)) {
        const int left = metrics.horizontalAdvance(name.left(begin));
        const int right = metrics.horizontalAdvance(name.left(begin + length));
        painter->fillRect(QRect(box.left() + left, box.center().y() + 9, right - left, 2),
                          QColor::fromRgb(theme::color::focus()));
    }
    if (hasRoom) {
        box.setLeft(box.left() + nameWide + gap);
        painter->setFont(small);
        painter->setPen(quiet);
        painter->drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(small).elidedText(command->detail, Qt::ElideRight, box.width()));
    }
    painter->restore();
}

} // namespace vigie::ui::shell
