// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/fleet/state.h"

using namespace vigie;
using fleet::Contact;
using fleet::Effect;
using fleet::FleetState;
using model::MetricKind;
using model::Scope;

namespace {

base::Timestamp at(std::int64_t ms) {
    return {base::utcFromNs(1'785'000'000'000'000'000 + ms * 1'000'000),
            base::monoFromNs(ms * 1'000'000)};
}

std::shared_ptr<model::NodeDescription> someNode(const std::string& id = "n") {
    auto node = std::make_shared<model::NodeDescription>();
    node->id = id;
    node->incarnation = 7;
    node->epoch = 1;
    node->metrics = {{"node.x", Scope::Node, MetricKind::Gauge, "", 1, "", "", {}, {}, {}},
                     {"path.x", Scope::Path, MetricKind::Gauge, "", 1, "", "", {}, {}, {}},
                     {"pid.x", Scope::Pid, MetricKind::Counter, "", 1, "", "", {}, {}, {}}};
    node->inputs.resize(1);
    node->inputs[0].id = "in";
    node->paths.resize(2);
    node->paths[0].id = "a";
    node->paths[1].id = "b";
    node->pids.resize(1);
    node->pids[0].inputId = "in";
    node->pids[0].pid = 256;
    return node;
}

model::TickPtr someTick(std::int64_t ms, std::vector<std::int64_t> values,
                        std::uint64_t epoch = 1) {
    auto tick = std::make_shared<model::Tick>();
    tick->epoch = epoch;
    tick->utc = at(ms).utc;
    const auto count = static_cast<std::uint32_t>(values.size());
    tick->blocks = {{Scope::Path, 0, count, {{1, std::move(values), {}, {}, {}}}}};
    return tick;
}

template <typename T>
Effect give(FleetState& state, T what, std::int64_t ms, const std::string& endpoint = "host:1") {
    return state.apply({endpoint, std::move(what), at(ms)}).effect;
}
Effect describe(FleetState& state, std::shared_ptr<model::NodeDescription> node, std::int64_t ms,
                const std::string& endpoint = "host:1") {
    return give(state, model::NodeDescriptionPtr(std::move(node)), ms, endpoint);
}
Effect contact(FleetState& state, Contact contact, std::int64_t ms) {
    return give(state, fleet::ContactChange{contact, "why", at(ms)}, ms);
}

} // namespace

class TestState : public QObject {
    Q_OBJECT
private slots:
    void livenessComesFromTheSource() {
        FleetState state;
        QCOMPARE(contact(state, Contact::Connecting, 0), Effect::ContactChanged);
        QCOMPARE(state.nodes().size(), std::size_t{1});
        QVERIFY(!state.nodes()[0].noContactSince); // never had contact
        QVERIFY(!state.nodes()[0].isInContact());
        contact(state, Contact::Connected, 100);
        QVERIFY(!state.nodes()[0].isInContact()); // until it says who it is
        describe(state, someNode(), 110);
        QVERIFY(state.nodes()[0].isInContact());
        give(state, someTick(200, {1, 2}), 210);
        contact(state, Contact::Lost, 4000);
        QVERIFY(!state.nodes()[0].isInContact());
        QCOMPARE(*state.nodes()[0].noContactSince, at(210).utc); // the last sign of life
        QCOMPARE(state.nodes()[0].contactReason, std::string("why"));
        contact(state, Contact::Connecting, 5000);
        QCOMPARE(*state.nodes()[0].noContactSince, at(210).utc);
        QCOMPARE(*state.nodes()[0].raw(1, 1), std::int64_t{2}); // values fade, but stay
        contact(state, Contact::Connected, 6000);
        QVERIFY(!state.nodes()[0].noContactSince);
    }

    void latestValuesKeepAndForget() {
        FleetState state;
        describe(state, someNode(), 0);
        QVERIFY(!state.nodes()[0].raw(1, 0));
        give(state, someTick(100, {10, 20}), 100);
        auto partial = std::make_shared<model::Tick>(*someTick(200, {11, 21}));
        partial->blocks[0].columns[0].setAbsent(0);
        give(state, model::TickPtr(partial), 200);
        QVERIFY(!state.nodes()[0].raw(1, 0)); // absent: not known now
        QCOMPARE(*state.nodes()[0].raw(1, 1), std::int64_t{21});
        auto empty = std::make_shared<model::Tick>();
        empty->epoch = 1;
        empty->utc = at(300).utc;
        QCOMPARE(give(state, model::TickPtr(empty), 300), Effect::Ticked);
        QCOMPARE(*state.nodes()[0].raw(1, 1), std::int64_t{21}); // not sampled: still the last
        QCOMPARE(state.nodes()[0].latest[1].cells[1].at, at(200).utc);
        QCOMPARE(*state.nodes()[0].lastTick, at(300).utc);
        QVERIFY(!state.nodes()[0].raw(std::nullopt, 0));
        QVERIFY(!state.nodes()[0].raw(99, 0));
        QVERIFY(!state.nodes()[0].raw(1, 99));
    }

    void whatDoesNotFitIsRefused() {
        FleetState state;
        QCOMPARE(give(state, someTick(0, {1, 2}), 0), Effect::Refused);
        QCOMPARE(give(state, model::EventPtr(std::make_shared<model::Event>()), 0),
                 Effect::Refused);
        describe(state, someNode(), 0);
        QCOMPARE(give(state, someTick(0, {1, 2, 3}), 0), Effect::Refused); // a row too many
        QCOMPARE(give(state, someTick(0, {1, 2}, 2), 0), Effect::Refused); // another epoch
        QCOMPARE(give(state, model::TickPtr(), 0), Effect::Refused);
        QCOMPARE(give(state, model::EventPtr(), 0), Effect::Refused);
        QCOMPARE(describe(state, nullptr, 0), Effect::Refused);
        QCOMPARE(state.nodes()[0].malformedTicks, std::uint64_t{2});
        QVERIFY(!state.nodes()[0].lastTick);
        QCOMPARE(give(state, model::EventPtr(std::make_shared<model::Event>()), 0), Effect::Event);
        // Two endpoints cannot be the same node: the first one keeps the name.
        QCOMPARE(describe(state, someNode(), 10, "host:2"), Effect::Refused);
        QVERIFY(!state.nodes()[1].description);
        QVERIFY(!state.nodes()[1].contactReason.empty());
        QCOMPARE(describe(state, someNode("m"), 10, "host:2"), Effect::Restarted);
        QCOMPARE(*state.findNode("m"), std::size_t{1});
        QVERIFY(!state.findNode("x"));
    }

    void newTablesCarryValuesOverByName() {
        FleetState state;
        QCOMPARE(describe(state, someNode(), 0), Effect::Restarted);
        give(state, someTick(100, {10, 20}), 100);
        auto changed = someNode();
        changed->epoch = 2;
        std::swap(changed->paths[0], changed->paths[1]);
        changed->paths.push_back({});
        changed->paths.back().id = "c";
        changed->metrics.insert(changed->metrics.begin(),
                                {"new", Scope::Path, MetricKind::Gauge, "", 1, "", "", {}, {}, {}});
        QCOMPARE(describe(state, changed, 200), Effect::Described);
        QCOMPARE(*state.nodes()[0].raw(2, 0), std::int64_t{20});
        QCOMPARE(*state.nodes()[0].raw(2, 1), std::int64_t{10});
        QVERIFY(!state.nodes()[0].raw(2, 2));
        QVERIFY(!state.nodes()[0].raw(0, 0));
        auto restarted = someNode();
        restarted->incarnation = 8;
        QCOMPARE(describe(state, restarted, 300), Effect::Restarted);
        QVERIFY(!state.nodes()[0].raw(1, 0)); // an old run's value is no value of this one
    }

    void aMetricThatChangedItsStepIsAnother() {
        FleetState state;
        describe(state, someNode(), 0);
        give(state, someTick(100, {10, 20}), 100);
        auto changed = someNode();
        changed->epoch = 2;
        changed->metrics[1].step = 1000;
        describe(state, changed, 200);
        QVERIFY(!state.nodes()[0].raw(1, 0));
    }

    void nodeTimeGoesOnFromItsLastTick() {
        FleetState state;
        describe(state, someNode(), 0);
        QCOMPARE(state.nodes()[0].utcAt(at(500)), at(500).utc);
        give(state, someTick(10'000, {1, 2}), 500); // its clock is 9.5 s ahead of ours
        QCOMPARE(state.nodes()[0].utcAt(at(500)), at(10'000).utc);
        QCOMPARE(state.nodes()[0].utcAt(at(1700)), at(11'200).utc);
        QCOMPARE(state.nodes()[0].utcAt(at(100)), at(10'000).utc);
    }

    void rowsAndSubjects() {
        const auto node = someNode();
        QCOMPARE(*fleet::findRow(*node, Scope::Path, "b"), std::size_t{1});
        QCOMPARE(*fleet::findRow(*node, Scope::Input, "in"), std::size_t{0});
        QCOMPARE(*fleet::findRow(*node, Scope::Pid, "in/256"), std::size_t{0});
        QCOMPARE(*fleet::findRow(*node, Scope::Node, ""), std::size_t{0});
        QVERIFY(!fleet::findRow(*node, Scope::Path, "z"));
        QVERIFY(!fleet::findRow(*node, Scope::Pid, "in/257"));
        QCOMPARE(fleet::subjectOf(*node, Scope::Pid, 0), std::string("in/256"));
        QCOMPARE(fleet::subjectOf(*node, Scope::Node, 0), std::string());
        QCOMPARE(fleet::subjectOf(*node, Scope::Input, 0), std::string("in"));
    }
};

QTEST_APPLESS_MAIN(TestState)
#include "tst_state.moc"
