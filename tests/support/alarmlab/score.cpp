// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/alarmlab/score.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace vigie::alarmlab {
namespace {

constexpr std::int64_t scriptMs = 35'000;
constexpr double missingPart = 0.05;

std::string wordOf(HopType type) {
    static const std::vector<std::string> words{"feed",         "origin", "uplink",   "transponder",
                                                "cloud region", "link",   "receiver", "input",
                                                "node",         "region"};
    return words[static_cast<std::size_t>(type)];
}

void play(const Scenario& scenario, std::uint64_t seed,
          const std::shared_ptr<const incident::Topology>& topology, Score& score) {
    Lab lab(topology, seed);
    lab.setMissing(missingPart);
    Saboteur saboteur(lab);
    scenario.play(saboteur, lab);
    if (lab.happens(0.5)) {
        saboteur.noise(lab.between(0, 20'000));
    }
    lab.run(scriptMs);
    ++score.scripts;
    score.mostLines = std::max(score.mostLines, lab.mostLines());
    // What breaks twice may be said twice.
    const std::multiset<Truth> broken(saboteur.truths.begin(), saboteur.truths.end());
    const std::set<Truth> wanted(broken.begin(), broken.end());
    const std::set<Truth> small(saboteur.small.begin(), saboteur.small.end());
    score.causes += wanted.size();
    std::multiset<Truth> found;
    const auto fail = [&](const std::string& what, const Truth& hop, double figure) {
        score.failures.push_back(fmt::format("seed {}: {} ({}): {}: {} {} {:.2f}", seed,
                                             scenario.name, scenario.group, what, wordOf(hop.type),
                                             hop.id, figure));
    };
    for (const auto& [id, incident] : lab.correlator().incidents()) {
        const Truth hop{incident.cause.hop.type, incident.cause.hop.id};
        if (!incident.isNamed) {
            if (wanted.contains(hop)) {
                fail("not sure of", hop, incident.cause.score);
            }
            continue;
        }
        ++score.named;
        if (small.contains(hop) || wanted.contains(hop)) {
            ++score.right;
            found.insert(hop);
            if (wanted.contains(hop) && found.count(hop) > broken.count(hop)) {
                fail("said twice", hop, incident.cause.score);
                --score.right;
            }
        } else {
            fail("wrongly said", hop, incident.cause.score);
        }
    }
    for (const Truth& hop : wanted) {
        if (found.contains(hop)) {
            ++score.found;
        } else {
            fail("not found", hop, 0);
        }
    }
}

double part(std::size_t of, std::size_t all) {
    return all == 0 ? 0 : static_cast<double>(of) / static_cast<double>(all);
}

} // namespace

double Score::precision() const {
    return part(right, named);
}
double Score::recall() const {
    return part(found, causes);
}

Score playAll(std::uint64_t seed) {
    const FleetSize size;
    const model::Plan plan = makePlan(size);
    const auto topology = std::make_shared<const incident::Topology>(makeFleet(size), &plan);
    Score score;
    std::uint64_t number = 0;
    for (const Scenario& scenario : scenarios()) {
        play(scenario, seed * 1000 + ++number, topology, score);
    }
    return score;
}

} // namespace vigie::alarmlab
