// SPDX-License-Identifier: GPL-3.0-or-later
//
// Streams that somebody else's program sends, to a node started with one command of the README,
// seen by vigiectl; and a standard client at our door.
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;

namespace {

QStringList ffmpegSending(const QString& uri) {
    return {"-loglevel",
            "error",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=640x360:rate=25",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:sample_rate=48000",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-tune",
            "zerolatency",
            "-g",
            "25",
            "-c:a",
            "mp2",
            "-t",
            "60",
            "-f",
            "mpegts",
            uri};
}

} // namespace

class TestThirdParty : public QObject {
    Q_OBJECT
private slots:
    void sourceAppears_data() {
        QTest::addColumn<QString>("nodeUri");
        QTest::addColumn<QString>("senderUri");
        QTest::newRow("srt") << "srt://127.0.0.1:0?mode=listener&latency=120"
                             << "srt://127.0.0.1:%1?mode=caller&transtype=live";
        QTest::newRow("udp") << "udp://127.0.0.1:0"
                             << "udp://127.0.0.1:%1?pkt_size=1316";
        QTest::newRow("rtp") << "rtp://127.0.0.1:0"
                             << "rtp://127.0.0.1:%1";
    }
    void sourceAppears() {
        QFETCH(QString, nodeUri);
        QFETCH(QString, senderUri);
        e2e::ChildProcess node("vigie-node", {nodeUri, "--id", "node"});
        const auto input = node.waitForEvent("input", 20000);
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(input && listening, qPrintable(node.errors()));
        QProcess ffmpeg;
        QStringList arguments = ffmpegSending(senderUri.arg(input->value("port").toInt()));
        if (nodeUri.startsWith("rtp")) {
            arguments[arguments.indexOf("mpegts")] = "rtp_mpegts";
        }
        ffmpeg.start("ffmpeg", arguments);
        QVERIFY(ffmpeg.waitForStarted());

        const QString address = listening->value("address").toString();
        e2e::ChildProcess ctl("vigiectl", {"watch", address, "--json"});
        QJsonObject seen;
        const auto hasAll = [&seen, &ctl] {
            while (ctl.process().canReadLine()) {
                const auto object = QJsonDocument::fromJson(ctl.process().readLine()).object();
                const auto path = object["paths"].toObject()["path"].toObject();
                for (auto it = path.begin(); it != path.end(); ++it) {
                    seen[it.key()] = it.value();
                }
            }
            return seen["path.bitrate"].toDouble() > 100000 && seen["video.width"].toInt() == 640 &&
                   seen.contains("audio.level.1") && seen["audio.level.1"].toDouble() > -40;
        };
        const bool isSeen = QTest::qWaitFor(hasAll, 40000);
        QVERIFY2(isSeen, QJsonDocument(seen).toJson() + ctl.errors().toUtf8() +
                             ffmpeg.readAllStandardError());

        // And its picture, as a wall would ask for it.
        e2e::HeadlessDesk desk({address.toStdString()});
        struct Sink final : fleet::PreviewSink {
            void onAccessUnit(model::AccessUnitPtr unit) override { units += unit->isKey ? 1 : 0; }
            void onInterrupted(const std::string&) override {}
            std::atomic<int> units{0};
        } sink;
        QVERIFY(
            desk.waitUntil([](const auto& snapshot) { return !snapshot.paths.empty(); }, 10000));
        const auto watch = desk.source().watchPreview({"node", "path"}, {}, sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.units > 1, 20000);
        ffmpeg.terminate();
        ffmpeg.waitForFinished(5000);
    }

    void reflectionAndHealthAreThere() {
        e2e::ChildProcess node("vigie-node", {"udp://127.0.0.1:0"});
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(listening, qPrintable(node.errors()));
        e2e::ChildProcess ctl("vigiectl", {"health", listening->value("address").toString()});
        QCOMPARE(ctl.waitForExit(20000), std::optional(0));
        const QString said = QString::fromUtf8(ctl.process().readAllStandardOutput());
        for (const char* expected : {"SERVING", "vigie.v1.Fleet", "vigie.v1.Telemetry",
                                     "vigie.v1.Preview", "grpc.health.v1.Health"}) {
            QVERIFY2(said.contains(expected), qPrintable(said));
        }
    }
};

QTEST_GUILESS_MAIN(TestThirdParty)
#include "tst_thirdparty.moc"
