// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/fleet/source.h"
#include "core/media/decodepool.h"
#include "ui/wall/audiometer.h"
#include "ui/wall/grid.h"
#include "ui/wall/tilecontent.h"
#include "ui/wall/tilestream.h"

namespace vigie::ui::wall {

/// What reached the glass of one tile, and what did not.
struct TileFigures {
    QString feedId;
    QString regionId;
    std::uint64_t unitsIn = 0;
    std::uint64_t framesDecoded = 0;
    /// Decoded, but a newer one came before they could be shown.
    std::uint64_t framesReplaced = 0;
    std::uint64_t framesShown = 0;
    std::uint64_t gaps = 0;
    bool isStill = false;
};

/// One visible tile: what it says, where, and its picture.
struct Tile {
    TileContent content;
    TileGeometry geometry;
    AudioMeter meter;
    std::unique_ptr<TileStream> stream;
    /// The picture on the glass; may be older than it should (see isStill).
    media::VideoFramePtr frame;
    /// True until `frame` was painted once.
    bool isFrameNew = false;
    /// The last picture came longer ago than a live one may, pictures were lost, or the picture is
    /// that of the path before.
    bool isStill = false;
    std::optional<base::Utc> lastFrameAt;
    /// In the past: how long before the moment shown the picture arrived, to a tenth of a second;
    /// absent when live.
    std::optional<std::chrono::milliseconds> age;
    base::Mono lastFrameMono{};
    /// The worst that happened and passed while nobody looked at this tile.
    engine::Severity missed = engine::Severity::None;
    std::uint64_t framesShown = 0;

    /// What the strip says: the fault, or how old the picture is, or quiet figures.
    [[nodiscard]] QString stripText() const;
    [[nodiscard]] engine::Severity stripSeverity() const;
    /// "key picture, 3.2 s before"; empty when live or without a picture.
    [[nodiscard]] QString ageText() const;
    /// Why there is no picture; empty where there is one.
    [[nodiscard]] QString noPictureText() const;
};

/// The visible tiles of a wall and their streams. No widget: it says what became dirty and the
/// widget paints. GUI thread. A tile that is not visible does not exist here and so holds no watch.
class TileBoard {
public:
    static constexpr std::chrono::milliseconds stillAfter{2000};

    /// `wake` is called on any thread when a picture came.
    TileBoard(fleet::Source& source, media::DecodePool& decoders, std::function<void()> wake);
    ~TileBoard();

    /// Bits of what to repaint.
    enum Part : unsigned { Picture = 1, Meters = 2, Words = 4, Everything = 7 };
    struct Dirt {
        std::size_t tile = 0;
        unsigned parts = 0;
    };

    /// Another place in time: pictures come from there from now on. Watches and pictures of the
    /// place before go at once. In the past no picture is still; each says how old it is.
    void setSource(fleet::Source& source, bool isPast);
    /// The tiles that are visible now, in order. Keeps streams and pictures of those that stay.
    void show(const std::vector<TileContent>& contents);
    /// New facts about the tiles that are visible, same tiles in the same order.
    [[nodiscard]] std::vector<Dirt> update(const std::vector<TileContent>& contents, base::Utc now);
    /// Where they are; `pixelRatio` turns their size into what is asked of the nodes.
    void place(const std::vector<QRect>& cells, double pixelRatio);
    /// Opens the streams that are missing and reopens those that ask for another path or size.
    void openStreams();
    void closeStreams();
    /// Takes the new pictures.
    [[nodiscard]] std::vector<Dirt> takeFrames();
    /// Looks for pictures that stand still.
    [[nodiscard]] std::vector<Dirt> checkStill(base::Timestamp now);
    /// The operator looks at this tile: what was missed is seen.
    void markSeen(std::size_t index);

    [[nodiscard]] std::vector<Tile>& tiles() { return m_tiles; }
    [[nodiscard]] const std::vector<Tile>& tiles() const { return m_tiles; }
    [[nodiscard]] std::vector<TileFigures> figures() const;

private:
    [[nodiscard]] model::PreviewRequest requestFor(const Tile& tile) const;
    [[nodiscard]] bool updateAge(Tile& tile) const;

    fleet::Source* m_source;
    media::DecodePool& m_decoders;
    const std::function<void()> m_wake;
    bool m_isPast = false;
    base::Utc m_now{}; // of the snapshot shown
    double m_pixelRatio = 1.0;
    std::vector<Tile> m_tiles;
};

} // namespace vigie::ui::wall
