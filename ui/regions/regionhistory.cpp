// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionhistory.h"

#include <memory>
#include <utility>

namespace vigie::ui::regions {

void RegionHistory::ask(const Stretch& stretch, std::function<void(RegionStats)> done) {
    cancel();
    std::deque<std::string> regions;
    if (!stretch.regionId.empty()) {
        regions.push_back(stretch.regionId);
    } else {
        for (const engine::RegionStatus& region : m_desk.snapshot()->regions) {
            regions.push_back(region.id);
        }
    }
    askNext(stretch, std::move(regions), std::make_shared<RegionStats>(), std::move(done));
}

void RegionHistory::askNext(const Stretch& stretch, std::deque<std::string> regions,
                            std::shared_ptr<RegionStats> sum,
                            std::function<void(RegionStats)> done) {
    if (regions.empty()) {
        done(std::move(*sum));
        return;
    }
    engine::DeliveryHistoryQuery query;
    query.regionId = regions.front();
    query.from = stretch.from;
    query.to = stretch.to;
    regions.pop_front();
    m_desk.queryDeliveryHistory(
        query, this,
        [this, stretch, regions = std::move(regions), sum = std::move(sum), done = std::move(done),
         generation = m_generation](engine::DeliveryHistory history) mutable {
            if (generation != m_generation) {
                return;
            }
            *sum += statsOf(history);
            // What is older than is remembered was asked for, too.
            const auto steps = (stretch.to - stretch.from) / history.step;
            const std::size_t known = history.rows.empty() ? 0 : history.rows.front().cells.size();
            if (steps > 0 && static_cast<std::size_t>(steps) > known) {
                sum->asked += (static_cast<std::size_t>(steps) - known) * history.rows.size();
            }
            askNext(stretch, std::move(regions), std::move(sum), std::move(done));
        });
}

} // namespace vigie::ui::regions
