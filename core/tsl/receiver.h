// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tsl/counts.h"
#include "core/tsl/display.h"

namespace vigie::tsl {

struct ReceiverOptions {
    /// Shown, and names the thread.
    std::string name;
    Transport transport = Transport::Udp;
    Version version = Version::V50;
    /// An address of this host, or a multicast group (UDP); port 0: the kernel picks one.
    std::string host;
    std::uint16_t port = 0;
    /// Absent: displays of every screen. 5.0 only.
    std::optional<std::uint16_t> screen;
    TallyMeanings meanings = usualMeanings;
    /// What a sender said is told as gone after so long without a word from it; zero: never, since
    /// many speak on changes only.
    std::chrono::milliseconds silence{0};
    /// Between tries to open the socket.
    std::chrono::milliseconds retry{5000};
};

/// What is new since the last take(), in the order in which it is to be applied: what is gone, what
/// holds for all displays, single displays (the newest word of each).
struct News {
    struct Heard {
        Display display;
        /// The host that said it.
        std::string sender;
    };
    /// Hosts that have fallen silent: what they said holds no more.
    std::vector<std::string> silent;
    std::optional<Heard> all;
    std::vector<Heard> displays;
};

struct ReceiverStatus {
    /// 0: not open.
    std::uint16_t port = 0;
    /// Why it is not open; empty: it is.
    std::string trouble;
    Counts counts;
    /// Hosts that have spoken and not fallen silent.
    std::uint32_t senders = 0;
    /// TCP: open now.
    std::uint32_t connections = 0;
    /// Displays beyond what is kept between two take().
    std::uint64_t dropped = 0;
};

/// Listens for displays from any number of senders on a thread of its own. Keeps the newest word of
/// at most 4096 displays until it is taken, 64 senders, and 16 connections (one more, and the
/// longest silent goes). A port that is taken, or an address that is not there yet, is tried again.
/// Methods: any thread; `onNews` runs on its thread, once until the next take(), and must not
/// block. The destructor is bounded.
class Receiver {
public:
    Receiver(ReceiverOptions options, std::function<void()> onNews);
    ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    [[nodiscard]] News take();
    [[nodiscard]] ReceiverStatus status() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::tsl
