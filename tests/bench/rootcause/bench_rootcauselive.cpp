// SPDX-License-Identifier: GPL-3.0-or-later
//
// Root causes scored on the demo fleet itself: real nodes, real streams, faults of which the cause
// is known. Prints precision and recall of the causes that incidents name, and each failure.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "tests/bench/rootcause/scenarios.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;
using rootcause::Cause;
using rootcause::Scenario;

namespace {

constexpr int startMs = 120'000;
/// An incident's cause is young for 10 s; the slowest check (silence) takes 5 s of its own.
constexpr int judgeMs = 18'000;
constexpr int settleMs = 60'000;

/// Open: it has an alarm that is present.
bool isOpen(const engine::Snapshot& snapshot, const alarm::Incident& incident) {
    return std::any_of(incident.alarms.begin(), incident.alarms.end(), [&](std::uint64_t id) {
        const engine::AlarmStatus* known = snapshot.findAlarm(id);
        return known != nullptr && known->isPresent();
    });
}

struct Score {
    int right = 0;
    int named = 0;
    int wanted = 0;
    int found = 0;
    int lines = 0;
};

class Scorer {
public:
    Scorer(e2e::ChildProcess& demo, e2e::HeadlessDesk& desk) : m_demo(demo), m_desk(desk) {}

    void run(const Scenario& scenario);
    [[nodiscard]] const Score& score() const { return m_score; }
    [[nodiscard]] bool waitUntilQuiet();

private:
    [[nodiscard]] rootcause::Places places() const;
    bool say(const std::string& json);
    void acknowledgeAll();

    e2e::ChildProcess& m_demo;
    e2e::HeadlessDesk& m_desk;
    Score m_score;
};

rootcause::Places Scorer::places() const {
    rootcause::Places places;
    const auto snapshot = m_desk.snapshot();
    for (const auto& node : snapshot->nodes) {
        if (!node.description) {
            continue;
        }
        for (const auto& input : node.description->inputs) {
            places.carriers.emplace_back(input.carrier, node.description->id);
        }
        places.carriers.emplace_back(node.description->regionId, node.description->id);
        for (const auto& path : node.description->paths) {
            places.links.emplace_back(node.description->id + "/" + path.inputId,
                                      node.description->id + "/" + path.feedId);
        }
    }
    return places;
}

bool Scorer::say(const std::string& json) {
    m_demo.writeLine(QJsonDocument::fromJson(QByteArray::fromStdString(json)).object());
    return m_demo.waitForEvent("done", 20'000).has_value();
}

void Scorer::acknowledgeAll() {
    alarm::Action action;
    action.operatorName = "scorer";
    for (const auto& known : m_desk.snapshot()->alarms) {
        if (known.isUnacknowledged()) {
            action.alarmIds.push_back(known.id);
        }
    }
    if (!action.alarmIds.empty()) {
        m_desk.engine().act(std::move(action), {});
    }
}

bool Scorer::waitUntilQuiet() {
    return m_desk.waitUntil(
        [this](const engine::Snapshot& snapshot) {
            const bool isOver = std::none_of(snapshot.alarms.begin(), snapshot.alarms.end(),
                                             [](const auto& a) { return a.isPresent(); });
            if (isOver && !snapshot.alarms.empty()) {
                acknowledgeAll();
            }
            return isOver && snapshot.incidents.empty();
        },
        settleMs);
}

void Scorer::run(const Scenario& scenario) {
    QElapsedTimer clock;
    clock.start();
    for (const auto& stroke : scenario.strokes) {
        const int left = stroke.afterMs - static_cast<int>(clock.elapsed());
        if (left > 0) {
            (void)m_desk.waitUntil([](const auto&) { return false; }, left);
        }
        if (!say(stroke.json)) {
            std::printf("  %s: the fleet did not do %s\n", scenario.name.c_str(),
                        stroke.json.c_str());
        }
    }
    // What is said when the incidents are not young any more is what counts.
    (void)m_desk.waitUntil([](const auto&) { return false; }, judgeMs);
    const auto snapshot = m_desk.snapshot();
    const rootcause::Places where = places();
    std::vector<bool> isFound(scenario.causes.size(), false);
    std::string wrong;
    int lines = 0;
    for (const alarm::Incident& incident : snapshot->incidents) {
        if (!isOpen(*snapshot, incident)) {
            continue;
        }
        ++lines;
        if (!incident.isNamed) {
            wrong += "    not named: " + incident.cause.hop.id + "\n";
            continue;
        }
        ++m_score.named;
        bool isRight = false;
        for (std::size_t i = 0; i < scenario.causes.size(); ++i) {
            if (!isFound[i] && rootcause::isRight(scenario.causes[i], incident.cause.hop, where)) {
                isFound[i] = true;
                isRight = true;
                break;
            }
        }
        m_score.right += isRight ? 1 : 0;
        if (!isRight) {
            wrong += "    named: " + incident.cause.hop.id + " (" +
                     std::to_string(static_cast<int>(incident.cause.hop.type)) + ", rule " +
                     incident.ruleId + ")\n";
        }
    }
    m_score.lines += lines;
    for (std::size_t i = 0; i < isFound.size(); ++i) {
        ++m_score.wanted;
        m_score.found += isFound[i] ? 1 : 0;
        if (!isFound[i]) {
            wrong += "    missed: " + rootcause::text(scenario.causes[i]) + "\n";
        }
    }
    std::printf("%-45s %d causes, %d lines, %s\n%s", scenario.name.c_str(),
                static_cast<int>(scenario.causes.size()), lines, wrong.empty() ? "right" : "WRONG",
                wrong.c_str());
    for (const std::string& repair : scenario.repairs) {
        (void)say(repair);
    }
    if (!waitUntilQuiet()) {
        std::printf("  the fleet did not become quiet after this one:\n");
        const auto after = m_desk.snapshot();
        for (const auto& known : after->alarms) {
            if (known.isPresent()) {
                std::printf("    %s of %s/%s\n", known.ruleId.c_str(), known.subject.nodeId.c_str(),
                            known.subject.id.c_str());
            }
        }
    }
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int most = argc > 1 ? std::atoi(argv[1]) : 1000;
    e2e::ChildProcess demo("vigie-demo",
                           {"--feeds", "12", "--regions", "6", "--no-scenario", "--seed", "7"});
    const auto ready = demo.waitForEvent("ready", startMs);
    if (!ready) {
        std::fprintf(stderr, "rootcause: the demo fleet did not start: %s\n",
                     qPrintable(demo.errors()));
        return 1;
    }
    const auto desk = config::readDeskConfig(ready->value("desk").toString().toStdString());
    const auto plan = desk ? config::readPlan(desk->planFile) : base::failure("no desk file");
    if (!plan) {
        std::fprintf(stderr, "rootcause: %s\n", plan.error().message.c_str());
        return 1;
    }
    std::vector<std::string> addresses;
    for (const auto& node : desk->nodes) {
        addresses.push_back(node.address);
    }
    e2e::HeadlessDesk headless(addresses, *plan);
    Scorer scorer(demo, headless);
    if (!headless.waitUntil(
            [](const engine::Snapshot& snapshot) {
                return snapshot.share.now.total() == 72 && snapshot.share.now.none == 0 &&
                       snapshot.world.minute.onAirSeconds > 72 * 20;
            },
            startMs) ||
        !scorer.waitUntilQuiet()) {
        std::fprintf(stderr, "rootcause: the fleet is not well to begin with\n");
        return 1;
    }
    auto all = rootcause::scenarios();
    if (static_cast<int>(all.size()) > most) {
        all.resize(static_cast<std::size_t>(most));
    }
    for (const Scenario& scenario : all) {
        scorer.run(scenario);
    }
    const auto& score = scorer.score();
    const double precision = score.named > 0 ? 100.0 * score.right / score.named : 0.0;
    const double recall = score.wanted > 0 ? 100.0 * score.found / score.wanted : 0.0;
    std::printf("\n%d scenarios, %d causes: precision %.1f %% (%d of %d named; goal 95), recall "
                "%.1f %% (%d of %d; goal 90), %.2f lines per cause\n",
                static_cast<int>(all.size()), score.wanted, precision, score.right, score.named,
                recall, score.found, score.wanted,
                score.wanted > 0 ? static_cast<double>(score.lines) / score.wanted : 0.0);
    return precision >= 95 && recall >= 90 ? 0 : 3;
}
