// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QMainWindow>
#include <QPointer>
#include <QRect>

#include "ui/desk/deskcontext.h"
#include "ui/wall/wallspec.h"

class QScreen;

namespace vigie::ui::wall {

class WallPage;

/// Which monitor a wall belongs on: by what the monitor says of itself, and by its socket.
struct MonitorId {
    QString socket;
    QString maker;
    QString model;
    QString serial;
    bool operator==(const MonitorId&) const = default;
};
[[nodiscard]] MonitorId monitorOf(const QScreen& screen);
/// The same device, wherever it is plugged in now; otherwise the same socket. Nothing: it is gone.
[[nodiscard]] std::optional<std::size_t> findMonitor(const MonitorId& wanted,
                                                     const std::vector<MonitorId>& present);

/// What is kept of a wall window.
struct WindowState {
    WallSpec spec;
    MonitorId monitor;
    /// Relative to the monitor's corner, without frame.
    QRect geometry{40, 40, 1280, 720};
    bool isFullScreen = false;
    bool operator==(const WindowState&) const = default;
};
[[nodiscard]] QByteArray statesToBytes(const std::vector<WindowState>& states);
/// What can not be read is left out.
[[nodiscard]] std::vector<WindowState> statesFromBytes(const QByteArray& bytes);

/// A wall of its own, meant for a monitor of its own. F11: full screen, without the bar. When its
/// monitor goes it comes back to another one as a window, and returns by itself when the monitor
/// does. GUI thread.
class WallWindow final : public QMainWindow {
    Q_OBJECT
public:
    WallWindow(desk::DeskContext& desk, const WindowState& state);
    ~WallWindow() override;

    [[nodiscard]] WallPage& page() { return *m_page; }
    [[nodiscard]] WindowState state() const;
    [[nodiscard]] bool isOnItsMonitor() const;
    void setFullScreen(bool isFullScreen);
    void moveTo(QScreen& screen);

signals:
    void windowWanted();
    /// The operator closed it.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    void addKeys();
    void fillMenu(QMenu& menu);
    /// Onto its monitor, or as a window onto the first.
    void settle();
    void showTitle();

    WallPage* m_page;
    WindowState m_state; // as it is to be on its monitor
    bool m_isSettling = false;
};

/// The wall windows of a desk: opened, kept for the next start and for another look of the same
/// desk, and closed with the desk's main window. GUI thread.
class WallWindows final : public QObject {
    Q_OBJECT
public:
    /// `isRemembered`: between runs, in QSettings.
    WallWindows(desk::DeskContext& desk, bool isRemembered, QObject* parent = nullptr);
    ~WallWindows() override;

    WallWindow& open(const WindowState& state);
    /// A copy of this wall, on the first monitor that has no window of the desk.
    WallWindow& openBeside(const WallSpec& spec, const QWidget& main);
    [[nodiscard]] std::vector<WallWindow*> windows() const;
    /// Those of the last time.
    void restore();
    /// Keeps what is there and closes all.
    void closeAll();

private:
    void keep() const;

    desk::DeskContext& m_desk;
    const bool m_isRemembered;
    bool m_isClosing = false;
    /// What is to be kept was kept.
    bool m_isClosed = false;
    std::vector<QPointer<WallWindow>> m_windows;
};

} // namespace vigie::ui::wall
