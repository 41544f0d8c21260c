// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"
#include "ui/wall/wallspec.h"

namespace vigie::ui::wall {

/// What one tile says of one delivery, in words. A value object made from a snapshot.
struct TileContent {
    QString feedId;
    QString regionId;
    /// "005"; empty where the feed has no number.
    QString number;
    QString name;
    /// Named on the tile only where a wall mixes regions.
    QString regionName;
    /// What `view` asks for: on air, that is the path on air, the main one while none is; of two,
    /// the left one. Absent: no such path seen.
    std::optional<model::PathRef> path;
    model::PathKind kind = model::PathKind::Unknown;
    bool hasPreview = false;
    /// The other one where the view is of two.
    std::optional<model::PathRef> otherPath;
    model::PathKind otherKind = model::PathKind::Unknown;
    bool hasOtherPreview = false;
    /// How much later the cloud is than the satellite, "+0.42 s"; empty: not known, or one path.
    QString skew;
    engine::Severity severity = engine::Severity::None;
    /// What is wrong and since when; empty while all is well.
    QString fault;
    /// Quiet figures of a tile that is well: latency and bitrate, what matters most first.
    QString facts;
    /// "BACKUP", "OFF AIR", "NOT ON AIR"; empty for a main path on air.
    QString role;
    /// EBU R 128 short-term loudness, "−23.1"; empty: not known.
    QString loudness;
    std::array<float, 8> audioPeak{};
    int audioChannels = 0;
    /// Which of the delivery's paths the tile is to show.
    TwinView view = TwinView::OnAir;
    /// It stands here because it failed, not by its number: the tile says so.
    bool isPenalty = false;
    /// Fixed to its cell by the operator.
    bool isPinned = false;
    bool operator==(const TileContent&) const = default;
};

/// Of one delivery, as the tile is to show it. `isRegionNamed`: the wall mixes regions.
[[nodiscard]] TileContent tileContent(const engine::Snapshot& snapshot,
                                      const engine::DeliveryStatus& delivery, TwinView view,
                                      bool isRegionNamed);
/// One per feed, by number then name. `regionId` empty: the region in which the feed is worst.
[[nodiscard]] std::vector<TileContent> tileContents(const engine::Snapshot& snapshot,
                                                    const QString& regionId);
/// For screen readers: one sentence.
[[nodiscard]] QString tileSentence(const TileContent& tile);

} // namespace vigie::ui::wall
