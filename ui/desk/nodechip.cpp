// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/nodechip.h"

#include "ui/theme/words.h"

namespace vigie::ui::desk {

NodeChip::NodeChip(DeskContext& context, QWidget* parent)
    : QToolButton(parent), m_context(context) {
    setProperty("role", QStringLiteral("badge"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Only what concerns this node is shown: everything again"));
    connect(this, &QToolButton::clicked, this, [this] { m_context.selectNode({}); });
    connect(&m_context, &DeskContext::selectionChanged, this, &NodeChip::showNode);
    // Its name may come later than its number.
    connect(&m_context, &DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            showNode();
        }
    });
    showNode();
}

void NodeChip::showNode() {
    const QString node = m_context.selectedNode();
    if (!node.isEmpty()) {
        const QString words =
            tr("Only %1 ✕").arg(theme::nodeName(*m_context.snapshot(), node.toStdString()));
        if (words != text()) {
            setText(words);
        }
    }
    setVisible(!node.isEmpty());
}

} // namespace vigie::ui::desk
