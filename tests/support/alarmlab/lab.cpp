// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/alarmlab/lab.h"

#include <algorithm>

#include <fmt/format.h>

namespace vigie::alarmlab {
namespace {

using alarm::FaultKind;
using alarm::Severity;
using incident::RouteState;

constexpr std::int64_t stepMs = 100;
constexpr std::int64_t begin = 1'700'000'000'000;

std::string feedId(std::size_t feed) {
    return fmt::format("f{}", feed);
}
std::string regionId(std::size_t region) {
    return fmt::format("r{}", region);
}

void addPath(model::NodeDescription& node, const std::string& id, std::size_t feed,
             const std::string& input, model::PathKind kind) {
    model::PathInfo path;
    path.id = id;
    path.feedId = feedId(feed);
    path.inputId = input;
    path.regionId = node.regionId;
    path.kind = kind;
    node.paths.push_back(std::move(path));
}

void addInput(model::NodeDescription& node, const std::string& id, const std::string& carrier) {
    model::InputInfo input;
    input.id = id;
    input.name = node.name + " " + id;
    input.carrier = carrier;
    node.inputs.push_back(std::move(input));
}

} // namespace

std::vector<model::NodeDescriptionPtr> makeFleet(const FleetSize& size) {
    std::vector<model::NodeDescriptionPtr> nodes;
    const auto make = [](const std::string& id, model::NodeKind kind, const std::string& region) {
        auto node = std::make_shared<model::NodeDescription>();
        node->id = id;
        node->name = id;
        node->kind = kind;
        node->regionId = region;
        return node;
    };
    if (size.hasOrigin) {
        const auto origin = make("origin", model::NodeKind::Origin, "");
        for (std::size_t feed = 1; feed <= size.feeds; ++feed) {
            addInput(*origin, "in-" + feedId(feed), "");
            addPath(*origin, "origin-" + feedId(feed), feed, "in-" + feedId(feed),
                    model::PathKind::Origin);
        }
        nodes.push_back(origin);
    }
    for (std::size_t region = 1; region <= size.regions; ++region) {
        const auto cloud =
            make("cloud-" + regionId(region), model::NodeKind::Cloud, regionId(region));
        const auto satellite =
            make("sat-" + regionId(region), model::NodeKind::Satellite, regionId(region));
        const std::size_t beam = (region - 1) / size.regionsPerBeam + 1;
        for (std::size_t feed = 1; feed <= size.feeds; ++feed) {
            addInput(*cloud, "in-" + feedId(feed), "");
            addPath(*cloud, cloud->id + "-" + feedId(feed), feed, "in-" + feedId(feed),
                    model::PathKind::Cloud);
            const std::size_t number = (feed - 1) / size.feedsPerTransponder + 1;
            const std::string input = fmt::format("in-t{}", number);
            if ((feed - 1) % size.feedsPerTransponder == 0) {
                addInput(*satellite, input, fmt::format("t{}-{}", beam, number));
            }
            addPath(*satellite, satellite->id + "-" + feedId(feed), feed, input,
                    model::PathKind::Satellite);
        }
        nodes.push_back(cloud);
        nodes.push_back(satellite);
    }
    return nodes;
}

model::Plan makePlan(const FleetSize& size) {
    model::Plan plan;
    const std::size_t beams = (size.regions + size.regionsPerBeam - 1) / size.regionsPerBeam;
    const std::size_t transponders =
        (size.feeds + size.feedsPerTransponder - 1) / size.feedsPerTransponder;
    for (std::size_t beam = 1; beam <= beams; ++beam) {
        plan.hops.push_back(
            {model::PlanHop::Type::Uplink, fmt::format("up-{}", beam), "", "", {}, {}});
        for (std::size_t number = 1; number <= transponders; ++number) {
            model::PlanHop hop{model::PlanHop::Type::Transponder,
                               fmt::format("t{}-{}", beam, number),
                               "",
                               fmt::format("up-{}", beam),
                               {},
                               {}};
            for (std::size_t region = (beam - 1) * size.regionsPerBeam + 1;
                 region <= std::min(beam * size.regionsPerBeam, size.regions); ++region) {
                hop.inputs.push_back(fmt::format("sat-r{}/in-t{}", region, number));
            }
            plan.hops.push_back(std::move(hop));
        }
    }
    plan.hops.push_back(
        {model::PlanHop::Type::CloudRegion, "eu-west", "", "", {}, {"cloud-r1", "cloud-r2"}});
    return plan;
}

Lab::Lab(std::shared_ptr<const incident::Topology> topology, std::uint64_t seed)
    : m_topology(std::move(topology)), m_correlator(std::make_unique<incident::Correlator>()),
      m_random(seed), m_states(m_topology->routes().size(), RouteState::Good),
      m_isOffAir(m_topology->routes().size(), 0) {
    m_correlator->setTopology(m_topology);
}

base::Utc Lab::at(std::int64_t ms) const {
    return base::utcFromNs((begin + ms) * 1'000'000);
}

std::int64_t Lab::between(std::int64_t fromMs, std::int64_t toMs) {
    // By hand: the distributions of the library are not the same everywhere.
    return fromMs +
           static_cast<std::int64_t>(
               m_random() % static_cast<std::uint64_t>(std::max<std::int64_t>(1, toMs - fromMs)));
}

bool Lab::happens(double probability) {
    return static_cast<double>(between(0, 1'000'000)) < probability * 1e6;
}

void Lab::raise(std::int64_t atMs, alarm::Subject subject, FaultKind kind, Severity severity,
                std::optional<double> value) {
    if (!happens(m_missing)) {
        raiseSurely(atMs, std::move(subject), kind, severity, value);
    }
}

void Lab::raiseSurely(std::int64_t atMs, alarm::Subject subject, FaultKind kind, Severity severity,
                      std::optional<double> value) {
    m_events.emplace(atMs, Event{Event::What::Raise, std::move(subject), kind, severity, value});
}

void Lab::clear(std::int64_t atMs, alarm::Subject subject, FaultKind kind) {
    m_events.emplace(atMs, Event{Event::What::Clear, std::move(subject), kind, Severity::None, {}});
}

void Lab::acknowledgeAll(std::int64_t atMs) {
    m_events.emplace(atMs,
                     Event{Event::What::Acknowledge, {}, FaultKind::Other, Severity::None, {}});
}

void Lab::loseContact(std::int64_t atMs, const std::string& nodeId) {
    m_events.emplace(atMs, Event{Event::What::Lose,
                                 {model::Scope::Node, nodeId, ""},
                                 FaultKind::Other,
                                 Severity::None,
                                 {}});
}

void Lab::setOffAir(const model::PathRef& path) {
    if (const auto route = m_topology->findRoute(path)) {
        m_isOffAir[*route] = 1;
    }
}

void Lab::apply(const Event& event, std::int64_t ms) {
    const auto key = std::pair(event.subject, event.kind);
    const auto known = m_byKey.find(key);
    switch (event.what) {
    case Event::What::Raise: {
        const auto lost = m_lost.find(event.subject.nodeId);
        if (event.kind != FaultKind::NoContact && lost != m_lost.end() && ms >= lost->second) {
            return; // who would tell
        }
        if (known != m_byKey.end()) {
            m_alarms[known->second].state = alarm::AlarmState::Active;
            m_alarms[known->second].cleared.reset();
            return;
        }
        alarm::Alarm alarm;
        alarm.id = m_alarms.size() + 1;
        alarm.ruleId = fmt::format("rule-{}", static_cast<int>(event.kind));
        alarm.kind = event.kind;
        alarm.severity = event.severity;
        alarm.subject = event.subject;
        alarm.since = at(ms);
        alarm.value = event.value;
        m_byKey.emplace(key, m_alarms.size());
        m_alarms.push_back(std::move(alarm));
        return;
    }
    case Event::What::Clear:
        if (known != m_byKey.end()) {
            m_alarms[known->second].state = alarm::AlarmState::Returned;
            m_alarms[known->second].cleared = at(ms);
        }
        return;
    case Event::What::Acknowledge:
        for (alarm::Alarm& alarm : m_alarms) {
            if (alarm.state == alarm::AlarmState::Active) {
                alarm.state = alarm::AlarmState::Acknowledged;
                alarm.acknowledgedAt = at(ms);
            } else if (alarm.state == alarm::AlarmState::Returned) {
                alarm.state = alarm::AlarmState::Normal;
            }
        }
        return;
    case Event::What::Lose:
        m_lost[event.subject.nodeId] = ms;
        return;
    }
}

void Lab::updateStates() {
    std::fill(m_states.begin(), m_states.end(), RouteState::Good);
    for (const alarm::Alarm& alarm : m_alarms) {
        if (alarm.isPresent() && alarm.severity >= Severity::Minor &&
            alarm.subject.scope != model::Scope::Node) {
            for (const std::size_t route : m_topology->routesOf(alarm.subject)) {
                m_states[route] = RouteState::Faulty;
            }
        }
    }
    for (const auto& [node, since] : m_lost) {
        for (const std::size_t route : m_topology->routesOf({model::Scope::Node, node, ""})) {
            m_states[route] = RouteState::Unknown;
        }
    }
    for (std::size_t route = 0; route < m_states.size(); ++route) {
        if (m_isOffAir[route] != 0) {
            m_states[route] = RouteState::OffAir;
        }
    }
}

void Lab::run(std::int64_t untilMs) {
    for (; m_now < untilMs; m_now += stepMs) {
        bool isChanged = false;
        while (!m_events.empty() && m_events.begin()->first <= m_now) {
            const auto next = m_events.extract(m_events.begin());
            apply(next.mapped(), next.key());
            isChanged = true;
        }
        const bool isSecond = m_now % 1000 == 0 && !m_correlator->incidents().empty();
        if (!isChanged && !isSecond) {
            continue;
        }
        updateStates();
        std::vector<const alarm::Alarm*> shown;
        for (const alarm::Alarm& alarm : m_alarms) {
            if (alarm.state != alarm::AlarmState::Normal) {
                shown.push_back(&alarm);
            }
        }
        const auto before = std::chrono::steady_clock::now();
        const auto update = m_correlator->update(shown, m_states, at(m_now));
        m_slowestUs = std::max(m_slowestUs, std::chrono::duration<double, std::micro>(
                                                std::chrono::steady_clock::now() - before)
                                                .count());
        for (const auto& [alarm, incident] : update.joined) {
            m_alarms[alarm - 1].incidentId = incident;
        }
        for (const std::uint64_t id : update.opened) {
            m_openedAt[id] = m_now;
        }
        m_closed.insert(m_closed.end(), update.closed.begin(), update.closed.end());
        m_mostLines = std::max(m_mostLines, m_correlator->incidents().size());
    }
}

} // namespace vigie::alarmlab
