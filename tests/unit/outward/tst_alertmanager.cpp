// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/outward/alertmanager.h"
#include "tests/support/webserver.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using namespace std::chrono_literals;
using nlohmann::json;
using vigie::testing::notice;
using vigie::testing::WebServer;
using What = Notice::What;

namespace {

Target alertmanager(std::uint16_t port) {
    Target target;
    target.name = "am";
    target.kind = TargetKind::Alertmanager;
    target.address = "http://127.0.0.1:" + std::to_string(port) + "/";
    return target;
}

std::unique_ptr<Outward> started(std::uint16_t port, std::chrono::milliseconds retell,
                                 const std::string& file = {}) {
    auto pace = testing::quickPace();
    pace.retell = retell;
    auto outward = Outward::start({.targets = {alertmanager(port)}, .file = file, .pace = pace});
    if (!outward) {
        qFatal("%s", outward.error().message.c_str());
    }
    return std::move(*outward);
}

json sent(const WebServer& server, std::size_t number) {
    return json::parse(server.requests().at(number).body);
}

} // namespace

/// What Alertmanager is told. Against the real one: tests/e2e.
class TestAlertmanager : public QObject {
    Q_OBJECT
private slots:
    void labelsAndAnnotations() {
        Notice one = notice("incident-12");
        one.feedId = "track";
        one.nodeId = "teleport";
        const auto alert = json::parse(alertOf(one, testing::moment(60)));
        const json expected = {
            {"alertname", "rf.margin"}, {"severity", "major"}, {"cause", "transponder:is20-t7"},
            {"fault", "rf_margin"},     {"feed", "track"},     {"region", "europe"},
            {"node", "teleport"},       {"key", "incident-12"}};
        QCOMPARE(alert["labels"].dump(), expected.dump());
        QCOMPARE(alert["annotations"]["summary"].get<std::string>(), one.summary);
        QCOMPARE(alert["annotations"]["description"].get<std::string>(), one.todo);
        QCOMPARE(alert["startsAt"].get<std::string>(), base::toIso8601(one.since));
        QCOMPARE(alert["endsAt"].get<std::string>(), base::toIso8601(testing::moment(60)));
        // What Alertmanager would refuse: an end before the beginning.
        QCOMPARE(json::parse(alertOf(one, testing::moment(-60)))["endsAt"].get<std::string>(),
                 base::toIso8601(one.since));
    }

    void aChangeOfLabelsEndsTheOldAlert() {
        WebServer server;
        const auto outward = started(server.port(), 1h);
        outward->post(notice("incident-1"));
        outward->post(notice("incident-1", What::Changed, alarm::Severity::Critical));
        outward->post(notice("incident-1", What::Ended, alarm::Severity::Critical));
        QVERIFY(server.waitForRequests(3));
        QCOMPARE(server.requests().front().path, std::string("/api/v2/alerts"));
        const auto now = base::toIso8601(base::SystemClock::instance().now().utc);
        QCOMPARE(sent(server, 0).size(), 1U);
        QVERIFY(sent(server, 0)[0]["endsAt"].get<std::string>() > now);
        const auto changed = sent(server, 1);
        QCOMPARE(changed.size(), 2U);
        QCOMPARE(changed[0]["labels"]["severity"].get<std::string>(), std::string("major"));
        QVERIFY(changed[0]["endsAt"].get<std::string>() <= now);
        QCOMPARE(changed[1]["labels"]["severity"].get<std::string>(), std::string("critical"));
        QVERIFY(changed[1]["endsAt"].get<std::string>() > now);
        const auto ended = sent(server, 2);
        QCOMPARE(ended.size(), 1U);
        QVERIFY(ended[0]["endsAt"].get<std::string>() <= now);
    }

    void whatIsOpenIsToldAgain() {
        QTemporaryDir folder;
        const std::string file = folder.filePath("outbox.db").toStdString();
        WebServer server;
        {
            const auto outward = started(server.port(), 50ms, file);
            outward->post(notice("incident-1"));
            outward->post(notice("incident-2"));
            outward->post(notice("incident-2", What::Ended));
            QVERIFY(server.waitForRequests(8));
            QCOMPARE(sent(server, 7).size(), 1U);
            QCOMPARE(sent(server, 7)[0]["labels"]["key"].get<std::string>(),
                     std::string("incident-1"));
        }
        // And after a restart of the desk.
        const auto before = server.requests().size();
        const auto outward = started(server.port(), 1h, file);
        QCOMPARE(outward->open().size(), 1U);
        QVERIFY(server.waitForRequests(before + 1));
        QCOMPARE(sent(server, before)[0]["labels"]["key"].get<std::string>(),
                 std::string("incident-1"));
    }
};

QTEST_GUILESS_MAIN(TestAlertmanager)
#include "tst_alertmanager.moc"
