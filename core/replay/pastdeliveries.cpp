// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastdeliveries.h"

#include <algorithm>
#include <utility>

#include "core/health/share.h"
#include "core/replay/frame.h"

namespace vigie::replay {
namespace {

using namespace std::chrono_literals;

constexpr auto judgedAfter = 2s;
constexpr auto oldestFrame = 30s;
constexpr std::size_t mostKeptCells = 4'000'000;
/// Minutes without deliveries cost a little, too.
constexpr std::size_t mostKeptMinutes = 20'000;

engine::DeliveryCell cellOf(const engine::Snapshot& frame, const engine::DeliveryStatus& delivery) {
    engine::DeliveryCell cell;
    const health::Health& minute = delivery.health.minute;
    cell.judged = static_cast<std::uint16_t>(minute.onAirSeconds);
    cell.errored = static_cast<std::uint16_t>(minute.erroredSeconds);
    cell.unknown = static_cast<std::uint16_t>(minute.unknownSeconds);
    if (cell.judged + cell.unknown == 0) {
        return cell; // off air
    }
    if (delivery.onAir && *delivery.onAir < frame.paths.size() && cell.judged > 0) {
        cell.carriage = health::carriageOf(frame.paths[*delivery.onAir].kind);
    }
    if (delivery.latency.ms) {
        const auto ms = static_cast<float>(*delivery.latency.ms);
        cell.latencyMinimum = cell.latencyMean = cell.latencyMaximum = ms;
    }
    if (delivery.skew.ms) {
        cell.skew = static_cast<float>(*delivery.skew.ms);
    }
    return cell;
}

std::int64_t minuteOf(base::Utc at) {
    return base::toSeconds(at) / 60;
}

} // namespace

PastDeliveries::Job PastDeliveries::begin(engine::DeliveryHistoryQuery query, base::Utc at) const {
    Job job;
    query.step = 60s;
    const record::RecordingInfo& info = m_recording.info();
    // A minute is known once it was judged.
    const base::Utc known = std::min(at, info.to) - judgedAfter;
    query.from = std::max(query.from, info.from);
    query.to = std::min(query.to, base::utcFromNs(minuteOf(known) * 60 * 1'000'000'000));
    job.grid = query.to <= query.from ? engine::HistoryGrid{query.from, 60s, 0}
                                      : engine::historyGrid(query, known, 1);
    job.query = std::move(query);
    return job;
}

bool PastDeliveries::read(Job& job, std::chrono::milliseconds budget) {
    const auto end = std::chrono::steady_clock::now() + budget;
    while (job.done < job.grid.count) {
        const base::Utc from = job.grid.at(job.grid.count - 1 - job.done);
        const std::int64_t number = minuteOf(from);
        ++job.done;
        if (const auto known = m_minutes.find(number); known != m_minutes.end()) {
            known->second.usedAt = ++m_uses;
            continue;
        }
        Minute minute = readMinute(from + 60s);
        minute.usedAt = ++m_uses;
        m_cells += minute.cells.size();
        m_minutes.emplace(number, std::move(minute));
        makeRoom();
        if (std::chrono::steady_clock::now() >= end) {
            break;
        }
    }
    return job.done == job.grid.count;
}

PastDeliveries::Minute PastDeliveries::readMinute(base::Utc end) {
    Minute minute;
    const auto found = m_recording.newestNote(record::NoteKind::Frame, end + judgedAfter);
    if (!found || end - found->note.at.utc > oldestFrame) {
        return minute;
    }
    const auto frame = readFrame(found->note.bytes);
    if (!frame) {
        return minute;
    }
    std::vector<Delivery> deliveries;
    for (const engine::DeliveryStatus& delivery : frame->deliveries) {
        deliveries.push_back({delivery.id, delivery.feedId, delivery.regionId});
        minute.cells.emplace_back(cellOf(*frame, delivery));
    }
    if (!m_last || *m_last != deliveries) {
        m_last = std::make_shared<const std::vector<Delivery>>(std::move(deliveries));
    }
    minute.deliveries = m_last;
    return minute;
}

void PastDeliveries::makeRoom() {
    while ((m_cells > mostKeptCells || m_minutes.size() > mostKeptMinutes) &&
           m_minutes.size() > 1) {
        const auto oldest =
            std::min_element(m_minutes.begin(), m_minutes.end(), [](const auto& a, const auto& b) {
                return a.second.usedAt < b.second.usedAt;
            });
        m_cells -= oldest->second.cells.size();
        m_minutes.erase(oldest);
    }
}

engine::DeliveryHistory PastDeliveries::answer(const Job& job) {
    const engine::HistoryGrid& grid = job.grid;
    engine::DeliveryHistory history{grid.from, grid.step, {}};
    std::map<std::string, std::size_t> rows; // by delivery
    const auto visit = [&](auto&& take) {
        for (std::size_t i = 0; i < grid.count; ++i) {
            const auto minute = m_minutes.find(minuteOf(grid.at(i)));
            if (minute != m_minutes.end() && minute->second.deliveries) {
                take(i, minute->second);
            }
        }
    };
    // Deliveries are the same in nearly all minutes: each list is looked through once.
    const std::vector<Delivery>* seen = nullptr;
    visit([&](std::size_t, const Minute& minute) {
        if (minute.deliveries.get() == seen) {
            return;
        }
        seen = minute.deliveries.get();
        for (const Delivery& delivery : *seen) {
            if (engine::isAsked(job.query, delivery.feedId, delivery.regionId) &&
                rows.emplace(delivery.id, history.rows.size()).second) {
                history.rows.push_back({delivery.id, delivery.feedId, delivery.regionId, {}});
            }
        }
    });
    const engine::HistoryGrid bounded =
        engine::historyGrid(job.query, grid.at(grid.count), history.rows.size());
    const std::size_t skipped = grid.count - std::min(grid.count, bounded.count);
    history.from = grid.at(skipped);
    for (auto& row : history.rows) {
        row.cells.resize(grid.count - skipped);
    }
    seen = nullptr;
    std::vector<std::optional<std::size_t>> rowOf;
    visit([&](std::size_t i, const Minute& minute) {
        if (i < skipped) {
            return;
        }
        if (minute.deliveries.get() != seen) {
            seen = minute.deliveries.get();
            rowOf.clear();
            for (const Delivery& delivery : *seen) {
                const auto row = rows.find(delivery.id);
                rowOf.push_back(row != rows.end() ? std::optional(row->second) : std::nullopt);
            }
        }
        for (std::size_t k = 0; k < rowOf.size(); ++k) {
            if (rowOf[k]) {
                history.rows[*rowOf[k]].cells[i - skipped] = minute.cells[k].get();
            }
        }
    });
    return history;
}

} // namespace vigie::replay
