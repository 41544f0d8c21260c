// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/alarmlab/lab.h"

using namespace vigie;
using incident::Hop;
using incident::HopType;
using incident::Route;
using incident::Topology;

namespace {

constexpr alarmlab::FleetSize fleet{
    .feeds = 4, .regions = 2, .feedsPerTransponder = 2, .regionsPerBeam = 2};

std::vector<Hop> wayOf(const Topology& topology, const model::PathRef& path) {
    std::vector<Hop> way;
    for (const std::size_t hop : topology.routes()[topology.findRoute(path).value()].hops) {
        way.push_back(topology.hops()[hop]);
        way.back().name.clear();
    }
    return way;
}

std::size_t overCount(const Topology& topology, HopType type, std::string_view id) {
    return topology.routesOver(topology.findHop(type, id).value()).size();
}

} // namespace

/// Which hops a path leads over, by what the nodes and the plan say.
class TestTopology : public QObject {
    Q_OBJECT
private slots:
    void withoutAPlan() {
        const Topology topology(alarmlab::makeFleet(fleet), nullptr);
        QCOMPARE(topology.routes().size(), 20U);
        using enum HopType;
        QVERIFY((wayOf(topology, {"sat-r1", "sat-r1-f3"}) ==
                 std::vector<Hop>{{Feed, "f3", ""},
                                  {Origin, "origin", ""},
                                  {Transponder, "t1-2", ""},
                                  {Receiver, "sat-r1/in-t2", ""},
                                  {Input, "sat-r1/in-t2", ""},
                                  {Node, "sat-r1", ""},
                                  {Region, "r1", ""}}));
        QVERIFY((wayOf(topology, {"cloud-r2", "cloud-r2-f1"}) ==
                 std::vector<Hop>{{Feed, "f1", ""},
                                  {Origin, "origin", ""},
                                  {CloudRegion, "r2", ""},
                                  {Link, "cloud-r2/in-f1", ""},
                                  {Input, "cloud-r2/in-f1", ""},
                                  {Node, "cloud-r2", ""},
                                  {Region, "r2", ""}}));
        QVERIFY((wayOf(topology, {"origin", "origin-f1"}) ==
                 std::vector<Hop>{{Feed, "f1", ""},
                                  {Origin, "origin", ""},
                                  {Input, "origin/in-f1", ""},
                                  {Node, "origin", ""}}));
        // One carrier, two receivers of two feeds each.
        QCOMPARE(overCount(topology, Transponder, "t1-2"), 4U);
        QCOMPARE(overCount(topology, Origin, "origin"), 20U);
        QCOMPARE(overCount(topology, Node, "origin"), 4U);
        QVERIFY(!topology.findHop(Uplink, "up-1"));
    }

    void withAPlan() {
        const model::Plan plan = alarmlab::makePlan(fleet);
        const Topology topology(alarmlab::makeFleet(fleet), &plan);
        using enum HopType;
        const auto way = wayOf(topology, {"sat-r1", "sat-r1-f3"});
        QVERIFY(way[2] == (Hop{Uplink, "up-1", ""}));
        QVERIFY(way[3] == (Hop{Transponder, "t1-2", ""}));
        QCOMPARE(overCount(topology, Uplink, "up-1"), 8U);
        QCOMPARE(overCount(topology, CloudRegion, "eu-west"), 8U);
        QVERIFY(!topology.findHop(CloudRegion, "r1"));
    }

    void aCarrierThatNobodyNamesIsOnesOwn() {
        auto nodes = alarmlab::makeFleet(fleet);
        for (auto& node : nodes) {
            auto changed = std::make_shared<model::NodeDescription>(*node);
            for (auto& input : changed->inputs) {
                input.carrier.clear();
            }
            node = changed;
        }
        const Topology topology(nodes, nullptr);
        QCOMPARE(overCount(topology, HopType::Transponder, "sat-r1/in-t1"), 2U);
        QCOMPARE(overCount(topology, HopType::Transponder, "sat-r2/in-t1"), 2U);
    }

    void aRingInThePlanEnds() {
        model::Plan plan;
        plan.hops.push_back({model::PlanHop::Type::Uplink, "a", "", "b", {"sat-r1/in-t1"}, {}});
        plan.hops.push_back({model::PlanHop::Type::Uplink, "b", "", "a", {}, {}});
        const Topology topology(alarmlab::makeFleet(fleet), &plan);
        QCOMPARE(overCount(topology, HopType::Uplink, "a"), 2U);
        QCOMPARE(overCount(topology, HopType::Uplink, "b"), 2U);
    }

    void relatives() {
        const Topology topology(alarmlab::makeFleet(fleet), nullptr);
        const auto numberOf = [&topology](const char* node, const char* path) {
            return topology.findRoute({node, path}).value();
        };
        const Route& route = topology.routes()[numberOf("cloud-r1", "cloud-r1-f1")];
        QVERIFY(route.twins == std::vector<std::size_t>{numberOf("sat-r1", "sat-r1-f1")});
        QVERIFY(route.origins == std::vector<std::size_t>{numberOf("origin", "origin-f1")});
        QVERIFY((route.others == std::vector<std::size_t>{numberOf("cloud-r2", "cloud-r2-f1"),
                                                          numberOf("sat-r2", "sat-r2-f1")}));
        const Route& origin = topology.routes()[numberOf("origin", "origin-f1")];
        QVERIFY(origin.twins.empty());
        QCOMPARE(origin.others.size(), 4U);
    }

    void subjects() {
        const Topology topology(alarmlab::makeFleet(fleet), nullptr);
        using model::Scope;
        QCOMPARE(topology.routesOf({Scope::Path, "sat-r1", "sat-r1-f1"}).size(), 1U);
        QCOMPARE(topology.routesOf({Scope::Input, "sat-r1", "in-t1"}).size(), 2U);
        QCOMPARE(topology.routesOf({Scope::Node, "sat-r1", ""}).size(), 4U);
        QVERIFY(topology.routesOf({Scope::Node, "nobody", ""}).empty());
    }

    void theOrderOfNodesDoesNotMatter() {
        auto nodes = alarmlab::makeFleet(fleet);
        const Topology first(nodes, nullptr);
        std::reverse(nodes.begin(), nodes.end());
        const Topology second(nodes, nullptr);
        QVERIFY(first.hops() == second.hops());
    }
};

QTEST_APPLESS_MAIN(TestTopology)
#include "tst_topology.moc"
