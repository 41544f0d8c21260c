// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/boundedqueue.h"
#include "core/engine/view.h"
#include "core/fleet/source.h"
#include "core/media/decodepool.h"

/// What tests of ui use instead of a fleet: they say what the engine says.
namespace vigie::uitest {

/// How rich a fleet to make.
struct FleetShape {
    int feeds = 12;  // 1 to 100; names repeat after 36
    int regions = 6; // 1 to 8
    /// Black, continuity, latency and lost-contact faults with their alarms; false: all is well.
    bool hasFaults = true;
    base::Utc now = base::utcFromNs(1'785'089'143'000'000'000); // 2026-07-26T18:05:43Z
};

/// A whole consistent fleet: an origin "origin-paris", "cloud-<region>" and "sat-<region>" nodes
/// with positions, feeds "f001".., paths "<feed>" at the origin and "cloud-<region>-<feed>" and
/// "sat-<region>-<feed>", deliveries "<feed>-<region>" about two thirds by cloud, health, latency,
/// skew, share with history, trends, alarms, rules and incidents. With faults: f005 black
/// everywhere (critical, both paths), f003 into the second region continuity 41/s and RF margin on
/// its satellite path on air (major), f009 latency 2.9 s into the third region (minor), the last
/// region's satellite node without contact. Every alarm belongs to one incident: five with faults
/// in four regions or more.
[[nodiscard]] engine::Snapshot makeSnapshot(const FleetShape& shape = {});

/// An engine that says what it was told. publish() may be called from any thread; listeners and
/// answers run on a thread of its own, as with the real one.
class FakeEngine final : public engine::View {
public:
    explicit FakeEngine(engine::Snapshot first = makeSnapshot());
    ~FakeEngine() override;

    /// Gives it the next revision and tells the listener.
    void publish(engine::Snapshot next);
    /// Waits (bounded) until everything asked and published so far was delivered.
    void settle();

    [[nodiscard]] engine::SnapshotPtr snapshot() const override;
    void setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) override;
    /// Answers a smooth curve that depends on node, subject and metric: one point per second, with
    /// a break (and no points) in the middle tenth. Unknown metric keys get no points.
    void queryChart(engine::ChartQuery query,
                    std::function<void(engine::ChartSeries)> done) override;
    /// Answers every metric of the scope in the catalogue, one in seven absent.
    void queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                     std::function<void(std::vector<engine::LatestValue>)> done) override;
    /// Answers setEvents() that match, newest first.
    void queryEvents(std::string nodeId, std::string subject, std::size_t most,
                     std::function<void(std::vector<engine::LoggedEvent>)> done) override;
    /// Answers what makeDeliveryHistory() makes of the snapshot, or nothing but empty rows from
    /// before setHistoryBegin() on.
    void queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                              std::function<void(engine::DeliveryHistory)> done) override;
    /// Answered with ids from 1 by one, or with setRefusal().
    void act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) override;
    /// Answer what setHistory() etc. gave.
    void queryHistory(journal::HistoryQuery query,
                      std::function<void(journal::History)> done) override;
    void queryIncidents(base::Utc from, base::Utc to,
                        std::function<void(journal::PastIncidents)> done) override;
    void queryPerformance(std::function<void(alarm::Performance)> done) override;
    void queryExplanation(alarm::Subject subject, std::string ruleId,
                          std::function<void(alarm::Explanation)> done) override;

    /// Oldest first. The default has a dozen of all kinds about f003 and its nodes.
    void setEvents(std::vector<engine::LoggedEvent> events);
    [[nodiscard]] std::vector<std::uint64_t> acknowledged() const;
    [[nodiscard]] std::vector<alarm::Action> actions() const;
    [[nodiscard]] std::vector<journal::HistoryQuery> historyQueries() const;
    /// Non-empty: every action is refused with this.
    void setRefusal(std::string reason);
    void setHistory(journal::History history);
    void setPastIncidents(journal::PastIncidents incidents);
    void setPerformance(alarm::Performance performance);
    void setExplanation(alarm::Explanation explanation);
    [[nodiscard]] std::vector<engine::ChartQuery> chartQueries() const;
    [[nodiscard]] std::vector<engine::DeliveryHistoryQuery> deliveryQueries() const;
    /// Nothing is remembered of what was before.
    void setHistoryBegin(base::Utc begin);

private:
    void post(std::function<void()> job);

    mutable std::mutex m_mutex;
    std::mutex m_listenerMutex;                          // held while the listener runs
    std::function<void(engine::SnapshotPtr)> m_listener; // guarded by m_listenerMutex
    engine::SnapshotPtr m_snapshot;                      // the rest guarded by m_mutex
    std::vector<engine::LoggedEvent> m_events;
    std::vector<alarm::Action> m_actions;
    std::vector<journal::HistoryQuery> m_historyQueries;
    std::string m_refusal;
    journal::History m_history;
    journal::PastIncidents m_pastIncidents;
    alarm::Performance m_performance;
    alarm::Explanation m_explanation;
    std::vector<engine::ChartQuery> m_chartQueries;
    std::vector<engine::DeliveryHistoryQuery> m_deliveryQueries;
    base::Utc m_historyBegin{};
    base::BoundedQueue<std::function<void()>> m_jobs;
    std::jthread m_thread;
};

/// A day of every delivery as the snapshot has them, ending at its `now`: what is in fault there
/// has been errored since the fault began (an unknown one is unknown for its last ten minutes);
/// each delivery failed over to its other path for five minutes of every 100, with an errored
/// minute before; every twelfth feed was off air for an hour, three hours before; latency breathes
/// by 20 ms around 600 ms by cloud and 1,000 ms by satellite.
[[nodiscard]] engine::DeliveryHistory
makeDeliveryHistory(const engine::Snapshot& snapshot, const engine::DeliveryHistoryQuery& query);

/// A source without nodes: remembers who watches what, and delivers what the test pushes.
class FakeSource final : public fleet::Source {
public:
    FakeSource();
    ~FakeSource() override;
    void start(fleet::Sink& sink) override;
    void stop() override;
    [[nodiscard]] base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                     const model::PreviewRequest& request,
                                                     fleet::PreviewSink& sink) override;
    /// Answered on a thread of their own with setDecodingAnswer() and setCaptureAnswer().
    void requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                         std::chrono::seconds duration,
                         std::function<void(base::Result<base::Utc>)> done) override;
    void requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                        std::function<void(base::Result<fleet::CaptureInfo>)> done) override;
    [[nodiscard]] base::Timestamp now() const override;
    [[nodiscard]] bool isLive() const override;

    struct Decoding {
        model::PathRef path;
        model::DecodePolicy policy;
        std::chrono::seconds duration;
    };
    struct Capture {
        std::string nodeId;
        fleet::CaptureRequest request;
    };
    [[nodiscard]] std::vector<Decoding> decodings() const;
    [[nodiscard]] std::vector<Capture> captures() const;
    void setDecodingAnswer(base::Result<base::Utc> answer);
    /// The id gets the node's name appended.
    void setCaptureAnswer(base::Result<fleet::CaptureInfo> answer);

    struct Watch {
        model::PathRef path;
        model::PreviewRequest request;
    };
    [[nodiscard]] std::vector<Watch> watches() const;
    /// Pushes to every watcher of `path`; how many there were.
    int deliver(const model::PathRef& path, const model::AccessUnitPtr& unit);
    int interrupt(const model::PathRef& path, const std::string& reason);

    [[nodiscard]] base::SubscriptionPtr watchSound(const model::PathRef& path, int track,
                                                   fleet::SoundSink& sink) override;
    struct Listening {
        model::PathRef path;
        int track = 0;
    };
    [[nodiscard]] std::vector<Listening> listenings() const;
    /// Does `tell` with the sink of everybody who listens; how many there were.
    int tellListeners(const std::function<void(fleet::SoundSink&)>& tell);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// A picture made by hand.
class FakeFrame final : public media::VideoFrame {
public:
    /// One color all over.
    FakeFrame(int frameWidth, int frameHeight, std::uint8_t luma, std::uint8_t cb, std::uint8_t cr);
    /// A picture that differs by `seed` and moves with `step`: for screenshots.
    [[nodiscard]] static std::shared_ptr<FakeFrame> scene(int frameWidth, int frameHeight, int seed,
                                                          int step);
    std::vector<std::uint8_t>& luma() { return m_y; }

private:
    std::vector<std::uint8_t> m_y, m_u, m_v;
};

/// An access unit that FakeDecodePool "decodes" to one color, sequence 1 and growing by the caller.
[[nodiscard]] model::AccessUnitPtr colorUnit(std::uint64_t sequence, std::uint8_t luma,
                                             std::uint8_t cb, std::uint8_t cr, int width = 320,
                                             int height = 180);
/// One that becomes FakeFrame::scene.
[[nodiscard]] model::AccessUnitPtr sceneUnit(std::uint64_t sequence, int seed, int step,
                                             int width = 320, int height = 180);

/// "Decodes" the units above on the caller's thread; a sequence gap awaits a unit that is a key.
class FakeDecodePool final : public media::DecodePool {
public:
    [[nodiscard]] std::unique_ptr<media::DecodeStream> open(std::string name,
                                                            std::function<void()> onFrame) override;
    [[nodiscard]] int openStreams() const { return *m_open; }

private:
    std::shared_ptr<std::atomic<int>> m_open = std::make_shared<std::atomic<int>>(0);
};

} // namespace vigie::uitest
