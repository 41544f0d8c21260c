// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallextras.h"

#include "ui/desk/listener.h"
#include "ui/desk/tallyboard.h"
#include "ui/wall/fulldecoding.h"
#include "ui/wall/statusline.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

TileMarks marksOf(desk::DeskContext& desk, const TileContent& content) {
    const desk::Listener& listener = desk::Listener::of(desk);
    TileMarks marks;
    marks.tally = desk::TallyBoard::of(desk).tally(content.feedId);
    const auto heard = listener.path();
    marks.isHeard = heard && (heard == content.path || heard == content.otherPath);
    marks.isSilenced = marks.isHeard && (listener.isMuted() || !listener.whyNot().isEmpty());
    return marks;
}

} // namespace

void addExtras(WallView& view, desk::DeskContext& desk, TileBoard& board) {
    board.setMarks([&desk](const TileContent& content) { return marksOf(desk, content); });
    const auto refresh = [&view, &board] {
        for (const auto& [tile, parts] : board.refreshMarks()) {
            view.update(board.tiles()[tile].geometry.label);
        }
    };
    QObject::connect(&desk::TallyBoard::of(desk), &desk::TallyBoard::changed, &view, refresh);
    QObject::connect(&desk::Listener::of(desk), &desk::Listener::changed, &view, refresh);

    auto* decoding = new FullDecoding(desk, &view);
    const auto follow = [&view, &board, decoding] {
        const bool isLookedAt = view.isEnlarged() && view.isVisible() && !board.tiles().empty();
        decoding->follow(isLookedAt ? board.tiles().front().content.path : std::nullopt);
    };
    QObject::connect(&view, &WallView::arrangementChanged, decoding, follow);
    // The path on air may become another one, and a hidden wall is looked at by nobody.
    QObject::connect(&desk, &desk::DeskContext::snapshotChanged, decoding, follow);

    new StatusLine(view);
}

} // namespace vigie::ui::wall
