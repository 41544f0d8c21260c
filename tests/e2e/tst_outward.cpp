// SPDX-License-Identifier: GPL-3.0-or-later
//
// Other people's programs at the far end: net-snmp's snmptrapd, Prometheus' Alertmanager, a web
// server. Each is killed and started again in between: nothing is lost, nothing holds up the
// others.
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/outward/outward.h"
#include "tests/support/webserver.h"

using namespace vigie;
using namespace std::chrono_literals;
using outward::Notice;
using outward::Outward;
using outward::Target;
using outward::TargetKind;
using vigie::testing::WebServer;

namespace {

constexpr int limitMs = 30000;
constexpr auto engineId = "80001f8804766967696531";
constexpr auto root = ".1.3.6.1.4.1.8072.9999.9999.1201";

QString programOf(const QString& name) {
    return QStandardPaths::findExecutable(
        name, {"/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"});
}

Notice incident(int number, Notice::What what = Notice::What::Opened) {
    const auto now = base::SystemClock::instance().now().utc;
    Notice notice;
    notice.what = what;
    notice.at = now;
    notice.since = now - 2s;
    notice.key = "incident-" + std::to_string(number);
    notice.severity = alarm::Severity::Major;
    notice.fault = alarm::FaultKind::Continuity;
    notice.ruleId = "ts.continuity";
    notice.test = "1.4";
    notice.summary = "IS-20 T7 (transponder): continuity errors";
    notice.subjectType = "transponder";
    notice.subjectId = "is20-t7";
    notice.value = 12;
    notice.limit = 1;
    if (what == Notice::What::Ended) {
        notice.ended = now;
    }
    return notice;
}

/// A program that is killed with its owner, and whose standard output is kept.
class Program {
public:
    Program(const QString& program, const QStringList& arguments, const QString& home) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("SNMPCONFPATH", home);
        environment.insert("SNMP_PERSISTENT_DIR", home + "/persistent");
        environment.insert("MIBS", "");
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
    }
    ~Program() {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    [[nodiscard]] QString said() {
        m_said += QString::fromUtf8(m_process.readAll());
        return m_said;
    }

private:
    QProcess m_process;
    QString m_said;
};

/// The numbers of the incidents in the lines that snmptrapd wrote, in their order.
QList<int> arrivedAt(const QString& said) {
    QList<int> numbers;
    for (const QString& line : said.split('\n')) {
        const auto at = line.indexOf("incident-");
        if (at >= 0) {
            const auto rest = line.mid(at + 9);
            qsizetype end = 0;
            while (end < rest.size() && rest[end].isDigit()) {
                ++end;
            }
            numbers << rest.left(end).toInt();
        }
    }
    return numbers;
}

Outward::Pace quick() {
    return {.firstPause = 50ms, .longestPause = 200ms, .attempt = 1500ms, .retell = 500ms};
}

std::unique_ptr<Outward> started(std::vector<Target> targets, const QString& file) {
    auto outward = Outward::start(
        {.targets = std::move(targets), .file = file.toStdString(), .pace = quick()});
    if (!outward) {
        qFatal("%s", outward.error().message.c_str());
    }
    return std::move(*outward);
}

outward::TargetStatus statusOf(const Outward& outward, const std::string& name) {
    for (auto& status : outward.status()) {
        if (status.name == name) {
            return status;
        }
    }
    return {};
}

Target webhook(std::uint16_t port) {
    Target target;
    target.name = "webhook";
    target.address = "http://127.0.0.1:" + std::to_string(port) + "/";
    target.secret = "webhook-secret";
    return target;
}

Target alertmanager(std::uint16_t port) {
    Target target;
    target.name = "alertmanager";
    target.kind = TargetKind::Alertmanager;
    target.address = "http://127.0.0.1:" + std::to_string(port);
    return target;
}

Target snmp(std::uint16_t port, bool isV3, bool isInform) {
    Target target;
    target.name = "snmp";
    target.kind = TargetKind::Snmp;
    target.address = "127.0.0.1:" + std::to_string(port);
    target.secret = isV3 ? "" : "vigie-test";
    target.snmp.isV3 = isV3;
    target.snmp.isInform = isInform;
    if (isV3) {
        target.snmp.user = isInform ? "informer" : "trapper";
        target.snmp.authProtocol = "SHA-256";
        target.snmp.authKey = "authentication-key";
        target.snmp.privProtocol = "AES";
        target.snmp.privKey = "privacy-key";
        target.snmp.engineId = isInform ? "" : engineId;
    }
    return target;
}

} // namespace

class TestOutward : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& text) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write");
        }
        file.write(text);
        return file.fileName();
    }

    std::unique_ptr<Program> snmptrapd(std::uint16_t port) const {
        const QString file =
            write("trapd.conf",
                  QByteArray("authCommunity log vigie-test\n"
                             "createUser informer SHA-256 authentication-key AES privacy-key\n"
                             "createUser -e 0x") +
                      engineId +
                      " trapper SHA-256 authentication-key AES privacy-key\n"
                      "authUser log informer priv\nauthUser log trapper priv\n");
        auto program = std::make_unique<Program>(
            programOf("snmptrapd"),
            QStringList{"-f", "-Lo", "-n", "-OnQ", "-C", "-c", file, "-F", "TRAP %v\n", "-x",
                        m_folder.filePath("no-agent"), "udp:127.0.0.1:" + QString::number(port)},
            m_folder.path());
        const bool isUp =
            QTest::qWaitFor([&] { return program->said().contains("NET-SNMP version"); }, limitMs);
        if (!isUp) {
            qWarning("%s", qPrintable(program->said()));
        }
        return isUp ? std::move(program) : nullptr;
    }

    std::unique_ptr<Program> startAlertmanager(std::uint16_t port) const {
        const QString file =
            write("alertmanager.yml", "route: {receiver: none}\nreceivers: [{name: none}]\n");
        auto program = std::make_unique<Program>(
            programOf("prometheus-alertmanager"),
            QStringList{"--config.file=" + file,
                        "--storage.path=" + m_folder.filePath("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + QString::number(port),
                        "--cluster.listen-address="},
            m_folder.path());
        const bool isUp =
            QTest::qWaitFor([&] { return !get(port, "/-/ready").isEmpty(); }, limitMs);
        if (!isUp) {
            qWarning("%s", qPrintable(program->said()));
        }
        return isUp ? std::move(program) : nullptr;
    }

    static QByteArray get(std::uint16_t port, const QString& path) {
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl("http://127.0.0.1:" + QString::number(port) + path));
        request.setTransferTimeout(2000);
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        QEventLoop loop;
        connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished()) {
            loop.exec();
        }
        return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
    }

    /// The keys of the alerts that Alertmanager holds as firing.
    static QStringList firing(std::uint16_t port) {
        QStringList keys;
        const auto alerts = QJsonDocument::fromJson(get(port, "/api/v2/alerts")).array();
        for (const auto& alert : alerts) {
            keys << alert.toObject()["labels"].toObject()["key"].toString();
        }
        keys.sort();
        return keys;
    }

private slots:
    void snmpArrives_data() {
        QTest::addColumn<bool>("isV3");
        QTest::addColumn<bool>("isInform");
        QTest::newRow("v2c trap") << false << false;
        QTest::newRow("v2c inform") << false << true;
        QTest::newRow("v3 trap") << true << false;
        QTest::newRow("v3 inform") << true << true;
    }
    void snmpArrives() {
        if (programOf("snmptrapd").isEmpty()) {
            QSKIP("snmptrapd is not installed");
        }
        QFETCH(bool, isV3);
        QFETCH(bool, isInform);
        const auto port = testing::freePort(SOCK_DGRAM);
        WebServer web;
        auto trapd = snmptrapd(port);
        QVERIFY(trapd);
        const auto outward =
            started({snmp(port, isV3, isInform), webhook(web.port())},
                    m_folder.filePath(QString(QTest::currentDataTag()).replace(' ', '-') + ".db"));
        outward->post(incident(1));
        QTRY_COMPARE_WITH_TIMEOUT(arrivedAt(trapd->said()), QList<int>({1}), limitMs);
        const QString line = trapd->said();
        for (const QString& expected :
             {QString("%1.0.1").arg(root), QString("%1.1.4.0 = 4").arg(root),
              QString("%1.1.5.0 = \"transmissionError\"").arg(root),
              QString("%1.1.8.0 = \"1.4\"").arg(root), QString("%1.1.9.0 = 1040").arg(root),
              QString("%1.1.17.0 = \"12\"").arg(root)}) {
            QVERIFY2(line.contains(expected), qPrintable(line));
        }

        trapd.reset(); // killed
        for (int i = 2; i <= 6; ++i) {
            outward->post(incident(i));
        }
        // The other target has them all, whatever this one does.
        QVERIFY(web.waitForRequests(6));
        if (!isInform) {
            // Nobody says that they did not arrive: this is what a trap is.
            QTRY_COMPARE_WITH_TIMEOUT(statusOf(*outward, "snmp").delivered, 6U, limitMs);
            trapd = snmptrapd(port);
            QVERIFY(trapd);
            outward->post(incident(7));
            QTRY_COMPARE_WITH_TIMEOUT(arrivedAt(trapd->said()), QList<int>({7}), limitMs);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(!statusOf(*outward, "snmp").trouble.empty(), limitMs);
        QCOMPARE(statusOf(*outward, "snmp").waiting, 5U);
        trapd = snmptrapd(port);
        QVERIFY(trapd);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(*outward, "snmp").waiting, 0U, limitMs);
        // At least once, in order.
        QTRY_VERIFY_WITH_TIMEOUT(arrivedAt(trapd->said()).contains(6), limitMs);
        QList<int> arrived = arrivedAt(trapd->said());
        QVERIFY(std::is_sorted(arrived.begin(), arrived.end()));
        arrived.erase(std::unique(arrived.begin(), arrived.end()), arrived.end());
        QCOMPARE(arrived, QList<int>({2, 3, 4, 5, 6}));
    }

    void wrongKeysAreSaidWithoutThem() {
        if (programOf("snmptrapd").isEmpty()) {
            QSKIP("snmptrapd is not installed");
        }
        const auto port = testing::freePort(SOCK_DGRAM);
        const auto trapd = snmptrapd(port);
        QVERIFY(trapd);
        Target target = snmp(port, true, true);
        target.snmp.user = "stranger";
        const auto outward = started({target}, {});
        outward->post(incident(1));
        QTRY_VERIFY_WITH_TIMEOUT(!statusOf(*outward, "snmp").trouble.empty(), limitMs);
        const QString trouble = QString::fromStdString(statusOf(*outward, "snmp").trouble);
        QVERIFY2(trouble.contains("does not know the user"), qPrintable(trouble));
        QVERIFY(!trouble.contains("key") && !trouble.contains("stranger"));
        QCOMPARE(statusOf(*outward, "snmp").waiting, 1U);
    }

    void untrustedCertificatesAreRefused() {
        if (programOf("openssl").isEmpty()) {
            QSKIP("openssl is not installed");
        }
        QProcess request;
        request.start(programOf("openssl"),
                      {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
                       "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-keyout",
                       m_folder.filePath("key.pem"), "-out", m_folder.filePath("cert.pem")});
        QVERIFY(request.waitForFinished(limitMs) && request.exitCode() == 0);
        const auto port = testing::freePort(SOCK_STREAM);
        Program server(programOf("openssl"),
                       {"s_server", "-accept", "127.0.0.1:" + QString::number(port), "-cert",
                        m_folder.filePath("cert.pem"), "-key", m_folder.filePath("key.pem"),
                        "-www"},
                       m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(server.said().contains("ACCEPT"), limitMs);
        Target target = webhook(port);
        target.address = "https://localhost:" + std::to_string(port) + "/";
        const auto outward = started({target}, {});
        outward->post(incident(1));
        QTRY_VERIFY_WITH_TIMEOUT(!statusOf(*outward, "webhook").trouble.empty(), limitMs);
        const QString trouble = QString::fromStdString(statusOf(*outward, "webhook").trouble);
        QVERIFY2(trouble.contains("is not trusted"), qPrintable(trouble));
        QCOMPARE(statusOf(*outward, "webhook").waiting, 1U);
        QVERIFY(!server.said().contains("incident-1"));
    }

    void alertmanagerHoldsWhatIsOpen() {
        if (programOf("prometheus-alertmanager").isEmpty()) {
            QSKIP("prometheus-alertmanager is not installed");
        }
        const auto port = testing::freePort(SOCK_STREAM);
        auto manager = startAlertmanager(port);
        QVERIFY(manager);
        const QString file = m_folder.filePath("am.db");
        auto outward = started({alertmanager(port)}, file);
        outward->post(incident(1));
        outward->post(incident(2));
        QTRY_COMPARE_WITH_TIMEOUT(firing(port), QStringList({"incident-1", "incident-2"}), limitMs);
        const auto alert =
            QJsonDocument::fromJson(get(port, "/api/v2/alerts")).array()[0].toObject();
        QCOMPARE(alert["labels"].toObject()["alertname"].toString(), QString("ts.continuity"));
        QCOMPARE(alert["labels"].toObject()["severity"].toString(), QString("major"));
        QCOMPARE(alert["labels"].toObject()["cause"].toString(), QString("transponder:is20-t7"));
        QCOMPARE(alert["annotations"].toObject()["summary"].toString(),
                 QString("IS-20 T7 (transponder): continuity errors"));

        // Down: one ends and one opens meanwhile, and what stayed open is told again.
        manager.reset();
        outward->post(incident(1, Notice::What::Ended));
        outward->post(incident(3));
        QTRY_VERIFY_WITH_TIMEOUT(!statusOf(*outward, "alertmanager").trouble.empty(), limitMs);
        manager = startAlertmanager(port);
        QVERIFY(manager);
        QTRY_COMPARE_WITH_TIMEOUT(firing(port), QStringList({"incident-2", "incident-3"}), limitMs);

        // The desk starts again, and ends what it opened before.
        outward = nullptr;
        outward = started({alertmanager(port)}, file);
        QCOMPARE(outward->open().size(), 2U);
        outward->post(incident(2, Notice::What::Ended));
        QTRY_COMPARE_WITH_TIMEOUT(firing(port), QStringList({"incident-3"}), limitMs);
    }

    void eachOneDownInTurn() {
        if (programOf("snmptrapd").isEmpty() || programOf("prometheus-alertmanager").isEmpty()) {
            QSKIP("snmptrapd or prometheus-alertmanager is not installed");
        }
        const auto snmpPort = testing::freePort(SOCK_DGRAM);
        const auto managerPort = testing::freePort(SOCK_STREAM);
        auto trapd = snmptrapd(snmpPort);
        auto manager = startAlertmanager(managerPort);
        auto web = std::make_unique<WebServer>();
        const auto webPort = web->port();
        QVERIFY(trapd && manager);
        const auto outward =
            started({snmp(snmpPort, true, true), alertmanager(managerPort), webhook(webPort)},
                    m_folder.filePath("turns.db"));
        const auto delivered = [&outward](const char* name) {
            return statusOf(*outward, name).delivered;
        };
        int number = 0;
        QSet<int> atTrapd;
        QSet<QByteArray> atWeb;
        const auto note = [&] {
            for (const int one : arrivedAt(trapd->said())) {
                atTrapd << one;
            }
            for (const auto& request : web->requests()) {
                atWeb << QJsonDocument::fromJson(QByteArray::fromStdString(request.body))
                             .object()["key"]
                             .toString()
                             .toUtf8();
            }
        };
        for (const QString down : {"snmp", "alertmanager", "webhook"}) {
            note();
            if (down == "snmp") {
                trapd.reset();
            } else if (down == "alertmanager") {
                manager.reset();
            } else {
                web.reset();
            }
            const auto before = static_cast<std::uint64_t>(number);
            for (int i = 0; i < 20; ++i) {
                QVERIFY(outward->post(incident(++number)));
            }
            for (const char* up : {"snmp", "alertmanager", "webhook"}) {
                if (down != up) {
                    QTRY_COMPARE_WITH_TIMEOUT(delivered(up), before + 20, limitMs);
                }
            }
            const std::string name = down.toStdString();
            QTRY_VERIFY_WITH_TIMEOUT(!statusOf(*outward, name).trouble.empty(), limitMs);
            QCOMPARE(statusOf(*outward, name).waiting, 20U);
            if (down == "snmp") {
                trapd = snmptrapd(snmpPort);
                QVERIFY(trapd);
            } else if (down == "alertmanager") {
                manager = startAlertmanager(managerPort);
                QVERIFY(manager);
            } else {
                web = std::make_unique<WebServer>(webPort);
            }
            QTRY_COMPARE_WITH_TIMEOUT(delivered(name.c_str()), before + 20, limitMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT((note(), atTrapd.size() == 60), limitMs);
        QCOMPARE(atWeb.size(), 60);
        QTRY_COMPARE_WITH_TIMEOUT(firing(managerPort).size(), 60, limitMs);
    }
};

QTEST_GUILESS_MAIN(TestOutward)
#include "tst_outward.moc"
