// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallcontents.h"

#include <QCoreApplication>

#include "ui/theme/words.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

} // namespace

TileContent contentOf(const engine::Snapshot& snapshot, const ArrangedTile& tile,
                      const FlippedViews& flipped, bool isRegionNamed) {
    TwinView view = tile.view;
    if (!tile.isPinned) {
        const auto other = flipped.find({tile.feedId, tile.regionId});
        view = other == flipped.end() ? TwinView::OnAir : other->second;
    }
    TileContent content;
    if (tile.delivery && *tile.delivery < snapshot.deliveries.size()) {
        content = tileContent(snapshot, snapshot.deliveries[*tile.delivery], view, isRegionNamed);
    } else {
        // Pinned by somebody, so it is not left out in silence.
        content.feedId = tile.feedId;
        content.regionId = tile.regionId;
        content.name = theme::feedTitle(snapshot, tile.feedId.toStdString());
        content.view = view;
        content.fault = Words::tr("NO SUCH DELIVERY NOW");
        content.severity = engine::Severity::Warning;
    }
    content.isPinned = tile.isPinned;
    content.isPenalty = tile.isPenalty;
    return content;
}

std::vector<TileContent> contentsOf(const engine::Snapshot& snapshot,
                                    const Arrangement& arrangement, const FlippedViews& flipped,
                                    bool isRegionNamed) {
    std::vector<TileContent> contents;
    contents.reserve(arrangement.tiles.size());
    for (const ArrangedTile& tile : arrangement.tiles) {
        contents.push_back(contentOf(snapshot, tile, flipped, isRegionNamed));
    }
    return contents;
}

QString twinViewWord(TwinView view) {
    switch (view) {
    case TwinView::OnAir:
        return Words::tr("path on air");
    case TwinView::Cloud:
        return Words::tr("cloud");
    case TwinView::Satellite:
        return Words::tr("satellite");
    case TwinView::Fibre:
        return Words::tr("fibre");
    case TwinView::Split:
        return Words::tr("split");
    case TwinView::Difference:
        return Words::tr("difference");
    }
    return {};
}

} // namespace vigie::ui::wall
