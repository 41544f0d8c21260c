// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpage.h"

#include <algorithm>
#include <utility>

#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/healthbox.h"
#include "ui/inspector/inspectorheader.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/pictureview.h"
#include "ui/inspector/routestrip.h"
#include "ui/inspector/twinpane.h"

namespace vigie::ui::inspector {

namespace {

constexpr int askEveryMs = 1000;
/// In the past the figures follow the playhead.
constexpr int followMs = 200;
constexpr std::size_t mostEvents = 200;
/// The course of the checks is asked for in every tenth turn.
constexpr int checkTurns = 10;

} // namespace

InspectorPage::InspectorPage(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_header(new InspectorHeader(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_charts = new ChartStack(context, this);
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makeLeft());
    m_columns->addWidget(makeMiddle());
    m_columns->addWidget(makeRight());
    m_columns->setStretchFactor(1, 1);
    connect(m_columns, &QSplitter::splitterMoved, this, [this] { m_isArranged = true; });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
    makeActions();

    m_timer.setInterval(askEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &InspectorPage::ask);
    connect(m_header, &InspectorHeader::chosen, this,
            [this](const QString& feed, const QString& region) {
                m_context.selectFeed(feed);
                showFeed(feed, region);
            });
    connect(&m_context, &desk::DeskContext::feedOpened, this, &InspectorPage::showFeed);
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (!isVisible()) {
            return;
        }
        takeSnapshot();
        if (!m_context.isLive() && !m_followTimer.isActive()) {
            m_followTimer.start();
        }
    });
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(followMs);
    connect(&m_followTimer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            ask();
        }
    });
    connect(&m_context, &desk::DeskContext::placeChanged, this, &InspectorPage::onPlace);
    setTwins({});
}

InspectorPage::~InspectorPage() = default;

void InspectorPage::showFeed(const QString& feedId, const QString& regionId) {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const std::string feed = feedId.toStdString();
    std::string region = regionId.toStdString();
    if (findDelivery(*snapshot, feed, region) == nullptr) {
        const std::string selected = m_context.selectedRegion().toStdString();
        const engine::DeliveryStatus* best = findDelivery(*snapshot, feed, selected);
        for (const auto& delivery : snapshot->deliveries) {
            const bool isWorse =
                best == nullptr || (best->regionId != selected && delivery.worst() > best->worst());
            if (delivery.feedId == feed && isWorse) {
                best = &delivery;
            }
        }
        if (best != nullptr) {
            region = best->regionId;
        }
    }
    setTwins(findTwins(*snapshot, feed, region));
    takeSnapshot();
    if (isVisible()) {
        ask();
    }
}

void InspectorPage::chooseSomething() {
    if (!m_twins.feedId.empty()) {
        return;
    }
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const engine::DeliveryStatus* best = nullptr;
    const std::string selected = m_context.selectedFeed().toStdString();
    for (const auto& delivery : snapshot->deliveries) {
        const bool isSelected = delivery.feedId == selected;
        const bool isBetter =
            best == nullptr || (isSelected && best->feedId != selected) ||
            (isSelected == (best->feedId == selected) && delivery.worst() > best->worst());
        if (isBetter) {
            best = &delivery;
        }
    }
    if (best != nullptr) {
        setTwins(findTwins(*snapshot, best->feedId, best->regionId));
    }
}

void InspectorPage::setTwins(const Twins& twins) {
    ++m_generation;
    m_twins = twins;
    m_checkTurns = {};
    m_pictures->setTwins(twins);
    m_onDemand->setTwins(twins);
    m_events.setTwins(twins);
    m_checks.setTwins(twins);
    m_pids.setTwins(twins);
    m_facts.setTwins(twins);
    m_causes.setTwins(twins);
    m_services.setTwins(twins);
    m_charts->setTwins(twins);
}

void InspectorPage::onPlace() {
    // Nothing of the place before may be taken for one of this.
    m_pictures->forget();
    const Twins shown = std::exchange(m_twins, {});
    setTwins({});
    setTwins(findTwins(*m_context.snapshot(), shown.feedId, shown.regionId));
    if (isVisible()) {
        takeSnapshot();
        ask();
    }
}

void InspectorPage::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    // A path that appears, a node that describes itself anew: other questions are to be asked.
    const Twins now = findTwins(*snapshot, m_twins.feedId, m_twins.regionId);
    if (now != m_twins) {
        setTwins(now);
        if (isVisible()) {
            ask();
        }
    }
    m_header->setSnapshot(*snapshot, m_twins);
    m_health->setHealth(m_twins, *snapshot);
    m_pictures->setSnapshot(*snapshot);
    m_route->setRoutes(*snapshot, m_twins, m_routes.find(*snapshot, m_twins));
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = m_twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot->findPath(twin->ref) : nullptr;
        m_pids.setPids(side, twin ? pidsOf(*snapshot, *twin) : std::vector<model::PidInfo>{});
        m_facts.setContact(side, path != nullptr && path->isInContact);
    }
    m_services.setSnapshot(*snapshot);
}

void InspectorPage::ask() {
    if (m_twins.feedId.empty()) {
        chooseSomething();
        takeSnapshot();
    }
    m_charts->refresh();
    for (std::size_t side = 0; side < 2; ++side) {
        askSide(side);
    }
    m_pictures->check();
}

QString InspectorPage::differenceText() const {
    return m_pictures->differenceText();
}

PictureView& InspectorPage::picture(std::size_t side) const {
    return m_pictures->view(side);
}

void InspectorPage::askSide(std::size_t side) {
    const auto& twin = m_twins.paths[side];
    if (!twin) {
        return;
    }
    const std::uint64_t generation = m_generation;
    const auto ifCurrent = [this, generation](auto use) {
        return [this, generation, use = std::move(use)](auto answer) {
            if (generation == m_generation) {
                use(std::move(answer));
            }
        };
    };
    const std::string& node = twin->ref.nodeId;
    using Values = std::vector<engine::LatestValue>;
    m_context.queryLatest(node, model::Scope::Input, twin->input.id, this,
                          ifCurrent([this, side](Values values) {
                              Latest latest = byKey(std::move(values));
                              m_checks.setLatest(side, latest);
                              askChecks(side);
                              m_facts.setLatest(side, model::Scope::Input, std::move(latest));
                          }));
    m_context.queryLatest(node, model::Scope::Path, twin->ref.pathId, this,
                          ifCurrent([this, side](Values values) {
                              Latest latest = byKey(std::move(values));
                              m_checks.setPathLatest(side, latest);
                              m_causes.setLatest(side, latest);
                              m_facts.setLatest(side, model::Scope::Path, std::move(latest));
                          }));
    for (const auto& pid : pidsOf(*m_context.snapshot(), *twin)) {
        m_context.queryLatest(node, model::Scope::Pid, pidSubject(twin->input.id, pid.pid), this,
                              ifCurrent([this, side, number = pid.pid](Values values) {
                                  m_pids.setLatest(side, number, byKey(std::move(values)));
                              }));
    }
    m_context.queryEvents(node, {}, mostEvents, this,
                          ifCurrent([this, side](std::vector<engine::LoggedEvent> events) {
                              m_events.setEvents(side, events);
                              m_onDemand->takeEvents(side, events);
                          }));
}

void InspectorPage::askChecks(std::size_t side) {
    const auto& twin = m_twins.paths[side];
    if (!twin || m_checkTurns[side]++ % checkTurns != 0) {
        return;
    }
    for (const std::string& check : m_checks.countedChecks(side)) {
        engine::ChartQuery query;
        query.nodeId = twin->ref.nodeId;
        query.scope = model::Scope::Input;
        query.subject = twin->input.id;
        query.metricKey = model::tr101290ErrorsKey(check);
        query.from = m_charts->range().from;
        query.to = m_charts->range().to;
        m_context.queryChart(
            query, this,
            [this, side, check, generation = m_generation](engine::ChartSeries series) {
                if (generation == m_generation) {
                    m_checks.setCourse(side, check, series);
                }
            });
    }
}

QString InspectorPage::csv() const {
    QString text = m_charts->csv() + QLatin1String("\r\n") + m_route->csv();
    const std::array<const QAbstractItemModel*, 6> tables{&m_checks, &m_pids,   &m_services,
                                                          &m_facts,  &m_causes, &m_events};
    for (const QAbstractItemModel* table : tables) {
        text += QLatin1String("\r\n") + desk::commaSeparated(*table);
    }
    return text;
}

void InspectorPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    chooseSomething();
    takeSnapshot();
    ask();
    m_timer.start();
}

void InspectorPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_isArranged) {
        return;
    }
    // Wide screens have room for the stream's figures beside TR 101 290, and for larger pictures.
    constexpr int wide = 1700;
    constexpr int veryWide = 3000;
    const bool isWide = width() >= wide;
    const int left = width() >= veryWide ? width() / 4 : std::clamp(width() / 5, 376, 400);
    const int right = width() >= veryWide ? width() * 2 / 5 : isWide ? 1010 : 480;
    m_columns->setSizes({left, std::max(200, width() - left - right), right});
}

void InspectorPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    m_pictures->forget();
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::inspector
