// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/baseline/baselines.h"

#include <unordered_map>
#include <utility>

#include "core/baseline/learnedtext.h"
#include "core/baseline/series.h"

namespace vigie::baseline {

class Baselines::Impl {
public:
    explicit Impl(const BaselineOptions& options) : m_measures(options) {}

    std::size_t find(const std::string& key, double leastSpread) {
        const auto [it, isNew] = m_numbers.try_emplace(key, m_series.size());
        if (isNew) {
            m_series.emplace_back(key, leastSpread);
        }
        return it->second;
    }

    Measures m_measures;
    std::vector<Series> m_series;
    std::unordered_map<std::string, std::size_t> m_numbers;
};

Baselines::Baselines(BaselineOptions options) : m_impl(std::make_unique<Impl>(options)) {}
Baselines::~Baselines() = default;

std::size_t Baselines::series(const std::string& key, double leastSpread) {
    const std::size_t number = m_impl->find(key, leastSpread);
    m_impl->m_series[number].setLeastSpread(leastSpread);
    return number;
}

void Baselines::observe(std::size_t series, double value, base::Utc at) {
    m_impl->m_series.at(series).observe(m_impl->m_measures, value, at);
}

void Baselines::interrupt(std::size_t series) {
    m_impl->m_series.at(series).interrupt();
}

Usual Baselines::usual(std::size_t series, base::Utc at) const {
    return m_impl->m_series.at(series).usual(m_impl->m_measures, at);
}

Forecast Baselines::forecast(std::size_t series, double target, base::Utc at) const {
    return m_impl->m_series.at(series).forecast(m_impl->m_measures, target, at);
}

std::size_t Baselines::bytes() const {
    std::size_t sum = m_impl->m_series.capacity() * sizeof(Series);
    for (const Series& series : m_impl->m_series) {
        sum += series.bytes() - sizeof(Series);
    }
    for (const auto& [key, number] : m_impl->m_numbers) {
        // A node of the map: the pair, a link and the hash.
        sum += sizeof(std::pair<const std::string, std::size_t>) + key.capacity() + 16;
    }
    return sum;
}

std::string Baselines::save() const {
    return toText(m_impl->m_measures, m_impl->m_series);
}

base::Result<void> Baselines::restore(const std::string& text) {
    auto read = fromText(m_impl->m_measures, text);
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    for (NamedSeries& series : *read) {
        const std::size_t number = m_impl->find(series.key, series.leastSpread);
        m_impl->m_series[number].restore(std::move(series.learned));
    }
    return {};
}

} // namespace vigie::baseline
