// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rows.h"

#include <algorithm>

namespace vigie::engine {
namespace {

/// The index of a metric and the size of its step.
void find(const model::NodeDescription& description, std::string_view key, MetricId& id,
          double& step) {
    id = description.metricIndex(key);
    step = id ? description.metrics[*id].step : 1.0;
}

} // namespace

MetricIds::MetricIds(const model::NodeDescription& description) {
    namespace key = model::key;
    const auto index = [&description](std::string_view name) {
        return description.metricIndex(name);
    };
    find(description, key::nodeClockError, clockError, clockErrorStep);
    inputState = index(key::inputState);
    rtpLost = index(key::rtpLost);
    srtDropped = index(key::srtDropped);
    find(description, key::rfMargin, rfMargin, rfMarginStep);
    find(description, key::rfBerAfter, rfBerAfter, rfBerAfterStep);
    find(description, key::rfPer, rfPer, rfPerStep);
    legA = index(key::legAState);
    legB = index(key::legBState);
    find(description, key::rfEsN0, rfEsN0, rfEsN0Step);
    for (std::size_t i = 0; i < model::serviceChecks.size(); ++i) {
        streamChecks[i] = index(model::tr101290StateKey(model::serviceChecks[i]));
        serviceChecks[i] = index(model::serviceCheckKey(model::serviceChecks[i]));
    }
    pathState = index(key::pathState);
    find(description, key::pathBitrate, pathBitrate, pathBitrateStep);
    judged = index(key::secondsJudged);
    errored = index(key::secondsErrored);
    causes = {index(key::erroredNoData), index(key::erroredTs),     index(key::erroredLoss),
              index(key::erroredBlack),  index(key::erroredFreeze), index(key::erroredSilence)};
    markPcr = index(key::markPcr);
    markUtc = index(key::markUtc);
    markPts = index(key::markPts);
    markPtsHash = index(key::markPtsHash);
    markPtsUtc = index(key::markPtsUtc);
    markSignature = index(key::markSignature);
    markSignatureUtc = index(key::markSignatureUtc);
    policy = index(key::contentPolicy);
    find(description, key::videoFrameRate, frameRate, frameRateStep);
    find(description, key::gopInterval, gopInterval, gopIntervalStep);
    for (std::size_t i = 0; i < audioLevels.size(); ++i) {
        find(description, std::string(key::audioLevelPrefix) + std::to_string(i + 1),
             audioLevels[i], audioLevelStep);
    }
    find(description, std::string(key::audioLevelPrefix) + "1", audioLevels[0], audioLevelStep);
    find(description, key::loudnessShortTerm, loudnessShortTerm, loudnessShortTermStep);
}

void Growth::observe(std::int64_t second, std::optional<std::int64_t> counter) {
    if (!counter || (m_before && *counter < *m_before)) {
        m_before.reset();
        m_now = 0;
        m_last = 0;
    }
    if (!counter) {
        return;
    }
    if (!m_before) {
        m_before = counter;
        m_second = second;
        return;
    }
    m_now = *counter - *m_before;
    if (second != m_second) {
        m_last = m_now;
        m_before = counter;
        m_second = second;
        m_now = 0;
    }
}

std::optional<std::int64_t> Growth::perSecond() const {
    return m_before ? std::optional(std::max(m_now, m_last)) : std::nullopt;
}

NodeRow& Rows::node(std::size_t index) {
    while (m_nodes.size() <= index) {
        m_nodes.emplace_back();
    }
    return m_nodes[index];
}

std::optional<std::size_t> Rows::findPath(const model::PathRef& ref) const {
    const auto found = m_pathNumbers.find(ref);
    return found == m_pathNumbers.end() || !paths[found->second].isListed
               ? std::nullopt
               : std::optional(found->second);
}

std::optional<std::size_t> Rows::onlyPathOfInput(const std::string& nodeId,
                                                 const std::string& inputId) const {
    const auto found = m_inputNumbers.find({nodeId, inputId});
    return found == m_inputNumbers.end() || inputs[found->second].paths.size() != 1
               ? std::nullopt
               : std::optional(inputs[found->second].paths.front());
}

const std::vector<std::size_t>& Rows::pathsOfFeed(const std::string& feedId) const {
    static const std::vector<std::size_t> none;
    const auto found = m_feeds.find(feedId);
    return found == m_feeds.end() ? none : found->second;
}

std::vector<std::size_t> Rows::bind(std::size_t index, const model::NodeDescription& description) {
    NodeRow& bound = node(index);
    bound.ids = MetricIds(description);
    for (const std::size_t number : bound.inputs) {
        inputs[number].isListed = false;
    }
    for (const std::size_t number : bound.paths) {
        paths[number].isListed = false;
    }
    const auto formerInputs = std::move(bound.inputs);
    const auto formerPaths = std::move(bound.paths);
    bound.inputs.clear();
    bound.paths.clear();

    for (std::size_t row = 0; row < description.inputs.size(); ++row) {
        const std::string& id = description.inputs[row].id;
        const auto [found, isNew] = m_inputNumbers.try_emplace({description.id, id}, inputs.size());
        if (isNew) {
            inputs.emplace_back();
        }
        InputRow& input = inputs[found->second];
        input.node = index;
        input.row = row;
        input.isListed = true;
        input.paths.clear();
        bound.inputs.push_back(found->second);
    }
    for (std::size_t row = 0; row < description.paths.size(); ++row) {
        const model::PathInfo& info = description.paths[row];
        const auto [found, isNew] =
            m_pathNumbers.try_emplace({description.id, info.id}, paths.size());
        if (isNew) {
            paths.emplace_back();
        }
        PathRow& path = paths[found->second];
        path.ref = {description.id, info.id};
        path.info = info;
        path.node = index;
        path.row = row;
        path.isListed = true;
        path.input.reset();
        const auto input = m_inputNumbers.find({description.id, info.inputId});
        if (input != m_inputNumbers.end() && inputs[input->second].isListed) {
            path.input = input->second;
            inputs[input->second].paths.push_back(found->second);
        }
        bound.paths.push_back(found->second);
    }
    std::vector<std::size_t> gone;
    for (const std::size_t number : formerInputs) {
        if (!inputs[number].isListed && inputs[number].subject) {
            gone.push_back(*inputs[number].subject);
        }
    }
    for (const std::size_t number : formerPaths) {
        if (!paths[number].isListed && paths[number].subject) {
            gone.push_back(*paths[number].subject);
        }
    }
    groupFeeds();
    return gone;
}

void Rows::groupFeeds() {
    m_feeds.clear();
    for (std::size_t number = 0; number < paths.size(); ++number) {
        if (paths[number].isListed) {
            m_feeds[paths[number].info.feedId].push_back(number);
        }
    }
}

} // namespace vigie::engine
