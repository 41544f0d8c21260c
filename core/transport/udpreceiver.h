// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/address.h"
#include "core/transport/datagramform.h"
#include "core/transport/rtpmeter.h"
#include "core/transport/rtpreorder.h"
#include "core/transport/spec.h"
#include "core/transport/threadedreceiver.h"
#include "core/transport/udpsocket.h"

namespace vigie::transport {

/// Receives a transport stream in UDP datagrams, bare or in RTP, unicast or multicast. Which of
/// both it is, is seen in the first datagram, whatever the scheme said. A socket that fails is
/// opened again with backoff.
class UdpReceiver final : public ThreadedReceiver {
public:
    UdpReceiver(std::string name, std::chrono::milliseconds noDataAfter, UdpSpec spec);
    ~UdpReceiver() override { stop(); }

private:
    using Form = DatagramForm::Form;

    void run() override;
    [[nodiscard]] base::Result<UdpReceiveSocket> open();
    /// Until stopped; returns why the socket failed otherwise.
    std::string receive(UdpReceiveSocket& socket);
    void take(const Datagram& datagram);
    void takeRtp(const Datagram& datagram);
    void publish();

    const UdpSpec m_spec;
    Resolver m_resolver;
    RtpReorder m_reorder;
    RtpMeter m_meter;
    std::uint64_t m_restartsSeen = 0;
    DatagramForm m_form;
    base::Mono m_lastForeign{}; // when a datagram came that is no transport stream
};

} // namespace vigie::transport
