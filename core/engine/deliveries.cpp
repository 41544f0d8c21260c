// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deliveries.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

#include "core/engine/assumedplan.h"
#include "core/engine/reducer.h"

namespace vigie::engine {
namespace {

using health::Carriage;
using health::Verdict;

/// How long a verdict may take to arrive before its second is unknown.
constexpr std::int64_t settleSeconds = 4;
/// A reference clock that goes back further than this was stepped.
constexpr std::int64_t stepSeconds = 5;
constexpr std::int64_t longGapSeconds = 600;
constexpr std::size_t trendPoints = 180; // 30 min of 10 s

bool isScheduled(const model::Delivery& delivery, std::int64_t second) {
    const base::Utc at = base::utcFromNs(second * 1'000'000'000);
    return delivery.schedule.empty() ||
           std::any_of(delivery.schedule.begin(), delivery.schedule.end(),
                       [at](const auto& span) { return span.from <= at && at < span.to; });
}

std::vector<std::pair<std::int64_t, std::int64_t>> spansOf(const model::Delivery& delivery) {
    // The first whole second at or after a moment: as isScheduled() has it.
    const auto secondOf = [](base::Utc at) {
        return std::int64_t{std::chrono::ceil<std::chrono::seconds>(at).time_since_epoch().count()};
    };
    std::vector<std::pair<std::int64_t, std::int64_t>> spans;
    for (const model::Interval& interval : delivery.schedule) {
        spans.emplace_back(secondOf(interval.from), secondOf(interval.to));
    }
    std::sort(spans.begin(), spans.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> merged;
    for (const auto& [from, to] : spans) {
        if (from >= to) {
            continue;
        }
        if (!merged.empty() && from <= merged.back().second) {
            merged.back().second = std::max(merged.back().second, to);
        } else {
            merged.emplace_back(from, to);
        }
    }
    return merged;
}

} // namespace

void DeliveryBoard::restore(const CarriedState& carried) {
    m_share.restore(carried.seconds);
    for (const auto& [id, seconds] : carried.regions) {
        RegionRow& region = m_formerRegions.emplace_back();
        region.id = id;
        region.share.restore(seconds);
    }
}

void DeliveryBoard::begin(base::Utc since, base::Utc regionsSince) {
    m_sinceSecond = base::toSeconds(since);
    m_regionsSinceSecond = base::toSeconds(regionsSince);
}

std::map<std::string, health::CarriedSeconds> DeliveryBoard::carriedByRegion() const {
    std::map<std::string, health::CarriedSeconds> carried;
    for (const auto* regions : {&m_regions, &m_formerRegions}) {
        for (const RegionRow& region : *regions) {
            carried.emplace(region.id, region.share.seconds());
        }
    }
    return carried;
}

void DeliveryBoard::countPlanned(DeliveryRow& delivery) const {
    const std::int64_t end = *delivery.lastSecond + 1;
    delivery.plannedSeconds = 0;
    delivery.plannedBefore = 0;
    for (const auto& [from, to] : delivery.spans) {
        const std::int64_t first = std::max(from, m_sinceSecond);
        const std::int64_t last = std::min(to, end);
        delivery.plannedSeconds += std::max<std::int64_t>(0, last - first);
        delivery.plannedBefore +=
            std::max<std::int64_t>(0, std::min(last, m_regionsSinceSecond) - first);
    }
}

std::vector<PlannedHours> DeliveryBoard::plannedHours() const {
    struct Seconds { // whole seconds: no error grows in them
        std::int64_t total = 0;
        std::int64_t soFar = 0;
        std::size_t deliveries = 0;
        bool isWhole = true;
        void add(const DeliveryRow& delivery, std::int64_t planned) {
            total += delivery.plannedTotal;
            soFar += planned;
            ++deliveries;
            isWhole = isWhole && !delivery.info.schedule.empty();
        }
    };
    std::vector<Seconds> sums(m_regions.size() + 1);
    for (const DeliveryRow& delivery : m_deliveries) {
        sums[delivery.region].add(delivery, delivery.plannedSeconds - delivery.plannedBefore);
        sums.back().add(delivery, delivery.plannedSeconds);
    }
    std::vector<PlannedHours> hours;
    for (const Seconds& sum : sums) {
        PlannedHours& of = hours.emplace_back();
        if (sum.isWhole && sum.deliveries > 0) {
            of.total = static_cast<double>(sum.total) / 3600.0;
            of.soFar = static_cast<double>(sum.soFar) / 3600.0;
        }
    }
    return hours;
}

std::size_t DeliveryBoard::regionOf(const std::string& id) {
    const auto found = std::find_if(m_regions.begin(), m_regions.end(),
                                    [&id](const RegionRow& region) { return region.id == id; });
    if (found != m_regions.end()) {
        return static_cast<std::size_t>(found - m_regions.begin());
    }
    const auto former = std::find_if(m_formerRegions.begin(), m_formerRegions.end(),
                                     [&id](const RegionRow& region) { return region.id == id; });
    if (former != m_formerRegions.end()) {
        m_regions.push_back(std::move(*former));
        m_formerRegions.erase(former);
    } else {
        m_regions.emplace_back().id = id;
    }
    m_regions.back().name = id;
    return m_regions.size() - 1;
}

void DeliveryBoard::setPlan(const model::Plan& plan, base::Utc now) {
    std::map<std::string, DeliveryRow> former;
    for (DeliveryRow& row : m_deliveries) {
        std::string id = row.info.id;
        former.emplace(std::move(id), std::move(row));
    }
    m_deliveries.clear();
    std::move(m_regions.begin(), m_regions.end(), std::back_inserter(m_formerRegions));
    m_regions.clear();
    for (const model::RegionInfo& region : plan.regions) {
        const std::size_t number = regionOf(region.id);
        m_regions[number].name = region.name.empty() ? region.id : region.name;
    }
    for (const model::Delivery& info : plan.deliveries) {
        const std::string id =
            info.id.empty() ? defaultDeliveryId(info.feedId, info.regionId) : info.id;
        DeliveryRow row;
        if (const auto before = former.find(id); before != former.end()) {
            row = std::move(before->second);
            if (row.info.main != info.main || row.info.backup != info.backup) {
                row.twinDelay = makeTwinDelay();
            }
            if (row.info.main != info.main) {
                row.rule = {}; // what was learnt of the former main says nothing of this one
                row.hasFailedOver = false;
                row.onAirSince = now;
            }
        } else {
            row.onAirSince = now;
        }
        row.info = info;
        row.info.id = id;
        const auto feed = std::find_if(plan.feeds.begin(), plan.feeds.end(),
                                       [&info](const auto& f) { return f.id == info.feedId; });
        row.feed =
            feed != plan.feeds.end() ? *feed : model::FeedInfo{info.feedId, 0, info.feedId, "", ""};
        row.region = regionOf(info.regionId);
        row.spans = spansOf(info);
        row.plannedTotal = 0;
        for (const auto& [from, to] : row.spans) {
            row.plannedTotal += to - from;
        }
        if (row.lastSecond) {
            countPlanned(row);
        }
        m_deliveries.push_back(std::move(row));
    }
    findPaths();
}

void DeliveryBoard::findPaths() {
    m_deliveriesOf.assign(m_rows.paths.size(), {});
    for (std::size_t number = 0; number < m_deliveries.size(); ++number) {
        DeliveryRow& row = m_deliveries[number];
        const auto find = [this, number](const std::optional<model::PathRef>& ref) {
            const auto path = ref ? m_rows.findPath(*ref) : std::nullopt;
            if (path) {
                m_deliveriesOf[*path].push_back(number);
            }
            return path;
        };
        row.main = find(row.info.main);
        row.backup = find(row.info.backup);
    }
}

bool DeliveryBoard::isOnSchedule(std::size_t path, std::int64_t second) const {
    if (path >= m_deliveriesOf.size() || m_deliveriesOf[path].empty()) {
        return true;
    }
    return std::any_of(m_deliveriesOf[path].begin(), m_deliveriesOf[path].end(),
                       [this, second](std::size_t number) {
                           return isScheduled(m_deliveries[number].info, second);
                       });
}

bool DeliveryBoard::isMissing(const std::optional<model::PathRef>& ref) const {
    if (!ref) {
        return true;
    }
    const auto node = m_fleet.findNode(ref->nodeId);
    return node && m_fleet.nodes()[*node].isInContact();
}

bool DeliveryBoard::isSettled(const std::optional<std::size_t>& number, std::int64_t second) const {
    if (!number) {
        return true;
    }
    const PathRow& path = m_rows.paths[*number];
    return !m_fleet.nodes()[path.node].isInContact() || path.judge.verdict(second).has_value();
}

health::SecondVerdict DeliveryBoard::verdict(const std::optional<std::size_t>& number,
                                             const std::optional<model::PathRef>& ref,
                                             std::int64_t second) const {
    if (number) {
        return m_rows.paths[*number].judge.verdict(second).value_or(health::SecondVerdict{});
    }
    // A path that its node does not know carries nothing; one whose node was never reached may.
    return isMissing(ref) ? health::SecondVerdict{Verdict::Errored, health::CauseNoData}
                          : health::SecondVerdict{};
}

bool DeliveryBoard::process(const std::vector<std::size_t>& paths, const base::Timestamp& now) {
    bool isJudged = false;
    for (const std::size_t path : paths) {
        if (path >= m_deliveriesOf.size()) {
            continue;
        }
        for (const std::size_t number : m_deliveriesOf[path]) {
            isJudged = process(m_deliveries[number], now) || isJudged;
        }
    }
    return isJudged;
}

bool DeliveryBoard::processAll(const base::Timestamp& now) {
    bool isJudged = false;
    for (DeliveryRow& delivery : m_deliveries) {
        isJudged = process(delivery, now) || isJudged;
    }
    return isJudged;
}

bool DeliveryBoard::process(DeliveryRow& delivery, const base::Timestamp& now) {
    const auto reference = delivery.main ? delivery.main : delivery.backup;
    const std::int64_t present = base::toSeconds(
        reference ? m_fleet.nodes()[m_rows.paths[*reference].node].utcAt(now) : now.utc);
    if (!delivery.lastSecond) {
        delivery.lastSecond = present - 1;
        delivery.onAirSince = base::utcFromNs(present * 1'000'000'000);
        delivery.isOnSchedule = isScheduled(delivery.info, present);
        countPlanned(delivery);
    }
    if (present - 1 < *delivery.lastSecond - stepSeconds) {
        delivery.lastSecond = present - 1;
        countPlanned(delivery);
    }
    if (const std::int64_t gap = present - *delivery.lastSecond; gap > longGapSeconds) {
        delivery.window.push(Verdict::Unknown, gap - settleSeconds);
        *delivery.lastSecond += gap - settleSeconds;
        countPlanned(delivery);
    }
    bool isJudged = false;
    while (*delivery.lastSecond + 1 < present) {
        const std::int64_t second = *delivery.lastSecond + 1;
        const bool isDue = second + settleSeconds <= present;
        if (!isDue && !(isSettled(delivery.main, second) && isSettled(delivery.backup, second))) {
            break;
        }
        judge(delivery, second);
        isJudged = true;
    }
    return isJudged;
}

void DeliveryBoard::judge(DeliveryRow& delivery, std::int64_t second) {
    const auto main = verdict(delivery.main, delivery.info.main, second);
    const auto backup = verdict(delivery.backup, delivery.info.backup, second);
    delivery.lastSecond = second;
    const auto onAirBefore = std::pair(delivery.isOnSchedule, delivery.hasFailedOver);
    if (isScheduled(delivery.info, second)) {
        const bool isOnBackup = delivery.rule.carrier() == health::OnAirRule::Carrier::Backup;
        const auto& carrier = isOnBackup ? delivery.backup : delivery.main;
        const health::SecondVerdict carried = isOnBackup ? backup : main;
        // Where the path on air was never seen, there is no second of a path to judge.
        const Verdict counted = carrier ? carried.verdict : Verdict::Unknown;
        delivery.window.push(counted);
        RegionRow& region = m_regions[delivery.region];
        region.judged += counted == Verdict::Good || counted == Verdict::Errored ? 1 : 0;
        region.errored += counted == Verdict::Errored ? 1 : 0;

        Carriage carriage = Carriage::Unknown;
        std::optional<double> bits;
        if (carried.verdict == Verdict::Errored && (carried.causes & health::CauseNoData) != 0) {
            carriage = Carriage::None;
        } else if (carrier && carried.verdict != Verdict::Unknown) {
            const PathRow& path = m_rows.paths[*carrier];
            const MetricIds& ids = m_rows.node(path.node).ids;
            carriage = health::carriageOf(path.info.kind);
            if (const auto raw = m_fleet.nodes()[path.node].raw(ids.pathBitrate, path.row)) {
                bits = static_cast<double>(*raw) * ids.pathBitrateStep;
            }
        }
        ++delivery.plannedSeconds;
        m_share.add(carriage, bits);
        region.share.add(carriage, bits);
        delivery.memory.add({second, counted, carriage,
                             carrier ? m_rows.paths[*carrier].latency.ms : std::nullopt,
                             delivery.skew.ms});
        delivery.rule.judge(main.verdict, delivery.backup ? backup.verdict : Verdict::Unknown);
    } else {
        delivery.window.push(Verdict::NotOnAir);
        delivery.memory.add({second, Verdict::NotOnAir});
        delivery.rule.judgeOffAir(main.verdict, backup.verdict);
    }
    delivery.hasFailedOver = delivery.rule.carrier() == health::OnAirRule::Carrier::Backup;
    delivery.isOnSchedule = isScheduled(delivery.info, second + 1);
    if (onAirBefore != std::pair(delivery.isOnSchedule, delivery.hasFailedOver)) {
        delivery.onAirSince = base::utcFromNs((second + 1) * 1'000'000'000);
    }
    for (const auto& path : {delivery.main, delivery.backup}) {
        if (path) {
            m_alarms.setOnSchedule(*path, isOnSchedule(*path, second + 1),
                                   base::utcFromNs((second + 1) * 1'000'000'000));
        }
    }
}

DeliveryHistory DeliveryBoard::history(const DeliveryHistoryQuery& query, base::Utc now) const {
    std::vector<const DeliveryRow*> asked;
    for (const DeliveryRow& delivery : m_deliveries) {
        if (isAsked(query, delivery.info.feedId, delivery.info.regionId)) {
            asked.push_back(&delivery);
        }
    }
    const HistoryGrid grid = historyGrid(query, now, asked.size());
    DeliveryHistory history{grid.from, grid.step, {}};
    for (const DeliveryRow* delivery : asked) {
        DeliveryHistory::Row row{
            delivery->info.id, delivery->info.feedId, delivery->info.regionId, {}};
        row.cells.reserve(grid.count);
        for (std::size_t i = 0; i < grid.count; ++i) {
            row.cells.push_back(delivery->memory.cell(base::toSeconds(grid.at(i)), grid.step));
        }
        history.rows.push_back(std::move(row));
    }
    return history;
}

Carriage DeliveryBoard::carriageNow(const DeliveryRow& delivery) const {
    const auto number = delivery.onAir();
    if (!number) {
        const auto& ref = delivery.hasFailedOver ? delivery.info.backup : delivery.info.main;
        return isMissing(ref) ? Carriage::None : Carriage::Unknown;
    }
    const PathRow& path = m_rows.paths[*number];
    if (!m_fleet.nodes()[path.node].isInContact()) {
        return Carriage::Unknown;
    }
    const auto last = path.judge.lastSettled();
    health::SecondVerdict judged;
    if (last) {
        judged = path.judge.verdict(*last).value_or(judged);
    }
    const bool wasEmpty =
        judged.verdict == Verdict::Errored && (judged.causes & health::CauseNoData) != 0;
    const std::optional<bool> noData = m_signals.hasNoData(path);
    if (noData == true || (!noData && wasEmpty)) {
        return Carriage::None;
    }
    if (!noData && judged.verdict == Verdict::Unknown) {
        return Carriage::Unknown;
    }
    return health::carriageOf(path.info.kind);
}

void DeliveryBoard::matchTwins(const LatencyBoard::Marked& marked, std::int64_t atNs) {
    if (marked.path >= m_deliveriesOf.size()) {
        return;
    }
    for (const std::size_t index : m_deliveriesOf[marked.path]) {
        DeliveryRow& delivery = m_deliveries[index];
        if (delivery.main && delivery.backup) {
            delivery.twinDelay.match(m_rows.paths[*delivery.backup].marks,
                                     m_rows.paths[*delivery.main].marks, marked.kind,
                                     marked.path == *delivery.main, atNs);
        }
    }
}

void DeliveryBoard::refreshSkew(DeliveryRow& delivery, const base::Timestamp& now) {
    delivery.skew = {};
    if (delivery.main) {
        m_rows.paths[*delivery.main].skewMs.reset();
    }
    if (!delivery.main || !delivery.backup) {
        delivery.skew.unknownBecause = health::because::noTwin;
        return;
    }
    const PathRow& main = m_rows.paths[*delivery.main];
    const PathRow& backup = m_rows.paths[*delivery.backup];
    const fleet::NodeState& node = m_fleet.nodes()[main.node];
    if (!node.isInContact() || !m_fleet.nodes()[backup.node].isInContact()) {
        delivery.skew.unknownBecause = health::because::noContact;
        return;
    }
    const std::int64_t nowNs = base::toNs(node.utcAt(now));
    Latency skew = m_latencies.withClocks(delivery.twinDelay.judge(backup.marks, main.marks, nowNs),
                                          main, backup);
    if (skew.ms) {
        // Cloud minus satellite, whichever of them is the main path.
        const bool isReversed = main.info.kind == model::PathKind::Satellite &&
                                backup.info.kind != model::PathKind::Satellite;
        skew.ms = isReversed ? -*skew.ms : *skew.ms;
    } else if (skew.unknownBecause == health::because::noOriginMarks) {
        skew.unknownBecause = health::because::noMarks; // of the twin, which is no origin
    }
    if (skew.ms) {
        m_rows.paths[*delivery.main].skewMs = std::abs(*skew.ms);
    }
    delivery.skew = std::move(skew);
}

void DeliveryBoard::refresh(const base::Timestamp& now) {
    ShareCount count;
    std::vector<ShareCount> counts(m_regions.size());
    for (DeliveryRow& delivery : m_deliveries) {
        refreshSkew(delivery, now);
        if (delivery.isOnSchedule) {
            const Carriage carriage = carriageNow(delivery);
            health::count(count, carriage);
            health::count(counts[delivery.region], carriage);
        }
    }
    if (!m_share.sample(now.utc, count)) {
        return;
    }
    for (std::size_t number = 0; number < m_regions.size(); ++number) {
        RegionRow& region = m_regions[number];
        region.share.sample(now.utc, counts[number]);
        region.trend.push_back(region.judged == 0
                                   ? std::numeric_limits<float>::quiet_NaN()
                                   : 100.0F * (1.0F - static_cast<float>(region.errored) /
                                                          static_cast<float>(region.judged)));
        region.judged = 0;
        region.errored = 0;
        if (region.trend.size() > trendPoints) {
            region.trend.pop_front();
        }
    }
}

} // namespace vigie::engine
