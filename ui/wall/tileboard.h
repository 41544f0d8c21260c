// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/time.h"
#include "core/fleet/source.h"
#include "core/media/decodepool.h"
#include "ui/wall/rategovernor.h"
#include "ui/wall/tile.h"

namespace vigie::ui::wall {

/// The visible tiles of a wall and their streams. No widget: it says what became dirty and the
/// widget paints. GUI thread. A tile that is not visible does not exist here and so holds no watch.
class TileBoard {
public:
    static constexpr std::chrono::milliseconds stillAfter{2000};
    /// Of a tile that is sent key pictures only.
    static constexpr std::chrono::milliseconds stillAfterKeys{6000};
    /// Coded pictures that came without one coming out, when they are enough to blame the decoder.
    static constexpr std::uint64_t stuckAfterUnits = 10;
    /// Tiles that keep their full rate when the others lose it.
    static constexpr std::size_t mostPromoted = 8;

    /// `wake` is called on any thread when a picture came.
    TileBoard(fleet::Source& source, media::DecodePool& decoders, std::function<void()> wake);
    ~TileBoard();
    TileBoard(const TileBoard&) = delete;
    TileBoard& operator=(const TileBoard&) = delete;

    /// Bits of what to repaint.
    enum Part : unsigned { Picture = 1, Meters = 2, Words = 4, Everything = 7 };
    struct Dirt {
        std::size_t tile = 0;
        unsigned parts = 0;
    };

    /// Another place in time: pictures come from there from now on. Watches and pictures of the
    /// place before go at once. In the past no picture is still; each says how old it is.
    void setSource(fleet::Source& source, bool isPast);
    /// Who knows the marks of a tile; asked when a tile comes, and by refreshMarks().
    void setMarks(std::function<TileMarks(const TileContent&)> marks);
    [[nodiscard]] std::vector<Dirt> refreshMarks();
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
    /// A few times a second: looks for pictures that stand still, and whether the desk keeps up.
    [[nodiscard]] std::vector<Dirt> checkStill(base::Timestamp now);
    /// The operator looks at this tile: what was missed is seen, and it keeps its full rate.
    void markSeen(std::size_t index);

    [[nodiscard]] std::vector<Tile>& tiles() { return m_tiles; }
    [[nodiscard]] const std::vector<Tile>& tiles() const { return m_tiles; }
    [[nodiscard]] std::vector<TileFigures> figures() const;
    /// Of the tiles that do not matter more than others.
    [[nodiscard]] TileRate rate() const { return m_governor.rate(); }
    /// Does to the rates what `sample` calls for; checkStill() measures one itself.
    void govern(const RateGovernor::Sample& sample);

private:
    [[nodiscard]] model::PreviewRequest requestFor(const Tile& tile) const;
    void openStream(Tile& tile);
    void forgetPath(Tile& tile) const;
    [[nodiscard]] bool updateAge(Tile& tile) const;
    [[nodiscard]] bool takeFrame(Tile& tile) const;
    [[nodiscard]] unsigned checkStill(Tile& tile, base::Timestamp now) const;
    [[nodiscard]] RateGovernor::Sample measure();
    void setRates();

    fleet::Source* m_source;
    media::DecodePool& m_decoders;
    /// When a stream woke somebody that has not come yet, in nanoseconds; 0: nobody is awaited.
    std::shared_ptr<std::atomic<std::int64_t>> m_wokenNs;
    const std::function<void()> m_wake;
    std::function<TileMarks(const TileContent&)> m_marks;
    bool m_isPast = false;
    base::Utc m_now{}; // of the snapshot shown
    double m_pixelRatio = 1.0;
    QString m_seenFeed;
    QString m_seenRegion;
    RateGovernor m_governor;
    std::chrono::milliseconds m_longestLag{0}; // since the sample before
    std::uint64_t m_sampledDecoded = 0;
    std::uint64_t m_sampledLost = 0;
    std::vector<Tile> m_tiles;
};

} // namespace vigie::ui::wall
