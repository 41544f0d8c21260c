// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/base/subscription.h"
#include "core/fleet/source.h"
#include "core/record/recording.h"

namespace vigie::replay {

/// The previews that somebody looks at in the past: each is given the newest recorded key picture
/// of its path, and another one where the playhead comes by another. add() from any thread; the
/// rest on the thread that owns the recording. Bounded: beyond 256 watches nothing is given.
class PastWatches {
public:
    /// How old a picture may be.
    static constexpr std::chrono::seconds oldest{60};
    static constexpr std::size_t most = 256;

    /// Handles may outlive this.
    PastWatches() : m_shared(std::make_shared<Shared>()) {}
    [[nodiscard]] base::SubscriptionPtr add(const model::PathRef& path, fleet::PreviewSink& sink);
    /// Gives pictures of that moment to those that have not got them yet, for as long as `budget`;
    /// true when all have.
    bool serve(record::Recording& recording, base::Utc at, std::chrono::nanoseconds budget,
               const std::stop_token& stop);
    /// Every watch ends.
    void endAll();

private:
    struct Watch {
        model::PathRef path;
        // Recursive: a sink may end its own watch. Held while the sink is called.
        std::recursive_mutex mutex;
        fleet::PreviewSink* sink = nullptr; // null: ended; guarded by mutex
        // Of the serving thread only.
        std::optional<base::Utc> servedAt;
        std::optional<std::pair<base::Utc, base::Utc>> shown; // received, arrival
        bool isInterrupted = false;
    };
    struct Shared {
        std::mutex mutex;
        std::vector<std::shared_ptr<Watch>> watches; // guarded by mutex
    };
    static void end(Shared& shared, const std::shared_ptr<Watch>& watch);
    static void serve(Watch& watch, record::Recording& recording, base::Utc at);

    std::shared_ptr<Shared> m_shared;
    std::size_t m_next = 0;
};

} // namespace vigie::replay
