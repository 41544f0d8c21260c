// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/time.h"
#include "core/media/decodepool.h"
#include "ui/desk/tallyboard.h"
#include "ui/wall/audiometer.h"
#include "ui/wall/grid.h"
#include "ui/wall/rategovernor.h"
#include "ui/wall/tilecontent.h"
#include "ui/wall/tilestream.h"
#include "ui/wall/twinstream.h"

namespace vigie::ui::wall {

/// What others say of a tile's feed and path: the router's display, and whether it is listened to.
struct TileMarks {
    std::optional<desk::Tally> tally;
    bool isHeard = false;
    /// Listened to, but nothing comes out.
    bool isSilenced = false;
    bool operator==(const TileMarks&) const = default;
};

/// What reached the glass of one tile, and what did not. Grows while the tile is on the wall.
struct TileFigures {
    QString feedId;
    QString regionId;
    std::uint64_t unitsIn = 0;
    std::uint64_t unitsDropped = 0;
    std::uint64_t framesDecoded = 0;
    /// Decoded, but a newer one came before they could be shown.
    std::uint64_t framesReplaced = 0;
    /// Painted in a paint event, which hands the window's pixels to the screen when it ends.
    std::uint64_t framesShown = 0;
    std::uint64_t gaps = 0;
    /// Now.
    std::uint64_t unitsWaiting = 0;
    int streams = 0;
    TileRate rate = TileRate::Full;
    bool isStill = false;
};

/// One visible tile: what it says, where, and its picture.
struct Tile {
    TileContent content;
    TileMarks marks;
    TileGeometry geometry;
    AudioMeter meter;
    /// Of the one path that it shows; null where it shows two.
    std::unique_ptr<TileStream> stream;
    /// Of both paths in the views that show two.
    std::unique_ptr<TwinStream> twin;
    /// The picture on the glass; may be older than it should (see isStill).
    media::VideoFramePtr frame;
    /// The one beside it, or compared with it.
    media::VideoFramePtr otherFrame;
    /// Both are of the same moment.
    bool isAligned = false;
    /// True until `frame` was painted once.
    bool isFrameNew = false;
    /// The last picture came longer ago than a live one may, pictures were lost, or the picture is
    /// that of the path before.
    bool isStill = false;
    /// Coded pictures came since, and no picture came of them.
    bool isDecoderStuck = false;
    std::optional<base::Utc> lastFrameAt;
    /// How long ago that was, while it is still.
    std::chrono::seconds stillFor{0};
    /// In the past: how long before the moment shown the picture arrived, to a tenth of a second;
    /// absent when live.
    std::optional<std::chrono::milliseconds> age;
    base::Mono lastFrameMono{};
    /// Came by the last picture; see isDecoderStuck.
    std::uint64_t unitsAtLastFrame = 0;
    /// The worst that happened and passed while nobody looked at this tile.
    engine::Severity missed = engine::Severity::None;
    TileRate rate = TileRate::Full;
    std::uint64_t framesShown = 0;
    /// Taken from the decoder, replaced before they were painted.
    std::uint64_t framesUnseen = 0;
    /// Of streams that are closed.
    media::DecodeStream::Figures closed;

    [[nodiscard]] bool hasStream() const { return stream || twin; }
    [[nodiscard]] bool isAwaitingKey() const;
    [[nodiscard]] media::DecodeStream::Figures openFigures() const;
    [[nodiscard]] TileFigures figures() const;
    void closeStreams();

    /// What the strip says: the fault, or how old the picture is, or quiet figures.
    [[nodiscard]] QString stripText() const;
    [[nodiscard]] engine::Severity stripSeverity() const;
    /// Of a picture that stands still, for over the picture: "last picture 18:04:12" and "00:00:07
    /// ago"; empty while it moves.
    [[nodiscard]] QString lastPictureText() const;
    [[nodiscard]] QString lastPictureAgoText() const;
    /// "key picture, 3.2 s before"; empty when live or without a picture.
    [[nodiscard]] QString ageText() const;
    /// Why there is no picture; empty where there is one.
    [[nodiscard]] QString noPictureText() const;
    /// Of two paths: how they stand to each other; empty where it shows one.
    [[nodiscard]] QString twinText() const;
};

[[nodiscard]] inline bool isOfTwo(TwinView view) {
    return view == TwinView::Split || view == TwinView::Difference;
}

} // namespace vigie::ui::wall
