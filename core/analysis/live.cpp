// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "core/analysis/analysis.h"
#include "core/analysis/collector.h"

namespace vigie::analysis {
namespace {

using namespace std::chrono_literals;

/// Analyzers want to know of time passing at least so often.
constexpr auto advanceStep = 50ms;

/// Hands on what a receiver tells. The collector is made with the first byte, whose arrival is the
/// moment 0. The receiver's thread feeds it, the caller's advances it, under m_mutex.
class LiveSink final : public transport::ReceiverSink {
public:
    explicit LiveSink(const Options& options) : m_options(options) {}

    void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) override {
        const std::lock_guard lock(m_mutex);
        if (!m_collector) {
            m_collector.emplace(m_options, arrival);
            m_first = arrival;
        }
        m_collector->feed(bytes, arrival);
    }
    void onGap(std::uint64_t lostPackets, base::Timestamp at) override {
        const std::lock_guard lock(m_mutex);
        if (m_collector) {
            m_collector->gap(lostPackets, at);
        }
    }
    void onRestart(base::Timestamp at) override {
        const std::lock_guard lock(m_mutex);
        if (m_collector) {
            m_collector->restart(at);
        }
    }
    void onState(transport::LinkState state, const std::string& reason,
                 base::Timestamp at) override {
        const std::lock_guard lock(m_mutex);
        m_reason = reason;
        if (!m_collector) {
            return;
        }
        switch (state) {
        case transport::LinkState::Connecting:
            m_collector->note("input.connecting", reason, 1, at);
            break;
        case transport::LinkState::Receiving:
            m_collector->note("input.connected", reason, 1, at);
            break;
        case transport::LinkState::NoData:
            m_collector->note("input.lost", reason, 1, at);
            break;
        case transport::LinkState::Failed:
            m_collector->note("input.failed", reason, 1, at);
            break;
        }
    }

    void advance(base::Timestamp now) {
        const std::lock_guard lock(m_mutex);
        if (m_collector) {
            m_collector->advance(now);
        }
    }
    [[nodiscard]] std::optional<base::Timestamp> first() {
        const std::lock_guard lock(m_mutex);
        return m_first;
    }
    [[nodiscard]] std::string reason() {
        const std::lock_guard lock(m_mutex);
        return m_reason;
    }
    /// After the receiver was stopped.
    [[nodiscard]] std::optional<Collector>& collector() { return m_collector; }

private:
    const Options& m_options;
    std::mutex m_mutex;
    std::optional<Collector> m_collector; // guarded by m_mutex, as all below
    std::optional<base::Timestamp> m_first;
    std::string m_reason;
};

} // namespace

base::Result<Report> analyzeLive(const transport::ReceiverOptions& source, const Options& options,
                                 const std::stop_token& stop) {
    auto receiver = transport::Receiver::create("analyze", source);
    if (!receiver) {
        return tl::unexpected(receiver.error());
    }
    LiveSink sink(options);
    const base::Clock& clock = base::SystemClock::instance();
    const base::Timestamp start = clock.now();
    const base::Nanoseconds limit = std::chrono::duration_cast<base::Nanoseconds>(
        std::chrono::duration<double>(options.seconds.value_or(0)));
    (*receiver)->start(sink);
    std::mutex mutex;
    std::condition_variable_any wake;
    const auto isOver = [&](base::Timestamp now) {
        return options.seconds && now.mono - sink.first().value_or(start).mono >= limit;
    };
    base::Timestamp now = start;
    while (!stop.stop_requested() && !isOver(now)) {
        {
            std::unique_lock lock(mutex);
            (void)wake.wait_for(lock, stop, advanceStep, [] { return false; });
        }
        now = clock.now();
        sink.advance(now);
    }
    (*receiver)->stop();
    auto& collector = sink.collector();
    const std::string shown = transport::withoutCredentials(source.uri);
    if (!collector) {
        const std::string reason = sink.reason();
        return base::failure("nothing came from " + shown + (reason.empty() ? "" : ": " + reason));
    }
    if (collector->totals().packets == 0) {
        return base::failure("what came from " + shown + " is no transport stream");
    }
    Report report;
    report.source = shown;
    report.isLive = true;
    report.isCut = true;
    report.time.kind = TimeBasis::Kind::Arrival;
    report.link = (*receiver)->figures();
    collector->finish(report, clock.now());
    return report;
}

} // namespace vigie::analysis
