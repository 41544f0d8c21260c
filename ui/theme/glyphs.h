// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>
#include <QString>

#include "core/engine/snapshot.h"
#include "core/fleet/source.h"
#include "core/model/fleet.h"

class QPainter;

namespace vigie::ui::theme {

/// Shapes that say the same as a color does, drawn rather than taken from whatever font has them.
enum class Shape : std::uint8_t { None, Square, Triangle, TriangleDown, Ring, Disc, Diamond, Bar };

[[nodiscard]] QColor severityColor(engine::Severity severity);
/// "■" "▲" "▽" "○"; empty for None.
[[nodiscard]] QString severityGlyph(engine::Severity severity);
/// "critical"; "ok" for None.
[[nodiscard]] QString severityWord(engine::Severity severity);
[[nodiscard]] Shape severityShape(engine::Severity severity);
/// What is readable on a filled strip of severityColor().
[[nodiscard]] QColor onSeverityColor(engine::Severity severity);

[[nodiscard]] QColor pathKindColor(model::PathKind kind);
/// "●" "◆" "▬".
[[nodiscard]] QString pathKindGlyph(model::PathKind kind);
/// "cloud", "satellite", ...
[[nodiscard]] QString pathKindWord(model::PathKind kind);
/// For narrow places: "CLOUD", "SAT", "FIBRE".
[[nodiscard]] QString pathKindShort(model::PathKind kind);
[[nodiscard]] Shape pathKindShape(model::PathKind kind);

[[nodiscard]] QString nodeKindWord(model::NodeKind kind);
[[nodiscard]] QColor nodeKindColor(model::NodeKind kind);
[[nodiscard]] Shape nodeKindShape(model::NodeKind kind);

[[nodiscard]] QString contactWord(fleet::Contact contact);
[[nodiscard]] QColor contactColor(fleet::Contact contact);

/// Fills `shape` centered in `box` (a ring and a downward triangle are outlined).
void drawShape(QPainter& painter, const QRectF& box, Shape shape, const QColor& color);
/// The shape as an icon, for item views and buttons.
[[nodiscard]] QIcon shapeIcon(Shape shape, const QColor& color);

} // namespace vigie::ui::theme
