// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/tsl/receiver.h"

namespace vigie::tsl {

/// Between a receiver's thread and whoever takes: the newest word of each display, and who has
/// spoken when. Bounded. post() and expire(): the receiver's thread; the rest: any.
class Mailbox {
public:
    using Clock = std::chrono::steady_clock;

    Mailbox(std::optional<std::uint16_t> screen, std::chrono::milliseconds silence,
            std::function<void()> onNews);

    /// `displays` may be empty: its sender lives.
    void post(const std::string& sender, const std::vector<Display>& displays,
              Clock::time_point now);
    /// Tells who has fallen silent by `now`.
    void expire(Clock::time_point now);
    [[nodiscard]] News take();
    [[nodiscard]] std::uint32_t senders() const;
    [[nodiscard]] std::uint64_t dropped() const;

private:
    void keep(const std::string& sender, const Display& display);
    /// Tells, when there is something and nobody was told yet.
    void announce(bool isNew);

    const std::optional<std::uint16_t> m_screen;
    const std::chrono::milliseconds m_silence;
    const std::function<void()> m_onNews;

    mutable std::mutex m_mutex;
    // Under m_mutex.
    std::map<std::string, Clock::time_point> m_heard;
    std::vector<std::string> m_silent;
    std::optional<News::Heard> m_all;
    std::map<std::uint16_t, News::Heard> m_displays;
    std::uint64_t m_dropped = 0;
    bool m_isAnnounced = false;
};

} // namespace vigie::tsl
