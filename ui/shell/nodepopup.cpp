// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/nodepopup.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace vigie::ui::shell {

NodePopup::NodePopup(NodeModel& model, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_table(new QTableView(this)) {
    setFrameShape(QFrame::Box);
    setAccessibleName(tr("Nodes"));
    m_table->setModel(&model);
    m_table->setAccessibleName(tr("Nodes"));
    m_table->setShowGrid(false);
    m_table->setIconSize(QSize(12, 12));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->horizontalHeader()->setSectionResizeMode(NodeModel::Contact, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 6, 6, 6);
    all->addWidget(m_table);
}

void NodePopup::openBelow(const QPoint& anchor) {
    for (const int column : {NodeModel::Name, NodeModel::Kind, NodeModel::Region, NodeModel::Since,
                             NodeModel::Clock}) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::max(70, m_table->columnWidth(column) + 8));
    }
    const int rows = m_table->model()->rowCount();
    resize(760, std::min(560, 24 * rows + m_table->horizontalHeader()->sizeHint().height() + 18));
    move(anchor.x() - width(), anchor.y());
    show();
    m_table->setFocus();
}

} // namespace vigie::ui::shell
