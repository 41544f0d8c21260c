// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"

using namespace vigie;
using namespace std::chrono_literals;

/// Who speaks TSL with the desk, as the desk file says it.
class TestTsl : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    base::Result<config::DeskConfig> read(const QByteArray& tsl) {
        QFile file(m_folder.filePath("desk.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write");
        }
        file.write("nodes: [127.0.0.1:7070]\n" + tsl);
        file.close();
        return config::readDeskConfig(file.fileName().toStdString());
    }

private slots:
    void nothingIsSaid() {
        const auto desk = read("");
        QVERIFY(desk.has_value());
        QVERIFY(desk->tsl.isEmpty());
    }

    void everything() {
        const auto desk = read(R"(tsl:
  listen:
    - {address: "0.0.0.0:8900"}
    - {name: switcher, address: "[::1]:9000", transport: tcp, version: 3.1, silence: 30s,
       tallies: [left green, none, text amber]}
    - {address: "239.1.1.1:8901", screen: 3}
  send:
    - {address: "mv.example:8900"}
    - {name: mv2, address: "10.0.0.9:4003", transport: tcp, version: 5.0, screen: 65535, least: major,
       text: both, encoding: utf-16, well: green, refresh: 0s, region: europe}
  map: {1: f001, 77: f002}
)");
        QVERIFY2(desk.has_value(), desk ? "" : desk.error().message.c_str());
        const auto& tsl = desk->tsl;
        QCOMPARE(tsl.listen.size(), std::size_t{3});
        QCOMPARE(tsl.listen[0].host, std::string("0.0.0.0"));
        QCOMPARE(tsl.listen[0].port, 8900);
        QCOMPARE(tsl.listen[0].name, std::string("udp-8900"));
        QCOMPARE(tsl.listen[0].version, tsl::Version::V50);
        QVERIFY(tsl.listen[0].silence == 0ms);
        QVERIFY(!tsl.listen[0].screen);
        QCOMPARE(tsl.listen[1].host, std::string("::1"));
        QCOMPARE(tsl.listen[1].transport, tsl::Transport::Tcp);
        QCOMPARE(tsl.listen[1].version, tsl::Version::V31);
        QVERIFY(tsl.listen[1].silence == 30s);
        const tsl::TallyMeanings meanings{
            tsl::TallyMeaning{tsl::Side::Left, tsl::Lamp::Green}, std::nullopt,
            tsl::TallyMeaning{tsl::Side::Text, tsl::Lamp::Amber}, std::nullopt};
        QVERIFY(tsl.listen[1].meanings == meanings);
        QCOMPARE(tsl.listen[2].screen.value_or(0), 3);
        QCOMPARE(tsl.send[0].sender.host, std::string("mv.example"));
        QVERIFY(tsl.send[0].sender.refresh == 10s);
        QCOMPARE(tsl.send[0].least, alarm::Severity::Minor);
        QCOMPARE(tsl.send[1].sender.name, std::string("mv2"));
        QCOMPARE(tsl.send[1].sender.screen, tsl::broadcast);
        QVERIFY(tsl.send[1].sender.isUtf16);
        QVERIFY(tsl.send[1].sender.refresh == 0s);
        QVERIFY(tsl.send[1].isGreenWhenWell);
        QCOMPARE(tsl.send[1].least, alarm::Severity::Major);
        QCOMPARE(tsl.send[1].text, config::TslTarget::Text::Both);
        QCOMPARE(tsl.map.size(), std::size_t{2});
        QCOMPARE(tsl.map[1].index, 77);
        QCOMPARE(tsl.map[1].feedId, std::string("f002"));

        model::Plan plan;
        plan.regions = {{"europe", "Europe"}};
        plan.feeds.resize(2);
        plan.feeds[0].id = "f001";
        plan.feeds[1].id = "f002";
        QVERIFY(config::checkTsl(tsl, plan).has_value());
        plan.feeds.pop_back();
        plan.regions.clear();
        const QString why = QString::fromStdString(config::checkTsl(tsl, plan).error().message);
        QVERIFY2(why.contains("desk.yaml:12:22: 'f002' is no feed of the plan"), qPrintable(why));
        QVERIFY2(why.contains(": 'europe' is no region of the plan"), qPrintable(why));
    }

    void faults_data() {
        QTest::addColumn<QByteArray>("tsl");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* tsl, const char* error) {
            QTest::newRow(name) << QByteArray(tsl) << QString(error);
        };
        row("nothing", "tsl: {}", "2:6: expected 'listen', 'send', or both");
        row("key", "tsl: {listen: [{address: 'a:1', tally: x}]}", "tallies");
        row("address", "tsl: {listen: [{address: 8900}]}", "expected host:port");
        row("no port", "tsl: {send: [{address: 'a:0'}]}", "expected a port from 1 to 65535");
        row("transport", "tsl: {listen: [{address: 'a:1', transport: sctp}]}", "tcp");
        row("version", "tsl: {listen: [{address: 'a:1', version: 2}]}", "3.1");
        row("screen", "tsl: {listen: [{address: 'a:1', version: 3.1, screen: 1}]}",
            "only version 5.0 has screens");
        row("tallies", "tsl: {listen: [{address: 'a:1', tallies: [left red]}]}",
            "version 5.0 says the color of each lamp itself");
        row("lamp", "tsl: {listen: [{address: 'a:1', version: 3.1, tallies: [up red]}]}",
            "found 'up red'");
        row("five",
            "tsl: {listen: [{address: 'a:1', version: 3.1, tallies: [none, none, none, none, "
            "none]}]}",
            "at most 4 tallies");
        row("silence", "tsl: {listen: [{address: 'a:1', silence: 1ms}]}", "at least 1000 ms");
        row("encoding", "tsl: {send: [{address: 'a:1', version: 3.1, encoding: utf-16}]}",
            "only version 5.0 has UTF-16");
        row("least", "tsl: {send: [{address: 'a:1', least: bad}]}", "critical");
        row("index", "tsl: {send: [{address: 'a:1'}], map: {65535: f}}",
            "0 to 65534, found '65535'");
        row("short index", "tsl: {send: [{address: 'a:1', version: 3.1}], map: {127: f}}",
            "0 to 126 (3.1 and 4.0 know no more), found '127'");
        row("no map", "tsl: {listen: [{address: 'a:1'}], map: {}}", "at least one display");
    }
    void faults() {
        QFETCH(QByteArray, tsl);
        QFETCH(QString, error);
        const auto desk = read(tsl);
        QVERIFY(!desk.has_value());
        const QString why = QString::fromStdString(desk.error().message);
        QVERIFY2(why.contains(error) && why.contains("desk.yaml:2:"), qPrintable(why));
    }
};

QTEST_APPLESS_MAIN(TestTsl)
#include "tst_tsl.moc"
