// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include <algorithm>
#include <utility>

#include <QWidget>

namespace vigie::ui::shell {

QString actionGroupTitle(ActionGroup group) {
    switch (group) {
    case ActionGroup::Pages:
        return Actions::tr("Pages");
    case ActionGroup::Wall:
        return Actions::tr("Wall");
    case ActionGroup::Time:
        return Actions::tr("Time");
    case ActionGroup::Alarms:
        return Actions::tr("Alarms");
    case ActionGroup::Look:
        return Actions::tr("Look");
    case ActionGroup::Window:
        return Actions::tr("Window");
    }
    return {};
}

Actions::Actions(QWidget& window) : QObject(&window), m_window(window) {}

QAction& Actions::add(ActionGroup group, const QString& id, const QString& text,
                      const QList<QKeySequence>& keys, std::function<void()> run) {
    auto* action = new QAction(text, &m_window);
    action->setObjectName(id);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, &m_window, std::move(run));
    m_window.addAction(action);
    m_entries.push_back({action, group});
    return *action;
}

void Actions::adopt(ActionGroup group, const QString& id, QAction& action) {
    action.setObjectName(id);
    m_entries.push_back({&action, group});
}

QAction* Actions::find(const QString& id) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry& entry) {
        return !entry.action.isNull() && entry.action->objectName() == id;
    });
    return found == m_entries.end() ? nullptr : found->action.data();
}

QString actionText(const QAction& action) {
    QString text = action.text();
    const qsizetype tab = text.indexOf(QLatin1Char('\t'));
    if (tab >= 0) {
        text.truncate(tab); // after it a menu shows keys
    }
    return text.remove(QLatin1Char('&')).trimmed();
}

QString actionKeys(const QAction& action) {
    return action.shortcut().toString(QKeySequence::NativeText);
}

} // namespace vigie::ui::shell
