// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/transport/address.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// A datagram in the batch that was received last; borrowed until the next batch.
struct Datagram {
    std::span<const std::byte> bytes;
    base::Timestamp arrival; // the kernel's, on both clocks
    SocketAddress from;
};

/// A bound, non-blocking UDP socket that reads in batches. One thread.
class UdpReceiveSocket {
public:
    struct Options {
        SocketAddress bind;    // a group joins it
        std::string interface; // name or address
        std::string source;    // only from there
    };
    [[nodiscard]] static base::Result<UdpReceiveSocket> open(const Options& options);

    UdpReceiveSocket(UdpReceiveSocket&&) noexcept;
    UdpReceiveSocket& operator=(UdpReceiveSocket&&) noexcept;
    ~UdpReceiveSocket();

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// Waits at most `timeout`, or until `wake`, then reads what is there. Empty: nothing came.
    /// The error says why the socket is of no further use.
    [[nodiscard]] base::Result<std::span<const Datagram>> read(const WakeFd& wake,
                                                               std::chrono::milliseconds timeout);
    /// Datagrams that the kernel dropped because the buffer was full, since the socket opened.
    [[nodiscard]] std::uint64_t overflowed() const { return m_overflowed; }

private:
    struct Batch;
    UdpReceiveSocket(Descriptor fd, std::uint16_t port, std::optional<SocketAddress> source);

    Descriptor m_fd;
    std::uint16_t m_port = 0;
    std::optional<SocketAddress> m_source;
    std::unique_ptr<Batch> m_batch;
    std::uint64_t m_overflowed = 0;
    std::uint32_t m_lastOverflow = 0;
};

/// An interface by name or by one of its addresses; 0 for an empty name.
[[nodiscard]] base::Result<unsigned> interfaceIndex(const std::string& nameOrAddress);

/// "port 5004 is already in use" and the like, for a failed bind.
[[nodiscard]] std::string bindErrorWords(int error, const SocketAddress& address);

} // namespace vigie::transport
