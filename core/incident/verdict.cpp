// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/verdict.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace vigie::incident {
namespace {

using alarm::Evidence;

/// A cause is said from this coverage and score on, and this far before the next best.
constexpr double namedCoverage = 0.78;
constexpr double namedScore = 0.7;
constexpr double namedLead = 0.1;
/// Each path over the hop that is not known counts this much against it.
constexpr double unknownWeight = 0.1;
/// A fault that the hop itself does not show, or that the origin denies.
constexpr double withoutOwnFault = 0.9;
constexpr double deniedByOrigin = 0.5;
/// Of the faulty paths, that a hop must explain to be worth a look.
constexpr double leastShare = 0.2;

struct Facts {
    std::uint32_t touched = 0;
    std::uint32_t clean = 0;
    std::uint32_t unknown = 0;
};

/// Distinct routes of the symptoms, in order; those that compare twins only where there is nothing
/// else.
std::vector<std::size_t> routesOf(std::span<const Symptom* const> symptoms) {
    std::set<std::size_t> routes;
    std::set<std::size_t> compared;
    for (const Symptom* symptom : symptoms) {
        auto& into = isAboutTwins(*symptom->alarm) ? compared : routes;
        into.insert(symptom->touched.begin(), symptom->touched.end());
    }
    const auto& chosen = routes.empty() ? compared : routes;
    return {chosen.begin(), chosen.end()};
}

bool isSubjectOf(const Hop& hop, const alarm::Subject& subject) {
    switch (hop.type) {
    case HopType::Link:
    case HopType::Receiver:
    case HopType::Input:
        return subject.scope != model::Scope::Node && hop.id.starts_with(subject.nodeId + "/") &&
               (subject.scope != model::Scope::Input ||
                hop.id == subject.nodeId + "/" + subject.id);
    case HopType::Node:
        return subject.nodeId == hop.id;
    case HopType::Uplink:
    case HopType::Transponder:
    case HopType::CloudRegion:
        return subject.scope == model::Scope::Input;
    case HopType::Feed:
    case HopType::Origin:
    case HopType::Region:
        break;
    }
    return false;
}

class Court {
public:
    Court(Scoring& scoring, std::span<const Symptom* const> symptoms)
        : m_scoring(scoring), m_topology(scoring.topology()), m_symptoms(symptoms),
          m_touched(routesOf(symptoms)) {}

    [[nodiscard]] alarm::Suspect suspect(std::size_t hop, Nature nature) const {
        alarm::Suspect suspect{m_topology.hops()[hop], 0, {}};
        const Facts facts = count(hop, nature);
        const auto origin = m_scoring.atOrigin(hop, nature);
        suspect.score = scoreOf(hop, nature, facts, origin);
        suspect.evidence.push_back({.kind = Evidence::Kind::Coverage,
                                    .count = facts.touched,
                                    .of = facts.touched + facts.clean});
        appendFirst(hop, nature, suspect.evidence);
        appendOwnFault(hop, nature, suspect.evidence);
        if (origin != Scoring::AtOrigin::NotKnown) {
            suspect.evidence.push_back({.kind = Evidence::Kind::Origin,
                                        .count = origin == Scoring::AtOrigin::Shows ? 1U : 0U,
                                        .of = 1});
        }
        appendTwins(suspect.hop.type, nature, suspect.evidence);
        appendSiblings(hop, nature, suspect.evidence);
        if (facts.unknown > 0) {
            suspect.evidence.push_back({.kind = Evidence::Kind::NotKnown, .count = facts.unknown});
        }
        return suspect;
    }

    /// Of the paths over the hop that are known.
    [[nodiscard]] double coverage(std::size_t hop, Nature nature) const {
        const Facts facts = count(hop, nature);
        const double all = facts.touched + facts.clean;
        double coverage = all > 0 ? facts.touched / all : 0;
        if (nature == Nature::Content &&
            m_scoring.atOrigin(hop, nature) == Scoring::AtOrigin::Shows) {
            coverage = 1 - 0.5 * (1 - coverage);
        }
        return coverage;
    }

    [[nodiscard]] double score(std::size_t hop, Nature nature) const {
        return scoreOf(hop, nature, count(hop, nature), m_scoring.atOrigin(hop, nature));
    }

    /// Other hops that could be it: not those with the same paths, of which the usual one was
    /// chosen.
    [[nodiscard]] std::optional<std::size_t> next(std::size_t cause, Nature nature) const {
        std::map<std::size_t, std::size_t> others;
        for (const std::size_t route : m_touched) {
            for (const std::size_t hop : m_topology.routes()[route].hops) {
                ++others[hop];
            }
        }
        std::optional<std::size_t> next;
        double best = 0;
        for (const auto& [hop, touched] : others) {
            if (static_cast<double>(touched) < leastShare * static_cast<double>(m_touched.size()) ||
                !canCause(m_topology.hops()[hop].type, nature) ||
                m_topology.routesOver(hop) == m_topology.routesOver(cause)) {
                continue;
            }
            const double score = this->score(hop, nature);
            if (score > best) {
                best = score;
                next = hop;
            }
        }
        return next;
    }

private:
    [[nodiscard]] Facts count(std::size_t hop, Nature nature) const {
        Facts facts;
        for (const std::size_t route : m_topology.routesOver(hop)) {
            if (std::binary_search(m_touched.begin(), m_touched.end(), route)) {
                ++facts.touched;
            } else if (nature == Nature::Contact) {
                const RouteState state = m_scoring.stateOf(route);
                facts.clean += state != RouteState::Unknown ? 1 : 0;
            } else if (m_scoring.isClean(route, nature)) {
                const bool isReference = nature == Nature::Timing &&
                                         m_topology.routes()[route].kind == model::PathKind::Origin;
                facts.clean += isReference ? 0 : 1;
            } else if (m_scoring.stateOf(route) == RouteState::Unknown &&
                       !m_scoring.isTouched(route)) {
                ++facts.unknown;
            }
        }
        return facts;
    }

    [[nodiscard]] bool hasOwnFault(std::size_t hop, Nature nature) const {
        return std::any_of(m_symptoms.begin(), m_symptoms.end(), [&](const Symptom* symptom) {
            return symptom->nature == nature &&
                   (nature == Nature::Rf || nature == Nature::Contact ||
                    isSubjectOf(m_topology.hops()[hop], symptom->alarm->subject)) &&
                   m_scoring.explains(hop, nature, *symptom);
        });
    }

    [[nodiscard]] double scoreOf(std::size_t hop, Nature nature, const Facts& facts,
                                 Scoring::AtOrigin origin) const {
        if (m_touched.empty()) {
            return 0;
        }
        const HopType type = m_topology.hops()[hop].type;
        double shown = facts.touched;
        if (nature == Nature::Content && origin == Scoring::AtOrigin::Shows) {
            shown += 0.5 * facts.clean;
        }
        const double all = facts.touched + facts.clean + unknownWeight * facts.unknown;
        double score = all > 0 ? std::min(1.0, shown / all) : 0;
        score *= static_cast<double>(facts.touched) / static_cast<double>(m_touched.size());
        score *= priorOf(type, nature);
        if (origin == Scoring::AtOrigin::IsClean) {
            score *= deniedByOrigin;
        } else if (origin != Scoring::AtOrigin::Shows && !hasOwnFault(hop, nature)) {
            score *= withoutOwnFault;
        }
        return score;
    }

    void appendFirst(std::size_t hop, Nature nature, std::vector<Evidence>& evidence) const {
        const Symptom* own = nullptr;
        const Symptom* other = nullptr;
        for (const Symptom* symptom : m_symptoms) {
            const Symptom*& slot =
                symptom->nature == nature && m_scoring.explains(hop, nature, *symptom) ? own
                                                                                       : other;
            if (slot == nullptr || std::pair(symptom->alarm->since, symptom->alarm->id) <
                                       std::pair(slot->alarm->since, slot->alarm->id)) {
                slot = symptom;
            }
        }
        if (own == nullptr || other == nullptr || own->alarm->since >= other->alarm->since) {
            return;
        }
        const auto lead = std::chrono::duration_cast<std::chrono::milliseconds>(
            other->alarm->since - own->alarm->since);
        evidence.push_back({.kind = Evidence::Kind::First,
                            .fault = own->alarm->kind,
                            .subject = own->alarm->subject,
                            .leadMs = lead.count()});
    }

    void appendOwnFault(std::size_t hop, Nature nature, std::vector<Evidence>& evidence) const {
        const Symptom* symptom = spokesman(m_topology, hop, nature, m_symptoms);
        if (symptom == nullptr || symptom->nature != nature || !hasOwnFault(hop, nature)) {
            return;
        }
        evidence.push_back({.kind = Evidence::Kind::OwnFault,
                            .fault = symptom->alarm->kind,
                            .subject = symptom->alarm->subject,
                            .count = 1,
                            .of = 1,
                            .value = symptom->alarm->value,
                            .limit = symptom->alarm->limit});
    }

    void appendTwins(HopType type, Nature nature, std::vector<Evidence>& evidence) const {
        std::set<std::size_t> twins;
        for (const std::size_t route : m_touched) {
            const auto& own = m_topology.routes()[route].twins;
            twins.insert(own.begin(), own.end());
        }
        std::uint32_t faulty = 0;
        std::uint32_t clean = 0;
        for (const std::size_t twin : twins) {
            if (std::binary_search(m_touched.begin(), m_touched.end(), twin)) {
                ++faulty;
            } else if (m_scoring.isClean(twin, nature)) {
                ++clean;
            }
        }
        if (clean + faulty == 0) {
            return;
        }
        const bool isBefore = (type == HopType::Feed || type == HopType::Origin) && faulty > 0;
        evidence.push_back(
            {.kind = isBefore ? Evidence::Kind::TwinsFaulty : Evidence::Kind::TwinsClean,
             .count = isBefore ? faulty : clean,
             .of = clean + faulty});
    }

    /// Beside the hop, on the piece of the way before it that it shares.
    void appendSiblings(std::size_t hop, Nature nature, std::vector<Evidence>& evidence) const {
        const auto& over = m_topology.routesOver(hop);
        if (over.empty() || m_topology.hops()[hop].type <= HopType::Origin) {
            return;
        }
        const auto& hops = m_topology.routes()[over.front()].hops;
        std::optional<std::size_t> parent;
        for (const std::size_t before : hops) {
            if (before == hop) {
                break;
            }
            const HopType type = m_topology.hops()[before].type;
            if (type != HopType::Feed && m_topology.routesOver(before).size() > over.size()) {
                parent = before;
            }
        }
        if (!parent) {
            return;
        }
        std::uint32_t clean = 0;
        std::uint32_t known = 0;
        for (const std::size_t route : m_topology.routesOver(*parent)) {
            if (std::binary_search(over.begin(), over.end(), route)) {
                continue;
            }
            const bool isFine = m_scoring.isClean(route, nature);
            clean += isFine ? 1 : 0;
            known += isFine || m_scoring.isTouched(route) ? 1 : 0;
        }
        if (known > 0) {
            evidence.push_back(
                {.kind = Evidence::Kind::SiblingsClean, .count = clean, .of = known});
        }
    }

    Scoring& m_scoring;
    const Topology& m_topology;
    std::span<const Symptom* const> m_symptoms;
    std::vector<std::size_t> m_touched;
};

} // namespace

Verdict judge(Scoring& scoring, std::size_t hop, Nature nature,
              std::span<const Symptom* const> symptoms) {
    const Court court(scoring, symptoms);
    Verdict verdict{court.suspect(hop, nature), std::nullopt, false};
    if (const auto next = court.next(hop, nature)) {
        verdict.runnerUp = court.suspect(*next, nature);
    }
    const double next = verdict.runnerUp ? verdict.runnerUp->score : 0;
    // Of a skew alone nobody knows which of the twins is wrong.
    const bool isOfOne = !std::all_of(symptoms.begin(), symptoms.end(), [](const Symptom* symptom) {
        return isAboutTwins(*symptom->alarm);
    });
    verdict.isNamed = isOfOne && court.coverage(hop, nature) >= namedCoverage &&
                      verdict.cause.score >= namedScore && verdict.cause.score - next >= namedLead;
    return verdict;
}

const Symptom* spokesman(const Topology& topology, std::optional<std::size_t> hop, Nature nature,
                         std::span<const Symptom* const> symptoms) {
    const auto key = [&](const Symptom* symptom) {
        const bool isOwn = hop && isSubjectOf(topology.hops()[*hop], symptom->alarm->subject);
        return std::tuple(symptom->nature != nature, !symptom->alarm->isPresent(),
                          -static_cast<int>(symptom->alarm->severity), !isOwn,
                          symptom->alarm->since, symptom->alarm->id);
    };
    const auto best =
        std::min_element(symptoms.begin(), symptoms.end(),
                         [&key](const Symptom* a, const Symptom* b) { return key(a) < key(b); });
    return best == symptoms.end() ? nullptr : *best;
}

} // namespace vigie::incident
