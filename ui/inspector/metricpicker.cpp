// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metricpicker.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace vigie::ui::inspector {

MetricPicker::MetricPicker(QWidget* parent)
    : QDialog(parent), m_filter(new QSortFilterProxyModel(this)), m_search(new QLineEdit(this)),
      m_table(new QTableView(this)) {
    setWindowTitle(tr("Charts"));
    resize(720, 560);
    m_filter->setSourceModel(&m_list);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(-1);
    m_search->setPlaceholderText(tr("Find by name, unit, group or key"));
    m_search->setAccessibleName(tr("Find a metric"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        m_table->selectRow(0);
    });
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Metrics"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    m_table->horizontalHeader()->setSectionResizeMode(MetricList::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(MetricList::Unit, 90);
    m_table->setColumnWidth(MetricList::Group, 120);
    m_table->setColumnWidth(MetricList::Key, 190);
    m_table->installEventFilter(this);
    connect(&m_list, &MetricList::wanted, this, &MetricPicker::wanted);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* usual = buttons->addButton(tr("Back to the usual charts"), QDialogButtonBox::ResetRole);
    connect(usual, &QPushButton::clicked, this, &MetricPicker::usualWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton* button : buttons->buttons()) {
        static_cast<QPushButton*>(button)->setAutoDefault(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
}

void MetricPicker::setMetrics(const engine::Snapshot& snapshot, const Twins& twins,
                              const QStringList& shown) {
    m_list.setMetrics(snapshot, twins, shown);
}

void MetricPicker::toggleCurrent() {
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const QModelIndex name = m_filter->index(current.row(), MetricList::Name);
    const bool isShown = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_filter->setData(name, isShown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool MetricPicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter || (watched == m_table && key == Qt::Key_Space)) {
        toggleCurrent();
        return true;
    }
    // From the search box straight into the list.
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        const int row = m_table->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
        if (row >= 0 && row < m_filter->rowCount()) {
            m_table->selectRow(row);
        }
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace vigie::ui::inspector
