// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regioncompare.h"

#include <algorithm>
#include <map>

namespace vigie::ui::distribution {

namespace {

/// What one side of a comparison comes to.
struct Side {
    std::optional<double> health;
    std::optional<double> latencyMs;
};

std::optional<double> median(std::vector<double> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

RegionDifference differenceOf(const Side& own, const Side& other) {
    RegionDifference difference;
    difference.ownHealth = own.health;
    difference.otherHealth = other.health;
    difference.ownLatencyMs = own.latencyMs;
    difference.otherLatencyMs = other.latencyMs;
    return difference;
}

/// Of all paths of one kind into a region, on air or not.
Side ofKind(const engine::Snapshot& snapshot, const std::string& regionId, model::PathKind kind,
            HealthWindow window) {
    std::uint64_t judged = 0;
    std::uint64_t errored = 0;
    std::vector<double> latencies;
    for (const engine::PathStatus& path : snapshot.paths) {
        if (path.regionId != regionId || path.kind != kind) {
            continue;
        }
        const engine::Health& health = healthOf(path.health, window);
        judged += health.onAirSeconds;
        errored += health.erroredSeconds;
        if (path.latency.ms) {
            latencies.push_back(*path.latency.ms);
        }
    }
    Side side;
    if (judged > 0) {
        side.health = 100.0 * (1.0 - static_cast<double>(errored) / static_cast<double>(judged));
    }
    side.latencyMs = median(std::move(latencies));
    return side;
}

Side ofStatus(const engine::RegionStatus& region, HealthWindow window) {
    return {healthOf(region.health, window).percent(), region.latencyMedianMs};
}

Side ofOthers(const engine::Snapshot& snapshot, std::size_t except, HealthWindow window) {
    std::vector<double> healths;
    std::vector<double> latencies;
    for (std::size_t i = 0; i < snapshot.regions.size(); ++i) {
        const Side side = i == except ? Side{} : ofStatus(snapshot.regions[i], window);
        if (side.health) {
            healths.push_back(*side.health);
        }
        if (side.latencyMs) {
            latencies.push_back(*side.latencyMs);
        }
    }
    return {median(std::move(healths)), median(std::move(latencies))};
}

/// Sums of the cells of one region over a time.
struct Remembered {
    std::uint64_t judged = 0;
    std::uint64_t errored = 0;
    std::vector<double> latencies;
    [[nodiscard]] Side side() const {
        Side side;
        if (judged > 0) {
            side.health =
                100.0 * (1.0 - static_cast<double>(errored) / static_cast<double>(judged));
        }
        side.latencyMs = median(latencies);
        return side;
    }
};

std::map<std::string, Remembered> rememberedIn(const engine::DeliveryHistory& past, base::Utc from,
                                               base::Utc to) {
    std::map<std::string, Remembered> regions;
    for (const auto& row : past.rows) {
        Remembered& region = regions[row.regionId];
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const base::Utc at = past.from + past.step * static_cast<std::int64_t>(i);
            const auto& cell = row.cells[i];
            if (!cell || at < from || at + past.step > to) {
                continue;
            }
            region.judged += cell->judged;
            region.errored += cell->errored;
            if (cell->latencyMean) {
                region.latencies.push_back(static_cast<double>(*cell->latencyMean));
            }
        }
    }
    return regions;
}

} // namespace

engine::DeliveryHistoryQuery earlierQuery(base::Utc now) {
    engine::DeliveryHistoryQuery query;
    query.from = now - comparedEarlier - comparedOver - std::chrono::minutes(1);
    query.to = now;
    query.step = std::chrono::seconds(60);
    return query;
}

std::vector<RegionDifference> compareRegions(const engine::Snapshot& snapshot, ComparedWith with,
                                             HealthWindow window,
                                             const engine::DeliveryHistory* past) {
    std::vector<RegionDifference> differences(snapshot.regions.size());
    std::map<std::string, Remembered> now;
    std::map<std::string, Remembered> earlier;
    if (with == ComparedWith::Earlier && past != nullptr && !past->rows.empty()) {
        // By whole steps, the newest that is complete the last: both sides are as long.
        const std::size_t cells = past->rows.front().cells.size();
        const base::Utc end =
            past->from + past->step * static_cast<std::int64_t>(cells > 0 ? cells - 1 : 0);
        now = rememberedIn(*past, end - comparedOver, end);
        earlier = rememberedIn(*past, end - comparedEarlier - comparedOver, end - comparedEarlier);
    }
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const engine::RegionStatus& region = snapshot.regions[i];
        switch (with) {
        case ComparedWith::Nothing:
            break;
        case ComparedWith::OtherPath:
            differences[i] =
                differenceOf(ofKind(snapshot, region.id, model::PathKind::Cloud, window),
                             ofKind(snapshot, region.id, model::PathKind::Satellite, window));
            break;
        case ComparedWith::OtherRegions:
            differences[i] = differenceOf(ofStatus(region, window), ofOthers(snapshot, i, window));
            break;
        case ComparedWith::Earlier:
            differences[i] = differenceOf(now[region.id].side(), earlier[region.id].side());
            break;
        }
    }
    return differences;
}

} // namespace vigie::ui::distribution
