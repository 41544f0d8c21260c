// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>
#include <thread>

#include <fmt/format.h>

#include "core/rpc/server.h"
#include "tests/support/pace.h"
#include "tests/unit/rpc/fakeprovider.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 30'000;

/// A node over loopback that ticks until the end of the scope.
class TickingNode {
public:
    TickingNode() : m_server(std::move(*Server::start(provider, {}))) {
        provider.event("input.connected");
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                provider.tick(10);
                vigie::testing::pace(std::chrono::milliseconds(20));
            }
        });
    }
    [[nodiscard]] QString address() const {
        return QString::fromStdString(fmt::format("127.0.0.1:{}", m_server->port()));
    }
    void stop() { m_server->stop(); }

    FakeProvider provider;

private:
    std::unique_ptr<Server> m_server;
    std::jthread m_thread;
};

struct Ran {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Ran run(const QStringList& arguments) {
    QProcess process;
    process.start(VIGIE_BIN_DIR "/vigiectl", arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

/// vigiectl as a script sees it: text, JSON, exit codes.
class VigiectlTest : public QObject {
    Q_OBJECT
private slots:
    void describes();
    void describesAsJson();
    void watchesAsJson();
    void watchesChosenPathsAndMetrics();
    void watchesEvents();
    void watchesAsTable();
    void saysHealth();
    void interruptIsClean();
    void unreachableNode();
    void lostNode();
    void wrongUsage_data();
    void wrongUsage();
};

void VigiectlTest::describes() {
    const TickingNode node;
    const auto ran = run({"describe", node.address()});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY(ran.out.startsWith("Test (cloud-test), cloud, region europe\n"));
    QVERIFY(ran.out.contains("4 paths"));
}

void VigiectlTest::describesAsJson() {
    const TickingNode node;
    const auto ran = run({"describe", node.address(), "--json"});
    QCOMPARE(ran.exitCode, 0);
    const auto json = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(json["id"].toString(), "cloud-test");
    QCOMPARE(json["paths"].toArray().size(), 4);
    QCOMPARE(json["paths"][0]["feed"].toString(), "f001");
    QCOMPARE(json["inputs"][0]["transport"].toString(), "srt");
    QVERIFY(!json["inputs"][0].toObject().contains("carrier")); // not known: no key
    QCOMPARE(json["metrics"][5]["states"][1].toString(), "ok");
    QCOMPARE(json["protocol"]["major"].toInt(), 1);
}

void VigiectlTest::watchesAsJson() {
    const TickingNode node;
    const auto ran = run({"watch", node.address(), "--json", "--count", "3"});
    QCOMPARE(ran.exitCode, 0);
    const auto lines = ran.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const auto tick = QJsonDocument::fromJson(lines.back()).object();
    QCOMPARE(tick["node"].toString(), "cloud-test");
    QVERIFY(tick["sequence"].toInteger() > 0);
    QVERIFY(tick["utc"].toString().endsWith('Z'));
    const auto paths = tick["paths"].toObject();
    QCOMPARE(paths["p0"]["g"].toDouble(), 5.0); // 10 × 0.5
    QCOMPARE(paths["p1"]["g"].toDouble(), 5.5);
    QVERIFY(!paths["p2"].toObject().contains("g")); // absent: no key, never 0
    QVERIFY(paths["p2"].toObject().contains("c"));
    QVERIFY(!paths["p0"].toObject().contains("m")); // never sampled
    QCOMPARE(tick["inputs"]["in-a"]["i"].toDouble(), -0.5);
    QCOMPARE(tick["pids"]["in-a/256"]["pid"].toInt(), 1000);
    QCOMPARE(tick["node_metrics"]["s"].toString(), "ok");
}

void VigiectlTest::watchesChosenPathsAndMetrics() {
    const TickingNode node;
    const auto ran = run(
        {"watch", node.address(), "--json", "--count", "1", "--paths", "p1,p3", "--metrics", "g"});
    QCOMPARE(ran.exitCode, 0);
    const auto tick = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(tick["paths"].toObject().keys(), QStringList({"p1", "p3"}));
    QCOMPARE(tick["paths"]["p1"].toObject().keys(), QStringList({"g"}));
    QVERIFY(tick["inputs"].toObject().isEmpty());
}

void VigiectlTest::watchesEvents() {
    const TickingNode node;
    QProcess process;
    process.start(VIGIE_BIN_DIR "/vigiectl", {"watch", node.address(), "--json", "--events"});
    QJsonObject event;
    const auto findEvent = [&] {
        while (process.canReadLine()) {
            const auto line = QJsonDocument::fromJson(process.readLine()).object();
            if (line.contains("event")) {
                event = line["event"].toObject();
            }
        }
        return !event.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(findEvent(), patienceMs);
    process.terminate();
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(event["code"].toString(), "input.connected");
    QCOMPARE(event["kind"].toString(), "input");
    QCOMPARE(event["subject"].toString(), "in-a");
    QVERIFY(!event.contains("pid"));
}

void VigiectlTest::watchesAsTable() {
    const TickingNode node;
    const auto ran = run({"watch", node.address(), "--seconds", "2"});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY2(ran.out.contains("Test (cloud-test)"), ran.out);
    QVERIFY(ran.out.contains("Athletics"));
    QVERIFY(ran.out.contains("TR 101 290"));
    QVERIFY(!ran.out.contains('\x1b')); // no terminal, no codes
}

void VigiectlTest::saysHealth() {
    const TickingNode node;
    const auto ran = run({"health", node.address()});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY(ran.out.startsWith("SERVING\n"));
    for (const char* service : {"vigie.v1.Fleet", "vigie.v1.Telemetry", "vigie.v1.Preview",
                                "vigie.v1.Control", "grpc.health.v1.Health"}) {
        QVERIFY2(ran.out.contains(service), ran.out);
    }
}

void VigiectlTest::interruptIsClean() {
    const TickingNode node;
    QProcess process;
    process.start(VIGIE_BIN_DIR "/vigiectl", {"watch", node.address(), "--json"});
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), patienceMs);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().endsWith("\n")); // whole lines only
}

void VigiectlTest::unreachableNode() {
    QString address;
    {
        const TickingNode node;
        address = node.address();
    }
    for (const char* command : {"watch", "describe", "health"}) {
        const auto ran = run({command, address});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.err.contains("connection refused"), ran.err);
    }
}

void VigiectlTest::lostNode() {
    TickingNode node;
    QProcess process;
    process.start(VIGIE_BIN_DIR "/vigiectl", {"watch", node.address(), "--json"});
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), patienceMs);
    node.stop();
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(!process.readAllStandardError().isEmpty());
}

void VigiectlTest::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << QStringList({"wach"});
    QTest::newRow("no address") << QStringList({"watch"});
    QTest::newRow("negative count") << QStringList({"watch", "x:1", "--count", "-1"});
    QTest::newRow("missing file") << QStringList({"watch", "x:1", "--tls-roots", "/nonexistent"});
    QTest::newRow("certificate alone")
        << QStringList({"watch", "x:1", "--tls-cert", VIGIE_BIN_DIR "/vigiectl"});
}

void VigiectlTest::wrongUsage() {
    QFETCH(QStringList, arguments);
    const auto ran = run(arguments);
    QCOMPARE(ran.exitCode, 2);
    QVERIFY(!ran.err.isEmpty());
}

QTEST_GUILESS_MAIN(VigiectlTest)
#include "tst_vigiectl.moc"
