// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmpanel.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/alarms/incidentdetails.h"
#include "ui/alarms/unackdelegate.h"
#include "ui/desk/columnfit.h"
#include "ui/desk/contextmenu.h"
#include "ui/desk/nodechip.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::alarms {

namespace {

QTreeView* makeTree(IncidentModel* model, QWidget* parent) {
    auto* tree = new QTreeView(parent);
    tree->setModel(model);
    tree->setObjectName(QStringLiteral("Incidents"));
    tree->setAccessibleName(AlarmPanel::tr("Incidents"));
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true); // thousands of rows are not measured one by one
    tree->setIconSize(QSize(12, 12));
    tree->setIndentation(18);
    tree->setExpandsOnDoubleClick(false); // a double click opens the inspector
    desk::offerActions(*tree);
    tree->setStyleSheet(
        QStringLiteral(
            "QTreeView::item { height: 24px; border-bottom: 1px solid %1; padding: 0 5px; }"
            "QTreeView::item:selected { background: %2; color: %3; }"
            "QTreeView::branch:selected { background: %2; }")
            .arg(QColor::fromRgb(theme::color::line()).name(),
                 QColor::fromRgb(theme::color::selection()).name(),
                 QColor::fromRgb(theme::color::bright()).name()));
    QHeaderView* header = tree->header();
    header->setFont(theme::textFont(12));
    header->setSectionsMovable(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(IncidentModel::Incident, QHeaderView::Stretch);
    // Narrow: the age goes first (it is since when, told otherwise), then what is affected.
    desk::fitColumns(*tree, *header, 300,
                     {{IncidentModel::Severity, 142, 126},
                      {IncidentModel::State, 136, 118},
                      {IncidentModel::Since, 92, 84},
                      {IncidentModel::Affects, 188, 120},
                      {IncidentModel::Age, 92, 84}});
    tree->setItemDelegateForColumn(IncidentModel::State, new UnackDelegate(*model, *tree));
    return tree;
}

} // namespace

AlarmPanel::AlarmPanel(desk::DeskContext& desk, Kind kind, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_actions(AlarmActions::of(desk)),
      m_model(new IncidentModel(this)), m_tree(makeTree(m_model, this)),
      m_empty(new QLabel(m_tree->viewport())), m_banner(new AlarmBanner(desk, this)),
      m_messages(new MessageBar(this)) {
    addActions();
    build(kind);
    connect(m_tree, &QTreeView::activated, this, &AlarmPanel::openCurrent);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AlarmPanel::showSelection);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AlarmPanel::showDetails);
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &AlarmPanel::onSnapshot);
    connect(&m_desk, &desk::DeskContext::selectionChanged, this, [this] {
        if (m_model->filter().nodeId != m_desk.selectedNode().toStdString()) {
            applyFilter();
        }
    });
    connect(&m_desk, &desk::DeskContext::placeChanged, this, [this] {
        m_banner->forget();
        onSnapshot(m_desk.snapshot());
        showSelection();
    });
    // Both panels hear of every action; the one that is looked at tells.
    connect(&m_actions, &AlarmActions::done, this, [this](const QString& what) {
        if (isVisible()) {
            m_messages->showDone(what, !m_actions.undoable().isEmpty());
        }
    });
    connect(&m_actions, &AlarmActions::refused, this, [this](const QString& why) {
        if (isVisible()) {
            m_messages->showRefusal(why);
        }
    });
    connect(m_messages, &MessageBar::undoWanted, this, [this] { m_actions.undo(this); });
    setFocusProxy(m_tree);
    onSnapshot(m_desk.snapshot());
    showSelection();
}

QAction* AlarmPanel::addAction(const QKeySequence& keys, const QString& text,
                               const QString& toolTip, std::function<void()> run) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(toolTip, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, std::move(run));
    m_tree->addAction(action);
    return action;
}

void AlarmPanel::addActions() {
    const auto onSelection = [this](const QKeySequence& keys, const QString& text,
                                    const QString& toolTip, std::function<void()> run) {
        QAction* action = addAction(keys, text, toolTip, std::move(run));
        m_onSelection.push_back(action);
        m_buttons.push_back(action);
    };
    onSelection(QKeySequence(Qt::Key_A), tr("Acknowledge"), tr("Acknowledge what is selected"),
                [this] { acknowledgeSelected(); });
    onSelection(QKeySequence(Qt::Key_S), tr("Shelve…"), tr("Shelve for a time, with a reason"),
                [this] { shelveSelected(); });
    onSelection(QKeySequence(Qt::Key_U), tr("Unshelve"), tr("End the shelf"),
                [this] { m_actions.unshelve(chosen(), this); });
    onSelection(QKeySequence(Qt::Key_C), tr("Comment…"), tr("Say something about it"),
                [this] { m_actions.comment(chosen(), chosenWords(), this); });
    onSelection(QKeySequence(Qt::Key_G), tr("Assign…"), tr("Give it to somebody"),
                [this] { m_actions.assign(chosen(), chosenWords(), this); });
    onSelection(QKeySequence(Qt::Key_R), tr("Reset"), tr("Reset what is latched"),
                [this] { m_actions.reset(chosen(), this); });
    onSelection(QKeySequence(Qt::Key_M), tr("Maintenance…"),
                tr("Maintenance of the subject, or out of service"), [this] {
                    const Line* line = current();
                    if (line != nullptr) {
                        m_actions.service(*line, chosen(), this);
                    }
                });
    QAction* undo = addAction(QKeySequence::Undo, tr("Undo"), tr("Take back your last action"),
                              [this] { m_actions.undo(this); });
    m_buttons.push_back(undo);
    connect(&m_actions, &AlarmActions::undoableChanged, this, [this] {
        const QString what = m_actions.undoable();
        m_actingToolTips.back() =
            what.isEmpty() ? tr("Nothing to take back") : tr("Take back: %1 (Ctrl+Z)").arg(what);
        showSelection();
    });
    m_acting = m_buttons;
    for (QAction* action : m_acting) {
        m_actingToolTips << action->toolTip();
    }
    onSelection(QKeySequence::Copy, tr("Copy"), tr("Copy the fault as text"),
                [this] { copySelected(); });
    QAction* open = addAction(QKeySequence(Qt::Key_I), tr("Open the feed"),
                              tr("Open the feed in the inspector"), [this] { openCurrent(); });
    m_onSelection.push_back(open);
}

QWidget* AlarmPanel::makeButtons() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QAction* action : m_buttons) {
        auto* button = new QToolButton(bar);
        button->setProperty("role", QStringLiteral("badge"));
        button->setDefaultAction(action);
        button->setText(QStringLiteral("%1 (%2)").arg(
            action->text(), action->shortcut().toString(QKeySequence::NativeText)));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        row->addWidget(button);
        // The default action's text would come back with each change of it.
        connect(action, &QAction::changed, button, [button, action] {
            button->setText(QStringLiteral("%1 (%2)").arg(
                action->text(), action->shortcut().toString(QKeySequence::NativeText)));
        });
    }
    row->addStretch(1);
    return bar;
}

void AlarmPanel::build(Kind kind) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, kind == Kind::Page ? 8 : 0, 6, 0);
    all->setSpacing(6);
    m_empty->move(10, 8);
    m_empty->setTextFormat(Qt::RichText);
    if (kind == Kind::Strip) {
        all->setSpacing(0);
        all->addWidget(m_banner);
        all->addWidget(m_tree, 1);
        all->addWidget(m_messages);
        return;
    }
    m_filters = new FilterBar(this);
    connect(m_filters, &FilterBar::changed, this, &AlarmPanel::applyFilter);
    auto* search = new QAction(tr("Search"), this);
    search->setShortcut(QKeySequence::Find);
    search->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QAction::triggered, m_filters, &FilterBar::focusSearch);
    QWidget::addAction(search);
    all->addWidget(m_filters);
    all->addWidget(makeButtons());
    all->addWidget(new desk::NodeChip(m_desk, this), 0, Qt::AlignLeft);
    all->addWidget(m_banner);
    m_details = new IncidentDetails(m_desk, this);
    addAction(QKeySequence(Qt::Key_W), tr("Why?"), tr("Why the rule holds or not"),
              [this] { m_details->explain(); });
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    columns->addWidget(m_tree);
    columns->addWidget(m_details);
    columns->setStretchFactor(0, 1);
    columns->setSizes({1400, 480});
    all->addWidget(columns, 1);
    all->addWidget(m_messages);
}

void AlarmPanel::onSnapshot(const engine::SnapshotPtr& snapshot) {
    if (m_filters != nullptr) {
        m_filters->setRegions(*snapshot);
        m_filters->setOperator(m_actions.operatorName());
    }
    m_model->setSnapshot(snapshot);
    m_banner->setSnapshot(*snapshot);
    showEmpty();
    showDetails();
}

void AlarmPanel::applyFilter() {
    // The strip below the wall has no bar of its own, and follows the node that was chosen too.
    IncidentFilter filter = m_filters != nullptr ? m_filters->filter() : IncidentFilter();
    filter.nodeId = m_desk.selectedNode().toStdString();
    m_model->setFilter(std::move(filter));
    if (m_filters != nullptr) {
        m_model->setGrouping(m_filters->grouping());
        if (m_filters->grouping() == Grouping::Region || m_filters->grouping() == Grouping::Feed) {
            m_tree->expandAll();
        }
    }
    showEmpty();
    showSelection();
}

void AlarmPanel::showEmpty() {
    const auto snapshot = m_desk.snapshot();
    const auto inContact =
        std::count_if(snapshot->nodes.begin(), snapshot->nodes.end(),
                      [](const auto& node) { return node.contact == fleet::Contact::Connected; });
    const auto colored = [](QRgb color, const QString& text) {
        return QStringLiteral("<span style='color:%1'>%2</span>")
            .arg(QColor::fromRgb(color).name(), text);
    };
    QString text;
    if (m_model->rowCount() > 0) {
        m_empty->hide();
        m_empty->clear();
        return;
    }
    if (snapshot->nodes.empty()) {
        text = colored(theme::color::warning(),
                       tr("○ Not connected yet: what is wrong is not known."));
    } else if (inContact == 0) {
        text = colored(theme::color::critical(),
                       tr("■ No contact to any of %1 nodes: what is wrong is not known.")
                           .arg(snapshot->nodes.size()));
    } else if (m_model->openLineCount() > 0) {
        text = tr("Nothing matches the filter; %1 open lines are not shown.")
                   .arg(m_model->openLineCount());
    } else if (m_model->filter() != IncidentFilter()) {
        text = tr("Nothing matches the filter, and nothing is open.");
    } else {
        text = tr("Nothing is wrong.") + QLatin1Char(' ') +
               colored(theme::color::quiet(),
                       tr("%1 of %2 nodes in contact, %3 paths watched; as of %4.")
                           .arg(inContact)
                           .arg(snapshot->nodes.size())
                           .arg(snapshot->paths.size())
                           .arg(theme::clockZoneText(snapshot->now)));
    }
    m_empty->setText(text);
    m_empty->adjustSize();
    m_empty->show();
}

QString AlarmPanel::emptyText() const {
    return m_empty->text();
}

void AlarmPanel::setFilter(const QString& text) {
    if (m_filters != nullptr) {
        m_filters->setText(text);
    }
}

QModelIndexList AlarmPanel::rows() const {
    return m_tree->selectionModel()->selectedRows();
}

Chosen AlarmPanel::chosen() const {
    return m_model->chosen(rows());
}

const Line* AlarmPanel::current() const {
    const QModelIndexList selected = rows();
    const QModelIndex index = m_tree->currentIndex();
    if (index.isValid() && m_tree->selectionModel()->isRowSelected(index.row(), index.parent())) {
        return m_model->lineAt(index);
    }
    return selected.isEmpty() ? nullptr : m_model->lineAt(selected.front());
}

QString AlarmPanel::chosenWords() const {
    const Chosen all = chosen();
    const Line* line = current();
    return all.incidents.size() + all.alarms.size() == 1 && line != nullptr
               ? lineText(*m_desk.snapshot(), *line)
               : chosenText(all);
}

void AlarmPanel::acknowledgeSelected() {
    m_actions.acknowledge(chosen(), this);
}

void AlarmPanel::shelveSelected() {
    m_actions.shelve(chosen(), chosenWords(), this);
}

void AlarmPanel::copySelected() const {
    QModelIndexList selected = rows();
    // As on screen; the view gives them in the order of selection.
    std::sort(selected.begin(), selected.end(), [this](const auto& a, const auto& b) {
        return m_tree->visualRect(a).top() < m_tree->visualRect(b).top();
    });
    QStringList reports;
    for (const QModelIndex& index : selected) {
        // A child is in its incident's report.
        if (!m_tree->selectionModel()->isSelected(index.parent())) {
            reports << faultReport(*m_desk.snapshot(), *m_model->lineAt(index));
        }
    }
    if (!reports.isEmpty()) {
        QApplication::clipboard()->setText(reports.join(QStringLiteral("\n\n")));
        m_messages->showDone(reports.size() == 1 ? tr("Copied as text.")
                                                 : tr("%1 copied as text.").arg(reports.size()),
                             false);
    }
}

void AlarmPanel::openCurrent() {
    const Line* line = current();
    if (line == nullptr) {
        return;
    }
    const Place place = placeOf(*m_desk.snapshot(), *line);
    if (place.feedId.empty()) {
        m_messages->showRefusal(tr("It concerns no feed that is known."));
        return;
    }
    m_desk.openFeed(QString::fromStdString(place.feedId), QString::fromStdString(place.regionId));
}

void AlarmPanel::showDetails() {
    if (m_details != nullptr) {
        m_details->show(current());
    }
}

void AlarmPanel::showSelection() {
    const bool isAnySelected = m_tree->selectionModel()->hasSelection();
    for (QAction* action : m_onSelection) {
        action->setEnabled(isAnySelected);
    }
    const QString why = m_desk.whyNoActions();
    for (std::size_t i = 0; i < m_acting.size(); ++i) {
        QAction* action = m_acting[i];
        const bool isOnSelection =
            std::find(m_onSelection.begin(), m_onSelection.end(), action) != m_onSelection.end();
        action->setEnabled(why.isEmpty() && (isAnySelected || !isOnSelection));
        action->setToolTip(why.isEmpty() ? m_actingToolTips[static_cast<int>(i)] : why);
    }
    showDetails();
}

} // namespace vigie::ui::alarms
