// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <srt/srt.h>

#include "core/base/result.h"
#include "core/transport/address.h"
#include "core/transport/spec.h"

namespace vigie::transport {

inline constexpr std::size_t srtLargestPayload = 1456;
inline constexpr int srtSequenceMask = 0x7fffffff;

/// Starts libsrt at its first use, stops it when the process ends.
void useSrt();
/// Keeps what a callback of libsrt reads: a call may be under way while its listener is closed, and
/// libsrt does not say when it is over.
void keepForSrtCallbacks(std::shared_ptr<void> data);

/// Owns a libsrt socket.
class SrtSocket {
public:
    SrtSocket() = default;
    explicit SrtSocket(SRTSOCKET id) : m_id(id) {}
    ~SrtSocket() { close(); }
    SrtSocket(SrtSocket&& other) noexcept : m_id(std::exchange(other.m_id, SRT_INVALID_SOCK)) {}
    SrtSocket& operator=(SrtSocket&& other) noexcept {
        if (this != &other) {
            close();
            m_id = std::exchange(other.m_id, SRT_INVALID_SOCK);
        }
        return *this;
    }
    [[nodiscard]] SRTSOCKET id() const { return m_id; }
    [[nodiscard]] bool isOpen() const { return m_id != SRT_INVALID_SOCK; }
    void close() {
        if (isOpen()) {
            srt_close(m_id);
            m_id = SRT_INVALID_SOCK;
        }
    }
    template <typename T> bool set(SRT_SOCKOPT option, const T& value) {
        return srt_setsockflag(m_id, option, &value, static_cast<int>(sizeof value)) == 0;
    }
    [[nodiscard]] std::uint16_t localPort() const;

private:
    SRTSOCKET m_id = SRT_INVALID_SOCK;
};

/// What a connection is for: which side of latency and buffer options to set.
enum class SrtRole : std::uint8_t { Receiver, Sender };

/// A non-blocking live socket with the spec's options.
[[nodiscard]] base::Result<SrtSocket> makeSrtSocket(const SrtSpec& spec, SrtRole role, int family);

/// Connects; bounded by libsrt's 3 s, ends at once when `wake` is woken. The error says in words
/// why the other side refuses.
[[nodiscard]] base::Result<SrtSocket> connectSrt(const SrtSpec& spec, SrtRole role,
                                                 const SocketAddress& target, const WakeFd& wake);

/// Bound and listening; `hook` as in srt_listen_callback, on libsrt's thread, or null.
[[nodiscard]] base::Result<SrtSocket> listenSrt(const SrtSpec& spec, SrtRole role,
                                                srt_listen_callback_fn* hook, void* opaque);

/// "the passphrase is refused" and the like, for a rejected connection.
[[nodiscard]] std::string srtRejectWords(int reason);

} // namespace vigie::transport
