// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/timeline/timemachine.h"

class QPushButton;
class QTreeWidget;

namespace vigie::ui::timeline {

/// Asks for the text of a bookmark at a moment, or changes one that exists; keeps it through the
/// time machine. Does not stop the desk. `mark` without an id is a new one.
void openBookmark(TimeMachine& time, record::Mark mark, QWidget* over);

/// All bookmarks: go there, change, remove. GUI thread; the time machine must outlive it.
class BookmarksDialog final : public QDialog {
    Q_OBJECT
public:
    explicit BookmarksDialog(TimeMachine& time, QWidget* parent = nullptr);

private:
    void fill();
    void showSelection();
    [[nodiscard]] const record::Mark* current() const;

    TimeMachine& m_time;
    QTreeWidget* m_list;
    QPushButton* m_go;
    QPushButton* m_edit;
    QPushButton* m_remove;
};

} // namespace vigie::ui::timeline
