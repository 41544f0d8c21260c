// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/share.h"

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
    switch (carriage) {
    case Carriage::Cloud:
        ++m_seconds.cloud;
        m_bits.cloud += bits.value_or(0);
        break;
    case Carriage::Satellite:
        ++m_seconds.satellite;
        m_bits.satellite += bits.value_or(0);
        break;
    case Carriage::Fibre:
        ++m_seconds.fibre;
        m_bits.fibre += bits.value_or(0);
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
    m_points.push_back({base::utcFromNs(step * stepSeconds * 1'000'000'000), now});
    if (m_points.size() > mostPoints) {
        m_points.pop_front();
    }
    m_history = std::make_shared<std::vector<SharePoint>>(m_points.begin(), m_points.end());
    return true;
}

std::shared_ptr<const std::vector<SharePoint>> ShareMeter::history() const {
    return m_history;
}

} // namespace vigie::health
