// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deliveryhistory.h"

#include <algorithm>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostCells = 1'000'000;

std::uint32_t onAirSeconds(const DeliveryCell& cell) {
    return static_cast<std::uint32_t>(cell.judged) + cell.unknown;
}

std::uint16_t sum(std::uint16_t one, std::uint16_t other) {
    return static_cast<std::uint16_t>(std::min(0xFFFF, one + other));
}

std::optional<float> extreme(const std::optional<float>& one, const std::optional<float>& other,
                             bool isLeast) {
    if (!one || !other) {
        return one ? one : other;
    }
    return isLeast ? std::min(*one, *other) : std::max(*one, *other);
}

} // namespace

std::chrono::seconds rememberedOf(std::chrono::seconds step) {
    return step <= 10s ? std::chrono::seconds(1h) : std::chrono::seconds(24h);
}

HistoryGrid historyGrid(const DeliveryHistoryQuery& query, base::Utc now, std::size_t rows) {
    HistoryGrid grid;
    grid.step = query.step <= 10s ? 10s : 60s;
    const std::int64_t step = grid.step.count();
    const auto floorOf = [step](base::Utc at) { return base::toSeconds(at) / step; };
    const std::int64_t present = floorOf(now);
    const std::int64_t oldest = present - rememberedOf(grid.step).count() / step;
    const std::int64_t first = std::max(floorOf(query.from), oldest);
    const std::int64_t end = std::min(floorOf(query.to - base::Nanoseconds{1}), present) + 1;
    grid.count = static_cast<std::size_t>(std::max<std::int64_t>(0, end - first));
    grid.count = std::min(grid.count, mostCells / std::max<std::size_t>(1, rows));
    const std::int64_t begin =
        grid.count == 0 ? first : end - static_cast<std::int64_t>(grid.count);
    grid.from = base::utcFromNs(begin * step * 1'000'000'000);
    return grid;
}

bool isAsked(const DeliveryHistoryQuery& query, const std::string& feedId,
             const std::string& regionId) {
    return (query.feedId.empty() || query.feedId == feedId) &&
           (query.regionId.empty() || query.regionId == regionId);
}

void merge(DeliveryCell& into, const DeliveryCell& other) {
    const std::uint32_t before = onAirSeconds(into);
    const std::uint32_t more = onAirSeconds(other);
    if (more > before || (more == before && into.carriage == health::Carriage::Unknown)) {
        into.carriage = other.carriage;
    }
    if (into.latencyMean && other.latencyMean) {
        const auto left = static_cast<float>(std::max<std::uint32_t>(1, before));
        const auto right = static_cast<float>(std::max<std::uint32_t>(1, more));
        into.latencyMean = (*into.latencyMean * left + *other.latencyMean * right) / (left + right);
    } else if (other.latencyMean) {
        into.latencyMean = other.latencyMean;
    }
    into.latencyMinimum = extreme(into.latencyMinimum, other.latencyMinimum, true);
    into.latencyMaximum = extreme(into.latencyMaximum, other.latencyMaximum, false);
    into.skew = other.skew ? other.skew : into.skew;
    into.judged = sum(into.judged, other.judged);
    into.errored = sum(into.errored, other.errored);
    into.unknown = sum(into.unknown, other.unknown);
}

} // namespace vigie::engine
