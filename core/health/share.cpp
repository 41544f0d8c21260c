// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/share.h"

#include <algorithm>
#include <utility>

namespace vigie::health {
namespace {

constexpr std::int64_t stepSeconds = 10;
constexpr std::size_t mostPoints = 6 * 3600 / stepSeconds;

double toHours(std::uint64_t seconds) {
    return static_cast<double>(seconds) / 3600.0;
}

} // namespace

Carriage carriageOf(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return Carriage::Cloud;
    case model::PathKind::Satellite:
        return Carriage::Satellite;
    case model::PathKind::Fibre:
        return Carriage::Fibre;
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return Carriage::Unknown;
}

void count(ShareCount& into, Carriage carriage) {
    switch (carriage) {
    case Carriage::Cloud:
        ++into.cloud;
        break;
    case Carriage::Satellite:
        ++into.satellite;
        break;
    case Carriage::Fibre:
        ++into.fibre;
        break;
    case Carriage::None:
        ++into.none;
        break;
    case Carriage::Unknown:
        ++into.unknown;
        break;
    }
}

ShareSum CarriedSeconds::hours() const {
    return {toHours(cloud), toHours(satellite), toHours(fibre), toHours(none)};
}

void ShareMeter::add(Carriage carriage, std::optional<double> bits) {
    count(m_stepSeconds, carriage);
    const auto carry = [&bits](std::uint64_t& seconds, double& sum, double& step) {
        ++seconds;
        sum += bits.value_or(0);
        step += bits.value_or(0);
    };
    switch (carriage) {
    case Carriage::Cloud:
        carry(m_seconds.cloud, m_bits.cloud, m_stepBits.cloud);
        break;
    case Carriage::Satellite:
        carry(m_seconds.satellite, m_bits.satellite, m_stepBits.satellite);
        break;
    case Carriage::Fibre:
        carry(m_seconds.fibre, m_bits.fibre, m_stepBits.fibre);
        break;
    case Carriage::None:
        ++m_seconds.none;
        break;
    case Carriage::Unknown:
        break; // neither carried nor not: it is no part of the sums
    }
}

bool ShareMeter::sample(base::Utc at, const ShareCount& now) {
    const std::int64_t step = base::toSeconds(at) / stepSeconds;
    if (m_lastStep == step) {
        return false;
    }
    m_lastStep = step;
    // Snapshots hold the vector before: it is never changed.
    auto next = std::make_shared<std::vector<SharePoint>>();
    next->reserve(std::min(m_history->size() + 1, mostPoints));
    next->assign(m_history->begin() + (m_history->size() < mostPoints ? 0 : 1), m_history->end());
    next->push_back({base::utcFromNs(step * stepSeconds * 1'000'000'000), now,
                     std::exchange(m_stepSeconds, {}), std::exchange(m_stepBits, {}), true});
    m_history = std::move(next);
    return true;
}

std::shared_ptr<const std::vector<SharePoint>> ShareMeter::history() const {
    return m_history;
}

} // namespace vigie::health
