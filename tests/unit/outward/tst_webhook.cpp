// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>
#include <thread>

#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/outward/http.h"
#include "core/outward/outward.h"
#include "core/outward/sender.h"
#include "core/outward/signature.h"
#include "tests/support/webserver.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using namespace std::chrono_literals;
using vigie::testing::notice;
using vigie::testing::quickPace;
using vigie::testing::webhook;
using vigie::testing::WebServer;
using What = Notice::What;

namespace {

std::unique_ptr<Outward> started(std::vector<Target> targets, Outward::Pace pace = quickPace(),
                                 std::size_t most = 100'000) {
    auto outward = Outward::start(
        {.targets = std::move(targets), .file = {}, .pace = pace, .mostWaiting = most});
    if (!outward) {
        qFatal("%s", outward.error().message.c_str());
    }
    return std::move(*outward);
}

QStringList keysOf(const std::vector<WebServer::Request>& requests) {
    QStringList keys;
    for (const auto& request : requests) {
        keys << QString::fromStdString(
            nlohmann::json::parse(request.body)["key"].get<std::string>());
    }
    return keys;
}

base::Result<void> tested(Outward& outward, const std::string& target) {
    auto answer = std::make_shared<std::promise<base::Result<void>>>();
    auto answered = answer->get_future();
    outward.test(target, [answer](base::Result<void> result) { answer->set_value(result); });
    if (answered.wait_for(10s) != std::future_status::ready) {
        return base::failure("never answered");
    }
    return answered.get();
}

} // namespace

/// Webhooks as their receiver sees them, and what happens while there is none.
class TestWebhook : public QObject {
    Q_OBJECT
private slots:
    void signatureIsHmac() {
        // RFC 4231, test case 2.
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?"),
                 std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(signatureOf("Jefe", 1790000000, "{}"),
                 "t=1790000000,v1=" + hmacSha256("Jefe", "1790000000.{}"));
    }

    void aNoticeArrivesWholeAndSigned() {
        WebServer server;
        Target target = webhook("noc", server.port());
        target.secret = "not for the wire";
        const auto outward = started({target});
        const auto before = base::toSeconds(base::SystemClock::instance().now().utc);
        QVERIFY(outward->post(notice("incident-12")));
        QVERIFY(server.waitForRequests(1));
        const auto request = server.requests().front();
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.path, std::string("/hook"));
        QCOMPARE(request.headers.at("content-type"), std::string("application/json"));
        const auto body = nlohmann::json::parse(request.body);
        QCOMPARE(body["version"].get<int>(), 1);
        QCOMPARE(body["what"].get<std::string>(), std::string("opened"));
        QCOMPARE(body["key"].get<std::string>(), std::string("incident-12"));
        QCOMPARE(body["severity"].get<std::string>(), std::string("major"));
        QCOMPARE(body["fault"].get<std::string>(), std::string("rf_margin"));
        QCOMPARE(body["feeds"].get<int>(), 14);
        QCOMPARE(body["value"].get<double>(), 0.4);
        QCOMPARE(body["since"].get<std::string>(), base::toIso8601(testing::moment(0)));
        QVERIFY(!body.contains("ended"));
        QCOMPARE(body["id"].get<std::string>(), request.headers.at("idempotency-key"));
        // As a receiver checks it.
        const std::string signature = request.headers.at("x-vigie-signature");
        const auto comma = signature.find(",v1=");
        QVERIFY(signature.starts_with("t=") && comma != std::string::npos);
        const std::string time = signature.substr(2, comma - 2);
        QVERIFY(std::stoll(time) >= before);
        QCOMPARE(signature.substr(comma + 4),
                 hmacSha256("not for the wire", time + "." + request.body));
        QTRY_COMPARE(outward->status().front().delivered, 1U);
        QTRY_COMPARE(outward->status().front().waiting, 0U);
        QTRY_VERIFY(outward->status().front().lastDelivered.has_value());
    }

    void aServerThatIsDownLosesNothing() {
        const auto port = testing::freePort(SOCK_STREAM);
        const auto outward = started({webhook("noc", port)});
        QStringList posted;
        for (int i = 1; i <= 40; ++i) {
            QVERIFY(outward->post(notice("incident-" + std::to_string(i))));
            posted << "incident-" + QString::number(i);
        }
        QTRY_VERIFY(!outward->status().front().trouble.empty());
        QTRY_COMPARE(outward->status().front().waiting, 40U);
        QVERIFY(outward->status().front().nextTry.has_value());
        WebServer server(port);
        QVERIFY(server.waitForRequests(40));
        QCOMPARE(keysOf(server.requests()), posted);
        QTRY_COMPARE(outward->status().front().delivered, 40U);
        QTRY_VERIFY(outward->status().front().trouble.empty());
        QVERIFY(!outward->status().front().nextTry);
    }

    void whatFailsGoesAgainUnderItsId() {
        std::atomic<int> tries{0};
        WebServer server(0, [&tries](const WebServer::Request&) {
            const int codes[] = {503, 429, 408, 302, 200};
            return codes[std::min(tries++, 4)];
        });
        const auto outward = started({webhook("noc", server.port())});
        outward->post(notice("incident-1"));
        outward->post(notice("incident-2"));
        QVERIFY(server.waitForRequests(6));
        const auto requests = server.requests();
        QCOMPARE(keysOf(requests), QStringList({"incident-1", "incident-1", "incident-1",
                                                "incident-1", "incident-1", "incident-2"}));
        for (int i = 1; i < 5; ++i) {
            QCOMPARE(requests[static_cast<std::size_t>(i)].headers.at("idempotency-key"),
                     requests[0].headers.at("idempotency-key"));
        }
        QVERIFY(requests[5].headers.at("idempotency-key") !=
                requests[0].headers.at("idempotency-key"));
        for (const auto& request : requests) {
            QCOMPARE(request.path, std::string("/hook")); // no redirect was followed
        }
    }

    void whatIsRefusedIsGivenUp() {
        WebServer server(0, [](const WebServer::Request& request) {
            return request.body.find("incident-1\"") != std::string::npos ? 422 : 204;
        });
        const auto outward = started({webhook("noc", server.port())});
        outward->post(notice("incident-1"));
        outward->post(notice("incident-2"));
        QTRY_COMPARE(outward->status().front().delivered, 1U);
        QTRY_COMPARE(outward->status().front().refused, 1U);
        QCOMPARE(keysOf(server.requests()), QStringList({"incident-1", "incident-2"}));
    }

    void oneThatHangsHoldsUpNoOther() {
        WebServer hanging(0, [](const WebServer::Request&) { return 0; });
        WebServer good;
        const auto outward =
            started({webhook("hangs", hanging.port()), webhook("good", good.port())});
        outward->post(notice("incident-1"));
        QVERIFY(hanging.waitForRequests(1));
        outward->post(notice("incident-2"));
        QVERIFY(good.waitForRequests(2));
        QCOMPARE(outward->status().front().delivered, 0U);
        outward->stop(); // ends the wait for the one that hangs
        QCOMPARE(outward->status().front().waiting, 2U);
    }

    void aTestGoesPastTheQueue() {
        std::atomic<bool> isDown{true};
        WebServer server(0, [&isDown](const WebServer::Request& request) {
            const bool isTest = request.body.find("\"what\":\"test\"") != std::string::npos;
            return isDown && !isTest ? 500 : 200;
        });
        const auto outward = started({webhook("noc", server.port())});
        outward->post(notice("incident-1"));
        QTRY_VERIFY(!outward->status().front().trouble.empty());
        const auto good = tested(*outward, "noc");
        QVERIFY2(good.has_value(), good ? "" : good.error().message.c_str());
        QCOMPARE(outward->status().front().waiting, 1U);
        const auto unknown = tested(*outward, "nobody");
        QVERIFY(!unknown);
        isDown = false;
        QTRY_COMPARE(outward->status().front().delivered, 1U);
    }

    void aFailedTestSaysWhy() {
        WebServer server(0, [](const WebServer::Request&) { return 401; });
        const auto outward = started({webhook("noc", server.port())});
        const auto failed = tested(*outward, "noc");
        QVERIFY(!failed);
        QVERIFY2(failed.error().message.find("401") != std::string::npos,
                 failed.error().message.c_str());
    }

    void theBoundIsKept() {
        const auto port = testing::freePort(SOCK_STREAM);
        const auto outward = started({webhook("down", port)}, quickPace(), 10);
        bool isDropped = false;
        for (int i = 1; i <= 200; ++i) {
            isDropped = !outward->post(notice("incident-" + std::to_string(i))) || isDropped;
        }
        QTRY_COMPARE(outward->status().front().dropped + outward->status().front().waiting, 200U);
        QVERIFY(outward->status().front().waiting <= 10U);
        QVERIFY(isDropped || !outward->post(notice("incident-201")));
    }

    void credentialsAreNeverShown() {
        const auto port = testing::freePort(SOCK_STREAM);
        Target target = webhook("noc", port);
        target.address = "http://user:pass-word@127.0.0.1:" + std::to_string(port) +
                         "/services/T0KEN?key=QUERY-SECRET";
        target.secret = "SIGNING-SECRET";
        const auto outward = started({target});
        outward->post(notice("incident-1"));
        QTRY_VERIFY(!outward->status().front().trouble.empty());
        const auto status = outward->status().front();
        QCOMPARE(status.address, "http://127.0.0.1:" + std::to_string(port) + "/…");
        const auto failed = tested(*outward, "noc");
        QVERIFY(!failed);
        for (const std::string& text : {status.address, status.trouble, failed.error().message}) {
            for (const char* secret : {"user", "pass-word", "T0KEN", "QUERY", "SIGNING"}) {
                QVERIFY2(text.find(secret) == std::string::npos, text.c_str());
            }
        }
    }

    void whatCannotWorkIsRefusedAtTheStart() {
        Target ftp = webhook("a", 1);
        ftp.address = "ftp://secret@host/";
        const auto failed = Outward::start({.targets = {ftp}, .file = {}, .pace = {}});
        QVERIFY(!failed);
        QVERIFY(failed.error().message.find("secret") == std::string::npos);
        QVERIFY(!Outward::start({.targets = {webhook("a", 1), webhook("a", 2)}, .file = {}}));
        QVERIFY(Outward::start({}).has_value());
    }

    void nothingReachesTheDiskThatIsSecret() {
        QTemporaryDir folder;
        const auto path = folder.filePath("outbox.db");
        Target target = webhook("noc", testing::freePort(SOCK_STREAM));
        target.secret = "SIGNING-SECRET";
        target.address += "?key=QUERY-SECRET";
        {
            auto outward = Outward::start(
                {.targets = {target}, .file = path.toStdString(), .pace = quickPace()});
            QVERIFY(outward.has_value());
            (*outward)->post(notice("incident-1"));
            QTRY_COMPARE((*outward)->status().front().waiting, 1U);
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("incident-1"));
        QVERIFY(!bytes.contains("SECRET"));
    }
};

QTEST_GUILESS_MAIN(TestWebhook)
#include "tst_webhook.moc"
