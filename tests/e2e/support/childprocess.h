// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace vigie::e2e {

/// One of our programs as a user would start it. Reads stdout as JSON lines; killed with its owner.
class ChildProcess {
public:
    ChildProcess(const QString& program, const QStringList& arguments) {
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.start(QStringLiteral(VIGIE_BIN_DIR "/") + program, arguments);
    }
    ~ChildProcess() {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.terminate();
            if (!m_process.waitForFinished(8000)) {
                m_process.kill();
                m_process.waitForFinished(2000);
            }
        }
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// The next JSON line whose "event" is `event`; others before it are kept for later calls.
    std::optional<QJsonObject> waitForEvent(const QString& event, int timeoutMs) {
        QElapsedTimer timer;
        timer.start();
        for (;;) {
            readLines();
            for (qsizetype i = 0; i < m_events.size(); ++i) {
                if (m_events.at(i).value("event").toString() == event) {
                    return m_events.takeAt(i);
                }
            }
            const int left = timeoutMs - static_cast<int>(timer.elapsed());
            if (left <= 0 ||
                (m_process.state() == QProcess::NotRunning && !m_process.bytesAvailable())) {
                return std::nullopt;
            }
            m_process.waitForReadyRead(qMin(left, 200));
        }
    }

    void writeLine(const QJsonObject& command) {
        m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + "\n");
        m_process.waitForBytesWritten(1000);
    }

    /// Waits for the end; the exit code, or nothing when it did not end or crashed.
    std::optional<int> waitForExit(int timeoutMs) {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(timeoutMs)) {
            return std::nullopt;
        }
        return m_process.exitStatus() == QProcess::NormalExit ? std::optional(m_process.exitCode())
                                                              : std::nullopt;
    }
    void terminate() { m_process.terminate(); }
    void kill() {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
    QString errors() {
        m_errors += QString::fromUtf8(m_process.readAllStandardError());
        return m_errors;
    }
    QProcess& process() { return m_process; }

private:
    void readLines() {
        while (m_process.canReadLine()) {
            const auto document = QJsonDocument::fromJson(m_process.readLine());
            if (document.isObject()) {
                m_events.append(document.object());
            }
        }
    }

    QProcess m_process;
    QList<QJsonObject> m_events;
    QString m_errors;
};

} // namespace vigie::e2e
