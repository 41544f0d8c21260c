// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/baseline/series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vigie::baseline {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t secondsPerDay = 86400;
constexpr std::int64_t nsPerSecond = 1'000'000'000;
/// So many blocks begin a series, by their median.
constexpr std::size_t firstBlocks = 9;
/// What a bin takes over from the last hour when it is seen first counts as so many blocks.
constexpr float inherited = 10;
/// Beyond so many spreads a value departs; within the other it is back.
constexpr double departs = 3;
constexpr double isBack = 2;
/// The old usual is back after so long.
constexpr std::int64_t backAfter = 1800;
/// Beyond it is no figure.
constexpr double mostValue = 1e18;
constexpr std::size_t mostWindow = 60;
constexpr std::size_t mostPoints = 120;
/// A slope is not carried further than this much of what it was seen over.
constexpr double farthest = 1.5;

std::int64_t secondsOf(base::Utc at) {
    return base::toSeconds(at);
}

std::int64_t blocksIn(std::int64_t seconds, std::int64_t learnEvery) {
    return std::max<std::int64_t>(1, seconds / learnEvery);
}

} // namespace

Measures::Measures(const BaselineOptions& options)
    : learnEvery(std::clamp<std::int64_t>(options.learnEvery.count(), 1, 3600)),
      sampleEvery(
          std::clamp<std::int64_t>(options.sampleEvery.count(),
                                   (learnEvery + static_cast<std::int64_t>(mostWindow) - 1) /
                                       static_cast<std::int64_t>(mostWindow),
                                   learnEvery)),
      slopeEvery(std::clamp<std::int64_t>(options.slopeEvery.count(), 1, learnEvery)),
      slopeOver(std::clamp<std::int64_t>(std::chrono::seconds(options.slopeOver).count(),
                                         8 * slopeEvery,
                                         static_cast<std::int64_t>(mostPoints) * slopeEvery)),
      bins(std::clamp(options.binsPerDay, 1u, 96u)),
      blocksPerBin(static_cast<std::uint32_t>(blocksIn(secondsPerDay / bins, learnEvery))),
      warmBlocks(static_cast<std::uint32_t>(
          std::max(static_cast<std::int64_t>(firstBlocks) + 1,
                   blocksIn(std::chrono::seconds(options.warmUp).count(), learnEvery)))),
      acceptBlocks(static_cast<std::uint32_t>(
          blocksIn(std::chrono::seconds(options.acceptAfter).count(), learnEvery))),
      recentWeight(std::max({static_cast<double>(blocksIn(3600, learnEvery)),
                             static_cast<double>(warmBlocks), 20.0})),
      binWeight(
          std::max(static_cast<double>(blocksPerBin) *
                       static_cast<double>(std::clamp<std::int64_t>(options.memory / 24h, 1, 365)),
                   20.0)),
      forgetAfterNs(2 *
                    std::chrono::nanoseconds(std::clamp(options.memory, 24h, 24h * 365)).count()),
      windowSize(std::min(static_cast<std::size_t>((learnEvery + sampleEvery - 1) / sampleEvery),
                          mostWindow)),
      slopeSize(static_cast<std::size_t>(slopeOver / slopeEvery)) {}

std::uint32_t Measures::binOf(std::int64_t second) const {
    return static_cast<std::uint32_t>(second % secondsPerDay * bins / secondsPerDay);
}

void Series::Window::push(Sample sample, std::size_t most) {
    if (m_samples.size() < most) {
        if (m_samples.empty()) {
            m_samples.reserve(most);
        }
        m_samples.push_back(sample);
        m_next = m_samples.size() % most;
        return;
    }
    m_samples[m_next] = sample;
    m_next = (m_next + 1) % m_samples.size();
}

void Series::Window::clear() {
    m_samples.clear();
    m_next = 0;
}

const Series::Sample& Series::Window::at(std::size_t back) const {
    const std::size_t newest = (m_next + m_samples.size() - 1) % m_samples.size();
    return m_samples[(newest + m_samples.size() - back) % m_samples.size()];
}

Series::Series(std::string key, double leastSpread) : m_key(std::move(key)), m_leastSpread(1e-9) {
    setLeastSpread(leastSpread);
}

void Series::setLeastSpread(double leastSpread) {
    // Of a spread of zero every step is infinitely many.
    m_leastSpread = std::isfinite(leastSpread) ? std::max(leastSpread, 1e-9) : 1e-9;
}

void Series::restore(Learned learned) {
    m_learned = std::move(learned);
    m_first.clear();
    interrupt();
}

std::size_t Series::bytes() const {
    return sizeof(Series) + m_key.capacity() + m_learned.bins.capacity() * sizeof(Learned::Bin) +
           m_first.capacity() * sizeof(double) + m_window.bytes() + m_slope.bytes();
}

void Series::interrupt() {
    m_window.clear();
    m_slope.clear();
    m_last.reset();
    m_fit = {};
}

void Series::observe(const Measures& measures, double value, base::Utc at) {
    const std::int64_t second = secondsOf(at);
    // Seconds are kept in 32 bits: until 2106.
    if (!(std::abs(value) <= mostValue) || second < 0 || second > UINT32_MAX) {
        return;
    }
    if (m_last) {
        if (second < *m_last - 60) {
            interrupt();
        } else if (second / measures.sampleEvery <= *m_last / measures.sampleEvery) {
            return;
        }
    }
    closeBlocks(measures, second);
    m_window.push({static_cast<std::uint32_t>(second), static_cast<float>(value)},
                  measures.windowSize);
    m_last = second;
    m_learned.lastNs = base::toNs(at);
    ++m_learned.samples;
    judge(measures, value, second);
}

std::optional<double> Series::medianOf(std::int64_t from, std::int64_t to) const {
    std::array<double, mostWindow> values; // NOLINT: filled up to `count`
    std::size_t count = 0;
    for (std::size_t back = 0; back < m_window.size(); ++back) {
        const Sample& sample = m_window.at(back);
        if (sample.second < from) {
            break;
        }
        if (sample.second < to) {
            values[count++] = static_cast<double>(sample.value);
        }
    }
    if (count == 0) {
        return std::nullopt;
    }
    return median({values.data(), count});
}

void Series::closeBlocks(const Measures& measures, std::int64_t second) {
    if (!m_last) {
        return;
    }
    const auto close = [&](std::int64_t every) -> std::optional<std::int64_t> {
        const std::int64_t block = *m_last / every;
        return second / every == block ? std::nullopt : std::optional(block * every);
    };
    if (const auto begin = close(measures.slopeEvery)) {
        if (const auto value = medianOf(*begin, *begin + measures.slopeEvery)) {
            m_slope.push({static_cast<std::uint32_t>(*begin), static_cast<float>(*value)},
                         measures.slopeSize);
        }
    }
    if (const auto begin = close(measures.learnEvery)) {
        if (const auto value = medianOf(*begin, *begin + measures.learnEvery)) {
            learn(measures, *value, *begin);
        }
    }
}

bool Series::isWarm(const Measures& measures) const {
    return m_learned.recent.weight >= static_cast<float>(measures.warmBlocks);
}

Series::Base Series::base(const Measures& measures, std::int64_t second) const {
    const double recentSpread = m_learned.recent.spread(m_leastSpread);
    if (!m_learned.bins.empty()) {
        const Learned::Bin& bin = m_learned.bins[measures.binOf(second)];
        if (bin.days > 0) {
            const double spread = bin.level.spread(m_leastSpread);
            return {bin.level.location,
                    bin.days < mostDays ? std::max(spread, recentSpread) : spread, true};
        }
    }
    return {m_learned.recent.location, recentSpread, false};
}

void Series::learn(const Measures& measures, double value, std::int64_t second) {
    Level& recent = m_learned.recent;
    if (recent.weight <= 0) {
        m_first.push_back(value);
        if (m_first.size() == firstBlocks) {
            recent.location = static_cast<float>(median(m_first));
            for (double& first : m_first) {
                first = std::abs(first - recent.location);
            }
            recent.deviation = static_cast<float>(sigmaPerMedianDeviation / sigmaPerMeanDeviation *
                                                  median(m_first));
            recent.weight = static_cast<float>(firstBlocks);
            m_first = {};
        }
        return;
    }
    const Base usual = base(measures, second);
    const double distance = value - usual.location;
    const bool isAway = isWarm(measures) && std::abs(distance) > departs * usual.spread;
    const auto learnInto = [&](Level& level, double mostWeight) {
        if (isAway) {
            level.learnDeparted(value, mostWeight, m_leastSpread);
        } else {
            level.learn(value, mostWeight, m_leastSpread);
        }
    };

    if (m_learned.bins.empty()) {
        m_learned.bins.resize(measures.bins);
        m_learned.bin = measures.binOf(second);
    }
    const std::uint32_t number = measures.binOf(second);
    if (number != m_learned.bin) {
        std::uint16_t& days = m_learned.bins[m_learned.bin].days;
        if (2 * m_learned.binBlocks >= measures.blocksPerBin && days < mostDays) {
            ++days;
        }
        m_learned.bin = number;
        m_learned.binBlocks = 0;
    }
    learnInto(recent, measures.recentWeight);
    Learned::Bin& bin = m_learned.bins[number];
    if (bin.level.weight <= 0) {
        bin.level = recent;
        bin.level.weight = inherited;
        if (m_learned.run.side != 0) {
            // Without what it has crept: what is accepted later moves all bins alike.
            bin.level.location = static_cast<float>(m_learned.run.from);
        }
    }
    // A bin that is new weighs little: a fault would be most of what it knows.
    if (!isAway || bin.days > 0) {
        learnInto(bin.level, measures.binWeight);
    }
    m_learned.binBlocks = std::min(m_learned.binBlocks + 1, measures.blocksPerBin);
    follow(measures, distance, usual);
}

void Series::follow(const Measures& measures, double distance, const Base& base) {
    Learned::Run& run = m_learned.run;
    const int side = !isWarm(measures) || std::abs(distance) <= departs * base.spread ? 0
                     : distance > 0                                                   ? 1
                                                                                      : -1;
    if (side == 0 || side == run.side) {
        if (side == 0) {
            run.others += run.side != 0 ? 1 : 0;
        } else {
            ++run.blocks;
            run.distance +=
                (distance - run.distance) / std::min<double>(run.blocks, measures.recentWeight);
        }
    } else {
        run = {side, 1, 0, distance, m_learned.recent.location};
    }
    // Short runs may have a few others, or noise would end each.
    if (run.side != 0 && run.others > 4 + run.blocks / 4) {
        run = {};
        return;
    }
    const bool isOldUsual = m_learned.moved != 0 &&
                            std::abs(run.distance + m_learned.moved) <= departs * base.spread &&
                            run.blocks >= blocksIn(backAfter, measures.learnEvery);
    if (isOldUsual) {
        accept(base);
        m_learned.moved = 0;
    } else if (run.blocks >= measures.acceptBlocks) {
        accept(base);
    }
}

void Series::accept(const Base& base) {
    const double now = base.location + m_learned.run.distance;
    // The last hour's level has crept after the value, by as much as the bins did not.
    const double moved = base.isByTimeOfDay ? m_learned.run.distance : now - m_learned.run.from;
    m_learned.recent.location = static_cast<float>(now);
    for (Learned::Bin& bin : m_learned.bins) {
        if (bin.level.weight > 0) {
            bin.level.location = static_cast<float>(bin.level.location + moved);
        }
    }
    m_learned.moved = moved;
    m_learned.run = {};
    m_learned.awaySide = 0;
}

void Series::judge(const Measures& measures, double value, std::int64_t second) {
    if (!isWarm(measures)) {
        return;
    }
    const Base usual = base(measures, second);
    const auto spreads = [&usual](double of) { return (of - usual.location) / usual.spread; };
    int& side = m_learned.awaySide;
    const double here = spreads(value);
    // The median can not have changed sides.
    if (side == 0 ? std::abs(here) <= departs : here * side > departs) {
        return;
    }
    const auto middle = medianOf(second - measures.learnEvery + 1, second + 1);
    if (!middle) {
        return;
    }
    const double away = spreads(*middle);
    if (side != 0 && away * side < isBack) {
        side = 0;
    }
    if (side != 0 || std::abs(away) <= departs) {
        return;
    }
    side = away > 0 ? 1 : -1;
    // Where it is now; the median of all that came may still be between.
    const auto now = medianOf(second - measures.learnEvery / 3 + 1, second + 1);
    const double nearer = std::max(away * side, spreads(now.value_or(*middle)) * side) / 2;
    std::int64_t since = second;
    for (std::size_t back = 0; back < m_window.size(); ++back) {
        const Sample& sample = m_window.at(back);
        if (sample.second <= second - measures.learnEvery) {
            break;
        }
        // Nearer to where it is now than to the usual.
        if (spreads(static_cast<double>(sample.value)) * side > nearer) {
            since = sample.second;
        }
    }
    m_learned.awaySinceNs = since * nsPerSecond;
}

Usual Series::usual(const Measures& measures, base::Utc at) const {
    const std::int64_t second = secondsOf(at);
    const Base known = base(measures, std::max<std::int64_t>(0, second));
    Usual usual;
    usual.isWarmingUp = !isWarm(measures);
    const double blocks =
        std::max(static_cast<double>(m_learned.recent.weight), static_cast<double>(m_first.size()));
    usual.warmth = std::min(1.0, blocks / measures.warmBlocks);
    usual.location = known.location;
    usual.spread = known.spread;
    usual.isByTimeOfDay = known.isByTimeOfDay;
    usual.samples = m_learned.samples;
    usual.value = medianOf(second - measures.learnEvery + 1, second + 1);
    if (usual.value && !usual.isWarmingUp) {
        usual.departure = (*usual.value - known.location) / known.spread;
        if (m_learned.awaySide != 0) {
            usual.awaySince = base::utcFromNs(m_learned.awaySinceNs);
        }
    }
    return usual;
}

const Series::Fit& Series::fit(const Measures& measures) const {
    const std::uint32_t newest = m_slope.at(0).second;
    if (m_fit.newest == newest) {
        return m_fit;
    }
    m_fit = {newest, 0, std::nullopt};
    std::vector<Point> points;
    points.reserve(m_slope.size());
    for (std::size_t back = m_slope.size(); back-- > 0;) {
        const Sample& sample = m_slope.at(back);
        points.push_back({static_cast<double>(sample.second) - static_cast<double>(newest),
                          static_cast<double>(sample.value)});
    }
    // A fade that has just begun shows in the last part only.
    for (const std::int64_t part : {4, 2, 1}) {
        const std::int64_t over = measures.slopeOver / part;
        const auto begin = std::ranges::find_if(
            points, [over](const Point& point) { return -point.x < static_cast<double>(over); });
        m_fit.line = significantLine({begin, points.end()}, departs * m_leastSpread);
        if (m_fit.line) {
            m_fit.over = static_cast<std::int32_t>(over);
            break;
        }
    }
    return m_fit;
}

Forecast Series::forecast(const Measures& measures, double target, base::Utc at) const {
    Forecast forecast;
    const std::int64_t second = secondsOf(at);
    if (m_slope.size() == 0 || !std::isfinite(target) ||
        second - m_slope.at(0).second > measures.learnEvery + measures.slopeEvery) {
        return forecast;
    }
    const Fit& now = fit(measures);
    if (!now.line) {
        return forecast;
    }
    forecast.slopePerHour = now.line->slope * 3600;
    forecast.spread = now.line->spread;
    forecast.over = std::chrono::seconds(now.over);
    // The point stands for the middle of what it is the median of.
    const double elapsed =
        static_cast<double>(second - now.newest) - static_cast<double>(measures.slopeEvery) / 2;
    const double level = now.line->level + now.line->slope * elapsed;
    const double until = (target - level) / now.line->slope;
    if (until >= 0 && until <= farthest * static_cast<double>(now.over)) {
        forecast.until = std::chrono::seconds(static_cast<std::int64_t>(until));
    }
    return forecast;
}

} // namespace vigie::baseline
