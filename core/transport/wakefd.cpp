// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/wakefd.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>

namespace vigie::transport {

WakeFd::WakeFd() : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!m_fd.isOpen()) {
        throw std::system_error(errno, std::generic_category(), "eventfd");
    }
}

void WakeFd::wake() const {
    const std::uint64_t one = 1;
    // Fails only when the counter is full, and then it is awake already.
    [[maybe_unused]] const auto written = write(m_fd.get(), &one, sizeof one);
}

bool WakeFd::sleepFor(base::Nanoseconds duration) const {
    const base::Mono end = std::chrono::steady_clock::now() + duration;
    for (;;) {
        const auto left =
            std::max(end - base::Mono{std::chrono::steady_clock::now()}, base::Nanoseconds::zero());
        const timespec timeout{.tv_sec = left.count() / 1'000'000'000,
                               .tv_nsec = left.count() % 1'000'000'000};
        pollfd item{.fd = m_fd.get(), .events = POLLIN, .revents = 0};
        const int ready = ppoll(&item, 1, &timeout, nullptr);
        if (ready > 0) {
            return false;
        }
        if (ready == 0 || errno != EINTR) {
            return true;
        }
    }
}

} // namespace vigie::transport
