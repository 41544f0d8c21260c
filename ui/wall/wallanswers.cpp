// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator asks first, by one key each: which feed is bad, and what is known of it.
#include <algorithm>
#include <tuple>

#include <QAccessible>
#include <QTextDocumentFragment>
#include <QToolTip>

#include "ui/wall/deliveryfilter.h"
#include "ui/wall/tiletip.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

struct Failing {
    int page = 0;
    int cell = 0;
    engine::Severity severity = engine::Severity::None;
    bool isKnown = true;
};

} // namespace

void WallView::nextFault() {
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    std::vector<Failing> all;
    std::vector<std::pair<QString, QString>> seen; // what stands on every page counts once
    for (int number = 0; number < pages(); ++number) {
        // This page first, so that what stands on all of them is gone to here.
        const int page = (m_page + number) % pages();
        for (const ArrangedTile& tile : m_arranger.page(page).tiles) {
            if (!tile.delivery || *tile.delivery >= snapshot->deliveries.size()) {
                continue;
            }
            const std::pair<QString, QString> who(tile.feedId, tile.regionId);
            const engine::DeliveryStatus& delivery = snapshot->deliveries[*tile.delivery];
            const engine::Severity severity = wallSeverity(*snapshot, delivery);
            if (severity == engine::Severity::None ||
                delivery.reason == engine::OnAirReason::OffSchedule ||
                std::find(seen.begin(), seen.end(), who) != seen.end()) {
                continue;
            }
            seen.push_back(who);
            const engine::PathStatus* path = shownPath(*snapshot, delivery);
            all.push_back({page, tile.cell, severity, path != nullptr && path->isInContact});
        }
    }
    if (all.empty()) {
        showTip(tr("No feed on this wall is in fault."));
        return;
    }
    // Worst first; what is known to be bad before what nobody knows of.
    std::sort(all.begin(), all.end(), [](const Failing& a, const Failing& b) {
        return std::tuple(b.severity, b.isKnown, a.page, a.cell) <
               std::tuple(a.severity, a.isKnown, b.page, b.cell);
    });
    auto next = std::find_if(all.begin(), all.end(), [this](const Failing& failing) {
        return failing.page == m_page && failing.cell == m_cell;
    });
    next = next == all.end() || std::next(next) == all.end() ? all.begin() : std::next(next);
    moveTo(next->page, next->cell);
    tell();
}

void WallView::tell() {
    if (const TileContent* tile = current()) {
        showTip(tileToolTip(*m_desk.snapshot(), *tile));
    }
}

void WallView::toggleTip() {
    if (QToolTip::isVisible()) {
        QToolTip::hideText();
        return;
    }
    tell();
}

void WallView::showTip(const QString& text) {
    const int index = boardIndex(m_cell);
    const QPoint at =
        index >= 0 ? m_board.tiles()[static_cast<std::size_t>(index)].geometry.label.bottomLeft()
                   : rect().center();
    QToolTip::showText(mapToGlobal(at), text, this);
    setAccessibleDescription(QTextDocumentFragment::fromHtml(text).toPlainText().simplified());
    if (QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

} // namespace vigie::ui::wall
