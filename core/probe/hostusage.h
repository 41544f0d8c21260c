// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::probe {

/// What this process costs the host. One thread.
class HostUsage {
public:
    /// Processor time of the process since the last call, percent of one core; nothing at first.
    [[nodiscard]] std::optional<double> cpuPercent(base::Mono now);
    /// Resident memory, bytes; nothing where /proc does not tell.
    [[nodiscard]] static std::optional<double> residentBytes();

private:
    std::optional<std::int64_t> m_cpuNs;
    base::Mono m_at{};
};

} // namespace vigie::probe
