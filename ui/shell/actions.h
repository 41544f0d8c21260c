// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QWidget;

namespace vigie::ui::shell {

/// What a window can do, by what it is about: headings of the palette and of the help page.
enum class ActionGroup { Pages, Wall, Time, Alarms, Look, Window };

[[nodiscard]] QString actionGroupTitle(ActionGroup group);

/// Everything that a window can do, each with a name, words, and maybe keys that work in the whole
/// window. One place, so that palette, menus and help page tell the same. GUI thread.
class Actions final : public QObject {
    Q_OBJECT
public:
    struct Entry {
        /// Null once its owner has deleted it.
        QPointer<QAction> action;
        ActionGroup group = ActionGroup::Window;
    };

    /// The actions work in `window` and belong to it.
    explicit Actions(QWidget& window);

    /// `id` is what tests and the palette's memory know it by: "page.wall".
    QAction& add(ActionGroup group, const QString& id, const QString& text,
                 const QList<QKeySequence>& keys, std::function<void()> run);
    /// One that another widget of the window made.
    void adopt(ActionGroup group, const QString& id, QAction& action);
    [[nodiscard]] const std::vector<Entry>& all() const { return m_entries; }
    /// Null: none of that name.
    [[nodiscard]] QAction* find(const QString& id) const;

private:
    QWidget& m_window;
    std::vector<Entry> m_entries;
};

/// "Acknowledge" of "&Acknowledge…": as it is shown in a list.
[[nodiscard]] QString actionText(const QAction& action);
/// Its first keys as the user's keyboard names them; empty: none.
[[nodiscard]] QString actionKeys(const QAction& action);

} // namespace vigie::ui::shell
