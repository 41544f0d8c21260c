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
        QVERIFY2(message.contains("node.yaml:3:48: ") && message.contains("bad.yaml:2:15: ") &&
                     message.contains("bad.yaml:3:1: "),
                 qPrintable(message));
        const auto none = read(head + input + "atsc}\n");
        QVERIFY(!none.has_value());
        QVERIFY(none.error().message.find("built in are dvb and ott") != std::string::npos);
    }

    void legsAndReceivers() {
        qputenv("VIGIE_TEST_SECRET", "correct horse battery");
        const auto config = read(R"(
node: {id: sat, kind: satellite}
feeds: [{id: f001, number: 1, name: One}]
inputs:
  - id: two-legs
    uri: rtp://239.1.1.1:5000?iface=lo
    leg_b: rtp://239.1.2.1:5000?iface=lo
    leg_window: 120ms
    rf:
      snmp: "[2001:db8::7]:1161"
      version: 3
      user: watcher
      auth: SHA-256
      auth_key_env: VIGIE_TEST_SECRET
      priv: AES
      priv_key: another secret
      interval: 2s
      timeout: 800ms
      oids:
        lock: {oid: 1.3.6.1.4.1.8072.9999.1, locked: 1}
        level_dbm: {oid: 1.3.6.1.4.1.8072.9999.2, scale: 0.1, offset: -100}
        cn_db: 1.3.6.1.4.1.8072.9999.3
        modcod: {oid: 1.3.6.1.4.1.8072.9999.4}
  - {id: tuner, uri: "dvb://0/1?frequency=12548000&delsys=dvb-s2&symbol-rate=27500&polarity=V"}
  - {id: v2, uri: "udp://127.0.0.1:0", rf: {snmp: "10.0.0.7:161", community_env: VIGIE_TEST_SECRET,
     oids: {cn_db: 1.3.6.1}}}
)");
        QVERIFY2(config.has_value(), config ? "" : config.error().message.c_str());
        const probe::InputConfig& legs = config->inputs[0];
        QCOMPARE(legs.legB, std::string("rtp://239.1.2.1:5000?iface=lo"));
        QVERIFY(legs.legWindow == std::chrono::milliseconds(120));
        const transport::SnmpSpec& snmp = *legs.rfSnmp;
        QCOMPARE(snmp.host, std::string("2001:db8::7"));
        QCOMPARE(snmp.port, 1161);
        QVERIFY(snmp.isV3);
        QCOMPARE(snmp.user, std::string("watcher"));
        QCOMPARE(snmp.authKey, std::string("correct horse battery"));
        QCOMPARE(snmp.privKey, std::string("another secret"));
        QVERIFY(snmp.interval == std::chrono::seconds(2));
        QVERIFY(snmp.timeout == std::chrono::milliseconds(800));
        QCOMPARE(snmp.items.size(), std::size_t(4));
        QCOMPARE(snmp.items[0].locked, std::string("1"));
        QCOMPARE(snmp.items[1].scale, 0.1);
        QCOMPARE(snmp.items[1].offset, -100.0);
        QCOMPARE(snmp.items[2].oid, std::string("1.3.6.1.4.1.8072.9999.3"));
        QVERIFY(config->inputs[1].transport == model::Transport::Dvb);
        QCOMPARE(config->inputs[2].rfSnmp->community, std::string("correct horse battery"));
        QVERIFY(!config->inputs[2].rfSnmp->isV3);
    }

    void faultsOfLegsAndReceivers_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* input, const char* expected) {
            QTest::newRow(input) << QByteArray(input) << QString(expected);
        };
        row("uri: srt://127.0.0.1:1, leg_b: 'rtp://127.0.0.1:2'",
            "node.yaml:1:83: srt://127.0.0.1:1: a leg of ST 2022-7 is written rtp://address:port");
        row("uri: 'rtp://127.0.0.1:1', leg_b: 'rtp://127.0.0.1:1'", "both legs are the same");
        row("uri: 'rtp://127.0.0.1:1', leg_window: 50ms", "'leg_window' needs 'leg_b'");
        row("uri: 'rtp://127.0.0.1:1', leg_b: 'rtp://127.0.0.1:2', leg_window: 2s",
            "expected a duration from 1ms to 1s");
        row("uri: 'udp://127.0.0.1:0', rf: 'tcp://127.0.0.1:1'",
            "expected udp://address:port where the receiver's figures arrive, or a map with "
            "'snmp'");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: somewhere, community: x, oids: {cn_db: 1.3.6}}",
            "expected the agent as host:port");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', comunity: x, oids: {cn_db: 1.3.6}}",
            "did you mean 'community'?");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', oids: {cn_db: 1.3.6}}",
            "version 2c needs a community");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', community: x, community_env: Y, oids: "
            "{cn_db: 1.3.6}}",
            "give 'community' or 'community_env', not both");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', community_env: VIGIE_NOT_SET, oids: "
            "{cn_db: 1.3.6}}",
            "the environment variable 'VIGIE_NOT_SET' is not set");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', version: 3, user: u, auth: SHA, "
            "auth_key: secret7, oids: {cn_db: 1.3.6}}",
            "the authentication key must have at least 8 characters");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', community: x, oids: {lock: 1.3.6}}",
            "lock needs the value that means locked");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', community: x, oids: {cnr: 1.3.6}}",
            "unknown figure \"cnr\": known are lock, level_dbm");
        row("uri: 'udp://127.0.0.1:0', rf: {snmp: 'a:161', community: x, interval: 9s, oids: "
            "{cn_db: 1.3.6}}",
            "expected a duration from 200ms to 4s");
        row("uri: 'dvb://0/0?frequency=1&delsys=dvb-x'", "delsys=dvb-x must be one of dvb-s,");
        row("uri: 'dvb://0/0?frequency=1&delsys=dvb-s2&polarity=V'",
            "symbol-rate is missing, which dvb-s2 needs");
        row("uri: 'dvb://0?frequency=1'", "a tuner is written dvb://adapter/frontend?");
        row("uri: 'dvb://0/0?frequenzy=1'", "did you mean \"frequency\"?");
    }
    void faultsOfLegsAndReceivers() {
        QFETCH(QByteArray, input);
        QFETCH(QString, expected);
        const auto config =
            read("{node: {id: sat, kind: satellite}, inputs: [{id: an-input-of-some-name-here, " +
                 input + "}]}");
        QVERIFY(!config);
        const QString errors = QString::fromStdString(config.error().message);
        QVERIFY2(errors.contains(expected), qPrintable(errors));
        QVERIFY(!errors.contains("secret7"));
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
