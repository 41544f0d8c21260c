// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/wall/layoutmenu.h"
#include "ui/wall/wallview.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace vigie::ui::wall {

class LayoutEditor;

/// The wall with a slim bar above it: layout, region, filters, search, penalty box, pages. GUI
/// thread.
class WallPage final : public QWidget {
    Q_OBJECT
public:
    enum class Role : std::uint8_t {
        /// Of the desk's window: its region is the one selected at the desk.
        Main,
        /// Of a window of its own: its region is its own.
        Window
    };
    explicit WallPage(desk::DeskContext& desk, QWidget* parent = nullptr, Role role = Role::Main);

    [[nodiscard]] WallView& view() { return *m_view; }
    /// The layout's name or its cells.
    [[nodiscard]] QString title() const { return m_menu->title(); }
    /// Another layout, its region included.
    void showLayout(const WallSpec& spec);
    void setBarVisible(bool isVisible);
    void search();
    /// The editor of this wall's layout; the one that is open, or a new one.
    LayoutEditor& editLayout();

signals:
    void windowWanted();
    void titleChanged();

private:
    void makeBar();
    void addKeys();
    void fillRegions(const engine::Snapshot& snapshot);
    void fillFilters();
    void fillBox();
    void fillCycle();
    void showArrangement();
    void showCycle();
    void showTrouble();
    void setRegion(const QString& regionId);
    void change(const std::function<void(WallAssignment&)>& how);
    void changeSpec(const std::function<void(WallSpec&)>& how);

    desk::DeskContext& m_desk;
    const Role m_role;
    WallView* m_view;
    LayoutMenu* m_menu;
    QWidget* m_bar;
    QToolButton* m_layout;
    QComboBox* m_region;
    QToolButton* m_filter;
    QToolButton* m_node;
    QLineEdit* m_search;
    QToolButton* m_box;
    QToolButton* m_cycle;
    QLabel* m_page;
    QToolButton* m_previous;
    QToolButton* m_next;
    QWidget* m_troubleRow;
    QLabel* m_trouble;
    QTimer m_cycleTimer;
    QPointer<LayoutEditor> m_editor; // goes when it is closed
};

} // namespace vigie::ui::wall
