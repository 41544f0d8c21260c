// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/replays.h"

#include <algorithm>
#include <utility>

#include <QScreen>
#include <QTimer>

#include "core/base/thread.h"
#include "ui/timeline/playheadlink.h"

namespace vigie::app {

Replays::Replays(std::filesystem::path recordingsFolder, QObject* parent)
    : QObject(parent), m_recordingsFolder(std::move(recordingsFolder)) {}

Replays::~Replays() {
    m_openers.clear(); // what they still tell finds nobody
    closeAll();
}

void Replays::open(const std::filesystem::path& file, const ui::shell::MainWindowOptions& options) {
    m_openers.push_back(
        base::startThread("open-recording", [this, file, options](const std::stop_token& stop) {
            auto past = replay::Past::open(file);
            if (stop.stop_requested()) {
                return;
            }
            // A function that is copied must carry what cannot be.
            auto result = std::make_shared<decltype(past)>(std::move(past));
            QMetaObject::invokeMethod(
                this,
                [this, file, options, result] {
                    if (*result) {
                        take(std::move(**result), file, options);
                    } else {
                        emit failed(QString::fromStdString(result->error().message));
                    }
                },
                Qt::QueuedConnection);
        }));
}

void Replays::take(std::unique_ptr<replay::Past> past, const std::filesystem::path& file,
                   const ui::shell::MainWindowOptions& options) {
    m_sessions.push_back(
        std::make_unique<ReplaySession>(std::move(past), file, m_recordingsFolder, options));
    ReplaySession& session = *m_sessions.back();
    connect(&session.deskWindow(), &DeskWindow::replayWanted, this,
            [this, options](const QString& path) { open(path.toStdString(), options); });
    connect(&session.deskWindow(), &DeskWindow::lookWanted, this, &Replays::lookWanted);
    connect(&session.deskWindow(), &DeskWindow::closed, this, [this, watched = &session] {
        // Not now: the window is still in its own event.
        QTimer::singleShot(0, this, [this, watched] {
            std::erase_if(m_sessions, [watched](const auto& kept) {
                return kept.get() == watched && !kept->window().isVisible();
            });
        });
    });
    emit opened(&session);
}

void Replays::closeAll() {
    m_sessions.clear();
}

void Replays::remakeWindows() {
    for (const auto& session : m_sessions) {
        session->deskWindow().remake();
    }
    if (m_isSideBySide && m_sessions.size() == 2) {
        link(*m_sessions[0], *m_sessions[1]);
    }
}

void Replays::putSideBySide(ReplaySession& first, ReplaySession& second) {
    if (const QScreen* screen = first.window().screen()) {
        const QRect all = screen->availableGeometry();
        const int half = all.width() / 2;
        first.window().setGeometry(all.x(), all.y(), half, all.height());
        second.window().setGeometry(all.x() + half, all.y(), half, all.height());
    }
    m_isSideBySide = true;
    link(first, second);
}

void Replays::link(ReplaySession& first, ReplaySession& second) {
    auto& one = first.window().time();
    auto& other = second.window().time();
    const bool isOverlapping = one.first() < other.last() && other.first() < one.last();
    auto* link = new ui::timeline::PlayheadLink(one, other, &one); // owned by the first
    if (!isOverlapping) {
        one.seek(one.first());
        other.seek(other.first());
        link->alignHere();
    }
}

} // namespace vigie::app
