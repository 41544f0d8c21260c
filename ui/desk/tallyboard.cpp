// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/tallyboard.h"

#include <utility>

#include "ui/desk/deskcontext.h"

namespace vigie::ui::desk {

TallyBoard::TallyBoard(DeskContext& desk) : QObject(&desk) {}

TallyBoard& TallyBoard::of(DeskContext& desk) {
    if (auto* board = desk.findChild<TallyBoard*>(QString(), Qt::FindDirectChildrenOnly)) {
        return *board;
    }
    return *new TallyBoard(desk); // owned by the desk
}

std::optional<Tally> TallyBoard::tally(const QString& feedId) const {
    const auto found = m_tallies.find(feedId);
    return found == m_tallies.end() ? std::nullopt : std::optional(found->second);
}

void TallyBoard::set(const QString& feedId, const Tally& tally) {
    Tally& kept = m_tallies[feedId];
    if (kept != tally) {
        kept = tally;
        emit changed(feedId);
    }
}

void TallyBoard::clear(const QString& feedId) {
    if (m_tallies.erase(feedId) > 0) {
        emit changed(feedId);
    }
}

void TallyBoard::clearAll() {
    const std::map<QString, Tally> gone = std::exchange(m_tallies, {});
    for (const auto& [feedId, tally] : gone) {
        emit changed(feedId);
    }
}

} // namespace vigie::ui::desk
