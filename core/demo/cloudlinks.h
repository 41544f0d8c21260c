// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/demo/catalog.h"
#include "core/transport/sender.h"

namespace vigie::demo {

/// The internet between Paris and the cloud nodes: one SRT listener for each feed, and before it,
/// for each region, a relay with that region's round trip, jitter and a little loss. Nodes call the
/// relay. Made and changed on one thread; the senders go to the thread that sends.
class CloudLinks {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<CloudLinks>>
    create(std::size_t feedCount, const std::vector<RegionStyle>& regions, std::uint64_t seed);

    /// Each feed's sender, once, in order.
    [[nodiscard]] std::vector<std::unique_ptr<transport::Sender>> takeSenders();
    /// What a node of the region calls.
    [[nodiscard]] std::string callerUri(std::size_t region, std::size_t feed) const;

    /// Both ways, 0 to 1.
    void setLoss(std::size_t region, std::size_t feed, double loss);
    /// Lets the feed arrive `ms` later than it does otherwise: by so much more than SRT's own
    /// buffer could hide, and without jitter. 0: as before.
    void setExtraDelay(std::size_t region, std::size_t feed, double ms);

private:
    struct Link {
        std::uint16_t port = 0;
        transport::LinkImpairment normal;
        double loss = 0;
        double extraMs = 0;
    };
    CloudLinks(const std::vector<RegionStyle>& regions, std::uint64_t seed);
    [[nodiscard]] Link& link(std::size_t region, std::size_t feed);
    void apply(std::size_t region, Link& link);

    std::vector<int> m_latencyMs; // by region
    std::size_t m_feedCount = 0;
    std::vector<std::unique_ptr<transport::Sender>> m_senders;
    std::unique_ptr<transport::UdpRelay> m_relay;
    std::vector<Link> m_links;
};

} // namespace vigie::demo
