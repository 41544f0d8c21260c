// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/demo/linereader.h"
#include "core/demo/nodeprocess.h"

using namespace vigie;
using namespace vigie::demo;
using namespace std::chrono_literals;

/// A shell script stands for the node: what matters here is how it starts, speaks and ends.
class TestNodeProcess : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    NodeProcess::Files script(const QByteArray& body) {
        const QString path = m_folder.filePath("node.sh");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            qFatal("cannot write");
        }
        file.write("#!/bin/sh\n" + body);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto at = [this](const char* name) { return m_folder.filePath(name).toStdString(); };
        return {path.toStdString(), at("node.yaml"), at("node.out"), at("node.log")};
    }

    static bool pollUntil(NodeProcess& node, const std::function<bool()>& isDone) {
        return QTest::qWaitFor(
            [&] {
                node.poll();
                return isDone();
            },
            20000);
    }

private slots:
    void announcementsAreTaken() {
        NodeProcess node("n",
                         script("echo '{\"event\":\"input\",\"input\":\"in-1\",\"port\":5004}'\n"
                                "echo 'not JSON'\n"
                                "echo '{\"event\":\"input\",\"input\":\"in-2\",\"port\":99999}'\n"
                                "echo '{\"event\":\"rf\",\"input\":\"in-1\",\"port\":5105}'\n"
                                "echo '{\"event\":\"listening\",\"node\":\"n\",\"address\":"
                                "\"127.0.0.1:4001\"}'\n"
                                "exec sleep 600\n"));
        QVERIFY(!node.isRunning());
        QVERIFY(node.start());
        QVERIFY(!node.start()); // it runs already
        QVERIFY(pollUntil(node, [&] { return node.isListening(); }));
        QCOMPARE(node.address(), std::string("127.0.0.1:4001"));
        QCOMPARE(node.inputPorts().size(), 1u);
        QCOMPARE(node.inputPorts().at("in-1"), std::uint16_t{5004});
        QCOMPARE(node.rfPorts().at("in-1"), std::uint16_t{5105});
        node.kill();
        QVERIFY(!node.isRunning());
        QVERIFY(!node.isListening());
        // And anew.
        QVERIFY(node.start());
        QVERIFY(pollUntil(node, [&] { return node.isListening(); }));
        endAll({&node}, 4000ms);
        QVERIFY(!node.isRunning());
    }

    void anEndIsToldWithItsLastWords() {
        NodeProcess node("n", script("echo 'node.yaml:3:1: no such thing' >&2\nexit 2\n"));
        QVERIFY(node.start());
        QVERIFY(pollUntil(node, [&] { return !node.isRunning(); }));
        QCOMPARE(node.ending(), std::string("ended with code 2"));
        QVERIFY(node.lastWords().find("node.yaml:3:1: no such thing") != std::string::npos);
    }

    void aMissingProgramIsTold() {
        NodeProcess::Files files = script("");
        files.program = "/nowhere/vigie-node";
        NodeProcess node("n", files);
        QVERIFY(node.start());
        QVERIFY(pollUntil(node, [&] { return !node.isRunning(); }));
        QVERIFY(node.ending().find("could not be executed") != std::string::npos);
    }

    void whoDoesNotEndIsKilled() {
        NodeProcess node(
            "n", script("trap '' TERM\necho '{\"event\":\"listening\",\"address\":\"a:1\"}'\n"
                        "while :; do sleep 1; done\n"));
        QVERIFY(node.start());
        QVERIFY(pollUntil(node, [&] { return node.isListening(); }));
        endAll({&node}, 50ms);
        QVERIFY(!node.isRunning());
        QCOMPARE(node.ending(), std::string("killed"));
    }

    void linesAreWholeAndBounded() {
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        LineReader reader(ends[0]);
        const auto write = [&](const std::string& text) {
            QCOMPARE(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
        };
        write("{\"do\":");
        QVERIFY(reader.read().empty());
        write("1}\n\n{2}\n{3");
        QCOMPARE(reader.read(), (std::vector<std::string>{"{\"do\":1}", "{2}"}));
        for (int i = 0; i < 40; ++i) {
            write(std::string(4000, 'x'));
            QVERIFY(reader.read().empty());
        }
        write("\n{4}\n");
        QCOMPARE(reader.read(), std::vector<std::string>{"{4}"});
        close(ends[1]);
        QVERIFY(!reader.isAtEnd());
        QVERIFY(reader.read().empty());
        QVERIFY(reader.isAtEnd());
        close(ends[0]);
    }
};

QTEST_GUILESS_MAIN(TestNodeProcess)
#include "tst_nodeprocess.moc"
