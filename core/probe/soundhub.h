// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/subscription.h"
#include "core/base/time.h"
#include "core/fleet/provider.h"
#include "core/media/soundcutter.h"
#include "core/model/sound.h"

namespace vigie::probe {

/// Those who listen to one path. While nobody does, it costs a look at isListenedTo() per PES
/// packet of sound; each listener's track is cut into frames for it alone.
///
/// push() and setTracks() come from the input's thread, listen() from any. Listeners are called
/// under the hub's lock: they hand over and return, and after a watch's handle is gone its listener
/// is not called again.
class SoundHub : public std::enable_shared_from_this<SoundHub> {
public:
    [[nodiscard]] bool isListenedTo() const {
        return m_listening.load(std::memory_order_relaxed) > 0;
    }
    void setTracks(model::SoundTracks tracks);
    void push(std::uint16_t pid, std::span<const std::byte> payload,
              std::optional<std::uint64_t> pts, bool isDamaged, base::Timestamp arrival);
    [[nodiscard]] base::SubscriptionPtr listen(int track, fleet::SoundListener& listener);
    /// Ends every watch with `reason`. The hub is of no further use.
    void close(const std::string& reason);

private:
    struct Watch {
        std::uint64_t id = 0;
        std::size_t track = 0;
        fleet::SoundListener* listener = nullptr;
        std::uint64_t nextSequence = 0;
        media::SoundCutter cutter;
    };
    void endWatch(std::uint64_t id);
    /// With m_mutex held.
    void countListening();

    std::atomic<int> m_listening{0}; // written under m_mutex
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Watch>> m_watches; // guarded by m_mutex
    std::uint64_t m_nextWatch = 1;                 // guarded by m_mutex
    model::SoundTracks m_tracks;                   // guarded by m_mutex
    bool m_isKnown = false;                        // guarded by m_mutex: the PMT was seen
    bool m_isClosed = false;                       // guarded by m_mutex
};

} // namespace vigie::probe
