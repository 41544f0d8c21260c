// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <fstream>
#include <string>

#include <sys/resource.h>

namespace vigie::bench {

/// CPU seconds that this process has used, all threads, user and system.
inline double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// A field of /proc/self/status, such as "Threads:" or "VmRSS:" (kB); -1 where there is none.
inline long statusField(const std::string& field) {
    std::ifstream status("/proc/self/status");
    std::string name;
    while (status >> name) {
        if (name == field) {
            long value = -1;
            status >> value;
            return value;
        }
        status.ignore(4096, '\n');
    }
    return -1;
}

/// Measures from construction.
class CpuMeter {
public:
    [[nodiscard]] double cpu() const { return cpuSeconds() - m_cpu; }
    [[nodiscard]] double wall() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_wall).count();
    }
    [[nodiscard]] double cores() const { return cpu() / wall(); }

private:
    double m_cpu = cpuSeconds();
    std::chrono::steady_clock::time_point m_wall = std::chrono::steady_clock::now();
};

} // namespace vigie::bench
