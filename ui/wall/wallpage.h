// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/wall/wallview.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QToolButton;

namespace vigie::ui::wall {

/// The wall with a slim bar above it: region, layout, page. GUI thread.
class WallPage final : public QWidget {
    Q_OBJECT
public:
    explicit WallPage(desk::DeskContext& desk, QWidget* parent = nullptr);

    [[nodiscard]] WallView& view() { return *m_view; }

private:
    void fillRegions(const engine::Snapshot& snapshot);
    void showArrangement();

    desk::DeskContext& m_desk;
    WallView* m_view;
    QComboBox* m_region;
    QButtonGroup* m_layouts;
    QLabel* m_page;
    QToolButton* m_previous;
    QToolButton* m_next;
};

} // namespace vigie::ui::wall
