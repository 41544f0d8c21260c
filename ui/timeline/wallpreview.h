// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QFrame>
#include <QString>
#include <QTimer>

#include "core/media/decodepool.h"
#include "ui/timeline/guipost.h"
#include "ui/timeline/timemachine.h"
#include "ui/wall/picturepainter.h"

namespace vigie::ui::timeline {

/// A tile of the wall as it is now, for the preview of how it was.
struct PreviewTile {
    model::PathRef path;
    /// "005".
    QString title;
};

/// The small wall above the pointer on the timeline: what was seen at that moment by the newest key
/// pictures before it, with its figures in words; the words alone until pictures come and where
/// there are none. One moment at a time is asked for, the newest; at most mostTiles pictures are
/// decoded, by the desk's decoders. GUI thread.
class WallPreview final : public QFrame {
    Q_OBJECT
public:
    static constexpr std::size_t mostTiles = 20;
    using Tiles = std::function<std::vector<PreviewTile>()>;

    /// What is given must outlive it.
    WallPreview(TimeMachine& time, media::DecodePool& decoders, QWidget* parent);
    ~WallPreview() override;

    /// Which tiles there are; asked when the pointer rests.
    void setTiles(Tiles tiles) { m_tiles = std::move(tiles); }
    /// Shows `text` above `at` (global); pictures follow when the pointer rests.
    void point(base::Utc moment, const QString& text, const QPoint& at);
    void leave();

    [[nodiscard]] base::Utc moment() const { return m_moment; }
    [[nodiscard]] QString text() const { return m_text; }
    /// Pictures that have come.
    [[nodiscard]] std::size_t pictures() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Cell {
        PreviewTile tile;
        std::unique_ptr<media::DecodeStream> stream;
        media::VideoFramePtr frame;
        bool isAnswered = false;
    };
    void ask();
    void take(std::uint64_t batch, std::size_t cell, const model::AccessUnitPtr& unit);
    void takeFrame(std::uint64_t batch, std::size_t cell);
    void settle();
    void place();
    [[nodiscard]] int columns() const;

    TimeMachine& m_time;
    media::DecodePool& m_decoders;
    std::shared_ptr<GuiPost> m_post;
    Tiles m_tiles;
    base::Utc m_moment{};
    QString m_text;
    QPoint m_at;
    std::vector<Cell> m_cells;
    /// Grows with each moment asked for: what comes for another is late.
    std::uint64_t m_batch = 0;
    wall::PicturePainter m_painter;
    QTimer m_restTimer;
};

} // namespace vigie::ui::timeline
