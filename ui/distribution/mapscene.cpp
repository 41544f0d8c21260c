// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/mapscene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <QCoreApplication>
#include <QPainterPath>

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

/// What is told of a node or a link.
struct Sums {
    engine::Severity worst = engine::Severity::None;
    int paths = 0;
    int faulty = 0;
    std::vector<std::string_view> feeds; // of the snapshot; the same ones again and again
    std::vector<double> latencies;
    bool hasShownKind = false;

    void add(const engine::PathStatus& path) {
        ++paths;
        faulty += path.faults.empty() ? 0 : 1;
        feeds.emplace_back(path.feedId);
        if (path.latency.ms) {
            latencies.push_back(*path.latency.ms);
        }
    }
    /// "34 paths of 20 feeds, 2 with faults", and their latency.
    [[nodiscard]] QString text() {
        std::sort(feeds.begin(), feeds.end());
        feeds.erase(std::unique(feeds.begin(), feeds.end()), feeds.end());
        QString text = Words::tr("%n path(s)", nullptr, paths) + Words::tr(" of ") +
                       Words::tr("%n feed(s)", nullptr, static_cast<int>(feeds.size()));
        if (faulty > 0) {
            text += Words::tr(", %1 with faults").arg(faulty);
        }
        if (!latencies.empty()) {
            std::sort(latencies.begin(), latencies.end());
            text +=
                QLatin1Char('\n') + Words::tr("latency %1 to %2 s, median %3 s, known of %4 of %5")
                                        .arg(theme::secondsFigure(latencies.front()),
                                             theme::secondsFigure(latencies.back()),
                                             theme::secondsFigure(latencies[latencies.size() / 2]))
                                        .arg(latencies.size())
                                        .arg(paths);
        } else if (paths > 0) {
            text += QLatin1Char('\n') + Words::tr("latency not known");
        }
        return text;
    }
};

QString toolTipOf(const engine::Snapshot& snapshot, const engine::NodeStatus& node,
                  const MapNode& shown, Sums& sums) {
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
    if (shown.isInContact) {
        tip += QStringLiteral(" · ") + theme::severityWord(shown.worst);
    }
    tip += QLatin1Char('\n') + sums.text();
    if (node.clockErrorMs) {
        tip +=
            QLatin1Char('\n') + Words::tr("clock ± %1 ms").arg(theme::figure(node.clockErrorMs, 1));
    }
    return tip;
}

std::vector<MapRegion> regionsOf(const engine::Snapshot& snapshot,
                                 const std::vector<MapNode>& nodes) {
    struct Middle {
        QPointF sum;
        int count = 0;
    };
    std::map<QString, Middle> middles;
    for (const MapNode& node : nodes) {
        if (!node.regionId.isEmpty() && node.kind != model::NodeKind::Origin) {
            Middle& middle = middles[node.regionId];
            middle.sum += node.plane;
            ++middle.count;
        }
    }
    std::vector<MapRegion> regions;
    for (const auto& [id, middle] : middles) {
        regions.push_back(
            {id, theme::regionName(snapshot, id.toStdString()), middle.sum / middle.count});
    }
    return regions;
}

} // namespace

QPointF toPlane(const model::GeoPosition& position) {
    return {position.longitude * lengthOfLongitude, -position.latitude};
}

model::GeoPosition fromPlane(QPointF point) {
    return {-point.y(), point.x() / lengthOfLongitude};
}

bool MapKinds::has(model::PathKind kind) const {
    switch (kind) {
    case model::PathKind::Cloud:
        return hasCloud;
    case model::PathKind::Satellite:
        return hasSatellite;
    case model::PathKind::Fibre:
        return hasFibre;
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return true;
}

MapScene makeScene(const engine::Snapshot& snapshot, MapKinds kinds) {
    MapScene scene;
    const BrokenAtOrigin broken = brokenAtOrigin(snapshot);
    std::vector<Sums> sums(snapshot.nodes.size());
    for (const auto& path : snapshot.paths) {
        if (path.node >= sums.size()) {
            continue;
        }
        Sums& sum = sums[path.node];
        sum.add(path);
        sum.hasShownKind = sum.hasShownKind || kinds.has(path.kind);
        for (const auto& fault : path.faults) {
            const bool isOwn = path.kind == model::PathKind::Origin || !isOfContent(fault.kind) ||
                               !broken.contains({path.feedId, fault.kind});
            if (isOwn) {
                sum.worst = std::max(sum.worst, fault.severity);
            }
        }
    }

    std::vector<std::size_t> order; // of the snapshot's nodes
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        const engine::NodeStatus& status = snapshot.nodes[i];
        if (!status.description || !status.description->position) {
            scene.withoutPosition.push_back(theme::nodeName(status));
        } else if (sums[i].paths == 0 || sums[i].hasShownKind) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&snapshot](std::size_t a, std::size_t b) {
        return snapshot.nodes[a].description->position->longitude <
               snapshot.nodes[b].description->position->longitude;
    });
    std::map<std::size_t, std::size_t> placed; // index of the snapshot -> of the scene
    for (const std::size_t i : order) {
        const engine::NodeStatus& status = snapshot.nodes[i];
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
        if (!node.isInContact) {
            node.state = theme::contactWord(status.contact);
        } else if (node.worst > engine::Severity::Warning) {
            node.state = theme::severityWord(node.worst);
        }
        node.toolTip = toolTipOf(snapshot, status, node, sums[i]);
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
    std::map<std::pair<std::pair<std::size_t, std::size_t>, model::PathKind>, Sums> links;
    for (const auto& path : snapshot.paths) {
        const auto node = placed.find(path.node);
        const auto origin = originOf.find(path.feedId);
        if (path.kind == model::PathKind::Origin || node == placed.end() ||
            origin == originOf.end() || !kinds.has(path.kind)) {
            continue;
        }
        Sums& link = links[{{origin->second, node->second}, path.kind}];
        link.add(path);
        for (const auto& fault : path.faults) {
            if (!isOfContent(fault.kind)) {
                link.worst = std::max(link.worst, fault.severity);
            }
        }
    }
    for (auto& [key, link] : links) {
        const auto& [ends, kind] = key;
        const QString title = Words::tr("%1 → %2 · %3 · %4")
                                  .arg(scene.nodes[ends.first].name, scene.nodes[ends.second].name,
                                       theme::pathKindWord(kind), theme::severityWord(link.worst));
        scene.links.push_back({ends.first, ends.second, kind, link.worst, link.paths,
                               title + QLatin1Char('\n') + link.text()});
    }
    scene.regions = regionsOf(snapshot, scene.nodes);
    return scene;
}

std::vector<QPointF> spread(std::vector<QPointF> points, double distance) {
    constexpr int mostRounds = 24;
    for (int round = 0; round < mostRounds; ++round) {
        bool hasMoved = false;
        for (std::size_t i = 0; i < points.size(); ++i) {
            for (std::size_t j = i + 1; j < points.size(); ++j) {
                QPointF way = points[j] - points[i];
                const double length = std::hypot(way.x(), way.y());
                if (length >= distance * 0.98) {
                    continue;
                }
                // Those in one place part in directions that the golden angle keeps apart.
                const double angle = static_cast<double>(j) * 2.39996;
                way = length > 0.01 ? way / length : QPointF(std::cos(angle), std::sin(angle));
                const QPointF step = way * ((distance - length) / 2);
                points[i] -= step;
                points[j] += step;
                hasMoved = true;
            }
        }
        if (!hasMoved) {
            break;
        }
    }
    return points;
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

QPainterPath bow(QPointF from, QPointF to, model::PathKind kind) {
    const double height = kind == model::PathKind::Satellite ? 0.3
                          : kind == model::PathKind::Fibre   ? 0.13
                                                             : 0.22;
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    QPainterPath path(from);
    if (length < 1) {
        return path;
    }
    QPointF across(way.y() / length, -way.x() / length);
    if (across.y() > 0) {
        across = -across;
    }
    path.quadTo((from + to) / 2 + across * (length * height), to);
    return path;
}

} // namespace vigie::ui::distribution
