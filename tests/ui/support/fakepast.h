// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/replay/past.h"
#include "tests/ui/support/fakeengine.h"

namespace vigie::uitest {

/// A recording made by hand: six hours of outlines with three incidents (minor, major, critical),
/// a hole of ten minutes, and the fleet of makeSnapshot() at every moment. Remembers what it was
/// asked for. Listeners run on the caller's thread, answers on the fake engine's.
class FakePast final : public replay::Past {
public:
    static constexpr auto length = std::chrono::hours(6);
    /// `to` is where it ends; the shape's own time does not count.
    explicit FakePast(base::Utc to = FleetShape{}.now, FleetShape shape = {});
    ~FakePast() override;

    // replay::Past
    void seek(base::Utc at) override;
    void play(double speed) override;
    void step(int direction) override;
    void jumpToIncident(int direction, std::function<void(bool)> done) override;
    [[nodiscard]] replay::Playhead playhead() const override;
    void setPlayheadListener(std::function<void(replay::Playhead)> listener) override;
    void queryOutline(base::Utc from, base::Utc to, std::size_t most,
                      std::function<void(replay::Outline)> done) override;
    void queryPicture(model::PathRef path, base::Utc at,
                      std::function<void(model::AccessUnitPtr)> done) override;
    void addMark(record::Mark mark, std::function<void(base::Result<void>)> done) override;
    [[nodiscard]] record::RecordingInfo info() const override;

    // engine::View
    [[nodiscard]] engine::SnapshotPtr snapshot() const override { return m_engine.snapshot(); }
    void setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) override;
    void queryChart(engine::ChartQuery query,
                    std::function<void(engine::ChartSeries)> done) override;
    void queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                     std::function<void(std::vector<engine::LatestValue>)> done) override;
    void queryEvents(std::string nodeId, std::string subject, std::size_t most,
                     std::function<void(std::vector<engine::LoggedEvent>)> done) override;
    void queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                              std::function<void(engine::DeliveryHistory)> done) override;
    void act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) override;
    void queryHistory(journal::HistoryQuery query,
                      std::function<void(journal::History)> done) override;
    void queryIncidents(base::Utc from, base::Utc to,
                        std::function<void(journal::PastIncidents)> done) override;
    void queryPerformance(std::function<void(alarm::Performance)> done) override;
    void queryExplanation(alarm::Subject subject, std::string ruleId,
                          std::function<void(alarm::Explanation)> done) override;

    // fleet::Source
    void start(fleet::Sink& /*sink*/) override {}
    void stop() override {}
    [[nodiscard]] base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                     const model::PreviewRequest& request,
                                                     fleet::PreviewSink& sink) override;
    [[nodiscard]] base::Timestamp now() const override;
    [[nodiscard]] bool isLive() const override { return false; }

    // For tests.
    FakeEngine& engine() { return m_engine; }
    FakeSource& source() { return m_source; }
    /// Moves without being asked, as time that passes does.
    void moveTo(base::Utc at, bool isAtEnd = false);
    /// More was recorded.
    void growTo(base::Utc to);
    void setMarks(std::vector<record::Mark> marks);
    void setMarkRefusal(std::string reason);
    void setHasIncidents(bool hasIncidents);
    [[nodiscard]] std::vector<base::Utc> seeks() const;
    [[nodiscard]] std::vector<double> plays() const;
    [[nodiscard]] std::vector<int> steps() const;
    [[nodiscard]] std::vector<int> jumps() const;
    [[nodiscard]] std::vector<record::Mark> marks() const;
    [[nodiscard]] std::size_t outlineQueries() const;
    [[nodiscard]] std::size_t pictureQueries() const;

private:
    void tell();

    const FleetShape m_shape;
    FakeEngine m_engine;
    FakeSource m_source;
    mutable std::mutex m_mutex; // guards the rest
    replay::Playhead m_playhead;
    std::function<void(replay::Playhead)> m_listener;
    std::vector<base::Utc> m_seeks;
    std::vector<double> m_plays;
    std::vector<int> m_steps;
    std::vector<int> m_jumps;
    std::vector<record::Mark> m_marks;
    std::string m_markRefusal;
    bool m_hasIncidents = true;
    std::size_t m_outlineQueries = 0;
    std::size_t m_pictureQueries = 0;
};

/// The outline point of a moment of FakePast; nothing in its hole.
[[nodiscard]] std::optional<replay::OutlinePoint> fakeOutlinePoint(base::Utc begin, base::Utc at);

} // namespace vigie::uitest
