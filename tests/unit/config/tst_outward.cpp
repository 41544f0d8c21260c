// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"

using namespace vigie;
using outward::TargetKind;

/// Who else is told of alarms, as the desk file says it.
class TestOutward : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    base::Result<config::DeskConfig> read(const QByteArray& outward) {
        QFile file(m_folder.filePath("desk.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write");
        }
        file.write("nodes: [127.0.0.1:7070]\n" + outward);
        file.close();
        return config::readDeskConfig(file.fileName().toStdString());
    }

private slots:
    void initTestCase() {
        qputenv("VIGIE_TEST_SECRET", "from the environment");
        qunsetenv("VIGIE_TEST_UNSET");
    }

    void nothingIsSaid() {
        const auto desk = read("");
        QVERIFY(desk.has_value());
        QVERIFY(desk->outward.empty());
        QVERIFY(desk->rulesFile.empty());
    }

    void everyKind() {
        const auto desk = read(R"(rules: site/rules.yaml
outward:
  - name: noc
    kind: webhook
    url: https://hooks.example/services/T0
    secret_env: VIGIE_TEST_SECRET
    least: major
  - {name: here, kind: alertmanager, url: "http://127.0.0.1:9093", alarms: true}
  - {name: traps, kind: snmp, address: 10.0.0.7:162, community: public}
  - name: informs
    kind: snmp
    address: nms.example:162
    version: 3
    send: inform
    user: vigie
    auth: SHA-256
    auth_key: authentication
    priv: AES
    priv_key_env: VIGIE_TEST_SECRET
  - {name: traps3, kind: snmp, address: "10.0.0.7:162", version: 3, user: vigie,
     engine_id: "80001f8804766967", root: 1.3.6.1.4.1.99999.1}
  - {name: logs, kind: syslog, address: "tcp://logs.example:601", least: critical}
)");
        QVERIFY2(desk.has_value(), desk ? "" : desk.error().message.c_str());
        QCOMPARE(desk->rulesFile.string(), m_folder.filePath("site/rules.yaml").toStdString());
        QCOMPARE(desk->outward.size(), 6U);
        const auto& noc = desk->outward[0];
        QCOMPARE(noc.name, std::string("noc"));
        QVERIFY(noc.kind == TargetKind::Webhook);
        QCOMPARE(noc.address, std::string("https://hooks.example/services/T0"));
        QCOMPARE(noc.secret, std::string("from the environment"));
        QVERIFY(noc.least == alarm::Severity::Major);
        QVERIFY(!noc.hasAlarms);
        QVERIFY(desk->outward[1].kind == TargetKind::Alertmanager);
        QVERIFY(desk->outward[1].hasAlarms);
        QVERIFY(desk->outward[1].least == alarm::Severity::Warning);
        QVERIFY(desk->outward[2].kind == TargetKind::Snmp);
        QVERIFY(!desk->outward[2].snmp.isV3 && !desk->outward[2].snmp.isInform);
        QCOMPARE(desk->outward[2].secret, std::string("public"));
        const auto& informs = desk->outward[3].snmp;
        QVERIFY(informs.isV3 && informs.isInform);
        QCOMPARE(informs.user, std::string("vigie"));
        QCOMPARE(informs.authProtocol, std::string("SHA-256"));
        QCOMPARE(informs.authKey, std::string("authentication"));
        QCOMPARE(informs.privProtocol, std::string("AES"));
        QCOMPARE(informs.privKey, std::string("from the environment"));
        QCOMPARE(desk->outward[4].snmp.engineId, std::string("80001f8804766967"));
        QCOMPARE(desk->outward[4].snmp.root, std::string("1.3.6.1.4.1.99999.1"));
        QVERIFY(desk->outward[5].kind == TargetKind::Syslog);
        QVERIFY(desk->outward[5].least == alarm::Severity::Critical);
    }

    void mistakes_data() {
        QTest::addColumn<QByteArray>("outward");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray("outward:\n") + text << QString(expected);
        };
        row("no map", "  - noc\n", "desk.yaml:3:5: expected a target");
        row("no name", "  - {kind: syslog, address: \"udp://a:514\"}\n", "desk.yaml:3:5: missing");
        row("no kind", "  - {name: a}\n", "desk.yaml:3:5: missing");
        row("unknown kind", "  - {name: a, kind: pager}\n", "desk.yaml:3:21: ");
        row("unknown key", "  - name: a\n    kind: webhook\n    url: https://a/\n    ur: x\n",
            "desk.yaml:6:5: ");
        row("twice",
            "  - {name: a, kind: webhook, url: https://a/}\n"
            "  - {name: a, kind: webhook, url: https://b/}\n",
            "desk.yaml:4:5: the target 'a' is given twice");
        row("no address", "  - {name: a, kind: webhook, url: \"ftp://SECRET@a/\"}\n",
            "desk.yaml:3:35: expected an address such as https://host/path");
        row("plain http", "  - {name: a, kind: webhook, url: \"http://u:SECRET@a:80/\"}\n",
            "desk.yaml:3:35: plain http leaves this machine");
        row("disguised loopback",
            "  - {name: a, kind: webhook, url: \"http://127.0.0.1:SECRET@a/\"}\n",
            "desk.yaml:3:35: plain http leaves this machine");
        row("unset",
            "  - {name: a, kind: webhook, url: https://a/, secret_env: "
            "VIGIE_TEST_UNSET}\n",
            "the environment variable 'VIGIE_TEST_UNSET' is not set");
        row("both",
            "  - {name: a, kind: webhook, url: https://a/, secret: SECRET, secret_env: "
            "VIGIE_TEST_SECRET}\n",
            "give 'secret' or 'secret_env', not both");
        row("least", "  - {name: a, kind: webhook, url: https://a/, least: bad}\n",
            "desk.yaml:3:54: ");
        row("syslog", "  - {name: a, kind: syslog, address: logs:514}\n",
            "desk.yaml:3:38: expected udp://host:port or tcp://host:port");
        row("snmp address", "  - {name: a, kind: snmp, address: here, community: SECRET}\n",
            "desk.yaml:3:36: expected the receiver as host:port");
        row("no community", "  - {name: a, kind: snmp, address: \"a:162\"}\n",
            "desk.yaml:3:5: SNMP v2c needs a 'community'");
        row("v3 trap", "  - {name: a, kind: snmp, address: \"a:162\", version: 3, user: u}\n",
            "desk.yaml:3:5: traps of SNMP v3 need an 'engine_id'");
        row("short key",
            "  - {name: a, kind: snmp, address: \"a:162\", version: 3, send: inform, user: u, "
            "auth: SHA, auth_key: SECRET}\n",
            "'auth_key' needs 8 characters or more");
        row("engine",
            "  - {name: a, kind: snmp, address: \"a:162\", community: SECRET, engine_id: 12}\n",
            "'engine_id' must be 5 to 32 octets");
    }
    void mistakes() {
        QFETCH(QByteArray, outward);
        QFETCH(QString, expected);
        const auto desk = read(outward);
        QVERIFY(!desk);
        QString said = QString::fromStdString(desk.error().message);
        QVERIFY2(said.contains(expected), qPrintable(said));
        QVERIFY2(!said.remove("VIGIE_TEST_SECRET").contains("SECRET"), qPrintable(said));
    }
};

QTEST_APPLESS_MAIN(TestOutward)
#include "tst_outward.moc"
