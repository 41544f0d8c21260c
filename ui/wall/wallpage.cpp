// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallpage.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/flowlayout.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"
#include "ui/wall/layouteditor.h"

namespace vigie::ui::wall {

namespace {

constexpr int longestNamePixels = 190;
constexpr std::chrono::seconds usualCycle{10};

QToolButton* button(const QString& text, const QString& toolTip, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    made->setProperty("role", QStringLiteral("badge"));
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

QAction* addChoice(QMenu& menu, const QString& text, bool isChosen,
                   const std::function<void()>& choose) {
    QAction* choice = menu.addAction(text, &menu, choose);
    choice->setCheckable(true);
    choice->setChecked(isChosen);
    return choice;
}

QString secondsText(std::chrono::seconds span) {
    using std::chrono::minutes;
    return span >= minutes(1) && span % minutes(1) == std::chrono::seconds(0)
               ? WallPage::tr("%1 min").arg(std::chrono::duration_cast<minutes>(span).count())
               : WallPage::tr("%1 s").arg(span.count());
}

} // namespace

WallPage::WallPage(desk::DeskContext& desk, QWidget* parent, Role role)
    : QWidget(parent), m_desk(desk), m_role(role), m_view(new WallView(desk, this)),
      m_menu(new LayoutMenu(desk, *m_view, this)), m_bar(new QWidget(this)),
      m_layout(button({}, tr("Layout of the wall"), m_bar)), m_region(new QComboBox(m_bar)),
      m_filter(button(tr("Filter"), tr("Which feeds fill the wall, and in which order"), m_bar)),
      m_node(button({}, tr("Show the feeds of all nodes again"), m_bar)),
      m_search(new QLineEdit(m_bar)),
      m_box(button(tr("Box"), tr("Penalty box: feeds that fail come first (B)"), m_bar)),
      m_cycle(button({}, tr("Pages turn by themselves"), m_bar)), m_page(new QLabel(m_bar)),
      m_previous(button(QStringLiteral("‹"), tr("Previous page (Page Up)"), m_bar)),
      m_next(button(QStringLiteral("›"), tr("Next page (Page Down)"), m_bar)),
      m_troubleRow(new QWidget(this)), m_trouble(new QLabel(m_troubleRow)) {
    makeBar();
    auto* row = new QHBoxLayout(m_troubleRow);
    row->setContentsMargins(6, 4, 6, 0);
    m_trouble->setWordWrap(true);
    m_trouble->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QToolButton* seen = button(QStringLiteral("✕"), tr("Seen"), m_troubleRow);
    connect(seen, &QToolButton::clicked, m_troubleRow, &QWidget::hide);
    row->addWidget(m_trouble, 1);
    row->addWidget(seen);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_bar);
    all->addWidget(m_troubleRow);
    all->addWidget(m_view, 1);
    setFocusProxy(m_view);
    addKeys();

    connect(m_view, &WallView::arrangementChanged, this, &WallPage::showArrangement);
    connect(m_view, &WallView::edited, this, &WallPage::showArrangement);
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this,
            [this](const engine::SnapshotPtr& snapshot) { fillRegions(*snapshot); });
    connect(&m_desk, &desk::DeskContext::selectionChanged, this, [this] {
        if (m_role == Role::Main) {
            m_view->setRegion(m_desk.selectedRegion());
        }
        showArrangement();
    });
    connect(&LayoutStore::of(m_desk), &LayoutStore::changed, this, [this] {
        showArrangement();
        showTrouble();
    });
    m_cycleTimer.setInterval(1000);
    connect(&m_cycleTimer, &QTimer::timeout, this, &WallPage::showCycle);
    if (m_role == Role::Main) {
        m_view->setRegion(m_desk.selectedRegion());
    }
    fillRegions(*m_desk.snapshot());
    showArrangement();
    showTrouble();
}

void WallPage::makeBar() {
    m_region->setAccessibleName(tr("Region shown on the wall"));
    m_region->setToolTip(tr("Region shown on the wall"));
    m_region->setFocusPolicy(Qt::TabFocus);
    m_region->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_page->setProperty("role", QStringLiteral("quiet"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the wall"));
    m_search->setToolTip(tr("Words in number, name, sport, venue, region or node (Ctrl+F or /)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->setFixedWidth(120);
    m_search->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_layout->setPopupMode(QToolButton::InstantPopup);
    m_layout->setMenu(m_menu);
    for (QToolButton* one : {m_filter, m_box, m_cycle}) {
        one->setMenu(new QMenu(one));
    }
    m_filter->setPopupMode(QToolButton::InstantPopup);
    for (QToolButton* one : {m_box, m_cycle}) {
        one->setCheckable(true);
        one->setPopupMode(QToolButton::MenuButtonPopup);
    }

    auto* pages = new QWidget(m_bar);
    auto* pagesRow = new QHBoxLayout(pages);
    pagesRow->setContentsMargins(0, 0, 0, 0);
    pagesRow->setSpacing(6);
    pagesRow->addStretch(1);
    pagesRow->addWidget(m_page);
    pagesRow->addWidget(m_previous);
    pagesRow->addWidget(m_next);
    pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* bar = new desk::FlowLayout(m_bar);
    bar->setContentsMargins(6, 6, 6, 0);
    bar->setSpacing(6);
    const std::initializer_list<QWidget*> shown{m_layout, m_region, m_filter, m_node,
                                                m_search, m_box,    m_cycle,  pages};
    for (QWidget* one : shown) {
        bar->addWidget(one);
    }

    connect(m_menu, &LayoutMenu::chosen, this, &WallPage::showLayout);
    connect(m_menu, &LayoutMenu::editorWanted, this, [this] { (void)editLayout(); });
    connect(m_menu, &LayoutMenu::windowWanted, this, &WallPage::windowWanted);
    connect(m_region, &QComboBox::activated, this, [this](int index) {
        setRegion(m_region->itemData(index).toString());
        m_view->setFocus();
    });
    connect(m_node, &QToolButton::clicked, this, [this] { m_desk.selectNode({}); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        change([&words](WallAssignment& wanted) { wanted.search = words.simplified(); });
    });
    connect(m_search, &QLineEdit::returnPressed, m_view, [this] { m_view->setFocus(); });
    connect(m_box, &QToolButton::clicked, this, [this](bool isOn) {
        changeSpec([isOn](WallSpec& spec) { spec.penaltyBox.isOn = isOn; });
    });
    connect(m_cycle, &QToolButton::clicked, this, [this](bool isOn) {
        changeSpec(
            [isOn](WallSpec& spec) { spec.cycle = isOn ? usualCycle : std::chrono::seconds(0); });
    });
    connect(m_filter->menu(), &QMenu::aboutToShow, this, &WallPage::fillFilters);
    connect(m_box->menu(), &QMenu::aboutToShow, this, &WallPage::fillBox);
    connect(m_cycle->menu(), &QMenu::aboutToShow, this, &WallPage::fillCycle);
    connect(m_previous, &QToolButton::clicked, this,
            [this] { m_view->setPage(m_view->page() - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_view->setPage(m_view->page() + 1); });
}

void WallPage::addKeys() {
    const auto add = [this](const QList<QKeySequence>& keys, const QString& what, auto&& does) {
        auto* action = new QAction(what, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    add({QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)}, tr("Search the wall"),
        [this] { search(); });
    add({QKeySequence(Qt::Key_E)}, tr("Edit the layout"), [this] { (void)editLayout(); });
    add({QKeySequence(Qt::CTRL | Qt::Key_S)}, tr("Save the layout"), [this] { m_menu->save(); });
    add({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}, tr("New wall window"),
        [this] { emit windowWanted(); });
    auto* leave = new QAction(tr("Back to the wall"), m_search);
    leave->setShortcut(QKeySequence(Qt::Key_Escape));
    leave->setShortcutContext(Qt::WidgetShortcut);
    connect(leave, &QAction::triggered, this, [this] {
        m_search->clear();
        m_view->setFocus();
    });
    m_search->addAction(leave);
}

void WallPage::search() {
    setBarVisible(true);
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void WallPage::setBarVisible(bool isVisible) {
    m_bar->setVisible(isVisible);
}

void WallPage::showLayout(const WallSpec& spec) {
    if (m_role == Role::Main) {
        m_desk.selectRegion(spec.assignment.regionId);
    }
    m_view->setSpec(spec);
    m_view->setFocus();
}

LayoutEditor& WallPage::editLayout() {
    if (m_editor == nullptr) {
        m_editor = new LayoutEditor(m_desk, *m_view, this);
        m_editor->setAttribute(Qt::WA_DeleteOnClose);
        m_editor->show(); // beside the wall, which shows each change
    }
    m_editor->raise();
    m_editor->activateWindow();
    return *m_editor;
}

void WallPage::setRegion(const QString& regionId) {
    if (m_role == Role::Main) {
        m_desk.selectRegion(regionId);
    } else {
        m_view->setRegion(regionId);
    }
}

void WallPage::change(const std::function<void(WallAssignment&)>& how) {
    WallAssignment wanted = m_view->spec().assignment;
    how(wanted);
    m_view->setAssignment(wanted);
}

void WallPage::changeSpec(const std::function<void(WallSpec&)>& how) {
    WallSpec spec = m_view->spec();
    how(spec);
    m_view->edit(spec);
    m_view->setFocus();
}

void WallPage::fillRegions(const engine::Snapshot& snapshot) {
    std::vector<std::pair<QString, QString>> wanted{{QString(), tr("Worst region")}};
    for (const auto& region : snapshot.regions) {
        const QString id = QString::fromStdString(region.id);
        wanted.emplace_back(id, region.name.empty() ? id : QString::fromStdString(region.name));
    }
    bool isSame = m_region->count() == static_cast<int>(wanted.size());
    for (int i = 0; isSame && i < m_region->count(); ++i) {
        isSame = m_region->itemData(i).toString() == wanted[static_cast<std::size_t>(i)].first &&
                 m_region->itemText(i) == wanted[static_cast<std::size_t>(i)].second;
    }
    if (isSame) {
        return;
    }
    const QSignalBlocker blocker(m_region);
    m_region->clear();
    for (const auto& [id, name] : wanted) {
        m_region->addItem(name, id);
    }
    m_region->setItemData(0, tr("Each feed in the region where it is worst"), Qt::ToolTipRole);
    showArrangement();
}

void WallPage::fillFilters() {
    QMenu& menu = *m_filter->menu();
    menu.clear();
    const WallAssignment& now = m_view->spec().assignment;
    using Order = WallAssignment::Order;
    menu.addSection(tr("Order"));
    const std::pair<Order, QString> orders[] = {{Order::Number, tr("By number")},
                                                {Order::WorstFirst, tr("Worst first")}};
    for (const auto& [order, text] : orders) {
        addChoice(menu, text, now.order == order, [this, order = order] {
            change([order](WallAssignment& wanted) { wanted.order = order; });
        });
    }
    menu.addSection(tr("Path on air"));
    const std::pair<model::PathKind, QString> kinds[] = {
        {model::PathKind::Unknown, tr("Any kind")},
        {model::PathKind::Cloud, theme::pathKindWord(model::PathKind::Cloud)},
        {model::PathKind::Satellite, theme::pathKindWord(model::PathKind::Satellite)},
        {model::PathKind::Fibre, theme::pathKindWord(model::PathKind::Fibre)}};
    for (const auto& [kind, text] : kinds) {
        addChoice(menu, text, now.kind == kind, [this, kind = kind] {
            change([kind](WallAssignment& wanted) { wanted.kind = kind; });
        });
    }
    menu.addSection(tr("Sport"));
    QStringList sports = sportsOf(*m_desk.snapshot());
    if (!now.sport.isEmpty() && !sports.contains(now.sport)) {
        sports << now.sport; // of a layout of another event
    }
    sports.prepend({});
    for (const QString& sport : sports) {
        addChoice(
            menu, sport.isEmpty() ? tr("All sports") : sport, now.sport == sport,
            [this, sport] { change([&sport](WallAssignment& wanted) { wanted.sport = sport; }); });
    }
}

void WallPage::fillBox() {
    QMenu& menu = *m_box->menu();
    menu.clear();
    const PenaltyBox& now = m_view->spec().penaltyBox;
    menu.addSection(tr("Cells of the penalty box"));
    for (const int cells : {0, 1, 2, 3, 4, 6, 8}) {
        addChoice(menu,
                  cells == 0 ? tr("Up to half of the wall") : tr("%n cell(s)", nullptr, cells),
                  now.cells == cells, [this, cells] {
                      changeSpec([cells](WallSpec& spec) {
                          spec.penaltyBox.cells = cells;
                          spec.penaltyBox.isOn = true;
                      });
                  });
    }
    menu.addSection(tr("Stays after it is well again"));
    for (const int seconds : {0, 10, 30, 60, 300}) {
        const std::chrono::seconds stay(seconds);
        addChoice(menu, secondsText(stay), now.stay == stay, [this, stay] {
            changeSpec([stay](WallSpec& spec) {
                spec.penaltyBox.stay = stay;
                spec.penaltyBox.isOn = true;
            });
        });
    }
}

void WallPage::fillCycle() {
    QMenu& menu = *m_cycle->menu();
    menu.clear();
    for (const int seconds : {0, 5, 10, 20, 30, 60}) {
        const std::chrono::seconds period(seconds);
        addChoice(
            menu, seconds == 0 ? tr("Pages stay") : tr("Each page %1").arg(secondsText(period)),
            m_view->spec().cycle == period,
            [this, period] { changeSpec([period](WallSpec& spec) { spec.cycle = period; }); });
    }
}

void WallPage::showCycle() {
    const std::chrono::seconds period = m_view->spec().cycle;
    m_cycle->setChecked(period.count() > 0);
    QString text = tr("Cycle");
    if (period.count() > 0) {
        text += QLatin1Char(' ') + secondsText(period);
        if (!m_view->isCycling()) {
            text += QStringLiteral(" ‖"); // somebody is at the wall, or there is one page
        }
    }
    if (text != m_cycle->text()) {
        m_cycle->setText(text);
    }
}

void WallPage::showArrangement() {
    if (m_role == Role::Main && m_view->region() != m_desk.selectedRegion()) {
        // An older layout, or an undo: the region of the desk counts.
        m_view->setRegion(m_desk.selectedRegion());
        return; // and comes back here
    }
    const WallSpec& spec = m_view->spec();
    const Arrangement& now = m_view->arrangement();
    const QSignalBlocker blockRegion(m_region);
    const QSignalBlocker blockSearch(m_search);
    m_region->setCurrentIndex(m_region->findData(m_view->region()));
    if (m_search->text().simplified() != spec.assignment.search) {
        m_search->setText(spec.assignment.search);
    }
    const QString name = title();
    const QString shown =
        m_layout->fontMetrics().elidedText(name, Qt::ElideRight, longestNamePixels);
    if (shown != m_layout->text()) {
        m_layout->setText(shown);
        m_layout->setToolTip(tr("Layout of the wall: %1").arg(name));
        m_layout->setAccessibleName(m_layout->toolTip());
        emit titleChanged();
    }
    int filters = spec.assignment.order == WallAssignment::Order::Number ? 0 : 1;
    filters += spec.assignment.kind == model::PathKind::Unknown ? 0 : 1;
    filters += spec.assignment.sport.isEmpty() ? 0 : 1;
    m_filter->setText(filters == 0 ? tr("Filter") : tr("Filter · %1").arg(filters));
    const QString node = m_desk.selectedNode();
    m_node->setVisible(!node.isEmpty());
    m_node->setText(tr("Only %1 ✕").arg(theme::nodeName(*m_desk.snapshot(), node.toStdString())));
    m_box->setChecked(spec.penaltyBox.isOn);
    const bool isPaged = m_view->pages() > 1 && !m_view->isEnlarged();
    m_previous->setVisible(isPaged);
    m_next->setVisible(isPaged);
    m_previous->setEnabled(m_view->page() > 0);
    m_next->setEnabled(m_view->page() + 1 < m_view->pages());
    m_cycle->setVisible(m_view->pages() > 1 || spec.cycle.count() > 0);
    QStringList said{tr("%n feed(s)", nullptr, now.matching)};
    if (isPaged) {
        said << tr("page %1 of %2").arg(m_view->page() + 1).arg(m_view->pages());
    }
    if (now.hidden > 0) {
        said << tr("%n not shown", nullptr, now.hidden);
    }
    if (now.waiting > 0) {
        said << tr("%n more failing", nullptr, now.waiting);
    }
    m_page->setText(said.join(QStringLiteral(" · ")));
    if (spec.cycle.count() > 0) {
        m_cycleTimer.start();
    } else {
        m_cycleTimer.stop();
    }
    showCycle();
}

void WallPage::showTrouble() {
    const QString trouble = LayoutStore::of(m_desk).trouble();
    m_trouble->setText(trouble);
    m_troubleRow->setVisible(!trouble.isEmpty());
}

} // namespace vigie::ui::wall
