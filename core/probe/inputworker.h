// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/media/contentprobe.h"
#include "core/model/event.h"
#include "core/model/fleet.h"
#include "core/probe/capturering.h"
#include "core/probe/nodeconfig.h"
#include "core/probe/pathworker.h"
#include "core/transport/receiver.h"
#include "core/transport/rffigures.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// Figures of one PID of an input.
struct PidFacts {
    std::uint16_t pid = 0;
    std::uint64_t packets = 0;
    std::uint64_t ccErrors = 0;
    std::uint64_t scrambled = 0;
    std::optional<double> bitrate;
    std::optional<double> bitratePcr;
};

/// What an input says of itself in one tick. `isSecond`: a whole second ended with it, and the slow
/// members are filled.
struct InputFacts {
    bool isSecond = false;
    model::state::Input state = model::state::InputUnknown;
    std::vector<PathFacts> paths;
    transport::LinkFigures link;
    std::optional<transport::RfFigures> rf;
    ts::Totals totals;
    std::array<ts::CheckResult, ts::checkCount> checks{};
    std::optional<double> bitrate;
    std::optional<double> nullBitrate;
    /// What the capture ring holds; absent without one.
    std::optional<double> ringSeconds;
    std::vector<PidFacts> pids;
    /// Describes `pids`, in their order; `inventoryRevision` grows whenever it changes.
    std::vector<model::PidInfo> pidTable;
    /// As the tables of the stream tell them; a change of it counts as one of the inventory too.
    std::vector<model::ServiceInfo> serviceTable;
    std::uint64_t inventoryRevision = 0;
    /// Oldest first; sequence and node fields are not set yet.
    std::vector<model::Event> events;
};

/// One input: receives, analyzes, and feeds its paths.
///
/// Threads: the receiver's own thread feeds the analyzer under m_mutex; collect() comes from the
/// probe's tick thread under the same lock. Destroying it stops the receiver (bounded, 2 s).
class InputWorker final : private transport::ReceiverSink, private ts::AnalyzerSink {
public:
    /// Opens nothing but the RF listener's port.
    [[nodiscard]] static base::Result<std::unique_ptr<InputWorker>>
    make(const InputConfig& config, media::ContentPool& pool, base::Timestamp start);
    ~InputWorker() override;
    InputWorker(const InputWorker&) = delete;
    InputWorker& operator=(const InputWorker&) = delete;

    /// Keeps the stream in `ring`, exactly as it is received. Before start().
    void keepIn(std::shared_ptr<CaptureRing> ring) { m_ring = std::move(ring); }
    void start();
    /// Asks the receiver to stop and ends the previews. Idempotent.
    void stop(const std::string& reason);

    [[nodiscard]] const InputConfig& config() const { return m_config; }
    [[nodiscard]] const std::vector<std::unique_ptr<PathWorker>>& paths() const { return m_paths; }
    [[nodiscard]] std::optional<std::uint16_t> boundPort() const { return m_receiver->boundPort(); }
    [[nodiscard]] std::optional<std::uint16_t> boundPortB() const {
        return m_receiver->boundPortB();
    }
    [[nodiscard]] std::optional<std::uint16_t> rfPort() const;

    /// What the stream is judged by. Any thread.
    [[nodiscard]] const ts::Profile& profile() const { return m_analyzer->profile(); }

    /// Asks for more decoding of one of its paths; until when it holds. Any thread.
    [[nodiscard]] base::Utc requestPolicy(PathWorker& path, model::DecodePolicy policy,
                                          base::Timestamp now, std::chrono::seconds length);

    /// Brings the analyzer's clock to `now` and takes what is known; slow members when `isSecond`.
    [[nodiscard]] InputFacts collect(base::Timestamp now, bool isSecond, double elapsedSeconds);
    /// Between two ticks: everything that happened, if anything in it cannot wait for the next one
    /// (a state that began or ended, the input's own state); otherwise nothing. Bursts keep being
    /// folded per tick.
    [[nodiscard]] std::vector<model::Event> takeUrgent(base::Timestamp now);

private:
    InputWorker(const InputConfig& config, media::ContentPool& pool, base::Timestamp start);

    // transport::ReceiverSink, on the receiver's thread
    void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) override;
    void onGap(std::uint64_t lostPackets, base::Timestamp at) override;
    void onRestart(base::Timestamp at) override;
    void onState(transport::LinkState state, const std::string& reason,
                 base::Timestamp at) override;

    // ts::AnalyzerSink, under m_mutex
    void onOccurrence(const ts::Occurrence& occurrence) override;
    void onTimeMark(const ts::TimeMark& mark) override;
    void onPtsMark(const ts::PtsMark& mark) override;
    void onSplice(const ts::SpliceEvent& event) override;
    void onPsiChange(const ts::PsiChange& change) override;
    void onPesUnit(const ts::PesUnit& unit) override;
    void onInventoryChanged() override;

    /// Usually one; two where the configuration names a service by its number and as "the first"
    /// too.
    [[nodiscard]] const std::vector<PathWorker*>& pathsOfService(std::uint16_t serviceId);
    void refreshInventory();
    void endSecond(InputFacts& facts, base::Timestamp now, double elapsedSeconds);
    void addEvent(model::Event event);
    /// Under m_mutex.
    void advancePaths(base::Timestamp now);
    [[nodiscard]] base::Nanoseconds noDataLimit(const transport::LinkFigures& link) const;

    const InputConfig m_config;
    std::unique_ptr<transport::RfSource> m_ownRf;
    std::unique_ptr<transport::Receiver> m_receiver;
    const transport::RfSource* m_rf = nullptr; // m_ownRf, or the receiver itself
    std::shared_ptr<CaptureRing> m_ring;       // fixed from start() on; null where nothing is kept
    std::vector<std::unique_ptr<PathWorker>> m_paths; // the list is fixed after construction

    mutable std::mutex m_mutex;
    std::unique_ptr<ts::Analyzer> m_analyzer; // guarded by m_mutex, as all below
    std::map<std::uint16_t, std::vector<PathWorker*>> m_byService;
    transport::LinkState m_link = transport::LinkState::Connecting;
    std::string m_linkReason;
    bool m_hasLinkState = false;
    bool m_hasEverReceived = false;
    bool m_isInventoryStale = true;
    std::uint64_t m_inventoryRevision = 0;
    std::vector<ts::PidFigures> m_pids;
    std::vector<model::ServiceInfo> m_serviceTable;
    std::map<std::uint16_t, std::uint64_t> m_pidPackets;
    std::optional<std::uint64_t> m_bytesBefore;
    std::optional<std::uint64_t> m_nullsBefore;
    std::vector<model::Event> m_events;
    std::uint64_t m_eventsDropped = 0;
};

} // namespace vigie::probe
