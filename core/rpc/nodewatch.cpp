// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/nodewatch.h"

#include <algorithm>
#include <utility>

namespace vigie::rpc {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds firstBackoff = 200ms;
constexpr base::Nanoseconds lastBackoff = 1s;
/// For a path that the node does not know, or that it refuses.
constexpr base::Nanoseconds refusedRetry = 3s;
/// How soon a node that is not there is asked for again; its hello wakes us earlier.
constexpr base::Nanoseconds absentRetry = 1s;

} // namespace

NodeWatch::NodeWatch(model::PathRef path, std::shared_ptr<Waker> watchdog)
    : m_path(std::move(path)), m_watchdog(std::move(watchdog)), m_backoff(firstBackoff) {}

NodeWatch::~NodeWatch() = default;

void NodeWatch::end() {
    const std::lock_guard lock(m_mutex);
    m_isEnded = true;
    if (m_stream) {
        std::exchange(m_stream, nullptr)->cancel();
    }
}

base::Mono NodeWatch::poll(base::Mono now, const ChannelTo& channelTo) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnded || m_stream) {
            return base::Mono::max();
        }
        if (now < m_retryAt) {
            return m_retryAt;
        }
    }
    const auto channel = channelTo(m_path.nodeId); // takes a link's lock: not under ours
    const std::lock_guard lock(m_mutex);
    if (!channel) {
        if (!m_isEnded && !std::exchange(m_isAbsent, true)) {
            tellAbsent();
        }
        return now + absentRetry;
    }
    m_isAbsent = false;
    if (!m_isEnded && !m_stream) {
        m_stream = open(channel);
    }
    return base::Mono::max();
}

void NodeWatch::noteArrival() {
    m_backoff = firstBackoff;
    m_isInterrupted = false;
}

void NodeWatch::onEnded(const WatchStream* stream, const Failure& failure) {
    const std::lock_guard lock(m_mutex);
    if (m_isEnded || stream != m_stream.get()) {
        return;
    }
    m_stream.reset();
    const auto wait = failure.kind == FailureKind::Unreachable ? m_backoff : refusedRetry;
    m_backoff = std::min(m_backoff * 2, lastBackoff);
    m_retryAt = base::SystemClock::instance().now().mono + wait;
    m_watchdog->wake();
    if (!std::exchange(m_isInterrupted, true)) {
        tellInterrupted(failure);
    }
}

void WatchBoard::add(std::shared_ptr<NodeWatch> watch) {
    const std::lock_guard lock(m_mutex);
    if (!m_isStopped) {
        m_watches.push_back(std::move(watch));
    }
}

void WatchBoard::remove(const NodeWatch* watch) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_watches, [watch](const auto& one) { return one.get() == watch; });
}

void WatchBoard::stop() {
    std::vector<std::shared_ptr<NodeWatch>> watches;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        watches.swap(m_watches);
    }
    for (const auto& watch : watches) {
        watch->end(); // not under our lock: a sink may be in the middle of adding another
    }
}

base::Mono WatchBoard::poll(base::Mono now, const NodeWatch::ChannelTo& channelTo) {
    std::vector<std::shared_ptr<NodeWatch>> watches;
    {
        const std::lock_guard lock(m_mutex);
        watches = m_watches;
    }
    base::Mono next = base::Mono::max();
    for (const auto& watch : watches) {
        next = std::min(next, watch->poll(now, channelTo));
    }
    return next;
}

} // namespace vigie::rpc
