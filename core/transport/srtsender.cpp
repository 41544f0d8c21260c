// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/srtsender.h"

#include <algorithm>
#include <cassert>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/transport/counters.h"
#include "core/transport/tsdetect.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::milliseconds serveStep{20};
constexpr std::uint64_t roundsPerStats = 10;

bool isAlive(SRTSOCKET id) {
    const auto state = srt_getsockstate(id);
    return state == SRTS_CONNECTED || state == SRTS_CONNECTING;
}

} // namespace

base::Result<std::unique_ptr<Sender>> SrtSender::make(SrtSpec spec) {
    useSrt();
    SrtSocket listener;
    if (spec.isListener) {
        auto opened = listenSrt(spec, SrtRole::Sender, nullptr, nullptr);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        listener = std::move(*opened);
    }
    return std::unique_ptr<Sender>(new SrtSender(std::move(spec), std::move(listener)));
}

SrtSender::SrtSender(SrtSpec spec, SrtSocket listener)
    : m_spec(std::move(spec)), m_listener(std::move(listener)),
      m_port(m_listener.isOpen() ? m_listener.localPort() : 0),
      m_thread(base::startThread("srt-sender", [this](const std::stop_token&) { serve(); })) {}

SrtSender::~SrtSender() {
    m_isStopping = true;
    m_wake.wake();
    m_thread.join();
}

void SrtSender::send(std::span<const std::byte> packets) {
    assert(packets.size() % tsPacketSize == 0 && packets.size() <= 7 * tsPacketSize);
    const std::lock_guard lock(m_mutex);
    if (m_peers.empty() && !m_listener.isOpen()) {
        ++m_dropped; // a caller without its listener; a listener without callers drops nothing
        return;
    }
    for (const auto& peer : m_peers) {
        SRT_MSGCTRL control = srt_msgctrl_default;
        if (srt_sendmsg2(peer.socket.id(), reinterpret_cast<const char*>(packets.data()),
                         static_cast<int>(packets.size()), &control) == SRT_ERROR) {
            ++m_dropped;
        }
    }
}

void SrtSender::serve() {
    Resolver resolver;
    Backoff backoff;
    while (!m_isStopping) {
        base::Nanoseconds wait = serveStep;
        bury();
        if (m_listener.isOpen()) {
            acceptAll();
        } else {
            callOnce(resolver, wait);
            if (wait == base::Nanoseconds(serveStep)) {
                backoff.reset();
            } else {
                wait = backoff.next();
            }
        }
        if (!m_wake.sleepFor(wait)) {
            return;
        }
    }
}

void SrtSender::acceptAll() {
    for (;;) {
        SrtSocket socket(srt_accept(m_listener.id(), nullptr, nullptr));
        if (!socket.isOpen()) {
            return;
        }
        socket.set(SRTO_SNDSYN, false);
        const std::lock_guard lock(m_mutex);
        m_peers.push_back({std::move(socket)});
    }
}

void SrtSender::callOnce(Resolver& resolver, base::Nanoseconds& wait) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_peers.empty()) {
            return;
        }
    }
    wait = base::Nanoseconds::zero(); // failed, unless a connection says otherwise
    const auto addresses = resolver.resolve(m_spec.host, m_spec.port, m_wake);
    if (!addresses) {
        base::logger("transport")->debug("SRT sender: {}", addresses.error().message);
        return;
    }
    for (const auto& address : *addresses) {
        auto socket = connectSrt(m_spec, SrtRole::Sender, address, m_wake);
        if (socket) {
            const std::lock_guard lock(m_mutex);
            m_peers.push_back({std::move(*socket)});
            wait = serveStep;
            return;
        }
        base::logger("transport")->debug("SRT sender: {}", socket.error().message);
    }
}

void SrtSender::bury() {
    std::vector<Peer> dead; // closed outside the lock
    const std::lock_guard lock(m_mutex);
    const bool isStatsTurn = ++m_rounds % roundsPerStats == 0;
    for (auto& peer : m_peers) {
        SRT_TRACEBSTATS stats{};
        if (isStatsTurn && srt_bistats(peer.socket.id(), &stats, 0, 1) == 0) {
            const auto total = static_cast<std::uint64_t>(std::max(stats.pktSndDropTotal, 0));
            m_dropped += total - std::min(total, peer.droppedByLibrary);
            peer.droppedByLibrary = total;
        }
    }
    const auto firstDead = std::partition(
        m_peers.begin(), m_peers.end(), [](const Peer& peer) { return isAlive(peer.socket.id()); });
    std::move(firstDead, m_peers.end(), std::back_inserter(dead));
    m_peers.erase(firstDead, m_peers.end());
}

} // namespace vigie::transport
