// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the charts: limits of rules, the time of alarms, and what can be done there.
#include <utility>

#include <QAction>

#include "ui/desk/contextmenu.h"
#include "ui/inspector/chartstack.h"

namespace vigie::ui::inspector {

namespace {

/// What the journal is asked for beside what is shown, and how often.
constexpr auto journalBefore = std::chrono::minutes(10);
constexpr auto journalPeriod = std::chrono::seconds(10);
constexpr std::size_t mostRecords = 1000;

} // namespace

void ChartStack::addActions(MetricChart* chart) {
    const QString text = chart->id().text();
    const auto add = [chart](const QString& words, auto slot) {
        auto* action = new QAction(words, chart);
        connect(action, &QAction::triggered, chart, slot);
        chart->addAction(action);
    };
    add(tr("Show this moment"), [this] {
        if (m_hovered) {
            emit momentWanted(*m_hovered);
        }
    });
    add(tr("Open the incident of this moment"), [this, chart] {
        for (const MetricChart::Shade& shade : chart->shades()) {
            const base::Utc at = m_hovered.value_or(range().to);
            if (shade.span.incidentId != 0 && shade.span.from <= at &&
                at <= shade.span.to.value_or(at)) {
                emit incidentWanted(shade.span.incidentId);
                return;
            }
        }
    });
    add(tr("Compare …\tC"), [this, chart] { emit compareWanted({chart->id()}); });
    add(tr("Up\tCtrl+↑"), [this, text] { moveChart(text, -1); });
    add(tr("Down\tCtrl+↓"), [this, text] { moveChart(text, 1); });
    add(tr("Remove this chart\tDel"), [this, text] { removeChart(text); });
    desk::offerActions(*chart);
}

void ChartStack::showSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    for (MetricChart* chart : m_charts) {
        chart->setThresholds(thresholdsOf(*snapshot, m_twins, chart->shownMetric()));
    }
    shade();
}

void ChartStack::shade() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    std::vector<alarm::Record> records = m_records[0];
    const auto isSameNode = m_twins.paths[0] && m_twins.paths[1] &&
                            m_twins.paths[0]->ref.nodeId == m_twins.paths[1]->ref.nodeId;
    if (!isSameNode) {
        records.insert(records.end(), m_records[1].begin(), m_records[1].end());
    }
    const TimeRange shown = range();
    const auto spans =
        alarmSpans(*snapshot, records, m_twins, m_recordsOf ? m_recordsOf->from : shown.from);
    for (MetricChart* chart : m_charts) {
        std::vector<MetricChart::Shade> shades;
        for (const AlarmSpan& span : spans) {
            if (span.to.value_or(shown.to) >= shown.from && span.from <= shown.to) {
                shades.push_back({span, spanText(*snapshot, span, m_twins),
                                  signalOf(*snapshot, span) == chart->shownMetric().key});
            }
        }
        chart->setShades(std::move(shades), snapshot->now);
    }
}

void ChartStack::askJournal() {
    const TimeRange shown = range();
    const base::Utc now = m_context.snapshot()->now;
    const bool isKnown = m_recordsOf && m_recordsOf->from <= shown.from && now >= m_recordsAt &&
                         now - m_recordsAt < journalPeriod;
    if (isKnown) {
        return;
    }
    const TimeRange asked{shown.from - journalBefore, shown.to + journalBefore};
    m_recordsAt = now;
    m_recordsOf = asked;
    if (m_twins.paths[0] || m_twins.paths[1]) {
        engine::DeliveryHistoryQuery ofDelivery;
        ofDelivery.feedId = m_twins.feedId;
        ofDelivery.regionId = m_twins.regionId;
        ofDelivery.from = shown.from;
        ofDelivery.to = shown.to;
        // An hour is remembered in fine steps, the day in coarse ones.
        const bool isLong = now - shown.from > std::chrono::minutes(55);
        ofDelivery.step = std::chrono::seconds(isLong ? 60 : 10);
        m_context.queryDeliveryHistory(
            ofDelivery, this, [this, generation = m_generation](engine::DeliveryHistory history) {
                if (generation == m_generation) {
                    m_deskSeries.setHistory(std::move(history));
                }
            });
    }
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = m_twins.paths[side];
        if (!twin) {
            continue;
        }
        journal::HistoryQuery query;
        query.from = asked.from;
        query.to = asked.to;
        query.text = twin->ref.nodeId;
        query.kinds = {alarm::RecordKind::Raised, alarm::RecordKind::RaisedAgain,
                       alarm::RecordKind::SeverityChanged, alarm::RecordKind::Cleared,
                       alarm::RecordKind::Latched};
        query.most = mostRecords;
        m_context.queryHistory(query, this,
                               [this, side, generation = m_generation](journal::History history) {
                                   if (generation == m_generation) {
                                       m_records[side] = std::move(history.records);
                                       shade();
                                   }
                               });
    }
}

} // namespace vigie::ui::inspector
