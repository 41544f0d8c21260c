// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/demo/catalog.h"
#include "core/demo/rfreporter.h"
#include "core/demo/satellitelink.h"
#include "core/demo/satellitesignal.h"
#include "core/demo/transponder.h"
#include "core/demo/tspacer.h"
#include "core/transport/sender.h"

namespace vigie::demo {

/// Where everything leaves: one thread ("demo-send") that each 1/350 s takes one packet of every
/// feed, sends the feeds' datagrams to the origin node and into SRT, and the transponders' through
/// every region's satellite link. Senders are given to it as they come to exist. Other methods from
/// any thread. Late by more than a quarter of a second it shifts its clock instead of bursting.
class Distribution {
public:
    /// Feeds of one transponder.
    static constexpr std::size_t feedsPerTransponder = 12;

    Distribution(const std::vector<FeedStyle>& feeds, const std::vector<RegionStyle>& regions,
                 std::uint64_t seed);
    ~Distribution();

    /// What the coder of a feed made.
    void push(std::size_t feed, std::span<const std::byte> packets);
    /// A receiver of the feed's own stream, a datagram at a time as it fills.
    void addOutput(std::size_t feed, std::unique_ptr<transport::Sender> sender);
    /// Another, by SRT: two datagrams at a time and all feeds at once, because SRT acknowledges
    /// each burst, and with many links acknowledgements cost more than data.
    void addCloudOutput(std::size_t feed, std::unique_ptr<transport::Sender> sender);
    void addSatelliteOutput(std::size_t region, std::size_t transponder,
                            std::unique_ptr<transport::Sender> sender, RfReporter rf);
    void start();

    void setStopped(std::size_t feed, bool isStopped);
    void addFade(std::size_t region, double peakDb, double seconds);
    /// The weather of all regions begins anew, as the seed says: what comes is then by the clock of
    /// the caller, and not by how long everything took to start.
    void beginWeather();

    /// All feeds flow.
    [[nodiscard]] bool isFlowing() const;
    /// "feed 3: 12 packets late, 0 lost", one line for each feed that is not clean; for the log.
    [[nodiscard]] std::string troubles() const;
    [[nodiscard]] std::size_t transponderCount() const { return m_transponders.size(); }
    /// "8PSK 2/3"-like figures of a region's downlink, for its input's carrier.
    [[nodiscard]] static std::string carrierOf(const RegionStyle& region, std::size_t transponder);

private:
    struct Feed {
        std::unique_ptr<TsPacer> pacer;
        std::unique_ptr<transport::Sender> output, cloudOutput;
        std::array<std::byte, packetsPerDatagram * packetSize> datagram{};
        std::vector<std::array<std::byte, packetsPerDatagram * packetSize>> gathered;
        std::size_t filled = 0;
        bool isStopped = false;
    };
    struct Downlink {
        std::size_t transponder = 0;
        SatelliteLink link;
        RfReporter rf;
    };
    struct Region {
        std::chrono::nanoseconds delay{};
        SatelliteSignal::Setup weather;
        std::unique_ptr<SatelliteSignal> signal;
        std::vector<Downlink> downlinks;
    };

    void run(const std::stop_token& stop);
    void tick(std::uint64_t tick, base::Timestamp now);
    static void append(Feed& feed, const TsPacket& packet);
    void sendGathered();
    void advanceSignals(std::uint64_t tick);

    const std::uint64_t m_seed;
    mutable std::mutex m_mutex;
    // All below guarded by m_mutex, except that pacers are thread-safe themselves.
    std::vector<Feed> m_feeds;
    std::vector<Transponder> m_transponders;
    std::vector<Region> m_regions;
    std::vector<std::vector<std::optional<TsPacket>>> m_slots; // by transponder; the send thread's
    std::jthread m_thread;
};

} // namespace vigie::demo
