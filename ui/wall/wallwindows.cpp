// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallwindows.h"

#include <algorithm>

#include <QAction>
#include <QCloseEvent>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScreen>
#include <QSettings>

#include "ui/wall/walljson.h"
#include "ui/wall/wallpage.h"

namespace vigie::ui::wall {

namespace {

// Names in the settings file. Raise the version when an old value would do harm.
const auto keyVersion = QStringLiteral("wallwindows/version");
const auto keyWindows = QStringLiteral("wallwindows/windows");
constexpr int settingsVersion = 1;
/// Carries the windows over to another look of the same desk.
constexpr auto deskProperty = "vigieWallWindows";
constexpr qsizetype mostWindows = 16;
constexpr int leastPixels = 200;
constexpr int mostPixels = 32'000;

QScreen* screenOf(const MonitorId& wanted) {
    const QList<QScreen*> screens = QGuiApplication::screens();
    std::vector<MonitorId> present;
    for (const QScreen* screen : screens) {
        present.push_back(monitorOf(*screen));
    }
    const auto found = findMonitor(wanted, present);
    return found ? screens[static_cast<qsizetype>(*found)] : nullptr;
}

QString monitorName(const QScreen& screen) {
    return screen.model().isEmpty() ? screen.name()
                                    : QStringLiteral("%1 (%2)").arg(screen.model(), screen.name());
}

} // namespace

MonitorId monitorOf(const QScreen& screen) {
    return {screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber()};
}

std::optional<std::size_t> findMonitor(const MonitorId& wanted,
                                       const std::vector<MonitorId>& present) {
    const auto find = [&present](auto&& isIt) -> std::optional<std::size_t> {
        const auto found = std::find_if(present.begin(), present.end(), isIt);
        return found == present.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - present.begin()));
    };
    if (const auto same = find([&](const MonitorId& one) { return one == wanted; })) {
        return same;
    }
    if (!wanted.serial.isEmpty()) {
        const auto device = find([&](const MonitorId& one) {
            return one.serial == wanted.serial && one.model == wanted.model &&
                   one.maker == wanted.maker;
        });
        if (device) {
            return device;
        }
    }
    return find([&](const MonitorId& one) {
        return !wanted.socket.isEmpty() && one.socket == wanted.socket;
    });
}

QByteArray statesToBytes(const std::vector<WindowState>& states) {
    QJsonArray all;
    for (const WindowState& state : states) {
        all.append(QJsonObject{
            {QStringLiteral("wall"), QJsonDocument::fromJson(specToBytes(state.spec)).object()},
            {QStringLiteral("socket"), state.monitor.socket},
            {QStringLiteral("maker"), state.monitor.maker},
            {QStringLiteral("model"), state.monitor.model},
            {QStringLiteral("serial"), state.monitor.serial},
            {QStringLiteral("x"), state.geometry.x()},
            {QStringLiteral("y"), state.geometry.y()},
            {QStringLiteral("width"), state.geometry.width()},
            {QStringLiteral("height"), state.geometry.height()},
            {QStringLiteral("isFullScreen"), state.isFullScreen}});
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

std::vector<WindowState> statesFromBytes(const QByteArray& bytes) {
    std::vector<WindowState> states;
    const QJsonArray all = QJsonDocument::fromJson(bytes).array();
    for (qsizetype i = 0; i < std::min(all.size(), mostWindows); ++i) {
        const QJsonObject one = all[i].toObject();
        const auto pixels = [&one](const char* key, int least, int otherwise) {
            return std::clamp(one.value(QLatin1String(key)).toInt(otherwise), least, mostPixels);
        };
        WindowState state;
        state.spec =
            specFromBytes(QJsonDocument(one.value(QLatin1String("wall")).toObject()).toJson());
        state.monitor = {one.value(QLatin1String("socket")).toString(),
                         one.value(QLatin1String("maker")).toString(),
                         one.value(QLatin1String("model")).toString(),
                         one.value(QLatin1String("serial")).toString()};
        state.geometry = {pixels("x", 0, 40), pixels("y", 0, 40),
                          pixels("width", leastPixels, 1280), pixels("height", leastPixels, 720)};
        state.isFullScreen = one.value(QLatin1String("isFullScreen")).toBool();
        states.push_back(std::move(state));
    }
    return states;
}

WallWindow::WallWindow(desk::DeskContext& desk, const WindowState& state)
    : m_page(new WallPage(desk, this, WallPage::Role::Window)), m_state(state) {
    setAttribute(Qt::WA_DeleteOnClose);
    setCentralWidget(m_page);
    m_page->showLayout(state.spec);
    addKeys();
    connect(m_page, &WallPage::windowWanted, this, &WallWindow::windowWanted);
    connect(&m_page->view(), &WallView::menuOpened, this, [this](QMenu* menu) { fillMenu(*menu); });
    connect(m_page, &WallPage::titleChanged, this, &WallWindow::showTitle);
    // Queued: the windows are moved about first.
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &WallWindow::settle,
            Qt::QueuedConnection);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &WallWindow::settle,
            Qt::QueuedConnection);
    settle();
    m_page->setFocus();
}

WallWindow::~WallWindow() = default;

void WallWindow::addKeys() {
    const auto add = [this](const QKeySequence& keys, const QString& what, auto&& does) {
        auto* action = new QAction(what, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    add(QKeySequence(Qt::Key_F11), tr("Full screen"), [this] { setFullScreen(!isFullScreen()); });
    add(QKeySequence(Qt::CTRL | Qt::Key_W), tr("Close this wall"), [this] { close(); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), tr("Move to the next monitor"), [this] {
        const QList<QScreen*> screens = QGuiApplication::screens();
        const qsizetype now = screens.indexOf(screen());
        moveTo(*screens[(now + 1) % screens.size()]);
    });
}

WindowState WallWindow::state() const {
    WindowState state = m_state;
    state.spec = m_page->view().spec();
    if (isOnItsMonitor()) {
        state.isFullScreen = isFullScreen();
        if (!state.isFullScreen && screen() != nullptr) {
            state.geometry = geometry().translated(-screen()->geometry().topLeft());
        }
    }
    return state;
}

bool WallWindow::isOnItsMonitor() const {
    return screen() != nullptr && screenOf(m_state.monitor) == screen();
}

void WallWindow::settle() {
    m_isSettling = true;
    QScreen* wanted = screenOf(m_state.monitor);
    const bool isThere = wanted != nullptr;
    if (wanted == nullptr) {
        wanted = QGuiApplication::primaryScreen();
    }
    if (wanted != nullptr) {
        const QRect area = wanted->availableGeometry();
        QRect target = m_state.geometry.translated(wanted->geometry().topLeft());
        target.setSize(target.size().boundedTo(area.size()));
        target.moveLeft(std::clamp(target.left(), area.left(), area.right() + 1 - target.width()));
        target.moveTop(std::clamp(target.top(), area.top(), area.bottom() + 1 - target.height()));
        const bool isFull = isThere && m_state.isFullScreen;
        if (isFullScreen() != isFull || screen() != wanted || !isFull) {
            setWindowState(windowState() & ~Qt::WindowFullScreen);
            setScreen(wanted);
            setGeometry(target);
            setWindowState(isFull ? windowState() | Qt::WindowFullScreen
                                  : windowState() & ~Qt::WindowFullScreen);
        }
    }
    m_isSettling = false;
    showTitle();
}

void WallWindow::setFullScreen(bool isFull) {
    setWindowState(isFull ? windowState() | Qt::WindowFullScreen
                          : windowState() & ~Qt::WindowFullScreen);
}

void WallWindow::moveTo(QScreen& screen) {
    m_state = state();
    m_state.monitor = monitorOf(screen);
    settle();
}

void WallWindow::showTitle() {
    const QScreen* on = screen();
    QString title = tr("%1 · %2 — Vigie")
                        .arg(m_page->title(), on == nullptr ? tr("no monitor") : monitorName(*on));
    if (!m_state.monitor.socket.isEmpty() && screenOf(m_state.monitor) == nullptr) {
        title = tr("%1 (monitor %2 is gone)").arg(title, m_state.monitor.socket);
    }
    setWindowTitle(title);
}

void WallWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        // The whole monitor for pictures; Ctrl+F brings the bar.
        m_page->setBarVisible(!isFullScreen());
        if (!m_isSettling && isOnItsMonitor()) {
            m_state.isFullScreen = isFullScreen();
        }
    }
}

void WallWindow::moveEvent(QMoveEvent* event) {
    QMainWindow::moveEvent(event);
    // Dragged to another monitor by hand: it belongs there now. Not where its own is gone.
    if (!m_isSettling && isVisible() && screen() != nullptr &&
        screenOf(m_state.monitor) != nullptr && !isOnItsMonitor()) {
        m_state.monitor = monitorOf(*screen());
    }
    showTitle();
}

void WallWindow::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(event->globalPos());
}

void WallWindow::fillMenu(QMenu& menu) {
    menu.addSection(tr("Monitor"));
    for (QScreen* one : QGuiApplication::screens()) {
        QAction* choice =
            menu.addAction(monitorName(*one), this, [this, to = QPointer<QScreen>(one)] {
                if (to != nullptr) {
                    moveTo(*to);
                }
            });
        choice->setCheckable(true);
        choice->setChecked(one == screen());
    }
    menu.addSeparator();
    menu.addAction(isFullScreen() ? tr("Leave full screen\tF11") : tr("Full screen\tF11"), this,
                   [this] { setFullScreen(!isFullScreen()); });
    menu.addAction(tr("Close this wall\tCtrl+W"), this, [this] { close(); });
}

void WallWindow::closeEvent(QCloseEvent* event) {
    QMainWindow::closeEvent(event);
    emit closed();
}

WallWindows::WallWindows(desk::DeskContext& desk, bool isRemembered, QObject* parent)
    : QObject(parent), m_desk(desk), m_isRemembered(isRemembered) {}

WallWindows::~WallWindows() {
    closeAll();
}

std::vector<WallWindow*> WallWindows::windows() const {
    std::vector<WallWindow*> all;
    for (const auto& window : m_windows) {
        if (window != nullptr) {
            all.push_back(window);
        }
    }
    return all;
}

WallWindow& WallWindows::open(const WindowState& state) {
    m_isClosed = false;
    auto* window = new WallWindow(m_desk, state);
    m_windows.emplace_back(window);
    connect(window, &WallWindow::windowWanted, this,
            [this, window] { openBeside(window->page().view().spec(), *window); });
    connect(window, &WallWindow::closed, this, [this, window] {
        if (!m_isClosing) {
            std::erase(m_windows, window);
            keep();
        }
    });
    window->show();
    keep();
    return *window;
}

WallWindow& WallWindows::openBeside(const WallSpec& spec, const QWidget& main) {
    const QList<QScreen*> screens = QGuiApplication::screens();
    QScreen* free = main.screen();
    for (QScreen* one : screens) {
        const auto all = windows();
        const bool isTaken =
            one == main.screen() || std::any_of(all.begin(), all.end(), [one](const auto* window) {
                return window->screen() == one;
            });
        if (!isTaken) {
            free = one;
            break;
        }
    }
    WindowState state;
    state.spec = spec;
    if (free != nullptr) {
        state.monitor = monitorOf(*free);
        const int step = 40 * static_cast<int>(1 + windows().size() % 8);
        state.geometry.moveTopLeft({step, step});
    }
    return open(state);
}

void WallWindows::keep() const {
    std::vector<WindowState> states;
    for (const WallWindow* window : windows()) {
        states.push_back(window->state());
    }
    const QByteArray bytes = statesToBytes(states);
    m_desk.setProperty(deskProperty, bytes);
    if (m_isRemembered) {
        QSettings settings;
        settings.setValue(keyVersion, settingsVersion);
        settings.setValue(keyWindows, bytes);
    }
}

void WallWindows::restore() {
    QByteArray bytes = m_desk.property(deskProperty).toByteArray();
    if (bytes.isEmpty() && m_isRemembered) {
        const QSettings settings;
        if (settings.value(keyVersion).toInt() == settingsVersion) {
            bytes = settings.value(keyWindows).toByteArray();
        }
    }
    for (const WindowState& state : statesFromBytes(bytes)) {
        (void)open(state);
    }
}

void WallWindows::closeAll() {
    if (m_isClosing || m_isClosed) {
        return;
    }
    keep();
    m_isClosing = true;
    for (WallWindow* window : windows()) {
        delete window; // at once: the desk goes next
    }
    m_windows.clear();
    m_isClosing = false;
    m_isClosed = true;
}

} // namespace vigie::ui::wall
