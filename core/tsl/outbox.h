// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/tsl/display.h"
#include "core/tsl/sender.h"

namespace vigie::tsl {

/// What a sender has still to say: the newest word of each display against what was sent. Not
/// thread-safe.
class Outbox {
public:
    explicit Outbox(const SenderOptions& options) : m_options(options) {}

    void set(const std::vector<Display>& displays);
    /// Everything is to be said again: after a connection, and at each refresh.
    void repeatAll();
    [[nodiscard]] bool isSettled() const { return m_due.empty() && m_again.empty(); }

    /// What goes into the next packet: changes before repetitions. Empty: nothing is due.
    [[nodiscard]] std::vector<Display> next() const;
    /// It has been sent.
    void markSent(const std::vector<Display>& displays);

private:
    const SenderOptions m_options;
    std::map<std::uint16_t, Display> m_wanted;
    std::set<std::uint16_t> m_due;   // changed
    std::set<std::uint16_t> m_again; // to be repeated
    std::set<std::uint16_t> m_gone;  // blanked, and forgotten once that is said
};

} // namespace vigie::tsl
