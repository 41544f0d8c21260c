// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/engine/snapshot.h"
#include "ui/wall/deliveryfilter.h"
#include "ui/wall/grid.h"
#include "ui/wall/wallspec.h"

namespace vigie::ui::wall {

/// What one cell of the page shows.
struct ArrangedTile {
    /// Index into Arrangement::spans.
    int cell = 0;
    QString feedId;
    /// Empty only for a pin whose delivery is not seen, in a wall of no region.
    QString regionId;
    TwinView view = TwinView::OnAir;
    bool isPinned = false;
    /// It stands here because it failed.
    bool isPenalty = false;
    /// Index into the deliveries of the snapshot; absent: pinned, and not seen.
    std::optional<std::size_t> delivery;
};

/// One page of a wall.
struct Arrangement {
    Grid grid;
    /// Of all cells, filled or not, in reading order.
    std::vector<CellSpan> spans;
    /// In the order of their cells; empty cells have none.
    std::vector<ArrangedTile> tiles;
    int page = 0;
    int pages = 1;
    /// Feeds that the assignment means, and those that no page shows (a wall whose cells are all
    /// pinned, or taken by the penalty box).
    int matching = 0;
    int hidden = 0;
    /// Feeds that fail and found no room in the penalty box.
    int waiting = 0;
};

/// Says what stands where on a wall, from its specification and the snapshots in turn. A tile
/// changes its place only when it must: feeds that come back find their place again, of feeds in
/// order of fault only those move that are out of order, and who makes room for the penalty box
/// goes where its guest came from. Time is that of the snapshots. No widget; GUI thread.
///
/// The penalty box takes the first cells that are not pinned, on every page, for feeds that are in
/// a major or critical fault, as soon as they are, until `stay` after the last of it; worst first.
class Arranger {
public:
    /// Orders all anew.
    void setSpec(const WallSpec& spec);
    [[nodiscard]] const WallSpec& spec() const { return m_spec; }
    /// Only what arrives at, or leaves, this node; empty: all.
    void setNode(const QString& nodeId);
    /// Another place in time: what failed there is not known here.
    void forget();

    void update(const engine::Snapshot& snapshot);

    [[nodiscard]] Arrangement page(int page) const;
    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] int cellCount() const { return static_cast<int>(m_spans.size()); }
    /// Page and cell; what stands on every page is found on `preferredPage`.
    struct Place {
        int page = 0;
        int cell = 0;
    };
    [[nodiscard]] std::optional<Place> find(const QString& feedId, int preferredPage) const;
    /// All feeds that fill the wall, in the order of the pages, without pins and box.
    [[nodiscard]] std::vector<std::string> order() const;

private:
    /// What is remembered of a feed from one snapshot to the next.
    struct Memory {
        std::string regionId;
        /// The worst of the last `stay`.
        engine::Severity rank = engine::Severity::None;
        base::Utc rankUntil{};
        bool isFailing = false;
        base::Utc failingSince{};
        base::Utc failingUntil{};
    };
    struct Item {
        std::string feedId;
        std::uint32_t number = 0;
        std::size_t delivery = 0;
        engine::Severity rank = engine::Severity::None;
    };
    struct Pin {
        CellPin pin;
        std::string feedId;
        /// Empty: where it is worst, which is then `shownRegion`.
        std::string regionId;
        std::string shownRegion;
        std::optional<std::size_t> delivery;
    };

    void choose(const engine::Snapshot& snapshot);
    void resolvePins(const engine::Snapshot& snapshot);
    void remember(const engine::Snapshot& snapshot);
    void layCells();
    void fillBox();
    void orderHomes();
    void fillSlots();
    [[nodiscard]] bool isPinnedAway(const std::string& feedId, const std::string& regionId) const;
    [[nodiscard]] const Item* item(const std::string& feedId) const;
    [[nodiscard]] bool isBoxed(const std::string& feedId) const;
    /// Moves only those that are out of order of their rank.
    void settle(std::vector<std::string>& order) const;
    [[nodiscard]] int pagesFor(std::size_t feeds) const;

    WallSpec m_spec;
    std::string m_node;
    DeliveryFilter m_filter;
    bool m_mustSort = true;
    base::Utc m_now{};
    std::unordered_map<std::string, Memory> m_memory; // by feed
    std::vector<Item> m_items;                        // by number, then feed
    std::unordered_map<std::string, std::size_t> m_itemOf;
    std::vector<Pin> m_pins; // by cell; empty feed: not pinned

    Grid m_grid{1, 1};
    std::vector<CellSpan> m_spans;
    std::size_t m_free = 1; // cells of each page that are not pinned
    std::vector<std::string> m_box;
    int m_waiting = 0;
    /// Where each feed belongs, by free cell over all pages; a feed that is gone keeps its place.
    std::vector<std::string> m_homes;
    /// Where each feed is, by free cell over all pages; those of the box stay empty.
    std::vector<std::string> m_slots;
    std::unordered_map<std::string, std::size_t> m_displaced;
    int m_pages = 1;
    int m_hidden = 0;
};

} // namespace vigie::ui::wall
