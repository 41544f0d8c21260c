// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <QObject>
#include <QString>

#include "core/engine/view.h"
#include "core/fleet/source.h"
#include "core/media/decodepool.h"

/// The desk as the GUI thread sees it.
namespace vigie::ui::desk {

/// The one thing every page is given: the newest snapshot, questions to the engine with answers on
/// the GUI thread, previews, and what the operator has selected. Has a place in time: the present,
/// or a past that it was sent to. Snapshot, questions and previews are of the place that is shown;
/// answers to what was asked elsewhere are dropped. Lives on the GUI thread; never blocks.
class DeskContext : public QObject {
    Q_OBJECT
public:
    /// All three must outlive it. A source that is not live (a recording) makes a desk that has no
    /// present: isLive() is false wherever it is.
    DeskContext(engine::View& engine, fleet::Source& source, media::DecodePool& decoders,
                QObject* parent = nullptr);
    ~DeskContext() override;

    /// Of the place shown. Never null.
    [[nodiscard]] engine::SnapshotPtr snapshot() const;
    /// Of the place shown: another one after placeChanged(), and what was watched at the one before
    /// must be let go there and then.
    [[nodiscard]] fleet::Source& source() const;
    [[nodiscard]] media::DecodePool& decoders() const;

    /// Shows `past`, with the pictures of `pictures`, until goLive(); both must live until then.
    /// The present goes on beside it: liveSnapshot().
    void goTo(engine::View& past, fleet::Source& pictures);
    /// Back to what it was made with: the present, or the recording of a replay.
    void goLive();
    /// What is shown is the present.
    [[nodiscard]] bool isLive() const;
    /// There is a present to go to.
    [[nodiscard]] bool hasLive() const;
    /// Of the present, wherever the desk is; null in a replay.
    [[nodiscard]] engine::SnapshotPtr liveSnapshot() const;
    /// The clock of the present; in a replay that of the recording.
    [[nodiscard]] base::Timestamp liveNow() const;
    /// Why nothing can be done where the desk is; empty while it is live.
    [[nodiscard]] QString whyNoActions() const;

    /// Answers come on the GUI thread, and only while `receiver` lives.
    void queryChart(engine::ChartQuery query, QObject* receiver,
                    std::function<void(engine::ChartSeries)> done);
    void queryLatest(const std::string& nodeId, model::Scope scope, const std::string& subject,
                     QObject* receiver, std::function<void(std::vector<engine::LatestValue>)> done);
    void queryEvents(const std::string& nodeId, const std::string& subject, std::size_t most,
                     QObject* receiver, std::function<void(std::vector<engine::LoggedEvent>)> done);
    /// Of deliveries over time; see engine::View.
    void queryDeliveryHistory(engine::DeliveryHistoryQuery query, QObject* receiver,
                              std::function<void(engine::DeliveryHistory)> done);
    /// Under the name of who is signed on, unless the action names one. `done` may be empty. Who is
    /// at the desk and whether it sounds belongs to the present, wherever the desk is.
    void act(alarm::Action action, QObject* receiver,
             std::function<void(base::Result<std::uint64_t>)> done);
    void queryHistory(journal::HistoryQuery query, QObject* receiver,
                      std::function<void(journal::History)> done);
    void queryIncidents(base::Utc from, base::Utc to, QObject* receiver,
                        std::function<void(journal::PastIncidents)> done);
    void queryPerformance(QObject* receiver, std::function<void(alarm::Performance)> done);
    void queryExplanation(alarm::Subject subject, std::string ruleId, QObject* receiver,
                          std::function<void(alarm::Explanation)> done);

    /// Asks a node for something; its answer comes like those above, within 10 s.
    void requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                         std::chrono::seconds duration, QObject* receiver,
                         std::function<void(base::Result<base::Utc>)> done);
    void requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                        QObject* receiver,
                        std::function<void(base::Result<fleet::CaptureInfo>)> done);

    /// What the operator looks at. Pages follow; empty: nothing selected.
    [[nodiscard]] QString selectedFeed() const;
    [[nodiscard]] QString selectedRegion() const;
    /// Only what arrives at, or leaves, this node; empty: all nodes.
    [[nodiscard]] QString selectedNode() const;
    void selectFeed(const QString& feedId);
    void selectRegion(const QString& regionId);
    void selectNode(const QString& nodeId);
    /// Opens the inspector on a feed into a region (region empty: the one selected, or the worst).
    void openFeed(const QString& feedId, const QString& regionId);
    /// Opens a region's page, and selects it.
    void openRegion(const QString& regionId);

signals:
    /// At most 30 times a second, coalesced; nothing while nothing changes.
    void snapshotChanged(const vigie::engine::SnapshotPtr& snapshot);
    /// Likewise, of the present. Never in a replay.
    void liveSnapshotChanged(const vigie::engine::SnapshotPtr& snapshot);
    /// Another place is shown, from now on; snapshotChanged() follows.
    void placeChanged();
    void selectionChanged();
    void feedOpened(const QString& feedId, const QString& regionId);
    void regionOpened(const QString& regionId);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::ui::desk
