// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where on the wall, the current tile, pages, and edits that can be undone.
#include <algorithm>

#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

constexpr std::size_t mostUndone = 50;

bool isSamePage(const Arrangement& a, const Arrangement& b) {
    return a.grid == b.grid && a.spans == b.spans &&
           std::equal(a.tiles.begin(), a.tiles.end(), b.tiles.begin(), b.tiles.end(),
                      [](const ArrangedTile& x, const ArrangedTile& y) {
                          return x.cell == y.cell && x.feedId == y.feedId &&
                                 x.regionId == y.regionId;
                      });
}

bool isSameBar(const Arrangement& a, const Arrangement& b) {
    return a.page == b.page && a.pages == b.pages && a.matching == b.matching &&
           a.hidden == b.hidden && a.waiting == b.waiting;
}

} // namespace

const ArrangedTile* WallView::tileIn(int cell) const {
    const auto found = std::find_if(m_arrangement.tiles.begin(), m_arrangement.tiles.end(),
                                    [cell](const ArrangedTile& tile) { return tile.cell == cell; });
    return found == m_arrangement.tiles.end() ? nullptr : &*found;
}

int WallView::boardIndex(int cell) const {
    const auto found = std::find_if(m_shown.tiles.begin(), m_shown.tiles.end(),
                                    [cell](const ArrangedTile& tile) { return tile.cell == cell; });
    return found == m_shown.tiles.end() ? -1 : static_cast<int>(found - m_shown.tiles.begin());
}

std::vector<TileContent> WallView::visibleContents() const {
    return contentsOf(*m_desk.snapshot(), m_shown, m_flipped, m_spec.assignment.regionId.isEmpty());
}

const TileContent* WallView::current() const {
    const int index = boardIndex(m_cell);
    return index < 0 || index >= static_cast<int>(m_board.tiles().size())
               ? nullptr
               : &m_board.tiles()[static_cast<std::size_t>(index)].content;
}

int WallView::currentTile() const {
    return tileIn(m_cell) == nullptr ? -1 : m_page * m_arranger.cellCount() + m_cell;
}

int WallView::tileCount() const {
    const Arrangement last = m_arranger.page(m_arranger.pages() - 1);
    return last.tiles.empty()
               ? 0
               : (m_arranger.pages() - 1) * m_arranger.cellCount() + last.tiles.back().cell + 1;
}

void WallView::takePage() {
    if (m_isEnlarged && !m_currentFeed.isEmpty()) {
        // What is enlarged stays, wherever it goes.
        if (const auto place = m_arranger.find(m_currentFeed, m_page)) {
            m_page = place->page;
            m_cell = place->cell;
        } else {
            m_isEnlarged = false;
        }
    }
    m_page = std::clamp(m_page, 0, m_arranger.pages() - 1);
    m_arrangement = m_arranger.page(m_page);
    if (!m_isEnlarged) {
        const ArrangedTile* here = tileIn(m_cell);
        if (here == nullptr || here->feedId != m_currentFeed) {
            const auto it = std::find_if(
                m_arrangement.tiles.begin(), m_arrangement.tiles.end(),
                [this](const ArrangedTile& tile) { return tile.feedId == m_currentFeed; });
            if (it != m_arrangement.tiles.end()) {
                m_cell = it->cell;
            } else if (here == nullptr && !m_arrangement.tiles.empty()) {
                const auto after =
                    std::find_if(m_arrangement.tiles.begin(), m_arrangement.tiles.end(),
                                 [this](const ArrangedTile& tile) { return tile.cell > m_cell; });
                m_cell =
                    after == m_arrangement.tiles.begin() ? after->cell : std::prev(after)->cell;
            }
        }
    }
    const ArrangedTile* tile = tileIn(m_cell);
    m_currentFeed = tile == nullptr ? QString() : tile->feedId;
    m_isEnlarged = m_isEnlarged && tile != nullptr;
    m_shown = m_arrangement;
    if (m_isEnlarged) {
        m_shown.tiles = {*tile};
    }
}

void WallView::apply(const WallSpec& spec, bool isFirstPage) {
    m_spec = spec;
    if (m_spec.columns > 0) {
        tidy(m_spec);
    }
    m_arranger.setSpec(m_spec);
    m_arranger.update(*m_desk.snapshot());
    m_cycler.setPeriod(m_spec.cycle, base::SystemClock::instance().now().mono);
    if (isFirstPage) {
        m_page = 0;
        m_cell = 0;
        m_currentFeed.clear();
        m_isEnlarged = false;
    } else if (const auto place = m_arranger.find(m_currentFeed, m_page)) {
        m_page = place->page;
        m_cell = place->cell;
    }
    setDragOver(-1);
    m_drag = {};
    arrange();
    emit arrangementChanged();
}

void WallView::setSpec(const WallSpec& spec) {
    m_undo.clear();
    m_redo.clear();
    m_flipped.clear();
    apply(spec, true);
}

void WallView::edit(const WallSpec& spec) {
    if (spec == m_spec) {
        return;
    }
    m_undo.push_back(m_spec);
    if (m_undo.size() > mostUndone) {
        m_undo.erase(m_undo.begin());
    }
    m_redo.clear();
    apply(spec, false);
    emit edited();
}

bool WallView::undo() {
    if (m_undo.empty()) {
        return false;
    }
    m_redo.push_back(m_spec);
    const WallSpec before = m_undo.back();
    m_undo.pop_back();
    apply(before, false);
    emit edited();
    return true;
}

bool WallView::redo() {
    if (m_redo.empty()) {
        return false;
    }
    m_undo.push_back(m_spec);
    const WallSpec next = m_redo.back();
    m_redo.pop_back();
    apply(next, false);
    emit edited();
    return true;
}

void WallView::setRegion(const QString& regionId) {
    WallAssignment assignment = m_spec.assignment;
    assignment.regionId = regionId;
    setAssignment(assignment);
}

void WallView::setAssignment(const WallAssignment& assignment) {
    if (m_spec.assignment != assignment) {
        WallSpec spec = m_spec;
        spec.assignment = assignment;
        apply(spec, true);
    }
}

void WallView::setPreset(Preset preset) {
    WallSpec spec = m_spec;
    wall::setPreset(spec, preset);
    spec.name.clear();
    m_isEnlarged = false;
    if (spec == m_spec) {
        arrange();
        emit arrangementChanged();
        return;
    }
    edit(spec);
}

void WallView::setPage(int page) {
    const int wanted = std::clamp(page, 0, pages() - 1);
    if (wanted != m_page) {
        // Paging alone selects nothing: the cell stays, with another feed in it.
        m_isEnlarged = false;
        m_page = wanted;
        m_currentFeed.clear();
        m_cycler.turned(base::SystemClock::instance().now().mono);
        arrange();
        tellScreenReader();
        emit arrangementChanged();
    }
}

void WallView::setCurrentTile(int index) {
    const int cells = m_arranger.cellCount();
    if (cells == 0) {
        return;
    }
    const int wanted = std::clamp(index, 0, std::max(0, tileCount() - 1));
    moveTo(wanted / cells, wanted % cells);
}

bool WallView::showFeed(const QString& feedId) {
    const auto place = m_arranger.find(feedId, m_page);
    if (!place) {
        return false;
    }
    moveTo(place->page, place->cell);
    return true;
}

void WallView::moveTo(int page, int cell) {
    const Arrangement target = page == m_page ? m_arrangement : m_arranger.page(page);
    if (target.tiles.empty()) {
        return;
    }
    const auto after = std::find_if(target.tiles.begin(), target.tiles.end(),
                                    [cell](const ArrangedTile& tile) { return tile.cell > cell; });
    const ArrangedTile& tile = after == target.tiles.begin() ? *after : *std::prev(after);
    if (page == m_page && tile.cell == m_cell) {
        return;
    }
    const int before = m_cell;
    const bool isRearranged = m_isEnlarged || page != m_page;
    m_page = page;
    m_cell = tile.cell;
    m_currentFeed = tile.feedId;
    m_desk.selectFeed(m_currentFeed);
    if (isRearranged) {
        m_cycler.turned(base::SystemClock::instance().now().mono);
        arrange();
        emit arrangementChanged();
    } else {
        m_board.markSeen(static_cast<std::size_t>(std::max(0, boardIndex(m_cell))));
        repaintTile(before);
        repaintTile(m_cell);
    }
    tellScreenReader();
}

void WallView::setEnlarged(bool isEnlarged) {
    if (m_isEnlarged != isEnlarged && tileIn(m_cell) != nullptr) {
        m_isEnlarged = isEnlarged;
        arrange();
        emit arrangementChanged();
    }
}

void WallView::onSnapshot(const engine::SnapshotPtr& snapshot) {
    m_arranger.update(*snapshot);
    const Arrangement before = std::exchange(m_arrangement, {});
    const Arrangement shownBefore = m_shown;
    takePage();
    const bool isBarSame = isSameBar(before, m_arrangement);
    if (!isSamePage(before, m_arrangement) || !isSamePage(shownBefore, m_shown)) {
        arrange();
        emit arrangementChanged();
        return;
    }
    const auto dirt = m_board.update(visibleContents(), snapshot->now);
    if (hasFocus()) {
        m_board.markSeen(static_cast<std::size_t>(std::max(0, boardIndex(m_cell))));
    }
    if (std::any_of(dirt.begin(), dirt.end(),
                    [](const auto& d) { return d.parts == TileBoard::Everything; })) {
        place(); // a strip came or went, or a path changed
        if (isVisible()) {
            m_board.openStreams();
        }
    }
    repaintDirt(dirt);
    if (!isBarSame) {
        emit arrangementChanged();
    }
}

void WallView::onPlace() {
    m_board.setSource(m_desk.source(), !m_desk.isLive());
    m_arranger.forget();
    m_arranger.update(*m_desk.snapshot());
    arrange();
    emit arrangementChanged();
}

void WallView::onSelection() {
    if (m_node != m_desk.selectedNode()) {
        m_node = m_desk.selectedNode();
        m_arranger.setNode(m_node);
        m_arranger.update(*m_desk.snapshot());
        arrange();
        emit arrangementChanged();
    }
}

bool WallView::isCycling() const {
    return m_spec.cycle.count() > 0 && pages() > 1 && !m_isEnlarged && m_drag.from < 0 &&
           !m_cycler.isResting(base::SystemClock::instance().now().mono);
}

void WallView::onCycle() {
    if (isCycling() && m_cycler.isDue(base::SystemClock::instance().now().mono)) {
        setPage(m_page + 1 < pages() ? m_page + 1 : 0);
    }
}

void WallView::touch() {
    m_cycler.touch(base::SystemClock::instance().now().mono);
}

void WallView::arrange() {
    takePage();
    const std::vector<TileContent> contents = visibleContents();
    m_board.show(contents);
    (void)m_board.update(contents, m_desk.snapshot()->now); // everything is repainted below
    m_board.markSeen(static_cast<std::size_t>(std::max(0, boardIndex(m_cell))));
    place();
    if (isVisible()) {
        m_board.openStreams();
    }
    update();
}

WallSpec WallView::withCells() const {
    WallSpec spec = m_spec;
    if (spec.cells.empty()) {
        setGrid(spec, m_arrangement.grid);
    }
    return spec;
}

CellPin WallView::pinFor(const ArrangedTile& tile) const {
    CellPin pin;
    pin.feedId = tile.feedId;
    const auto cell = static_cast<std::size_t>(tile.cell);
    if (tile.isPinned && cell < m_spec.cells.size()) {
        return m_spec.cells[cell].pin;
    }
    const auto flipped = m_flipped.find({tile.feedId, tile.regionId});
    pin.view = flipped == m_flipped.end() ? TwinView::OnAir : flipped->second;
    return pin;
}

void WallView::swapCells(int a, int b) {
    const ArrangedTile* first = tileIn(a);
    const ArrangedTile* second = tileIn(b);
    if (a == b || (first == nullptr && second == nullptr)) {
        return;
    }
    const CellPin pinOfFirst = first != nullptr ? pinFor(*first) : CellPin{};
    const CellPin pinOfSecond = second != nullptr ? pinFor(*second) : CellPin{};
    WallSpec spec = withCells();
    wall::setPin(spec, b, pinOfFirst);
    wall::setPin(spec, a, pinOfSecond);
    edit(spec);
}

void WallView::pin(int cell, const CellPin& pin) {
    WallSpec spec = withCells();
    wall::setPin(spec, cell, pin);
    edit(spec);
}

void WallView::unpin(int cell) {
    pin(cell, {});
}

void WallView::togglePin() {
    if (const ArrangedTile* tile = tileIn(m_cell)) {
        pin(m_cell, tile->isPinned ? CellPin{} : pinFor(*tile));
    }
}

void WallView::showTwin(TwinView view) {
    const ArrangedTile* tile = tileIn(m_cell);
    if (tile == nullptr) {
        return;
    }
    if (tile->isPinned) {
        CellPin changed = pinFor(*tile);
        changed.view = view;
        pin(m_cell, changed);
    } else {
        m_flipped[{tile->feedId, tile->regionId}] = view;
        arrange();
    }
    tellScreenReader();
}

void WallView::nextTwin() {
    const ArrangedTile* tile = tileIn(m_cell);
    const TileContent* content = current();
    if (tile == nullptr || content == nullptr || !tile->delivery) {
        return;
    }
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    if (*tile->delivery >= snapshot->deliveries.size()) {
        return;
    }
    const std::vector<TwinView> views = viewsOf(*snapshot, snapshot->deliveries[*tile->delivery]);
    const auto now = std::find(views.begin(), views.end(), content->view);
    showTwin(now == views.end() || std::next(now) == views.end() ? views.front() : *std::next(now));
}

} // namespace vigie::ui::wall
