// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/fleet/state.h"
#include "core/health/judge.h"
#include "core/health/pairdelay.h"
#include "core/health/window.h"

/// The engine's own rows beside the fleet state: what is remembered of each node, input and path
/// over new descriptions. All of it belongs to the Reducer and is touched on its thread only.
namespace vigie::engine {

using MetricId = std::optional<std::uint32_t>;

/// Where the metrics that the engine judges by stand in one description.
struct MetricIds {
    MetricIds() = default;
    explicit MetricIds(const model::NodeDescription& description);

    MetricId clockError;
    double clockErrorStep = 1;
    MetricId inputState;
    MetricId rtpLost;
    MetricId srtDropped;
    MetricId rfMargin;
    double rfMarginStep = 1;
    MetricId rfEsN0;
    double rfEsN0Step = 1;
    /// States of model::serviceChecks, of inputs and of paths.
    std::array<MetricId, model::serviceChecks.size()> streamChecks;
    std::array<MetricId, model::serviceChecks.size()> serviceChecks;
    MetricId legA;
    MetricId legB;
    MetricId rfBerAfter;
    double rfBerAfterStep = 1;
    MetricId rfPer;
    double rfPerStep = 1;
    MetricId pathState;
    MetricId pathBitrate;
    double pathBitrateStep = 1;
    MetricId judged;
    MetricId errored;
    std::array<MetricId, 6> causes; // in the order of health::Cause
    MetricId markPcr;
    MetricId markUtc;
    MetricId markPts;
    MetricId markPtsHash;
    MetricId markPtsUtc;
    MetricId markSignature;
    MetricId markSignatureUtc;
    MetricId policy;
    MetricId frameRate;
    double frameRateStep = 1;
    MetricId gopInterval;
    double gopIntervalStep = 1;
    std::array<MetricId, 8> audioLevels;
    double audioLevelStep = 1;
    MetricId loudnessShortTerm;
    double loudnessShortTermStep = 1;
};

/// How much a counter grew in the present and in the last whole second.
class Growth {
public:
    void observe(std::int64_t second, std::optional<std::int64_t> counter);
    void interrupt() { m_before.reset(); }
    /// Per second, the larger of both; nothing where the counter is not known.
    [[nodiscard]] std::optional<std::int64_t> perSecond() const;

private:
    std::optional<std::int64_t> m_before; // at the begin of m_second
    std::int64_t m_second = 0;
    std::int64_t m_now = 0;
    std::int64_t m_last = 0;
};

struct InputRow {
    std::size_t node = 0;
    std::size_t row = 0;
    std::optional<std::size_t> subject; // in the alarm evaluator
    bool isListed = false;
    std::vector<std::size_t> paths; // PathRow numbers that it carries
    Growth loss;
};

/// From an origin to a path: never before it but for the clocks' error.
[[nodiscard]] inline health::PairDelay makePathDelay() {
    constexpr std::int64_t second = 1'000'000'000;
    return {{-second, 60 * second}, {-second, 29 * second}};
}

struct PathRow {
    model::PathRef ref;
    model::PathInfo info;
    std::size_t node = 0;
    std::size_t row = 0;
    std::optional<std::size_t> input;   // InputRow number
    std::optional<std::size_t> subject; // in the alarm evaluator
    bool isListed = false;              // in the node's present description
    health::SecondJudge judge;
    health::SecondsWindow window;
    health::PathMarks marks;
    health::PairDelay delay = makePathDelay();
    std::optional<std::size_t> origin; // PathRow that the delay is measured from
    health::Latency latency;
    /// How far from its twin, ms; of the main path of a delivery.
    std::optional<double> skewMs;
    /// When each of model::serviceChecks was last in error on the path's own PIDs; of a path beside
    /// others in one stream. The epoch: never.
    std::array<base::Utc, model::serviceChecks.size()> checkErrors{};
};

struct NodeRow {
    MetricIds ids;
    std::optional<std::size_t> subject; // in the alarm evaluator, under its id or its endpoint
    std::vector<std::size_t> inputs;    // InputRow numbers in the description's order
    std::vector<std::size_t> paths;     // PathRow numbers in the description's order
};

/// Paths and inputs keep their number for as long as the engine lives.
class Rows {
public:
    /// Takes over a node's description. Returns the alarm subjects of what is no longer in it.
    [[nodiscard]] std::vector<std::size_t> bind(std::size_t node,
                                                const model::NodeDescription& description);

    [[nodiscard]] std::optional<std::size_t> findPath(const model::PathRef& ref) const;
    /// Numbers of the listed paths of a feed.
    [[nodiscard]] const std::vector<std::size_t>& pathsOfFeed(const std::string& feedId) const;

    /// The path of an input that carries just one.
    [[nodiscard]] std::optional<std::size_t> onlyPathOfInput(const std::string& nodeId,
                                                             const std::string& inputId) const;

    [[nodiscard]] NodeRow& node(std::size_t index);
    /// Null for a node that nothing is remembered of yet.
    [[nodiscard]] const NodeRow* findNode(std::size_t index) const {
        return index < m_nodes.size() ? &m_nodes[index] : nullptr;
    }
    std::deque<PathRow> paths;
    std::deque<InputRow> inputs;

private:
    void groupFeeds();

    std::deque<NodeRow> m_nodes;
    std::map<model::PathRef, std::size_t> m_pathNumbers;
    std::map<std::pair<std::string, std::string>, std::size_t> m_inputNumbers;
    std::map<std::string, std::vector<std::size_t>> m_feeds;
};

} // namespace vigie::engine
