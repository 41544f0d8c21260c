// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "core/engine/snapshot.h"

class QPainterPath;

namespace vigie::ui::distribution {

/// Where a place lies on the flat world: equirectangular with true shapes at 35 degrees; the unit
/// is a degree of latitude, y grows to the south.
[[nodiscard]] QPointF toPlane(const model::GeoPosition& position);
[[nodiscard]] model::GeoPosition fromPlane(QPointF point);

/// A node as the map shows it.
struct MapNode {
    QString id;
    QString name;
    QString regionId;
    model::NodeKind kind = model::NodeKind::Unknown;
    QPointF plane;
    engine::Severity worst = engine::Severity::None;
    bool isInContact = false;
    /// "critical", "no contact"; empty while nothing is wrong.
    QString state;
    /// Everything known, in words.
    QString toolTip;
    bool operator==(const MapNode&) const = default;
};

/// The paths of one kind from an origin to a node.
struct MapLink {
    std::size_t from = 0;
    std::size_t to = 0;
    model::PathKind kind = model::PathKind::Unknown;
    /// Of what a way can be blamed for: a picture that is black at the origin too is not its fault.
    engine::Severity worst = engine::Severity::None;
    int paths = 0;
    QString toolTip;
    bool operator==(const MapLink&) const = default;
};

/// A region, in the middle of its nodes.
struct MapRegion {
    QString id;
    QString name;
    QPointF plane;
    bool operator==(const MapRegion&) const = default;
};

/// Which paths the map shows.
struct MapKinds {
    bool hasCloud = true;
    bool hasSatellite = true;
    bool hasFibre = true;
    [[nodiscard]] bool has(model::PathKind kind) const;
    bool operator==(const MapKinds&) const = default;
};

/// What the map shows of a snapshot.
struct MapScene {
    /// From west to east.
    std::vector<MapNode> nodes;
    std::vector<MapLink> links;
    std::vector<MapRegion> regions;
    /// Nodes that do not say where they are.
    std::vector<QString> withoutPosition;
    bool operator==(const MapScene&) const = default;
};
/// Without nodes at which only paths of other kinds arrive.
[[nodiscard]] MapScene makeScene(const engine::Snapshot& snapshot, MapKinds kinds = {});

/// Markers that would cover each other, moved apart until they are `distance` from each other, or
/// nearly so where many are in one place.
[[nodiscard]] std::vector<QPointF> spread(std::vector<QPointF> points, double distance);

/// Places for labels beside markers such that none covers another label or marker. `markers[i]` and
/// `labels[i]` belong together; earlier ones choose first. Nothing where there is no room.
[[nodiscard]] std::vector<std::optional<QRectF>> placeLabels(const std::vector<QRectF>& markers,
                                                             const std::vector<QSizeF>& labels,
                                                             const QRectF& bounds);

/// A bow above the straight way, so that paths to neighbors, and those of other kinds to the same
/// one, do not cover each other.
[[nodiscard]] QPainterPath bow(QPointF from, QPointF to, model::PathKind kind);

} // namespace vigie::ui::distribution
