// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/keymap.h"

#include <utility>

#include <QWidget>

namespace vigie::ui::desk {

KeyMap::KeyMap(QWidget* widget, QString section, QList<KeyHelp> lines)
    : QObject(widget), m_section(std::move(section)), m_lines(std::move(lines)) {}

KeyMap& KeyMap::describe(QWidget* widget, const QString& section, QList<KeyHelp> lines) {
    delete of(widget);
    return *new KeyMap(widget, section, std::move(lines));
}

KeyMap* KeyMap::of(const QObject* widget) {
    return widget == nullptr ? nullptr
                             : widget->findChild<KeyMap*>(QString(), Qt::FindDirectChildrenOnly);
}

KeyMap* KeyMap::around(const QObject* object) {
    for (const QObject* at = object; at != nullptr; at = at->parent()) {
        if (KeyMap* map = of(at)) {
            return map;
        }
    }
    return nullptr;
}

QWidget* KeyMap::widget() const {
    return qobject_cast<QWidget*>(parent());
}

} // namespace vigie::ui::desk
