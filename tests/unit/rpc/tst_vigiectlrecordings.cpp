// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <thread>

#include <fmt/format.h>

#include "core/rpc/server.h"
#include "tests/support/pace.h"
#include "tests/unit/rpc/fakeprovider.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;

namespace {

constexpr int patienceMs = 60'000;

/// A node over loopback that ticks until the end of the scope.
class TickingNode {
public:
    TickingNode() : m_server(std::move(*Server::start(m_provider, {}))) {
        m_provider.event("input.connected");
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                m_provider.tick(10);
                vigie::testing::pace(std::chrono::milliseconds(20));
            }
        });
    }
    [[nodiscard]] QString address() const {
        return QString::fromStdString(fmt::format("127.0.0.1:{}", m_server->port()));
    }

private:
    FakeProvider m_provider;
    std::unique_ptr<Server> m_server;
    std::jthread m_thread;
};

struct Ran {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

/// vigiectl on recordings, as a script sees it: a node recorded, looked into, cut, exported.
class VigiectlRecordingsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void records();
    void recordsUntilInterrupted();
    void recordsNothing();
    void looksIntoIt();
    void findsDamageAndRepairs();
    void cutsAndMerges();
    void exportsAndImports();
    void neverOverwrites();
    void wrongUsage_data();
    void wrongUsage();

private:
    [[nodiscard]] Ran run(const QStringList& arguments) const;
    [[nodiscard]] QByteArray bytesOf(const QString& name) const;
    void write(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] QStringList filesThere() const;
    QTemporaryDir m_dir;
};

Ran VigiectlRecordingsTest::run(const QStringList& arguments) const {
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(VIGIE_BIN_DIR "/vigiectl", arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray VigiectlRecordingsTest::bytesOf(const QString& name) const {
    QFile file(m_dir.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void VigiectlRecordingsTest::write(const QString& name, const QByteArray& bytes) const {
    QFile file(m_dir.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QStringList VigiectlRecordingsTest::filesThere() const {
    return QDir(m_dir.path()).entryList(QDir::Files | QDir::Hidden);
}

void VigiectlRecordingsTest::initTestCase() {
    QVERIFY(m_dir.isValid());
    const TickingNode node;
    const auto ran =
        run({"record", "--connect", node.address(), "-o", "one.vigie", "--seconds", "3", "--json"});
    QVERIFY2(ran.exitCode == 0, ran.err.constData());
    QVERIFY(ran.json()["ticks"].toInteger() > 5);
    QCOMPARE(ran.json()["events"].toInteger(), 1);
    QCOMPARE(ran.json()["lost"].toInteger(), 0);
}

void VigiectlRecordingsTest::records() {
    const auto ran = run({"verify", "one.vigie", "--json"});
    QVERIFY2(ran.exitCode == 0, ran.out.constData());
    QVERIFY(ran.json()["sound"].toBool());
    QVERIFY(ran.json()["complete"].toBool());
    QVERIFY(ran.json()["ticks"].toInteger() > 5);
    QCOMPARE(filesThere(), QStringList{"one.vigie"}); // the journal is gone
}

void VigiectlRecordingsTest::recordsUntilInterrupted() {
    const TickingNode node;
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(VIGIE_BIN_DIR "/vigiectl",
                  {"record", "--connect", node.address(), "-o", "two.vigie"});
    QVERIFY(process.waitForStarted(patienceMs));
    // Its journal grows with every tick.
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(m_dir.filePath("two.vigie.journal")).size() > 20'000,
                             patienceMs);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(run({"verify", "two.vigie"}).exitCode, 0);
    QVERIFY(run({"info", "two.vigie", "--json"}).json()["complete"].toBool());
}

void VigiectlRecordingsTest::recordsNothing() {
    // A port that was just free.
    QString address;
    {
        const TickingNode node;
        address = node.address();
    }
    const auto ran = run({"record", "--connect", address, "-o", "none.vigie", "--seconds", "1"});
    QCOMPARE(ran.exitCode, 1);
    QVERIFY(ran.err.startsWith("vigiectl: "));
    QVERIFY(QFile::remove(m_dir.filePath("none.vigie")));
}

void VigiectlRecordingsTest::looksIntoIt() {
    const auto ran = run({"info", "one.vigie", "--json"});
    QCOMPARE(ran.exitCode, 0);
    const auto nodes = ran.json()["nodes"].toArray();
    QCOMPARE(nodes.size(), 1);
    QCOMPARE(nodes[0]["id"].toString(), "cloud-test");
    QCOMPARE(nodes[0]["paths"].toInt(), 4);
    QVERIFY(run({"info", "one.vigie"}).out.contains("Node cloud-test, 4 paths"));
    const auto missing = run({"info", "missing.vigie"});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY(missing.err.startsWith("vigiectl: "));
}

void VigiectlRecordingsTest::findsDamageAndRepairs() {
    QByteArray bytes = bytesOf("one.vigie");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    write("hurt.vigie", bytes);
    const auto found = run({"verify", "hurt.vigie"});
    QCOMPARE(found.exitCode, 1);
    QVERIFY(found.out.contains("Damaged in 1 place"));
    QVERIFY(found.out.contains("hurt.vigie at byte "));
    const auto ran = run({"repair", "hurt.vigie", "-o", "healed.vigie", "--json"});
    QVERIFY2(ran.exitCode == 0, ran.err.constData());
    QVERIFY(!ran.json()["lost"].toArray().isEmpty());
    QCOMPARE(run({"verify", "healed.vigie"}).exitCode, 0);
}

void VigiectlRecordingsTest::cutsAndMerges() {
    const auto cut = run({"cut", "one.vigie", "--to", "-1s", "-o", "early.vigie", "--json"});
    QVERIFY2(cut.exitCode == 0, cut.err.constData());
    const auto whole = run({"info", "one.vigie", "--json"}).json();
    QVERIFY(cut.json()["last_order"].toInteger() < whole["last_order"].toInteger());
    const auto merged = run({"merge", "one.vigie", "early.vigie", "-o", "merged.vigie", "--json"});
    QVERIFY2(merged.exitCode == 0, merged.err.constData());
    QCOMPARE(merged.json()["last_order"].toInteger(), whole["last_order"].toInteger());

    QCOMPARE(run({"cut", "one.vigie", "--redact", "-o", "neutral.vigie"}).exitCode, 0);
    const auto neutral = run({"info", "neutral.vigie", "--json"});
    QVERIFY(neutral.json()["redacted"].toBool());
    QCOMPARE(neutral.json()["nodes"][0]["id"].toString(), "node-1");
    const auto csv = run({"export", "neutral.vigie", "--as", "csv"});
    QVERIFY(csv.out.contains(",node-1,path-1,g,ms,"));
    QVERIFY(!csv.out.contains("cloud-test"));
}

void VigiectlRecordingsTest::exportsAndImports() {
    const auto csv = run({"export", "one.vigie", "--as", "csv", "--metrics", "g", "--paths", "p1"});
    QCOMPARE(csv.exitCode, 0);
    const auto lines = csv.out.split('\n');
    QCOMPARE(lines.first().trimmed(), "time,node,subject,metric,unit,value");
    QVERIFY(lines.size() > 5);
    QVERIFY(lines[1].contains(",cloud-test,p1,g,ms,5.5"));
    const auto mcap = run({"export", "one.vigie", "--as", "mcap", "-o", "one.mcap", "--json"});
    QVERIFY2(mcap.exitCode == 0, mcap.err.constData());
    QVERIFY(mcap.json()["messages"].toInteger() > 5);
    QVERIFY(bytesOf("one.mcap").startsWith(QByteArray("\x89MCAP0\r\n", 8)));
    QVERIFY(run({"export", "one.vigie", "--as", "openmetrics"}).out.endsWith("# EOF\n"));

    write("map.yaml", "time: {column: time}\n"
                      "node: {column: node, kind: cloud}\n"
                      "subject: {column: subject, scope: path}\n"
                      "metric: {column: metric, value: value}\n"
                      "metrics:\n  - {from: g, key: g, unit: ms, step: 0.5}\n");
    write("g.csv", csv.out);
    const auto ran = run({"import", "g.csv", "--mapping", "map.yaml", "-o", "back.vigie"});
    QVERIFY2(ran.exitCode == 0, ran.err.constData());
    // There and back it is the same.
    QCOMPARE(run({"export", "back.vigie", "--as", "csv"}).out, csv.out);

    write("bad.csv", "time,node,subject,metric,value\nyesterday,a,b,g,1\n");
    const auto bad = run({"import", "bad.csv", "--mapping", "map.yaml", "-o", "bad.vigie"});
    QCOMPARE(bad.exitCode, 1);
    QVERIFY(bad.err.contains("bad.csv:2: expected a time"));
    QVERIFY(!filesThere().contains("bad.vigie"));
}

void VigiectlRecordingsTest::neverOverwrites() {
    write("mine.vigie", "mine");
    for (const QStringList& arguments :
         {QStringList{"cut", "one.vigie"}, QStringList{"merge", "one.vigie"},
          QStringList{"repair", "one.vigie"}, QStringList{"export", "one.vigie", "--as", "csv"},
          QStringList{"import", "g.csv", "--mapping", "map.yaml"},
          QStringList{"record", "--connect", "127.0.0.1:1"}}) {
        const auto ran = run(arguments + QStringList{"-o", "mine.vigie"});
        QCOMPARE(ran.exitCode, 2);
        QVERIFY(ran.err.contains("exists already"));
    }
    QCOMPARE(bytesOf("mine.vigie"), "mine");
}

void VigiectlRecordingsTest::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no nodes") << QStringList{"record", "-o", "x.vigie"};
    QTest::newRow("no target") << QStringList{"cut", "one.vigie"};
    QTest::newRow("no moment") << QStringList{"cut",  "one.vigie", "--from",
                                              "noon", "-o",        "x.vigie"};
    QTest::newRow("no form") << QStringList{"export", "one.vigie", "--as", "xls"};
    QTest::newRow("mcap to a pipe") << QStringList{"export", "one.vigie", "--as", "mcap"};
    QTest::newRow("no mapping") << QStringList{"import", "x.csv", "-o", "x.vigie"};
}

void VigiectlRecordingsTest::wrongUsage() {
    QFETCH(QStringList, arguments);
    const auto ran = run(arguments);
    QCOMPARE(ran.exitCode, 2);
    QVERIFY(!ran.err.isEmpty());
    QVERIFY(!filesThere().contains("x.vigie"));
}

QTEST_GUILESS_MAIN(VigiectlRecordingsTest)
#include "tst_vigiectlrecordings.moc"
