// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "ui/desk/deskcontext.h"
#include "ui/wall/layoutstore.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

/// The menu of a wall's layouts: ready-made and named ones, and what can be done with them. Filled
/// when it opens. Dialogs never stop the desk. GUI thread.
class LayoutMenu final : public QMenu {
    Q_OBJECT
public:
    LayoutMenu(desk::DeskContext& desk, WallView& view, QWidget* parent);

    /// What the button says: the layout's name, with a mark when it was changed; or its cells.
    [[nodiscard]] QString title() const;
    /// Under its name, or a name that is asked for.
    void save();

signals:
    /// A named layout was chosen.
    void chosen(const vigie::ui::wall::WallSpec& spec);
    void editorWanted();
    void windowWanted();

private:
    void fill();
    void addPresets();
    void addNamed();
    void addFileActions();
    void askName(const QString& title, const QString& proposed,
                 const std::function<void(const QString&)>& done);
    void importFile();
    void exportFile();

    WallView& m_view;
    LayoutStore& m_store;
};

} // namespace vigie::ui::wall
