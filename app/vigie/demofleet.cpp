// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/demofleet.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/base/log.h"

namespace vigie::app {

namespace {

constexpr int startLimitMs = 120'000;
/// A line longer than this is no line of the demo's.
constexpr qsizetype mostBuffered = 1 << 20;

QStringList takeLines(QByteArray& buffer) {
    QStringList lines;
    qsizetype end = 0;
    while ((end = buffer.indexOf('\n')) >= 0) {
        lines << QString::fromUtf8(buffer.left(end)).trimmed();
        buffer.remove(0, end + 1);
    }
    if (buffer.size() > mostBuffered) {
        buffer.clear();
    }
    return lines;
}

} // namespace

DemoFleet::DemoFleet(const Options& options, QObject* parent) : QObject(parent) {
    m_program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("vigie-demo"));
    if (!options.mediaFolder.empty()) {
        m_arguments << QStringLiteral("--media")
                    << QString::fromStdString(options.mediaFolder.string());
    }
    if (!options.scenarioFile.empty()) {
        m_arguments << QStringLiteral("--scenario")
                    << QString::fromStdString(options.scenarioFile.string());
    }
    if (options.seed) {
        m_arguments << QStringLiteral("--seed") << QString::number(*options.seed);
    }
    m_limit.setSingleShot(true);
    m_limit.setInterval(startLimitMs);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        fail(tr("The demo fleet did not get ready within %1 seconds.").arg(startLimitMs / 1000));
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoFleet::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &DemoFleet::onMessages);
    connect(&m_process, &QProcess::finished, this, &DemoFleet::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            fail(tr("%1 could not be started: %2.").arg(m_program, m_process.errorString()));
        }
    });
}

DemoFleet::~DemoFleet() {
    stop();
}

void DemoFleet::start() {
    if (!QFileInfo(m_program).isExecutable()) {
        fail(tr("The demo fleet's program was not found: %1.").arg(m_program));
        return;
    }
    m_limit.start();
    m_process.start(m_program, m_arguments);
}

void DemoFleet::stop() {
    m_limit.stop();
    m_isSettled = true;
    disconnect(&m_process, nullptr, this, nullptr);
    if (m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_process.terminate();
    if (!m_process.waitForFinished(6000)) {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
}

void DemoFleet::onOutput() {
    m_output += m_process.readAllStandardOutput();
    for (const QString& line : takeLines(m_output)) {
        const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
        if (m_isSettled || object.value(QStringLiteral("event")) != QStringLiteral("ready")) {
            continue;
        }
        const QString deskFile = object.value(QStringLiteral("desk")).toString();
        if (deskFile.isEmpty()) {
            fail(tr("The demo fleet said that it is ready, but not where its configuration is."));
            return;
        }
        m_limit.stop();
        m_isSettled = true;
        emit ready(deskFile);
    }
}

void DemoFleet::onMessages() {
    const QByteArray bytes = m_process.readAllStandardError();
    m_messages += bytes;
    for (const QString& line : takeLines(m_messages)) {
        if (!line.isEmpty()) {
            m_lastLine = line;
            base::logger("demo")->debug("{}", line.toStdString());
            emit said(line);
        }
    }
}

void DemoFleet::onFinished(int code, QProcess::ExitStatus status) {
    onMessages();
    if (m_isSettled) {
        base::logger("demo")->warn(
            "The demo fleet has ended; its nodes have no contact from now on.");
        return;
    }
    QString sentence = status == QProcess::CrashExit
                           ? tr("The demo fleet crashed while it started.")
                           : tr("The demo fleet ended with code %1 while it started.").arg(code);
    if (!m_lastLine.isEmpty()) {
        sentence += QLatin1Char(' ') + m_lastLine;
    }
    fail(sentence);
}

void DemoFleet::fail(const QString& sentence) {
    if (!m_isSettled) {
        m_limit.stop();
        m_isSettled = true;
        emit failed(sentence);
    }
}

} // namespace vigie::app
