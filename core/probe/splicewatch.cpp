// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/splicewatch.h"

#include <algorithm>
#include <cmath>

namespace vigie::probe {
namespace {

constexpr std::int64_t wrap = std::int64_t{1} << 33;
/// More is no schedule: the oldest gives way.
constexpr std::size_t mostPending = 32;
/// A clock that runs away from where it should be by more was set anew.
constexpr double jumpSeconds = 2;
/// Without a mark for so long there is no clock.
constexpr double clockAgeSeconds = 5;
constexpr double afterSeconds = 1;

double seconds(base::Nanoseconds duration) {
    return static_cast<double>(duration.count()) / 1e9;
}

/// From one stamp to another the shorter way round, in seconds.
double distance(std::uint64_t from, std::uint64_t to) {
    auto ticks = (static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from)) & (wrap - 1);
    if (ticks > wrap / 2) {
        ticks -= wrap;
    }
    return static_cast<double>(ticks) / 90'000;
}

} // namespace

void SpliceWatch::onSplice(const ts::SpliceEvent& event) {
    if (event.clock) {
        setClock(*event.clock, event.at.utc);
    }
    const ts::SpliceInfo& info = event.info;
    if (info.command == ts::SpliceInfo::Command::Insert && info.eventId) {
        cancel(*info.eventId); // what it says now stands
        if (info.splicePts && !info.isCanceled) {
            announce(*info.splicePts, info.eventId);
        }
        return;
    }
    if (info.command != ts::SpliceInfo::Command::TimeSignal) {
        return;
    }
    std::optional<std::uint32_t> eventId;
    bool isAnnounced = info.segmentations.empty();
    for (const ts::Segmentation& segmentation : info.segmentations) {
        cancel(segmentation.eventId);
        if (!segmentation.isCanceled) {
            isAnnounced = true;
            eventId = eventId ? eventId : std::optional(segmentation.eventId);
        }
    }
    if (info.splicePts && isAnnounced) {
        announce(*info.splicePts, eventId);
    }
}

void SpliceWatch::announce(std::uint64_t pts, std::optional<std::uint32_t> eventId) {
    const bool isKnown =
        std::any_of(m_pending.begin(), m_pending.end(), [&](const Pending& pending) {
            return pending.pts == pts && pending.eventId == eventId;
        });
    if (isKnown) {
        return;
    }
    if (m_pending.size() == mostPending) {
        m_pending.erase(m_pending.begin());
    }
    m_pending.push_back({pts, eventId});
}

void SpliceWatch::cancel(std::uint32_t eventId) {
    std::erase_if(m_pending,
                  [eventId](const Pending& pending) { return pending.eventId == eventId; });
}

void SpliceWatch::onTimeMark(const ts::TimeMark& mark) {
    setClock(mark.pcr / 300, mark.arrival);
}

void SpliceWatch::setClock(std::uint64_t ticks, base::Utc at) {
    if (m_clock) {
        const double byHost = seconds(at - m_clock->at);
        const double byStream = distance(m_clock->ticks, ticks);
        if (std::abs(byStream - byHost) > jumpSeconds) {
            m_pending.clear();
        }
    }
    m_clock = Clock{ticks, at};
}

std::optional<double> SpliceWatch::countdown(base::Utc now) {
    if (!m_clock) {
        return std::nullopt;
    }
    const double age = seconds(now - m_clock->at);
    if (std::abs(age) > clockAgeSeconds) {
        return std::nullopt;
    }
    const auto left = [this, age](const Pending& pending) {
        return distance(m_clock->ticks, pending.pts) - age;
    };
    std::erase_if(m_pending,
                  [&left](const Pending& pending) { return left(pending) < -afterSeconds; });
    std::optional<double> nearest;
    for (const Pending& pending : m_pending) {
        nearest = nearest ? std::min(*nearest, left(pending)) : left(pending);
    }
    return nearest ? std::optional(std::max(0.0, *nearest)) : std::nullopt;
}

void SpliceWatch::restart() {
    m_pending.clear();
    m_clock.reset();
}

} // namespace vigie::probe
