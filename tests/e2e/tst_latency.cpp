// SPDX-License-Identifier: GPL-3.0-or-later
//
// A delay put on one path appears as skew: real nodes, real SRT through a delayed link.
#include <QTemporaryDir>
#include <QTest>

#include "core/transport/sender.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/clip.h"
#include "tests/e2e/support/headlessdesk.h"
#include "tests/e2e/support/player.h"

using namespace vigie;

class TestLatency : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const QString& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", qPrintable(name));
        }
        file.write(text.toUtf8());
        return file.fileName();
    }

    QString node(const QString& id, const QString& kind, const QString& uri) {
        return write(
            id + ".yaml",
            QStringLiteral("node: {id: %1, kind: %2%3}\n"
                           "regions: [{id: europe, name: Europe}]\n"
                           "feeds: [{id: f001, number: 1, name: Feed}]\n"
                           "inputs:\n"
                           "  - id: in\n"
                           "    uri: '%4'\n"
                           "    services: [{path: p, feed: f001}]\n")
                .arg(id, kind, kind == "origin" ? QString() : QString(", region: europe"), uri));
    }

private slots:
    void delayAppearsAsSkew() {
        const QString clip = e2e::thirdPartyClip(m_folder);
        QVERIFY2(!clip.isEmpty(), "ffmpeg could not make the clip");

        e2e::ChildProcess origin("vigie-node",
                                 {"--config", node("origin", "origin", "udp://127.0.0.1:0")});
        const auto port = origin.waitForEvent("input", 20000);
        QVERIFY2(port, qPrintable(origin.errors()));
        const auto toOrigin =
            transport::makeSender("udp://127.0.0.1:" + std::to_string(port->value("port").toInt()));
        QVERIFY(toOrigin);
        const auto srt = transport::makeSender("srt://127.0.0.1:0?mode=listener&latency=120");
        QVERIFY(srt);
        const auto relay = transport::makeUdpRelay(1);
        transport::LinkImpairment near;
        transport::LinkImpairment far;
        far.delayMs = 400;
        const auto nearPort = relay->addLink((*srt)->boundPort(), near);
        const auto farPort = relay->addLink((*srt)->boundPort(), far);
        QVERIFY(nearPort && farPort);

        const QString uri = "srt://127.0.0.1:%1?mode=caller&latency=120";
        e2e::ChildProcess cloud("vigie-node",
                                {"--config", node("cloud", "cloud", uri.arg(*nearPort))});
        e2e::ChildProcess satellite("vigie-node",
                                    {"--config", node("sat", "satellite", uri.arg(*farPort))});
        std::vector<std::string> addresses;
        for (e2e::ChildProcess* process : {&origin, &cloud, &satellite}) {
            const auto listening = process->waitForEvent("listening", 20000);
            QVERIFY2(listening, qPrintable(process->errors()));
            addresses.push_back(listening->value("address").toString().toStdString());
        }
        e2e::Player player(clip.toStdString(), [&](std::span<const std::byte> datagram) {
            (*toOrigin)->send(datagram);
            (*srt)->send(datagram);
        });
        QVERIFY(player.isValid());

        e2e::HeadlessDesk desk(addresses);
        const bool isMeasured = desk.waitUntil(
            [](const engine::Snapshot& snapshot) {
                return snapshot.deliveries.size() == 1 &&
                       snapshot.deliveries[0].skew.ms.has_value() &&
                       snapshot.deliveries[0].latency.ms.has_value() &&
                       std::abs(*snapshot.deliveries[0].skew.ms + 400.0) < 20.0;
            },
            45000);
        const auto snapshot = desk.snapshot();
        QVERIFY(!snapshot->deliveries.empty());
        const auto& delivery = snapshot->deliveries[0];
        QVERIFY2(isMeasured,
                 qPrintable(QString("skew %1 ms (%2)")
                                .arg(delivery.skew.ms.value_or(0))
                                .arg(QString::fromStdString(delivery.skew.unknownBecause))));
        // The near path's latency is SRT's own buffer and little more.
        QVERIFY2(*delivery.latency.ms > 100 && *delivery.latency.ms < 250,
                 qPrintable(QString::number(*delivery.latency.ms)));
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
