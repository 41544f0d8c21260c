// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include "core/transport/snmpsession.h"
#include "core/transport/snmpsource.h"
#include "core/transport/udpsocket.h"
#include "tests/support/pace.h"

using namespace vigie::transport;

namespace {

constexpr int patienceMs = 20'000;

QString snmpdPath() {
    const auto inPath = QStandardPaths::findExecutable("snmpd");
    return inPath.isEmpty() ? QStandardPaths::findExecutable("snmpd", {"/usr/sbin", "/sbin"})
                            : inPath;
}

/// A real agent with objects of ours under 1.3.6.1.4.1.8072.9999.9999 (net-snmp's playground),
/// whose values a file holds.
class Agent {
public:
    bool start() {
        setValues({});
        write("pass.sh", "#!/bin/sh\n"
                         "[ \"$1\" = -g ] || exit 0\n"
                         "grep \"^$2 \" '" +
                             m_folder.filePath("values").toUtf8() +
                             "' | while read -r oid type value; do\n"
                             "printf '%s\\n%s\\n%s\\n' \"$oid\" \"$type\" \"$value\"; done\n");
        // The kernel picks the port; somebody else may take it before the agent does.
        for (int attempt = 0; attempt < 5; ++attempt) {
            m_port =
                UdpReceiveSocket::open({SocketAddress::numeric("127.0.0.1", 0).value(), {}, {}})
                    .value()
                    .port();
            if (startOnPort()) {
                return true;
            }
        }
        return false;
    }
    bool startOnPort() {
        write("snmpd.conf",
              fmt::format("agentAddress udp:127.0.0.1:{}\n"
                          "rocommunity not-public\n"
                          "createUser watcher SHA-256 \"the auth phrase\" AES \"the priv phrase\"\n"
                          "createUser weak MD5 \"the auth phrase\"\n"
                          "createUser other SHA \"quite another phrase\" AES \"the priv phrase\"\n"
                          "rouser watcher priv\n"
                          "rouser weak auth\n"
                          "rouser other priv\n"
                          "pass .1.3.6.1.4.1.8072.9999.9999 /bin/sh {}\n",
                          m_port, m_folder.filePath("pass.sh").toStdString())
                  .c_str());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("SNMP_PERSISTENT_DIR", m_folder.path());
        environment.insert("SNMPCONFPATH", m_folder.path());
        m_process.setProcessEnvironment(environment);
        m_process.setStandardErrorFile(m_folder.filePath("log"), QIODevice::Append);
        m_process.start(snmpdPath(), {"-f", "-r", "-C", "-c", m_folder.filePath("snmpd.conf"),
                                      "-Le", "-I", "-smux,mteTrigger,mteTriggerConf"});
        if (!m_process.waitForStarted()) {
            return false;
        }
        // It is there when the name it gives itself in its log is there.
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < patienceMs && m_process.state() == QProcess::Running) {
            QFile log(m_folder.filePath("log"));
            if (log.open(QIODevice::ReadOnly) && log.readAll().contains("NET-SNMP version")) {
                return true;
            }
            m_process.waitForFinished(20);
        }
        return false;
    }
    void stop() {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(5000);
        }
        QFile::remove(m_folder.filePath("log"));
    }
    ~Agent() { stop(); }
    Agent() = default;
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    /// "1 string 12.1 dB" for the object .1 of ours.
    void setValues(const QStringList& values) {
        QByteArray text;
        for (const auto& value : values) {
            text += ".1.3.6.1.4.1.8072.9999.9999." + value.toUtf8() + "\n";
        }
        write("values.new", text);
        std::rename(m_folder.filePath("values.new").toUtf8().constData(),
                    m_folder.filePath("values").toUtf8().constData());
    }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    void write(const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            qFatal("cannot write into the test's folder");
        }
        file.write(text);
    }
    QTemporaryDir m_folder;
    QProcess m_process;
    std::uint16_t m_port = 0;
};

SnmpItem item(const char* name, int object, double scale = 1, double offset = 0,
              const char* locked = "") {
    return {name, fmt::format("1.3.6.1.4.1.8072.9999.9999.{}", object), scale, offset, locked};
}

SnmpSpec specFor(std::uint16_t port, std::vector<SnmpItem> items) {
    SnmpSpec spec;
    spec.host = "127.0.0.1";
    spec.port = port;
    spec.community = "not-public";
    spec.interval = std::chrono::milliseconds(200);
    spec.items = std::move(items);
    return spec;
}

SnmpSpec v3(SnmpSpec spec, const char* user, const char* auth, const char* authKey,
            const char* priv = "", const char* privKey = "") {
    spec.isV3 = true;
    spec.community.clear();
    spec.user = user;
    spec.authProtocol = auth;
    spec.authKey = authKey;
    spec.privProtocol = priv;
    spec.privKey = privKey;
    return spec;
}

} // namespace

class TestSnmp : public QObject {
    Q_OBJECT

    std::unique_ptr<Agent> m_agent;

    bool hasAgent() {
        if (snmpdPath().isEmpty()) {
            return false;
        }
        if (!m_agent) {
            m_agent = std::make_unique<Agent>();
            if (!m_agent->start()) {
                qFatal("snmpd does not start");
            }
        }
        return true;
    }

private slots:
    void objectIdentifiers() {
        QVERIFY((parseOid("1.3.6.1") == std::vector<std::uint64_t>{1, 3, 6, 1}));
        QVERIFY((parseOid(".1.3.4294967295") == std::vector<std::uint64_t>{1, 3, 4294967295}));
        for (const char* wrong : {"", ".", "1", "1.", "1..3", "1.3.x", "1.40", "3.1", "-1.3",
                                  "1.3.4294967296", "sysDescr.0", "1.3 "}) {
            QVERIFY2(!parseOid(wrong), wrong);
        }
        std::string tooLong = "1.3";
        for (int i = 0; i < 200; ++i) {
            tooLong += ".1";
        }
        QVERIFY(!parseOid(tooLong));
    }

    void faultsInWords_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("expected");
        for (const auto& [fault, expected] :
             {std::pair("no host", "host:port"), std::pair("no community", "needs a community"),
              std::pair("no item", "no object is asked for"),
              std::pair("unknown", "unknown figure \"cnr\": known are lock, level_dbm"),
              std::pair("twice", "\"cn_db\" is given twice"),
              std::pair("oid", "\"sysDescr.0\" is no object identifier"),
              std::pair("lock", "lock needs the value that means locked"),
              std::pair("scale", "the scale of cn_db"), std::pair("interval", "interval must be"),
              std::pair("timeout", "timeout must be"), std::pair("user", "needs a user"),
              std::pair("auth", "unknown authentication \"ROT13\": known are MD5"),
              std::pair("priv", "unknown privacy \"ROT13\": known are DES"),
              std::pair("priv alone", "privacy needs authentication"),
              std::pair("short", "authentication key must have at least 8"),
              std::pair("short priv", "privacy key must have at least 8")}) {
            QTest::newRow(fault) << fault << expected;
        }
    }
    void faultsInWords() {
        QFETCH(QString, fault);
        QFETCH(QString, expected);
        auto spec = specFor(161, {item("cn_db", 1)});
        if (fault == "no host") {
            spec.host.clear();
        } else if (fault == "no community") {
            spec.community.clear();
        } else if (fault == "no item") {
            spec.items.clear();
        } else if (fault == "unknown") {
            spec.items[0].name = "cnr";
        } else if (fault == "twice") {
            spec.items.push_back(spec.items[0]);
        } else if (fault == "oid") {
            spec.items[0].oid = "sysDescr.0";
        } else if (fault == "lock") {
            spec.items[0].name = "lock";
        } else if (fault == "scale") {
            spec.items[0].scale = 0;
        } else if (fault == "interval") {
            spec.interval = std::chrono::seconds(5);
        } else if (fault == "timeout") {
            spec.timeout = std::chrono::seconds(2);
        } else if (fault == "user") {
            spec = v3(spec, "", "", "");
        } else if (fault == "auth") {
            spec = v3(spec, "watcher", "ROT13", "long enough");
        } else if (fault == "priv") {
            spec = v3(spec, "watcher", "SHA", "long enough", "ROT13", "long enough");
        } else if (fault == "priv alone") {
            spec = v3(spec, "watcher", "", "", "AES", "long enough");
        } else if (fault == "short") {
            spec = v3(spec, "watcher", "SHA", "secret7");
        } else {
            spec = v3(spec, "watcher", "SHA", "long enough", "AES", "secret7");
        }
        const auto why = QString::fromStdString(whyNoSnmp(spec));
        QVERIFY2(why.contains(expected), qPrintable(why));
        QVERIFY(!why.contains("secret7"));
        QVERIFY(!SnmpSource::create("snmp", spec));
    }

    void figuresByVersion2() {
        if (!hasAgent()) {
            QSKIP("snmpd is not installed (package snmpd)");
        }
        m_agent->setValues({"1 integer 1", "2 integer -412", "3 string 12.1 dB", "4 gauge 124",
                            "5 string 13.25", "6 string 8PSK 2/3", "7 string 1.5e-4", "8 gauge 0",
                            "9 counter 17", "10 string n/a", "11 string 4"});
        const auto source = SnmpSource::create(
            "snmp-test",
            specFor(m_agent->port(),
                    {item("lock", 1, 1, 0, "1"), item("level_dbm", 2, 0.1), item("cn_db", 3),
                     item("esn0_db", 4, 0.1), item("mer_db", 5, 1, -1), item("modcod", 6),
                     item("ber_before", 7), item("ber_after", 8), item("per", 9)}));
        QVERIFY(source);
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest().has_value(), patienceMs);
        const auto figures = *(*source)->newest();
        QCOMPARE(figures.isLocked, std::optional(true));
        QCOMPARE(*figures.levelDbm, -41.2);
        QCOMPARE(*figures.cnDb, 12.1);
        QCOMPARE(*figures.esN0Db, 12.4);
        QCOMPARE(*figures.merDb, 12.25);
        QCOMPARE(*figures.modcod, 13);
        QCOMPARE(*figures.thresholdDb, 6.62);
        QCOMPARE(*figures.marginDb, 12.4 - 6.62);
        QCOMPARE(*figures.berBefore, 1.5e-4);
        QCOMPARE(*figures.berAfter, 0.0);
        QVERIFY(!figures.per); // 17 is no ratio
        QVERIFY((*source)->trouble().empty());
        // The receiver loses its signal, and some of its objects.
        m_agent->setValues({"1 integer 0", "2 integer -655", "3 string n/a", "6 string none"});
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest() && (*source)->newest()->isLocked == false,
                                 patienceMs);
        const auto later = *(*source)->newest();
        QCOMPARE(*later.levelDbm, -65.5);
        QVERIFY(!later.cnDb && !later.esN0Db && !later.modcod && !later.marginDb);
    }

    void figuresByVersion3_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<QString>("priv");
        QTest::newRow("authPriv") << "watcher"
                                  << "SHA-256"
                                  << "AES";
        QTest::newRow("authNoPriv") << "weak"
                                    << "MD5"
                                    << "";
    }
    void figuresByVersion3() {
        if (!hasAgent()) {
            QSKIP("snmpd is not installed (package snmpd)");
        }
        QFETCH(QString, user);
        QFETCH(QString, auth);
        QFETCH(QString, priv);
        m_agent->setValues({"1 string LOCKED", "4 string +9.9"});
        const auto source = SnmpSource::create(
            "snmp-test", v3(specFor(m_agent->port(), {item("lock", 1, 1, 0, "LOCKED"),
                                                      item("esn0_db", 4), item("cn_db", 77)}),
                            qPrintable(user), qPrintable(auth), "the auth phrase", qPrintable(priv),
                            priv.isEmpty() ? "" : "the priv phrase"));
        QVERIFY(source);
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest().has_value(), patienceMs);
        QCOMPARE((*source)->newest()->isLocked, std::optional(true));
        QCOMPARE(*(*source)->newest()->esN0Db, 9.9);
        QVERIFY(!(*source)->newest()->cnDb);
        m_agent->setValues({"1 string SEARCHING", "4 string 0.5"});
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest() && (*source)->newest()->isLocked == false,
                                 patienceMs);
    }

    void refusalsInWords_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown user") << "nobody"
                                      << "SHA"
                                      << "the agent does not know the user";
        QTest::newRow("wrong key") << "other"
                                   << "SHA"
                                   << "the agent refuses the authentication key";
    }
    void refusalsInWords() {
        if (!hasAgent()) {
            QSKIP("snmpd is not installed (package snmpd)");
        }
        QFETCH(QString, user);
        QFETCH(QString, auth);
        QFETCH(QString, expected);
        const auto source = SnmpSource::create(
            "snmp-test", v3(specFor(m_agent->port(), {item("cn_db", 3)}), qPrintable(user),
                            qPrintable(auth), "the auth phrase", "AES", "the priv phrase"));
        QVERIFY(source);
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString((*source)->trouble()), expected,
                                  patienceMs);
        QVERIFY(!(*source)->newest());
    }
    void wrongCommunityIsSilence() {
        if (!hasAgent()) {
            QSKIP("snmpd is not installed (package snmpd)");
        }
        auto spec = specFor(m_agent->port(), {item("cn_db", 3)});
        spec.community = "public";
        spec.timeout = std::chrono::milliseconds(300);
        const auto source = SnmpSource::create("snmp-test", spec);
        QTRY_COMPARE_WITH_TIMEOUT(
            (*source)->trouble(),
            fmt::format("no answer from 127.0.0.1:{} within 300 ms", m_agent->port()), patienceMs);
        QVERIFY(!(*source)->newest());
    }
    void anAgentThatStopsIsUnknownAndComesBack_data() {
        QTest::addColumn<bool>("isV3");
        QTest::newRow("2c") << false;
        QTest::newRow("3") << true;
    }
    void anAgentThatStopsIsUnknownAndComesBack() {
        if (!hasAgent()) {
            QSKIP("snmpd is not installed (package snmpd)");
        }
        QFETCH(bool, isV3);
        m_agent->setValues({"3 string 10.5"});
        auto spec = specFor(m_agent->port(), {item("cn_db", 3)});
        spec.timeout = std::chrono::milliseconds(500);
        if (isV3) {
            spec = v3(spec, "watcher", "SHA-256", "the auth phrase", "AES", "the priv phrase");
        }
        const auto source = SnmpSource::create("snmp-test", spec);
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest().has_value(), patienceMs);
        m_agent->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!(*source)->trouble().empty(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!(*source)->newest().has_value(), patienceMs);
        QVERIFY(m_agent->startOnPort());
        QTRY_VERIFY_WITH_TIMEOUT((*source)->newest().has_value(), patienceMs);
        QVERIFY((*source)->trouble().empty());
    }
    void stopIsBoundedWhileNobodyAnswers() {
        // 192.0.2.0/24 answers nothing.
        for (const bool isV3 : {false, true}) {
            auto spec = specFor(161, {item("cn_db", 3)});
            spec.host = "192.0.2.1";
            spec.timeout = std::chrono::milliseconds(1500);
            if (isV3) {
                spec = v3(spec, "watcher", "SHA", "the auth phrase");
            }
            auto source = SnmpSource::create("snmp-test", spec);
            QVERIFY(source);
            vigie::testing::pace(std::chrono::milliseconds(100));
            QElapsedTimer timer;
            timer.start();
            source->reset();
            QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        }
    }
};

QTEST_GUILESS_MAIN(TestSnmp)
#include "tst_snmp.moc"
