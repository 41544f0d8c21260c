// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector's columns are put together.
#include <algorithm>
#include <array>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/healthbox.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/paneimage.h"
#include "ui/inspector/pictureview.h"
#include "ui/inspector/routestrip.h"
#include "ui/inspector/sidepanes.h"
#include "ui/inspector/twinpane.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::inspector {

namespace {

constexpr int rowHeight = 18;
/// Of one side's figures: "1920×1080i 59.94".
constexpr int factWidth = 138;

QLabel* makeHeading(const QString& text, QWidget* parent) {
    auto* heading = new QLabel(text, parent);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setFont(theme::headingFont());
    return heading;
}

QVBoxLayout* boxOf(QWidget* widget) {
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(14, 10, 14, 6);
    layout->setSpacing(6);
    return layout;
}

} // namespace

QTableView* InspectorPage::makeTable(QAbstractItemModel* model, int stretched,
                                     const QString& name) {
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setMinimumHeight(44);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(16);
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
    desk::enableCopy(table);
    table->installEventFilter(this);
    return table;
}

Pane* InspectorPage::makePane(const QString& name, const QString& title, QWidget* content,
                              QWidget* focus, Pane::Takings takings) {
    auto* pane = new Pane(name, title, content, focus, this);
    if (!takings.picture) {
        takings.picture = [this, content, name] {
            const engine::SnapshotPtr snapshot = m_context.snapshot();
            return captioned(
                content->grab().toImage(),
                {name + QStringLiteral(" · ") + whatIsSeen(*snapshot, m_twins, std::nullopt),
                 utcStamp(snapshot->now)});
        };
    }
    pane->setTakings(std::move(takings));
    m_panes.add(pane);
    return pane;
}

Pane* InspectorPage::makeTablePane(const QString& name, const QString& title, QWidget* content,
                                   QTableView* table) {
    return makePane(name, title, content, table,
                    {{}, [table] { return desk::commaSeparated(*table->model()); }, {}});
}

QWidget* InspectorPage::makeMiddle() {
    auto* middle = new QWidget(this);
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(8, 6, 2, 2);
    layout->setSpacing(4);
    m_route = new RouteStrip(middle);
    connect(m_route, &RouteStrip::nodeWanted, &m_context, &desk::DeskContext::selectNode);
    connect(m_route, &RouteStrip::incidentWanted, this, &InspectorPage::incidentWanted);
    layout->addWidget(makePane(tr("Route"), tr("Route, first bad hop marked"), m_route, m_route,
                               {{}, [this] { return m_route->csv(); }, {}}));
    const auto chartsPicture = [this] {
        const engine::SnapshotPtr snapshot = m_context.snapshot();
        return captioned(m_charts->image(),
                         {whatIsSeen(*snapshot, m_twins, std::nullopt),
                          QStringLiteral("%1 – %2").arg(utcStamp(m_charts->range().from),
                                                        utcStamp(m_charts->range().to))});
    };
    layout->addWidget(makePane(tr("Charts"), {}, m_charts, nullptr,
                               {chartsPicture, [this] { return m_charts->csv(); }, {}}),
                      1);
    connect(m_charts, &ChartStack::momentWanted, this, &InspectorPage::momentWanted);
    connect(m_charts, &ChartStack::compareWanted, this,
            [this](const std::vector<ChartId>& charts) { compare(charts); });
    connect(m_charts, &ChartStack::incidentWanted, this, &InspectorPage::incidentWanted);
    return middle;
}

QWidget* InspectorPage::makeEvents(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* tools = new QHBoxLayout;
    auto* kinds = new QComboBox(box);
    kinds->setAccessibleName(tr("Which events"));
    kinds->addItem(tr("All events"), -1);
    kinds->addItem(tr("SCTE-35"), static_cast<int>(model::EventKind::Scte35));
    kinds->addItem(tr("TR 101 290"), static_cast<int>(model::EventKind::Tr101290));
    kinds->addItem(tr("Picture and sound"), static_cast<int>(model::EventKind::ContentFault));
    kinds->addItem(tr("Tables (PSI/SI)"), static_cast<int>(model::EventKind::PsiChange));
    kinds->addItem(tr("Inputs and nodes"), static_cast<int>(model::EventKind::Input));
    auto* search = new QLineEdit(box);
    search->setPlaceholderText(tr("Find"));
    search->setAccessibleName(tr("Find in the events"));
    search->setClearButtonEnabled(true);
    tools->addWidget(kinds);
    tools->addWidget(search, 1);
    layout->addLayout(tools);
    m_shownEvents = new EventFilter(m_events, this);
    auto* filter = static_cast<EventFilter*>(m_shownEvents);
    connect(kinds, &QComboBox::currentIndexChanged, filter,
            [filter, kinds] { filter->setKind(kinds->currentData().toInt()); });
    connect(search, &QLineEdit::textChanged, filter, &EventFilter::setText);
    auto* events = makeTable(m_shownEvents, EventModel::Text, tr("Events"));
    events->setColumnWidth(EventModel::Time, 124);
    events->setColumnWidth(EventModel::Path, 24);
    events->horizontalHeader()->hide();
    events->setToolTip(tr("Enter or double click: show the desk at that moment"));
    connect(events, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QVariant at = index.data(EventModel::MomentRole);
        if (at.isValid()) {
            emit momentWanted(base::utcFromNs(at.toLongLong()));
        }
    });
    layout->addWidget(events, 1);
    return makeTablePane(tr("Events"), {}, box, events);
}

QWidget* InspectorPage::makeFacts(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* facts = makeTable(&m_facts, 0, tr("Figures of the stream"));
    const auto spanHeadings = [this, facts] {
        facts->clearSpans();
        for (const int row : m_facts.headings()) {
            facts->setSpan(row, 0, 1, m_facts.columnCount());
        }
    };
    connect(&m_facts, &QAbstractItemModel::modelReset, facts, spanHeadings);
    facts->setColumnWidth(1, factWidth);
    facts->setColumnWidth(2, factWidth);
    // Straight to a group: reception is far down where the window is low.
    auto* bar = new QHBoxLayout;
    bar->setSpacing(2);
    const std::array<std::pair<const char*, QString>, 6> groups{{{"timing", tr("Clock")},
                                                                 {"video", tr("Video")},
                                                                 {"content", tr("Picture")},
                                                                 {"sound", tr("Sound")},
                                                                 {"text", tr("Text")},
                                                                 {"reception", tr("Reception")}}};
    int number = 0;
    for (const auto& [id, words] : groups) {
        auto* button = new QToolButton(box);
        button->setText(words);
        button->setFont(theme::textFont(11));
        const QKeySequence keys(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + number++));
        button->setShortcut(keys);
        button->setToolTip(
            tr("To the figures of %1 (%2)").arg(words, keys.toString(QKeySequence::NativeText)));
        connect(button, &QToolButton::clicked, this, [this, facts, group = std::string(id)] {
            const int row = m_facts.rowOf(group);
            if (row >= 0) {
                facts->scrollTo(m_facts.index(row, 0), QAbstractItemView::PositionAtTop);
                facts->setCurrentIndex(m_facts.index(std::min(row + 1, m_facts.rowCount() - 1), 0));
            }
        });
        bar->addWidget(button);
    }
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(facts, 1);
    return makeTablePane(tr("Stream"), {}, box, facts);
}

QWidget* InspectorPage::makeLeft() {
    auto* left = new QWidget(this);
    left->setMinimumWidth(370);
    auto* layout = boxOf(left);
    m_pictures = new TwinPane(m_context, left);
    layout->addWidget(
        makePane(tr("Pictures"), {}, m_pictures, &m_pictures->view(0),
                 {[this] { return m_pictures->image(*m_context.snapshot()); }, {}, {}}),
        10);
    layout->addWidget(makeHeading(tr("Health of the paths"), left));
    m_health = new HealthBox(left);
    layout->addWidget(m_health);
    auto* causes = makeTable(&m_causes, 0, tr("Errored seconds by cause"));
    causes->setColumnWidth(1, 76);
    causes->setColumnWidth(2, 92);
    auto* tabs = new QTabWidget(left);
    tabs->setDocumentMode(true);
    tabs->addTab(makeEvents(tabs), tr("Events"));
    tabs->addTab(makeTablePane(tr("Errored seconds"), {}, causes, causes), tr("Errored seconds"));
    auto* services = makeTable(&m_services, 1, tr("Services"));
    services->setColumnWidth(0, 56);
    services->setColumnWidth(2, 112);
    services->setColumnWidth(3, 112);
    tabs->addTab(makeTablePane(tr("Services"), {}, services, services), tr("Services"));
    tabs->setMinimumHeight(100);
    layout->addWidget(tabs, 8);
    return left;
}

void InspectorPage::showCheckColumns() {
    // Elsewhere the tool tips say it.
    constexpr int wideEnough = 620;
    const bool isWide = m_checkView->width() >= wideEnough;
    for (int column = m_checks.nameColumns(); column < m_checks.columnCount(); ++column) {
        const bool isExtra = (column - m_checks.nameColumns()) % 3 != 0;
        m_checkView->setColumnHidden(column, isExtra && !isWide);
    }
}

QWidget* InspectorPage::makeRight() {
    auto* right = new QWidget(this);
    right->setMinimumWidth(360);
    auto* layout = boxOf(right);
    QWidget* facts = makeFacts(right);
    auto* checks = makeTable(&m_checks, 1, tr("TR 101 290"));
    checks->setColumnWidth(0, 64);
    constexpr int columnsOfSide = 3;
    for (int column = m_checks.nameColumns(); column < m_checks.columnCount();
         column += columnsOfSide) {
        checks->setColumnWidth(column, 88);
        checks->setColumnWidth(column + 1, 74);
        checks->setColumnWidth(column + 2, 66);
    }
    m_checkView = checks;
    showCheckColumns();
    auto* pids = makeTable(&m_pids, 1, tr("PIDs"));
    pids->setColumnWidth(0, 66);
    for (int column = m_pids.nameColumns(); column < m_pids.columnCount(); column += 2) {
        pids->setColumnWidth(column, 80);
        pids->setColumnWidth(column + 1, 74);
    }
    auto* tables = new QSplitter(Qt::Vertical, right);
    tables->setHandleWidth(1);
    tables->addWidget(makeTablePane(tr("TR 101 290"), tr("TR 101 290"), checks, checks));
    tables->addWidget(makeTablePane(tr("PIDs"), tr("PIDs"), pids, pids));
    tables->setChildrenCollapsible(false);
    tables->setSizes({620, 280});
    auto* panes = new SidePanes(right);
    panes->setPanes(facts, tr("Stream"), tables, tr("TR 101 290, PIDs"));
    layout->addWidget(panes, 1);
    auto* tools = new QHBoxLayout;
    m_onDemand = new OnDemand(m_context, right);
    connect(m_onDemand, &OnDemand::changed, this, [this] {
        if (isVisible()) {
            ask(); // the policy in force, and the events, are other than a moment ago
        }
    });
    tools->addWidget(m_onDemand, 1);
    auto* save = new QPushButton(tr("Export CSV"), right);
    save->setToolTip(
        tr("Charts and tables as comma-separated values (Ctrl+Shift+E; Ctrl+E: only "
           "the part that has the keyboard); Ctrl+S saves its picture, Ctrl+C copies"));
    connect(save, &QPushButton::clicked, this, &InspectorPage::exportAll);
    tools->addWidget(save, 0, Qt::AlignTop);
    layout->addLayout(tools);
    return right;
}

} // namespace vigie::ui::inspector
