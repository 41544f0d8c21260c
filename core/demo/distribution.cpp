// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/distribution.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"

namespace vigie::demo {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds mostBehind = 250ms;
constexpr double uplinkElevation = 35;
constexpr double downlinkGHz = 12.5;
/// Modulator, demodulator and their interleavers.
constexpr double modemMs = 45;
/// Part of the year in which it rains at all.
constexpr double rainPercent = 4;
constexpr std::uint64_t ticksPerSignalStep = packetsPerSecond / 10;
constexpr std::uint64_t ticksPerBurst = 2 * packetsPerDatagram;
constexpr const char* network = "Vigie demo";

SiService serviceOf(const FeedStyle& feed) {
    const FeedPids pids = pidsOf(feed.info.number);
    return {pids.program, pids.pmt, fmt::format("{:03} {}", feed.info.number, feed.info.name),
            network};
}

SatelliteSignal::Setup signalOf(const RegionStyle& region, std::uint64_t seed) {
    SlantPath path;
    path.latitude = region.satellitePosition.latitude;
    path.rainHeightKm = region.rainHeightKm;
    path.elevation = region.elevationDeg;
    path.frequency = downlinkGHz;
    const double gamma = specificAttenuation(downlinkGHz, region.elevationDeg, 90, region.rainRate);
    return {region.clearSkyEsN0Db, region.modcod, fitRain(path, gamma, rainPercent), seed};
}

base::Mono dueTime(base::Mono start, std::uint64_t tick) {
    return start + std::chrono::nanoseconds(tick * 1'000'000'000 / packetsPerSecond);
}

} // namespace

Distribution::Distribution(const std::vector<FeedStyle>& feeds,
                           const std::vector<RegionStyle>& regions, std::uint64_t seed)
    : m_seed(seed) {
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        Feed& feed = m_feeds.emplace_back();
        // The multiplexer names its stream 1 in the PAT that it makes.
        feed.pacer = std::make_unique<TsPacer>(Carousel(1, network, {serviceOf(feeds[i])}, false));
    }
    for (std::size_t from = 0; from < feeds.size(); from += feedsPerTransponder) {
        std::vector<SiService> services;
        for (std::size_t i = from; i < std::min(from + feedsPerTransponder, feeds.size()); ++i) {
            services.push_back(serviceOf(feeds[i]));
        }
        m_slots.emplace_back(services.size());
        m_transponders.emplace_back(static_cast<std::uint16_t>(101 + m_transponders.size()),
                                    network, std::move(services));
    }
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const double ms = geostationaryDelayMs(uplinkElevation, regions[i].elevationDeg) + modemMs;
        m_regions.push_back(
            {std::chrono::nanoseconds(static_cast<std::int64_t>(ms * 1e6)),
             signalOf(regions[i], seed * 1000 + i),
             std::make_unique<SatelliteSignal>(signalOf(regions[i], seed * 1000 + i)),
             {}});
    }
}

Distribution::~Distribution() {
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Distribution::push(std::size_t feed, std::span<const std::byte> packets) {
    m_feeds[feed].pacer->push(packets);
}

void Distribution::addOutput(std::size_t feed, std::unique_ptr<transport::Sender> sender) {
    const std::lock_guard lock(m_mutex);
    m_feeds.at(feed).output = std::move(sender);
}

void Distribution::addCloudOutput(std::size_t feed, std::unique_ptr<transport::Sender> sender) {
    const std::lock_guard lock(m_mutex);
    m_feeds.at(feed).cloudOutput = std::move(sender);
}

void Distribution::addSatelliteOutput(std::size_t region, std::size_t transponder,
                                      std::unique_ptr<transport::Sender> sender, RfReporter rf) {
    const std::lock_guard lock(m_mutex);
    Region& at = m_regions.at(region);
    at.downlinks.push_back(
        {transponder,
         SatelliteLink(at.delay, std::move(sender), m_seed * 7919 + region * 31 + transponder),
         std::move(rf)});
}

void Distribution::start() {
    m_thread = base::startThread("demo-send", [this](const std::stop_token& stop) { run(stop); });
}

void Distribution::setStopped(std::size_t feed, bool isStopped) {
    const std::lock_guard lock(m_mutex);
    m_feeds.at(feed).isStopped = isStopped;
}

void Distribution::addFade(std::size_t region, double peakDb, double seconds) {
    const std::lock_guard lock(m_mutex);
    m_regions.at(region).signal->addFade(peakDb, seconds);
}

void Distribution::beginWeather() {
    const std::lock_guard lock(m_mutex);
    for (Region& region : m_regions) {
        *region.signal = SatelliteSignal(region.weather);
    }
}

bool Distribution::isFlowing() const {
    return std::all_of(m_feeds.begin(), m_feeds.end(),
                       [](const Feed& feed) { return feed.pacer->isStarted(); });
}

std::string Distribution::troubles() const {
    std::string lines;
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        const auto late = m_feeds[i].pacer->underruns();
        const auto lost = m_feeds[i].pacer->overflows();
        if (late + lost > 0) {
            lines += fmt::format("feed {}: {} packets late, {} lost\n", i + 1, late, lost);
        }
    }
    return lines;
}

std::string Distribution::carrierOf(const RegionStyle& region, std::size_t transponder) {
    return fmt::format("Vigie-1 12.{} V, {}", 500 + 40 * transponder,
                       transport::dvbS2ModcodName(region.modcod));
}

void Distribution::run(const std::stop_token& stop) {
    const auto log = base::logger("demo");
    const auto& clock = base::SystemClock::instance();
    base::Mono start = clock.now().mono;
    for (std::uint64_t count = 0; !stop.stop_requested(); ++count) {
        const base::Mono due = dueTime(start, count);
        base::Timestamp now = clock.now();
        if (now.mono > due + mostBehind) {
            log->warn(
                "sending was {} ms late and goes on from here",
                std::chrono::duration_cast<std::chrono::milliseconds>(now.mono - due).count());
            start += now.mono - due;
        } else if (now.mono < due) {
            std::this_thread::sleep_until(due);
            now = clock.now();
        }
        const std::lock_guard lock(m_mutex);
        tick(count, now);
    }
}

void Distribution::tick(std::uint64_t tick, base::Timestamp now) {
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        Feed& feed = m_feeds[i];
        auto packet = feed.pacer->next(tick, now.utc);
        if (feed.isStopped) {
            packet.reset();
        }
        m_slots[i / feedsPerTransponder][i % feedsPerTransponder] = packet;
        if (packet) {
            append(feed, *packet);
        }
    }
    for (std::size_t i = 0; i < m_transponders.size(); ++i) {
        m_transponders[i].tick(tick, m_slots[i], now);
    }
    if (tick % ticksPerBurst == 0) {
        sendGathered();
    }
    if (tick % ticksPerSignalStep == 0) {
        advanceSignals(tick);
    }
    for (Region& region : m_regions) {
        for (Downlink& downlink : region.downlinks) {
            downlink.link.forward(m_transponders[downlink.transponder], *region.signal, now.mono);
        }
    }
}

void Distribution::append(Feed& feed, const TsPacket& packet) {
    std::copy(packet.begin(), packet.end(),
              feed.datagram.begin() + static_cast<std::ptrdiff_t>(feed.filled * packetSize));
    if (++feed.filled < packetsPerDatagram) {
        return;
    }
    feed.filled = 0;
    if (feed.output) {
        feed.output->send(feed.datagram);
    }
    if (feed.cloudOutput) {
        feed.gathered.push_back(feed.datagram);
    }
}

void Distribution::sendGathered() {
    for (Feed& feed : m_feeds) {
        for (const auto& datagram : feed.gathered) {
            feed.cloudOutput->send(datagram);
        }
        feed.gathered.clear();
    }
}

void Distribution::advanceSignals(std::uint64_t tick) {
    for (Region& region : m_regions) {
        region.signal->advance(static_cast<double>(ticksPerSignalStep) / packetsPerSecond);
        if (tick % packetsPerSecond != 0) {
            continue;
        }
        for (Downlink& downlink : region.downlinks) {
            downlink.rf.report(region.signal->figures());
        }
    }
}

} // namespace vigie::demo
