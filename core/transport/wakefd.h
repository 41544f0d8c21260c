// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>
#include <utility>

#include "core/base/time.h"

namespace vigie::transport {

/// Owns a file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            m_fd = std::exchange(other.m_fd, -1);
        }
        return *this;
    }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    void close() {
        if (m_fd >= 0) {
            ::close(m_fd);
            m_fd = -1;
        }
    }

private:
    int m_fd = -1;
};

/// Wakes a thread that polls: once woken it stays awake. wake() from any thread.
class WakeFd {
public:
    WakeFd();
    void wake() const;
    [[nodiscard]] int get() const { return m_fd.get(); }
    /// False as soon as it is woken; true after `duration` without.
    [[nodiscard]] bool sleepFor(base::Nanoseconds duration) const;

private:
    Descriptor m_fd;
};

} // namespace vigie::transport
