// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebyside.h"

#include <QApplication>
#include <QMenu>

#include "ui/shell/mainwindow.h"
#include "ui/timeline/playheadlink.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::shell {

namespace {

using timeline::PlayheadLink;
using timeline::TimeMachine;

/// The link that a window's past is on; it belongs to one of the two.
PlayheadLink* linkOf(TimeMachine& time) {
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* window = qobject_cast<MainWindow*>(widget);
        if (window == nullptr) {
            continue;
        }
        auto* link = window->time().findChild<PlayheadLink*>(QString(), Qt::FindDirectChildrenOnly);
        if (link != nullptr && (&window->time() == &time || link->other(window->time()) == &time)) {
            return link;
        }
    }
    return nullptr;
}

void fill(MainWindow& window, QMenu& menu) {
    menu.clear();
    TimeMachine& time = window.time();
    if (PlayheadLink* link = linkOf(time)) {
        menu.addAction(MainWindow::tr("Align: both playheads are at the same event"), link,
                       &PlayheadLink::alignHere);
        menu.addAction(MainWindow::tr("Align by the clock"), link, &PlayheadLink::alignByClock)
            ->setEnabled(link->offset() != base::Nanoseconds(0));
        if (link->offset() != base::Nanoseconds(0)) {
            menu.addAction(MainWindow::tr("Offset: %1").arg(timeline::lengthText(link->offset())))
                ->setEnabled(false);
        }
        menu.addSeparator();
        menu.addAction(MainWindow::tr("Move apart"), link, &QObject::deleteLater);
        return;
    }
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* other = qobject_cast<MainWindow*>(widget);
        if (other != nullptr && other != &window && other->isVisible() &&
            linkOf(other->time()) == nullptr) {
            menu.addAction(other->windowTitle(), other,
                           [&time, other] { (void)new PlayheadLink(time, other->time(), &time); });
        }
    }
    if (menu.isEmpty()) {
        menu.addAction(MainWindow::tr("Open another recording first"))->setEnabled(false);
    }
}

} // namespace

void addSideBySide(MainWindow& window, QMenu& menu) {
    menu.addSeparator();
    QMenu* beside = menu.addMenu(MainWindow::tr("Move together with"));
    QObject::connect(beside, &QMenu::aboutToShow, &window,
                     [&window, beside] { fill(window, *beside); });
}

} // namespace vigie::ui::shell
