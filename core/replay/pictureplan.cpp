// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pictureplan.h"

#include <algorithm>
#include <functional>
#include <string>

namespace vigie::replay {
namespace {

using Seconds = std::chrono::duration<double>;

/// Of the bytes, where there are not enough: for what is on air.
constexpr double onAirShare = 0.75;
/// How fast the mean follows.
constexpr double meanWeight = 0.05;
constexpr base::Nanoseconds longestBackoff = std::chrono::seconds{60};
constexpr unsigned mostDoublings = 4;

base::Nanoseconds inNs(double seconds) {
    return std::chrono::duration_cast<base::Nanoseconds>(Seconds(seconds));
}

} // namespace

void PicturePlan::follow(const std::vector<Wanted>& paths, base::Mono now) {
    for (auto& [ref, path] : m_paths) {
        path.isWanted = false;
    }
    m_onAir = 0;
    std::vector<model::PathRef> fresh;
    for (const Wanted& wanted : paths) {
        const auto [found, isNew] = m_paths.try_emplace(wanted.path);
        Path& path = found->second;
        path.isWanted = true;
        if (isNew) {
            path.isOnAir = wanted.isOnAir;
            fresh.push_back(wanted.path);
        } else if (path.isOnAir != wanted.isOnAir) {
            const bool waits = queueOf(path).erase({path.due, wanted.path}) > 0;
            path.isOnAir = wanted.isOnAir;
            if (waits) {
                queueOf(path).insert({path.due, wanted.path});
            }
        }
        m_onAir += path.isOnAir ? 1 : 0;
    }
    std::erase_if(m_paths, [this](const auto& entry) {
        if (!entry.second.isWanted) {
            queueOf(entry.second).erase({entry.second.due, entry.first});
        }
        return !entry.second.isWanted;
    });
    share();
    for (const model::PathRef& ref : fresh) {
        Path& path = m_paths[ref];
        const auto spread = std::hash<std::string>{}(ref.nodeId + "/" + ref.pathId) % 1024;
        schedule(ref, path, now + period(path.isOnAir) * static_cast<std::int64_t>(spread) / 1024);
    }
}

std::optional<PicturePlan::Due> PicturePlan::next(base::Mono now, bool isAnyFailedWelcome) {
    refill(now);
    if (m_tokens <= 0) {
        return std::nullopt;
    }
    for (Queue& queue : m_queues) {
        for (auto entry = queue.begin(); entry != queue.end() && entry->first <= now; ++entry) {
            Path& path = m_paths[entry->second];
            if (path.failures > 0 && !isAnyFailedWelcome) {
                continue;
            }
            Due due{entry->second, path.failures > 0};
            path.isAsked = true;
            queue.erase(entry);
            m_tokens -= m_meanBytes;
            return due;
        }
    }
    return std::nullopt;
}

void PicturePlan::taken(const model::PathRef& path, std::size_t bytes, base::Mono now) {
    m_tokens += m_meanBytes - static_cast<double>(bytes);
    m_meanBytes += (static_cast<double>(bytes) - m_meanBytes) * meanWeight;
    share();
    const auto found = m_paths.find(path);
    if (found != m_paths.end()) {
        found->second.failures = 0;
        // By the plan, not by when it came; what is late is not made up for.
        settle(path, std::max(found->second.due + period(found->second.isOnAir), now));
    }
}

void PicturePlan::failed(const model::PathRef& path, base::Mono now) {
    m_tokens += m_meanBytes;
    const auto found = m_paths.find(path);
    if (found != m_paths.end()) {
        const unsigned doublings = std::min(++found->second.failures, mostDoublings);
        const auto wait = period(found->second.isOnAir);
        settle(path, now + std::max(wait, std::min(wait * (1U << doublings), longestBackoff)));
    }
}

base::Mono PicturePlan::nextDue(base::Mono now) const {
    base::Mono due = base::Mono::max();
    for (const Queue& queue : m_queues) {
        if (!queue.empty()) {
            due = std::min(due, queue.begin()->first);
        }
    }
    if (due == base::Mono::max() || m_tokens > 0) {
        return due;
    }
    const auto perSecond = static_cast<double>(m_bounds.mostBytesPerSecond);
    return std::max(due, now + inNs((1 - m_tokens) / perSecond));
}

void PicturePlan::schedule(const model::PathRef& ref, Path& path, base::Mono due) {
    path.due = due;
    queueOf(path).insert({due, ref});
}

void PicturePlan::settle(const model::PathRef& ref, base::Mono due) {
    Path& path = m_paths[ref];
    if (std::exchange(path.isAsked, false)) {
        schedule(ref, path, due);
    }
}

void PicturePlan::refill(base::Mono now) {
    const auto perSecond = static_cast<double>(m_bounds.mostBytesPerSecond);
    const double passed =
        m_refilled == base::Mono{} ? 1 : std::max(0.0, Seconds(now - m_refilled).count());
    m_refilled = now;
    m_tokens = std::min(m_tokens + passed * perSecond, perSecond);
}

void PicturePlan::share() {
    const double wanted = Seconds(m_bounds.period).count();
    const auto all = static_cast<double>(m_bounds.mostBytesPerSecond);
    const double onAirBytes = static_cast<double>(m_onAir) * m_meanBytes;
    const double otherBytes = static_cast<double>(m_paths.size() - m_onAir) * m_meanBytes;
    if (onAirBytes + otherBytes <= all * wanted) {
        m_periods = {inNs(wanted), inNs(wanted)};
        return;
    }
    const double onAirPart = otherBytes > 0 ? onAirShare : 1;
    const double onAirPeriod = std::max(wanted, onAirBytes / (all * onAirPart));
    const double otherPeriod = std::max(wanted, otherBytes / (all - onAirBytes / onAirPeriod));
    m_periods = {inNs(onAirPeriod), inNs(otherBytes > 0 ? otherPeriod : wanted)};
}

} // namespace vigie::replay
