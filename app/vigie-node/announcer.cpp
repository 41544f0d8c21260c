// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie-node/announcer.h"

#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

namespace vigie::node {
namespace {

void print(const nlohmann::json& object) {
    std::printf("%s\n", object.dump().c_str());
    std::fflush(stdout);
}

/// Whether the input binds a port of its own: a caller or a file has none to tell.
bool bindsPort(const probe::InputConfig& input) {
    switch (input.transport) {
    case model::Transport::Rtp:
    case model::Transport::Udp:
        return true;
    case model::Transport::Srt:
        return input.uri.find("mode=listener") != std::string::npos;
    case model::Transport::Hls:
    case model::Transport::File:
    case model::Transport::Dvb:
    case model::Transport::Unknown:
        return false;
    }
    return false;
}

} // namespace

Announcer::Announcer(const probe::Probe& probe, std::string nodeId, std::string address)
    : m_probe(probe), m_nodeId(std::move(nodeId)), m_address(std::move(address)),
      m_deadline(base::SystemClock::instance().now().mono + std::chrono::seconds(2)) {
    for (const auto& input : m_probe.inputs()) {
        if (const auto port = input->rfPort()) {
            print({{"event", "rf"}, {"input", input->config().id}, {"port", *port}});
        }
        if (bindsPort(input->config())) {
            m_pending.insert(input->config().id);
        }
    }
}

void Announcer::announceWhatIsNew() {
    for (const auto& input : m_probe.inputs()) {
        const auto port = input->boundPort();
        const auto portB = input->boundPortB();
        const bool hasLegB = !input->config().legB.empty();
        if (port && (portB || !hasLegB) && m_pending.erase(input->config().id) > 0) {
            nlohmann::json told{{"event", "input"}, {"input", input->config().id}, {"port", *port}};
            if (portB) {
                told["leg_b_port"] = *portB;
            }
            print(told);
        }
    }
    const bool isLate = base::SystemClock::instance().now().mono >= m_deadline;
    if (!m_isListeningAnnounced && (m_pending.empty() || isLate)) {
        m_isListeningAnnounced = true;
        print({{"event", "listening"}, {"node", m_nodeId}, {"address", m_address}});
    }
}

} // namespace vigie::node
