// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/deskwindow.h"

#include <optional>
#include <utility>

#include <QEvent>

namespace vigie::app {

DeskWindow::DeskWindow(ui::desk::DeskContext& desk, ui::shell::MainWindowOptions options,
                       Finish finish)
    : m_desk(desk), m_options(std::move(options)), m_finish(std::move(finish)) {
    make();
}

DeskWindow::~DeskWindow() = default;

void DeskWindow::make() {
    m_window = std::make_unique<ui::shell::MainWindow>(m_desk, m_options);
    m_window->installEventFilter(this);
    connect(m_window.get(), &ui::shell::MainWindow::replayWanted, this, &DeskWindow::replayWanted);
    connect(m_window.get(), &ui::shell::MainWindow::lookWanted, this, &DeskWindow::lookWanted,
            Qt::QueuedConnection);
    if (m_finish) {
        m_finish(*m_window);
    }
}

void DeskWindow::remake() {
    ui::timeline::TimeMachine& time = m_window->time();
    std::optional<base::Utc> at; // absent: the present
    if (time.place() != ui::timeline::TimeMachine::Place::Live) {
        at = time.at();
    }
    const bool isPlaying = at && time.playing() != 0;
    const double speed = time.speed();
    const ui::shell::WindowState state = m_window->state();
    const QByteArray geometry = m_window->saveGeometry();
    const bool isVisible = m_window->isVisible();
    m_window.reset(); // saves what is remembered
    make();
    m_window->restoreGeometry(geometry);
    m_window->setState(state);
    if (isVisible) {
        m_window->show();
    }
    if (at) {
        m_window->time().seek(*at);
        m_window->time().setSpeed(speed);
        if (isPlaying) {
            m_window->time().togglePlay();
        }
    }
}

bool DeskWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Close && watched == m_window.get()) {
        emit closed();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace vigie::app
