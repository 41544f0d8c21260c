// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/correlator.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/incident/case.h"
#include "core/incident/grouping.h"
#include "core/incident/verdict.h"

namespace vigie::incident {
namespace {

/// An alarm that joined an old incident may still turn out to belong to another.
constexpr std::chrono::seconds probation{5};
/// Without anything new only time changes what is thought of young incidents.
constexpr std::chrono::milliseconds ripening{500};
/// A cause shows after what it brings about by this at most: its alarm has the longer delay.
constexpr std::chrono::seconds causeLag{8};

Hop strangerOf(const alarm::Subject& subject) {
    if (subject.scope == model::Scope::Node) {
        return {HopType::Node, subject.nodeId, subject.nodeId};
    }
    const std::string id = subject.nodeId + "/" + subject.id;
    return {HopType::Input, id, id};
}

} // namespace

class Correlator::Impl {
public:
    explicit Impl(std::uint64_t lastId)
        : m_lastId(lastId), m_topology(std::make_shared<const Topology>()), m_impact(*m_topology) {}

    void setTopology(std::shared_ptr<const Topology> topology) {
        m_topology = topology ? std::move(topology) : std::make_shared<const Topology>();
        m_impact = Impact(*m_topology);
        for (auto& [id, symptom] : m_symptoms) {
            symptom.routes = m_topology->routesOf(m_subjects[id]);
            symptom.touched = symptom.routes;
        }
        for (auto& [id, open] : m_cases) {
            open.hop =
                m_topology->findHop(open.incident.cause.hop.type, open.incident.cause.hop.id);
        }
    }

    void restore(std::vector<alarm::Incident> incidents) {
        for (alarm::Incident& incident : incidents) {
            Case open;
            open.nature = natureOf(incident.fault);
            open.hop = m_topology->findHop(incident.cause.hop.type, incident.cause.hop.id);
            open.opened = incident.since;
            open.mostFeeds = incident.feeds;
            open.mostPaths = incident.paths;
            open.mostRegions = incident.regions;
            open.mostDeliveriesLost = incident.deliveriesLost;
            open.members = {incident.alarms.begin(), incident.alarms.end()};
            m_lastId = std::max(m_lastId, incident.id);
            const std::uint64_t id = incident.id;
            m_incidents[id] = incident;
            open.incident = std::move(incident);
            m_cases[id] = std::move(open);
        }
    }

    Update update(const std::vector<const alarm::Alarm*>& alarms,
                  const std::vector<RouteState>& states, base::Utc at) {
        Update update;
        takeAlarms(alarms, at);
        resurface(at);
        std::vector<Symptom*> pool = poolOf(at);
        if (!pool.empty() && (m_hasNew || at - m_regrouped >= ripening)) {
            regroup(std::move(pool), states, at, update);
            m_hasNew = false;
            m_regrouped = at;
        }
        refreshAll(states, at, update);
        return update;
    }

    std::map<std::uint64_t, alarm::Incident> m_incidents;
    std::uint64_t m_lastId;

private:
    void takeAlarms(const std::vector<const alarm::Alarm*>& alarms, base::Utc at) {
        for (auto& [id, symptom] : m_symptoms) {
            symptom.alarm = nullptr;
        }
        for (const alarm::Alarm* alarm : alarms) {
            const auto [place, isNew] = m_symptoms.try_emplace(alarm->id);
            Symptom& symptom = place->second;
            symptom.alarm = alarm;
            if (!isNew) {
                continue;
            }
            m_hasNew = true;
            m_subjects[alarm->id] = alarm->subject;
            symptom.nature = natureOf(alarm->kind);
            symptom.routes = m_topology->routesOf(alarm->subject);
            symptom.touched = symptom.routes;
            symptom.arrival = symptom.joined = at;
            symptom.incident = homeOf(*alarm);
            if (symptom.incident != 0) {
                m_cases[symptom.incident].members.insert(alarm->id);
                symptom.joined = symptom.arrival = alarm->since;
            }
        }
        std::erase_if(m_symptoms, [this](const auto& entry) {
            if (entry.second.alarm != nullptr) {
                return false;
            }
            m_subjects.erase(entry.first);
            const auto home = m_cases.find(entry.second.incident);
            if (home != m_cases.end()) {
                home->second.members.erase(entry.first);
            }
            return true;
        });
        if (m_isRestored) {
            return;
        }
        // After a restart: what was in an incident and is not in the book any more.
        m_isRestored = true;
        for (auto& [id, open] : m_cases) {
            std::erase_if(open.members, [this, number = id](std::uint64_t member) {
                const auto found = m_symptoms.find(member);
                return found == m_symptoms.end() || found->second.incident != number;
            });
        }
    }

    /// Where an alarm was before it was hidden, or before the restart.
    [[nodiscard]] std::uint64_t homeOf(const alarm::Alarm& alarm) const {
        for (const auto& [id, open] : m_cases) {
            if (open.members.contains(alarm.id)) {
                return id;
            }
        }
        const auto home = m_cases.find(alarm.incidentId);
        return home != m_cases.end() && !home->second.isSpent ? home->first : 0;
    }

    void resurface(base::Utc at) {
        for (auto& [id, open] : m_cases) {
            if (!open.quietSince || at - *open.quietSince < outliveTime || isYoung(open, at)) {
                continue;
            }
            open.quietSince.reset();
            open.isSpent = true;
            for (const std::uint64_t member : std::set(open.members)) {
                Symptom& symptom = m_symptoms.at(member);
                if (symptom.alarm->isPresent()) {
                    symptom.incident = 0;
                    symptom.outlived = id;
                    m_hasNew = true;
                    symptom.arrival = at;
                    open.members.erase(member);
                }
            }
        }
    }

    /// What may still move.
    std::vector<Symptom*> poolOf(base::Utc at) {
        std::vector<Symptom*> pool;
        for (auto& [id, symptom] : m_symptoms) {
            const auto home = m_cases.find(symptom.incident);
            if (home == m_cases.end() || isYoung(home->second, at) ||
                (symptom.joined > home->second.opened && at - symptom.joined < probation &&
                 symptom.arrival == symptom.joined && !symptom.alarm->acknowledgedAt &&
                 !home->second.isSpent)) {
                pool.push_back(&symptom);
            }
        }
        return pool;
    }

    [[nodiscard]] bool isExplainedBy(const Case& open, const Symptom& symptom,
                                     const Scoring& scoring, base::Utc at) const {
        const alarm::Incident& incident = open.incident;
        if (open.isSpent || symptom.outlived == incident.id || !open.hop || isYoung(open, at) ||
            (incident.ended && at - *incident.ended > echoTime) ||
            symptom.alarm->since + causeLag < incident.since) {
            return false;
        }
        if (incident.isNamed) {
            return scoring.explains(*open.hop, open.nature, symptom);
        }
        // Where the cause is not known, only what is wrong with the same paths belongs to it.
        if ((effectsOf(open.nature) & bit(symptom.nature)) == 0 || symptom.touched.empty()) {
            return false;
        }
        std::set<std::size_t> routes;
        for (const std::uint64_t member : open.members) {
            const auto& touched = m_symptoms.at(member).touched;
            routes.insert(touched.begin(), touched.end());
        }
        return std::includes(routes.begin(), routes.end(), symptom.touched.begin(),
                             symptom.touched.end());
    }

    void regroup(std::vector<Symptom*> pool, const std::vector<RouteState>& states, base::Utc at,
                 Update& update) {
        std::vector<Symptom*> all;
        all.reserve(m_symptoms.size());
        for (auto& [id, symptom] : m_symptoms) {
            symptom.isLive = symptom.alarm->isPresent() || at - symptom.arrival < youngTime;
            all.push_back(&symptom);
        }
        relateSymptoms(*m_topology, states, all);
        Scoring scoring(*m_topology, states, at);
        for (const auto& [id, symptom] : m_symptoms) {
            if (symptom.isLive) {
                scoring.markTouched(symptom);
            }
        }
        std::erase_if(pool, [&](Symptom* symptom) {
            const auto home = m_cases.find(symptom->incident);
            if (home != m_cases.end() && isYoung(home->second, at)) {
                return false;
            }
            // Where it joined it stays, as long as that explains it.
            if (home != m_cases.end() && isExplainedBy(home->second, *symptom, scoring, at)) {
                return true;
            }
            for (auto& [id, open] : m_cases) {
                if (isExplainedBy(open, *symptom, scoring, at)) {
                    move(*symptom, id, at, update);
                    return true;
                }
            }
            return false;
        });
        apply(group(scoring, std::move(pool)), scoring, at, update);
    }

    void move(Symptom& symptom, std::uint64_t to, base::Utc at, Update& update) {
        if (symptom.incident == to) {
            return;
        }
        const auto home = m_cases.find(symptom.incident);
        if (home != m_cases.end()) {
            home->second.members.erase(symptom.alarm->id);
        }
        symptom.incident = to;
        symptom.joined = at;
        m_cases[to].members.insert(symptom.alarm->id);
        update.joined.emplace_back(symptom.alarm->id, to);
    }

    /// Gives each group an incident: the oldest of those that have most of themselves in it.
    void apply(std::vector<Group> groups, Scoring& scoring, base::Utc at, Update& update) {
        std::map<std::uint64_t, std::vector<std::size_t>> shares;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            for (const Symptom* symptom : groups[i].symptoms) {
                const auto home = m_cases.find(symptom->incident);
                if (home != m_cases.end() && isYoung(home->second, at)) {
                    auto& share = shares[symptom->incident];
                    share.resize(groups.size(), 0);
                    ++share[i];
                }
            }
        }
        std::vector<std::uint64_t> ids(groups.size(), 0);
        for (const auto& [id, share] : shares) { // oldest first
            const auto most = static_cast<std::size_t>(
                std::max_element(share.begin(), share.end()) - share.begin());
            if (ids[most] == 0) {
                ids[most] = id;
            }
        }
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (ids[i] == 0) {
                ids[i] = ++m_lastId;
                Case open;
                open.incident.id = ids[i];
                open.incident.since = groups[i].symptoms.front()->alarm->since;
                open.opened = at;
                m_cases[ids[i]] = std::move(open);
                update.opened.push_back(ids[i]);
            }
            for (Symptom* symptom : groups[i].symptoms) {
                move(*symptom, ids[i], at, update);
            }
            say(m_cases[ids[i]], groups[i], scoring);
        }
    }

    void say(Case& open, const Group& group, Scoring& scoring) {
        open.nature = group.nature;
        open.hop = group.hop;
        alarm::Incident& incident = open.incident;
        if (!group.hop) {
            // Nothing is known of its way, or it has none: it is about its subject itself.
            Hop own = strangerOf(group.symptoms.front()->alarm->subject);
            if (const auto known = m_topology->findHop(own.type, own.id)) {
                own = m_topology->hops()[*known];
            }
            incident.isNamed = own.type == HopType::Node;
            incident.cause = {std::move(own), incident.isNamed ? 1.0 : 0.0, {}};
            incident.runnerUp.reset();
            return;
        }
        const std::vector<const Symptom*> symptoms(group.symptoms.begin(), group.symptoms.end());
        Verdict verdict = judge(scoring, *group.hop, group.nature, symptoms);
        const auto first = std::min_element(
            symptoms.begin(), symptoms.end(),
            [](const Symptom* a, const Symptom* b) { return a->arrival < b->arrival; });
        incident.cause = std::move(verdict.cause);
        incident.runnerUp = std::move(verdict.runnerUp);
        incident.isNamed = verdict.isNamed && scoring.at() - (*first)->arrival >= settleTime;
    }

    void refreshAll(const std::vector<RouteState>& states, base::Utc at, Update& update) {
        for (auto place = m_cases.begin(); place != m_cases.end();) {
            const std::uint64_t id = place->first;
            Case& open = place->second;
            if (open.members.empty()) {
                update.closed.push_back(id);
                std::erase(update.opened, id);
                m_incidents.erase(id);
                place = m_cases.erase(place);
                continue;
            }
            std::vector<const Symptom*> symptoms;
            symptoms.reserve(open.members.size());
            for (const std::uint64_t member : open.members) {
                symptoms.push_back(&m_symptoms.at(member));
            }
            refresh(open, symptoms, *m_topology, states, m_impact, at);
            if (open.incident.ended || isCausePresent(open, symptoms)) {
                open.quietSince.reset();
            } else if (!open.quietSince) {
                open.quietSince = at;
            }
            alarm::Incident& shown = m_incidents[id];
            if (open.incident.ended && !shown.ended) {
                update.ended.push_back(id);
            }
            if (shown != open.incident) {
                shown = open.incident;
                update.changed.push_back(id);
            }
            ++place;
        }
    }

    std::shared_ptr<const Topology> m_topology;
    Impact m_impact;
    std::map<std::uint64_t, Case> m_cases;
    /// By alarm: oldest first, so that the same alarms give the same groups.
    std::map<std::uint64_t, Symptom> m_symptoms;
    std::map<std::uint64_t, alarm::Subject> m_subjects;
    bool m_isRestored = false;
    bool m_hasNew = false;
    base::Utc m_regrouped{};
};

Correlator::Correlator(std::uint64_t lastId) : m_impl(std::make_unique<Impl>(lastId)) {}
Correlator::~Correlator() = default;

void Correlator::setTopology(std::shared_ptr<const Topology> topology) {
    m_impl->setTopology(std::move(topology));
}

void Correlator::restore(std::vector<alarm::Incident> incidents) {
    m_impl->restore(std::move(incidents));
}

Correlator::Update Correlator::update(const std::vector<const alarm::Alarm*>& alarms,
                                      const std::vector<RouteState>& states, base::Utc at) {
    return m_impl->update(alarms, states, at);
}

const std::map<std::uint64_t, alarm::Incident>& Correlator::incidents() const {
    return m_impl->m_incidents;
}

std::uint64_t Correlator::lastId() const {
    return m_impl->m_lastId;
}

} // namespace vigie::incident
