// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/fleet.h"

#include <algorithm>
#include <fstream>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/log.h"
#include "core/demo/clips.h"
#include "core/demo/encoder.h"

namespace vigie::demo {

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds patienceAtEnd{4000};
constexpr int mostRestarts = 10;
constexpr std::chrono::milliseconds restartAfter{2000};

} // namespace

Fleet::Fleet(FleetOptions options)
    : m_options(std::move(options)), m_feeds(feedCatalog(m_options.feeds)),
      m_regions(regionCatalog(m_options.regions)) {}

Fleet::~Fleet() {
    std::vector<NodeProcess*> processes;
    for (const Node& node : m_nodes) {
        if (node.process) {
            processes.push_back(node.process.get());
        }
    }
    endAll(processes, patienceAtEnd);
}

base::Result<void> Fleet::start(const std::function<bool()>& isCancelled) {
    if (auto ready = checkGStreamer(); !ready) {
        return ready;
    }
    m_distribution = std::make_unique<Distribution>(m_feeds, m_regions, m_options.seed);
    if (auto made = makeLinks(); !made) {
        return made;
    }
    if (auto started = startNodes(isCancelled); !started) {
        return started;
    }
    if (auto connected = connectNodes(); !connected) {
        return connected;
    }
    if (auto made = makeStudio(); !made) {
        return made;
    }
    m_distribution->start();
    const auto deadline = Steady::now() + m_options.startTimeout;
    while (!m_distribution->isFlowing()) {
        if (isCancelled()) {
            return base::failure("cancelled");
        }
        if (Steady::now() > deadline) {
            return base::failure("the programmes did not begin to flow in time");
        }
        std::this_thread::sleep_for(20ms);
    }
    return {};
}

base::Result<void> Fleet::makeLinks() {
    auto links = CloudLinks::create(m_feeds.size(), m_regions, m_options.seed);
    if (!links) {
        return base::failure(links.error().message);
    }
    m_cloudLinks = std::move(*links);
    auto senders = m_cloudLinks->takeSenders();
    for (std::size_t i = 0; i < senders.size(); ++i) {
        m_distribution->addCloudOutput(i, std::move(senders[i]));
    }
    return {};
}

base::Result<void> Fleet::makeStudio() {
    std::vector<std::shared_ptr<const Clip>> clips;
    if (!m_options.media.empty()) {
        auto prepared = prepareClips(m_options.media, m_options.folder);
        if (!prepared) {
            return base::failure(prepared.error().message);
        }
        clips = std::move(*prepared);
    }
    // Time stamps of their own for each run and feed, far from the 33-bit wrap.
    const auto epoch = static_cast<std::uint64_t>(
        base::toSeconds(base::SystemClock::instance().now().utc) % 40000);
    std::vector<std::unique_ptr<Programme>> programmes;
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        auto material = clips.empty()
                            ? makeDrawnMaterial(m_feeds[i])
                            : makeClipMaterial(clips[i % clips.size()], i / clips.size() * 125);
        auto programme = Programme::create(
            m_feeds[i].info, std::move(material), (epoch + i * 97) * 1'000'000'000,
            [this, i](std::span<const std::byte> packets) { m_distribution->push(i, packets); });
        if (!programme) {
            return base::failure(programme.error().message);
        }
        programmes.push_back(std::move(*programme));
    }
    m_studio = std::make_unique<Studio>(std::move(programmes));
    return {};
}

base::Result<void> Fleet::startNodes(const std::function<bool()>& isCancelled) {
    for (NodeSpec& spec : planNodes(m_feeds, m_regions)) {
        Node& node = m_nodes.emplace_back();
        node.spec = std::move(spec);
        const auto region = regionIndex(node.spec.regionId);
        if (node.spec.kind == model::NodeKind::Cloud && region) {
            for (std::size_t i = 0; i < node.spec.inputs.size(); ++i) {
                node.spec.inputs[i].uri = m_cloudLinks->callerUri(*region, i);
            }
        }
        if (auto written = writeNode(node); !written) {
            return written;
        }
        const auto& folder = m_options.folder;
        node.process = std::make_unique<NodeProcess>(
            node.spec.id,
            NodeProcess::Files{m_options.nodeProgram, folder / ("node-" + node.spec.id + ".yaml"),
                               folder / ("node-" + node.spec.id + ".out"),
                               folder / ("node-" + node.spec.id + ".log")});
        if (auto started = node.process->start(); !started) {
            return started;
        }
    }
    const auto deadline = Steady::now() + m_options.startTimeout;
    for (const Node& node : m_nodes) {
        while (!node.process->isListening()) {
            node.process->poll();
            if (!node.process->ending().empty()) {
                return base::failure(fmt::format("node {} {}: {}", node.spec.id,
                                                 node.process->ending(),
                                                 node.process->lastWords()));
            }
            if (isCancelled()) {
                return base::failure("cancelled");
            }
            if (Steady::now() > deadline) {
                return base::failure(fmt::format("node {} did not say in time that it listens: {}",
                                                 node.spec.id, node.process->lastWords()));
            }
            std::this_thread::sleep_for(5ms);
        }
    }
    return {};
}

base::Result<void> Fleet::connectNodes() {
    for (Node& node : m_nodes) {
        m_addresses.push_back(node.process->address());
        node.spec.listen = node.process->address();
        for (std::size_t i = 0; i < node.spec.inputs.size(); ++i) {
            NodeInput& input = node.spec.inputs[i];
            if (node.spec.kind == model::NodeKind::Cloud) {
                continue;
            }
            const auto port = node.process->inputPorts().find(input.id);
            if (port == node.process->inputPorts().end()) {
                return base::failure(fmt::format(
                    "node {} did not announce the port of its input {}", node.spec.id, input.id));
            }
            input.uri = withPort(input.uri, port->second);
            auto sender = transport::makeSender(input.uri);
            if (!sender) {
                return base::failure(sender.error().message);
            }
            if (node.spec.kind == model::NodeKind::Origin) {
                m_distribution->addOutput(i, std::move(*sender));
                continue;
            }
            const auto rfPort = node.process->rfPorts().find(input.id);
            if (rfPort == node.process->rfPorts().end()) {
                return base::failure(fmt::format(
                    "node {} did not announce where its input {} takes receiver figures",
                    node.spec.id, input.id));
            }
            input.rf = withPort(input.rf, rfPort->second);
            auto reporter = RfReporter::create(rfPort->second);
            if (!reporter) {
                return base::failure(reporter.error().message);
            }
            m_distribution->addSatelliteOutput(*regionIndex(node.spec.regionId), i,
                                               std::move(*sender), std::move(*reporter));
        }
        // From now on a restart takes the same ports.
        if (auto written = writeNode(node); !written) {
            return written;
        }
    }
    const model::Plan plan = planDeliveries(m_feeds, m_regions, m_options.seed);
    if (auto written = write("plan.yaml", planYaml(plan)); !written) {
        return written;
    }
    return write("desk.yaml", deskYaml(plan.name, m_regions.front().info.id, m_addresses));
}

base::Result<void> Fleet::writeNode(const Node& node) const {
    return write("node-" + node.spec.id + ".yaml", nodeYaml(node.spec, m_feeds, m_regions));
}

base::Result<void> Fleet::write(const std::string& name, const std::string& text) const {
    std::ofstream file(m_options.folder / name, std::ios::trunc);
    file << text;
    file.close();
    if (!file) {
        return base::failure(
            fmt::format("{} cannot be written", (m_options.folder / name).string()));
    }
    return {};
}

void Fleet::supervise() {
    const auto log = base::logger("demo");
    for (Node& node : m_nodes) {
        const bool wasRunning = node.process->isRunning();
        node.process->poll();
        if (node.process->isRunning() || !node.isWanted) {
            continue;
        }
        if (wasRunning) {
            log->error("node {} {}: {}", node.spec.id, node.process->ending(),
                       node.process->lastWords());
            node.retryAt = Steady::now() + restartAfter;
        }
        if (node.restarts < mostRestarts && Steady::now() >= node.retryAt) {
            ++node.restarts;
            node.retryAt = Steady::now() + restartAfter;
            if (auto started = node.process->start(); !started) {
                log->error("{}", started.error().message);
            }
        }
    }
}

Fleet::Node* Fleet::findNode(const std::string& id) {
    const auto at = std::find_if(m_nodes.begin(), m_nodes.end(),
                                 [&id](const Node& node) { return node.spec.id == id; });
    return at == m_nodes.end() ? nullptr : &*at;
}

std::optional<std::size_t> Fleet::feedIndex(const std::string& id) const {
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        if (m_feeds[i].info.id == id) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Fleet::regionIndex(const std::string& id) const {
    for (std::size_t i = 0; i < m_regions.size(); ++i) {
        if (m_regions[i].info.id == id) {
            return i;
        }
    }
    return std::nullopt;
}

bool Fleet::knows(const Command& command) const {
    return (!needsFeed(command.what) || feedIndex(command.feed)) &&
           (!needsRegion(command.what) || regionIndex(command.region)) &&
           (!needsNode(command.what) ||
            std::any_of(m_nodes.begin(), m_nodes.end(),
                        [&command](const Node& node) { return node.spec.id == command.node; }));
}

base::Result<void> Fleet::execute(const Command& command) {
    const auto feed = feedIndex(command.feed);
    const auto region = regionIndex(command.region);
    Node* node = findNode(command.node);
    if (needsFeed(command.what) && !feed) {
        return base::failure(fmt::format("there is no feed \"{}\"", command.feed));
    }
    if (needsRegion(command.what) && !region) {
        return base::failure(fmt::format("there is no region \"{}\"", command.region));
    }
    if (needsNode(command.what) && node == nullptr) {
        return base::failure(fmt::format("there is no node \"{}\"", command.node));
    }
    switch (command.what) {
    case Command::Do::Black:
        m_studio->setFault(*feed, ContentFault::Black, command.isOn);
        break;
    case Command::Do::Freeze:
        m_studio->setFault(*feed, ContentFault::Freeze, command.isOn);
        break;
    case Command::Do::Silence:
        m_studio->setFault(*feed, ContentFault::Silence, command.isOn);
        break;
    case Command::Do::StopFeed:
        m_distribution->setStopped(*feed, command.isOn);
        break;
    case Command::Do::SrtLoss:
        m_cloudLinks->setLoss(*region, *feed, command.amount);
        break;
    case Command::Do::SrtDelay:
        m_cloudLinks->setExtraDelay(*region, *feed, command.amount);
        break;
    case Command::Do::Rain:
        m_distribution->addFade(*region, command.amount, command.seconds);
        break;
    case Command::Do::KillNode:
        node->isWanted = false;
        node->process->kill();
        break;
    case Command::Do::StartNode:
        node->isWanted = true;
        node->restarts = 0;
        if (!node->process->isRunning()) {
            return node->process->start();
        }
        break;
    }
    return {};
}

std::filesystem::path Fleet::deskFile() const {
    return m_options.folder / "desk.yaml";
}

std::string Fleet::readyLine() const {
    nlohmann::ordered_json line{
        {"event", "ready"}, {"seed", m_options.seed}, {"desk", deskFile().string()}};
    auto& nodes = line["nodes"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        nodes.push_back({{"id", m_nodes[i].spec.id}, {"address", m_addresses[i]}});
    }
    return line.dump();
}

std::vector<int> Fleet::outputFds() const {
    std::vector<int> fds;
    for (const Node& node : m_nodes) {
        if (node.process->outputFd() >= 0) {
            fds.push_back(node.process->outputFd());
        }
    }
    return fds;
}

} // namespace vigie::demo
