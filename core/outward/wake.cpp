// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/wake.h"

#include <cstdint>
#include <sys/eventfd.h>

namespace vigie::outward {

Wake::Wake() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void Wake::wake() {
    const std::uint64_t one = 1;
    (void)!::write(m_fd.get(), &one, sizeof one);
}

} // namespace vigie::outward
