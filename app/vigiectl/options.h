// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/rpc/grpcsource.h"

namespace vigie::ctl {

/// Exit codes, part of the interface (docs/vigiectl.md).
enum ExitCode : int { Ok = 0, NoContact = 1, Usage = 2, FaultsFound = 3 };

struct Options {
    rpc::Endpoint endpoint;
    bool isJson = false;
    std::chrono::milliseconds timeout{5000};
    // watch
    std::vector<std::string> metricKeys;
    std::vector<std::string> pathIds;
    double rateHz = 0;
    /// Ticks; 0: no end.
    std::uint64_t count = 0;
    /// 0: no end.
    double seconds = 0;
    bool hasEvents = false;
    /// Goes on after contact was lost.
    bool isPersistent = false;
};

} // namespace vigie::ctl
