// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/config/address.h"
#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "core/config/scalars.h"
#include "core/config/yaml.h"

using namespace vigie;
using namespace std::chrono_literals;

class TestYaml : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", name);
        }
        file.write(text);
        return file.fileName().toStdString();
    }

private slots:
    void scalars_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("ns");
        QTest::newRow("ns") << "500ns" << 500LL;
        QTest::newRow("ms") << "500ms" << 500'000'000LL;
        QTest::newRow("s") << "2s" << 2'000'000'000LL;
        QTest::newRow("fraction") << "1.5s" << 1'500'000'000LL;
        QTest::newRow("min") << "3min" << 180'000'000'000LL;
        QTest::newRow("h") << "1h" << 3'600'000'000'000LL;
        QTest::newRow("no unit") << "5" << -1LL;
        QTest::newRow("negative") << "-5s" << -1LL;
        QTest::newRow("empty") << "" << -1LL;
        QTest::newRow("words") << "soon" << -1LL;
        QTest::newRow("too long") << "99999h" << -1LL;
    }
    void scalars() {
        QFETCH(QString, text);
        QFETCH(qlonglong, ns);
        const auto parsed = config::parseDuration(text.toStdString());
        QCOMPARE(parsed ? qlonglong(parsed->count()) : -1LL, ns);
    }

    void utc() {
        const auto plain = config::parseUtc("2026-07-26T18:05:43Z");
        QVERIFY(plain);
        QCOMPARE(plain->time_since_epoch().count(), 1785089143'000'000'000LL);
        const auto fraction = config::parseUtc("2026-07-26T18:05:43.25Z");
        QVERIFY(fraction);
        QCOMPARE((*fraction - *plain).count(), 250'000'000LL);
        for (const char* wrong : {"", "2026-07-26", "2026-13-26T18:05:43Z", "2026-02-30T18:05:43Z",
                                  "2026-07-26T24:05:43Z", "2026-07-26T18:05:43",
                                  "2026-07-26T18:05:43.Z", "2026-07-26T18:05:43.1x3Z"}) {
            QVERIFY2(!config::parseUtc(wrong), wrong);
        }
    }

    void everyFaultIsNamedWithItsPlace() {
        const auto root =
            config::Value::parseText("node:\n  id: Paris!\nlisten: 7\nimputs: []\n", "n.yaml");
        QVERIFY(root);
        root->expectKeys({"node", "listen", "inputs"});
        QCOMPARE(root->find("listen")->integer(10, 20), 10);
        QVERIFY(!root->require("inputs"));
        const QString errors = QString::fromStdString(root->errors());
        QVERIFY2(errors.contains("n.yaml:4:1: unknown key 'imputs', did you mean 'inputs'?"),
                 qPrintable(errors));
        QVERIFY2(errors.contains("n.yaml:3:9: expected a whole number from 10 to 20, found '7'"),
                 qPrintable(errors));
        QVERIFY2(errors.contains("n.yaml:1:1: missing key 'inputs'"), qPrintable(errors));
    }

    void syntaxErrorsNameThePlace() {
        const auto root = config::Value::parseText("a: [1, 2\nb: 3\n", "broken.yaml");
        QVERIFY(!root);
        QVERIFY2(root.error().message.rfind("broken.yaml:", 0) == 0, root.error().message.c_str());
    }

    void keysGivenTwiceAreFaults() {
        const auto root = config::Value::parseText("a: 1\na: 2\n", "t.yaml");
        QVERIFY(root);
        root->expectKeys({"a"});
        QVERIFY(QString::fromStdString(root->errors()).contains("'a' is given twice"));
    }

    void filesThatAreNotThere() {
        const auto root = config::Value::parseFile("/nonexistent/x.yaml");
        QVERIFY(!root);
        QVERIFY(root.error().message.find("cannot be read") != std::string::npos);
        const auto folder = config::Value::parseFile(m_folder.path().toStdString());
        QVERIFY(!folder);
        QVERIFY(folder.error().message.find("folder") != std::string::npos);
    }

    void plan() {
        const auto plan = config::readPlan(write("plan.yaml", R"(
name: Games
planned_hours: 11000
regions: [{id: europe, name: Europe}]
feeds: [{id: f001, number: 1, name: Ceremony, sport: Ceremony, venue: Stadium}]
deliveries:
  - feed: f001
    region: europe
    main: cloud-a/a-f001
    backup: sat-a/s-f001
    on_air: [{from: 2026-07-26T18:00:00Z, to: 2026-07-26T21:00:00Z}]
)"));
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->deliveries.size(), std::size_t(1));
        const model::Delivery& delivery = plan->deliveries.front();
        QCOMPARE(delivery.id, std::string("f001-europe"));
        QVERIFY((delivery.main == model::PathRef{"cloud-a", "a-f001"}));
        QVERIFY((delivery.backup == model::PathRef{"sat-a", "s-f001"}));
        QCOMPARE(delivery.schedule.size(), std::size_t(1));
        QCOMPARE(delivery.schedule[0].to - delivery.schedule[0].from, std::chrono::nanoseconds(3h));
        QCOMPARE(*plan->plannedHours, 11000.0);
        QVERIFY(!plan->isAssumed);
    }

    void planFaults() {
        const auto plan = config::readPlan(write("bad.yaml", R"(
regions: [{id: europe}]
feeds: [{id: f001}, {id: f001}]
deliveries:
  - {feed: f002, region: asia, main: nowhere}
  - {feed: f001, region: europe, main: a/b, backup: a/b, on_air: [{from: 2026-07-26T21:00:00Z, to: 2026-07-26T18:00:00Z}]}
)"));
        QVERIFY(!plan);
        const QString errors = QString::fromStdString(plan.error().message);
        for (const char* expected :
             {"the id 'f001' is given twice", "'f002' is no feed", "'asia' is no region",
              "expected node-id/path-id", "the backup is the main path itself",
              "'to' must be later than 'from'"}) {
            QVERIFY2(errors.contains(expected), qPrintable(errors));
        }
    }

    void desk() {
        const auto desk = config::readDeskConfig(write("desk.yaml", R"(
event: Games
region: europe
plan: plan.yaml
nodes:
  - 127.0.0.1:4000
  - {address: "node.example:7443", tls: {roots: ca.pem, server_name: node.example}}
  - {address: "10.1.2.3:7000", insecure: true}
)"));
        QVERIFY2(desk.has_value(), desk ? "" : desk.error().message.c_str());
        QCOMPARE(desk->nodes.size(), std::size_t(3));
        QCOMPARE(desk->planFile,
                 std::filesystem::path(m_folder.filePath("plan.yaml").toStdString()));
        QVERIFY(desk->nodes[1].tls);
        QCOMPARE(desk->nodes[1].tls->serverName, std::string("node.example"));
    }

    void deskRefusesPlainTextBeyondLoopback() {
        const auto desk =
            config::readDeskConfig(write("open.yaml", "nodes: [\"10.1.2.3:7000\"]\n"));
        QVERIFY(!desk);
        QVERIFY(desk.error().message.find("insecure: true") != std::string::npos);
        const auto list = config::deskConfigFromAddresses("127.0.0.1:1,10.1.2.3:2");
        QVERIFY(!list);
    }

    void addresses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("v4") << "127.0.0.1:80" << true;
        QTest::newRow("name") << "node.example:7443" << true;
        QTest::newRow("v6") << "[::1]:80" << true;
        QTest::newRow("v6 bare") << "::1:80" << false;
        QTest::newRow("no port") << "node" << false;
        QTest::newRow("port high") << "node:70000" << false;
        QTest::newRow("scheme") << "http://node:80" << false;
        QTest::newRow("empty") << "" << false;
    }
    void addresses() {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        QCOMPARE(!config::whyNoAddress(text.toStdString()).has_value(), isGood);
    }
};

QTEST_APPLESS_MAIN(TestYaml)
#include "tst_yaml.moc"
