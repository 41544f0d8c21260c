// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QObject>

#include "ui/desk/deskcontext.h"
#include "ui/shell/mainwindow.h"

namespace vigie::app {

/// The main window over a desk. Widgets keep the words and colors they were made with, so another
/// look means another window: it is made anew over the same desk, where it was, at the same page
/// and moment. GUI thread.
class DeskWindow final : public QObject {
    Q_OBJECT
public:
    using Finish = std::function<void(ui::shell::MainWindow&)>;
    /// `desk` and all that the options name must outlive it. `finish` is called for each window
    /// made, before it is shown; may be empty.
    DeskWindow(ui::desk::DeskContext& desk, ui::shell::MainWindowOptions options, Finish finish);
    ~DeskWindow() override;

    [[nodiscard]] ui::shell::MainWindow& window() { return *m_window; }
    /// After theme::apply(); never from within the window's own events.
    void remake();

signals:
    void closed();
    void replayWanted(const QString& path);
    /// Queued: the window may be made anew in the slot.
    void lookWanted(const vigie::ui::theme::Look& look);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make();

    ui::desk::DeskContext& m_desk;
    ui::shell::MainWindowOptions m_options;
    const Finish m_finish;
    std::unique_ptr<ui::shell::MainWindow> m_window;
};

} // namespace vigie::app
