// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/grouping.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace vigie::incident {
namespace {

using alarm::FaultKind;

/// Paths of an input whose own alarms say which of its programs is meant.
bool isWordOfProgram(const Symptom& symptom) {
    return symptom.alarm->subject.scope == model::Scope::Path &&
           (symptom.nature == Nature::Carriage || symptom.alarm->kind == FaultKind::NoVideo ||
            symptom.alarm->kind == FaultKind::Freeze);
}

template <typename Wanted>
std::vector<std::size_t> choose(const std::vector<std::size_t>& routes, const Wanted& isWanted) {
    std::vector<std::size_t> chosen;
    std::copy_if(routes.begin(), routes.end(), std::back_inserter(chosen), isWanted);
    return chosen;
}

struct FeedFault {
    bool isAtOrigin = false;
    /// Bits of model::PathKind.
    unsigned kinds = 0;
};
using FeedFaults = std::map<std::pair<std::string_view, FaultKind>, FeedFault>;

FeedFaults contentByFeed(const Topology& topology, std::span<Symptom* const> all) {
    FeedFaults faults;
    for (const Symptom* symptom : all) {
        if (!symptom->isLive || symptom->nature != Nature::Content || symptom->routes.size() != 1) {
            continue;
        }
        const Route& route = topology.routes()[symptom->routes.front()];
        FeedFault& fault = faults[{route.feedId, symptom->alarm->kind}];
        if (route.kind == model::PathKind::Origin) {
            fault.isAtOrigin = true;
        } else {
            fault.kinds |= 1U << static_cast<unsigned>(route.kind);
        }
    }
    return faults;
}

/// The origin shows it; or nobody knows the origin and ways of different kinds show it.
bool isBeforeSplit(const Route& route, const FeedFault& fault,
                   const std::vector<RouteState>& states) {
    if (route.kind == model::PathKind::Origin) {
        return false;
    }
    if (fault.isAtOrigin) {
        return true;
    }
    const bool isOriginKnown =
        std::any_of(route.origins.begin(), route.origins.end(), [&states](std::size_t origin) {
            return origin < states.size() && states[origin] != RouteState::Unknown;
        });
    return !isOriginKnown && (fault.kinds & (fault.kinds - 1)) != 0;
}

/// The hop of its own that a path or input hangs on: link, receiver or input.
std::optional<std::size_t> ownHop(const Topology& topology, const Symptom& symptom) {
    const auto& hops = topology.routes()[symptom.touched.front()].hops;
    std::optional<std::size_t> own;
    for (const std::size_t hop : hops) {
        const HopType type = topology.hops()[hop].type;
        if (symptom.alarm->subject.scope == model::Scope::Node) {
            if (type == HopType::Node) {
                return hop;
            }
        } else if ((type == HopType::Link && !own) || (type == HopType::Input && !own)) {
            own = hop;
        }
    }
    return own ? own : std::optional(hops.back());
}

void groupRest(const Topology& topology, const std::vector<Symptom*>& rest,
               std::vector<Group>& groups) {
    // Paths of one feed with one nature of fault on several ways: the feed is where they meet.
    using Key = std::pair<std::string_view, Nature>;
    std::map<Key, std::vector<Symptom*>> byFeed;
    std::map<std::pair<std::size_t, Nature>, std::vector<Symptom*>> byHop;
    for (Symptom* symptom : rest) {
        if (symptom->touched.size() == 1) {
            byFeed[{topology.routes()[symptom->touched.front()].feedId, symptom->nature}].push_back(
                symptom);
        } else {
            byHop[{*ownHop(topology, *symptom), symptom->nature}].push_back(symptom);
        }
    }
    for (auto& entry : byFeed) {
        const Key& key = entry.first;
        std::vector<Symptom*>& symptoms = entry.second;
        const auto& touched = symptoms.front()->touched;
        const bool isOneRoute =
            std::all_of(symptoms.begin(), symptoms.end(),
                        [&touched](const Symptom* symptom) { return symptom->touched == touched; });
        const auto feed = topology.findHop(HopType::Feed, key.first);
        if (isOneRoute || !feed) {
            for (Symptom* symptom : symptoms) {
                byHop[{*ownHop(topology, *symptom), key.second}].push_back(symptom);
            }
        } else {
            groups.push_back({feed, key.second, std::move(symptoms)});
        }
    }
    for (auto& [key, symptoms] : byHop) {
        groups.push_back({key.first, key.second, std::move(symptoms)});
    }
}

} // namespace

void relateSymptoms(const Topology& topology, const std::vector<RouteState>& states,
                    std::span<Symptom* const> all) {
    std::vector<std::uint8_t> speaks(topology.routes().size(), 0);
    std::map<std::string_view, std::size_t> speakers;
    for (const Symptom* symptom : all) {
        if (symptom->isLive && symptom->routes.size() == 1 && isWordOfProgram(*symptom)) {
            speaks[symptom->routes.front()] = 1;
            ++speakers[topology.routes()[symptom->routes.front()].feedId];
        }
    }
    const FeedFaults faults = contentByFeed(topology, all);
    for (Symptom* symptom : all) {
        symptom->touched = symptom->routes;
        if (symptom->alarm->subject.scope == model::Scope::Node &&
            symptom->nature != Nature::Contact) {
            symptom->touched.clear(); // a matter of the host: its paths may well be fine
            continue;
        }
        if (symptom->routes.size() > 1 && symptom->alarm->subject.scope == model::Scope::Input &&
            isMaybeOfOneProgram(symptom->alarm->kind)) {
            std::vector<std::size_t> meant = choose(
                symptom->routes, [&speaks](std::size_t route) { return speaks[route] != 0; });
            if (meant.empty()) {
                // Its own paths keep silent; what is wrong with a feed elsewhere is here, too.
                meant = choose(symptom->routes, [&](std::size_t route) {
                    const auto at = speakers.find(topology.routes()[route].feedId);
                    return at != speakers.end() && at->second > 1;
                });
            }
            if (!meant.empty()) {
                symptom->touched = std::move(meant);
            }
        }
        symptom->isBeforeSplit = false;
        if (symptom->nature == Nature::Content && symptom->routes.size() == 1) {
            const Route& route = topology.routes()[symptom->routes.front()];
            const auto at = faults.find({route.feedId, symptom->alarm->kind});
            symptom->isBeforeSplit = at != faults.end() && isBeforeSplit(route, at->second, states);
        }
    }
}

std::vector<Group> group(Scoring& scoring, std::vector<Symptom*> symptoms) {
    std::vector<Group> groups;
    std::map<alarm::Subject, Group> strangers;
    std::erase_if(symptoms, [&strangers](Symptom* symptom) {
        if (!symptom->touched.empty()) {
            return false;
        }
        Group& own = strangers[symptom->alarm->subject];
        own.nature = std::max(own.nature, symptom->nature);
        own.symptoms.push_back(symptom);
        return true;
    });
    while (!symptoms.empty()) {
        const std::vector<const Symptom*> left(symptoms.begin(), symptoms.end());
        const auto best = scoring.best(left);
        if (!best) {
            break;
        }
        Group next{best->hop, best->nature, {}};
        std::erase_if(symptoms, [&](Symptom* symptom) {
            if (!scoring.explains(best->hop, best->nature, *symptom)) {
                return false;
            }
            next.symptoms.push_back(symptom);
            return true;
        });
        if (next.symptoms.empty()) {
            break;
        }
        groups.push_back(std::move(next));
    }
    groupRest(scoring.topology(), symptoms, groups);
    for (auto& [subject, own] : strangers) {
        groups.push_back(std::move(own));
    }
    return groups;
}

} // namespace vigie::incident
