// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/layouteditor.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/theme/words.h"
#include "ui/wall/walljson.h"

namespace vigie::ui::wall {

namespace {

constexpr std::size_t mostUndone = 100;
constexpr TwinView allViews[] = {TwinView::OnAir, TwinView::Cloud, TwinView::Satellite,
                                 TwinView::Fibre, TwinView::Split, TwinView::Difference};

/// As the wall has them now, so that there is something to edit.
WallSpec editable(const WallView& view) {
    WallSpec spec = view.spec();
    if (spec.cells.empty()) {
        setGrid(spec, view.grid());
    }
    return spec;
}

} // namespace

LayoutEditor::LayoutEditor(desk::DeskContext& desk, WallView& view, QWidget* parent)
    : QDialog(parent), m_desk(desk), m_view(view), m_before(view.spec()), m_spec(editable(view)),
      m_name(new QLineEdit(this)), m_preset(new QComboBox(this)), m_columns(new QSpinBox(this)),
      m_rows(new QSpinBox(this)), m_search(new QLineEdit(this)), m_list(new QListView(this)),
      m_canvas(new LayoutCanvas([this](const CellPin& pin) { return pinText(pin); }, this)),
      m_twin(new QComboBox(this)), m_undoButton(new QPushButton(tr("Undo"), this)),
      m_redoButton(new QPushButton(tr("Redo"), this)), m_save(nullptr) {
    setWindowTitle(tr("Edit the layout"));
    m_feeds.update(*m_desk.snapshot());
    m_found.setSourceModel(&m_feeds);
    m_found.setFilterRole(FeedModel::SearchRole);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    makeWidgets();
    addKeys();
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this,
            [this](const engine::SnapshotPtr& snapshot) { m_feeds.update(*snapshot); });
    connect(m_canvas, &LayoutCanvas::wanted, this, &LayoutEditor::change);
    connect(m_canvas, &LayoutCanvas::pinWanted, this, &LayoutEditor::pinChosen);
    connect(m_canvas, &LayoutCanvas::currentChanged, this, &LayoutEditor::showSpec);
    // What is done on the wall meanwhile is a step of the editor's.
    connect(&m_view, &WallView::edited, this, [this] {
        if (m_view.spec() != m_spec) {
            change(editable(m_view));
        }
    });
    resize(980, 560);
    showSpec();
    m_canvas->setFocus();
}

void LayoutEditor::makeWidgets() {
    m_name->setMaxLength(static_cast<int>(longestName));
    m_name->setText(m_spec.name);
    m_name->setAccessibleName(tr("Name of the layout"));
    m_preset->setAccessibleName(tr("Cells"));
    for (const Preset preset : allPresets) {
        if (preset != Preset::Auto) {
            m_preset->addItem(presetWord(preset), static_cast<int>(preset));
        }
    }
    for (QSpinBox* box : {m_columns, m_rows}) {
        box->setRange(1, mostAlong);
    }
    m_columns->setAccessibleName(tr("Columns"));
    m_rows->setAccessibleName(tr("Rows"));
    m_search->setPlaceholderText(tr("Search feeds"));
    m_search->setAccessibleName(tr("Search feeds"));
    m_search->setClearButtonEnabled(true);
    m_list->setModel(&m_found);
    m_list->setMinimumWidth(240);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setAccessibleName(tr("Feeds"));
    m_list->setToolTip(tr("Drag a feed onto a cell, or press Enter to pin it to the current cell"));
    for (const TwinView view : allViews) {
        m_twin->addItem(twinViewWord(view), static_cast<int>(view));
    }
    m_twin->setAccessibleName(tr("The pinned cell shows"));
    m_canvas->setToolTip(tr("Drag a cell onto another to change places, an edge or a corner to "
                            "merge or split. Shift and arrows change the size, Ctrl and arrows the "
                            "place, Delete unpins, S splits."));
    m_undoButton->setToolTip(tr("Undo (Ctrl+Z)"));
    m_redoButton->setToolTip(tr("Redo (Ctrl+Shift+Z)"));

    auto* feeds = new QVBoxLayout;
    feeds->addWidget(m_search);
    feeds->addWidget(m_list, 1);
    auto* top = new QHBoxLayout;
    auto* nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    auto* cellsLabel = new QLabel(tr("&Cells"), this);
    cellsLabel->setBuddy(m_preset);
    top->addWidget(nameLabel);
    top->addWidget(m_name, 1);
    top->addWidget(cellsLabel);
    top->addWidget(m_preset);
    top->addWidget(m_columns);
    top->addWidget(new QLabel(QStringLiteral("×"), this));
    top->addWidget(m_rows);
    auto* bottom = new QHBoxLayout;
    auto* twinLabel = new QLabel(tr("Pinned cell &shows"), this);
    twinLabel->setBuddy(m_twin);
    bottom->addWidget(twinLabel);
    bottom->addWidget(m_twin);
    bottom->addStretch(1);
    bottom->addWidget(m_undoButton);
    bottom->addWidget(m_redoButton);
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::ApplyRole);
    m_save->setToolTip(tr("Keep it under its name, and use it"));
    QPushButton* use = buttons->addButton(tr("Use"), QDialogButtonBox::AcceptRole);
    use->setToolTip(tr("Use it on this wall without saving"));
    QPushButton* cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    for (QPushButton* button : {m_save, use, cancel, m_undoButton, m_redoButton}) {
        button->setAutoDefault(false); // Enter belongs to the list and the cells
    }
    bottom->addWidget(buttons);
    auto* right = new QVBoxLayout;
    right->addLayout(top);
    right->addWidget(m_canvas, 1);
    right->addLayout(bottom);
    auto* all = new QHBoxLayout(this);
    all->addLayout(feeds, 1);
    all->addLayout(right, 3);

    connect(m_search, &QLineEdit::textChanged, &m_found,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list, &QListView::activated, this, [this] { pinChosen(m_canvas->currentCell()); });
    connect(m_preset, &QComboBox::activated, this, [this](int index) {
        WallSpec spec = m_spec;
        setPreset(spec, static_cast<Preset>(m_preset->itemData(index).toInt()));
        change(spec);
    });
    const auto regrid = [this] {
        WallSpec spec = m_spec;
        setGrid(spec, {m_columns->value(), m_rows->value()});
        change(spec);
    };
    connect(m_columns, &QSpinBox::valueChanged, this, regrid);
    connect(m_rows, &QSpinBox::valueChanged, this, regrid);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) {
        m_spec.name = name.trimmed();
        showSpec();
    });
    connect(m_twin, &QComboBox::activated, this, [this](int index) {
        const auto cell = static_cast<std::size_t>(m_canvas->currentCell());
        if (cell < m_spec.cells.size() && !m_spec.cells[cell].pin.feedId.isEmpty()) {
            WallSpec spec = m_spec;
            spec.cells[cell].pin.view = static_cast<TwinView>(m_twin->itemData(index).toInt());
            change(spec);
        }
    });
    connect(m_undoButton, &QPushButton::clicked, this, &LayoutEditor::undo);
    connect(m_redoButton, &QPushButton::clicked, this, &LayoutEditor::redo);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (LayoutStore::of(m_desk).save(m_spec)) {
            accept();
        }
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &LayoutEditor::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &LayoutEditor::reject);
}

void LayoutEditor::addKeys() {
    const auto add = [this](QKeySequence::StandardKey keys, const QString& what,
                            void (LayoutEditor::*does)()) {
        auto* action = new QAction(what, this);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    add(QKeySequence::Undo, tr("Undo"), &LayoutEditor::undo);
    add(QKeySequence::Redo, tr("Redo"), &LayoutEditor::redo);
}

QString LayoutEditor::pinText(const CellPin& pin) const {
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    QString text = theme::feedTitle(*snapshot, pin.feedId.toStdString());
    if (!pin.regionId.isEmpty()) {
        text += QLatin1Char('\n') + theme::regionName(*snapshot, pin.regionId.toStdString());
    }
    return text;
}

void LayoutEditor::pinChosen(int cell) {
    const QModelIndex chosen =
        m_list->currentIndex().isValid()
            ? m_list->currentIndex()
            : (m_found.rowCount() == 1 ? m_found.index(0, 0) : QModelIndex());
    if (!chosen.isValid()) {
        m_search->setFocus(); // what to pin is to be chosen first
        return;
    }
    WallSpec spec = m_spec;
    CellPin pin;
    pin.feedId = chosen.data(FeedModel::FeedIdRole).toString();
    setPin(spec, cell, pin);
    change(spec);
}

void LayoutEditor::change(const WallSpec& spec) {
    if (spec == m_spec) {
        showSpec();
        return;
    }
    m_undo.push_back(m_spec);
    if (m_undo.size() > mostUndone) {
        m_undo.erase(m_undo.begin());
    }
    m_redo.clear();
    m_spec = spec;
    showSpec();
    m_view.preview(m_spec);
}

void LayoutEditor::undo() {
    if (!m_undo.empty()) {
        m_redo.push_back(std::exchange(m_spec, m_undo.back()));
        m_undo.pop_back();
        showSpec();
        m_view.preview(m_spec);
    }
}

void LayoutEditor::redo() {
    if (!m_redo.empty()) {
        m_undo.push_back(std::exchange(m_spec, m_redo.back()));
        m_redo.pop_back();
        showSpec();
        m_view.preview(m_spec);
    }
}

void LayoutEditor::showSpec() {
    const QSignalBlocker blockers[] = {QSignalBlocker(m_preset), QSignalBlocker(m_columns),
                                       QSignalBlocker(m_rows), QSignalBlocker(m_twin),
                                       QSignalBlocker(m_canvas)};
    m_canvas->setSpec(m_spec);
    m_columns->setValue(m_spec.columns);
    m_rows->setValue(m_spec.rows);
    const auto preset = presetOf(m_spec);
    m_preset->setCurrentIndex(preset ? m_preset->findData(static_cast<int>(*preset)) : -1);
    if (m_name->text().trimmed() != m_spec.name) {
        m_name->setText(m_spec.name);
    }
    const auto cell = static_cast<std::size_t>(m_canvas->currentCell());
    const bool isPinned = cell < m_spec.cells.size() && !m_spec.cells[cell].pin.feedId.isEmpty();
    m_twin->setEnabled(isPinned);
    m_twin->setCurrentIndex(
        m_twin->findData(isPinned ? static_cast<int>(m_spec.cells[cell].pin.view) : 0));
    m_undoButton->setEnabled(!m_undo.empty());
    m_redoButton->setEnabled(!m_redo.empty());
    m_save->setEnabled(!m_spec.name.isEmpty());
}

void LayoutEditor::accept() {
    disconnect(&m_view, &WallView::edited, this, nullptr);
    m_view.preview(m_before); // so that all of it is one step to be undone
    m_view.edit(m_spec);
    QDialog::accept();
}

void LayoutEditor::reject() {
    disconnect(&m_view, &WallView::edited, this, nullptr);
    if (m_view.spec() != m_before) {
        m_view.preview(m_before);
    }
    QDialog::reject();
}

} // namespace vigie::ui::wall
