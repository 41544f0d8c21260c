// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/alarmlab/causes.h"

#include <algorithm>
#include <stdexcept>

namespace vigie::alarmlab {

using alarm::FaultKind;
using alarm::Severity;
using model::Scope;

const std::vector<std::size_t>& Saboteur::over(HopType type, const std::string& id) const {
    const auto hop = m_lab.topology().findHop(type, id);
    if (!hop) {
        throw std::invalid_argument("no such hop: " + id);
    }
    return m_lab.topology().routesOver(*hop);
}

std::vector<Saboteur::Receiver> Saboteur::inputsOver(HopType type, const std::string& id) const {
    std::map<std::string, Receiver> found;
    for (const std::size_t number : over(type, id)) {
        const auto& route = m_lab.topology().routes()[number];
        for (const std::size_t hop : route.hops) {
            const auto& each = m_lab.topology().hops()[hop];
            if (each.type == HopType::Input) {
                Receiver& receiver = found[each.id];
                receiver.node = route.path.nodeId;
                receiver.input = each.id.substr(each.id.find('/') + 1);
                receiver.routes.push_back(number);
                receiver.isWhole =
                    receiver.routes.size() == m_lab.topology().routesOver(hop).size();
            }
        }
    }
    std::vector<Receiver> receivers;
    for (auto& [key, receiver] : found) {
        receivers.push_back(std::move(receiver));
    }
    return receivers;
}

alarm::Subject Saboteur::subjectOf(std::size_t route) const {
    const auto& path = m_lab.topology().routes()[route].path;
    return {Scope::Path, path.nodeId, path.pathId};
}

void Saboteur::killNode(std::int64_t ms, const std::string& node, bool isDying) {
    truths.push_back({HopType::Node, node});
    if (isDying) {
        for (const Receiver& receiver : inputsOver(HopType::Node, node)) {
            if (m_lab.happens(0.5)) {
                m_lab.raise(ms + m_lab.between(0, 900),
                            {Scope::Input, receiver.node, receiver.input}, FaultKind::Continuity,
                            Severity::Major, 3);
            }
        }
    }
    const std::int64_t lost = ms + (isDying ? 1000 : 0);
    m_lab.loseContact(lost, node);
    m_lab.raiseSurely(lost + m_lab.between(500, 1500), {Scope::Node, node, ""},
                      FaultKind::NoContact, Severity::Critical);
}

void Saboteur::isolateRegion(std::int64_t ms, const std::string& region) {
    std::vector<std::string> nodes;
    for (const std::size_t number : over(HopType::Region, region)) {
        const std::string& node = m_lab.topology().routes()[number].path.nodeId;
        if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) {
            nodes.push_back(node);
        }
    }
    for (const std::string& node : nodes) {
        killNode(ms + m_lab.between(0, 300), node);
        truths.pop_back();
    }
    truths.push_back({HopType::Region, region});
}

void Saboteur::fade(std::int64_t ms, HopType type, const std::string& id,
                    std::int64_t unlockAfterMs) {
    truths.push_back({type, id});
    for (const Receiver& receiver : inputsOver(type, id)) {
        const alarm::Subject input{Scope::Input, receiver.node, receiver.input};
        m_lab.raise(ms + m_lab.between(1000, 2500), input, FaultKind::RfMargin, Severity::Major,
                    0.6);
        // Packets are lost before the figure is reported.
        const std::int64_t lossy = ms + m_lab.between(800, 3000);
        m_lab.raise(lossy, input, FaultKind::Continuity, Severity::Major, 12);
        m_lab.raise(lossy + m_lab.between(0, 1500), input, FaultKind::RfErrors, Severity::Major,
                    1e-4);
        for (const std::size_t route : receiver.routes) {
            if (m_lab.happens(0.3)) {
                m_lab.raise(lossy + m_lab.between(500, 4000), subjectOf(route),
                            FaultKind::Blockiness, Severity::Minor);
            }
        }
        if (unlockAfterMs < 0) {
            continue;
        }
        const std::int64_t gone = ms + unlockAfterMs + m_lab.between(0, 1500);
        m_lab.raise(gone, input, FaultKind::RfUnlocked, Severity::Critical);
        m_lab.raise(gone + m_lab.between(100, 1500), input, FaultKind::NoData, Severity::Critical);
        for (const std::size_t route : receiver.routes) {
            if (m_lab.happens(0.5)) {
                m_lab.raise(gone + m_lab.between(1000, 4000), subjectOf(route), FaultKind::NoVideo,
                            Severity::Critical);
            }
        }
    }
}

void Saboteur::damage(std::int64_t ms, HopType type, const std::string& id) {
    truths.push_back({type, id});
    for (const Receiver& receiver : inputsOver(type, id)) {
        const alarm::Subject input{Scope::Input, receiver.node, receiver.input};
        const std::int64_t lossy = ms + m_lab.between(200, 1800);
        m_lab.raise(lossy, input, FaultKind::Continuity, Severity::Major, 20);
        m_lab.raise(lossy + m_lab.between(0, 1000), input, FaultKind::Loss, Severity::Major, 30);
        for (const std::size_t route : receiver.routes) {
            if (m_lab.happens(0.3)) {
                m_lab.raise(lossy + m_lab.between(1000, 5000), subjectOf(route),
                            m_lab.happens(0.5) ? FaultKind::Freeze : FaultKind::NoVideo,
                            Severity::Major);
            }
        }
    }
}

void Saboteur::cut(std::int64_t ms, HopType type, const std::string& id) {
    truths.push_back({type, id});
    for (const Receiver& receiver : inputsOver(type, id)) {
        const alarm::Subject input{Scope::Input, receiver.node, receiver.input};
        const std::int64_t gone = ms + m_lab.between(500, 2500);
        // Of one path the path says it; of a multiplex the input, and its paths keep quiet.
        if (receiver.isWhole && receiver.routes.size() > 1) {
            m_lab.raise(gone, input, FaultKind::NoData, Severity::Critical);
            m_lab.raise(gone + m_lab.between(-400, 600), input, FaultKind::SyncLoss,
                        Severity::Critical);
            continue;
        }
        if (!receiver.isWhole) {
            m_lab.raise(gone + m_lab.between(0, 2500), input, FaultKind::PidMissing,
                        Severity::Major);
        }
        for (const std::size_t route : receiver.routes) {
            m_lab.raise(gone + m_lab.between(0, 800), subjectOf(route), FaultKind::NoData,
                        Severity::Critical);
            if (m_lab.happens(0.3)) {
                m_lab.raise(gone + m_lab.between(500, 2500), subjectOf(route),
                            FaultKind::ErroredSeconds, Severity::Minor, 5);
            }
        }
    }
}

void Saboteur::delay(std::int64_t ms, HopType type, const std::string& id) {
    truths.push_back({type, id});
    for (const std::size_t route : over(type, id)) {
        if (m_lab.topology().routes()[route].kind == model::PathKind::Origin) {
            continue;
        }
        const std::int64_t late = ms + m_lab.between(500, 3500);
        m_lab.raise(late, subjectOf(route), FaultKind::Latency, Severity::Warning, 11000);
        if (m_lab.happens(0.4)) {
            m_lab.raise(late + m_lab.between(0, 2000), subjectOf(route), FaultKind::Departure,
                        Severity::Warning, 9);
        }
    }
}

void Saboteur::spoil(std::int64_t ms, HopType type, const std::string& id, FaultKind kind) {
    truths.push_back({type, id});
    for (const std::size_t route : over(type, id)) {
        const bool isSatellite =
            m_lab.topology().routes()[route].kind == model::PathKind::Satellite;
        const std::int64_t seen = ms + m_lab.between(2000, 3300) + (isSatellite ? 400 : 0);
        if (m_lab.topology().routes()[route].kind == model::PathKind::Origin) {
            m_lab.raiseSurely(seen, subjectOf(route), kind, Severity::Major);
        } else {
            m_lab.raise(seen, subjectOf(route), kind, Severity::Major);
        }
    }
}

void Saboteur::spoilPaths(std::int64_t ms, const std::vector<model::PathRef>& paths,
                          FaultKind kind) {
    for (const auto& path : paths) {
        m_lab.raise(ms + m_lab.between(2000, 3300), {Scope::Path, path.nodeId, path.pathId}, kind,
                    Severity::Major);
    }
}

void Saboteur::noise(std::int64_t ms) {
    std::vector<std::size_t> inputs;
    const auto& hops = m_lab.topology().hops();
    for (std::size_t i = 0; i < hops.size(); ++i) {
        if (hops[i].type == HopType::Input) {
            inputs.push_back(i);
        }
    }
    const auto& hop =
        hops[inputs[static_cast<std::size_t>(m_lab.between(0, static_cast<int>(inputs.size())))]];
    const auto slash = hop.id.find('/');
    m_lab.raise(ms, {Scope::Input, hop.id.substr(0, slash), hop.id.substr(slash + 1)},
                m_lab.happens(0.5) ? FaultKind::Pcr : FaultKind::Crc, Severity::Minor, 1);
    for (const HopType type : {HopType::Link, HopType::Receiver, HopType::Input}) {
        small.push_back({type, hop.id});
    }
}

} // namespace vigie::alarmlab
