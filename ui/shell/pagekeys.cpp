// SPDX-License-Identifier: GPL-3.0-or-later
// The keys and gestures that pages take by themselves, for the help page.
#include <QCoreApplication>

#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmspage.h"
#include "ui/desk/keymap.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/mainwindow.h"
#include "ui/wall/wallpage.h"

namespace vigie::ui::shell {

namespace {

using desk::KeyHelp;
using desk::KeyMap;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::shell::HelpDialog)
};

QList<KeyHelp> wallKeys() {
    return {
        {{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}, {}, Words::tr("Another tile")},
        {{Qt::Key_Home, Qt::Key_End}, {}, Words::tr("The first tile, the last")},
        {{Qt::Key_PageUp, Qt::Key_PageDown}, {}, Words::tr("Turn the page")},
        {{Qt::Key_Return}, {}, Words::tr("Enlarge the tile, and back (also Esc)")},
        {{Qt::Key_N}, {}, Words::tr("To the worst feed in fault, then to the next")},
        {{Qt::Key_T}, {}, Words::tr("What is known of the tile, as hovering says it")},
        {{Qt::Key_V}, {}, Words::tr("The twin, both beside each other, their difference")},
        {{Qt::Key_L}, {}, Words::tr("Listen to the tile, and stop; in the past: LIVE")},
        {{Qt::Key_M}, {}, Words::tr("Mute what is listened to")},
        {{Qt::Key_Plus, Qt::Key_Minus}, {}, Words::tr("Louder, softer")},
        {{Qt::Key_P}, {}, Words::tr("Pin the tile to its place")},
        {{Qt::Key_B}, {}, Words::tr("Penalty box on and off")},
        {{Qt::CTRL | Qt::Key_Right, Qt::CTRL | Qt::Key_Left, Qt::CTRL | Qt::Key_Up,
          Qt::CTRL | Qt::Key_Down},
         {},
         Words::tr("The tile changes places with its neighbor")},
        {{Qt::CTRL | Qt::Key_Z, Qt::CTRL | Qt::SHIFT | Qt::Key_Z},
         {},
         Words::tr("Take back a change of the wall, put it back")},
        {{Qt::Key_4, Qt::Key_5, Qt::Key_6, Qt::Key_0},
         {},
         Words::tr("Layout 4×3, 5×4, 6×6, automatic")},
        {{Qt::Key_I, Qt::Key_F}, {}, Words::tr("Open the feed in the inspector")},
        {{}, Words::tr("Drag a tile"), Words::tr("It changes places with another")}};
}

QList<KeyHelp> trackKeys() {
    return {{{Qt::Key_Left, Qt::Key_Right}, {}, Words::tr("Move the playhead, with Shift far")},
            {{Qt::Key_Home, Qt::Key_End}, {}, Words::tr("The beginning; the end, or live")},
            {{Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0}, {}, Words::tr("Zoom; show all")},
            {{}, Words::tr("Click, drag"), Words::tr("Take the whole desk there")},
            {{}, Words::tr("Wheel, Shift+wheel"), Words::tr("Zoom around the pointer; move")},
            {{}, Words::tr("Shift+drag"), Words::tr("Select a stretch, to copy or to bookmark")}};
}

} // namespace

void describePageKeys(MainWindow& window) {
    KeyMap::describe(&window.strip(), Words::tr("Timeline, on every page"));
    KeyMap::describe(&window.wall(), Words::tr("Wall"));
    KeyMap::describe(&window.wall().view(), Words::tr("Wall"), wallKeys());
    KeyMap::describe(&window.inspector(), Words::tr("Feed"));
    KeyMap::describe(&window.alarmsPage(), Words::tr("Alarms"));
    for (auto* panel : window.findChildren<alarms::AlarmPanel*>()) {
        KeyMap::describe(panel, Words::tr("Alarms"));
    }
    KeyMap::describe(&window.strip().track(), Words::tr("Timeline, with the focus"), trackKeys());
}

} // namespace vigie::ui::shell
