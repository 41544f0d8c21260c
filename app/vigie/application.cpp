// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/application.h"

#include <algorithm>
#include <iostream>

#include <QApplication>
#include <QMessageBox>
#include <QPixmap>

namespace vigie::app {

Application::Application(Options options) : m_options(std::move(options)) {
    m_snapshotTimer.setSingleShot(true);
    connect(&m_snapshotTimer, &QTimer::timeout, this, &Application::takeSnapshot);
}

Application::~Application() {
    m_pictures.reset();
    m_replays.reset();
    m_session.reset();
    m_start.reset();
    m_demo.reset(); // last: the desk lets go of the nodes before they end
}

void Application::begin() {
    m_replays = std::make_unique<Replays>(defaultStateFolder() / "recordings");
    connect(m_replays.get(), &Replays::opened, this,
            [this](ReplaySession* session) { onReplayOpened(*session); });
    connect(m_replays.get(), &Replays::lookWanted, this, &Application::onLookWanted);
    connect(m_replays.get(), &Replays::failed, this, [this](const QString& sentence) {
        if (m_shown.isNull()) {
            refuse(sentence, 2);
        } else {
            QMessageBox::warning(&m_shown->window(), tr("Vigie"), sentence);
        }
    });
    if (!m_options.replayFiles.empty()) {
        beginReplay();
    } else if (m_options.isDemo) {
        beginDemo();
    } else if (!m_options.configFile.empty()) {
        beginConfig(m_options.configFile, false);
    } else if (!m_options.addresses.empty()) {
        beginSession(config::deskConfigFromAddresses(m_options.addresses), defaultStateFolder());
    } else {
        m_isInteractive = true;
        m_start = std::make_unique<ui::shell::StartWindow>();
        connect(m_start.get(), &ui::shell::StartWindow::demoWanted, this, &Application::beginDemo);
        connect(m_start.get(), &ui::shell::StartWindow::configChosen, this,
                [this](const QString& file) { beginConfig(file.toStdString(), false); });
        m_start->show();
    }
}

void Application::beginDemo() {
    if (!m_start) {
        m_start = std::make_unique<ui::shell::StartWindow>();
    }
    m_start->showProgress(tr("Starting the demo fleet"),
                          tr("Programmes are generated and nodes are started on this machine."));
    m_start->show();
    m_demo = std::make_unique<DemoFleet>(m_options);
    connect(m_demo.get(), &DemoFleet::said, m_start.get(), &ui::shell::StartWindow::addLine);
    connect(m_demo.get(), &DemoFleet::failed, this,
            [this](const QString& sentence) { refuse(sentence, 1); });
    connect(m_demo.get(), &DemoFleet::ready, this,
            [this](const QString& deskFile) { beginConfig(deskFile.toStdString(), true); });
    m_demo->start();
}

void Application::beginConfig(const std::filesystem::path& file, bool isDemosOwn) {
    // Hours that a demo carried are none of the real event's.
    beginSession(config::readDeskConfig(file),
                 isDemosOwn ? file.parent_path() : defaultStateFolder());
}

void Application::beginSession(const base::Result<config::DeskConfig>& config,
                               const std::filesystem::path& stateFolder) {
    if (!config) {
        refuse(QString::fromStdString(config.error().message), 2);
        return;
    }
    config::DeskConfig wanted = *config;
    wanted.recording.isOn = wanted.recording.isOn && !m_options.isRecordingOff;
    if (m_demo || m_options.isSnapshot()) {
        // Nobody's incidents: what is kept by hand is enough.
        wanted.recording.leastIncident = alarm::Severity::None;
    }
    auto setup = DeskSession::prepare(std::move(wanted), stateFolder);
    if (!setup) {
        refuse(QString::fromStdString(setup.error().message), 2);
        return;
    }
    std::string whyNot;
    if (!media::initialize(&whyNot)) {
        refuse(QString::fromStdString(whyNot), 1);
        return;
    }
    setup->window.isRemembered = !m_options.isSnapshot();
    if (!m_options.regionId.empty()) {
        setup->window.regionId = QString::fromStdString(m_options.regionId);
    }
    m_session = std::make_unique<DeskSession>(std::move(*setup));
    connect(&m_session->deskWindow(), &DeskWindow::replayWanted, this, [this](const QString& path) {
        m_replays->open(path.toStdString(), ui::shell::MainWindowOptions{});
    });
    connect(&m_session->deskWindow(), &DeskWindow::lookWanted, this, &Application::onLookWanted);
    connect(&m_session->deskWindow(), &DeskWindow::closed, this, [this] {
        // Recordings that were opened from the desk go with it: it would run on unseen.
        QTimer::singleShot(0, m_replays.get(), &Replays::closeAll);
    });
    show(m_session->deskWindow(), m_session->desk());
}

void Application::beginReplay() {
    std::string whyNot;
    if (!media::initialize(&whyNot)) {
        refuse(QString::fromStdString(whyNot), 1);
        return;
    }
    if (!m_options.isSnapshot()) {
        m_start = std::make_unique<ui::shell::StartWindow>();
        m_start->showProgress(tr("Opening the recording"), tr("Its index is read."));
        m_start->show();
    }
    ui::shell::MainWindowOptions window;
    window.isRemembered = !m_options.isSnapshot();
    window.regionId = QString::fromStdString(m_options.regionId);
    m_replaysAwaited = m_options.replayFiles.size();
    for (const auto& file : m_options.replayFiles) {
        m_replays->open(file, window);
    }
}

void Application::onReplayOpened(ReplaySession& session) {
    if (m_replaysAwaited == 0) { // from a running desk
        session.window().show();
        return;
    }
    if (m_options.at) {
        session.window().time().seek(*m_options.at);
    }
    if (--m_replaysAwaited > 0) {
        return;
    }
    const auto& sessions = m_replays->sessions();
    for (const auto& opened : sessions) {
        show(opened->deskWindow(), opened->desk());
    }
    if (sessions.size() == 2) {
        m_replays->putSideBySide(*sessions[0], *sessions[1]);
    }
}

void Application::onLookWanted(const ui::theme::Look& look) {
    ui::theme::apply(*qApp, look);
    // For a moment there is no window, which is no reason to end.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    if (m_session) {
        m_session->deskWindow().remake();
    }
    m_replays->remakeWindows();
    QTimer::singleShot(0, this, [] { QGuiApplication::setQuitOnLastWindowClosed(true); });
}

void Application::show(DeskWindow& deskWindow, ui::desk::DeskContext& desk) {
    ui::shell::MainWindow& window = deskWindow.window();
    if (m_options.isSnapshot()) {
        const QSize least = window.minimumSizeHint().expandedTo(window.minimumSize());
        if (m_options.width < least.width() || m_options.height < least.height()) {
            std::cerr << "vigie: --size: the window needs " << least.width() << 'x'
                      << least.height() << " at least; that is what is taken.\n";
        }
        window.resize(m_options.width, m_options.height);
    }
    if (m_options.page) {
        window.showPage(*m_options.page);
    }
    window.show();
    m_shown = &deskWindow;
    m_shownDesk = &desk;
    if (m_start) {
        m_start->hide();
        m_start.release()->deleteLater(); // it may be the sender
    }
    openFeedOnceKnown(desk);
    if (m_options.isSnapshot()) {
        m_snapshotTimer.start(static_cast<int>(m_options.snapshotAfterSeconds * 1000));
    }
}

void Application::openFeedOnceKnown(ui::desk::DeskContext& desk) {
    const bool isFeedPage = m_options.page == ui::shell::Page::Feed;
    if (m_options.feedId.empty() && !isFeedPage) {
        return;
    }
    const auto tryOpen = [this, &desk] {
        const engine::DeliveryStatus* chosen = nullptr;
        for (const auto& delivery : desk.snapshot()->deliveries) {
            const bool isWanted = m_options.feedId.empty() || delivery.feedId == m_options.feedId;
            const bool isHere =
                m_options.regionId.empty() || delivery.regionId == m_options.regionId;
            if (isWanted && isHere && (chosen == nullptr || delivery.worst() > chosen->worst())) {
                chosen = &delivery;
            }
        }
        if (chosen != nullptr) {
            disconnect(m_untilFeedKnown);
            desk.openFeed(QString::fromStdString(chosen->feedId),
                          QString::fromStdString(chosen->regionId));
        }
    };
    m_untilFeedKnown = connect(&desk, &ui::desk::DeskContext::snapshotChanged, this, tryOpen);
    tryOpen();
}

void Application::takePictures() {
    m_pictures = std::make_unique<PictureBook>(*m_shown, *m_shownDesk, m_options.pictureFolder);
    connect(m_pictures.get(), &PictureBook::finished, this, [](const QString& trouble) {
        if (!trouble.isEmpty()) {
            std::cerr << "vigie: " << trouble.toStdString() << '\n';
        }
        QCoreApplication::exit(trouble.isEmpty() ? 0 : 1);
    });
    m_pictures->start();
}

void Application::takeSnapshot() {
    if (!m_options.pictureFolder.empty()) {
        takePictures();
        return;
    }
    const QString file = QString::fromStdString(m_options.snapshotFile.string());
    const QPixmap picture = m_shown->window().grab();
    if (picture.isNull() || !picture.save(file, "PNG")) {
        std::cerr << "vigie: The snapshot could not be written to " << file.toStdString() << ".\n";
        QCoreApplication::exit(1);
        return;
    }
    QCoreApplication::exit(0);
}

void Application::refuse(const QString& sentence, int exitCode) {
    if (m_isInteractive && m_start) {
        m_start->showFailure(sentence);
        return;
    }
    std::cerr << "vigie: " << sentence.toStdString() << '\n';
    QCoreApplication::exit(exitCode);
}

} // namespace vigie::app
