// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/contextmenu.h"

#include <QAbstractScrollArea>
#include <QMenu>
#include <QWidget>

namespace vigie::ui::desk {

void offerActions(QWidget& widget) {
    if (widget.contextMenuPolicy() == Qt::CustomContextMenu) {
        return; // once is enough
    }
    widget.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&widget, &QWidget::customContextMenuRequested, &widget,
                     [owner = &widget](const QPoint& at) {
                         if (owner->actions().isEmpty()) {
                             return;
                         }
                         auto* menu = new QMenu(owner);
                         menu->setAttribute(Qt::WA_DeleteOnClose);
                         menu->addActions(owner->actions());
                         // A scroll area tells where it is on its viewport.
                         const auto* area = qobject_cast<QAbstractScrollArea*>(owner);
                         menu->popup(area != nullptr ? area->viewport()->mapToGlobal(at)
                                                     : owner->mapToGlobal(at));
                     });
}

} // namespace vigie::ui::desk
