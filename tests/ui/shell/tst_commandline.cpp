// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as started from a shell without a display.
#include <csignal>

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

struct Ended {
    int code = -1;
    QString out;
    QString err;
};

QProcessEnvironment environmentIn(const QString& home) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name :
         {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) {
        environment.remove(QString::fromLatin1(name));
    }
    environment.insert(QStringLiteral("HOME"), home);
    return environment;
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void versionAndHelp();
    void wrongUseIsExplained_data();
    void wrongUseIsExplained();
    void configErrorsNameThePlace();
    void snapshotWithoutADisplay();
    void snapshotThatCannotBeWritten();
    void endsCleanlyOnSigterm();

private:
    Ended run(const QStringList& arguments);
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    const QString m_program = QStringLiteral(VIGIE_BIN_DIR "/vigie");
};

Ended TestCommandLine::run(const QStringList& arguments) {
    QProcess process;
    process.setProcessEnvironment(environmentIn(m_folder.path()));
    process.start(m_program, arguments);
    Ended ended;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit) {
        ended.code = process.exitCode();
    }
    ended.out = QString::fromUtf8(process.readAllStandardOutput());
    ended.err = QString::fromUtf8(process.readAllStandardError());
    process.kill();
    process.waitForFinished(5000);
    return ended;
}

void TestCommandLine::versionAndHelp() {
    const Ended version = run({QStringLiteral("--version")});
    QCOMPARE(version.code, 0);
    QCOMPARE(version.out.trimmed(), QStringLiteral("vigie " VIGIE_VERSION));
    const Ended help = run({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    for (const char* option : {"--demo", "--config", "--connect", "--snapshot", "--after", "--page",
                               "--size", "--feed", "--region", "--media", "--scenario"}) {
        QVERIFY2(help.out.contains(QLatin1String(option)), option);
    }
}

void TestCommandLine::wrongUseIsExplained_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QString& arguments, const QString& said) {
        QTest::newRow(name) << arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts) << said;
    };
    row("unknown option", QStringLiteral("--frobnicate"), QStringLiteral("--frobnicate"));
    row("two sources", QStringLiteral("--demo --connect a:1"), QStringLiteral("--connect"));
    row("bad address", QStringLiteral("--connect nowhere --snapshot x.png"),
        QStringLiteral("nowhere"));
    row("bad size", QStringLiteral("--connect a:1 --size 7"), QStringLiteral("WIDTHxHEIGHT"));
    row("bad page", QStringLiteral("--connect a:1 --page cellar"), QStringLiteral("cellar"));
    row("nothing to show", QStringLiteral("--snapshot x.png"), QStringLiteral("--connect"));
    row("media without demo", QStringLiteral("--media /tmp"), QStringLiteral("--demo"));
    row("missing file", QStringLiteral("--config /nonexistent.yaml --snapshot x.png"),
        QStringLiteral("/nonexistent.yaml"));
    row("no display", QStringLiteral("--connect 127.0.0.1:1"), QStringLiteral("No display"));
}

void TestCommandLine::wrongUseIsExplained() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const Ended ended = run(arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains(said), qPrintable(ended.err));
    QVERIFY(ended.err.contains(QStringLiteral("vigie: ")));
}

void TestCommandLine::configErrorsNameThePlace() {
    QFile file(path(QStringLiteral("desk.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("event: Games\nnoodles:\n  - 127.0.0.1:1\n");
    file.close();
    const Ended ended = run({QStringLiteral("--config"), file.fileName(),
                             QStringLiteral("--snapshot"), path(QStringLiteral("x.png"))});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains(QStringLiteral("desk.yaml:2:")), qPrintable(ended.err));
    QVERIFY2(ended.err.contains(QStringLiteral("noodles")), qPrintable(ended.err));
}

void TestCommandLine::snapshotWithoutADisplay() {
    for (const char* page : {"wall", "regions", "feed", "alarms"}) {
        const QString file = path(QLatin1String(page) + QStringLiteral(".png"));
        const Ended ended =
            run({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:1"),
                 QStringLiteral("--snapshot"), file, QStringLiteral("--after"),
                 QStringLiteral("0.3"), QStringLiteral("--size"), QStringLiteral("1280x720"),
                 QStringLiteral("--page"), QLatin1String(page)});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QCOMPARE(QImage(file).size(), QSize(1280, 720));
    }
    // A snapshot leaves no trace in what the operator's window remembers.
    QVERIFY(!QFile::exists(path(QStringLiteral(".config/vigie/vigie.conf"))));
}

void TestCommandLine::snapshotThatCannotBeWritten() {
    const Ended ended = run({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:1"),
                             QStringLiteral("--snapshot"), QStringLiteral("/nonexistent/x.png"),
                             QStringLiteral("--after"), QStringLiteral("0.1")});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.err.contains(QStringLiteral("/nonexistent/x.png")), qPrintable(ended.err));
}

void TestCommandLine::endsCleanlyOnSigterm() {
    QProcess process;
    auto environment = environmentIn(m_folder.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("VIGIE_LOG"), QStringLiteral("info"));
    process.setProcessEnvironment(environment);
    process.start(m_program, {QStringLiteral("--connect"), QStringLiteral("127.0.0.1:1")});
    QVERIFY(process.waitForStarted());
    // The window is up once its handlers are: they catch the signal from before the window on.
    const QString caught = QStringLiteral("/proc/%1/status").arg(process.processId());
    const auto catchesTerm = [&caught] {
        QFile status(caught);
        if (!status.open(QIODevice::ReadOnly)) {
            return false;
        }
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("SigCgt:")) {
                return (line.mid(7).trimmed().toULongLong(nullptr, 16) & (1ULL << (SIGTERM - 1))) !=
                       0;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(catchesTerm(), 30'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
