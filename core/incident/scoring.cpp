// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/scoring.h"

#include <algorithm>
#include <utility>

namespace vigie::incident {
namespace {

/// Below half of what is known, a hop is no better a guess than what lies behind it.
constexpr double leastCoverage = 0.5;

/// What a route shows no fault of, for it to speak against a cause of this nature.
std::uint8_t deniedBy(Nature nature) {
    constexpr std::uint8_t carriage =
        bit(Nature::Carriage) | bit(Nature::Rf) | bit(Nature::Contact);
    switch (nature) {
    case Nature::Soft:
        return carriage | bit(Nature::Soft) | bit(Nature::Timing) | bit(Nature::Content);
    case Nature::Timing:
    case Nature::Content:
        return carriage | bit(nature);
    case Nature::Carriage:
    case Nature::Rf:
    case Nature::Contact:
        break;
    }
    return carriage;
}

} // namespace

Scoring::Scoring(const Topology& topology, const std::vector<RouteState>& states, base::Utc at)
    : m_topology(topology), m_states(states), m_at(at), m_isTouched(topology.routes().size(), 0),
      m_hasLostContact(topology.routes().size(), 0), m_marks(topology.routes().size()),
      m_counts(topology.hops().size()), m_clean(topology.hops().size(), {-1, -1, -1, -1, -1, -1}) {}

void Scoring::markTouched(const Symptom& symptom) {
    if (isAboutTwins(*symptom.alarm)) {
        return; // of which of the two it does not say
    }
    for (const std::size_t route : symptom.touched) {
        m_isTouched[route] |= bit(symptom.nature);
    }
    if (symptom.nature == Nature::Contact) {
        for (const std::size_t route : symptom.routes) {
            m_hasLostContact[route] = 1;
        }
    }
}

bool Scoring::isClean(std::size_t route, Nature nature) const {
    if ((m_isTouched[route] & deniedBy(nature)) != 0) {
        return false;
    }
    const RouteState state = stateOf(route);
    return state == RouteState::Good || (state == RouteState::Faulty && m_isTouched[route] != 0);
}

bool Scoring::isOver(std::size_t hop, std::size_t route) const {
    const auto& hops = m_topology.routes()[route].hops;
    return std::find(hops.begin(), hops.end(), hop) != hops.end();
}

bool Scoring::explains(std::size_t hop, Nature nature, const Symptom& symptom) const {
    const HopType type = m_topology.hops()[hop].type;
    const bool isEffect =
        (effectsOf(nature) & bit(symptom.nature)) != 0 || isAboutTwins(*symptom.alarm);
    if (!isEffect || symptom.touched.empty()) {
        return false;
    }
    if (symptom.nature == Nature::Contact && nature != Nature::Contact) {
        return false;
    }
    if (symptom.isBeforeSplit && type != HopType::Feed && type != HopType::Origin) {
        const bool isAtOrigin =
            m_topology.routes()[symptom.touched.front()].kind == model::PathKind::Origin;
        if (!isAtOrigin) {
            return false;
        }
    }
    const auto isOverHop = [this, hop](std::size_t route) { return isOver(hop, route); };
    if (isAboutTwins(*symptom.alarm)) {
        const auto& twins = m_topology.routes()[symptom.touched.front()].twins;
        return nature != Nature::Content && (isOverHop(symptom.touched.front()) ||
                                             std::any_of(twins.begin(), twins.end(), isOverHop));
    }
    if (std::all_of(symptom.touched.begin(), symptom.touched.end(), isOverHop)) {
        return true;
    }
    // A program that stopped is told of the whole input, too.
    return isMaybeOfOneProgram(symptom.alarm->kind) &&
           std::any_of(symptom.touched.begin(), symptom.touched.end(), isOverHop);
}

void Scoring::mark(std::span<const Symptom* const> symptoms) {
    for (const Symptom* symptom : symptoms) {
        if (isAboutTwins(*symptom->alarm)) {
            continue;
        }
        for (const std::size_t route : symptom->touched) {
            Marks& marks = m_marks[route];
            if ((marks.path | marks.shared | marks.top | marks.node) == 0) {
                m_marked.push_back(route);
                marks.first = symptom->arrival;
            }
            marks.first = std::min(marks.first, symptom->arrival);
            const std::uint8_t nature = bit(symptom->nature);
            if (symptom->nature == Nature::Contact) {
                marks.node |= nature;
            } else if (symptom->isBeforeSplit &&
                       m_topology.routes()[route].kind != model::PathKind::Origin) {
                marks.top |= nature;
            } else if (symptom->touched.size() > 1) {
                marks.shared |= nature;
            } else {
                marks.path |= nature;
            }
        }
    }
}

void Scoring::clear() {
    for (const std::size_t route : m_marked) {
        m_marks[route] = {};
    }
    for (const std::size_t hop : m_counted) {
        m_counts[hop] = {};
    }
    m_marked.clear();
    m_counted.clear();
}

std::uint8_t Scoring::bitsFor(HopType type, const Marks& marks) const {
    std::uint8_t bits = marks.path;
    if (type != HopType::Feed) {
        bits |= marks.shared; // a whole multiplex is no matter of one feed
    }
    if (type == HopType::Feed || type == HopType::Origin) {
        bits |= marks.top;
    }
    if (type == HopType::Node || type == HopType::Region) {
        bits |= marks.node;
    }
    return bits;
}

std::vector<Candidate> Scoring::candidates(std::span<const Symptom* const> symptoms) {
    mark(symptoms);
    for (const std::size_t route : m_marked) {
        for (const std::size_t hop : m_topology.routes()[route].hops) {
            const HopType type = m_topology.hops()[hop].type;
            const std::uint8_t bits = bitsFor(type, m_marks[route]);
            if (bits == 0) {
                continue;
            }
            Count& count = m_counts[hop];
            if (count.own == 0) {
                m_counted.push_back(hop);
            }
            count.own |= bits;
            for (const Nature nature : allNatures) {
                if ((effectsOf(nature) & bits) != 0) {
                    const auto i = static_cast<std::size_t>(nature);
                    count.first[i] = count.touched[i]++ == 0
                                         ? m_marks[route].first
                                         : std::min(count.first[i], m_marks[route].first);
                }
            }
        }
    }
    std::vector<Candidate> found;
    for (const std::size_t hop : m_counted) {
        const Count& count = m_counts[hop];
        for (const Nature nature : allNatures) {
            if ((count.own & bit(nature)) == 0 || !canCause(m_topology.hops()[hop].type, nature)) {
                continue;
            }
            const auto i = static_cast<std::size_t>(nature);
            Candidate candidate{hop, nature, count.touched[i], 0, count.first[i], 0, 0};
            candidate.clean = cleanOver(hop, nature);
            weigh(candidate);
            found.push_back(candidate);
        }
    }
    clear();
    return found;
}

std::uint32_t Scoring::cleanOver(std::size_t hop, Nature nature) {
    std::int32_t& known = m_clean[hop][static_cast<std::size_t>(nature)];
    if (known < 0) {
        known = 0;
        for (const std::size_t route : m_topology.routesOver(hop)) {
            bool counts = isClean(route, nature);
            if (nature == Nature::Timing) {
                // The origin is what latency is measured from.
                counts = counts && m_topology.routes()[route].kind != model::PathKind::Origin;
            } else if (nature == Nature::Contact) {
                counts = m_hasLostContact[route] == 0 && stateOf(route) != RouteState::Unknown;
            }
            known += counts ? 1 : 0;
        }
    }
    return static_cast<std::uint32_t>(known);
}

Scoring::AtOrigin Scoring::atOrigin(std::size_t hop, Nature nature) const {
    const HopType type = m_topology.hops()[hop].type;
    if ((type != HopType::Feed && type != HopType::Origin) || nature == Nature::Timing) {
        return AtOrigin::NotKnown;
    }
    std::size_t shows = 0;
    std::size_t clean = 0;
    for (const std::size_t route : m_topology.routesOver(hop)) {
        if (m_topology.routes()[route].kind == model::PathKind::Origin) {
            shows += (m_isTouched[route] & bit(nature)) != 0 ? 1 : 0;
            clean += isClean(route, nature) ? 1 : 0;
        }
    }
    if (shows > 0 && shows >= clean) {
        return AtOrigin::Shows;
    }
    return shows == 0 && clean > 0 ? AtOrigin::IsClean : AtOrigin::NotKnown;
}

void Scoring::weigh(Candidate& candidate) {
    const double age = std::chrono::duration<double>(m_at - candidate.first) / settleTime;
    // Arrivals thin out: at half the time most have come.
    const double ripeness = std::clamp(age * age, 0.0, 1.0);
    const double touched = candidate.touched;
    candidate.coverage = touched / (touched + candidate.clean * ripeness);
    if (candidate.nature == Nature::Content &&
        atOrigin(candidate.hop, candidate.nature) == AtOrigin::Shows) {
        // It leaves with the fault: paths without one are not looked at, or late.
        candidate.coverage = 1 - 0.5 * (1 - candidate.coverage);
    }
    candidate.gain =
        candidate.coverage < leastCoverage ? 0 : touched * candidate.coverage * candidate.coverage;
}

bool Scoring::isBetter(const Candidate& a, const Candidate& b) const {
    if (a.gain != b.gain) {
        return a.gain > b.gain;
    }
    if (a.nature != b.nature) {
        return a.nature > b.nature;
    }
    const std::size_t overA = m_topology.routesOver(a.hop).size();
    const std::size_t overB = m_topology.routesOver(b.hop).size();
    if (overA != overB) {
        return overA < overB;
    }
    const int rankA = rankOf(m_topology.hops()[a.hop].type, a.nature);
    const int rankB = rankOf(m_topology.hops()[b.hop].type, b.nature);
    return std::pair(rankA, a.hop) < std::pair(rankB, b.hop);
}

std::optional<Candidate> Scoring::best(std::span<const Symptom* const> symptoms) {
    std::optional<Candidate> best;
    for (const Candidate& candidate : candidates(symptoms)) {
        if (candidate.gain > 0 && (!best || isBetter(candidate, *best))) {
            best = candidate;
        }
    }
    return best;
}

} // namespace vigie::incident
