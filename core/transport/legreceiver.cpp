// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/legreceiver.h"

#include <algorithm>

#include <fmt/format.h>
#include <poll.h>

#include "core/transport/tsdetect.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::milliseconds idleStep{100};
constexpr std::chrono::milliseconds holdingStep{5};
constexpr std::chrono::milliseconds publishEvery{50};
/// A name that does not resolve must not hold up the other leg: the look-up goes on by itself.
constexpr std::chrono::milliseconds resolvePatience{1};

constexpr std::array legs{Leg::A, Leg::B};

constexpr std::string_view nameOf(Leg leg) {
    return leg == Leg::A ? "A" : "B";
}

} // namespace

LegReceiver::LegReceiver(std::string name, std::chrono::milliseconds noDataAfter,
                         std::chrono::milliseconds window, UdpSpec legA, UdpSpec legB)
    : ThreadedReceiver(std::move(name), noDataAfter),
      m_merger(window,
               {.onPayload = [this](auto payload, auto arrival) { deliver(payload, arrival); },
                .onLost = [this](auto lost, auto at) { tellGap(lost, at); },
                .onRestart =
                    [this](auto at) {
                        m_meter.reset();
                        tellRestart(at);
                    },
                .onFirstCopy =
                    [this](const auto& packet, auto arrival) {
                        m_meter.add(packet, arrival.mono, m_merger.lostBoth());
                    }}) {
    m_sides[0].spec = std::move(legA);
    m_sides[1].spec = std::move(legB);
}

std::optional<std::uint16_t> LegReceiver::boundPortB() const {
    const int port = m_boundPortB.load();
    return port < 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(port));
}

void LegReceiver::run() {
    setState(LinkState::Connecting, "opening the sockets");
    m_startedAt = std::chrono::steady_clock::now();
    base::Mono lastPublished{};
    while (!isStopping()) {
        openWhatIsDue(std::chrono::steady_clock::now());
        wait(m_merger.isHolding() ? holdingStep : idleStep);
        readBoth();
        const base::Mono now = std::chrono::steady_clock::now();
        m_merger.expire(now);
        m_meter.expire(now);
        tellState(now);
        if (now - lastPublished >= publishEvery) {
            publish(now);
            lastPublished = now;
        }
    }
}

void LegReceiver::openWhatIsDue(base::Mono now) {
    for (const Leg leg : legs) {
        Side& side = m_sides[static_cast<std::size_t>(leg)];
        if (side.socket || now < side.nextTry) {
            continue;
        }
        auto addresses =
            side.resolver.resolve(side.spec.host, side.spec.port, wakeFd(), resolvePatience);
        auto socket = addresses ? UdpReceiveSocket::open(
                                      {addresses->front(), side.spec.interface, side.spec.source})
                                : tl::unexpected(addresses.error());
        if (!socket) {
            side.trouble = socket.error().message;
            side.nextTry = now + side.backoff.next();
            continue;
        }
        side.trouble.clear();
        side.backoff.reset();
        if (leg == Leg::A) {
            setBoundPort(socket->port());
        } else {
            m_boundPortB.store(socket->port());
        }
        side.socket = std::move(*socket);
    }
}

void LegReceiver::wait(std::chrono::milliseconds timeout) const {
    std::array<pollfd, 3> items{};
    items[0] = {.fd = wakeFd().get(), .events = POLLIN, .revents = 0};
    for (std::size_t index = 0; index < m_sides.size(); ++index) {
        // A negative descriptor is passed over.
        const auto& socket = m_sides[index].socket;
        items[index + 1] = {.fd = socket ? socket->fd() : -1, .events = POLLIN, .revents = 0};
    }
    (void)::poll(items.data(), items.size(), static_cast<int>(timeout.count()));
}

std::span<const Datagram> LegReceiver::read(Side& side) {
    if (!side.socket) {
        return {};
    }
    const auto batch = side.socket->read(wakeFd(), std::chrono::milliseconds(0));
    if (!batch) {
        side.trouble = batch.error().message;
        side.socket.reset();
        side.nextTry = base::Mono{std::chrono::steady_clock::now()} + side.backoff.next();
        return {};
    }
    return *batch;
}

void LegReceiver::readBoth() {
    const auto a = read(m_sides[0]);
    const auto b = read(m_sides[1]);
    auto nextA = a.begin();
    auto nextB = b.begin();
    while (nextA != a.end() || nextB != b.end()) {
        const bool isA =
            nextB == b.end() || (nextA != a.end() && nextA->arrival.mono <= nextB->arrival.mono);
        if (isA) {
            take(Leg::A, *nextA++);
        } else {
            take(Leg::B, *nextB++);
        }
    }
}

void LegReceiver::take(Leg leg, const Datagram& datagram) {
    Side& side = m_sides[static_cast<std::size_t>(leg)];
    const auto packet = parseRtp(datagram.bytes);
    const bool isStream =
        packet && !packet->payload.empty() &&
        (packet->payloadType == side.payloadType || looksLikeTransportStream(packet->payload));
    if (!isStream) {
        // Nothing is a copy of anything without its RTP header.
        side.lastForeign = datagram.arrival.mono;
        return;
    }
    // From here on damage is the analyzer's business: hiding it would make it a loss.
    side.payloadType = packet->payloadType;
    m_merger.add(leg, *packet, datagram.arrival);
}

std::optional<bool> LegReceiver::isReceiving(Leg leg, base::Mono now) const {
    const auto last = m_merger.lastArrival(leg);
    if (last && now - *last < noDataAfter()) {
        return true;
    }
    return now - m_startedAt < noDataAfter() ? std::nullopt : std::optional(false);
}

void LegReceiver::tellState(base::Mono now) {
    if (!m_sides[0].socket && !m_sides[1].socket) {
        setState(LinkState::Failed,
                 fmt::format("leg A: {}; leg B: {}", m_sides[0].trouble, m_sides[1].trouble));
        return;
    }
    const bool isForeign = std::any_of(m_sides.begin(), m_sides.end(), [&](const Side& side) {
        return now - side.lastForeign < noDataAfter();
    });
    watchSilence(isForeign ? "datagrams arrive, but no transport stream in RTP" : "no datagram");
    std::string note;
    for (const Leg leg : legs) {
        const Side& side = m_sides[static_cast<std::size_t>(leg)];
        std::string what;
        if (!side.socket) {
            what = side.trouble;
        } else if (isReceiving(leg, now) != false) {
            continue;
        } else if (m_merger.isForeign(leg)) {
            what = "another stream arrives, which is no copy";
        } else if (now - side.lastForeign < noDataAfter()) {
            what = "datagrams arrive, but no transport stream in RTP";
        } else {
            what = "no datagram";
        }
        note += fmt::format("{}leg {}: {}", note.empty() ? "" : "; ", nameOf(leg), what);
    }
    setNote(std::move(note));
}

void LegReceiver::publish(base::Mono now) {
    changeFigures([&](LinkFigures& figures) {
        m_meter.fill(figures);
        figures.legOnlyA = m_merger.onlyA();
        figures.legOnlyB = m_merger.onlyB();
        figures.legLostBoth = m_merger.lostBoth();
        figures.rtpLost = m_merger.lostBoth();
        figures.rtpReordered = m_merger.reordered();
        figures.rtpDuplicates = m_merger.duplicates();
        const auto skew = m_merger.skew();
        figures.legSkewMinMs = skew ? std::optional(skew->minMs) : std::nullopt;
        figures.legSkewMedianMs = skew ? std::optional(skew->medianMs) : std::nullopt;
        figures.legSkewMaxMs = skew ? std::optional(skew->maxMs) : std::nullopt;
        figures.isLegAReceiving = isReceiving(Leg::A, now);
        figures.isLegBReceiving = isReceiving(Leg::B, now);
    });
}

} // namespace vigie::transport
