// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/transport/rffigures.h"

namespace vigie::demo {

/// Tells a node a receiver's figures, as a JSON datagram to 127.0.0.1. Never blocks; what cannot be
/// sent is lost, as datagrams are. One thread.
class RfReporter {
public:
    [[nodiscard]] static base::Result<RfReporter> create(std::uint16_t port);
    RfReporter(RfReporter&& other) noexcept;
    RfReporter& operator=(RfReporter&&) = delete;
    ~RfReporter();

    void report(const transport::RfFigures& figures);

private:
    explicit RfReporter(int socket) : m_socket(socket) {}
    int m_socket;
};

} // namespace vigie::demo
