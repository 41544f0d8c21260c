// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "app/vigie/options.h"

namespace vigie::app {

/// The demo fleet as a child process. Says once ready or failed, within a bounded time; from then
/// on the desk knows nothing of it. Ends with its owner: asked politely, then killed. It also ends
/// by itself when our end of its stdin closes, however we die. GUI thread.
class DemoFleet final : public QObject {
    Q_OBJECT
public:
    explicit DemoFleet(const Options& options, QObject* parent = nullptr);
    ~DemoFleet() override;

    void start();
    /// Bounded (8 s).
    void stop();

signals:
    void said(const QString& line);
    void ready(const QString& deskFile);
    void failed(const QString& sentence);

private:
    void onOutput();
    void onMessages();
    void onFinished(int code, QProcess::ExitStatus status);
    void fail(const QString& sentence);

    QProcess m_process;
    QTimer m_limit;
    QString m_program;
    QStringList m_arguments;
    QByteArray m_output;
    QByteArray m_messages;
    QString m_lastLine;
    bool m_isSettled = false; // ready or failed was said
};

} // namespace vigie::app
