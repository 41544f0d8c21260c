// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/performance.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace vigie::alarm {

namespace {

using namespace std::chrono_literals;

// Figures: EEMUA 191, ISA-18.2.
constexpr std::chrono::hours window = 24h;
constexpr std::chrono::minutes period = 10min;
constexpr std::size_t mostPeriods = 144;
constexpr std::size_t floodAbove = 10;
constexpr std::size_t floodUntilBelow = 5;
constexpr std::size_t chatterCycles = 3;
constexpr std::chrono::minutes chatterWithin = 1min;
constexpr std::chrono::seconds fleetingWithin = 10s;
constexpr std::chrono::minutes fleetingAlone = 10min;
constexpr std::chrono::hours staleAfter = 24h;
constexpr std::size_t mostTop = 10;
constexpr std::size_t mostSources = 2000;
/// How many are let go at once when there are too many, so that a storm does not search each time.
constexpr std::size_t sourcesLetGo = 200;
/// Of one 10 minutes; more are counted in the periods, not in linesWithin().
constexpr std::size_t mostRecentLines = 10'000;

std::int64_t binOf(base::Utc at) {
    return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count() / period.count();
}

base::Utc startOf(std::int64_t bin) {
    return base::Utc{std::chrono::duration_cast<base::Nanoseconds>(period * bin)};
}

/// The oldest period that is shown at `now`.
std::int64_t firstBin(base::Utc now) {
    return binOf(now) - static_cast<std::int64_t>(mostPeriods) + 1;
}

} // namespace

void PerformanceMeter::take(const Record& record) {
    if (!m_from) {
        m_from = record.at;
    }
    switch (record.kind) {
    case RecordKind::IncidentOpened:
        takeLine(record.at);
        break;
    case RecordKind::Raised:
    case RecordKind::RaisedAgain:
        if (record.isAnnunciated) {
            takeRaised(record);
        }
        break;
    case RecordKind::Cleared:
    case RecordKind::Latched:
        takeCleared(record);
        break;
    default: // says nothing of how often the operator is called
        break;
    }
    forgetBefore(record.at);
}

std::optional<base::Utc> PerformanceMeter::floodEnd() const {
    if (m_floods.empty() || m_floods.back().to) {
        return {};
    }
    // Fewer than 5 lie within 10 min once the fifth newest is older.
    return m_recentLines[m_recentLines.size() - floodUntilBelow] + period;
}

void PerformanceMeter::takeLine(base::Utc at) {
    if (const auto end = floodEnd(); end && *end <= at) {
        m_floods.back().to = *end;
    }
    const bool isOpen = !m_floods.empty() && !m_floods.back().to;
    ++m_bins[binOf(at)].lines;
    m_recentLines.push_back(at);
    // An open flood still needs the newest five to know when it ends.
    while (m_recentLines.size() > mostRecentLines ||
           (m_recentLines.size() > floodUntilBelow && m_recentLines.front() <= at - period)) {
        m_recentLines.pop_front();
    }
    if (!isOpen && m_recentLines.size() > floodAbove) {
        m_floods.push_back({at, {}});
    }
}

void PerformanceMeter::takeRaised(const Record& record) {
    Bin& bin = m_bins[binOf(record.at)];
    ++bin.alarms;
    ++bin.bySeverity.at(static_cast<std::size_t>(record.severity));
    Source& source = m_sources[{record.subject, record.ruleId}];
    if (source.raised.empty() || source.raised.back().first != binOf(record.at)) {
        source.raised.emplace_back(binOf(record.at), 0);
    }
    ++source.raised.back().second;
    while (source.raised.front().first < firstBin(record.at)) {
        source.raised.pop_front();
    }
    if (source.perhapsFleeting) {
        if (record.at - *source.perhapsFleeting > fleetingAlone) {
            ++m_bins[binOf(*source.perhapsFleeting)].fleeting;
        }
        // Otherwise it repeats: that is chatter.
        source.perhapsFleeting.reset();
    }
    source.isOpen = true;
    source.lastRaised = record.at;
    boundSources();
}

void PerformanceMeter::takeCleared(const Record& record) {
    const auto it = m_sources.find({record.subject, record.ruleId});
    if (it == m_sources.end() || !it->second.isOpen) {
        return;
    }
    Source& source = it->second;
    source.isOpen = false;
    const bool isAlone =
        source.cycles.empty() || *source.lastRaised - source.cycles.back() > fleetingAlone;
    source.cycles.push_back(*source.lastRaised);
    if (source.cycles.size() > chatterCycles) {
        source.cycles.pop_front();
    }
    if (source.cycles.size() == chatterCycles &&
        record.at - source.cycles.front() <= chatterWithin) {
        source.chattered = record.at;
    }
    const bool isShort = record.at - *source.lastRaised <= fleetingWithin;
    if (isShort && isAlone) {
        source.perhapsFleeting = record.at;
    }
}

void PerformanceMeter::forgetBefore(base::Utc at) {
    const std::int64_t first = firstBin(at);
    m_bins.erase(m_bins.begin(), m_bins.lower_bound(first));
    while (!m_floods.empty() && m_floods.front().to && *m_floods.front().to < at - window) {
        m_floods.pop_front();
    }
}

void PerformanceMeter::boundSources() {
    if (m_sources.size() <= mostSources) {
        return;
    }
    std::vector<std::pair<base::Utc, const Key*>> byAge;
    byAge.reserve(m_sources.size());
    for (const auto& [key, source] : m_sources) {
        byAge.emplace_back(source.lastRaised.value_or(base::Utc{}), &key);
    }
    std::nth_element(byAge.begin(), byAge.begin() + sourcesLetGo, byAge.end());
    for (std::size_t i = 0; i < sourcesLetGo; ++i) {
        m_sources.erase(m_sources.find(*byAge[i].second));
    }
}

bool PerformanceMeter::isFlood(base::Utc now) const {
    const auto end = floodEnd();
    return end && now < *end;
}

std::uint32_t PerformanceMeter::linesWithin(std::chrono::minutes span, base::Utc now) const {
    const base::Utc from = now - std::min(span, period);
    return static_cast<std::uint32_t>(
        std::count_if(m_recentLines.begin(), m_recentLines.end(),
                      [&](base::Utc at) { return at > from && at <= now; }));
}

Performance PerformanceMeter::performance(const std::map<std::uint64_t, Alarm>& alarms,
                                          base::Utc now) const {
    Performance figures;
    figures.at = now;
    figures.from = std::max(m_from.value_or(now), now - window);
    const std::int64_t first = std::max(binOf(figures.from), firstBin(now));

    std::uint32_t busy = 0;
    for (std::int64_t number = first; number <= binOf(now); ++number) {
        const auto it = m_bins.find(number);
        const Bin bin = it == m_bins.end() ? Bin{} : it->second;
        figures.linesPer10Min.emplace_back(startOf(number), bin.lines);
        figures.alarmsPer10Min.emplace_back(startOf(number), bin.alarms);
        figures.lines += bin.lines;
        figures.alarms += bin.alarms;
        figures.fleeting += bin.fleeting;
        figures.linesPer10MinPeak = std::max(figures.linesPer10MinPeak, bin.lines);
        busy += bin.lines > floodAbove ? 1 : 0;
        for (std::size_t i = 0; i < bin.bySeverity.size(); ++i) {
            figures.bySeverity[i] += bin.bySeverity[i];
        }
    }
    const auto periods =
        static_cast<double>(std::max<std::size_t>(1, figures.linesPer10Min.size()));
    figures.linesPer10MinMean = figures.lines / periods;
    figures.busyPeriods = busy / periods;

    base::Nanoseconds flooded{0};
    for (const Flood& flood : m_floods) {
        const base::Utc end = flood.to.value_or(std::min(now, floodEnd().value_or(now)));
        if (end > figures.from) {
            ++figures.floods;
            flooded += end - std::max(flood.from, figures.from);
        }
    }
    if (now > figures.from) {
        figures.floodTime = static_cast<double>(flooded.count()) /
                            static_cast<double>((now - figures.from).count());
    }
    figures.isFlood = isFlood(now);
    if (figures.isFlood) {
        figures.floodSince = m_floods.back().from;
    }

    for (const auto& [key, source] : m_sources) {
        Performance::Count count{key.first, key.second, 0, {}};
        for (const auto& [bin, times] : source.raised) {
            count.times += bin >= first ? times : 0;
        }
        if (source.perhapsFleeting && *source.perhapsFleeting >= figures.from &&
            now - *source.perhapsFleeting > fleetingAlone) {
            ++figures.fleeting;
        }
        if (count.times == 0) {
            continue;
        }
        if (source.chattered && *source.chattered >= figures.from) {
            count.since = source.chattered;
            figures.chattering.push_back(count);
        }
        count.since = source.lastRaised;
        figures.top.push_back(std::move(count));
    }
    std::stable_sort(figures.chattering.begin(), figures.chattering.end(),
                     [](const auto& a, const auto& b) { return a.since > b.since; });
    std::stable_sort(figures.top.begin(), figures.top.end(),
                     [](const auto& a, const auto& b) { return a.times > b.times; });
    if (figures.top.size() > mostTop) {
        figures.top.resize(mostTop);
    }
    if (figures.alarms > 0) {
        figures.topPart =
            std::accumulate(figures.top.begin(), figures.top.end(), 0.0,
                            [](double sum, const auto& count) { return sum + count.times; }) /
            figures.alarms;
    }

    for (const auto& [id, alarm] : alarms) {
        if (alarm.isAnnunciated() && alarm.isPresent() && now - alarm.since > staleAfter) {
            figures.stale.push_back({alarm.subject, alarm.ruleId, alarm.occurrences, alarm.since});
        }
        figures.shelved += alarm.shelf ? 1 : 0;
        figures.suppressed += alarm.suppressed != 0 ? 1 : 0;
        figures.outOfService += alarm.isOutOfService ? 1 : 0;
    }
    return figures;
}

} // namespace vigie::alarm
