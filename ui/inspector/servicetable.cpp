// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/servicetable.h"

#include <algorithm>
#include <map>

#include "ui/theme/figures.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr std::uint16_t noPid = 0x1fff;

QString pidText(std::uint16_t pid) {
    return pid == noPid ? theme::unknownFigure()
                        : QStringLiteral("0x%1").arg(pid, 4, 16, QLatin1Char('0'));
}

} // namespace

ServiceTable::ServiceTable(QObject* parent)
    : SideTable({tr("Service"), tr("Name")}, {QString()}, parent) {}

void ServiceTable::forget() {
    m_sides = {};
}

void ServiceTable::setSnapshot(const engine::Snapshot& snapshot) {
    std::array<Side, 2> now;
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = twins().paths[side];
        const engine::NodeStatus* node = twin ? snapshot.findNode(twin->ref.nodeId) : nullptr;
        if (node == nullptr || node->description == nullptr) {
            continue;
        }
        now[side].isSeen = true;
        now[side].own = twin->serviceId;
        const auto take = [&twin](const auto& from, auto& to) {
            std::copy_if(from.begin(), from.end(), std::back_inserter(to),
                         [&twin](const auto& one) { return one.inputId == twin->input.id; });
        };
        take(node->description->services, now[side].services);
        take(node->description->pids, now[side].pids);
        if (now[side].own == 0 && !now[side].services.empty()) {
            now[side].own = now[side].services.front().serviceId; // the first of the input
        }
    }
    if (now != m_sides) {
        m_sides = std::move(now);
        rebuild();
    }
}

SideTable::Cell ServiceTable::cell(std::size_t side, std::uint16_t serviceId) const {
    Cell cell;
    cell.text = theme::unknownFigure();
    cell.color = QColor::fromRgb(theme::color::quiet());
    const Side& of = m_sides[side];
    const auto service =
        std::find_if(of.services.begin(), of.services.end(),
                     [serviceId](const auto& one) { return one.serviceId == serviceId; });
    if (service == of.services.end()) {
        cell.toolTip = !of.isSeen            ? tr("There is no such path")
                       : of.services.empty() ? tr("The node has not told which services there are")
                                             : tr("This input has no such service");
        return cell;
    }
    QStringList contents;
    QStringList words;
    if (!service->provider.empty()) {
        words << tr("Provider: %1").arg(QString::fromStdString(service->provider));
    }
    words << tr("PMT on %1, PCR on %2").arg(pidText(service->pmtPid), pidText(service->pcrPid));
    for (const model::PidInfo& pid : of.pids) {
        if (pid.serviceId != serviceId || pid.streamType == 0) {
            continue;
        }
        QString content = pid.content.empty() ? tr("type %1").arg(pid.streamType)
                                              : QString::fromStdString(pid.content);
        if (!pid.language.empty()) {
            content += QLatin1Char(' ') + QString::fromStdString(pid.language);
        }
        contents << content;
        words << pidText(pid.pid) + QLatin1Char(' ') + content;
    }
    if (!contents.isEmpty()) {
        cell.text = contents.join(QStringLiteral(" · "));
        cell.exported = contents.join(QStringLiteral(" · "));
    }
    if (serviceId == of.own) {
        words.prepend(tr("This path takes it"));
        cell.text.prepend(QStringLiteral("▸ "));
        cell.color = twinColor(twins(), side);
    }
    cell.toolTip = words.join(QLatin1Char('\n'));
    return cell;
}

void ServiceTable::rebuild() {
    std::map<std::uint16_t, QString> names;
    for (const Side& side : m_sides) {
        for (const model::ServiceInfo& service : side.services) {
            QString& name = names[service.serviceId];
            if (name.isEmpty()) {
                name = QString::fromStdString(service.name);
            }
        }
    }
    std::vector<Row> rows;
    for (const auto& [id, name] : names) {
        Row row;
        row.id = std::to_string(id);
        row.names << QString::number(id) << (name.isEmpty() ? theme::unknownFigure() : name);
        for (std::size_t side = 0; side < 2; ++side) {
            row.cells.push_back(cell(side, id));
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

} // namespace vigie::ui::inspector
