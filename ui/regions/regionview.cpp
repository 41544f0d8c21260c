// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionview.h"

#include <algorithm>

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/regions/elidinglabel.h"
#include "ui/regions/healthgrid.h"
#include "ui/regions/latencychart.h"
#include "ui/regions/spanbox.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::regions {
namespace {

using namespace std::chrono_literals;

/// How often the newest minutes are asked for again.
constexpr auto newestPeriod = 5s;
constexpr auto newestReach = 3min;
constexpr int mostRecords = 5'000;

base::Utc minuteOf(base::Utc at) {
    return base::utcFromNs(base::toSeconds(at) / 60 * 60 * 1'000'000'000);
}

} // namespace

RegionView::RegionView(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_other(context) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* bottom = new QSplitter(Qt::Horizontal, this);
    bottom->addWidget(makeNodes());
    bottom->addWidget(makeLatency());
    bottom->addWidget(makeComparison());
    auto* all = new QSplitter(Qt::Vertical, this);
    all->addWidget(makeGrid());
    all->addWidget(bottom);
    all->setStretchFactor(0, 3);
    all->setStretchFactor(1, 2);
    all->setSizes({560, 340});
    m_parts = bottom;
    connect(m_parts, &QSplitter::splitterMoved, this, [this] { m_isDivided = true; });
    for (QSplitter* splitter : {bottom, all}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(all, 1);
    setTabOrder(m_filter, m_grid);
    setTabOrder(m_grid, m_nodeTable);
    setTabOrder(m_nodeTable, m_latency);
    setTabOrder(m_latency, m_with);
    setTabOrder(m_with, m_comparisonTable);
    addKeys();

    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(0);
    connect(&m_askSoon, &QTimer::timeout, this, &RegionView::askAll);
    const auto refresh = [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    };
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, refresh);
    connect(&m_context, &desk::DeskContext::selectionChanged, this, refresh);
    connect(&m_context, &desk::DeskContext::placeChanged, this, [this] { m_isFresh = false; });
}

RegionView::~RegionView() = default;

std::chrono::hours RegionView::span() const {
    return m_spans->span();
}

void RegionView::setSpan(std::chrono::hours span) {
    m_spans->choose(span);
}

void RegionView::setRegion(const QString& regionId) {
    if (regionId == m_region) {
        return;
    }
    m_region = regionId;
    m_isFresh = false;
    m_health.setRecords({});
    m_health.setHistory({});
    m_filter->clear();
    if (isVisible()) {
        takeSnapshot();
    }
}

void RegionView::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    m_title->setText(theme::regionName(*snapshot, m_region.toStdString()));
    const auto region =
        std::find_if(snapshot->regions.begin(), snapshot->regions.end(),
                     [this](const auto& one) { return one.id == m_region.toStdString(); });
    m_state->setWhole(region == snapshot->regions.end()
                          ? tr("not in the plan")
                          : tr("%1 · health %2 over 15 min · %3")
                                .arg(theme::severityWord(region->worst),
                                     theme::percentText(region->health.quarterHour.percent()),
                                     theme::shareText(region->share)));
    m_health.setSnapshot(snapshot);
    m_health.setNode(m_context.selectedNode());
    m_nodes.setSnapshot(snapshot, m_region);
    fillChoices();
    // The present moves on; a past that is dragged goes either way.
    const base::Utc now = snapshot->now;
    if (!m_isFresh || minuteOf(now) != minuteOf(m_askedTo)) {
        if (!m_askSoon.isActive()) {
            m_askSoon.start();
        }
    } else if (now - m_askedNewest >= newestPeriod) {
        askNewest();
    }
}

void RegionView::askAll() {
    if (m_region.isEmpty() || !isVisible()) {
        return;
    }
    const base::Utc now = m_context.snapshot()->now;
    m_isFresh = true;
    m_askedTo = now;
    m_askedNewest = now;
    engine::DeliveryHistoryQuery query;
    query.regionId = m_region.toStdString();
    query.from = minuteOf(now) + 1min - span();
    query.to = now;
    const quint64 generation = ++m_generation;
    m_context.queryDeliveryHistory(query, this,
                                   [this, generation](engine::DeliveryHistory history) {
                                       if (generation == m_generation) {
                                           takeHistory(std::move(history));
                                       }
                                   });
    journal::HistoryQuery records;
    records.from = query.from;
    records.to = now;
    records.kinds = {alarm::RecordKind::Raised, alarm::RecordKind::RaisedAgain,
                     alarm::RecordKind::Cleared};
    records.text = query.regionId;
    records.most = mostRecords;
    m_context.queryHistory(records, this, [this, generation](journal::History history) {
        if (generation == m_generation) {
            m_health.setRecords(std::move(history.records));
        }
    });
}

void RegionView::askNewest() {
    m_askedNewest = m_context.snapshot()->now;
    engine::DeliveryHistoryQuery query;
    query.regionId = m_region.toStdString();
    query.from = std::max(m_health.history().from, minuteOf(m_askedNewest) - newestReach);
    query.to = m_askedNewest;
    m_context.queryDeliveryHistory(
        query, this, [this, generation = m_generation](const engine::DeliveryHistory& newest) {
            if (generation == m_generation && m_health.patch(newest)) {
                showSummaries();
            }
        });
}

void RegionView::takeHistory(engine::DeliveryHistory history) {
    m_health.setHistory(std::move(history));
    m_spans->fit(m_health.history()); // asks again if it is to be another
    if (!m_grid->currentIndex().isValid() && m_health.columnCount() > 0) {
        m_grid->setCurrentIndex(m_health.index(0, m_health.columnCount() - 1));
    }
    showSummaries();
    compare();
}

void RegionView::showSummaries() {
    const engine::DeliveryHistory& history = m_health.history();
    std::optional<double> uncertainty;
    bool isAllKnown = true;
    for (const engine::DeliveryStatus& delivery : m_context.snapshot()->deliveries) {
        if (delivery.regionId != m_region.toStdString() || !delivery.latency.ms) {
            continue;
        }
        const std::optional<double>& own = delivery.latency.uncertaintyMs;
        isAllKnown = isAllKnown && own.has_value();
        uncertainty = own ? std::optional(std::max(uncertainty.value_or(*own), *own)) : uncertainty;
    }
    m_latency->setStats(statsOf(history, health::Carriage::Cloud),
                        statsOf(history, health::Carriage::Satellite), uncertainty, isAllKnown);
    m_sure->setWhole(m_latency->uncertaintyText());
    const auto known = statsOf(history).rememberedPercent();
    m_reach->setWhole(
        known ? tr("one column: %1 · remembered of this time: %2")
                    .arg(tr("%n minute(s)", nullptr,
                            static_cast<int>(m_health.stepsPerColumn() *
                                             static_cast<std::size_t>(history.step.count()) / 60)),
                         theme::percentText(known, 0))
              : tr("nothing is remembered of this time"));
    showCurrentCell();
}

void RegionView::fillChoices() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    QStringList ids{QString(), QString(), QString(), QString()};
    QStringList texts{tr("Cloud against satellite"), tr("The time before"),
                      tr("The same time yesterday"), tr("All regions")};
    for (const engine::RegionStatus& region : snapshot->regions) {
        if (region.id != m_region.toStdString()) {
            ids << QString::fromStdString(region.id);
            texts << theme::regionName(*snapshot, region.id);
        }
    }
    bool isSame = m_with->count() == texts.size();
    for (int i = 0; isSame && i < m_with->count(); ++i) {
        isSame = m_with->itemText(i) == texts[i] && m_with->itemData(i).toString() == ids[i];
    }
    if (isSame) {
        return;
    }
    const int before = std::max(0, m_with->currentIndex());
    const QString beforeId = m_with->currentData().toString();
    {
        const QSignalBlocker blocker(m_with);
        m_with->clear();
        for (qsizetype i = 0; i < texts.size(); ++i) {
            m_with->addItem(texts[i], ids[i]);
        }
        const int kept = before < 4 ? before : m_with->findData(beforeId);
        m_with->setCurrentIndex(kept >= 0 ? kept : 0);
    }
    compare();
}

void RegionView::compare() {
    m_other.cancel();
    const engine::DeliveryHistory& history = m_health.history();
    const int choice = m_with->currentIndex();
    if (choice == static_cast<int>(With::OtherPath)) {
        m_comparison.setSides(theme::pathKindWord(model::PathKind::Cloud),
                              statsOf(history, health::Carriage::Cloud),
                              theme::pathKindWord(model::PathKind::Satellite),
                              statsOf(history, health::Carriage::Satellite), true);
        return;
    }
    const QString own = theme::regionName(*m_context.snapshot(), m_region.toStdString());
    const QString title = m_with->currentText();
    // Until it is answered, nothing is known of the other side.
    m_comparison.setSides(own, statsOf(history), title, {}, false);
    if (history.rows.empty() || choice < 0) {
        return;
    }
    Stretch stretch{m_region.toStdString(), m_askedTo - span(), m_askedTo};
    stretch.from = minuteOf(m_askedTo) + 1min - span();
    if (choice == static_cast<int>(With::Before)) {
        stretch.to = stretch.from;
        stretch.from -= span();
    } else if (choice == static_cast<int>(With::Yesterday)) {
        stretch.from -= 24h;
        stretch.to -= 24h;
    } else {
        stretch.regionId = m_with->currentData().toString().toStdString(); // empty: all
    }
    m_other.ask(stretch, [this, own, title](RegionStats stats) {
        m_comparison.setSides(own, statsOf(m_health.history()), title, std::move(stats), false);
    });
}

void RegionView::showCurrentCell() {
    QString text = m_grid->currentSentence();
    m_cellText->setWhole(text.replace(QLatin1Char('\n'), QStringLiteral(" · ")));
}

QString RegionView::csv() const {
    const auto next = QLatin1String("\r\n");
    return m_health.csv() + next + desk::commaSeparated(m_nodeOrder) + next + m_latency->csv() +
           next + desk::commaSeparated(m_comparison);
}

void RegionView::saveCsv() {
    desk::saveTextAs(this, QStringLiteral("vigie-%1.csv").arg(m_region), tr("Tables (*.csv)"),
                     csv());
}

void RegionView::savePicture() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save as a picture"),
                                                      QStringLiteral("vigie-%1.png").arg(m_region),
                                                      tr("Pictures (*.png)"));
    if (!file.isEmpty() && !grab().save(file, "PNG")) {
        m_reach->setWhole(tr("%1 could not be written.").arg(file));
    }
}

void RegionView::divide() {
    if (m_isDivided) {
        return;
    }
    // What the comparison's table needs in either language; the rest is for the nodes' columns.
    const int comparison = std::min(width() * 25 / 64, 560);
    const int latency = width() * 5 / 16;
    m_parts->setSizes({width() - comparison - latency, latency, comparison});
}

void RegionView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    divide();
}

void RegionView::showEvent(QShowEvent* event) {
    m_isFresh = false;
    takeSnapshot();
    QWidget::showEvent(event);
    m_grid->setFocus();
}

} // namespace vigie::ui::regions
