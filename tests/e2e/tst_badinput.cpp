// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bad input gets a clear sentence, and the rest goes on.
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/clip.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;

class TestBadInput : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", qPrintable(name));
        }
        file.write(text);
        return file.fileName();
    }

private slots:
    void sentences_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const QString typo = write("typo.yaml", "node: {id: a, kind: cloud}\n"
                                                "inputs:\n"
                                                "  - id: x\n"
                                                "    uri: udp://127.0.0.1:0\n"
                                                "    servises: []\n");
        const QString syntax = write("syntax.yaml", "node: {id: a\ninputs: [\n");
        QTest::newRow("nothing") << QStringList{} << "URI or --config";
        QTest::newRow("both") << QStringList{"--config", typo, "udp://127.0.0.1:0"}
                              << "either one stream";
        QTest::newRow("no file") << QStringList{"--config", "/nonexistent.yaml"}
                                 << "cannot be read";
        QTest::newRow("typo") << QStringList{"--config", typo}
                              << "typo.yaml:5:5: unknown key 'servises', did you mean 'services'?";
        QTest::newRow("syntax") << QStringList{"--config", syntax} << "syntax.yaml:";
        QTest::newRow("scheme") << QStringList{"srrt://127.0.0.1:9000"} << "srrt";
        QTest::newRow("passphrase")
            << QStringList{"srt://127.0.0.1:9000?passphrase=short"} << "passphrase";
        QTest::newRow("open to the world")
            << QStringList{"udp://127.0.0.1:0", "--listen", "0.0.0.0:0"} << "--insecure";
        QTest::newRow("address") << QStringList{"udp://127.0.0.1:0", "--listen", "nowhere"}
                                 << "nowhere";
    }
    void sentences() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        e2e::ChildProcess node("vigie-node", arguments);
        const auto code = node.waitForExit(20000);
        QVERIFY2(code.has_value(), "did not end, or crashed");
        QVERIFY(*code == 1 || *code == 2);
        const QString said = node.errors();
        QVERIFY2(said.contains(sentence), qPrintable(said));
        QVERIFY2(!said.contains("terminate called"), qPrintable(said));
    }

    void gRpcPortInUse() {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const QString address = QStringLiteral("127.0.0.1:%1").arg(taken.serverPort());
        e2e::ChildProcess node("vigie-node", {"udp://127.0.0.1:0", "--listen", address});
        QCOMPARE(node.waitForExit(20000), std::optional(1));
        QVERIFY2(node.errors().contains(address), qPrintable(node.errors()));
    }

    void oneBadInputLeavesTheOthersAlone() {
        const QString clip = e2e::thirdPartyClip(m_folder);
        QVERIFY(!clip.isEmpty());
        QUdpSocket taken;
        QVERIFY(taken.bind(QHostAddress::LocalHost, 0));
        const QString noise = write("noise.ts", QByteArray(300000, 'x'));
        const QString config =
            write("mixed.yaml",
                  QStringLiteral(
                      "node: {id: mixed, kind: cloud, region: here}\n"
                      "regions: [{id: here}]\n"
                      "feeds: [{id: good}, {id: noise}, {id: far}, {id: taken}]\n"
                      "inputs:\n"
                      "  - {id: good, uri: 'file://%1', services: [{feed: good}]}\n"
                      "  - {id: noise, uri: 'file://%2', services: [{feed: noise}]}\n"
                      "  - {id: far, uri: 'srt://127.0.0.1:1', services: [{feed: far}]}\n"
                      "  - {id: taken, uri: 'udp://127.0.0.1:%3', services: [{feed: taken}]}\n")
                      .arg(clip, noise)
                      .arg(taken.localPort())
                      .toUtf8());
        e2e::ChildProcess node("vigie-node", {"--config", config});
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(listening, qPrintable(node.errors()));
        e2e::HeadlessDesk desk({listening->value("address").toString().toStdString()});
        const auto state = [&desk](const char* input) {
            return desk.latest("mixed", model::Scope::Input, input, model::key::inputState)
                .value_or(-1);
        };
        QTRY_COMPARE_WITH_TIMEOUT(state("good"), std::int64_t(model::state::InputReceiving), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(state("noise") == model::state::InputFailed, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(state("taken") == model::state::InputFailed ||
                                     state("taken") == model::state::InputConnecting,
                                 20000);
        QVERIFY(state("far") != model::state::InputReceiving);
        // The good one is healthy, the others have no data: said so, not zero.
        const auto judged = [&desk](const char* path) {
            return desk.latest("mixed", model::Scope::Path, path, model::key::secondsJudged)
                .value_or(-1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(judged("good-good") >= 3 && judged("far-far") >= 1, 30000);
        QVERIFY(!desk.latest("mixed", model::Scope::Input, "far", model::key::tsBitrate));
        node.terminate();
        QCOMPARE(node.waitForExit(8000), std::optional(0));
    }

    void unreachableNodeDoesNotHoldUpTheOthers() {
        e2e::ChildProcess node("vigie-node", {"udp://127.0.0.1:0"});
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(listening, qPrintable(node.errors()));
        e2e::HeadlessDesk desk(
            {"127.0.0.1:1", listening->value("address").toString().toStdString()});
        QVERIFY(desk.waitUntil(
            [](const engine::Snapshot& snapshot) {
                return snapshot.nodes.size() == 2 &&
                       snapshot.nodes[1].contact == fleet::Contact::Connected &&
                       snapshot.nodes[0].contact != fleet::Contact::Connected &&
                       !snapshot.nodes[0].contactReason.empty();
            },
            15000));
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
