// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "core/demo/programme.h"

namespace vigie::demo {

/// Makes all programmes at 25 frames a second on one thread ("demo-studio"), the feeds spread over
/// the frame so that the load is even. Behind by more than a second it skips ahead rather than
/// hurry.
class Studio {
public:
    explicit Studio(std::vector<std::unique_ptr<Programme>> programmes);
    /// By position; any thread.
    void setFault(std::size_t feed, ContentFault fault, bool isOn);

private:
    void run(const std::stop_token& stop);

    const std::vector<std::unique_ptr<Programme>> m_programmes;
    std::jthread m_thread; // last: ends before the programmes do
};

} // namespace vigie::demo
