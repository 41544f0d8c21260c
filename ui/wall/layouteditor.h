// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>
#include <QSortFilterProxyModel>

#include "ui/desk/deskcontext.h"
#include "ui/wall/feedmodel.h"
#include "ui/wall/layoutcanvas.h"
#include "ui/wall/layoutstore.h"
#include "ui/wall/wallview.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QSpinBox;

namespace vigie::ui::wall {

/// Edits the layout of a wall, which shows each change at once. Cancelling gives it back as it was;
/// accepting is one edit that the wall can undo. GUI thread.
class LayoutEditor final : public QDialog {
    Q_OBJECT
public:
    LayoutEditor(desk::DeskContext& desk, WallView& view, QWidget* parent = nullptr);

    [[nodiscard]] const WallSpec& spec() const { return m_spec; }
    [[nodiscard]] LayoutCanvas& canvas() { return *m_canvas; }
    /// One step of this editor.
    void change(const WallSpec& spec);
    void undo();
    void redo();

    void accept() override;
    void reject() override;

private:
    void makeWidgets();
    void addKeys();
    void showSpec();
    void pinChosen(int cell);
    [[nodiscard]] QString pinText(const CellPin& pin) const;

    desk::DeskContext& m_desk;
    WallView& m_view;
    const WallSpec m_before;
    WallSpec m_spec;
    std::vector<WallSpec> m_undo;
    std::vector<WallSpec> m_redo;
    FeedModel m_feeds;
    QSortFilterProxyModel m_found;
    QLineEdit* m_name;
    QComboBox* m_preset;
    QSpinBox* m_columns;
    QSpinBox* m_rows;
    QLineEdit* m_search;
    QListView* m_list;
    LayoutCanvas* m_canvas;
    QComboBox* m_twin;
    QPushButton* m_undoButton;
    QPushButton* m_redoButton;
    QPushButton* m_save;
};

} // namespace vigie::ui::wall
