// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/store.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::series {
namespace {

constexpr std::int64_t expiryStep = 60;
/// From two cells per point on, the pyramid serves and the seconds are not unpacked.
constexpr std::int64_t cellsFrom = 32;

std::string subjectOf(const model::NodeDescription& description, model::Scope scope,
                      std::size_t row) {
    switch (scope) {
    case model::Scope::Node:
        return {};
    case model::Scope::Input:
        return description.inputs[row].id;
    case model::Scope::Path:
        return description.paths[row].id;
    case model::Scope::Pid:
        return description.pids[row].inputId + "/" + std::to_string(description.pids[row].pid);
    }
    return {};
}

base::Utc utcOfSecond(std::int64_t second) {
    return base::utcFromNs(second * 1'000'000'000);
}

/// Merges what comes in order of time into points of equal width.
class Merger {
public:
    Merger(Points& into, std::int64_t from, std::int64_t width)
        : m_into(into), m_from(from), m_width(width) {}

    /// `isBreak`: does not connect to what came before.
    void add(std::int64_t second, double minimum, double maximum, double mean, bool isBreak) {
        const std::int64_t bucket = (second - m_from) / m_width;
        if (m_count == 0 || bucket != m_bucket) {
            finish();
            m_bucket = bucket;
            m_into.points.push_back({utcOfSecond(second), minimum, maximum, 0});
            m_into.breaks.push_back(isBreak || m_into.points.size() == 1);
        }
        Point& point = m_into.points.back();
        point.minimum = std::min(point.minimum, minimum);
        point.maximum = std::max(point.maximum, maximum);
        m_sum += mean;
        ++m_count;
    }
    void finish() {
        if (m_count > 0) {
            m_into.points.back().mean = m_sum / static_cast<double>(m_count);
        }
        m_sum = 0;
        m_count = 0;
    }

private:
    Points& m_into;
    std::int64_t m_from;
    std::int64_t m_width;
    std::int64_t m_bucket = 0;
    double m_sum = 0;
    std::size_t m_count = 0;
};

void mergeSeconds(const Series& series, double step, std::int64_t from, std::int64_t to,
                  Merger& merger) {
    std::optional<std::int64_t> before;
    series.forEach(from, to, [&](std::int64_t second, const Sample& sample) {
        merger.add(second, static_cast<double>(sample.minimum) * step,
                   static_cast<double>(sample.maximum) * step,
                   static_cast<double>(sample.value) * step, before && second - *before > 1);
        before = second;
    });
}

void mergeCells(const Series& series, double step, std::int64_t from, std::int64_t to,
                Merger& merger) {
    std::optional<std::int64_t> end;
    series.forEachCell(from, to, [&](const Cell& cell) {
        merger.add(std::max(cell.first, from), static_cast<double>(cell.minimum) * step,
                   static_cast<double>(cell.maximum) * step, static_cast<double>(cell.mean) * step,
                   end && cell.first - *end > 16);
        end = cell.first;
    });
}

void mergeRates(const Series& series, double step, std::int64_t from, std::int64_t to,
                Merger& merger) {
    std::optional<std::pair<std::int64_t, std::int64_t>> before;
    bool isBroken = false;
    // One second earlier, so that the first point has its difference.
    series.forEach(from - 1, to, [&](std::int64_t second, const Sample& sample) {
        if (before) {
            const bool isNext = second - before->first == 1 && sample.value >= before->second;
            if (isNext && second >= from) {
                const double rate = static_cast<double>(sample.value - before->second) * step;
                merger.add(second, rate, rate, rate, isBroken);
                isBroken = false;
            } else if (!isNext) {
                isBroken = true;
            }
        }
        before.emplace(second, sample.value);
    });
}

} // namespace

void Store::describe(const model::NodeDescription& description) {
    Binding& binding = m_nodes[description.id];
    binding.metrics = description.metrics;
    binding.subjects.assign(4, {});
    for (std::size_t scope = 0; scope < binding.subjects.size(); ++scope) {
        const auto kind = static_cast<model::Scope>(scope);
        for (std::size_t row = 0; row < description.rows(kind); ++row) {
            binding.subjects[scope].push_back(subjectOf(description, kind, row));
        }
    }
    binding.lines.assign(binding.metrics.size(), {});
    for (std::size_t metric = 0; metric < binding.metrics.size(); ++metric) {
        binding.lines[metric].assign(description.rows(binding.metrics[metric].scope), nullptr);
    }
}

void Store::interrupt(const std::string& nodeId) {
    for (auto it = m_lines.lower_bound({nodeId, model::Scope::Node, "", ""});
         it != m_lines.end() && it->first.nodeId == nodeId; ++it) {
        it->second->isInterrupted = true;
    }
}

Store::Line& Store::lineOf(const std::string& nodeId, Binding& binding, std::size_t metric,
                           std::size_t row) {
    Line*& line = binding.lines[metric][row];
    if (line == nullptr) {
        const model::MetricInfo& info = binding.metrics[metric];
        const auto scope = static_cast<std::size_t>(info.scope);
        auto& stored = m_lines[{nodeId, info.scope, binding.subjects[scope][row], info.key}];
        if (!stored) {
            // Spread by row and metric: not everything is sealed in the same second.
            stored = std::make_unique<Line>(static_cast<std::uint8_t>((m_lines.size() * 37) % 128));
        } else if (stored->metric != info) {
            stored->samples = Series(0); // another step or meaning: old samples would mislead
        }
        stored->metric = info;
        line = stored.get();
    }
    return *line;
}

void Store::append(const std::string& nodeId, const model::Tick& tick) {
    const auto node = m_nodes.find(nodeId);
    if (node == m_nodes.end()) {
        return;
    }
    Binding& binding = node->second;
    const std::int64_t second = base::toSeconds(tick.utc);
    for (const model::Block& block : tick.blocks) {
        for (const model::Column& column : block.columns) {
            if (binding.metrics[column.metric].kind == model::MetricKind::Mark) {
                continue;
            }
            for (std::size_t row = 0; row < block.count; ++row) {
                if (!column.isPresent(row)) {
                    continue;
                }
                Line& line = lineOf(nodeId, binding, column.metric, block.first + row);
                if (line.isInterrupted) {
                    line.isInterrupted = false;
                    line.breakSecond = second;
                }
                if (line.breakSecond == second && !line.samples.isEmpty()) {
                    continue;
                }
                const std::int64_t value = column.values[row];
                const bool hasExtremes = !column.minima.empty();
                line.samples.add(second, {value, hasExtremes ? column.minima[row] : value,
                                          hasExtremes ? column.maxima[row] : value});
            }
        }
    }
    if (second - binding.expiredAt >= expiryStep || second < binding.expiredAt) {
        binding.expiredAt = second;
        expire(nodeId, second - m_history.count());
    }
}

void Store::expire(const std::string& nodeId, std::int64_t second) {
    for (auto it = m_lines.lower_bound({nodeId, model::Scope::Node, "", ""});
         it != m_lines.end() && it->first.nodeId == nodeId; ++it) {
        it->second->samples.expire(second);
    }
}

Points Store::query(const SeriesKey& key, base::Utc from, base::Utc to,
                    std::size_t maxPoints) const {
    Points result;
    const auto found = m_lines.find(key);
    if (found == m_lines.end()) {
        const auto node = m_nodes.find(key.nodeId);
        if (node != m_nodes.end()) {
            const auto metric =
                std::find_if(node->second.metrics.begin(), node->second.metrics.end(),
                             [&key](const auto& info) { return info.key == key.metricKey; });
            if (metric != node->second.metrics.end()) {
                result.metric = *metric; // known, only without samples
            }
        }
        return result;
    }
    const Line& line = *found->second;
    result.metric = line.metric;
    const std::int64_t first = base::toSeconds(from);
    const std::int64_t end = base::toSeconds(to) + 1;
    if (end <= first || maxPoints == 0) {
        return result;
    }
    const auto most = static_cast<std::int64_t>(maxPoints);
    const std::int64_t width = (end - first + most - 1) / most;
    Merger merger(result, first, width);
    if (line.metric.kind == model::MetricKind::Counter) {
        mergeRates(line.samples, line.metric.step, first, end, merger);
    } else if (width >= cellsFrom) {
        mergeCells(line.samples, line.metric.step, first, end, merger);
    } else {
        mergeSeconds(line.samples, line.metric.step, first, end, merger);
    }
    merger.finish();
    return result;
}

Store::Statistics Store::statistics() const {
    Statistics statistics;
    for (const auto& [key, line] : m_lines) {
        ++statistics.series;
        statistics.sealedSamples += line->samples.sealedSamples();
        statistics.sealedBytes += line->samples.sealedBytes();
        statistics.memoryBytes += line->samples.memoryBytes();
    }
    return statistics;
}

} // namespace vigie::series
