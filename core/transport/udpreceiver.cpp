// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/udpreceiver.h"

#include <fmt/format.h>

#include "core/transport/counters.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::milliseconds idleStep{100};
constexpr std::chrono::milliseconds reorderStep{10};
constexpr std::chrono::milliseconds publishEvery{50};

} // namespace

UdpReceiver::UdpReceiver(std::string name, std::chrono::milliseconds noDataAfter, UdpSpec spec)
    : ThreadedReceiver(std::move(name), noDataAfter), m_spec(std::move(spec)),
      m_reorder({.onPayload = [this](auto payload, auto arrival) { deliver(payload, arrival); },
                 .onLost = [this](auto lost, auto at) { tellGap(lost, at); },
                 .onRestart = [this](auto at) { tellRestart(at); }}) {}

base::Result<UdpReceiveSocket> UdpReceiver::open() {
    auto addresses = m_resolver.resolve(m_spec.host, m_spec.port, wakeFd());
    if (!addresses) {
        return tl::unexpected(addresses.error());
    }
    return UdpReceiveSocket::open({addresses->front(), m_spec.interface, m_spec.source});
}

void UdpReceiver::run() {
    Backoff backoff;
    bool wasOpen = false;
    setState(LinkState::Connecting, "opening the socket");
    while (!isStopping()) {
        auto socket = open();
        std::string reason;
        if (socket) {
            if (wasOpen) {
                changeFigures([](LinkFigures& figures) { ++figures.reconnects; });
                tellRestart(base::SystemClock::instance().now());
            }
            wasOpen = true;
            backoff.reset();
            setBoundPort(socket->port());
            setState(LinkState::Connecting,
                     fmt::format("waiting for the first datagram on port {}", socket->port()));
            reason = receive(*socket);
        } else {
            reason = socket.error().message;
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

std::string UdpReceiver::receive(UdpReceiveSocket& socket) {
    restartWatch();
    std::uint64_t overflowed = 0;
    base::Mono lastPublished{};
    while (!isStopping()) {
        const auto batch = socket.read(wakeFd(), m_reorder.isHolding() ? reorderStep : idleStep);
        if (!batch) {
            return batch.error().message;
        }
        // With RTP the sequence numbers tell it, and tell it better.
        if (socket.overflowed() != overflowed && m_form.form() == Form::Raw && !batch->empty()) {
            tellGap(socket.overflowed() - overflowed, batch->front().arrival);
        }
        overflowed = socket.overflowed();
        for (const auto& datagram : *batch) {
            take(datagram);
        }
        const base::Mono now = std::chrono::steady_clock::now();
        m_reorder.expire(now);
        m_meter.expire(now);
        if (m_form.form() != Form::Unknown && now - lastPublished >= publishEvery) {
            publish();
            lastPublished = now;
        }
        watchSilence(now - m_lastForeign < noDataAfter()
                         ? "datagrams arrive, but no transport stream"
                         : "no datagram");
    }
    return {};
}

void UdpReceiver::take(const Datagram& datagram) {
    const Form before = m_form.form();
    const Form form = m_form.take(datagram.bytes);
    if (form != before) {
        m_meter.reset();
        setNote(m_spec.isRtp && form == Form::Raw
                    ? "a bare transport stream arrives, not RTP: loss and order cannot be known"
                    : "");
    }
    switch (form) {
    case Form::Unknown:
        m_lastForeign = std::chrono::steady_clock::now();
        return;
    case Form::Raw:
        // A damaged datagram is the analyzer's business; hiding it would hide the damage.
        m_meter.addRaw(datagram.bytes.size(), datagram.arrival.mono);
        deliver(datagram.bytes, datagram.arrival);
        return;
    case Form::Rtp:
        takeRtp(datagram);
        return;
    }
}

void UdpReceiver::takeRtp(const Datagram& datagram) {
    const auto packet = parseRtp(datagram.bytes);
    if (!packet || packet->payload.empty()) {
        return; // its number stays missing and is told as loss
    }
    const bool isNew = m_reorder.add(*packet, datagram.arrival);
    if (m_restartsSeen != m_reorder.restarts()) {
        m_restartsSeen = m_reorder.restarts();
        m_meter.reset();
    }
    if (isNew) {
        // What was out of order and then too late is in both counts.
        m_meter.add(*packet, datagram.arrival.mono,
                    m_reorder.lost() + m_reorder.reordered() - m_reorder.late());
    }
}

void UdpReceiver::publish() {
    changeFigures([this](LinkFigures& figures) {
        m_meter.fill(figures);
        if (m_form.form() != Form::Rtp) {
            return; // without sequence numbers nobody knows
        }
        figures.rtpLost = m_reorder.lost();
        figures.rtpReordered = m_reorder.reordered();
        figures.rtpDuplicates = m_reorder.duplicates();
    });
}

} // namespace vigie::transport
