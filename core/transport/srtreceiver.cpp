// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/srtreceiver.h"

#include <array>

#include <fmt/format.h>
#include <srt/access_control.h>

#include "core/transport/tsdetect.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::milliseconds figuresEvery{100};
constexpr std::chrono::milliseconds acceptStep{20};
/// libsrt's own timer is that exact.
constexpr std::chrono::milliseconds earlyTolerance{2};
/// The largest latency that can be asked for, and the drift that SRT follows.
constexpr std::chrono::seconds mostEarly{61};
/// Rates are taken over this long.
constexpr std::chrono::seconds rateEvery{1};
/// How long an admitted caller may take to become a connection before it counts as refused.
constexpr std::chrono::milliseconds handshakePatience{1000};

base::Timestamp now() {
    return base::SystemClock::instance().now();
}

} // namespace

SrtReceiver::SrtReceiver(std::string name, std::chrono::milliseconds noDataAfter, SrtSpec spec)
    : ThreadedReceiver(std::move(name), noDataAfter), m_spec(std::move(spec)) {
    if (m_spec.isListener) {
        keepForSrtCallbacks(m_gate);
    }
}

void SrtReceiver::run() {
    if (m_spec.isListener) {
        runListener();
    } else {
        runCaller();
    }
}

void SrtReceiver::runCaller() {
    Resolver resolver;
    Backoff backoff;
    std::size_t attempt = 0;
    setState(LinkState::Connecting, fmt::format("connecting to {}:{}", m_spec.host, m_spec.port));
    while (!isStopping()) {
        std::string reason;
        if (auto addresses = resolver.resolve(m_spec.host, m_spec.port, wakeFd()); !addresses) {
            reason = addresses.error().message;
        } else if (auto socket = connectSrt(m_spec, SrtRole::Receiver,
                                            (*addresses)[attempt++ % addresses->size()], wakeFd());
                   !socket) {
            reason = socket.error().message;
        } else {
            beginConnection();
            const auto before = figures().bytes;
            reason = receive(*socket, nullptr);
            if (figures().bytes != before) {
                backoff.reset();
            }
        }
        if (isStopping()) {
            return;
        }
        setState(LinkState::Failed, reason);
        if (!pause(backoff.next())) {
            return;
        }
    }
}

void SrtReceiver::runListener() {
    Backoff backoff;
    setState(LinkState::Connecting, "opening the port");
    while (!isStopping()) {
        const auto listener =
            listenSrt(m_spec, SrtRole::Receiver, &SrtReceiver::onCaller, m_gate.get());
        if (!listener) {
            setState(LinkState::Failed, listener.error().message);
            if (!pause(backoff.next())) {
                return;
            }
            continue;
        }
        setBoundPort(listener->localPort());
        while (!isStopping() && srt_getsockstate(listener->id()) == SRTS_LISTENING) {
            SrtSocket socket = m_newcomer.isOpen() ? std::move(m_newcomer) : acceptOne(*listener);
            if (!socket.isOpen()) {
                continue;
            }
            beginConnection();
            const auto reason = receive(socket, &*listener);
            if (!isStopping()) {
                setState(LinkState::Failed, reason);
            }
        }
    }
}

int SrtReceiver::onCaller(void* opaque, SRTSOCKET socket, int, const sockaddr*, const char*) {
    auto* gate = static_cast<Gate*>(opaque);
    if (gate->isOccupied.load()) {
        srt_setrejectreason(socket, SRT_REJX_CONFLICT);
        return -1;
    }
    ++gate->admitted;
    return 0;
}

SrtSocket SrtReceiver::acceptOne(const SrtSocket& listener) {
    const auto port = listener.localPort();
    base::Mono firstUnanswered{};
    bool isFirst = !m_wasConnected;
    while (!isStopping()) {
        SrtSocket socket(srt_accept(listener.id(), nullptr, nullptr));
        const base::Mono moment = std::chrono::steady_clock::now();
        if (socket.isOpen()) {
            ++m_accepted;
            return socket;
        }
        if (srt_getsockstate(listener.id()) != SRTS_LISTENING) {
            return {};
        }
        if (isFirst) {
            setState(LinkState::Connecting, fmt::format("waiting for a caller on port {}", port));
            isFirst = false;
        }
        // Admitted by us, yet never connected: after our hook only the key exchange is left to
        // fail.
        if (m_gate->admitted.load() == m_accepted) {
            firstUnanswered = {};
        } else if (firstUnanswered == base::Mono{}) {
            firstUnanswered = moment;
        } else if (moment - firstUnanswered > handshakePatience) {
            m_accepted = m_gate->admitted.load();
            setState(LinkState::Failed,
                     fmt::format("waiting for a caller on port {}; the last one was refused: its "
                                 "passphrase is missing or does not match",
                                 port));
        }
        if (!pause(acceptStep)) {
            break;
        }
    }
    return {};
}

void SrtReceiver::beginConnection() {
    if (m_wasConnected) {
        changeFigures([](LinkFigures& figures) { ++figures.reconnects; });
        tellRestart(now());
        for (auto* counter : {&m_dropped, &m_lost, &m_retransmitted, &m_belated, &m_undecrypted}) {
            counter->restart();
        }
    }
    m_wasConnected = true;
    m_isStreamSeen = false;
    m_lastSequence = -1;
    m_rateSince = {};
    m_rate.reset();
    m_gate->isOccupied = true;
    restartWatch();
    setState(LinkState::Connecting, "connected, waiting for data");
}

void SrtReceiver::endConnection() {
    m_gate->isOccupied = false;
    changeFigures([](LinkFigures& figures) {
        figures.srtRttMs.reset();
        figures.srtBufferMs.reset();
        figures.srtLatencyMs.reset();
        figures.srtRate.reset();
        figures.srtBandwidth.reset();
    });
}

std::string SrtReceiver::receive(SrtSocket& socket, const SrtSocket* listener) {
    // Blocking with a bound: it waits on this socket's own condition.
    if (!socket.set(SRTO_RCVSYN, true) ||
        !socket.set(SRTO_RCVTIMEO, static_cast<int>(figuresEvery.count()))) {
        return "the connection ended at once";
    }
    std::array<std::byte, 2048> buffer{};
    base::Mono lastFigures{};
    bool hadData = false;
    base::Mono lastData = std::chrono::steady_clock::now();
    while (!isStopping()) {
        SRT_MSGCTRL control = srt_msgctrl_default;
        const int size = srt_recvmsg2(socket.id(), reinterpret_cast<char*>(buffer.data()),
                                      static_cast<int>(buffer.size()), &control);
        const base::Mono moment = std::chrono::steady_clock::now();
        const int error = size == SRT_ERROR ? srt_getlasterror(nullptr) : SRT_SUCCESS;
        if (size > 0) {
            if (!waitUntilDue(socket, control.srctime)) {
                break;
            }
            take({buffer.data(), static_cast<std::size_t>(size)}, control.pktseq);
            lastData = std::chrono::steady_clock::now();
            hadData = true;
        }
        if (moment - lastFigures >= figuresEvery) {
            publish(socket);
            lastFigures = moment;
        }
        if (error != SRT_SUCCESS && error != SRT_ETIMEOUT && error != SRT_EASYNCRCV) {
            endConnection();
            return hadData ? "the connection was lost" : "the connection ended before any data";
        }
        const bool isForeign = !m_isStreamSeen && hadData && moment - lastData < noDataAfter();
        watchSilence(isForeign ? "data arrives, but no transport stream" : "no data");
        if (listener != nullptr) {
            m_gate->isOccupied = moment - lastData < noDataAfter();
            if (!m_gate->isOccupied) {
                m_newcomer = SrtSocket(srt_accept(listener->id(), nullptr, nullptr));
                if (m_newcomer.isOpen()) {
                    ++m_accepted;
                    endConnection();
                    return "a new caller takes over from the silent one";
                }
            }
        }
    }
    publish(socket); // the last word
    return {};
}

bool SrtReceiver::waitUntilDue(const SrtSocket& socket, std::int64_t dueUs) {
    // A call of libsrt that runs into its time limit hands over what is in its buffer although that
    // is not due yet: at the start of a connection, when the latency builds up, and behind each
    // pause of the sender. Undone here, because PCR intervals and absences are judged by arrival.
    for (;;) {
        const std::chrono::microseconds early(dueUs - srt_time_now());
        if (dueUs == 0 || early <= earlyTolerance || early > mostEarly) {
            return true;
        }
        if (!pause(std::min<base::Nanoseconds>(early, figuresEvery))) {
            return false;
        }
        publish(socket);
        restartWatch(); // the message is here, and will be told in time
    }
}

void SrtReceiver::take(std::span<const std::byte> bytes, int sequence) {
    const auto at = now();
    if (m_lastSequence >= 0) {
        const int missing = (sequence - m_lastSequence - 1) & srtSequenceMask;
        // The upper half of the circle would mean going back, which SRT does not.
        if (missing != 0 && missing < srtSequenceMask / 2) {
            tellGap(static_cast<std::uint64_t>(missing), at);
        }
    }
    m_lastSequence = sequence;
    if (!m_isStreamSeen && !looksLikeTransportStream(bytes)) {
        return;
    }
    m_isStreamSeen = true;
    deliver(bytes, at);
}

void SrtReceiver::publish(const SrtSocket& socket) {
    SRT_TRACEBSTATS stats{};
    // Never cleared: what libsrt counts since the last clear, it counts since the connection. The
    // last argument asks for the buffer's present state instead of a moving average.
    if (srt_bistats(socket.id(), &stats, 0, 1) == SRT_ERROR) {
        return;
    }
    const base::Mono moment = std::chrono::steady_clock::now();
    // libsrt's own rate is the average since the connection.
    if (m_rateSince == base::Mono{} || stats.byteRecvTotal < m_bytesSince) {
        m_rateSince = moment;
        m_bytesSince = stats.byteRecvTotal;
    } else if (const std::chrono::duration<double> elapsed = moment - m_rateSince;
               elapsed >= rateEvery) {
        m_rate = static_cast<double>(stats.byteRecvTotal - m_bytesSince) * 8 / elapsed.count();
        m_rateSince = moment;
        m_bytesSince = stats.byteRecvTotal;
    }
    const auto count = [](std::int64_t value) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
    };
    changeFigures([&](LinkFigures& figures) {
        figures.srtRttMs = stats.msRTT;
        figures.srtBufferMs = stats.msRcvBuf;
        figures.srtLatencyMs = stats.msRcvTsbPdDelay;
        figures.srtRate = m_rate;
        // Estimated from pairs of packets; nothing before the first such pair came.
        figures.srtBandwidth =
            stats.mbpsBandwidth > 0 ? std::optional(stats.mbpsBandwidth * 1e6) : std::nullopt;
        figures.srtDropped = m_dropped.update(count(stats.pktRcvDropTotal));
        figures.srtLost = m_lost.update(count(stats.pktRcvLossTotal));
        figures.srtRetransmitted = m_retransmitted.update(count(stats.pktRcvRetrans));
        figures.srtBelated = m_belated.update(count(stats.pktRcvBelated));
        figures.srtUndecrypted = m_undecrypted.update(count(stats.pktRcvUndecryptTotal));
    });
}

} // namespace vigie::transport
