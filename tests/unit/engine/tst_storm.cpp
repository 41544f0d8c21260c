// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using alarm::HopType;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;
namespace state = model::state;

namespace {

constexpr int feeds = 800;
constexpr int regions = 5;
constexpr int feedsOnTransponder = 20;

std::string feedName(int feed) {
    return "f" + std::to_string(feed);
}

std::string transponderName(int feed) {
    return "t" + std::to_string(feed / feedsOnTransponder);
}

/// 8,000 paths: in five regions a cloud node and a satellite node of 800 paths each; and the
/// origin's own. All of it well, judged by the rules that ship, through the whole engine.
struct Fleet {
    Fleet() {
        for (int feed = 0; feed < feeds; ++feed) {
            origin.addPath(feedName(feed), feedName(feed), PathKind::Origin);
        }
        nodes.push_back(&origin);
        for (int region = 0; region < regions; ++region) {
            const std::string name = "r" + std::to_string(region);
            FakeNode& cloud = lab.add(FakeNode("cloud-" + name, NodeKind::Cloud, name));
            FakeNode& satellite = lab.add(FakeNode("sat-" + name, NodeKind::Satellite, name));
            for (int feed = 0; feed < feeds; ++feed) {
                cloud.addPath("c-" + feedName(feed), feedName(feed), PathKind::Cloud);
                satellite.addPath("s-" + feedName(feed), feedName(feed), PathKind::Satellite,
                                  transponderName(feed));
            }
            nodes.push_back(&cloud);
            nodes.push_back(&satellite);
        }
        for (FakeNode* node : nodes) {
            for (std::size_t row = 0; row < node->edit().inputs.size(); ++row) {
                node->edit().inputs[row].carrier = // each region has satellites of its own
                    node->edit().kind == NodeKind::Satellite
                        ? node->id() + " " + node->edit().inputs[row].id
                        : "";
                node->set(key::inputState, row, state::InputReceiving);
                node->set(model::tr101290ErrorsKey("1.4"), row, 0);
                if (node->edit().kind == NodeKind::Satellite) {
                    node->set(key::rfMargin, row, margin(*node, 3.0));
                    node->set(key::rfLock, row, state::Locked);
                }
            }
            for (std::size_t row = 0; row < node->edit().paths.size(); ++row) {
                node->set(key::pathState, row, state::PathReceiving);
                node->set(key::contentBlack, row, state::ContentClear);
            }
        }
        lab.connectAll();
    }

    static std::int64_t margin(FakeNode& node, double db) {
        const auto metric = node.description()->metricIndex(key::rfMargin);
        return static_cast<std::int64_t>(db / node.edit().metrics[*metric].step);
    }

    /// Lines that an operator sees: incidents with an alarm that is present.
    [[nodiscard]] static std::vector<alarm::Incident> lines(const engine::Snapshot& snapshot) {
        std::set<std::uint64_t> present;
        for (const auto& known : snapshot.alarms) {
            if (known.isPresent() && known.isAnnunciated()) {
                present.insert(known.incidentId);
            }
        }
        std::vector<alarm::Incident> open;
        for (const auto& incident : snapshot.incidents) {
            if (present.contains(incident.id)) {
                open.push_back(incident);
            }
        }
        return open;
    }

    /// The lines grow to `count` within 2 s, and never beyond 10 on the way.
    [[nodiscard]] bool grows(std::size_t count) {
        for (int second = 0; second < 2; ++second) {
            lab.second();
            take();
            const auto now = lines(lab.snapshot());
            if (now.size() > 10) {
                return false;
            }
            if (now.size() == count) {
                return true;
            }
        }
        return false;
    }

    void take() {
        const journal::Entry entry = lab.reducer.takeEntry();
        for (const alarm::Record& record : entry.commit.records) {
            if (record.kind == alarm::RecordKind::Raised) {
                ++raised[record.alarmId];
            }
        }
        for (const alarm::Alarm& known : entry.commit.alarms) {
            incidentOf[known.id] = known.incidentId;
        }
    }

    Lab lab;
    FakeNode& origin = lab.add(FakeNode("origin", NodeKind::Origin));
    std::vector<FakeNode*> nodes;
    std::map<std::uint64_t, int> raised;               // in the journal, by alarm
    std::map<std::uint64_t, std::uint64_t> incidentOf; // as the journal has it, by alarm
};

} // namespace

class TestStorm : public QObject {
    Q_OBJECT

private slots:
    void threeCausesAreThreeLines() {
        Fleet fleet;
        fleet.lab.seconds(5);
        fleet.take();
        QCOMPARE(fleet.lab.snapshot().paths.size(), std::size_t(feeds * (2 * regions + 1)));
        QVERIFY(fleet.lab.snapshot().alarms.empty());

        // A node that carries 800 paths dies.
        FakeNode& dead = *fleet.nodes[1];
        fleet.lab.lose(dead);
        QVERIFY(fleet.grows(1));
        fleet.lab.seconds(58);
        fleet.take();
        const auto first = Fleet::lines(fleet.lab.snapshot());
        QCOMPARE(first.size(), 1U);
        QVERIFY(first[0].isNamed);
        QCOMPARE(first[0].cause.hop.type, HopType::Node);
        QCOMPARE(first[0].cause.hop.id, dead.id());
        QCOMPARE(first[0].feeds, std::uint32_t(feeds));

        // A transponder fades: the receiver first, then twenty feeds.
        FakeNode& faded = *fleet.nodes[4];
        const auto input = faded.findInput("t3");
        faded.set(key::rfMargin, *input, Fleet::margin(faded, -1.5));
        fleet.lab.second();
        fleet.take();
        faded.set(key::rfLock, *input, state::Unlocked);
        faded.set(key::inputState, *input, state::InputNoData);
        for (int feed = 3 * feedsOnTransponder; feed < 4 * feedsOnTransponder; ++feed) {
            faded.set(key::pathState, static_cast<std::size_t>(feed), state::PathNoData);
        }
        QVERIFY(fleet.grows(2));
        fleet.lab.seconds(58);
        fleet.take();
        const auto second = Fleet::lines(fleet.lab.snapshot());
        QCOMPARE(second.size(), 2U);
        QVERIFY(std::any_of(second.begin(), second.end(), [](const alarm::Incident& incident) {
            return incident.isNamed && incident.feeds == feedsOnTransponder &&
                   (incident.cause.hop.type == HopType::Transponder ||
                    incident.cause.hop.type == HopType::Receiver);
        }));

        // A feed goes black at the origin, and so everywhere.
        for (FakeNode* node : fleet.nodes) {
            node->set(key::contentBlack, 100, state::ContentPresent);
        }
        QVERIFY(fleet.grows(3));
        fleet.lab.seconds(20);
        fleet.take();
        const auto third = Fleet::lines(fleet.lab.snapshot());
        QCOMPARE(third.size(), 3U);
        QVERIFY(std::any_of(third.begin(), third.end(), [](const alarm::Incident& incident) {
            return incident.isNamed && incident.cause.hop.id == feedName(100);
        }));

        // Every child is accounted for, once, under one of the three.
        const engine::Snapshot snapshot = fleet.lab.snapshot();
        std::set<std::uint64_t> open;
        for (const alarm::Incident& incident : third) {
            open.insert(incident.id);
        }
        QVERIFY(snapshot.alarms.size() > 10);
        for (const auto& known : snapshot.alarms) {
            QCOMPARE(fleet.raised[known.id], 1);
            QVERIFY(open.contains(known.incidentId));
            QCOMPARE(fleet.incidentOf[known.id], known.incidentId);
        }
    }
};

QTEST_APPLESS_MAIN(TestStorm)
#include "tst_storm.moc"
