// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/model/fleet.h"
#include "core/model/metric.h"
#include "core/model/tick.h"

/// A fleet of any size whose ticks the shipped rules can judge.
namespace vigie::bench {

inline constexpr std::int64_t judgedFirstSecond = 1'785'000'000;

/// Path metrics of the catalogue as a probe sends them, and what they rest at.
struct JudgedMetric {
    std::string_view key;
    std::int64_t rest = 0;
    /// Beside it, at random; 0: it stands still.
    std::int64_t noise = 0;
    /// By so much each second.
    std::int64_t growth = 0;
};

inline const std::vector<JudgedMetric>& judgedMetrics() {
    namespace state = model::state;
    namespace key = model::key;
    static const std::vector<JudgedMetric> all{
        {key::pathState, state::PathReceiving},
        {key::pathBitrate, 4'000'000, 20'000},
        {key::pathBitratePcr, 4'000'000, 20'000},
        {key::pcrInterval, 35, 5},
        {key::pcrJitter, 400, 90},
        {key::pcrAccuracy, 90, 20},
        {key::ptsPcrDistance, 700, 60},
        {key::avPtsGap, 20, 9},
        {key::videoWidth, 1920},
        {key::videoHeight, 1080},
        {key::videoFrameRate, 50'000},
        {key::gopLength, 50},
        {key::gopInterval, 1000},
        {key::framesI, 100, 0, 1},
        {key::framesP, 1200, 0, 12},
        {key::framesB, 3600, 0, 37},
        {key::videoQp, 280, 15},
        {key::contentPolicy, 2},
        {key::contentBlack, state::ContentClear},
        {key::contentFreeze, state::ContentClear},
        {key::contentSilence, state::ContentClear},
        {key::contentNoVideo, state::ContentClear},
        {key::contentSingleColor, state::ContentClear},
        {key::videoBlockiness, 12, 3},
        {key::loudnessMomentary, -230, 12},
        {key::loudnessShortTerm, -230, 8},
        {key::loudnessIntegrated, -230},
        {key::loudnessTruePeak, -90, 12},
        {key::secondsJudged, 0, 0, 1},
        {key::secondsErrored, 0},
    };
    return all;
}

/// Nodes 0 and 1 are the cloud and the satellite node of region "r0", and so on; each carries the
/// feeds "f0" to "f<paths - 1>". `previews`: how many of them can be watched.
inline std::shared_ptr<model::NodeDescription> describeJudged(int number, int paths,
                                                              int previews = 0) {
    auto node = std::make_shared<model::NodeDescription>();
    node->id = fmt::format("node-{}", number);
    node->kind = number % 2 == 0 ? model::NodeKind::Cloud : model::NodeKind::Satellite;
    node->regionId = fmt::format("r{}", number / 2);
    node->incarnation = 1;
    node->epoch = 1;
    node->tickRateHz = 1;
    node->regions.push_back({node->regionId, node->regionId});
    for (const model::MetricInfo& info : model::metricCatalogue()) {
        const bool isIn = std::any_of(judgedMetrics().begin(), judgedMetrics().end(),
                                      [&info](const JudgedMetric& m) { return m.key == info.key; });
        if (isIn && info.scope == model::Scope::Path) {
            node->metrics.push_back(info);
        }
    }
    for (int i = 0; i < paths; ++i) {
        const std::string feed = fmt::format("f{}", i);
        node->feeds.push_back({feed, static_cast<std::uint32_t>(i + 1), feed, "Sport", "Venue"});
        model::InputInfo input;
        input.id = "in-" + feed;
        node->inputs.push_back(input);
        model::PathInfo path;
        path.id = feed;
        path.feedId = feed;
        path.inputId = input.id;
        path.regionId = node->regionId;
        path.kind = number % 2 == 0 ? model::PathKind::Cloud : model::PathKind::Satellite;
        path.hasPreview = i < previews;
        node->paths.push_back(path);
    }
    return node;
}

/// The ticks of one node; `second` from 0. One path in a hundred goes black for ten seconds of two
/// minutes, at a time of its own.
inline std::shared_ptr<model::Tick> judgedTick(const model::NodeDescription& node, int second,
                                               std::mt19937_64& random) {
    auto tick = std::make_shared<model::Tick>();
    tick->sequence = static_cast<std::uint64_t>(second) + 1;
    tick->epoch = 1;
    tick->utc = base::utcFromNs((judgedFirstSecond + second) * 1'000'000'000 + 50'000'000);
    tick->mono = base::monoFromNs((1000 + second) * 1'000'000'000LL + 50'000'000);
    model::Block& block = tick->blocks.emplace_back();
    block.scope = model::Scope::Path;
    block.count = static_cast<std::uint32_t>(node.paths.size());
    for (std::uint32_t number = 0; number < node.metrics.size(); ++number) {
        const auto& info = node.metrics[number];
        const auto found =
            std::find_if(judgedMetrics().begin(), judgedMetrics().end(),
                         [&info](const JudgedMetric& m) { return m.key == info.key; });
        model::Column& column = block.columns.emplace_back();
        column.metric = number;
        column.values.reserve(block.count);
        for (std::uint32_t row = 0; row < block.count; ++row) {
            std::int64_t value = found->rest + found->growth * second;
            if (found->noise != 0) {
                value +=
                    static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(found->noise));
            }
            if (info.key == model::key::contentBlack && row % 100 == 7) {
                const int phase = (second + static_cast<int>(row)) % 120;
                value = phase < 10 ? model::state::ContentPresent : model::state::ContentClear;
            }
            column.values.push_back(value);
        }
    }
    return tick;
}

} // namespace vigie::bench
