// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/srtsocket.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <netinet/in.h>

#include <fmt/format.h>
#include <srt/access_control.h>
#include <syslog.h>

#include "core/transport/udpsocket.h"

namespace vigie::transport {

namespace {

constexpr int connectTimeoutMs = 3000;
/// A dead peer is known after this long; SRT sends a keep-alive each second.
constexpr int peerIdleTimeoutMs = 3500;
constexpr std::chrono::milliseconds connectStep{10};
constexpr int backlog = 16;

/// libsrt is started once and stopped when the process ends, after everything that was constructed
/// later; its own globals were constructed earlier, by srt_startup, and so still live then.
struct Library {
    Library() {
        srt_setloglevel(LOG_CRIT); // what fails is told in our own words
        srt_startup();
    }
    ~Library() { srt_cleanup(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    std::mutex mutex;
    std::vector<std::shared_ptr<void>> kept; // guarded by mutex; freed after srt_cleanup
};

Library& library() {
    static Library instance;
    return instance;
}

base::Error lastError(const char* doing) {
    return {fmt::format("SRT: {}: {}", doing, srt_getlasterror_str())};
}

bool setString(const SrtSocket& socket, SRT_SOCKOPT option, const std::string& value) {
    return srt_setsockflag(socket.id(), option, value.data(), static_cast<int>(value.size())) == 0;
}

base::Result<void> bindTo(SrtSocket& socket, const SocketAddress& address) {
    if (srt_bind(socket.id(), address.raw(), static_cast<int>(address.length)) == 0) {
        return {};
    }
    int systemError = 0;
    const int error = srt_getlasterror(&systemError);
    if (error == SRT_EBINDCONFLICT) {
        systemError = EADDRINUSE;
    }
    return base::failure(systemError != 0 ? bindErrorWords(systemError, address)
                                          : lastError("bind").message);
}

} // namespace

void useSrt() {
    library();
}

void keepForSrtCallbacks(std::shared_ptr<void> data) {
    auto& owner = library();
    const std::lock_guard lock(owner.mutex);
    owner.kept.push_back(std::move(data));
}

std::uint16_t SrtSocket::localPort() const {
    SocketAddress address;
    int length = sizeof address.storage;
    if (srt_getsockname(m_id, reinterpret_cast<sockaddr*>(&address.storage), &length) != 0) {
        return 0;
    }
    address.length = static_cast<socklen_t>(length);
    return address.port();
}

base::Result<SrtSocket> makeSrtSocket(const SrtSpec& spec, SrtRole role, int family) {
    useSrt();
    SrtSocket socket(srt_create_socket());
    if (!socket.isOpen()) {
        return tl::unexpected(lastError("socket"));
    }
    const bool no = false;
    bool isSet = socket.set(SRTO_TRANSTYPE, SRTT_LIVE) && socket.set(SRTO_RCVSYN, no) &&
                 socket.set(SRTO_SNDSYN, no) && socket.set(SRTO_CONNTIMEO, connectTimeoutMs) &&
                 socket.set(SRTO_PEERIDLETIMEO, peerIdleTimeoutMs) &&
                 socket.set(SRTO_PAYLOADSIZE, static_cast<int>(srtLargestPayload)) &&
                 socket.set(SRTO_SENDER, role == SrtRole::Sender);
    if (spec.latencyMs) {
        isSet = isSet && socket.set(SRTO_LATENCY, *spec.latencyMs);
    }
    if (family == AF_INET6) {
        // A listener on any address takes IPv4 too.
        isSet = isSet && socket.set(SRTO_IPV6ONLY, spec.isListener ? 0 : 1);
    }
    if (!spec.passphrase.empty()) {
        isSet = isSet && socket.set(SRTO_PBKEYLEN, spec.keyLength.value_or(16)) &&
                setString(socket, SRTO_PASSPHRASE, spec.passphrase);
    }
    if (!spec.streamId.empty()) {
        isSet = isSet && setString(socket, SRTO_STREAMID, spec.streamId);
    }
    if (!isSet) {
        return tl::unexpected(lastError("options"));
    }
    return socket;
}

std::string srtRejectWords(int reason) {
    switch (reason) {
    case SRT_REJ_BADSECRET:
        return "the passphrase is refused";
    case SRT_REJ_UNSECURE:
        return "the passphrase is refused: one side has one, the other has none";
    case SRT_REJ_TIMEOUT:
    case SRT_REJ_UNKNOWN:
        return "no answer";
    case SRT_REJ_PEER:
    case SRT_REJ_CLOSE:
    case SRT_REJ_BACKLOG:
        return "the connection is rejected";
    case SRT_REJ_VERSION:
        return "the connection is rejected: the SRT versions do not fit";
    case SRT_REJX_UNAUTHORIZED:
    case SRT_REJX_FORBIDDEN:
        return "the connection is rejected: access is denied";
    case SRT_REJX_NOTFOUND:
        return "the connection is rejected: there is no such stream id";
    case SRT_REJX_CONFLICT:
        return "the connection is rejected: another caller is being served";
    default:
        break;
    }
    if (reason >= SRT_REJC_PREDEFINED) {
        return fmt::format("the connection is rejected with code {}", reason);
    }
    return fmt::format("the connection is rejected: {}", srt_rejectreason_str(reason));
}

base::Result<SrtSocket> connectSrt(const SrtSpec& spec, SrtRole role, const SocketAddress& target,
                                   const WakeFd& wake) {
    auto socket = makeSrtSocket(spec, role, target.family());
    if (!socket) {
        return socket;
    }
    if (!spec.adapter.empty()) {
        const auto local = SocketAddress::numeric(spec.adapter, 0);
        if (!local || local->family() != target.family()) {
            return base::failure(fmt::format("the adapter {} is not of the same IP version as {}",
                                             spec.adapter, target.toString()));
        }
        if (auto ok = bindTo(*socket, *local); !ok) {
            return tl::unexpected(ok.error());
        }
    }
    if (srt_connect(socket->id(), target.raw(), static_cast<int>(target.length)) == SRT_ERROR) {
        return tl::unexpected(lastError("connect"));
    }
    // Not srt_epoll: its waiters wake at every event of every socket in the process.
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(connectTimeoutMs + 500);
    for (;;) {
        const auto state = srt_getsockstate(socket->id());
        if (state == SRTS_CONNECTED) {
            return socket;
        }
        if (state != SRTS_CONNECTING || std::chrono::steady_clock::now() >= end) {
            return base::failure(fmt::format("{} from {}",
                                             srtRejectWords(srt_getrejectreason(socket->id())),
                                             target.toString()));
        }
        if (!wake.sleepFor(connectStep)) {
            return base::failure("stopped");
        }
    }
}

base::Result<SrtSocket> listenSrt(const SrtSpec& spec, SrtRole role, srt_listen_callback_fn* hook,
                                  void* opaque) {
    const auto address =
        SocketAddress::numeric(spec.host.empty() ? spec.adapter : spec.host, spec.port);
    if (!address) {
        return base::failure(
            fmt::format("a listener needs an address of this host, not the name {}", spec.host));
    }
    auto socket = makeSrtSocket(spec, role, address->family());
    if (!socket) {
        return socket;
    }
    if (auto ok = bindTo(*socket, *address); !ok) {
        return tl::unexpected(ok.error());
    }
    if (hook != nullptr && srt_listen_callback(socket->id(), hook, opaque) == SRT_ERROR) {
        return tl::unexpected(lastError("listen"));
    }
    if (srt_listen(socket->id(), backlog) == SRT_ERROR) {
        const int error = srt_getlasterror(nullptr);
        if (error == SRT_EDUPLISTEN || error == SRT_EBINDCONFLICT) {
            return base::failure(bindErrorWords(EADDRINUSE, *address));
        }
        return tl::unexpected(lastError("listen"));
    }
    return socket;
}

} // namespace vigie::transport
