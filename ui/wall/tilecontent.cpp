// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tilecontent.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

const engine::PathStatus* pathAt(const engine::Snapshot& snapshot,
                                 const std::optional<std::size_t>& index) {
    return index && *index < snapshot.paths.size() ? &snapshot.paths[*index] : nullptr;
}

/// Contact comes first: what was known before it was lost says nothing of now.
void sayFaults(TileContent& tile, const engine::Snapshot& snapshot,
               const engine::DeliveryStatus& delivery, const engine::PathStatus* path) {
    tile.severity = delivery.worst();
    tile.fault = theme::faultsStripText(delivery.faults, snapshot.now);
    if (path == nullptr) {
        if (delivery.reason != engine::OnAirReason::OffSchedule && tile.fault.isEmpty()) {
            tile.fault = Words::tr("NO PATH SEEN");
            tile.severity = std::max(tile.severity, engine::Severity::Warning);
        }
        return;
    }
    if (path->node < snapshot.nodes.size() && !path->isInContact) {
        const engine::NodeStatus& node = snapshot.nodes[path->node];
        if (node.noContactSince) {
            tile.fault =
                Words::tr("NO CONTACT SINCE %1").arg(theme::clockText(*node.noContactSince));
            tile.severity = std::max(tile.severity, engine::Severity::Critical);
        }
    }
}

const engine::PathStatus* pathOfKind(const engine::Snapshot& snapshot,
                                     const engine::DeliveryStatus& delivery, model::PathKind kind) {
    for (const auto& index : {delivery.onAir, delivery.main, delivery.backup}) {
        const engine::PathStatus* path = pathAt(snapshot, index);
        if (path != nullptr && path->kind == kind) {
            return path;
        }
    }
    return nullptr;
}

struct Shown {
    const engine::PathStatus* path = nullptr;
    const engine::PathStatus* other = nullptr;
};

Shown shownPaths(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery,
                 TwinView view) {
    const engine::PathStatus* main = pathAt(snapshot, delivery.main);
    const engine::PathStatus* backup = pathAt(snapshot, delivery.backup);
    switch (view) {
    case TwinView::OnAir: {
        const engine::PathStatus* onAir = pathAt(snapshot, delivery.onAir);
        return {onAir != nullptr ? onAir : main != nullptr ? main : backup, nullptr};
    }
    case TwinView::Cloud:
        return {pathOfKind(snapshot, delivery, model::PathKind::Cloud), nullptr};
    case TwinView::Satellite:
        return {pathOfKind(snapshot, delivery, model::PathKind::Satellite), nullptr};
    case TwinView::Fibre:
        return {pathOfKind(snapshot, delivery, model::PathKind::Fibre), nullptr};
    case TwinView::Split:
    case TwinView::Difference:
        break;
    }
    // The cloud on the left, whichever of both is the main path.
    if (main == nullptr || backup == nullptr) {
        return {main != nullptr ? main : backup, nullptr};
    }
    const bool isCloudSecond =
        backup->kind == model::PathKind::Cloud && main->kind != model::PathKind::Cloud;
    return isCloudSecond ? Shown{backup, main} : Shown{main, backup};
}

QString signedSeconds(const std::optional<double>& ms) {
    if (!ms) {
        return {};
    }
    const QString sign = *ms < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return Words::tr("%1 s").arg(sign + theme::secondsFigure(std::abs(*ms)));
}

/// Below the gate of R 128 there is nothing to be loud.
QString loudnessText(const std::optional<double>& lufs) {
    return lufs && *lufs > -70 ? theme::figure(lufs, 1) : QString();
}

/// Of a path that is shown though another is on air, that one's faults come first all the same.
void sayOther(TileContent& tile, const engine::Snapshot& snapshot,
              const engine::DeliveryStatus& delivery, const engine::PathStatus& path) {
    if (!path.isInContact) {
        // Said already: nothing else is known of it.
    } else if (!tile.fault.isEmpty()) {
        tile.fault = Words::tr("ON AIR: %1").arg(tile.fault);
    } else {
        tile.fault = theme::faultsStripText(path.faults, snapshot.now);
        tile.severity = path.worst();
    }
    if (delivery.reason != engine::OnAirReason::OffSchedule) {
        tile.role = Words::tr("NOT ON AIR");
    }
}

TileContent contentOf(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery,
                      TwinView view) {
    TileContent tile;
    tile.feedId = QString::fromStdString(delivery.feedId);
    tile.regionId = QString::fromStdString(delivery.regionId);
    if (delivery.feedNumber > 0) {
        tile.number = QStringLiteral("%1").arg(delivery.feedNumber, 3, 10, QLatin1Char('0'));
    }
    tile.name =
        QString::fromStdString(delivery.feedName.empty() ? delivery.feedId : delivery.feedName);
    tile.view = view;
    const auto [path, other] = shownPaths(snapshot, delivery, view);
    switch (delivery.reason) {
    case engine::OnAirReason::FailedOver:
        tile.role = Words::tr("BACKUP");
        break;
    case engine::OnAirReason::OffSchedule:
        tile.role = Words::tr("OFF AIR");
        break;
    case engine::OnAirReason::None:
    case engine::OnAirReason::Main:
        break;
    }
    if (path != nullptr) {
        tile.path = path->ref;
        tile.kind = path->kind;
        tile.hasPreview = path->hasPreview;
        tile.audioPeak = path->audioPeak;
        tile.audioChannels = path->isInContact ? path->audioChannels : 0;
        tile.loudness = path->isInContact ? loudnessText(path->loudnessShortTerm) : QString();
        QStringList facts;
        if (path->latency.ms) {
            facts << Words::tr("%1 s").arg(theme::secondsFigure(path->latency.ms));
        }
        if (path->bitrate) {
            facts << Words::tr("%1 Mb/s").arg(theme::megabitsFigure(path->bitrate, 1));
        }
        if (path->esN0) {
            facts << Words::tr("%1 dB").arg(theme::figure(path->esN0, 1));
        }
        tile.facts = facts.join(QStringLiteral(" · "));
    }
    if (other != nullptr) {
        tile.otherPath = other->ref;
        tile.otherKind = other->kind;
        tile.hasOtherPreview = other->hasPreview;
        const bool isSkewOfBoth =
            path->kind == model::PathKind::Cloud && other->kind == model::PathKind::Satellite;
        if (isSkewOfBoth) {
            tile.skew = signedSeconds(delivery.skew.ms);
        }
    }
    const bool isOne = view != TwinView::Split && view != TwinView::Difference;
    const engine::PathStatus* onAir = pathAt(snapshot, delivery.onAir);
    if (isOne && view != TwinView::OnAir && path == nullptr && onAir != nullptr) {
        // Asked for a kind of path that this delivery does not have.
        sayFaults(tile, snapshot, delivery, onAir);
        return tile;
    }
    sayFaults(tile, snapshot, delivery, path);
    if (isOne && path != nullptr && onAir != nullptr && path != onAir) {
        sayOther(tile, snapshot, delivery, *path);
    }
    return tile;
}

} // namespace

TileContent tileContent(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery,
                        TwinView view, bool isRegionNamed) {
    TileContent tile = contentOf(snapshot, delivery, view);
    if (isRegionNamed) {
        tile.regionName = theme::regionName(snapshot, delivery.regionId);
    }
    return tile;
}

std::vector<TileContent> tileContents(const engine::Snapshot& snapshot, const QString& regionId) {
    const std::string region = regionId.toStdString();
    std::map<std::string, const engine::DeliveryStatus*> byFeed;
    for (const auto& delivery : snapshot.deliveries) {
        if (!region.empty() && delivery.regionId != region) {
            continue;
        }
        const engine::DeliveryStatus*& chosen = byFeed[delivery.feedId];
        if (chosen == nullptr || delivery.worst() > chosen->worst()) {
            chosen = &delivery;
        }
    }
    std::vector<const engine::DeliveryStatus*> ordered;
    for (const auto& [feed, delivery] : byFeed) {
        ordered.push_back(delivery);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
        // Feeds without a number come last.
        const auto key = [](const auto* d) { return d->feedNumber == 0 ? ~0u : d->feedNumber; };
        return key(a) < key(b);
    });
    std::vector<TileContent> tiles;
    for (const auto* delivery : ordered) {
        TileContent tile = contentOf(snapshot, *delivery, TwinView::OnAir);
        if (region.empty()) {
            tile.regionName = theme::regionName(snapshot, delivery->regionId);
        }
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

QString tileSentence(const TileContent& tile) {
    QString text = (tile.number + QLatin1Char(' ') + tile.name).trimmed();
    if (!tile.regionName.isEmpty()) {
        text += QStringLiteral(", ") + tile.regionName;
    }
    text += QStringLiteral(", ") + theme::pathKindWord(tile.kind);
    if (!tile.role.isEmpty()) {
        text += QStringLiteral(", ") + tile.role;
    }
    text += QStringLiteral(", ") + theme::severityWord(tile.severity);
    if (!tile.fault.isEmpty()) {
        text += QStringLiteral(": ") + tile.fault;
    }
    return text;
}

} // namespace vigie::ui::wall
