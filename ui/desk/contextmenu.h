// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace vigie::ui::desk {

/// Offers the widget's actions at the pointer or the menu key, as Qt::ActionsContextMenu does; but
/// that one runs a loop of its own with a menu on the stack, and is destroyed twice when the widget
/// goes away while the menu is open (a feed leaves the fleet, a page is made anew). This one is an
/// ordinary child that closes with its widget. GUI thread.
void offerActions(QWidget& widget);

} // namespace vigie::ui::desk
