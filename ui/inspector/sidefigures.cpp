// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>

#include "ui/inspector/metricview.h"
#include "ui/inspector/sidetable.h"
#include "ui/theme/figures.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

bool isTransportFigure(const model::MetricInfo& metric) {
    return metric.group == "RF" || metric.group == "SRT" || metric.group == "RTP" ||
           metric.group == "HLS" || metric.key == model::key::inputState ||
           metric.key == model::key::inputReconnects;
}

} // namespace

void FigureTable::rebuild() {
    // In the order of our own catalogue, then whatever else a node has in these groups.
    std::vector<model::MetricInfo> metrics;
    std::set<std::string> seen;
    const auto add = [&](const model::MetricInfo& metric) {
        if (isTransportFigure(metric) && seen.insert(metric.key).second) {
            metrics.push_back(metric);
        }
    };
    std::for_each(model::metricCatalogue().begin(), model::metricCatalogue().end(), add);
    for (const Latest& latest : m_latest) {
        for (const auto& [key, value] : latest) {
            add(value.metric);
        }
    }
    std::vector<Row> rows;
    for (const auto& metric : metrics) {
        Row row;
        row.id = metric.key;
        row.names << QString::fromStdString(metric.name);
        bool isKnown = false;
        for (std::size_t side = 0; side < 2; ++side) {
            const auto found = m_latest[side].find(metric.key);
            Cell& cell = row.sides[side];
            cell.color = QColor::fromRgb(theme::color::quiet);
            cell.text = theme::unknownFigure();
            if (found != m_latest[side].end() && found->second.raw) {
                isKnown = true;
                cell.text = valueText(found->second);
                cell.exported = cell.text;
                cell.color = QColor::fromRgb(theme::color::text);
                cell.toolTip = theme::dateTimeText(found->second.at);
            }
        }
        if (isKnown) {
            rows.push_back(std::move(row));
        }
    }
    setRows(std::move(rows));
}

CauseTable::CauseTable(QObject* parent) : SideTable({tr("Errored seconds")}, parent) {}

void CauseTable::forget() {
    m_latest = {};
    rebuild();
}

void CauseTable::setLatest(std::size_t side, Latest latest) {
    m_latest[side] = std::move(latest);
    rebuild();
}

void CauseTable::rebuild() {
    namespace k = model::key;
    const std::array<std::pair<std::string_view, QString>, 8> causes{{
        {k::secondsErrored, tr("all causes")},
        {k::erroredNoData, tr("no data")},
        {k::erroredTs, tr("TR 101 290 priority 1")},
        {k::erroredLoss, tr("unrecovered loss")},
        {k::erroredBlack, tr("black")},
        {k::erroredFreeze, tr("freeze")},
        {k::erroredSilence, tr("silence")},
        {k::secondsJudged, tr("of seconds judged")},
    }};
    std::vector<Row> rows;
    for (const auto& [key, words] : causes) {
        Row row;
        row.id = std::string(key);
        row.names << words;
        for (std::size_t side = 0; side < 2; ++side) {
            Cell& cell = row.sides[side];
            const auto found = m_latest[side].find(row.id);
            const auto seconds =
                found != m_latest[side].end() ? valueOf(found->second) : std::optional<double>();
            cell.color =
                QColor::fromRgb(seconds && *seconds > 0 ? theme::color::text : theme::color::quiet);
            cell.text =
                seconds ? theme::grouped(static_cast<qint64>(*seconds)) : theme::unknownFigure();
            cell.toolTip = tr("Since the node started");
            if (seconds) {
                cell.exported = static_cast<qint64>(*seconds);
            }
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

PidTable::PidTable(QObject* parent) : SideTable({tr("PID"), tr("Content, Mb/s")}, parent) {}

void PidTable::forget() {
    m_pids = {};
    rebuild();
}

void PidTable::setPids(std::size_t side, const std::vector<model::PidInfo>& pids) {
    std::map<std::uint16_t, Pid> next;
    for (const auto& info : pids) {
        const auto known = m_pids[side].find(info.pid);
        next[info.pid] = {info, known != m_pids[side].end() ? known->second.latest : Latest{}};
    }
    m_pids[side] = std::move(next);
    rebuild();
}

void PidTable::setLatest(std::size_t side, std::uint16_t pid, Latest latest) {
    const auto found = m_pids[side].find(pid);
    if (found != m_pids[side].end()) {
        found->second.latest = std::move(latest);
        rebuild();
    }
}

void PidTable::rebuild() {
    std::set<std::uint16_t> all;
    for (const auto& side : m_pids) {
        for (const auto& [number, pid] : side) {
            all.insert(number);
        }
    }
    std::vector<Row> rows;
    for (const std::uint16_t number : all) {
        Row row;
        row.id = std::to_string(number);
        QString content;
        for (std::size_t side = 0; side < 2; ++side) {
            Cell& cell = row.sides[side];
            cell.color = QColor::fromRgb(theme::color::quiet);
            cell.text = theme::unknownFigure();
            const auto pid = m_pids[side].find(number);
            if (pid == m_pids[side].end()) {
                cell.toolTip = tr("This path has no such PID");
                continue;
            }
            const model::PidInfo& info = pid->second.info;
            if (content.isEmpty()) {
                content = QString::fromStdString(info.content.empty() ? "?" : info.content);
                if (!info.language.empty()) {
                    content += QLatin1Char(' ') + QString::fromStdString(info.language);
                }
            }
            const auto rate = pid->second.latest.find(std::string(model::key::pidBitrate));
            const auto bits =
                rate != pid->second.latest.end() ? valueOf(rate->second) : std::optional<double>();
            if (bits) {
                cell.text = theme::megabitsFigure(bits);
                cell.exported = *bits / 1e6;
                cell.color = twinColor(twins(), side);
            }
            const auto errors = pid->second.latest.find(std::string(model::key::pidCcErrors));
            if (errors != pid->second.latest.end()) {
                cell.toolTip = tr("Continuity errors: %1").arg(valueText(errors->second));
            }
        }
        row.names << QStringLiteral("0x%1")
                         .arg(number, 4, 16, QLatin1Char('0'))
                         .toUpper()
                         .replace(QLatin1Char('X'), QLatin1Char('x'))
                  << content;
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

} // namespace vigie::ui::inspector
