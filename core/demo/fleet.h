// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/demo/catalog.h"
#include "core/demo/cloudlinks.h"
#include "core/demo/command.h"
#include "core/demo/distribution.h"
#include "core/demo/fleetplan.h"
#include "core/demo/nodeprocess.h"
#include "core/demo/studio.h"

namespace vigie::demo {

struct FleetOptions {
    std::size_t feeds = 12;
    std::size_t regions = 6;
    std::uint64_t seed = 1;
    /// Where configurations and the nodes' outputs go; exists.
    std::filesystem::path folder;
    std::filesystem::path nodeProgram;
    /// The user's clips; empty: programmes of our own.
    std::filesystem::path media;
    std::chrono::seconds startTimeout{30};
};

/// The demo fleet: studio, links and node processes, made and unmade together. All methods on the
/// thread that made it, which must live as long (see NodeProcess). A node that ends by itself is
/// started again, a few times, on the same ports.
class Fleet {
public:
    explicit Fleet(FleetOptions options);
    /// Ends the nodes within 5 s and then everything else.
    ~Fleet();

    /// Starts everything and writes the configuration files; returns when all nodes listen and all
    /// feeds flow. `isCancelled` is asked often.
    [[nodiscard]] base::Result<void> start(const std::function<bool()>& isCancelled);
    /// Does what a line or the scenario says. The error tells who is not known.
    [[nodiscard]] base::Result<void> execute(const Command& command);
    /// True where the command is about what this fleet has.
    [[nodiscard]] bool knows(const Command& command) const;
    /// Looks after the nodes; call it a few times a second.
    void supervise();

    [[nodiscard]] std::filesystem::path deskFile() const;
    /// {"event":"ready",...}.
    [[nodiscard]] std::string readyLine() const;
    /// Begins what the seed decides, from now on.
    void beginWeather() { m_distribution->beginWeather(); }
    [[nodiscard]] std::string troubles() const { return m_distribution->troubles(); }
    /// To poll for announcements.
    [[nodiscard]] std::vector<int> outputFds() const;

private:
    struct Node {
        NodeSpec spec;
        std::unique_ptr<NodeProcess> process;
        bool isWanted = true;
        int restarts = 0;
        std::chrono::steady_clock::time_point retryAt{};
    };

    [[nodiscard]] base::Result<void> makeStudio();
    [[nodiscard]] base::Result<void> makeLinks();
    [[nodiscard]] base::Result<void> startNodes(const std::function<bool()>& isCancelled);
    [[nodiscard]] base::Result<void> connectNodes();
    [[nodiscard]] base::Result<void> writeNode(const Node& node) const;
    [[nodiscard]] base::Result<void> write(const std::string& name, const std::string& text) const;
    [[nodiscard]] Node* findNode(const std::string& id);
    [[nodiscard]] std::optional<std::size_t> feedIndex(const std::string& id) const;
    [[nodiscard]] std::optional<std::size_t> regionIndex(const std::string& id) const;

    const FleetOptions m_options;
    const std::vector<FeedStyle> m_feeds;
    const std::vector<RegionStyle> m_regions;
    // Unmade from the bottom: nodes, then the studio that feeds, then what it feeds.
    std::unique_ptr<CloudLinks> m_cloudLinks;
    std::unique_ptr<Distribution> m_distribution;
    std::unique_ptr<Studio> m_studio;
    std::vector<Node> m_nodes;
    std::vector<std::string> m_addresses; // as first announced, and fixed from then on
};

} // namespace vigie::demo
