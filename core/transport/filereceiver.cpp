// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/filereceiver.h"

#include <algorithm>

#include "core/transport/counters.h"

namespace vigie::transport {

namespace {

constexpr std::size_t packetsPerCall = 7;
/// Waking for each seven packets of a fast file would cost more than it shows.
constexpr std::chrono::milliseconds shortestSleep{2};
constexpr std::chrono::seconds longestLateness{1};
constexpr double nsPerTick = 1000.0 / 27.0;

} // namespace

FileReceiver::FileReceiver(std::string name, std::chrono::milliseconds noDataAfter, FileSpec spec)
    : ThreadedReceiver(std::move(name), noDataAfter), m_spec(std::move(spec)) {}

void FileReceiver::run() {
    Backoff backoff;
    bool wasPlayed = false;
    setState(LinkState::Connecting, "opening the file");
    while (!isStopping()) {
        auto playback = TsPlayback::open(m_spec.path, m_spec.isLooped);
        std::string reason;
        if (playback) {
            if (wasPlayed) {
                changeFigures([](LinkFigures& figures) { ++figures.reconnects; });
                tellRestart(base::SystemClock::instance().now());
            }
            wasPlayed = true;
            if (play(*playback)) {
                setState(LinkState::NoData, "end of the file");
                // Nothing more comes until stop().
                while (pause(std::chrono::hours(1))) {
                }
                return;
            }
            reason = m_spec.path + " was cut while it was played";
        } else {
            reason = playback.error().message;
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

bool FileReceiver::play(TsPlayback& playback) {
    m_start = std::chrono::steady_clock::now();
    m_ticks = 0;
    while (!isStopping()) {
        const auto run = playback.next();
        if (!run) {
            return true;
        }
        // A pass has a first packet, unless somebody emptied the file.
        if (run->packets.empty() || !playRun(*run)) {
            return false;
        }
    }
    return false;
}

bool FileReceiver::playRun(const TsPlayback::Run& run) {
    const double ticksPerPacket =
        run.packets.empty() ? 0 : run.ticks / static_cast<double>(run.packets.size());
    for (std::size_t first = 0; first < run.packets.size(); first += packetsPerCall) {
        const std::size_t count = std::min(packetsPerCall, run.packets.size() - first);
        const double ticks = m_ticks + static_cast<double>(first) * ticksPerPacket;
        base::Mono due = m_start + base::Nanoseconds(static_cast<std::int64_t>(ticks * nsPerTick));
        base::Timestamp now = base::SystemClock::instance().now();
        if (due > now.mono) {
            if (!pause(std::max<base::Nanoseconds>(due - now.mono, shortestSleep))) {
                return false;
            }
            now = base::SystemClock::instance().now();
        }
        if (now.mono - due > longestLateness) {
            m_start += now.mono - due;
            due = now.mono;
        }
        deliver(std::as_bytes(std::span(run.packets).subspan(first, count)),
                {now.utc - (now.mono - due), due});
    }
    m_ticks += run.ticks;
    return !isStopping();
}

} // namespace vigie::transport
