// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace vigie::ui::shell {

/// What is on screen before there is a fleet: how to start one, or how starting the demo fleet
/// goes. GUI thread.
class StartWindow final : public QWidget {
    Q_OBJECT
public:
    explicit StartWindow(QWidget* parent = nullptr);

    /// The three ways to begin.
    void showWays();
    /// Starting; addLine() tells how it goes.
    void showProgress(const QString& title, const QString& what);
    /// Adds to the tail of what the child says; keeps the last 200 lines.
    void addLine(const QString& line);
    void showFailure(const QString& sentence);

signals:
    void demoWanted();
    void configChosen(const QString& file);

private:
    QLabel* m_title;
    QLabel* m_text;
    QPlainTextEdit* m_tail;
    QWidget* m_buttons;
};

} // namespace vigie::ui::shell
