// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/deskcontext.h"

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include "core/base/log.h"

namespace vigie::ui::desk {

namespace {

constexpr int frameMs = 33;
/// Questions that may wait for their answers at once; a page asks a few dozen per second at most.
constexpr std::size_t mostQuestions = 2048;

using Answer = std::function<void()>;

/// What the engine's thread may touch: outlives the context, so that late answers have a place to
/// go. One wake-up stands for everything that waits.
class Mailbox {
public:
    explicit Mailbox(std::function<void()> wake) : m_wake(std::move(wake)) {}

    void put(engine::SnapshotPtr snapshot) {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(snapshot); // newest wins
        wakeLocked();
    }
    void put(Answer answer) {
        const std::lock_guard lock(m_mutex);
        if (m_wake) {
            m_answers.push_back(std::move(answer));
            wakeLocked();
        }
    }
    /// Reserves room for one answer; false when too many are waiting already.
    bool reserve() {
        const std::lock_guard lock(m_mutex);
        if (m_reserved >= mostQuestions) {
            return false;
        }
        ++m_reserved;
        return true;
    }
    engine::SnapshotPtr takeSnapshot() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_snapshot, nullptr);
    }
    std::deque<Answer> takeAnswers() {
        const std::lock_guard lock(m_mutex);
        m_isWoken = false;
        m_reserved -= std::min(m_reserved, m_answers.size());
        return std::exchange(m_answers, {});
    }
    void close() {
        const std::lock_guard lock(m_mutex);
        m_wake = nullptr;
        m_answers.clear();
    }

private:
    void wakeLocked() {
        if (!m_isWoken && m_wake) {
            m_isWoken = true;
            m_wake();
        }
    }

    std::mutex m_mutex;
    std::function<void()> m_wake;   // guarded by m_mutex; null once closed
    engine::SnapshotPtr m_snapshot; // guarded by m_mutex
    std::deque<Answer> m_answers;   // guarded by m_mutex; at most mostQuestions
    std::size_t m_reserved = 0;     // guarded by m_mutex
    bool m_isWoken = false;         // guarded by m_mutex
};

/// Wraps `done` for the engine's thread: the value travels to the GUI thread and is given to `done`
/// there if `receiver` still lives.
template <typename Value>
std::function<void(Value)> onGuiThread(std::shared_ptr<Mailbox> mailbox, QObject* receiver,
                                       std::function<void(Value)> done) {
    auto call = [guard = QPointer<QObject>(receiver), done = std::move(done)](Value& value) {
        if (guard) {
            done(std::move(value));
        }
    };
    // Shared, so that the page's captures are not copied about and die on the GUI thread.
    auto shared = std::make_shared<decltype(call)>(std::move(call));
    return [mailbox = std::move(mailbox), shared](Value value) {
        auto kept = std::make_shared<Value>(std::move(value));
        mailbox->put([shared, kept] { (*shared)(*kept); });
    };
}

/// Of who is at the desk, not of what was or is wrong.
bool isOfTheDesk(alarm::ActionKind kind) {
    return kind == alarm::ActionKind::SignOn || kind == alarm::ActionKind::SignOff ||
           kind == alarm::ActionKind::Mute;
}

engine::SnapshotPtr notNull(engine::SnapshotPtr snapshot) {
    return snapshot ? std::move(snapshot) : std::make_shared<engine::Snapshot>();
}

} // namespace

class DeskContext::Impl {
public:
    Impl(DeskContext& owner, engine::View& engineView, fleet::Source& fleetSource,
         media::DecodePool& decodePool)
        : q(owner), home(engineView), homeSource(fleetSource), decoders(decodePool),
          hasLive(fleetSource.isLive()), homeBox(makeMailbox()), placeBox(makeMailbox()),
          view(&engineView), source(&fleetSource), homeSnapshot(notNull(engineView.snapshot())),
          current(homeSnapshot) {
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &q, [this] { publish(); });
        home.setSnapshotListener(
            [box = homeBox](engine::SnapshotPtr snapshot) { box->put(std::move(snapshot)); });
    }

    std::shared_ptr<Mailbox> makeMailbox() {
        return std::make_shared<Mailbox>([this] {
            QMetaObject::invokeMethod(
                &q, [this] { onWoken(); }, Qt::QueuedConnection);
        });
    }

    [[nodiscard]] bool isHome() const { return view == &home; }

    void onWoken() {
        // Kept: an answer may take the desk to another place.
        const std::array<std::shared_ptr<Mailbox>, 2> boxes{homeBox, placeBox};
        for (const auto& box : boxes) {
            for (Answer& answer : box->takeAnswers()) {
                if (box == homeBox || box == placeBox) {
                    answer();
                }
            }
        }
        if (timer.isActive()) {
            return;
        }
        const qint64 since = lastPublished.isValid() ? lastPublished.elapsed() : frameMs;
        if (since >= frameMs) {
            publish();
        } else {
            timer.start(static_cast<int>(frameMs - since));
        }
    }

    void publish() {
        engine::SnapshotPtr ofHome = homeBox->takeSnapshot();
        engine::SnapshotPtr ofPlace = placeBox->takeSnapshot();
        if (ofHome && ofHome != homeSnapshot) {
            lastPublished.start();
            homeSnapshot = std::move(ofHome);
            if (hasLive) {
                emit q.liveSnapshotChanged(homeSnapshot);
            }
        }
        engine::SnapshotPtr next = isHome() ? homeSnapshot : std::move(ofPlace);
        if (next && next != current) {
            lastPublished.start();
            current = std::move(next);
            emit q.snapshotChanged(current);
        }
    }

    void moveTo(engine::View& nextView, fleet::Source& nextSource) {
        if (!isHome()) {
            view->setSnapshotListener(nullptr);
        }
        placeBox->close();
        placeBox = makeMailbox();
        view = &nextView;
        source = &nextSource;
        if (!isHome()) {
            view->setSnapshotListener(
                [box = placeBox](engine::SnapshotPtr snapshot) { box->put(std::move(snapshot)); });
        }
        current = isHome() ? homeSnapshot : notNull(view->snapshot());
        emit q.placeChanged();
        emit q.snapshotChanged(current);
    }

    [[nodiscard]] bool mayAsk(const std::shared_ptr<Mailbox>& box) {
        const bool isFine = box->reserve();
        if (!isFine) {
            base::logger("desk")->warn("A question to the engine was dropped: {} wait already.",
                                       mostQuestions);
        }
        return isFine;
    }

    [[nodiscard]] QString regionFor(const std::string& feedId) const {
        const engine::DeliveryStatus* worst = nullptr;
        for (const auto& delivery : current->deliveries) {
            if (delivery.feedId != feedId) {
                continue;
            }
            if (!region.isEmpty() && region.toStdString() == delivery.regionId) {
                return region;
            }
            if (worst == nullptr || delivery.worst() > worst->worst()) {
                worst = &delivery;
            }
        }
        return worst != nullptr ? QString::fromStdString(worst->regionId) : QString();
    }

    DeskContext& q;
    engine::View& home;
    fleet::Source& homeSource;
    media::DecodePool& decoders;
    const bool hasLive;
    /// Snapshots of home and answers to what was done there: those come wherever the desk is.
    std::shared_ptr<Mailbox> homeBox;
    /// All else; a new one for each place, so that what the one before still says goes nowhere.
    std::shared_ptr<Mailbox> placeBox;
    engine::View* view;
    fleet::Source* source;
    engine::SnapshotPtr homeSnapshot;
    engine::SnapshotPtr current;
    QTimer timer;
    QElapsedTimer lastPublished;
    QString feed;
    QString region;
    QString node;
};

DeskContext::DeskContext(engine::View& engine, fleet::Source& source, media::DecodePool& decoders,
                         QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(*this, engine, source, decoders)) {}

DeskContext::~DeskContext() {
    if (!m_impl->isHome()) {
        m_impl->view->setSnapshotListener(nullptr);
    }
    m_impl->home.setSnapshotListener(nullptr);
    m_impl->placeBox->close();
    m_impl->homeBox->close();
}

engine::SnapshotPtr DeskContext::snapshot() const {
    return m_impl->current;
}
fleet::Source& DeskContext::source() const {
    return *m_impl->source;
}
media::DecodePool& DeskContext::decoders() const {
    return m_impl->decoders;
}

void DeskContext::goTo(engine::View& past, fleet::Source& pictures) {
    if (m_impl->view != &past) {
        m_impl->moveTo(past, pictures);
    }
}

void DeskContext::goLive() {
    if (!m_impl->isHome()) {
        m_impl->moveTo(m_impl->home, m_impl->homeSource);
    }
}

bool DeskContext::isLive() const {
    return m_impl->hasLive && m_impl->isHome();
}
bool DeskContext::hasLive() const {
    return m_impl->hasLive;
}

engine::SnapshotPtr DeskContext::liveSnapshot() const {
    return m_impl->hasLive ? m_impl->homeSnapshot : nullptr;
}

base::Timestamp DeskContext::liveNow() const {
    return m_impl->homeSource.now();
}

QString DeskContext::whyNoActions() const {
    if (isLive()) {
        return {};
    }
    return m_impl->hasLive
               ? tr("This is the past: nothing can be done here. LIVE goes back to now.")
               : tr("This is a recording: nothing can be done in it.");
}

void DeskContext::queryChart(engine::ChartQuery query, QObject* receiver,
                             std::function<void(engine::ChartSeries)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryChart(std::move(query),
                                 onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryLatest(const std::string& nodeId, model::Scope scope,
                              const std::string& subject, QObject* receiver,
                              std::function<void(std::vector<engine::LatestValue>)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryLatest(nodeId, scope, subject,
                                  onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryEvents(const std::string& nodeId, const std::string& subject,
                              std::size_t most, QObject* receiver,
                              std::function<void(std::vector<engine::LoggedEvent>)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryEvents(nodeId, subject, most,
                                  onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryDeliveryHistory(engine::DeliveryHistoryQuery query, QObject* receiver,
                                       std::function<void(engine::DeliveryHistory)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryDeliveryHistory(
            std::move(query), onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::act(alarm::Action action, QObject* receiver,
                      std::function<void(base::Result<std::uint64_t>)> done) {
    const bool isAtHome = m_impl->hasLive && isOfTheDesk(action.kind);
    if (action.operatorName.empty()) {
        action.operatorName =
            (m_impl->hasLive ? m_impl->homeSnapshot : m_impl->current)->operatorName;
    }
    // What was done is told, wherever the desk has gone meanwhile.
    if (m_impl->mayAsk(m_impl->homeBox)) {
        (isAtHome ? m_impl->home : *m_impl->view)
            .act(std::move(action), onGuiThread(m_impl->homeBox, receiver, std::move(done)));
    } else if (done) {
        done(base::failure("The engine does not answer."));
    }
}

void DeskContext::queryHistory(journal::HistoryQuery query, QObject* receiver,
                               std::function<void(journal::History)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryHistory(std::move(query),
                                   onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryIncidents(base::Utc from, base::Utc to, QObject* receiver,
                                 std::function<void(journal::PastIncidents)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryIncidents(from, to,
                                     onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryPerformance(QObject* receiver,
                                   std::function<void(alarm::Performance)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryPerformance(onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::queryExplanation(alarm::Subject subject, std::string ruleId, QObject* receiver,
                                   std::function<void(alarm::Explanation)> done) {
    if (m_impl->mayAsk(m_impl->placeBox)) {
        m_impl->view->queryExplanation(std::move(subject), std::move(ruleId),
                                       onGuiThread(m_impl->placeBox, receiver, std::move(done)));
    }
}

void DeskContext::requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                                  std::chrono::seconds duration, QObject* receiver,
                                  std::function<void(base::Result<base::Utc>)> done) {
    if (m_impl->mayAsk(m_impl->homeBox)) {
        m_impl->source->requestDecoding(path, policy, duration,
                                        onGuiThread(m_impl->homeBox, receiver, std::move(done)));
    }
}

void DeskContext::requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                                 QObject* receiver,
                                 std::function<void(base::Result<fleet::CaptureInfo>)> done) {
    if (m_impl->mayAsk(m_impl->homeBox)) {
        m_impl->source->requestCapture(nodeId, request,
                                       onGuiThread(m_impl->homeBox, receiver, std::move(done)));
    }
}

QString DeskContext::selectedFeed() const {
    return m_impl->feed;
}
QString DeskContext::selectedRegion() const {
    return m_impl->region;
}
QString DeskContext::selectedNode() const {
    return m_impl->node;
}

void DeskContext::selectFeed(const QString& feedId) {
    if (m_impl->feed != feedId) {
        m_impl->feed = feedId;
        emit selectionChanged();
    }
}

void DeskContext::selectRegion(const QString& regionId) {
    if (m_impl->region != regionId) {
        m_impl->region = regionId;
        emit selectionChanged();
    }
}

void DeskContext::selectNode(const QString& nodeId) {
    if (m_impl->node != nodeId) {
        m_impl->node = nodeId;
        emit selectionChanged();
    }
}

void DeskContext::openRegion(const QString& regionId) {
    selectRegion(regionId);
    emit regionOpened(regionId);
}

void DeskContext::openFeed(const QString& feedId, const QString& regionId) {
    selectFeed(feedId);
    emit feedOpened(feedId,
                    regionId.isEmpty() ? m_impl->regionFor(feedId.toStdString()) : regionId);
}

} // namespace vigie::ui::desk
