// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/fleet/provider.h"
#include "core/media/contentprobe.h"
#include "core/media/decodepool.h"
#include "core/probe/captures.h"
#include "core/probe/eventring.h"
#include "core/probe/hostusage.h"
#include "core/probe/inputworker.h"
#include "core/probe/nodeconfig.h"

namespace vigie::probe {

/// A probe at a node: its inputs, turned into ticks, events and previews.
///
/// Owns one thread ("probe-tick") that makes ten ticks a second, aligned to UTC; slow metrics ride
/// on the tick that ends a whole UTC second. Inputs own their receivers' threads. A fault of one
/// input never touches another.
class Probe final : public fleet::Provider {
public:
    /// Opens nothing but the ports of RF listeners; fails with the input's id and the reason.
    [[nodiscard]] static base::Result<std::unique_ptr<Probe>> make(NodeConfig config);
    ~Probe() override;
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    void start();
    /// Stops every input and ends every preview; bounded by the slowest receiver (2 s). Idempotent.
    void stop();

    [[nodiscard]] const NodeConfig& config() const { return m_config; }
    [[nodiscard]] const std::vector<std::unique_ptr<InputWorker>>& inputs() const {
        return m_inputs;
    }

    [[nodiscard]] model::NodeDescriptionPtr describe() const override;
    [[nodiscard]] base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override;
    [[nodiscard]] fleet::EventPage eventsAfter(std::uint64_t after,
                                               std::size_t most) const override;
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchPreview(const std::string& pathId, const model::PreviewRequest& request,
                 fleet::PreviewListener& listener) override;
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchSound(const std::string& pathId, int track, fleet::SoundListener& listener) override;
    [[nodiscard]] base::Result<base::Utc>
    requestDecoding(const fleet::DecodeRequest& request) override;
    [[nodiscard]] base::Result<fleet::CaptureInfo>
    requestCapture(const fleet::CaptureRequest& request) override;
    [[nodiscard]] std::vector<fleet::CaptureInfo> captures() const override;
    [[nodiscard]] base::Result<std::unique_ptr<fleet::CaptureReader>>
    readCapture(const std::string& captureId, fleet::CapturePart part) const override;

private:
    explicit Probe(NodeConfig config);
    void run(const std::stop_token& stop);
    void makeTick(base::Timestamp now, bool isSecond, double elapsedSeconds);
    void watchClock(base::Timestamp now);
    [[nodiscard]] model::NodeDescriptionPtr
    buildDescription(std::uint64_t epoch, const std::vector<InputFacts>& facts) const;
    void makeCaptures();
    /// Between two ticks: what cannot wait for the next one.
    void tellUrgent(base::Timestamp now);
    void tell(std::vector<model::Event> events, const std::string& inputId, base::Timestamp now);
    /// Keeps and tells; the tick thread only.
    void publish(model::Event event);

    const NodeConfig m_config;
    const std::uint64_t m_incarnation;
    std::unique_ptr<media::ContentPool> m_pool;
    std::vector<std::unique_ptr<InputWorker>> m_inputs;
    std::unique_ptr<Captures> m_captures; // null where nothing is kept; reads m_inputs
    EventRing m_events;

    mutable std::mutex m_listenersMutex; // held while listeners are called
    std::vector<fleet::ProviderListener*> m_listeners;
    model::NodeDescriptionPtr m_description; // guarded by m_listenersMutex

    // The tick thread's own.
    std::uint64_t m_sequence = 0;
    std::vector<std::uint64_t> m_inventoryRevisions;
    std::vector<std::size_t> m_pidRows;
    HostUsage m_usage;
    std::int64_t m_utcMinusMono = 0;
    bool m_hasClockOffset = false;

    std::mutex m_wakeMutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: joins before the rest goes
};

} // namespace vigie::probe
