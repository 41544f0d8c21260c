// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/cloudlinks.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace vigie::demo {

namespace {

/// SRT's usual advice: three to four round trips, within what a control room accepts.
int latencyFor(double rttMs) {
    return static_cast<int>(std::clamp(3.5 * rttMs, 120.0, 800.0));
}

} // namespace

CloudLinks::CloudLinks(const std::vector<RegionStyle>& regions, std::uint64_t seed)
    : m_relay(transport::makeUdpRelay(seed)) {
    for (const RegionStyle& region : regions) {
        m_latencyMs.push_back(latencyFor(region.rttMs));
    }
}

base::Result<std::unique_ptr<CloudLinks>>
CloudLinks::create(std::size_t feedCount, const std::vector<RegionStyle>& regions,
                   std::uint64_t seed) {
    std::unique_ptr<CloudLinks> made(new CloudLinks(regions, seed));
    made->m_feedCount = feedCount;
    for (std::size_t feed = 0; feed < feedCount; ++feed) {
        // The callers' latency is what counts: the larger of both ends wins.
        auto sender = transport::makeSender("srt://127.0.0.1:0?mode=listener&latency=20");
        if (!sender) {
            return base::failure(sender.error().message);
        }
        made->m_senders.push_back(std::move(*sender));
    }
    for (const RegionStyle& region : regions) {
        for (std::size_t feed = 0; feed < feedCount; ++feed) {
            Link link;
            link.normal = {region.rttMs / 2, region.rttMs * 0.02, 0.0002};
            auto port = made->m_relay->addLink(made->m_senders[feed]->boundPort(), link.normal);
            if (!port) {
                return base::failure(port.error().message);
            }
            link.port = *port;
            made->m_links.push_back(link);
        }
    }
    return made;
}

std::vector<std::unique_ptr<transport::Sender>> CloudLinks::takeSenders() {
    return std::move(m_senders);
}

std::string CloudLinks::callerUri(std::size_t region, std::size_t feed) const {
    return fmt::format("srt://127.0.0.1:{}?mode=caller&latency={}",
                       m_links.at(region * m_feedCount + feed).port, m_latencyMs.at(region));
}

CloudLinks::Link& CloudLinks::link(std::size_t region, std::size_t feed) {
    return m_links.at(region * m_feedCount + feed);
}

void CloudLinks::setLoss(std::size_t region, std::size_t feed, double loss) {
    link(region, feed).loss = loss;
    apply(region, link(region, feed));
}

void CloudLinks::setExtraDelay(std::size_t region, std::size_t feed, double ms) {
    link(region, feed).extraMs = ms;
    apply(region, link(region, feed));
}

void CloudLinks::apply(std::size_t region, Link& changed) {
    transport::LinkImpairment now = changed.normal;
    now.loss = std::max(now.loss, changed.loss);
    if (changed.extraMs > 0) {
        now.delayMs += m_latencyMs.at(region) + changed.extraMs;
        now.jitterMs = 0;
        now.loss = changed.loss;
    }
    m_relay->setImpairment(changed.port, now);
}

} // namespace vigie::demo
