// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparepicker.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

ComparePicker::ComparePicker(QWidget* parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_table(new QTableView(this)),
      m_answer(new QLabel(this)), m_count(new QLabel(this)) {
    setWindowTitle(tr("Add to the comparison"));
    resize(980, 620);
    m_search->setPlaceholderText(tr("Words of feed, region, path and metric, in any order"));
    m_search->setAccessibleName(tr("Find a metric of a feed"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(60);
    connect(&m_soon, &QTimer::timeout, this, &ComparePicker::find);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_soon.start(); });
    m_table->setModel(&m_candidates);
    m_table->setAccessibleName(tr("Metrics of feeds"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(CompareCandidates::Metric, QHeaderView::Stretch);
    m_table->setColumnWidth(CompareCandidates::Feed, 220);
    m_table->setColumnWidth(CompareCandidates::Region, 120);
    m_table->setColumnWidth(CompareCandidates::Path, 190);
    m_table->setColumnWidth(CompareCandidates::Unit, 80);
    m_table->setColumnWidth(CompareCandidates::Key, 150);
    m_table->installEventFilter(this);
    connect(m_table, &QTableView::doubleClicked, this, [this] { add(false); });
    m_answer->setWordWrap(true);
    m_count->setProperty("role", QStringLiteral("quiet"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* one = buttons->addButton(tr("Add what is selected"), QDialogButtonBox::ActionRole);
    one->setToolTip(tr("Add what is selected (Enter); several with Shift or Ctrl"));
    connect(one, &QPushButton::clicked, this, [this] { add(false); });
    auto* all = buttons->addButton(tr("Add all found"), QDialogButtonBox::ActionRole);
    all->setToolTip(tr("Add all that was found (Ctrl+Enter)"));
    connect(all, &QPushButton::clicked, this, [this] { add(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton* button : buttons->buttons()) {
        static_cast<QPushButton*>(button)->setAutoDefault(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_count);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_answer);
    layout->addWidget(buttons);
}

void ComparePicker::setFleet(const engine::Snapshot& snapshot, const CompareLine& first) {
    m_candidates.setFleet(snapshot, first);
    find();
}

void ComparePicker::setShown(const CompareSet& set) {
    m_candidates.setShown(set);
}

void ComparePicker::setAnswer(const QString& sentence) {
    m_answer->setText(sentence);
}

QString ComparePicker::answer() const {
    return m_answer->text();
}

void ComparePicker::find() {
    m_soon.stop();
    m_candidates.find(m_search->text());
    if (m_candidates.rowCount() > 0) {
        select(0);
    }
    const int found = m_candidates.found();
    m_count->setText(found > m_candidates.rowCount()
                         ? tr("%1 found; the first %2 are listed: type more words")
                               .arg(theme::grouped(found), theme::grouped(m_candidates.rowCount()))
                         : tr("%n found", nullptr, found));
}

void ComparePicker::select(int row) {
    // Not selectRow(): that asks which keys are held.
    const QModelIndex index = m_candidates.index(row, 0);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

void ComparePicker::add(bool isAll) {
    if (m_soon.isActive()) {
        find(); // what was typed last counts
    }
    std::vector<CompareLine> lines;
    if (isAll) {
        for (int row = 0; row < m_candidates.rowCount(); ++row) {
            lines.push_back(m_candidates.line(row));
        }
    } else {
        QModelIndexList rows = m_table->selectionModel()->selectedRows();
        std::sort(rows.begin(), rows.end());
        for (const QModelIndex& index : rows) {
            lines.push_back(m_candidates.line(index.row()));
        }
    }
    if (!lines.empty()) {
        emit wanted(lines);
    }
}

bool ComparePicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const auto* press = static_cast<QKeyEvent*>(event);
    const int key = press->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        add(press->modifiers().testFlag(Qt::ControlModifier));
        return true;
    }
    // From the search box straight into the list.
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        const int row = m_table->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
        if (row >= 0 && row < m_candidates.rowCount()) {
            select(row);
        }
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace vigie::ui::inspector
