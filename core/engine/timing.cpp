// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/timing.h"

#include <algorithm>
#include <utility>

namespace vigie::engine {
namespace {

using health::MarkKind;

const model::Column* columnOf(const model::Block& block, MetricId metric) {
    if (!metric) {
        return nullptr;
    }
    const auto found = std::find_if(block.columns.begin(), block.columns.end(),
                                    [metric](const auto& c) { return c.metric == *metric; });
    return found == block.columns.end() ? nullptr : &*found;
}

bool isOrigin(const PathRow& path) {
    return path.info.kind == model::PathKind::Origin;
}

/// The columns of one kind of mark; all of them or none.
struct MarkColumns {
    MarkColumns(const model::Block& block, MetricId value, MetricId second, MetricId utc)
        : m_value(columnOf(block, value)), m_second(columnOf(block, second)),
          m_utc(columnOf(block, utc)) {}

    [[nodiscard]] bool hasValueAndTime(std::size_t row) const {
        return m_value != nullptr && m_utc != nullptr && m_value->isPresent(row) &&
               m_utc->isPresent(row);
    }
    [[nodiscard]] bool hasSecond(std::size_t row) const {
        return m_second != nullptr && m_second->isPresent(row);
    }
    [[nodiscard]] std::int64_t value(std::size_t row) const { return m_value->values[row]; }
    [[nodiscard]] std::int64_t second(std::size_t row) const { return m_second->values[row]; }
    [[nodiscard]] std::int64_t utcNs(std::size_t row) const { return m_utc->values[row]; }

private:
    const model::Column* m_value;
    const model::Column* m_second;
    const model::Column* m_utc;
};

} // namespace

std::vector<LatencyBoard::Marked> LatencyBoard::takeMarks(std::size_t node,
                                                          const model::Tick& tick) {
    std::vector<Marked> marked;
    const NodeRow& row = m_rows.node(node);
    const MetricIds& ids = row.ids;
    for (const model::Block& block : tick.blocks) {
        if (block.scope != model::Scope::Path) {
            continue;
        }
        const MarkColumns pcr(block, ids.markPcr, std::nullopt, ids.markUtc);
        const MarkColumns pts(block, ids.markPts, ids.markPtsHash, ids.markPtsUtc);
        const MarkColumns picture(block, ids.markSignature, std::nullopt, ids.markSignatureUtc);
        for (std::size_t i = 0; i < block.count; ++i) {
            const std::size_t number = row.paths[block.first + i];
            health::PathMarks& marks = m_rows.paths[number].marks;
            if (pcr.hasValueAndTime(i) && marks.pcr.add({pcr.value(i), pcr.utcNs(i)})) {
                match(number, MarkKind::Pcr, base::toNs(tick.utc));
                marked.push_back({number, MarkKind::Pcr});
            }
            if (pts.hasValueAndTime(i) && pts.hasSecond(i) &&
                marks.pts.add({pts.value(i), pts.second(i), pts.utcNs(i)})) {
                match(number, MarkKind::Pts, base::toNs(tick.utc));
                marked.push_back({number, MarkKind::Pts});
            }
            if (picture.hasValueAndTime(i)) {
                marks.pictures.add(
                    {static_cast<std::uint64_t>(picture.value(i)), picture.utcNs(i)});
            }
        }
    }
    return marked;
}

void LatencyBoard::noteDecoding(std::size_t node, std::size_t row, health::PathMarks& marks) const {
    const MetricIds& ids = m_rows.node(node).ids;
    const fleet::NodeState& state = m_fleet.nodes()[node];
    const auto policy = state.raw(ids.policy, row);
    marks.isDecoded.reset();
    marks.samplingNs.reset();
    if (!policy || *policy == model::state::PolicyUnknown) {
        return;
    }
    marks.isDecoded = *policy != model::state::PolicyOff;
    const bool isFull = *policy == model::state::PolicyFull;
    const auto raw = state.raw(isFull ? ids.frameRate : ids.gopInterval, row);
    if (*marks.isDecoded && raw && *raw > 0) {
        const double seconds = isFull ? 1 / (static_cast<double>(*raw) * ids.frameRateStep)
                                      : static_cast<double>(*raw) * ids.gopIntervalStep;
        marks.samplingNs = static_cast<std::int64_t>(seconds * 1e9);
    }
}

void LatencyBoard::match(std::size_t number, MarkKind kind, std::int64_t atNs) {
    const PathRow& path = m_rows.paths[number];
    for (const std::size_t other : m_rows.pathsOfFeed(path.info.feedId)) {
        if (isOrigin(path) == isOrigin(m_rows.paths[other])) {
            continue;
        }
        const std::size_t from = isOrigin(path) ? number : other;
        PathRow& arrival = m_rows.paths[isOrigin(path) ? other : number];
        if (arrival.origin == from) {
            arrival.delay.match(m_rows.paths[from].marks, arrival.marks, kind, !isOrigin(path),
                                atNs);
            continue;
        }
        // Another origin is only taken while the present one gives nothing: delays from two
        // places are not one figure.
        if (arrival.origin && arrival.delay.hasMarks(atNs)) {
            continue;
        }
        health::PairDelay fresh = makePathDelay();
        if (fresh.match(m_rows.paths[from].marks, arrival.marks, kind, !isOrigin(path), atNs)) {
            arrival.delay = std::move(fresh);
            arrival.origin = from;
        }
    }
}

std::optional<std::size_t> LatencyBoard::originOf(const PathRow& path, std::int64_t nowNs) const {
    if (path.origin && path.delay.hasMarks(nowNs)) {
        return path.origin;
    }
    std::optional<std::size_t> best;
    for (const std::size_t number : m_rows.pathsOfFeed(path.info.feedId)) {
        const PathRow& candidate = m_rows.paths[number];
        const bool isBetter = !best || !m_fleet.nodes()[m_rows.paths[*best].node].isInContact();
        if (isOrigin(candidate) && isBetter) {
            best = number;
        }
    }
    return best;
}

void LatencyBoard::refresh(std::size_t number, const base::Timestamp& now) {
    PathRow& path = m_rows.paths[number];
    const fleet::NodeState& node = m_fleet.nodes()[path.node];
    const auto unknown = [&path](const char* because) {
        path.latency = {};
        path.latency.unknownBecause = because;
    };
    if (isOrigin(path)) {
        return unknown(health::because::isOrigin);
    }
    if (!node.isInContact()) {
        return unknown(health::because::noContact);
    }
    const std::int64_t nowNs = base::toNs(node.utcAt(now));
    const auto from = originOf(path, nowNs);
    if (!from) {
        return unknown(health::because::noOrigin);
    }
    PathRow& origin = m_rows.paths[*from];
    noteDecoding(origin.node, origin.row, origin.marks);
    noteDecoding(path.node, path.row, path.marks);
    if (path.origin != from) {
        path.delay = makePathDelay();
        path.origin = from;
    }
    health::Latency latency =
        withClocks(path.delay.judge(origin.marks, path.marks, nowNs), origin, path);
    if (!latency.ms && !m_fleet.nodes()[origin.node].isInContact()) {
        return unknown(health::because::noOriginMarks);
    }
    // Nothing arrives before it left: then the clocks are further apart than they admit.
    if (latency.ms && *latency.ms < 0 &&
        (!latency.uncertaintyMs || -*latency.ms > *latency.uncertaintyMs)) {
        return unknown(health::because::outOfBounds);
    }
    path.latency = std::move(latency);
}

health::Latency LatencyBoard::withClocks(health::Latency measured, const PathRow& a,
                                         const PathRow& b) const {
    if (measured.uncertaintyMs) {
        const auto clocks = clockErrorMs(a, b);
        measured.uncertaintyMs =
            clocks ? std::optional(*measured.uncertaintyMs + *clocks) : std::nullopt;
    }
    return measured;
}

std::optional<double> LatencyBoard::clockErrorMs(const PathRow& a, const PathRow& b) const {
    const auto clockOf = [this](const PathRow& path) -> const std::string& {
        static const std::string none;
        const auto& description = m_fleet.nodes()[path.node].description;
        return description ? description->clockId : none;
    };
    if (a.node == b.node || (!clockOf(a).empty() && clockOf(a) == clockOf(b))) {
        return 0.0; // one clock: it has no error against itself, synchronized or not
    }
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
