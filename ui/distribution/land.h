// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QByteArray>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>

#include "core/base/result.h"
#include "core/model/fleet.h"

namespace vigie::ui::distribution {

/// One piece of land: the coast, then holes (lakes). Points are (longitude, latitude), degrees.
/// Land that crosses 180 degrees goes on beyond it, so that no line runs across the map.
struct LandPolygon {
    std::vector<QPolygonF> rings;
    QRectF box;
};

/// The outline of the world's land. Immutable; any thread.
class Land {
public:
    /// Reads the polygons of every object of a TopoJSON topology. Never trusts its indexes.
    [[nodiscard]] static base::Result<Land> decode(const QByteArray& topoJson);
    /// The outline that comes with the program, shared by all maps that live at the same time;
    /// empty (no land is drawn) when it cannot be read. GUI thread.
    [[nodiscard]] static std::shared_ptr<const Land> shared();

    [[nodiscard]] const std::vector<LandPolygon>& polygons() const { return m_polygons; }
    [[nodiscard]] bool contains(const model::GeoPosition& position) const;

private:
    std::vector<LandPolygon> m_polygons;
};

} // namespace vigie::ui::distribution
