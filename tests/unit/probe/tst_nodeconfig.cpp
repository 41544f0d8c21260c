// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/probe/nodeconfig.h"

using namespace vigie;

class TestNodeConfig : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    base::Result<probe::NodeConfig> read(const QByteArray& text) {
        QFile file(m_folder.filePath("node.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write node.yaml");
        }
        file.write(text);
        file.close();
        return probe::readNodeConfig(file.fileName().toStdString());
    }

private slots:
    void whole() {
        qputenv("VIGIE_TEST_SECRET", "correct horse battery");
        const auto config = read(R"(
node:
  id: cloud-london
  name: London
  kind: cloud
  region: europe
  position: {latitude: 51.5, longitude: -0.12}
listen: 127.0.0.1:0
regions: [{id: europe, name: Europe}]
feeds:
  - {id: f001, number: 1, name: Ceremony · World Feed, sport: Ceremony, venue: Stadium}
inputs:
  - id: in-f001
    uri: srt://127.0.0.1:4001?mode=caller&latency=120
    passphrase_env: VIGIE_TEST_SECRET
    services:
      - {path: london-f001, service: 7, feed: f001, decode: key-frames}
  - id: sat
    uri: rtp://127.0.0.1:0
    carrier: T7 12.548 V
    rf: udp://127.0.0.1:0
    services:
      - {feed: f001, service: 7, kind: satellite}
)");
        QVERIFY2(config.has_value(), config ? "" : config.error().message.c_str());
        QCOMPARE(config->id, std::string("cloud-london"));
        QVERIFY(config->kind == model::NodeKind::Cloud);
        QCOMPARE(config->inputs.size(), std::size_t(2));
        const probe::InputConfig& srt = config->inputs[0];
        QVERIFY(srt.transport == model::Transport::Srt);
        QCOMPARE(srt.passphrase, std::string("correct horse battery"));
        QCOMPARE(srt.profile.name, std::string("dvb"));
        QCOMPARE(srt.services.at(0).pathId, std::string("london-f001"));
        QVERIFY(srt.services.at(0).kind == model::PathKind::Cloud);
        QCOMPARE(srt.services.at(0).regionId, std::string("europe"));
        QVERIFY(srt.services.at(0).policy == model::DecodePolicy::KeyFrames);
        QCOMPARE(config->inputs[1].services.at(0).pathId, std::string("sat-f001"));
        QVERIFY(config->inputs[1].services.at(0).kind == model::PathKind::Satellite);
        QVERIFY(config->inputs[1].services.at(0).policy == model::DecodePolicy::Full);
    }

    void faults() {
        const auto config = read(R"(node: {id: Cloud London, kind: clowd, region: nowhere}
feeds: [{id: f001}]
inputs:
  - id: a
    uri: srtt://127.0.0.1:1
    services: [{feed: f009}, {feed: f001, service: 70000}]
  - {id: a, uri: udp://127.0.0.1:0, rf: 5005}
)");
        QVERIFY(!config);
        const QString errors = QString::fromStdString(config.error().message);
        for (const char* expected :
             {"'nowhere' is no region", "node.yaml:1:12: expected an id of lower-case letters",
              "did you mean 'cloud'?", "node.yaml:5:10: ", "'f009' is no feed",
              "expected a whole number from 0 to 65535", "the input 'a' is given twice",
              "expected udp://address:port"}) {
            QVERIFY2(errors.contains(expected), qPrintable(errors));
        }
    }

    void profiles() {
        const auto write = [this](const char* name, const QByteArray& text) {
            QFile file(m_folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly)) {
                qFatal("cannot write %s", name);
            }
            file.write(text);
        };
        const QByteArray head = "node: {id: n, kind: cloud}\ninputs:\n";
        const QByteArray input = "  - {id: a, uri: 'udp://127.0.0.1:0', profile: ";
        // A file beside the node's own.
        write("uplink.yaml", "base: dvb\nlimits: {pcr: 40ms}\ndisable: [3.6]\n");
        const auto config = read(head + input + "uplink.yaml}\n");
        QVERIFY2(config.has_value(), config ? "" : config.error().message.c_str());
        const ts::Profile& profile = config->inputs.at(0).profile;
        QCOMPARE(profile.name, std::string("uplink"));
        QVERIFY(profile.pcrInterval == std::chrono::milliseconds(40));
        QVERIFY(!profile.isEnabled[static_cast<std::size_t>(ts::Check::EitPfError)]);

        // Its faults are told with both places, each in its line.
        write("bad.yaml", "base: dvb\nlimits: {pcr: soon}\nfoo: 1\n");
        const auto bad = read(head + input + "bad.yaml}\n");
        QVERIFY(!bad.has_value());
        const QString message = QString::fromStdString(bad.error().message);
        QVERIFY2(message.contains("node.yaml:3:49: ") && message.contains("bad.yaml:2:15: ") &&
                     message.contains("bad.yaml:3:1: "),
                 qPrintable(message));
        const auto none = read(head + input + "atsc}\n");
        QVERIFY(!none.has_value());
        QVERIFY(none.error().message.find("built in are dvb and ott") != std::string::npos);
    }

    void oneStream() {
        const auto config =
            probe::nodeConfigFromUri("udp://127.0.0.1:5000?iface=lo", model::PathKind::Fibre);
        QVERIFY2(config.has_value(), config ? "" : config.error().message.c_str());
        QCOMPARE(config->id, std::string("udp-127.0.0.1-5000"));
        QVERIFY(config->inputs.at(0).services.at(0).kind == model::PathKind::Fibre);
        QCOMPARE(config->inputs.at(0).services.at(0).serviceId, std::uint16_t(0));
        QVERIFY(config->inputs.at(0).services.at(0).policy == model::DecodePolicy::Full);
        QVERIFY(!probe::nodeConfigFromUri("gopher://x", model::PathKind::Cloud).has_value());
        const auto hls =
            probe::nodeConfigFromUri("http://127.0.0.1:1/a.m3u8", model::PathKind::Cloud);
        QVERIFY(hls);
        QCOMPARE(hls->inputs.at(0).profile.name, std::string("ott"));
    }
};

QTEST_APPLESS_MAIN(TestNodeConfig)
#include "tst_nodeconfig.moc"
