// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "tests/ui/support/fakeengine.h"

namespace vigie::uitest {
namespace {

using namespace std::chrono_literals;

health::Carriage carriageOf(const engine::Snapshot& snapshot,
                            const std::optional<std::size_t>& path) {
    return path ? health::carriageOf(snapshot.paths[*path].kind) : health::Carriage::Unknown;
}

engine::DeliveryCell cellOf(const engine::Snapshot& snapshot,
                            const engine::DeliveryStatus& delivery, std::size_t number,
                            base::Utc at, std::chrono::seconds step) {
    const auto length = static_cast<std::uint16_t>(step.count());
    const auto ago = std::chrono::duration_cast<std::chrono::minutes>(snapshot.now - at).count();
    engine::DeliveryCell cell;
    const bool wasOffAir = delivery.feedNumber % 12 == 0 && ago >= 180 && ago < 240;
    if (wasOffAir || delivery.reason == engine::OnAirReason::OffSchedule) {
        return cell;
    }
    const bool isSeen = delivery.onAir && snapshot.paths[*delivery.onAir].isInContact;
    if (!isSeen && ago < 10) {
        cell.unknown = length;
        return cell;
    }
    cell.judged = length;
    const auto phase = (base::toSeconds(at) / 60 + static_cast<std::int64_t>(number) * 7) % 100;
    const bool isSwitched = phase >= 90 && phase < 95;
    const std::optional<std::size_t>& now = delivery.onAir ? delivery.onAir : delivery.main;
    const auto& twin = now == delivery.main ? delivery.backup : delivery.main;
    cell.carriage = carriageOf(snapshot, isSwitched && twin ? twin : now);
    cell.errored = phase == 89 ? static_cast<std::uint16_t>(length / 5) : std::uint16_t{0};
    if (!delivery.faults.empty() && at + step > delivery.faults.front().since) {
        cell.errored = static_cast<std::uint16_t>(length / 2);
    }
    const float middle = cell.carriage == health::Carriage::Satellite ? 1000.0F : 600.0F;
    const float breath =
        20.0F * std::sin(static_cast<float>(base::toSeconds(at) / 60 % 360) / 17.0F +
                         static_cast<float>(number));
    cell.latencyMean = std::round(middle + breath);
    cell.latencyMinimum = *cell.latencyMean - 5;
    cell.latencyMaximum = *cell.latencyMean + 9;
    cell.skew = delivery.backup ? std::optional(-400.0F - breath) : std::nullopt;
    return cell;
}

} // namespace

engine::DeliveryHistory makeDeliveryHistory(const engine::Snapshot& snapshot,
                                            const engine::DeliveryHistoryQuery& query) {
    const auto rows = static_cast<std::size_t>(std::count_if(
        snapshot.deliveries.begin(), snapshot.deliveries.end(), [&](const auto& delivery) {
            return engine::isAsked(query, delivery.feedId, delivery.regionId);
        }));
    const engine::HistoryGrid grid = engine::historyGrid(query, snapshot.now, rows);
    engine::DeliveryHistory history{grid.from, grid.step, {}};
    for (std::size_t number = 0; number < snapshot.deliveries.size(); ++number) {
        const engine::DeliveryStatus& delivery = snapshot.deliveries[number];
        if (!engine::isAsked(query, delivery.feedId, delivery.regionId)) {
            continue;
        }
        engine::DeliveryHistory::Row row{delivery.id, delivery.feedId, delivery.regionId, {}};
        for (std::size_t i = 0; i < grid.count; ++i) {
            row.cells.emplace_back(cellOf(snapshot, delivery, number, grid.at(i), grid.step));
        }
        history.rows.push_back(std::move(row));
    }
    return history;
}

} // namespace vigie::uitest
