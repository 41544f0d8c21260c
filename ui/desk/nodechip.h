// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/desk/deskcontext.h"

namespace vigie::ui::desk {

/// "Only Nairobi ✕": says that only what concerns one node is shown, and lets it go when pressed.
/// Not there while no node is selected. GUI thread.
class NodeChip final : public QToolButton {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit NodeChip(DeskContext& context, QWidget* parent = nullptr);

private:
    void showNode();

    DeskContext& m_context;
};

} // namespace vigie::ui::desk
