// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace vigie::ui::shell {

class MainWindow;

/// Adds to a window's menu the ways to move its past together with that of another window of this
/// desk: by the clock, or by an event that both playheads are put on. GUI thread.
void addSideBySide(MainWindow& window, QMenu& menu);

} // namespace vigie::ui::shell
