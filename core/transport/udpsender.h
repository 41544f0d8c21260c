// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

#include "core/transport/address.h"
#include "core/transport/sender.h"
#include "core/transport/spec.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// Sends each call as one datagram, with an RTP header (payload type 33, 90 kHz) where the spec
/// says so. No thread; what the socket does not take at once is dropped.
class UdpSender final : public Sender {
public:
    /// Resolves the host, for at most 2 s.
    [[nodiscard]] static base::Result<std::unique_ptr<Sender>> make(const UdpSpec& spec);

    void send(std::span<const std::byte> packets) override;
    [[nodiscard]] std::uint64_t dropped() const override { return m_dropped.load(); }
    [[nodiscard]] std::uint16_t boundPort() const override { return m_port; }

private:
    UdpSender(Descriptor fd, SocketAddress target, std::uint16_t port, bool isRtp);

    const Descriptor m_fd;
    const SocketAddress m_target;
    const std::uint16_t m_port;
    const bool m_isRtp;
    std::uint16_t m_sequence;
    std::uint32_t m_firstTimestamp;
    std::uint32_t m_ssrc;
    std::atomic<std::uint64_t> m_dropped{0}; // written by send()
};

} // namespace vigie::transport
