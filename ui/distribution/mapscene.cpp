// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/mapscene.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::distribution {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::distribution)
};

/// cos 35 degrees.
constexpr double lengthOfLongitude = 0.819;

bool isOfContent(engine::FaultKind kind) {
    using enum engine::FaultKind;
    constexpr std::array kinds{Black,       Freeze,    Silence,    EsStopped,  PtsStopped,  NoVideo,
                               SingleColor, ColorBars, ChromaLoss, Blockiness, ChannelLost, Phase};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// What came to the nodes already broken: (feed, kind) of the origins' faults.
using BrokenAtOrigin = std::set<std::pair<std::string, engine::FaultKind>>;

BrokenAtOrigin brokenAtOrigin(const engine::Snapshot& snapshot) {
    BrokenAtOrigin broken;
    for (const auto& path : snapshot.paths) {
        if (path.kind == model::PathKind::Origin) {
            for (const auto& fault : path.faults) {
                broken.emplace(path.feedId, fault.kind);
            }
        }
    }
    return broken;
}

QString toolTipOf(const engine::Snapshot& snapshot, const engine::NodeStatus& node, int paths,
                  int faulty) {
    QString tip = Words::tr("%1 · %2").arg(theme::nodeName(node),
                                           theme::nodeKindWord(node.description->kind));
    if (!node.description->regionId.empty()) {
        tip += QStringLiteral(" · ") + theme::regionName(snapshot, node.description->regionId);
    }
    tip += QLatin1Char('\n') + theme::contactWord(node.contact);
    if (node.noContactSince) {
        tip += Words::tr(" since %1").arg(theme::clockText(*node.noContactSince));
    }
    if (!node.contactReason.empty()) {
        tip += QStringLiteral(": ") + QString::fromStdString(node.contactReason);
    }
    tip += QLatin1Char('\n') + Words::tr("%n path(s)", nullptr, paths);
    if (faulty > 0) {
        tip += Words::tr(", %1 with faults").arg(faulty);
    }
    if (node.clockErrorMs) {
        tip +=
            QLatin1Char('\n') + Words::tr("clock ± %1 ms").arg(theme::figure(node.clockErrorMs, 1));
    }
    return tip;
}

} // namespace

QPointF toPlane(const model::GeoPosition& position) {
    return {position.longitude * lengthOfLongitude, -position.latitude};
}

model::GeoPosition fromPlane(QPointF point) {
    return {-point.y(), point.x() / lengthOfLongitude};
}

MapScene makeScene(const engine::Snapshot& snapshot) {
    MapScene scene;
    const BrokenAtOrigin broken = brokenAtOrigin(snapshot);
    struct OfNode {
        engine::Severity worst = engine::Severity::None;
        int paths = 0;
        int faulty = 0;
    };
    std::vector<OfNode> sums(snapshot.nodes.size());
    for (const auto& path : snapshot.paths) {
        if (path.node >= sums.size()) {
            continue;
        }
        OfNode& sum = sums[path.node];
        ++sum.paths;
        sum.faulty += path.faults.empty() ? 0 : 1;
        for (const auto& fault : path.faults) {
            const bool isOwn = path.kind == model::PathKind::Origin || !isOfContent(fault.kind) ||
                               !broken.contains({path.feedId, fault.kind});
            if (isOwn) {
                sum.worst = std::max(sum.worst, fault.severity);
            }
        }
    }

    std::map<std::size_t, std::size_t> placed; // index of the snapshot -> of the scene
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        const engine::NodeStatus& status = snapshot.nodes[i];
        if (!status.description || !status.description->position) {
            scene.withoutPosition.push_back(theme::nodeName(status));
            continue;
        }
        MapNode node;
        node.id = QString::fromStdString(status.description->id);
        node.name = theme::nodeName(status);
        node.regionId = QString::fromStdString(status.description->regionId);
        node.kind = status.description->kind;
        node.plane = toPlane(*status.description->position);
        node.isInContact = status.contact == fleet::Contact::Connected;
        node.worst = sums[i].worst;
        if (status.contact == fleet::Contact::Lost || status.contact == fleet::Contact::Refused) {
            node.worst = std::max(node.worst, engine::Severity::Critical);
        }
        node.toolTip = toolTipOf(snapshot, status, sums[i].paths, sums[i].faulty);
        placed.emplace(i, scene.nodes.size());
        scene.nodes.push_back(std::move(node));
    }

    std::map<std::string, std::size_t> originOf; // feed -> node of the scene
    for (const auto& path : snapshot.paths) {
        const auto node = placed.find(path.node);
        if (path.kind == model::PathKind::Origin && node != placed.end()) {
            originOf.emplace(path.feedId, node->second);
        }
    }
    std::map<std::pair<std::pair<std::size_t, std::size_t>, model::PathKind>, MapLink> links;
    for (const auto& path : snapshot.paths) {
        const auto node = placed.find(path.node);
        const auto origin = originOf.find(path.feedId);
        if (path.kind == model::PathKind::Origin || node == placed.end() ||
            origin == originOf.end()) {
            continue;
        }
        MapLink& link = links[{{origin->second, node->second}, path.kind}];
        link.from = origin->second;
        link.to = node->second;
        link.kind = path.kind;
        ++link.paths;
        for (const auto& fault : path.faults) {
            if (!isOfContent(fault.kind)) {
                link.worst = std::max(link.worst, fault.severity);
            }
        }
    }
    for (auto& [ends, link] : links) {
        scene.links.push_back(link);
    }
    return scene;
}

std::vector<std::optional<QRectF>> placeLabels(const std::vector<QRectF>& markers,
                                               const std::vector<QSizeF>& labels,
                                               const QRectF& bounds) {
    std::vector<std::optional<QRectF>> places(markers.size());
    std::vector<QRectF> taken;
    const auto isFree = [&](const QRectF& box, std::size_t own) {
        if (!bounds.contains(box)) {
            return false;
        }
        for (std::size_t i = 0; i < markers.size(); ++i) {
            if (i != own && markers[i].intersects(box)) {
                return false;
            }
        }
        return std::none_of(taken.begin(), taken.end(),
                            [&box](const QRectF& other) { return other.intersects(box); });
    };
    for (std::size_t i = 0; i < markers.size() && i < labels.size(); ++i) {
        const QRectF& marker = markers[i];
        const QSizeF& size = labels[i];
        const double right = marker.right() + 1;
        const double left = marker.left() - 1 - size.width();
        const double middle = marker.center().y() - size.height() / 2;
        const double centered = marker.center().x() - size.width() / 2;
        const double step = size.height() * 0.6;
        // The best place first; each then is nudged away from its neighbors.
        const std::array<QPointF, 12> corners{{
            {right, middle},
            {left, middle},
            {right, middle - step},
            {right, middle + step},
            {left, middle - step},
            {left, middle + step},
            {centered, marker.top() - size.height()},
            {centered, marker.bottom()},
            {right, middle - 1.6 * step},
            {right, middle + 1.6 * step},
            {left, middle - 1.6 * step},
            {left, middle + 1.6 * step},
        }};
        for (const QPointF& corner : corners) {
            const QRectF box(corner, size);
            if (isFree(box, i)) {
                places[i] = box;
                taken.push_back(box);
                break;
            }
        }
    }
    return places;
}

} // namespace vigie::ui::distribution
