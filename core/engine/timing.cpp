// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/timing.h"

#include <algorithm>

namespace vigie::engine {
namespace {

const model::Column* columnOf(const model::Block& block, MetricId metric) {
    const auto found = std::find_if(block.columns.begin(), block.columns.end(),
                                    [metric](const auto& c) { return c.metric == metric; });
    return found == block.columns.end() ? nullptr : &*found;
}

bool isOrigin(const PathRow& path) {
    return path.info.kind == model::PathKind::Origin;
}

} // namespace

std::vector<std::size_t> LatencyBoard::takeMarks(std::size_t node, const model::Tick& tick) {
    std::vector<std::size_t> marked;
    const NodeRow& row = m_rows.node(node);
    if (!row.ids.markPcr || !row.ids.markUtc) {
        return marked;
    }
    for (const model::Block& block : tick.blocks) {
        const model::Column* pcr = columnOf(block, row.ids.markPcr);
        const model::Column* utc = columnOf(block, row.ids.markUtc);
        if (pcr == nullptr || utc == nullptr) {
            continue;
        }
        for (std::size_t i = 0; i < block.count; ++i) {
            const std::size_t number = row.paths[block.first + i];
            if (pcr->isPresent(i) && utc->isPresent(i) &&
                m_rows.paths[number].marks.add({pcr->values[i], utc->values[i]})) {
                match(m_rows.paths[number], pcr->values[i], utc->values[i], base::toNs(tick.utc));
                marked.push_back(number);
            }
        }
    }
    return marked;
}

void LatencyBoard::match(PathRow& path, std::int64_t pcr, std::int64_t utcNs, std::int64_t atNs) {
    for (const std::size_t number : m_rows.pathsOfFeed(path.info.feedId)) {
        PathRow& other = m_rows.paths[number];
        if (isOrigin(path) == isOrigin(other)) {
            continue;
        }
        const auto otherUtc = other.marks.find(pcr);
        if (!otherUtc) {
            continue;
        }
        PathRow& arrival = isOrigin(path) ? other : path;
        const std::int64_t delay = isOrigin(path) ? *otherUtc - utcNs : utcNs - *otherUtc;
        arrival.delay.add(atNs, delay);
        arrival.origin = m_rows.findPath(isOrigin(path) ? path.ref : other.ref);
    }
}

void LatencyBoard::refresh(std::size_t number, const base::Timestamp& now) {
    PathRow& path = m_rows.paths[number];
    const fleet::NodeState& node = m_fleet.nodes()[path.node];
    health::Latency latency;
    const auto unknown = [&path, &latency](const char* because) {
        latency.unknownBecause = because;
        path.latency = latency;
    };
    if (isOrigin(path)) {
        return unknown(health::because::isOrigin);
    }
    if (!node.isInContact()) {
        return unknown(health::because::noContact);
    }
    const std::int64_t nowNs = base::toNs(node.utcAt(now));
    const auto ms = path.delay.medianMs(nowNs);
    if (ms && path.origin) {
        latency.ms = ms;
        latency.method = health::LatencyMethod::PcrMarks;
        latency.uncertaintyMs = uncertaintyMs(path, m_rows.paths[*path.origin]);
        path.latency = latency;
        return;
    }
    const PathRow* origin = nullptr;
    for (const std::size_t other : m_rows.pathsOfFeed(path.info.feedId)) {
        const PathRow& candidate = m_rows.paths[other];
        const bool isBetter = origin == nullptr || !m_fleet.nodes()[origin->node].isInContact();
        if (isOrigin(candidate) && isBetter) {
            origin = &candidate;
        }
    }
    if (origin == nullptr) {
        return unknown(health::because::noOrigin);
    }
    if (!m_fleet.nodes()[origin->node].isInContact()) {
        return unknown(health::because::noOriginMarks);
    }
    unknown(health::whyUnknown(origin->marks, path.marks, path.delay, nowNs));
}

std::optional<double> LatencyBoard::uncertaintyMs(const PathRow& a, const PathRow& b) const {
    double sum = 0;
    for (const PathRow* path : {&a, &b}) {
        const MetricIds& ids = m_rows.node(path->node).ids;
        const auto raw = m_fleet.nodes()[path->node].raw(ids.clockError, 0);
        if (!raw || *raw < 0) {
            return std::nullopt;
        }
        sum += static_cast<double>(*raw) * ids.clockErrorStep;
    }
    return sum;
}

} // namespace vigie::engine
