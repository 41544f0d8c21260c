// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastwatches.h"

#include <algorithm>
#include <utility>

namespace vigie::replay {

base::SubscriptionPtr PastWatches::add(const model::PathRef& path, fleet::PreviewSink& sink) {
    auto watch = std::make_shared<Watch>();
    watch->path = path;
    watch->sink = &sink;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->watches.size() < most) {
            m_shared->watches.push_back(watch);
        }
    }
    return std::make_unique<base::CallOnEnd>([shared = m_shared, watch] { end(*shared, watch); });
}

void PastWatches::end(Shared& shared, const std::shared_ptr<Watch>& watch) {
    {
        const std::lock_guard lock(watch->mutex); // waits for a sink that is being called
        watch->sink = nullptr;
    }
    const std::lock_guard lock(shared.mutex);
    std::erase(shared.watches, watch);
}

void PastWatches::endAll() {
    const auto watches = [this] {
        const std::lock_guard lock(m_shared->mutex);
        return std::exchange(m_shared->watches, {});
    }();
    for (const auto& watch : watches) {
        const std::lock_guard lock(watch->mutex);
        watch->sink = nullptr;
    }
}

void PastWatches::serve(Watch& watch, record::Recording& recording, base::Utc at) {
    const auto picture = recording.pictureAt(watch.path, at, oldest);
    const std::lock_guard lock(watch.mutex);
    watch.servedAt = at;
    if (watch.sink == nullptr) {
        return;
    }
    if (!picture || !picture->unit) {
        watch.shown.reset();
        if (!std::exchange(watch.isInterrupted, true)) {
            watch.sink->onInterrupted("No picture of this path was recorded around this time.");
        }
        return;
    }
    watch.isInterrupted = false;
    const std::pair is(picture->received, picture->unit->arrival);
    if (watch.shown != is) {
        watch.shown = is;
        watch.sink->onAccessUnit(picture->unit);
    }
}

bool PastWatches::serve(record::Recording& recording, base::Utc at, std::chrono::nanoseconds budget,
                        const std::stop_token& stop) {
    const auto watches = [this] {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->watches;
    }();
    const auto end = std::chrono::steady_clock::now() + budget;
    // Where it ended the last time it goes on: with too many, each has its turn.
    for (std::size_t i = 0; i < watches.size(); ++i) {
        Watch& watch = *watches[(m_next + i) % watches.size()];
        if (watch.servedAt == at) {
            continue;
        }
        if (stop.stop_requested() || std::chrono::steady_clock::now() >= end) {
            m_next = (m_next + i) % watches.size();
            return false;
        }
        serve(watch, recording, at);
    }
    return true;
}

} // namespace vigie::replay
