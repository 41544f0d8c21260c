// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/tsl/display.h"

namespace vigie::tsl {

struct SenderOptions {
    /// Shown, and names the thread.
    std::string name;
    Transport transport = Transport::Udp;
    Version version = Version::V50;
    std::string host;
    std::uint16_t port = 0;
    /// 5.0 only.
    std::uint16_t screen = 0;
    /// 5.0 only; otherwise ASCII.
    bool isUtf16 = false;
    TallyMeanings meanings = usualMeanings;
    /// Everything is said again so often; zero: only what changes.
    std::chrono::milliseconds refresh{10'000};
    /// At least, between two packets.
    std::chrono::milliseconds gap{5};
    /// Before another try; doubles up to the longest.
    std::chrono::milliseconds firstPause{1000};
    std::chrono::milliseconds longestPause{30'000};
    /// For a look-up, a connection, or a receiver that takes nothing.
    std::chrono::milliseconds patience{5000};
};

struct SenderStatus {
    /// A socket is open (UDP) or connected (TCP).
    bool isOpen = false;
    /// Everything that was set has been sent.
    bool isSettled = false;
    std::uint64_t packets = 0;
    std::uint64_t displays = 0;
    /// How often it was opened.
    std::uint64_t openings = 0;
    /// Why nothing goes out; empty: it does.
    std::string trouble;
};

/// Tells one receiver what its displays show: changes at once, everything again after each
/// connection and with each refresh. A thread of its own; memory is bounded by the displays that
/// are set (at most 4096), of which only the newest word is kept while the receiver does not take.
/// Methods: any thread, none blocks but settle(). The destructor is bounded.
class Sender {
public:
    explicit Sender(SenderOptions options);
    ~Sender();
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    /// All that is to be shown. A display that was in the last picture and is not in this one is
    /// blanked once. 3.1 and 4.0 take no index above highestAddress: those are left out.
    void set(const std::vector<Display>& displays);
    /// True once all of it has been sent; false after `most`.
    [[nodiscard]] bool settle(std::chrono::milliseconds most) const;
    [[nodiscard]] SenderStatus status() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::tsl
