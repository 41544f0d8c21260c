// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/land.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/base/log.h"
#include "resources/resources.h"

namespace vigie::ui::distribution {

namespace {

/// Turns the shared, delta-coded arcs of a topology into rings.
class Decoder {
public:
    explicit Decoder(const QJsonObject& topology) {
        const QJsonObject transform = topology[QLatin1String("transform")].toObject();
        m_isQuantized = !transform.isEmpty();
        if (m_isQuantized) {
            m_scale = point(transform[QLatin1String("scale")].toArray(), {1, 1});
            m_translate = point(transform[QLatin1String("translate")].toArray(), {0, 0});
        }
        for (const QJsonValue& arc : topology[QLatin1String("arcs")].toArray()) {
            m_arcs.push_back(decodeArc(arc.toArray()));
        }
    }

    [[nodiscard]] bool isFaulty() const { return m_isFaulty; }

    void addGeometry(const QJsonObject& geometry, std::vector<LandPolygon>& to) {
        const QString type = geometry[QLatin1String("type")].toString();
        if (type == QLatin1String("GeometryCollection")) {
            for (const QJsonValue& member : geometry[QLatin1String("geometries")].toArray()) {
                // The standard lets collections nest; ours do not, and a foreign file must not
                // choose our stack's depth.
                const QJsonObject object = member.toObject();
                if (object[QLatin1String("type")].toString() !=
                    QLatin1String("GeometryCollection")) {
                    addGeometry(object, to);
                }
            }
        } else if (type == QLatin1String("Polygon")) {
            addPolygon(geometry[QLatin1String("arcs")].toArray(), to);
        } else if (type == QLatin1String("MultiPolygon")) {
            for (const QJsonValue& polygon : geometry[QLatin1String("arcs")].toArray()) {
                addPolygon(polygon.toArray(), to);
            }
        }
    }

private:
    static QPointF point(const QJsonArray& pair, QPointF otherwise) {
        return pair.size() >= 2 ? QPointF(pair[0].toDouble(), pair[1].toDouble()) : otherwise;
    }

    QPolygonF decodeArc(const QJsonArray& positions) {
        QPolygonF points;
        points.reserve(positions.size());
        QPointF at(0, 0);
        for (const QJsonValue& position : positions) {
            const QPointF read = point(position.toArray(), {0, 0});
            if (!m_isQuantized) {
                points.append(read);
                continue;
            }
            at += read;
            points.append(
                {at.x() * m_scale.x() + m_translate.x(), at.y() * m_scale.y() + m_translate.y()});
        }
        return points;
    }

    QPolygonF ring(const QJsonArray& arcIndexes) {
        QPolygonF points;
        for (const QJsonValue& value : arcIndexes) {
            const int index = value.toInt();
            // ~i stands for arc i backwards.
            const auto at = static_cast<std::size_t>(index < 0 ? ~index : index);
            if (at >= m_arcs.size()) {
                m_isFaulty = true;
                return {};
            }
            QPolygonF arc = m_arcs[at];
            if (index < 0) {
                std::reverse(arc.begin(), arc.end());
            }
            if (!points.isEmpty() && !arc.isEmpty()) {
                arc.removeFirst(); // where one arc ends the next begins
            }
            points += arc;
        }
        return points;
    }

    /// Longitudes go on where they jump from one side of the map to the other.
    static void unroll(QPolygonF& points) {
        double shift = 0;
        double last = points.isEmpty() ? 0 : points.first().x();
        for (QPointF& point : points) {
            const double jump = point.x() - last;
            last = point.x();
            if (jump > 180) {
                shift -= 360;
            } else if (jump < -180) {
                shift += 360;
            }
            point.rx() += shift;
        }
        // A coast that goes around the whole world closes over the pole.
        if (!points.isEmpty() && std::abs(points.last().x() - points.first().x()) > 180) {
            const QPointF first = points.first();
            const double pole = first.y() < 0 ? -90 : 90;
            points << QPointF(points.last().x(), pole) << QPointF(first.x(), pole) << first;
        }
    }

    /// By whole turns to as near `longitude` as can be.
    static void moveTo(QPolygonF& points, double longitude) {
        const double away = points.boundingRect().center().x() - longitude;
        points.translate(-360 * std::round(away / 360), 0);
    }

    void addPolygon(const QJsonArray& rings, std::vector<LandPolygon>& to) {
        LandPolygon polygon;
        for (const QJsonValue& arcIndexes : rings) {
            QPolygonF points = ring(arcIndexes.toArray());
            if (points.size() >= 3) {
                unroll(points);
                polygon.rings.push_back(std::move(points));
            }
        }
        if (!polygon.rings.empty()) {
            // On the middle of the three worlds, and the lakes where their land is.
            moveTo(polygon.rings.front(), 0);
            polygon.box = polygon.rings.front().boundingRect();
            for (std::size_t i = 1; i < polygon.rings.size(); ++i) {
                moveTo(polygon.rings[i], polygon.box.center().x());
            }
            to.push_back(std::move(polygon));
        }
    }

    std::vector<QPolygonF> m_arcs;
    QPointF m_scale{1, 1};
    QPointF m_translate{0, 0};
    bool m_isQuantized = false;
    bool m_isFaulty = false;
};

} // namespace

base::Result<Land> Land::decode(const QByteArray& topoJson) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(topoJson, &error);
    if (error.error != QJsonParseError::NoError) {
        return base::failure("The map is not JSON: " + error.errorString().toStdString() + ".");
    }
    const QJsonObject topology = document.object();
    if (topology[QLatin1String("type")].toString() != QLatin1String("Topology")) {
        return base::failure("The map is not a TopoJSON topology.");
    }
    Decoder decoder(topology);
    Land land;
    for (const QJsonValue& object : topology[QLatin1String("objects")].toObject()) {
        decoder.addGeometry(object.toObject(), land.m_polygons);
    }
    if (decoder.isFaulty()) {
        return base::failure("The map refers to an arc that it does not have.");
    }
    if (land.m_polygons.empty()) {
        return base::failure("The map has no polygons.");
    }
    return land;
}

std::shared_ptr<const Land> Land::shared() {
    // Kept only while a map uses it: the outline takes about a megabyte.
    static std::weak_ptr<const Land> kept;
    if (auto land = kept.lock()) {
        return land;
    }
    QFile file(QString::fromUtf8(resources::landTopology.data(),
                                 static_cast<qsizetype>(resources::landTopology.size())));
    auto land = std::make_shared<Land>();
    if (file.open(QIODevice::ReadOnly)) {
        if (auto decoded = decode(file.readAll())) {
            *land = std::move(*decoded);
        } else {
            base::logger("desk")->error("{}", decoded.error().message);
        }
    } else {
        base::logger("desk")->error("The map was not linked into this program.");
    }
    kept = land;
    return land;
}

bool Land::contains(const model::GeoPosition& position) const {
    const auto isWithin = [this](const QPointF& point) {
        return std::any_of(m_polygons.begin(), m_polygons.end(), [&point](const auto& polygon) {
            if (!polygon.box.contains(point)) {
                return false;
            }
            // Inside an odd number of rings: on the land and not in one of its lakes.
            int inside = 0;
            for (const QPolygonF& ring : polygon.rings) {
                inside += ring.containsPoint(point, Qt::OddEvenFill) ? 1 : 0;
            }
            return inside % 2 == 1;
        });
    };
    const QPointF point(position.longitude, position.latitude);
    const QPointF turn(360, 0);
    return isWithin(point) || isWithin(point + turn) || isWithin(point - turn);
}

} // namespace vigie::ui::distribution
