// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tiletip.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/desk/feedregions.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

const engine::DeliveryStatus* deliveryOf(const engine::Snapshot& snapshot,
                                         const TileContent& tile) {
    const std::string feed = tile.feedId.toStdString();
    const std::string region = tile.regionId.toStdString();
    const auto found =
        std::find_if(snapshot.deliveries.begin(), snapshot.deliveries.end(),
                     [&](const engine::DeliveryStatus& delivery) {
                         return delivery.feedId == feed && delivery.regionId == region;
                     });
    return found == snapshot.deliveries.end() ? nullptr : &*found;
}

QString row(const QString& name, const QString& value) {
    return QStringLiteral("<tr><td style='white-space:nowrap'>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

/// What is wrong there and since when; contact comes first, for what was known before it was lost
/// says nothing of now.
QString stateText(const engine::Snapshot& snapshot, const engine::PathStatus& path) {
    if (!path.isInContact) {
        const bool isNodeKnown = path.node < snapshot.nodes.size();
        const auto since =
            isNodeKnown ? snapshot.nodes[path.node].noContactSince : std::optional<base::Utc>();
        return since ? Words::tr("not known: no contact since %1").arg(theme::clockText(*since))
                     : Words::tr("not known: no contact");
    }
    if (path.faults.empty()) {
        return Words::tr("clean");
    }
    QStringList faults;
    for (const auto& fault : path.faults) {
        faults << Words::tr("%1 %2 since %3", "▲ continuity errors since 18:04:12")
                      .arg(theme::severityGlyph(fault.severity),
                           theme::faultText(fault.kind, fault.value),
                           theme::clockText(fault.since));
    }
    return faults.join(QStringLiteral(" · "));
}

QString pathText(const engine::Snapshot& snapshot, const std::optional<std::size_t>& index,
                 const QString& role) {
    if (!index || *index >= snapshot.paths.size()) {
        return Words::tr("not seen");
    }
    const engine::PathStatus& path = snapshot.paths[*index];
    return theme::pathKindGlyph(path.kind) + QLatin1Char(' ') + theme::pathKindWord(path.kind) +
           QStringLiteral(", ") + role + QStringLiteral(" · ") +
           theme::nodeName(snapshot, path.ref.nodeId) + QStringLiteral(" · ") +
           stateText(snapshot, path);
}

/// The path on air first, then its twin; while none is, the main path first.
QString pathRows(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery) {
    const QString main = pathText(snapshot, delivery.main, Words::tr("main path"));
    const QString backup = pathText(snapshot, delivery.backup, Words::tr("backup path"));
    if (!delivery.onAir) {
        return row(Words::tr("On air"), theme::onAirReasonText(delivery.reason)) +
               row(Words::tr("Main"), main) + row(Words::tr("Backup"), backup);
    }
    const bool isBackupOnAir = delivery.onAir == delivery.backup;
    return row(Words::tr("On air"), isBackupOnAir ? backup : main) +
           row(Words::tr("Twin"), isBackupOnAir ? main : backup);
}

} // namespace

QString tileToolTip(const engine::Snapshot& snapshot, const TileContent& tile) {
    const QString title =
        QStringLiteral("<b>%1</b>")
            .arg((tile.number + QLatin1Char(' ') + tile.name).trimmed().toHtmlEscaped());
    const engine::DeliveryStatus* delivery = deliveryOf(snapshot, tile);
    if (delivery == nullptr) {
        return title + QStringLiteral("<br>") + Words::tr("not seen").toHtmlEscaped();
    }
    QString rows = row(Words::tr("Region"), theme::regionName(snapshot, delivery->regionId));
    rows += pathRows(snapshot, *delivery);
    rows += row(Words::tr("Regions"),
                desk::feedRegionsText(snapshot, desk::feedRegions(snapshot, delivery->feedId)));
    rows += row(Words::tr("Latency"), theme::latencyText(delivery->latency));
    rows += row(Words::tr("Skew cloud − satellite"), theme::latencyText(delivery->skew));
    rows += row(Words::tr("Health 1 min · 15 min · 24 h"),
                QStringLiteral("%1 · %2 · %3 %")
                    .arg(theme::percentFigure(delivery->health.minute.percent()),
                         theme::percentFigure(delivery->health.quarterHour.percent()),
                         theme::percentFigure(delivery->health.day.percent())));
    return title + QStringLiteral("<table>%1</table>").arg(rows);
}

} // namespace vigie::ui::wall
