// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/shell/nodemodel.h"

class QTableView;

namespace vigie::ui::shell {

/// The list of nodes with their contact, opened from the top bar; goes away by itself. GUI thread.
class NodePopup final : public QFrame {
    Q_OBJECT
public:
    NodePopup(NodeModel& model, QWidget* parent);
    /// Right-aligned below `anchor` (global coordinates).
    void openBelow(const QPoint& anchor);

private:
    QTableView* m_table;
};

} // namespace vigie::ui::shell
