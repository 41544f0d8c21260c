// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

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

/// A node that finishes every capture that it is asked for with the same bytes, or fails it.
class CapturingNode {
public:
    explicit CapturingNode(std::string stream, model::NodeDescription d = makeDescription())
        : provider(std::move(d)), m_server(std::move(*Server::start(provider, {}))),
          m_thread([this, stream = std::move(stream)](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  for (const auto& info : provider.captures()) {
                      if (info.state == fleet::CaptureState::Recording) {
                          provider.completeCapture(info.id, stream, "{\"packets\":1}\n");
                      }
                  }
                  vigie::testing::pace(20ms);
              }
          }) {}
    [[nodiscard]] QString address() const {
        return QString::fromStdString(fmt::format("127.0.0.1:{}", m_server->port()));
    }

    FakeProvider provider;

private:
    std::unique_ptr<Server> m_server;
    std::jthread m_thread;
};

model::NodeDescription oneInput() {
    auto d = makeDescription(1);
    d.inputs.resize(1);
    d.pids.clear();
    d.services.clear();
    return d;
}

struct Ran {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

} // namespace

/// `vigiectl capture` and `vigiectl decode` as a script sees them.
class VigiectlControlTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] Ran run(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(VIGIE_BIN_DIR "/vigiectl", arguments);
        if (!process.waitForFinished(patienceMs)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    [[nodiscard]] QStringList filesHere() const {
        return QDir(m_folder->path()).entryList(QDir::Files);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void capturesTheOnlyInput() {
        const CapturingNode node(std::string(200'000, 'x'), oneInput());
        const auto ran = run({"capture", node.address(), "--before", "3", "--after", "1",
                              "--reason", "a look", "--json"});
        QVERIFY2(ran.exitCode == 0, ran.err);
        const auto json = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(json["id"].toString(), "in-a-1");
        QCOMPARE(json["state"].toString(), "complete");
        QCOMPARE(json["reason"].toString(), "a look");
        QVERIFY(!json.contains("remark"));
        QCOMPARE(filesHere(), QStringList({"in-a-1.json", "in-a-1.ts"}));
        QCOMPARE(contentOf(m_folder->filePath("in-a-1.ts")), QByteArray(200'000, 'x'));
        QCOMPARE(contentOf(m_folder->filePath("in-a-1.json")), "{\"packets\":1}\n");
        QVERIFY(node.provider.lastCapture().before == 3s);
        QVERIFY(node.provider.lastCapture().after == 1s);
        QVERIFY(!node.provider.lastCapture().around);
    }

    void capturesAMomentOfAChosenInput() {
        const CapturingNode node("bytes");
        const auto ran = run({"capture", node.address(), "in-b", "--around",
                              "2026-07-26T18:05:43.120Z", "--output", "fault.ts"});
        QVERIFY2(ran.exitCode == 0, ran.err);
        QVERIFY2(ran.out.contains("fault.ts\n") && ran.out.contains("fault.json\n"), ran.out);
        QCOMPARE(contentOf(m_folder->filePath("fault.ts")), "bytes");
        QCOMPARE(node.provider.lastCapture().inputId, std::string("in-b"));
        QVERIFY(base::toIso8601(*node.provider.lastCapture().around) == "2026-07-26T18:05:43.120Z");
    }

    void listsAndFetches() {
        const CapturingNode node("bytes");
        QCOMPARE(run({"capture", node.address(), "in-a"}).exitCode, 0);
        const auto listed = run({"capture", node.address(), "--list"});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY2(listed.out.startsWith("in-a-1  complete"), listed.out);
        const auto fetched =
            run({"capture", node.address(), "--get", "in-a-1", "--output", "x.ts"});
        QVERIFY2(fetched.exitCode == 0, fetched.err);
        QCOMPARE(contentOf(m_folder->filePath("x.ts")), "bytes");
        const auto unknown = run({"capture", node.address(), "--get", "nothing"});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("has no capture 'nothing'"), unknown.err);
    }

    void nothingIsOverwritten() {
        const CapturingNode node("bytes");
        QFile there(m_folder->filePath("x.json"));
        QVERIFY(there.open(QIODevice::WriteOnly));
        there.write("mine");
        there.close();
        const QStringList arguments{"capture", node.address(), "in-a", "--output", "x.ts"};
        const auto refused = run(arguments);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("'x.json' is there already"), refused.err);
        QCOMPARE(contentOf(m_folder->filePath("x.json")), "mine");
        QVERIFY(node.provider.captures().empty()); // the node was not even asked
        QCOMPARE(run(arguments + QStringList{"--force"}).exitCode, 0);
        QCOMPARE(contentOf(m_folder->filePath("x.json")), "{\"packets\":1}\n");
    }

    void failuresAreTold() {
        const CapturingNode node("");
        auto ran = run({"capture", node.address(), "in-a"});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.err.contains("the capture failed: nothing came"), ran.err);
        ran = run({"capture", node.address()});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.err.contains("which input? One of in-a, in-b"), ran.err);
        ran = run({"capture", node.address(), "in-z"});
        QVERIFY2(ran.err.contains("no input 'in-z'"), ran.err);
        QVERIFY(filesHere().isEmpty());
    }

    void asksForDecoding() {
        CapturingNode node("bytes");
        const auto ran =
            run({"decode", node.address(), "p1", "--policy", "key-frames", "--seconds", "90"});
        QVERIFY2(ran.exitCode == 0, ran.err);
        QCOMPARE(ran.out, "p1: key-frames at least, until 2026-07-26T12:00:00.000Z\n");
        QVERIFY(node.provider.lastDecode().policy == model::DecodePolicy::KeyFrames);
        QVERIFY(node.provider.lastDecode().duration == 90s);
        QCOMPARE(run({"decode", node.address(), "p1", "--policy", "off"}).out,
                 "p1: as configured again\n");
        const auto json =
            QJsonDocument::fromJson(
                run({"decode", node.address(), "p1", "--policy", "full", "--json"}).out)
                .object();
        QCOMPARE(json["policy"].toString(), "full");
        QCOMPARE(json["until"].toString(), "2026-07-26T12:00:00.000Z");
        const auto unknown = run({"decode", node.address(), "px", "--policy", "full"});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("no path \"px\""), unknown.err);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no policy") << QStringList({"decode", "x:1", "p"});
        QTest::newRow("adaptive") << QStringList({"decode", "x:1", "p", "--policy", "adaptive"});
        QTest::newRow("too long") << QStringList(
            {"decode", "x:1", "p", "--policy", "full", "--seconds", "3601"});
        QTest::newRow("before") << QStringList({"capture", "x:1", "--before", "601"});
        QTest::newRow("no time") << QStringList({"capture", "x:1", "--around", "yesterday"});
        QTest::newRow("list and get") << QStringList({"capture", "x:1", "--list", "--get", "x"});
        QTest::newRow("get of an input") << QStringList({"capture", "x:1", "in", "--get", "x"});
        QTest::newRow("analysis as output")
            << QStringList({"capture", "x:1", "in", "--output", "x.json"});
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        const auto ran = run(arguments);
        QCOMPARE(ran.exitCode, 2);
        QVERIFY(!ran.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(VigiectlControlTest)
#include "tst_vigiectlcontrol.moc"
