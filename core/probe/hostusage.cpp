// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/hostusage.h"

#include <ctime>
#include <fstream>
#include <unistd.h>

namespace vigie::probe {

std::optional<double> HostUsage::cpuPercent(base::Mono now) {
    timespec spent{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent) != 0) {
        return std::nullopt;
    }
    const std::int64_t cpuNs = spent.tv_sec * 1'000'000'000LL + spent.tv_nsec;
    std::optional<double> percent;
    if (m_cpuNs && now > m_at) {
        percent = 100.0 * static_cast<double>(cpuNs - *m_cpuNs) /
                  static_cast<double>((now - m_at).count());
    }
    m_cpuNs = cpuNs;
    m_at = now;
    return percent;
}

std::optional<double> HostUsage::residentBytes() {
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    if (!(file >> total >> resident)) {
        return std::nullopt;
    }
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

} // namespace vigie::probe
