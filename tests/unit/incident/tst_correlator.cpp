// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "tests/support/alarmlab/causes.h"

using namespace vigie;
using alarm::Evidence;
using alarm::FaultKind;
using alarm::HopType;
using alarm::Incident;
using alarm::Severity;
using alarmlab::Lab;
using alarmlab::Saboteur;
using model::Scope;

namespace {

constexpr alarmlab::FleetSize fleet{};

std::shared_ptr<const incident::Topology> makeTopology() {
    const model::Plan plan = alarmlab::makePlan(fleet);
    return std::make_shared<const incident::Topology>(alarmlab::makeFleet(fleet), &plan);
}

const Evidence* find(const alarm::Suspect& suspect, Evidence::Kind kind) {
    const auto found = std::find_if(suspect.evidence.begin(), suspect.evidence.end(),
                                    [kind](const Evidence& each) { return each.kind == kind; });
    return found == suspect.evidence.end() ? nullptr : &*found;
}

const Incident& only(Lab& lab) {
    if (lab.correlator().incidents().size() != 1) {
        qFatal("%zu incidents", lab.correlator().incidents().size());
    }
    return lab.correlator().incidents().begin()->second;
}

} // namespace

/// What is said of an incident, and how steady it is.
class TestCorrelator : public QObject {
    Q_OBJECT
private slots:
    void aFadeHasItsEvidence() {
        Lab lab(makeTopology(), 1);
        for (const char* node : {"sat-r1", "sat-r2", "sat-r3"}) {
            lab.raise(1000, {Scope::Input, node, "in-t1"}, FaultKind::RfMargin, Severity::Major,
                      0.4);
            lab.raise(4000, {Scope::Input, node, "in-t1"}, FaultKind::Continuity, Severity::Major);
        }
        lab.run(12'000);
        const Incident& fade = only(lab);
        QVERIFY(fade.isNamed);
        QVERIFY(fade.cause.hop.type == HopType::Transponder);
        QCOMPARE(fade.cause.hop.id, std::string("t1-1"));
        QVERIFY(fade.fault == FaultKind::RfMargin);
        QCOMPARE(fade.value.value(), 0.4);
        QVERIFY(fade.severity == Severity::Major);
        QVERIFY(fade.since == lab.at(1000));
        QVERIFY(!fade.ended);
        QCOMPARE(fade.feeds, 6U);
        QCOMPARE(fade.paths, 18U);
        QCOMPARE(fade.regions, 3U);
        QCOMPARE(fade.deliveriesLost, 0U);
        QCOMPARE(fade.alarms.size(), 6U);
        const Evidence* coverage = find(fade.cause, Evidence::Kind::Coverage);
        QCOMPARE(coverage->count, 18U);
        QCOMPARE(coverage->of, 18U);
        const Evidence* first = find(fade.cause, Evidence::Kind::First);
        QVERIFY(first->fault == FaultKind::RfMargin);
        QCOMPARE(first->leadMs, 3000);
        const Evidence* twins = find(fade.cause, Evidence::Kind::TwinsClean);
        QCOMPARE(twins->count, 18U);
        QCOMPARE(twins->of, 18U);
        const Evidence* siblings = find(fade.cause, Evidence::Kind::SiblingsClean);
        QCOMPARE(siblings->count, 18U);
        QVERIFY(find(fade.cause, Evidence::Kind::OwnFault)->value == 0.4);
        QVERIFY(fade.runnerUp.has_value());
        QVERIFY(fade.runnerUp->score < fade.cause.score);
    }

    void blackBeforeTheSplit() {
        Lab lab(makeTopology(), 2);
        Saboteur saboteur(lab);
        saboteur.spoil(0, HopType::Feed, "f5", FaultKind::Black);
        lab.run(12'000);
        const Incident& black = only(lab);
        QVERIFY(black.isNamed);
        QVERIFY(black.cause.hop.type == HopType::Feed);
        QCOMPARE(find(black.cause, Evidence::Kind::Origin)->count, 1U);
        QCOMPARE(find(black.cause, Evidence::Kind::TwinsFaulty)->count, 12U);
        QCOMPARE(black.paths, 13U);
        QCOMPARE(black.deliveriesLost, 6U);
    }

    void offAirIsNotLost() {
        Lab lab(makeTopology(), 2);
        lab.setOffAir({"sat-r1", "sat-r1-f5"});
        lab.setOffAir({"cloud-r1", "cloud-r1-f5"});
        Saboteur saboteur(lab);
        saboteur.spoil(0, HopType::Feed, "f5", FaultKind::Black);
        lab.run(12'000);
        QCOMPARE(only(lab).deliveriesLost, 5U);
    }

    void behindTheSplitIsNotNamedAfterTheFeed() {
        Lab lab(makeTopology(), 3);
        Saboteur saboteur(lab);
        saboteur.spoilPaths(
            0, {{"sat-r1", "sat-r1-f2"}, {"sat-r2", "sat-r2-f2"}, {"sat-r3", "sat-r3-f2"}},
            FaultKind::Freeze);
        lab.run(12'000);
        const Incident& freeze = only(lab);
        QVERIFY(!freeze.isNamed);
        QCOMPARE(find(freeze.cause, Evidence::Kind::TwinsClean)->count, 3U);
    }

    void nothingIsNamedBeforeItSettled() {
        Lab lab(makeTopology(), 4);
        Saboteur saboteur(lab);
        saboteur.killNode(0, "cloud-r1");
        lab.run(2000);
        QVERIFY(!only(lab).isNamed);
        lab.run(8000);
        QVERIFY(only(lab).isNamed);
    }

    void youngOnesMergeAndTheOlderStays() {
        Lab lab(makeTopology(), 5);
        // At once far apart on the uplink: first two, then what connects them.
        lab.raise(0, {Scope::Input, "sat-r1", "in-t1"}, FaultKind::RfUnlocked, Severity::Critical);
        lab.run(4000);
        const std::uint64_t first = only(lab).id;
        for (const char* node : {"sat-r2", "sat-r3"}) {
            lab.raise(4000, {Scope::Input, node, "in-t1"}, FaultKind::RfUnlocked,
                      Severity::Critical);
        }
        lab.run(12'000);
        QCOMPARE(only(lab).id, first);
        QVERIFY(only(lab).cause.hop.type == HopType::Transponder);
    }

    void whatWasSeenDoesNotJump() {
        Lab lab(makeTopology(), 6);
        lab.raise(0, {Scope::Input, "sat-r1", "in-t1"}, FaultKind::RfUnlocked, Severity::Critical);
        lab.acknowledgeAll(3500);
        lab.run(4000);
        for (const char* node : {"sat-r2", "sat-r3"}) {
            lab.raise(4000, {Scope::Input, node, "in-t1"}, FaultKind::RfUnlocked,
                      Severity::Critical);
        }
        lab.run(9000);
        const Incident& seen = lab.correlator().incidents().begin()->second;
        QVERIFY(seen.cause.hop.type == HopType::Receiver);
        QCOMPARE(seen.alarms.size(), 1U);
        QVERIFY(lab.correlator().incidents().size() > 1);
    }

    void whatTheCauseExplainsJoinsLater() {
        Lab lab(makeTopology(), 7);
        Saboteur saboteur(lab);
        saboteur.fade(0, HopType::Transponder, "t1-1", -1);
        lab.raise(60'000, {Scope::Path, "sat-r2", "sat-r2-f1"}, FaultKind::NoVideo,
                  Severity::Critical);
        lab.raise(60'000, {Scope::Path, "cloud-r2", "cloud-r2-f1"}, FaultKind::NoVideo,
                  Severity::Critical);
        lab.run(70'000);
        const auto& incidents = lab.correlator().incidents();
        QCOMPARE(incidents.size(), 2U);
        const Incident& fade = incidents.begin()->second;
        QVERIFY(fade.cause.hop.type == HopType::Transponder);
        QVERIFY(fade.severity == Severity::Critical);
        QVERIFY(incidents.rbegin()->second.cause.hop.type == HopType::Link);
    }

    void whenItIsOverItTellsTheMostThatThereWas() {
        Lab lab(makeTopology(), 9);
        int number = 0;
        for (const incident::Route& route : lab.topology().routes()) {
            if (route.feedId == "f5") {
                const alarm::Subject path{Scope::Path, route.path.nodeId, route.path.pathId};
                lab.raise(1000, path, FaultKind::Black, Severity::Major);
                lab.clear(20'000 + 1000 * number++, path, FaultKind::Black); // one by one
            }
        }
        QCOMPARE(number, 13);
        lab.run(15'000);
        QCOMPARE(only(lab).paths, 13U);
        QCOMPARE(only(lab).deliveriesLost, 6U);
        lab.run(31'500); // one is left
        QCOMPARE(only(lab).paths, 1U);
        lab.run(34'000);
        QVERIFY(only(lab).ended.has_value());
        QCOMPARE(only(lab).paths, 13U);
        QCOMPARE(only(lab).regions, 6U);
        QCOMPARE(only(lab).deliveriesLost, 6U);
    }

    void whatOutlivesTheCauseResurfaces() {
        Lab lab(makeTopology(), 8);
        for (const char* node : {"sat-r1", "sat-r2", "sat-r3"}) {
            lab.raise(1000, {Scope::Input, node, "in-t1"}, FaultKind::RfUnlocked,
                      Severity::Critical);
            lab.clear(40'000, {Scope::Input, node, "in-t1"}, FaultKind::RfUnlocked);
        }
        lab.raise(3000, {Scope::Path, "sat-r1", "sat-r1-f2"}, FaultKind::NoVideo,
                  Severity::Critical);
        lab.run(69'000);
        QCOMPARE(only(lab).alarms.size(), 4U);
        QVERIFY(!only(lab).ended);
        lab.run(72'000);
        const auto& incidents = lab.correlator().incidents();
        QCOMPARE(incidents.size(), 2U);
        QVERIFY(incidents.begin()->second.ended.has_value());
        QCOMPARE(incidents.begin()->second.alarms.size(), 3U);
        const Incident& rest = incidents.rbegin()->second;
        QCOMPARE(rest.alarms.size(), 1U);
        QVERIFY(rest.cause.hop.id == "sat-r1/in-t1");
        QVERIFY(rest.fault == FaultKind::NoVideo);
    }

    void itEndsAndCloses() {
        Lab lab(makeTopology(), 9);
        const alarm::Subject link{Scope::Input, "cloud-r1", "in-f1"};
        lab.raise(0, link, FaultKind::Loss, Severity::Major, 5);
        lab.clear(20'000, link, FaultKind::Loss);
        lab.run(25'000);
        QVERIFY(only(lab).ended == lab.at(20'000));
        const std::uint64_t id = only(lab).id;
        // Again, while nobody has seen it: the same line.
        lab.raise(26'000, link, FaultKind::Loss, Severity::Major, 5);
        lab.run(30'000);
        QCOMPARE(only(lab).id, id);
        QVERIFY(!only(lab).ended);
        lab.clear(31'000, link, FaultKind::Loss);
        lab.acknowledgeAll(35'000);
        lab.run(36'000);
        QVERIFY(lab.correlator().incidents().empty());
        QVERIFY(lab.closed() == std::vector<std::uint64_t>{id});
    }

    void aNodeThatNobodyDescribed() {
        Lab lab(makeTopology(), 10);
        lab.raise(0, {Scope::Node, "10.0.0.7:7000", ""}, FaultKind::NoContact, Severity::Critical);
        lab.run(1000);
        QVERIFY(only(lab).isNamed);
        QCOMPARE(only(lab).cause.hop.id, std::string("10.0.0.7:7000"));
        QCOMPARE(only(lab).paths, 0U);
    }

    void aBusyHostIsNobodysFault() {
        Lab lab(makeTopology(), 13);
        lab.raise(0, {Scope::Node, "cloud-r3", ""}, FaultKind::Other, Severity::Minor, 97);
        lab.raise(20'000, {Scope::Input, "cloud-r3", "in-f2"}, FaultKind::Loss, Severity::Major);
        lab.run(30'000);
        const auto& incidents = lab.correlator().incidents();
        QCOMPARE(incidents.size(), 2U);
        QVERIFY(incidents.begin()->second.cause.hop.type == HopType::Node);
        QCOMPARE(incidents.begin()->second.paths, 0U);
        QVERIFY(incidents.rbegin()->second.isNamed);
        QVERIFY(incidents.rbegin()->second.cause.hop.type == HopType::Link);
        QCOMPARE(incidents.rbegin()->second.alarms.size(), 1U);
    }

    void skewBelongsToTheTwinThatIsLate() {
        Lab lab(makeTopology(), 14);
        lab.raise(0, {Scope::Path, "sat-r4", "sat-r4-f2"}, FaultKind::Skew, Severity::Warning);
        lab.raise(1000, {Scope::Path, "cloud-r4", "cloud-r4-f2"}, FaultKind::Latency,
                  Severity::Warning);
        lab.raise(0, {Scope::Path, "sat-r6", "sat-r6-f2"}, FaultKind::Skew, Severity::Warning);
        lab.run(12'000);
        const auto& incidents = lab.correlator().incidents();
        QCOMPARE(incidents.size(), 2U);
        std::size_t named = 0;
        for (const auto& [id, incident] : incidents) {
            if (incident.isNamed) {
                ++named;
                QVERIFY(incident.cause.hop.type == HopType::Link);
                QCOMPARE(incident.cause.hop.id, std::string("cloud-r4/in-f2"));
                QCOMPARE(incident.alarms.size(), 2U);
            }
        }
        QCOMPARE(named, 1U);
    }

    void whatIsLoudEverywhereHidesNothing() {
        Lab lab(makeTopology(), 15);
        for (const auto& route : lab.topology().routes()) {
            lab.raise(0, {Scope::Path, route.path.nodeId, route.path.pathId}, FaultKind::Other,
                      Severity::Minor);
        }
        lab.raise(30'000, {Scope::Input, "cloud-r3", "in-f2"}, FaultKind::Loss, Severity::Major);
        lab.run(45'000);
        const Incident& loss = lab.correlator().incidents().rbegin()->second;
        QVERIFY(loss.isNamed);
        QVERIFY(loss.cause.hop.type == HopType::Link);
        QCOMPARE(lab.correlator().incidents().size(), 2U);
    }

    void afterARestartItStandsAsItDid() {
        const auto topology = makeTopology();
        Lab lab(topology, 11);
        Saboteur saboteur(lab);
        saboteur.fade(0, HopType::Transponder, "t1-1");
        saboteur.spoil(0, HopType::Feed, "f9", FaultKind::Black);
        lab.run(20'000);
        std::vector<Incident> saved;
        for (const auto& [id, incident] : lab.correlator().incidents()) {
            saved.push_back(incident);
        }
        QCOMPARE(saved.size(), 2U);
        incident::Correlator restarted(0);
        restarted.setTopology(topology);
        restarted.restore(saved);
        std::vector<const alarm::Alarm*> alarms;
        for (const auto& alarm : lab.alarms()) {
            alarms.push_back(&alarm);
        }
        const std::vector<incident::RouteState> unknown(topology->routes().size(),
                                                        incident::RouteState::Unknown);
        const auto update = restarted.update(alarms, unknown, lab.at(25'000));
        QVERIFY(update.opened.empty());
        QVERIFY(update.closed.empty());
        QVERIFY(update.joined.empty());
        QCOMPARE(restarted.incidents().size(), 2U);
        for (const Incident& before : saved) {
            const Incident& after = restarted.incidents().at(before.id);
            QVERIFY(after.cause == before.cause);
            QVERIFY(after.alarms == before.alarms);
            QVERIFY(after.isNamed);
        }
        // Numbers go on.
        alarm::Alarm fresh;
        fresh.id = 9999;
        fresh.kind = FaultKind::NoContact;
        fresh.severity = Severity::Critical;
        fresh.subject = {Scope::Node, "cloud-r6", ""};
        fresh.since = lab.at(26'000);
        alarms.push_back(&fresh);
        const auto next = restarted.update(alarms, unknown, lab.at(26'000));
        QVERIFY(next.opened == std::vector<std::uint64_t>{saved.back().id + 1});
    }

    void aNewTopologyKeepsWhatStands() {
        Lab lab(makeTopology(), 12);
        Saboteur saboteur(lab);
        saboteur.fade(0, HopType::Transponder, "t1-1");
        lab.run(20'000);
        const Incident before = only(lab);
        auto nodes = alarmlab::makeFleet(fleet);
        std::erase_if(nodes, [](const auto& node) { return node->id == "cloud-r1"; });
        const model::Plan plan = alarmlab::makePlan(fleet);
        const auto smaller = std::make_shared<const incident::Topology>(nodes, &plan);
        lab.correlator().setTopology(smaller);
        std::vector<const alarm::Alarm*> alarms;
        for (const auto& alarm : lab.alarms()) {
            alarms.push_back(&alarm);
        }
        const std::vector<incident::RouteState> good(smaller->routes().size(),
                                                     incident::RouteState::Good);
        const auto update = lab.correlator().update(alarms, good, lab.at(21'000));
        QVERIFY(update.opened.empty());
        QVERIFY(update.closed.empty());
        QCOMPARE(only(lab).id, before.id);
        QVERIFY(only(lab).cause.hop == before.cause.hop);
        QCOMPARE(only(lab).paths, before.paths);
    }

    void everyAlarmHasOneIncident() {
        const auto topology = makeTopology();
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Lab lab(topology, seed);
            Saboteur saboteur(lab);
            for (std::int64_t ms = 0; ms < 60'000; ms += 1500) {
                saboteur.noise(ms);
            }
            saboteur.fade(lab.between(0, 60'000), HopType::Uplink, "up-1");
            saboteur.cut(lab.between(0, 60'000), HopType::Feed, "f3");
            saboteur.killNode(lab.between(0, 60'000), "cloud-r3");
            lab.acknowledgeAll(lab.between(0, 60'000));
            for (std::int64_t ms = 5000; ms <= 120'000; ms += 5000) {
                lab.run(ms);
                std::map<std::uint64_t, std::uint64_t> homes;
                for (const auto& [id, incident] : lab.correlator().incidents()) {
                    QVERIFY(!incident.alarms.empty());
                    for (const std::uint64_t alarm : incident.alarms) {
                        QVERIFY(homes.emplace(alarm, id).second);
                    }
                }
                for (const auto& alarm : lab.alarms()) {
                    if (alarm.state != alarm::AlarmState::Normal) {
                        QCOMPARE(homes.at(alarm.id), alarm.incidentId);
                    }
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCorrelator)
#include "tst_correlator.moc"
