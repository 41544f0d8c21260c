// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>

#include "ui/inspector/metricview.h"
#include "ui/inspector/sidetable.h"
#include "ui/theme/figures.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

CauseTable::CauseTable(QObject* parent) : SideTable({tr("Errored seconds")}, {QString()}, parent) {}

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
        row.meaning = tr("Since the node started");
        row.cells.resize(2);
        for (std::size_t side = 0; side < 2; ++side) {
            Cell& cell = row.cells[side];
            const auto found = m_latest[side].find(row.id);
            const auto seconds =
                found != m_latest[side].end() ? valueOf(found->second) : std::optional<double>();
            cell.color = QColor::fromRgb(seconds && *seconds > 0 ? theme::color::text()
                                                                 : theme::color::quiet());
            cell.text =
                seconds ? theme::grouped(static_cast<qint64>(*seconds)) : theme::unknownFigure();
            if (seconds) {
                cell.exported = static_cast<qint64>(*seconds);
            }
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

PidTable::PidTable(QObject* parent)
    : SideTable({tr("PID"), tr("Content, b/s")}, {QString(), tr("by PCR")}, parent) {}

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

SideTable::Cell PidTable::rateCell(std::size_t side, std::uint16_t number,
                                   std::string_view key) const {
    Cell cell;
    cell.color = QColor::fromRgb(theme::color::quiet());
    cell.text = theme::unknownFigure();
    const auto pid = m_pids[side].find(number);
    if (pid == m_pids[side].end()) {
        cell.toolTip = tr("This path has no such PID");
        return cell;
    }
    const Latest& latest = pid->second.latest;
    const auto known = [&latest](std::string_view name) -> const engine::LatestValue* {
        const auto found = latest.find(std::string(name));
        return found != latest.end() ? &found->second : nullptr;
    };
    const engine::LatestValue* rate = known(key);
    const auto bits = rate != nullptr ? valueOf(*rate) : std::optional<double>();
    QStringList words;
    if (bits) {
        cell.text = theme::shortBitrate(bits);
        cell.exported = *bits;
        cell.color = twinColor(twins(), side);
        words << theme::bitrateText(bits);
    } else {
        words << tr("Not known: no packets of it lately, or no PCRs to time them by");
    }
    if (const auto* errors = known(model::key::pidCcErrors)) {
        words << tr("Continuity errors: %1").arg(valueText(*errors));
    }
    if (const auto* scrambled = known(model::key::pidScrambled);
        scrambled != nullptr && scrambled->raw.value_or(0) > 0) {
        words << tr("Scrambled packets: %1").arg(valueText(*scrambled));
    }
    cell.toolTip = words.join(QLatin1Char('\n'));
    return cell;
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
            const auto pid = m_pids[side].find(number);
            if (content.isEmpty() && pid != m_pids[side].end()) {
                const model::PidInfo& info = pid->second.info;
                content = QString::fromStdString(info.content.empty() ? "?" : info.content);
                if (!info.language.empty()) {
                    content += QLatin1Char(' ') + QString::fromStdString(info.language);
                }
            }
            row.cells.push_back(rateCell(side, number, model::key::pidBitrate));
            row.cells.push_back(rateCell(side, number, model::key::pidBitratePcr));
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
