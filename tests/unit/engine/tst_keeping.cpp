// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of alarms outlives a restart of the desk, a change of the rules, and the end of the air.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>

#include "core/engine/engine.h"
#include "tests/unit/engine/fakesource.h"
#include "tests/unit/engine/lab.h"

using namespace vigie;
using alarm::ActionKind;
using alarm::RecordKind;
using engine::AlarmState;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::FakeSource;
using test::Lab;
namespace key = model::key;
namespace state = model::state;

namespace {

base::Timestamp someTime() {
    return {base::utcFromNs(1'785'000'000'000'000'000), base::monoFromNs(1'000'000'000)};
}

FakeNode blackNode() {
    FakeNode node("n", NodeKind::Cloud, "asia");
    node.addPath("p", "f", PathKind::Cloud);
    node.set(key::pathState, 0, state::PathReceiving);
    node.set(key::inputState, 0, state::InputReceiving);
    node.set(key::contentBlack, 0, state::ContentPresent);
    node.set(key::contentNoVideo, 0, state::ContentClear);
    return node;
}

/// A desk that keeps its state in a folder, and one node.
struct Desk {
    /// `later`: how long after the first run it starts.
    Desk(const QTemporaryDir& folder, FakeNode& of, std::chrono::seconds later = {})
        : node(of), engine(source, options(folder)) {
        source.advance(later);
        engine.start();
        (void)source.deliver(node.contactInput(fleet::Contact::Connected, source.now()));
        (void)source.deliver(node.describeInput(source.now()));
    }
    static engine::EngineOptions options(const QTemporaryDir& folder) {
        engine::EngineOptions options;
        options.rules = config::defaultRules();
        options.stateFolder = folder.path().toStdString();
        return options;
    }
    void second() {
        source.advance(std::chrono::seconds{1});
        node.judge(0, false);
        (void)source.deliver(node.tickInput(source.now()));
    }
    [[nodiscard]] std::vector<engine::AlarmStatus> alarms() const {
        return engine.snapshot()->alarms;
    }
    /// Under the name "Ada"; waits until it is done and on disk.
    bool act(ActionKind kind, std::uint64_t alarmId) {
        alarm::Action action;
        action.kind = kind;
        action.operatorName = "Ada";
        action.alarmIds = {alarmId};
        auto answer = std::make_shared<std::atomic<int>>(0);
        engine.act(std::move(action),
                   [answer](const base::Result<std::uint64_t>& done) { *answer = done ? 1 : 2; });
        return QTest::qWaitFor([&] { return *answer != 0; }, 10'000) && *answer == 1;
    }

    FakeSource source{someTime()};
    FakeNode& node;
    engine::Engine engine;
};

alarm::RuleSetPtr changed(const std::string& text) {
    auto rules = config::readRulesText(text, "test.yaml");
    return rules ? *rules : nullptr;
}

} // namespace

class TestKeeping : public QObject {
    Q_OBJECT

private slots:
    void anAcknowledgedAlarmIsTheSameAfterARestart() {
        const QTemporaryDir folder;
        FakeNode node = blackNode();
        std::uint64_t id = 0;
        base::Utc since{};
        {
            Desk desk(folder, node);
            desk.second();
            desk.second();
            QTRY_COMPARE(desk.alarms().size(), 1U);
            id = desk.alarms()[0].id;
            since = desk.alarms()[0].since;
            QVERIFY(desk.act(ActionKind::Acknowledge, id));
            QTRY_COMPARE(desk.engine.snapshot()->incidents.size(), 1U);
            desk.engine.stop();
        }
        {
            Desk desk(folder, node, std::chrono::seconds{60});
            // Before the node has said anything it stands as it stood.
            QTRY_COMPARE(desk.alarms().size(), 1U);
            for (int i = 0; i < 5; ++i) {
                desk.second();
            }
            QTRY_VERIFY(desk.engine.snapshot()->now > since + std::chrono::seconds{60});
            QCOMPARE(desk.alarms().size(), 1U);
            QCOMPARE(desk.alarms()[0].id, id);
            QCOMPARE(desk.alarms()[0].since, since);
            QCOMPARE(desk.alarms()[0].state, AlarmState::Acknowledged);
            QCOMPARE(desk.alarms()[0].acknowledgedBy, std::string("Ada"));
            QCOMPARE(desk.engine.snapshot()->incidents.size(), 1U);
            // It mends: gone and seen, it leaves.
            node.set(key::contentBlack, 0, state::ContentClear);
            for (int i = 0; i < 5; ++i) {
                desk.second();
            }
            QTRY_VERIFY(desk.alarms().empty());
            desk.engine.stop();
        }
        Desk desk(folder, node, std::chrono::seconds{120});
        auto kinds = std::make_shared<std::vector<RecordKind>>();
        auto isDone = std::make_shared<std::atomic<bool>>(false);
        desk.engine.queryHistory({}, [kinds, isDone](const journal::History& history) {
            for (auto it = history.records.rbegin(); it != history.records.rend(); ++it) {
                kinds->push_back(it->kind);
            }
            *isDone = true;
        });
        QTRY_VERIFY(*isDone);
        const auto count = [&kinds](RecordKind kind) {
            return std::count(kinds->begin(), kinds->end(), kind);
        };
        QCOMPARE(count(RecordKind::Raised), 1);
        QCOMPARE(count(RecordKind::Acknowledged), 1);
        QCOMPARE(count(RecordKind::Closed), 1);
        QCOMPARE(count(RecordKind::IncidentOpened), 1);
        QVERIFY(count(RecordKind::Restarted) >= 1);
    }

    void aRuleThatWentMeanwhileTakesItsAlarmAlong() {
        const QTemporaryDir folder;
        FakeNode node = blackNode();
        {
            Desk desk(folder, node);
            desk.second();
            desk.second();
            QTRY_COMPARE(desk.alarms().size(), 1U);
            desk.engine.stop();
        }
        FakeSource source(someTime());
        engine::EngineOptions options = Desk::options(folder);
        options.rules = changed("version: 1\ndisable: [content.black]\nrules: []\n");
        QVERIFY(options.rules);
        engine::Engine engine(source, options);
        engine.start();
        QVERIFY(source.deliver(node.contactInput(fleet::Contact::Connected, source.now())));
        QVERIFY(source.deliver(node.describeInput(source.now())));
        QTRY_VERIFY(!engine.snapshot()->alarms.empty() &&
                    engine.snapshot()->alarms[0].state == AlarmState::Returned);
    }

    void aReloadKeepsStatesAndDropsWhatWaits() {
        Lab lab;
        FakeNode& node = lab.add(blackNode());
        node.set(key::contentFreeze, 0, state::ContentClear);
        lab.connectAll();
        lab.seconds(2);
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        const std::uint64_t id = lab.snapshot().alarms[0].id;
        QVERIFY(lab.acknowledge(id));

        // The same rule with another delay keeps its alarm; what is new in the file is told.
        const auto slower = changed("version: 1\nrules:\n"
                                    "  - {id: content.black, extends: content.black,\n"
                                    "     severities: {major: {is: [present], hold: 9s}}}\n"
                                    "  - {id: site.bars, metric: content.color_bars,\n"
                                    "     name: {en: Bars}, severities: {minor: {is: [present], "
                                    "after: 10s}}}\n");
        QVERIFY(slower);
        lab.reducer.apply(engine::RulesInput{slower, lab.now(), {}});
        QCOMPARE(lab.reducer.ruleChanges().added, std::vector<std::string>{"site.bars"});
        QCOMPARE(lab.reducer.ruleChanges().changed, std::vector<std::string>{"content.black"});
        node.set(key::contentColorBars, 0, state::ContentPresent);
        lab.seconds(5);
        const auto after = lab.snapshot();
        QVERIFY(after.findAlarm(id) != nullptr);
        QCOMPARE(after.findAlarm(id)->state, AlarmState::Acknowledged);
        QCOMPARE(std::count_if(after.alarms.begin(), after.alarms.end(),
                               [](const auto& a) { return a.ruleId == "content.black"; }),
                 1);

        // Both rules go: the alarm leaves, and the one that waited for its delay never comes.
        const auto none = changed("version: 1\ndisable: [content.black, content.color_bars]\n"
                                  "rules: []\n");
        QVERIFY(none);
        lab.reducer.apply(engine::RulesInput{none, lab.now(), {}});
        lab.seconds(20);
        for (const auto& known : lab.snapshot().alarms) {
            QVERIFY(known.ruleId != "content.black");
            QVERIFY(known.ruleId != "site.bars");
        }
    }

    void aDelayOfLostContactRunsFromTheLastSignOfLife() {
        engine::ReducerOptions options;
        options.alarms.rules =
            changed("version: 1\nrules:\n"
                    "  - {id: node.no_contact, extends: node.no_contact,\n"
                    "     severities: {critical: {is: [present], after: 20s}}}\n");
        QVERIFY(options.alarms.rules);
        Lab lab(std::move(options));
        FakeNode& node = lab.add(blackNode());
        node.set(key::contentBlack, 0, state::ContentClear);
        lab.connectAll();
        lab.seconds(3);
        lab.lose(node);
        const base::Utc lost = lab.now().utc;
        lab.seconds(10);
        QVERIFY(lab.snapshot().alarms.empty());
        lab.seconds(12);
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        QCOMPARE(lab.snapshot().alarms[0].ruleId, std::string("node.no_contact"));
        QVERIFY(lab.snapshot().alarms[0].since <= lost + std::chrono::seconds{1});
    }

    void ofANodeThatStaysAwayOnlyItsOwnLineIsShown() {
        Lab lab;
        FakeNode& node = lab.add(blackNode());
        lab.connectAll();
        lab.seconds(3);
        const std::uint64_t id = lab.snapshot().alarms.at(0).id;
        QVERIFY(lab.acknowledge(id));
        lab.lose(node);
        lab.seconds(30);
        // For a while all stands as it stood.
        QVERIFY(lab.snapshot().findAlarm(id)->isAnnunciated());
        QCOMPARE(lab.snapshot().findAlarm(id)->state, AlarmState::Acknowledged);
        lab.seconds(40);
        const auto away = lab.snapshot();
        QVERIFY(!away.findAlarm(id)->isAnnunciated());
        QVERIFY(away.findAlarm(id)->isPresent()); // hidden, not cleared
        QCOMPARE(std::count_if(away.alarms.begin(), away.alarms.end(),
                               [](const auto& a) { return a.isAnnunciated(); }),
                 1);
        // Back again it is shown, and to be seen anew: nobody knew of it for a minute.
        lab.connect(node);
        lab.seconds(3);
        QVERIFY(lab.snapshot().findAlarm(id)->isAnnunciated());
        QCOMPARE(lab.snapshot().findAlarm(id)->state, AlarmState::Active);
    }

    void whatIsOffAirIsKeptOutOfSightAndComesBack() {
        engine::ReducerOptions options;
        model::Plan plan;
        plan.name = "Games";
        model::Delivery delivery;
        delivery.id = "f-asia";
        delivery.feedId = "f";
        delivery.regionId = "asia";
        delivery.main = model::PathRef{"n", "p"};
        const auto at = [](int second) {
            return base::utcFromNs((Lab::beginSecond + second) * 1'000'000'000);
        };
        delivery.schedule = {{at(0), at(10)}, {at(30), at(3600)}};
        plan.deliveries.push_back(delivery);
        options.plan = plan;
        Lab lab(std::move(options));
        lab.add(blackNode());
        lab.connectAll();
        lab.seconds(5);
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        QVERIFY(lab.snapshot().alarms[0].isAnnunciated());
        lab.seconds(10); // second 15: off air
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        QVERIFY(!lab.snapshot().alarms[0].isAnnunciated());
        QVERIFY(lab.snapshot().paths.at(0).faults.empty());
        lab.seconds(20); // second 35: on air again, and still black
        QVERIFY(lab.snapshot().alarms[0].isAnnunciated());
        QCOMPARE(lab.snapshot().alarms[0].state, AlarmState::Active);
    }

    void aRuleMaySpeakOfPathsThatAreOffAir() {
        const auto rules = config::readRulesText(
            "version: 1\nrules:\n  - {id: content.black, on_air_only: false}\n", "test");
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        engine::ReducerOptions options;
        options.alarms.rules = *rules;
        model::Plan plan;
        model::Delivery delivery;
        delivery.id = "f-asia";
        delivery.feedId = "f";
        delivery.regionId = "asia";
        delivery.main = model::PathRef{"n", "p"};
        delivery.schedule = {{base::utcFromNs((Lab::beginSecond + 3600) * 1'000'000'000),
                              base::utcFromNs((Lab::beginSecond + 7200) * 1'000'000'000)}};
        plan.deliveries.push_back(delivery);
        options.plan = plan;
        Lab lab(std::move(options));
        lab.add(blackNode());
        lab.connectAll();
        lab.seconds(5);
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        QVERIFY(lab.snapshot().alarms[0].isAnnunciated());
        QCOMPARE(lab.snapshot().paths.at(0).faults.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestKeeping)
#include "tst_keeping.moc"
