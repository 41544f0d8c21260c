// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include "ui/shell/commandmodel.h"
#include "ui/shell/commandsource.h"

class QLabel;
class QLineEdit;
class QListView;

namespace vigie::ui::shell {

/// Finds anything by its name and does something with it, from the keyboard alone: type, Up and
/// Down choose, Enter does the first thing that can be done, Ctrl+Enter the second, Tab chooses
/// among them, Esc closes. Lies over its window; a click beside it closes it, and the focus goes
/// back to where it was. GUI thread; what it was given must outlive it.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    /// Remembers what was chosen between runs where `isRemembered`.
    CommandPalette(const CommandSource& source, bool isRemembered, QWidget* window);

    void open(const QString& text = {});
    /// Gives the focus back.
    void dismiss();
    [[nodiscard]] QLineEdit& edit() { return *m_edit; }
    [[nodiscard]] QListView& list() { return *m_list; }
    [[nodiscard]] CommandModel& model() { return m_model; }
    /// What Enter would do now; empty: nothing.
    [[nodiscard]] QString chosenStep() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    bool onKey(const QKeyEvent& event);
    void move(int direction, int rows);
    void select(int row);
    void onSelected();
    void showHint();
    void run(std::size_t step);
    void remember(const Command& command);
    void place();
    void refresh();

    const CommandSource& m_source;
    const bool m_isRemembered;
    CommandModel m_model;
    QLineEdit* m_edit;
    QListView* m_list;
    QLabel* m_hint;
    QTimer m_refreshTimer;
    QPointer<QWidget> m_focusBefore;
    QStringList m_recent;
    std::vector<CommandStep> m_steps; // of the selected row
    std::size_t m_step = 0;           // what Enter does
};

} // namespace vigie::ui::shell
