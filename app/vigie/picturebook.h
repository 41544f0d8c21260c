// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include <QObject>
#include <QSize>
#include <QString>
#include <QTimer>

#include "app/vigie/deskwindow.h"

namespace vigie::app {

/// Takes a picture of every page in every language at each size that is promised, of one running
/// desk, one after the other: "wall-en-1920x1080.png"; some in the other looks too. 3840x2160 is a
/// screen at 200 %. GUI thread.
class PictureBook final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it. The folder is made.
    PictureBook(DeskWindow& window, ui::desk::DeskContext& desk, std::filesystem::path folder);

    void start();

signals:
    /// One sentence says what went wrong; empty: all pictures are there.
    void finished(const QString& trouble);

private:
    struct Shot {
        ui::theme::Variant variant = ui::theme::Variant::Dark;
        ui::theme::Language language = ui::theme::Language::English;
        QSize size;
        double scale = 1;
        QString name;
        std::function<void(ui::shell::MainWindow&)> open;
    };
    void addShots();
    void prepare();
    void take();
    void openWorstFeed();
    void openRegion();

    DeskWindow& m_window;
    ui::desk::DeskContext& m_desk;
    const std::filesystem::path m_folder;
    std::vector<Shot> m_shots;
    std::size_t m_next = 0;
    ui::theme::Look m_look;
    QTimer m_timer;
};

} // namespace vigie::app
