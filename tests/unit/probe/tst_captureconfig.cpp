// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/config/scalars.h"
#include "core/probe/nodeconfig.h"

using namespace vigie;
using namespace std::chrono_literals;

/// `capture:` of a node's file and of its inputs.
class TestCaptureConfig : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    base::Result<probe::NodeConfig> read(const QByteArray& capture, const QByteArray& inputs) {
        QFile file(m_folder.filePath("node.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write node.yaml");
        }
        file.write("node: {id: n, kind: cloud}\n" + capture + "inputs:\n" + inputs);
        file.close();
        return probe::readNodeConfig(file.fileName().toStdString());
    }
    static inline const QByteArray oneInput = "  - {id: in, uri: 'udp://127.0.0.1:0'}\n";

private slots:
    void offUnlessConfigured() {
        const auto config = read("", oneInput);
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        QVERIFY(!config->capture);
        QVERIFY(!config->inputs.at(0).capture);
    }

    void defaults() {
        const auto config = read("capture: {folder: kept}\n", oneInput);
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        QCOMPARE(config->capture->store.folder.string(), m_folder.filePath("kept").toStdString());
        QCOMPARE(config->capture->store.keep, std::size_t(20));
        QCOMPARE(config->capture->store.keepBytes, std::uint64_t(2'000'000'000));
        const auto& input = *config->inputs.at(0).capture;
        QVERIFY(input.ringTime == 60s);
        QVERIFY(input.before == 10s && input.after == 5s && input.atMostEvery == 60s);
        QVERIFY(input.on.empty());
    }

    void whole() {
        const auto config = read(R"(capture:
  folder: /var/lib/vigie
  keep: 7
  keep_bytes: 1.5GB
  ring: {time: 2min, size: 300MB}
  before: 20s
  after: 8s
  on: ["1.1", "1.3.a", content.black, input.loss]
  at_most_every: 5min
)",
                                 R"(  - {id: a, uri: 'udp://127.0.0.1:0'}
  - {id: b, uri: 'udp://127.0.0.1:0', capture: false}
  - id: c
    uri: udp://127.0.0.1:0
    capture: {ring: 200MB, on: ["1.4"], before: 2s}
)");
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        QCOMPARE(config->capture->store.folder.string(), std::string("/var/lib/vigie"));
        QCOMPARE(config->capture->store.keep, std::size_t(7));
        QCOMPARE(config->capture->store.keepBytes, std::uint64_t(1'500'000'000));
        const auto& a = *config->inputs.at(0).capture;
        QVERIFY(a.ringTime == 120s);
        QCOMPARE(a.ringBytes, std::uint64_t(300'000'000));
        QVERIFY(a.before == 20s && a.after == 8s && a.atMostEvery == 300s);
        QVERIFY((a.on == std::vector<std::string>{"1.1", "1.3.a", "content.black", "input.loss"}));
        QVERIFY(!config->inputs.at(1).capture);
        const auto& c = *config->inputs.at(2).capture;
        QVERIFY(!c.ringTime);
        QCOMPARE(c.ringBytes, std::uint64_t(200'000'000));
        QVERIFY((c.on == std::vector<std::string>{"1.4"}));
        QVERIFY(c.before == 2s && c.after == 8s);
    }

    void faults_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* capture, const char* expected) {
            QTest::newRow(name) << QByteArray("capture: ") + capture + "\n"
                                << oneInput << QString(expected);
        };
        row("no folder", "{keep: 3}", "node.yaml:2:10: missing key 'folder'");
        row("unknown key", "{folder: x, rings: 60s}", "'ring'");
        row("no ring", "{folder: x, ring: much}",
            "expected a time or a size, such as 60s or 200MB");
        row("small ring", "{folder: x, ring: 1MB}", "expected a size of at least 4 MB");
        row("short ring", "{folder: x, ring: 2s}", "expected whole seconds from 5 to 86400 s");
        row("ring too short", "{folder: x, ring: 10s}",
            "a ring of 10 s cannot hold 10 s before and 5 s after a fault");
        row("empty ring", "{folder: x, ring: {}}", "expected 'time', 'size' or both");
        row("fraction", "{folder: x, before: 1.5s}", "expected whole seconds from 0 to 600 s");
        row("nothing", "{folder: x, before: 0s, after: 0s}", "at least 1 s of the two");
        row("no check", "{folder: x, on: [\"1.7\"]}", "'1.7' is no fault that can begin a capture");
        row("policy is no fault", "{folder: x, on: [content.policy]}", "is no fault");
        row("twice", "{folder: x, on: [\"1.4\", \"1.4\"]}", "'1.4' is given twice");
        row("keep nothing", "{folder: x, keep: 0}", "expected a whole number from 1 to 1000");
        row("keep bytes", "{folder: x, keep_bytes: lots}", "expected a size");
        QTest::newRow("input without a node's")
            << QByteArray() << QByteArray("  - {id: in, uri: 'udp://127.0.0.1:0', capture: {}}\n")
            << "only where the file has a 'capture' of its own";
        QTest::newRow("input's keep")
            << QByteArray("capture: {folder: x}\n")
            << QByteArray("  - {id: in, uri: 'udp://127.0.0.1:0', capture: {keep: 3}}\n")
            << "'keep' is the whole node's";
        QTest::newRow("true") << QByteArray("capture: {folder: x}\n")
                              << QByteArray(
                                     "  - {id: in, uri: 'udp://127.0.0.1:0', capture: true}\n")
                              << "expected 'false', or a map";
    }
    void faults() {
        QFETCH(QByteArray, capture);
        QFETCH(QByteArray, inputs);
        QFETCH(QString, expected);
        const auto config = read(capture, inputs);
        QVERIFY(!config);
        const auto told = QString::fromStdString(config.error().message);
        QVERIFY2(told.contains(expected), qPrintable(told));
        QVERIFY2(told.contains("node.yaml:"), qPrintable(told));
    }

    void byteCounts() {
        using config::parseByteCount;
        QCOMPARE(parseByteCount("200MB"), std::optional<std::uint64_t>(200'000'000));
        QCOMPARE(parseByteCount("1.5 GB"), std::optional<std::uint64_t>(1'500'000'000));
        QCOMPARE(parseByteCount("64KiB"), std::optional<std::uint64_t>(65'536));
        QCOMPARE(parseByteCount("10B"), std::optional<std::uint64_t>(10));
        for (const char* text : {"", "MB", "200", "-1MB", "200mb", "60s", "1e30TB", "2 MB MB"}) {
            QVERIFY2(!parseByteCount(text), text);
        }
    }
};

QTEST_APPLESS_MAIN(TestCaptureConfig)
#include "tst_captureconfig.moc"
