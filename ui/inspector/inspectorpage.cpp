// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpage.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QResizeEvent>
#include <QSplitter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/healthbox.h"
#include "ui/inspector/inspectorheader.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/pictureview.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

constexpr int askEveryMs = 1000;
/// In the past the figures follow the playhead.
constexpr int followMs = 200;
constexpr std::size_t mostEvents = 200;

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
    m_columns->addWidget(m_charts);
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

void InspectorPage::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Decode all of both paths for 60 s"), QKeySequence(Qt::CTRL | Qt::Key_D),
        [this] { m_onDemand->decode(); });
    add(tr("Capture the stream of both paths"), QKeySequence(Qt::CTRL | Qt::Key_T),
        [this] { m_onDemand->capture(); });
    add(tr("Save the picture …"), QKeySequence::Save, [this] { savePicture(); });
    add(tr("Export as CSV …"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
        const QString name = QStringLiteral("vigie-%1-%2.csv")
                                 .arg(QString::fromStdString(m_twins.feedId),
                                      QString::fromStdString(m_twins.regionId));
        desk::saveTextAs(this, name, tr("Tables (*.csv)"), csv());
    });
}

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
    if (twins.paths != m_twins.paths) {
        m_twinPictures.clear();
    }
    m_twins = twins;
    m_onDemand->setTwins(twins);
    m_events.setTwins(twins);
    m_checks.setTwins(twins);
    m_pids.setTwins(twins);
    m_facts.setTwins(twins);
    m_causes.setTwins(twins);
    m_charts->setTwins(twins);
}

void InspectorPage::onPlace() {
    // Nothing of the place before may be taken for one of this.
    m_twinPictures.clear();
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
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = m_twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot->findPath(twin->ref) : nullptr;
        m_pictures[side]->setPath(path != nullptr ? std::optional(path->ref) : std::nullopt,
                                  path != nullptr && path->hasPreview);
        m_pictures[side]->setCaption(twinCaption(m_twins, side), twinColor(m_twins, side),
                                     path != nullptr ? path->worst() : engine::Severity::None);
        m_pids.setPids(side, twin ? pidsOf(*snapshot, *twin) : std::vector<model::PidInfo>{});
        m_facts.setContact(side, path != nullptr && path->isInContact);
    }
}

void InspectorPage::ask() {
    if (m_twins.feedId.empty()) {
        chooseSomething();
        takeSnapshot();
    }
    m_charts->refresh();
    for (std::size_t side = 0; side < 2; ++side) {
        m_pictures[side]->checkFreshness();
        askSide(side);
    }
    comparePictures();
}

void InspectorPage::comparePictures() {
    m_twinPictures.setSkew(skewOfSides(*m_context.snapshot(), m_twins));
    m_twinPictures.compareNewest(m_context.source().now().mono);
    const QString text = differenceText();
    m_difference->setText(text);
    m_difference->setToolTip(
        tr("PSNR and SSIM of the luma of both previews, in the size of the smaller one. By PTS: "
           "pictures of equal time stamps; by skew: stamps differ, so the picture that fits best "
           "within what the measured skew leaves open"));
}

QString InspectorPage::differenceText() const {
    if (!m_twins.paths[0] || !m_twins.paths[1]) {
        return tr("Twins' pictures: no twin");
    }
    if (const auto newest = m_twinPictures.newest(m_context.source().now().mono)) {
        const PictureDifference& found = newest->difference;
        const QString how = newest->pairing == Pairing::Pts ? tr("by PTS") : tr("by skew");
        return std::isinf(found.psnrDb)
                   ? tr("Twins' pictures: identical, %1").arg(how)
                   : tr("Twins' pictures: PSNR %1 dB · SSIM %2, %3")
                         .arg(theme::figure(found.psnrDb, 1), theme::figure(found.ssim, 2), how);
    }
    for (std::size_t side = 0; side < 2; ++side) {
        if (!m_twinPictures.hasPictures(side)) {
            return tr("Twins' pictures: — (no picture of %1)").arg(twinTitle(m_twins, side));
        }
    }
    return m_twinPictures.skew().ms ? tr("Twins' pictures: — (no two of one moment)")
                                    : tr("Twins' pictures: — (their skew is not known)");
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

QString InspectorPage::csv() const {
    QString text = m_charts->csv();
    const std::array<const QAbstractItemModel*, 5> tables{&m_checks, &m_pids, &m_facts, &m_causes,
                                                          &m_events};
    for (const QAbstractItemModel* table : tables) {
        text += QLatin1String("\r\n") + desk::commaSeparated(*table);
    }
    return text;
}

void InspectorPage::savePicture() {
    // The one that has the focus, otherwise the first that there is.
    const PictureView* view = m_pictures[1]->hasFocus() || m_pictures[0]->picture().isNull()
                                  ? m_pictures[1]
                                  : m_pictures[0];
    if (view->picture().isNull()) {
        QMessageBox::information(this, tr("Save the picture"), tr("There is no picture yet."));
        return;
    }
    const QImage picture = view->picture();
    const QString name =
        QStringLiteral("vigie-%1-%2-%3.png")
            .arg(QString::fromStdString(m_twins.feedId), QString::fromStdString(m_twins.regionId),
                 theme::toDateTime(m_context.snapshot()->now)
                     .toString(QStringLiteral("yyyyMMdd-HHmmss")));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the picture"), QDir(folder).filePath(name), tr("Pictures (*.png *.jpg)"));
    if (!path.isEmpty() && !picture.save(path)) {
        QMessageBox::warning(this, tr("Save the picture"),
                             tr("%1 could not be written.").arg(QDir::toNativeSeparators(path)));
    }
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
    // Wide screens have room for the stream's figures beside TR 101 290.
    constexpr int wide = 1700;
    const int left = std::clamp(width() / 5, 376, 400);
    const int right = width() >= wide ? 1010 : 480;
    m_columns->setSizes({left, std::max(200, width() - left - right), right});
}

void InspectorPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    m_twinPictures.clear();
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::inspector
