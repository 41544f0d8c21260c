// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "core/outward/notices.h"
#include "core/outward/noticewords.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using alarm::Alarm;
using alarm::AlarmState;
using alarm::Incident;
using alarm::Severity;
using vigie::testing::moment;
using What = Notice::What;

namespace {

alarm::RuleSet rules() {
    alarm::RuleSet set;
    alarm::Rule margin;
    margin.id = "rf.margin";
    margin.signal = "rf.margin";
    margin.unit = "dB";
    margin.name.en = "RF margin low";
    margin.todo.en = "Look at the beacon";
    alarm::Rule continuity;
    continuity.id = "ts.cc";
    continuity.signal = "tr101290.1.4.errors";
    continuity.unit = "/s";
    set.rules = {margin, continuity};
    return set;
}

Alarm faded(std::uint64_t id, std::uint64_t incidentId = 0) {
    Alarm alarm;
    alarm.id = id;
    alarm.ruleId = "rf.margin";
    alarm.kind = alarm::FaultKind::RfMargin;
    alarm.severity = Severity::Major;
    alarm.subject = {model::Scope::Input, "teleport", "t7"};
    alarm.feedId = "track";
    alarm.regionId = "europe";
    alarm.since = moment(0);
    alarm.value = 0.4;
    alarm.limit = 1.0;
    alarm.incidentId = incidentId;
    return alarm;
}

Incident fade(std::uint64_t id, std::vector<std::uint64_t> alarms) {
    Incident incident;
    incident.id = id;
    incident.cause.hop = {alarm::HopType::Transponder, "is20-t7", "IS-20 T7"};
    incident.isNamed = true;
    incident.fault = alarm::FaultKind::RfMargin;
    incident.ruleId = "rf.margin";
    incident.severity = Severity::Major;
    incident.value = 0.4;
    incident.limit = 1.0;
    incident.since = moment(0);
    incident.alarms = std::move(alarms);
    incident.feeds = 14;
    incident.paths = 14;
    incident.regions = 3;
    return incident;
}

/// "opened incident-1" for each notice.
QStringList said(const std::vector<Notice>& notices) {
    QStringList all;
    for (const Notice& notice : notices) {
        all << QString::fromStdString(std::string(nameOf(notice.what)) + " " + notice.key);
    }
    return all;
}

/// A maker with its input at hand.
struct Desk {
    explicit Desk(bool hasAlarms = false) : maker(hasAlarms) {}
    QStringList step(int second, std::vector<Incident> incidents, std::vector<Alarm> alarms,
                     std::vector<std::uint64_t> closedIncidents = {},
                     std::vector<std::uint64_t> closedAlarms = {}) {
        NoticeInput input;
        input.incidents = std::move(incidents);
        input.alarms = std::move(alarms);
        input.closedIncidents = std::move(closedIncidents);
        input.closedAlarms = std::move(closedAlarms);
        input.rules = &set;
        input.now = moment(second);
        last = maker.take(input);
        return said(last);
    }
    const alarm::RuleSet set = rules();
    NoticeMaker maker;
    std::vector<Notice> last;
};

const QStringList nothing;

} // namespace

/// What is told of incidents and alarms, when, and in which words.
class TestNotices : public QObject {
    Q_OBJECT
private slots:
    void anIncidentFromItsBeginningToItsEnd() {
        Desk desk;
        Alarm child = faded(7, 1);
        QCOMPARE(desk.step(0, {fade(1, {7})}, {child}), QStringList({"opened incident-1"}));
        const Notice opened = desk.last.front();
        QVERIFY(opened.isIncident);
        QCOMPARE(opened.at, moment(0));
        QCOMPARE(opened.summary, std::string("IS-20 T7 (transponder): RF margin low, 0.4 dB below "
                                             "1.0 dB; 14 feeds, 3 regions"));
        QCOMPARE(opened.todo, std::string("Look at the beacon"));
        QCOMPARE(opened.subjectType, std::string("transponder"));
        QCOMPARE(opened.subjectId, std::string("is20-t7"));
        QCOMPARE(opened.unit, std::string("dB"));

        // A figure that moves is no change.
        Incident moved = fade(1, {7});
        moved.value = 0.2;
        moved.feeds = 15;
        QCOMPARE(desk.step(20, {moved}, {}), nothing);
        moved.severity = Severity::Critical;
        QCOMPARE(desk.step(21, {moved}, {}), QStringList({"changed incident-1"}));
        QCOMPARE(desk.last.front().severity, Severity::Critical);

        child.state = AlarmState::Returned;
        child.cleared = moment(39);
        moved.ended = moment(39);
        QCOMPARE(desk.step(40, {moved}, {child}), QStringList({"ended incident-1"}));
        QCOMPARE(desk.last.front().ended, std::optional(moment(39)));
        QCOMPARE(desk.last.front().severity, Severity::Critical);
        QCOMPARE(desk.step(41, {moved}, {child}), nothing);
        QCOMPARE(desk.step(50, {}, {}, {1}, {7}), nothing);
    }

    void changesAreBoundedInTime() {
        Desk desk;
        desk.step(0, {fade(1, {7})}, {faded(7, 1)});
        Incident other = fade(1, {7});
        other.isNamed = false;
        QCOMPARE(desk.step(2, {other}, {}), nothing);
        other.cause.hop = {alarm::HopType::Uplink, "usingen", ""};
        QCOMPARE(desk.step(4, {other}, {}), nothing);
        QCOMPARE(desk.step(9, {}, {}), nothing);
        // When its time has come, what then holds, once.
        QCOMPARE(desk.step(10, {}, {}), QStringList({"changed incident-1"}));
        QCOMPARE(desk.last.front().subjectId, std::string("usingen"));
        QCOMPARE(desk.step(30, {}, {}), nothing);
        // What went back to what was told is no change.
        Incident back = other;
        back.severity = Severity::Critical;
        desk.step(31, {back}, {});
        QCOMPARE(desk.step(32, {other}, {}), nothing);
        QCOMPARE(desk.step(60, {}, {}), QStringList({"changed incident-1"}));
        QCOMPARE(desk.last.front().severity, Severity::Major);
    }

    void anEndWaitsForNothing() {
        Desk desk;
        desk.step(0, {fade(1, {7})}, {faded(7, 1)});
        Incident worse = fade(1, {7});
        worse.severity = Severity::Critical;
        QCOMPARE(desk.step(1, {worse}, {}), nothing);
        QCOMPARE(desk.step(2, {}, {}, {1}, {7}), QStringList({"ended incident-1"}));
        QCOMPARE(desk.step(20, {}, {}), nothing);
    }

    void anAcknowledgementCarriesItsName() {
        Desk desk;
        Alarm first = faded(7, 1);
        Alarm second = faded(8, 1);
        desk.step(0, {fade(1, {7, 8})}, {first, second});
        first.state = AlarmState::Acknowledged;
        first.acknowledgedBy = "Ana";
        first.acknowledgedAt = moment(12);
        QCOMPARE(desk.step(12, {}, {first}), nothing); // one is still unseen
        second.state = AlarmState::Acknowledged;
        second.acknowledgedBy = "Ben";
        second.acknowledgedAt = moment(13);
        QCOMPARE(desk.step(13, {}, {second}), QStringList({"changed incident-1"}));
        QCOMPARE(desk.last.front().operatorName, std::string("Ben"));
    }

    void whatIsHiddenIsNotTold_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("shelved") << 0;
        QTest::newRow("suppressed") << 1;
        QTest::newRow("out of service") << 2;
    }
    void whatIsHiddenIsNotTold() {
        QFETCH(int, how);
        Alarm hidden = faded(7, 1);
        if (how == 0) {
            hidden.shelf = {false, moment(900), "Ana", "known"};
        } else if (how == 1) {
            hidden.suppressed = alarm::bit(alarm::Suppression::OffAir);
        } else {
            hidden.isOutOfService = true;
        }
        Desk desk(true);
        QCOMPARE(desk.step(0, {fade(1, {7})}, {hidden}), nothing);
        QCOMPARE(desk.step(1, {}, {faded(7, 1)}),
                 QStringList({"opened alarm-7", "opened incident-1"}));
        QCOMPARE(desk.step(2, {}, {hidden}), QStringList({"ended alarm-7", "ended incident-1"}));
        QCOMPARE(desk.last.front().operatorName, std::string(how == 0 ? "Ana" : ""));
        QCOMPARE(desk.step(3, {}, {faded(7, 1)}),
                 QStringList({"opened alarm-7", "opened incident-1"}));
    }

    void alarmsOnlyWhereWanted() {
        Desk incidents(false);
        QCOMPARE(incidents.step(0, {}, {faded(7)}), nothing);
        Desk all(true);
        QCOMPARE(all.step(0, {}, {faded(7)}), QStringList({"opened alarm-7"}));
        const Notice& told = all.last.front();
        QVERIFY(!told.isIncident);
        QCOMPARE(told.subjectType, std::string("input"));
        QCOMPARE(told.subjectId, std::string("teleport/t7"));
        QCOMPARE(told.nodeId, std::string("teleport"));
        QCOMPARE(told.inputId, std::string("t7"));
        QVERIFY(told.pathId.empty());
        QCOMPARE(told.summary,
                 std::string("track, teleport/t7: RF margin low, 0.4 dB below 1.0 dB"));
    }

    void aLatchedAlarmEndsWithItsReset() {
        Desk desk(true);
        Alarm latched = faded(7);
        desk.step(0, {}, {latched});
        latched.state = AlarmState::LatchedUnacknowledged;
        latched.cleared = moment(5);
        QCOMPARE(desk.step(5, {}, {latched}), nothing);
        QCOMPARE(desk.step(60, {}, {}, {}, {7}), QStringList({"ended alarm-7"}));
    }

    void raisedAgainIsOpenedAgain() {
        Desk desk(true);
        Alarm alarm = faded(7);
        desk.step(0, {}, {alarm});
        alarm.state = AlarmState::Returned;
        alarm.cleared = moment(3);
        QCOMPARE(desk.step(3, {}, {alarm}), QStringList({"ended alarm-7"}));
        alarm.state = AlarmState::Active;
        alarm.cleared.reset();
        QCOMPARE(desk.step(4, {}, {alarm}), QStringList({"opened alarm-7"}));
    }

    void aRestartTellsOnlyWhatIsNew() {
        Desk before;
        before.step(0, {fade(1, {7}), fade(2, {8}), fade(4, {10})},
                    {faded(7, 1), faded(8, 2), faded(10, 4)});
        const auto open = before.last;
        Desk after;
        after.maker.restore(open);
        NoticeInput first;
        Incident worse = fade(2, {8});
        worse.severity = Severity::Critical;
        first.incidents = {fade(1, {7}), worse, fade(3, {9})};
        first.alarms = {faded(7, 1), faded(8, 2), faded(9, 3)};
        first.isComplete = true;
        first.rules = &after.set;
        first.now = moment(100);
        QCOMPARE(said(after.maker.take(first)),
                 QStringList({"opened incident-3", "ended incident-4", "changed incident-2"}));
    }

    void theTestNumberComesFromTheRule() {
        Desk desk(true);
        Alarm alarm = faded(7);
        alarm.ruleId = "ts.cc";
        alarm.kind = alarm::FaultKind::Other;
        desk.step(0, {}, {alarm});
        QCOMPARE(desk.last.front().test, std::string("1.4"));
        alarm = faded(8);
        alarm.ruleId = "unknown";
        alarm.kind = alarm::FaultKind::Pmt;
        desk.step(1, {}, {alarm});
        QCOMPARE(desk.last.front().test, std::string("1.5.a"));
        QVERIFY(desk.last.front().unit.empty());
    }

    void summaries() {
        alarm::Rule rule;
        rule.unit = "/s";
        Incident incident = fade(1, {7, 8});
        incident.isNamed = false;
        incident.cause.hop = {alarm::HopType::CloudRegion, "eu-west", ""};
        incident.fault = alarm::FaultKind::Loss;
        incident.value = 120;
        incident.limit = 1;
        incident.feeds = 1;
        incident.regions = 1;
        incident.deliveriesLost = 2;
        QCOMPARE(summaryOf(incident, &rule),
                 std::string("eu-west (cloud region): packets lost, 120/s above 1.0/s; 1 feed, "
                             "1 region, 2 deliveries lost; the cause is not certain"));
        Alarm alarm = faded(7);
        alarm.subject = {model::Scope::Node, "teleport", ""};
        alarm.feedId.clear();
        alarm.value.reset();
        QCOMPARE(summaryOf(alarm, nullptr, nullptr), std::string("teleport: RF margin low"));
        model::Plan plan;
        plan.feeds.resize(1);
        plan.feeds[0].id = "track";
        plan.feeds[0].name = "Athletics Track";
        QCOMPARE(summaryOf(faded(7), nullptr, &plan),
                 std::string("Athletics Track, teleport/t7: RF margin low, 0.4 below 1.0"));
    }

    void testIndexes_data() {
        QTest::addColumn<QString>("check");
        QTest::addColumn<int>("index");
        QTest::newRow("1.4") << "1.4" << 1040;
        QTest::newRow("1.3.a") << "1.3.a" << 1031;
        QTest::newRow("3.6.c") << "3.6.c" << 3063;
        QTest::newRow("3.10") << "3.10" << 3100;
        for (const char* none : {"", "4.1", "1", "1.", "1.4.", "1.4.ab", "es.stopped", "1.4x"}) {
            QTest::newRow(qPrintable(QString("no check: '%1'").arg(none))) << none << 0;
        }
    }
    void testIndexes() {
        QFETCH(QString, check);
        QFETCH(int, index);
        QCOMPARE(testIndexOf(check.toStdString()), index);
    }

    void everyCheckHasAnIndexOfItsOwn() {
        std::set<int> indexes;
        std::size_t checks = 0;
        for (const std::string& check : model::tr101290Checks()) {
            if (!std::isdigit(static_cast<unsigned char>(check.front()))) {
                QCOMPARE(testIndexOf(check), 0); // ours, not the standard's
                continue;
            }
            ++checks;
            QVERIFY2(testIndexOf(check) != 0, check.c_str());
            indexes.insert(testIndexOf(check));
        }
        QVERIFY(checks > 20);
        QCOMPARE(indexes.size(), checks);
    }

    void namesAreStableAndUnique() {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < alarm::faultKinds; ++i) {
            const auto kind = static_cast<alarm::FaultKind>(i);
            names.insert(nameOf(kind));
            QCOMPARE(faultFrom(nameOf(kind)), std::optional(kind));
            QVERIFY(!wordsOf(kind).empty() && !probableCauseOf(kind).empty());
        }
        QCOMPARE(names.size(), alarm::faultKinds);
    }

    void figuresAndCuts() {
        QCOMPARE(figure(0.4), std::string("0.4"));
        QCOMPARE(figure(1), std::string("1.0"));
        QCOMPARE(figure(120), std::string("120"));
        QCOMPARE(figure(0.05), std::string("0.05"));
        QCOMPARE(figure(3.2e-7), std::string("3.2e-07"));
        QCOMPARE(figure(0), std::string("0.0"));
        QCOMPARE(figure(-12.34), std::string("-12.3"));
        QCOMPARE(cut("abc", 3), std::string("abc"));
        QCOMPARE(cut("ab\xC3\xA9", 3), std::string("ab"));
        QCOMPARE(cut("ab\xC3\xA9", 4), std::string("ab\xC3\xA9"));
    }
};

QTEST_APPLESS_MAIN(TestNotices)
#include "tst_notices.moc"
