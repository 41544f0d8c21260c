// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include <algorithm>

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "core/record/writer.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmsound.h"
#include "ui/alarms/alarmspage.h"
#include "ui/desk/keymap.h"
#include "ui/desk/listenbar.h"
#include "ui/distribution/distributionpanel.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/regions/regionspage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/sidebyside.h"
#include "ui/timeline/placebadge.h"
#include "ui/wall/walljson.h"
#include "ui/wall/wallpage.h"
#include "ui/wall/wallwindows.h"

namespace vigie::ui::shell {

namespace {

// Names in the settings file. Raise the version when an old value would do harm.
const auto keyVersion = QStringLiteral("window/version");
const auto keyGeometry = QStringLiteral("window/geometry");
const auto keyColumns = QStringLiteral("window/columns");
const auto keyRows = QStringLiteral("window/rows");
const auto keyPage = QStringLiteral("window/page");
const auto keyAlarmsTab = QStringLiteral("alarms/tab");
const auto keyWall = QStringLiteral("wall/spec");
const auto keyRegion = QStringLiteral("desk/region");
constexpr int settingsVersion = 1;
/// Each opens a window.
constexpr int mostDropped = 4;

QStringList recordingsIn(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        const QString file = url.toLocalFile();
        if (file.endsWith(QLatin1String(record::fileSuffix)) && files.size() < mostDropped) {
            files << file;
        }
    }
    return files;
}

} // namespace

MainWindow::MainWindow(desk::DeskContext& desk, MainWindowOptions options, QWidget* parent)
    : QMainWindow(parent), m_desk(desk), m_options(std::move(options)),
      m_time(new timeline::TimeMachine(desk, m_options.time, this)), m_bar(nullptr),
      m_pages(nullptr), m_actions(new Actions(*this)) {
    const QString title =
        m_options.time.replay != nullptr ? m_options.time.replayName : m_options.eventName;
    setWindowTitle(title.isEmpty() ? QStringLiteral("Vigie") : tr("%1 — Vigie").arg(title));
    setAcceptDrops(true);
    auto* all = new QWidget(this);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = new TopBar(m_desk, *m_time, all);
    m_pages = new QStackedWidget(all);
    column->addWidget(m_bar);
    column->addWidget(new timeline::LiveAlert(m_desk, *m_time, all));
    column->addWidget(new desk::ListenBar(m_desk, all));
    column->addWidget(m_pages, 1);
    makeStrip();
    column->addWidget(m_strip);
    setCentralWidget(all);

    m_alarms = new alarms::AlarmsPage(m_desk, this);
    m_pages->addWidget(makeWallPage());
    auto* regionsPage = new regions::RegionsPage(m_desk, this);
    m_pages->addWidget(regionsPage);
    m_inspector = new inspector::InspectorPage(m_desk, this);
    m_pages->addWidget(m_inspector);
    m_pages->addWidget(m_alarms);

    connect(m_bar, &TopBar::pageWanted, this, &MainWindow::showPage);
    connect(&m_desk, &desk::DeskContext::feedOpened, this, [this] { showPage(Page::Feed); });
    connect(&m_desk, &desk::DeskContext::regionOpened, this, [this] { showPage(Page::Regions); });
    connect(regionsPage, &regions::RegionsPage::momentWanted, m_time, &timeline::TimeMachine::seek);
    connect(m_inspector, &inspector::InspectorPage::momentWanted, m_time,
            &timeline::TimeMachine::seek);
    connect(m_inspector, &inspector::InspectorPage::incidentWanted, this,
            &MainWindow::openIncident);
    if (m_options.tones != nullptr) {
        m_bar->setSound(*new alarms::AlarmSound(m_desk, *m_options.tones, this));
    }
    addActions();
    describePageKeys(*this);
    desk::KeyMap::describe(m_columns, tr("Wall"));
    desk::KeyMap::describe(m_pages->widget(static_cast<int>(Page::Regions)), tr("Regions"));
    makePalette();
    fillMenu();
    resize(1920, 1080);
    restore();
    m_walls->restore();
    // The regions are known only once nodes or the plan have spoken.
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &MainWindow::selectRegion);
    selectRegion();
}

MainWindow::~MainWindow() {
    save();
    m_walls->closeAll();
    m_time->goLive(); // the pages let go of the past before it goes
}

void MainWindow::makeStrip() {
    timeline::StripOptions options = m_options.strip;
    if (options.eventName.isEmpty()) {
        options.eventName = m_options.eventName;
    }
    m_strip = new timeline::TimelineStrip(m_desk, *m_time, std::move(options), this);
    connect(m_strip, &timeline::TimelineStrip::replayWanted, this, &MainWindow::replayWanted);
    m_strip->setPreviewTiles([this] {
        std::vector<timeline::PreviewTile> tiles;
        for (const wall::Tile& tile : m_wall->view().visibleTiles()) {
            if (tile.content.path && tile.content.hasPreview) {
                tiles.push_back({*tile.content.path, tile.content.number.isEmpty()
                                                         ? tile.content.name
                                                         : tile.content.number});
            }
        }
        return tiles;
    });
    addSideBySide(*this, m_strip->recordMenu());
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Space plays, but a button or a box that has the focus is pressed by it first.
        const auto* key = static_cast<QKeyEvent*>(event);
        const QWidget* focus = focusWidget();
        const bool isPressed = qobject_cast<const QAbstractButton*>(focus) != nullptr ||
                               qobject_cast<const QComboBox*>(focus) != nullptr;
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && isPressed) {
            event->accept();
            return true;
        }
        if (isClaimed(*key, focus)) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::event(event);
}

bool MainWindow::isClaimed(const QKeyEvent& key, const QWidget* focus) const {
    const desk::KeyMap* map = desk::KeyMap::of(focus);
    const QKeySequence pressed(key.keyCombination());
    if (map == nullptr || (pressed == QKeySequence(Qt::Key_L) && !m_desk.isLive())) {
        return false; // nothing can be listened to in the past: there L goes home
    }
    const auto& lines = map->lines();
    return std::any_of(lines.begin(), lines.end(), [&pressed](const desk::KeyHelp& line) {
        return line.keys.contains(pressed);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!recordingsIn(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QStringList files = recordingsIn(event->mimeData());
    if (!files.isEmpty()) {
        event->acceptProposedAction();
    }
    for (const QString& file : files) {
        emit replayWanted(file);
    }
}

QWidget* MainWindow::makeWallPage() {
    if (m_options.isRemembered && wall::LayoutStore::of(m_desk).file().isEmpty()) {
        wall::LayoutStore::of(m_desk).open(wall::LayoutStore::defaultFile());
    }
    m_wall = new wall::WallPage(m_desk, this);
    m_walls = new wall::WallWindows(m_desk, m_options.isRemembered, this);
    connect(m_wall, &wall::WallPage::windowWanted, this,
            [this] { (void)m_walls->openBeside(m_wall->view().spec(), *this); });
    m_rows = new QSplitter(Qt::Vertical, this);
    m_rows->setHandleWidth(1);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(m_wall);
    m_rows->addWidget(new alarms::AlarmPanel(m_desk, alarms::AlarmPanel::Kind::Strip, this));
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({830, 200});
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->setHandleWidth(1);
    m_columns->addWidget(m_rows);
    m_columns->addWidget(new distribution::DistributionPanel(m_desk, this));
    m_columns->setCollapsible(0, false);
    m_columns->setStretchFactor(0, 1);
    m_columns->setSizes({1328, 592});
    return m_columns;
}

void MainWindow::showPage(Page page) {
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_bar->setPage(page);
    if (page == Page::Wall) {
        m_wall->setFocus();
    } else {
        m_pages->currentWidget()->setFocus();
    }
}

Page MainWindow::page() const {
    return static_cast<Page>(m_pages->currentIndex());
}

void MainWindow::toggleFullScreen() {
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::selectRegion() {
    const QString wanted = m_options.regionId.isEmpty() ? m_rememberedRegion : m_options.regionId;
    const auto& regions = m_desk.snapshot()->regions;
    const bool isKnown = std::any_of(regions.begin(), regions.end(), [&](const auto& region) {
        return region.id == wanted.toStdString();
    });
    if (wanted.isEmpty() || isKnown) {
        disconnect(&m_desk, &desk::DeskContext::snapshotChanged, this, &MainWindow::selectRegion);
        if (isKnown && m_desk.selectedRegion().isEmpty()) {
            m_desk.selectRegion(wanted);
        }
    }
}

WindowState MainWindow::state() const {
    const wall::WallView& view = m_wall->view();
    const inspector::Twins& twins = m_inspector->twins();
    return {.geometry = saveGeometry(),
            .columns = m_columns->saveState(),
            .rows = m_rows->saveState(),
            .wall = wall::specToBytes(view.spec()),
            .wallTile = view.currentTile(),
            .isWallEnlarged = view.isEnlarged(),
            .page = page(),
            .alarmsTab = static_cast<int>(m_alarms->tab()),
            .feedId = QString::fromStdString(twins.feedId),
            .regionId = QString::fromStdString(twins.regionId),
            .comparisons = m_inspector->comparisons()};
}

void MainWindow::setState(const WindowState& state) {
    restoreGeometry(state.geometry);
    m_columns->restoreState(state.columns);
    m_rows->restoreState(state.rows);
    m_wall->view().setSpec(wall::specFromBytes(state.wall));
    if (state.wallTile >= 0) {
        m_wall->view().setCurrentTile(state.wallTile);
        m_wall->view().setEnlarged(state.isWallEnlarged);
    }
    if (state.alarmsTab >= 0 && state.alarmsTab < alarms::AlarmsPage::tabCount) {
        m_alarms->showTab(static_cast<alarms::AlarmsPage::Tab>(state.alarmsTab));
    }
    if (!state.feedId.isEmpty()) {
        m_inspector->showFeed(state.feedId, state.regionId);
    }
    m_inspector->openComparisons(state.comparisons);
    showPage(state.page);
}

void MainWindow::restore() {
    showPage(Page::Wall);
    if (!m_options.isRemembered) {
        return;
    }
    const QSettings settings;
    if (settings.value(keyVersion).toInt() != settingsVersion) {
        return;
    }
    const int shown = settings.value(keyPage).toInt();
    setState({.geometry = settings.value(keyGeometry).toByteArray(),
              .columns = settings.value(keyColumns).toByteArray(),
              .rows = settings.value(keyRows).toByteArray(),
              .wall = settings.value(keyWall).toByteArray(),
              .page = shown >= 0 && shown < pageCount ? static_cast<Page>(shown) : Page::Wall,
              .alarmsTab = settings.value(keyAlarmsTab).toInt()});
    m_rememberedRegion = settings.value(keyRegion).toString();
}

void MainWindow::save() const {
    if (!m_options.isRemembered) {
        return;
    }
    const WindowState now = state();
    QSettings settings;
    settings.setValue(keyVersion, settingsVersion);
    settings.setValue(keyGeometry, now.geometry);
    settings.setValue(keyColumns, now.columns);
    settings.setValue(keyRows, now.rows);
    settings.setValue(keyWall, now.wall);
    settings.setValue(keyPage, static_cast<int>(now.page));
    settings.setValue(keyAlarmsTab, now.alarmsTab);
    settings.setValue(keyRegion, m_desk.selectedRegion());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    save();
    m_walls->closeAll();
    QMainWindow::closeEvent(event);
}

} // namespace vigie::ui::shell
