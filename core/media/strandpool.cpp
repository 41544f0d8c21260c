// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/strandpool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/thread.h"

namespace vigie::media {

StrandPool::StrandPool(const std::string& prefix, int workers) {
    const int count = std::clamp(workers, 1, 8);
    m_workers.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        m_workers.push_back(base::startThread(prefix + "-" + std::to_string(i),
                                              [this](const std::stop_token&) { work(); }));
    }
}

StrandPool::~StrandPool() {
    stop();
}

void StrandPool::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_ready.notify_all();
    m_workers.clear(); // joins
    std::deque<std::shared_ptr<Strand>> forgotten;
    {
        const std::lock_guard lock(m_mutex);
        forgotten.swap(m_runnable);
    }
}

void StrandPool::schedule(std::shared_ptr<Strand> strand) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping) {
            return;
        }
        switch (strand->m_state) {
        case Strand::State::Queued:
        case Strand::State::RunningAgain:
            return;
        case Strand::State::Running:
            strand->m_state = Strand::State::RunningAgain;
            return;
        case Strand::State::Idle:
            strand->m_state = Strand::State::Queued;
            m_runnable.push_back(std::move(strand));
            break;
        }
    }
    m_ready.notify_one();
}

void StrandPool::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_ready.wait(lock, [this] { return m_isStopping || !m_runnable.empty(); });
        if (m_isStopping) {
            return;
        }
        auto strand = std::move(m_runnable.front());
        m_runnable.pop_front();
        strand->m_state = Strand::State::Running;
        lock.unlock();
        const auto began = std::chrono::steady_clock::now();
        const bool hasMore = strand->runOne();
        m_busyNs += base::Nanoseconds(std::chrono::steady_clock::now() - began).count();
        lock.lock();
        if (hasMore || strand->m_state == Strand::State::RunningAgain) {
            // Behind the others: a long queue of one must not hold up the rest. This worker takes
            // the next turn itself, so nobody needs waking.
            strand->m_state = Strand::State::Queued;
            m_runnable.push_back(std::move(strand));
        } else {
            strand->m_state = Strand::State::Idle;
        }
        if (strand) {
            // The last reference may be ours, and its destructor is not for under the lock.
            lock.unlock();
            strand.reset();
            lock.lock();
        }
    }
}

} // namespace vigie::media
