// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window can do: its actions, the menu and the palette that offer them.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QTreeView>

#include "ui/alarms/alarmactions.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmspage.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/helpdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/preferences.h"
#include "ui/theme/lookstore.h"
#include "ui/wall/wallpage.h"

namespace vigie::ui::shell {

void MainWindow::addActions() {
    addPageActions();
    addTimeActions();
    addAlarmActions();
    addLookActions();
    const auto add = [this](const char* id, const QString& text, const QList<QKeySequence>& keys,
                            auto&& run) {
        m_actions->add(ActionGroup::Window, QString::fromLatin1(id), text, keys,
                       std::forward<decltype(run)>(run));
    };
    add("window.palette", tr("Search and commands…"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
        [this] { m_palette->open(); });
    add("window.preferences", tr("Preferences…"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
        [this] { openPreferences(); });
    add("window.fullscreen", tr("Full screen"), {QKeySequence(Qt::Key_F11)},
        [this] { toggleFullScreen(); });
    add("window.keys", tr("Keys"), {QKeySequence(Qt::Key_F1)}, [this] { openHelp(); });
    add("window.quit", tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
}

void MainWindow::addPageActions() {
    const std::array<std::pair<const char*, QString>, pageCount> pages{
        {{"page.wall", tr("Page: wall")},
         {"page.regions", tr("Page: regions")},
         {"page.feed", tr("Page: feed")},
         {"page.alarms", tr("Page: alarms")}}};
    for (int i = 0; i < pageCount; ++i) {
        const auto& [id, text] = pages[static_cast<std::size_t>(i)];
        m_actions->add(ActionGroup::Pages, QString::fromLatin1(id), text,
                       {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i))},
                       [this, i] { showPage(static_cast<Page>(i)); });
    }
    m_actions->add(ActionGroup::Pages, QStringLiteral("feed.compare"),
                   tr("Compare feeds and metrics…"), {}, [this] { m_inspector->compare(); });
    using Tab = alarms::AlarmsPage::Tab;
    const std::array<std::pair<Tab, QString>, alarms::AlarmsPage::tabCount> tabs{
        {{Tab::Incidents, tr("Alarms: incidents")},
         {Tab::Journal, tr("Alarms: journal")},
         {Tab::Health, tr("Alarms: alarm health")},
         {Tab::ShiftReport, tr("Alarms: shift report")},
         {Tab::Outward, tr("Alarms: outward")}}};
    for (const auto& [tab, text] : tabs) {
        m_actions->add(ActionGroup::Pages,
                       QStringLiteral("page.alarms.%1").arg(static_cast<int>(tab)), text, {},
                       [this, shown = tab] {
                           m_alarms->showTab(shown);
                           showPage(Page::Alarms);
                       });
    }
    m_actions->add(ActionGroup::Wall, QStringLiteral("wall.allRegions"),
                   tr("Wall: all regions, all nodes"), {}, [this] {
                       m_desk.selectRegion({});
                       m_desk.selectNode({});
                       showPage(Page::Wall);
                   });
}

void MainWindow::addTimeActions() {
    // The strip's own keys, under one roof with the rest.
    int count = 0;
    for (QAction* action : m_strip->actions()) {
        m_actions->adopt(ActionGroup::Time, QStringLiteral("time.%1").arg(count++), *action);
    }
    for (const int minutes : {1, 5, 15, 60}) {
        m_actions->add(ActionGroup::Time, QStringLiteral("time.back%1").arg(minutes),
                       tr("Go back %n minute(s)", nullptr, minutes), {}, [this, minutes] {
                           m_time->seek(m_time->at() - std::chrono::minutes(minutes));
                       });
    }
    m_actions->add(ActionGroup::Time, QStringLiteral("time.record"),
                   tr("Recordings, bookmarks, copies…"), {}, [this] {
                       m_strip->recordMenu().popup(m_strip->mapToGlobal(
                           QPoint(m_strip->width() - m_strip->recordMenu().sizeHint().width(),
                                  -m_strip->recordMenu().sizeHint().height())));
                   });
}

void MainWindow::addAlarmActions() {
    alarms::AlarmActions& what = alarms::AlarmActions::of(m_desk);
    const auto add = [this](const char* id, const QString& text, auto&& run) {
        m_actions->add(ActionGroup::Alarms, QString::fromLatin1(id), text, {},
                       std::forward<decltype(run)>(run));
    };
    add("desk.signOn", tr("Sign on…"), [this, &what] { what.signOn(this); });
    add("desk.handOver", tr("Hand over…"), [this, &what] { what.handOver(this); });
    add("desk.signOff", tr("Sign off"), [&what] { what.signOff(); });
    if (m_options.tones != nullptr) {
        for (const int minutes : {1, 5, 15}) {
            m_actions->add(
                ActionGroup::Alarms, QStringLiteral("desk.mute%1").arg(minutes),
                tr("Mute alarm sounds for %n minute(s)", nullptr, minutes), {},
                [this, &what, minutes] { what.mute(std::chrono::minutes(minutes), this); });
        }
    }
}

void MainWindow::addLookActions() {
    const theme::Look now = theme::look();
    const auto add = [this, &now](const char* id, const QString& text, const theme::Look& wanted) {
        QAction& action = m_actions->add(ActionGroup::Look, QString::fromLatin1(id), text, {},
                                         [this, wanted] { changeLook(wanted); });
        action.setCheckable(true);
        action.setChecked(wanted == now);
    };
    const auto with = [&now](auto theme::Look::*member, auto value) {
        theme::Look wanted = now;
        wanted.*member = value;
        return wanted;
    };
    using theme::Look;
    add("look.dark", tr("Colors: dark"), with(&Look::variant, theme::Variant::Dark));
    add("look.light", tr("Colors: light grey"), with(&Look::variant, theme::Variant::Light));
    add("look.contrast", tr("Colors: high contrast"),
        with(&Look::variant, theme::Variant::HighContrast));
    // Found by who does not read the language in force.
    add("look.english", tr("Language: English"), with(&Look::language, theme::Language::English));
    add("look.french", tr("Langue : français (French)"),
        with(&Look::language, theme::Language::French));
    add("look.utc", tr("Clock: UTC"), with(&Look::zone, theme::ClockZone::Utc));
    add("look.local", tr("Clock: local time"), with(&Look::zone, theme::ClockZone::Local));
}

void MainWindow::changeLook(const theme::Look& look) {
    if (look == theme::look()) {
        return;
    }
    if (m_options.isRemembered) {
        QSettings settings;
        theme::saveLook(settings, look);
    }
    emit lookWanted(look);
}

void MainWindow::openHelp() {
    auto* help = new HelpDialog(*this, this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    help->open();
}

void MainWindow::openPreferences() {
    auto* dialog = new PreferencesDialog(m_options.isRemembered, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::lookWanted, this, &MainWindow::lookWanted);
    dialog->open();
}

void MainWindow::fillMenu() {
    QMenu& menu = m_bar->menu();
    const auto add = [this](QMenu& to, const char* id) {
        if (QAction* action = m_actions->find(QString::fromLatin1(id))) {
            to.addAction(action);
        }
    };
    add(menu, "window.palette");
    menu.addSeparator();
    QMenu* colors = menu.addMenu(tr("Colors"));
    for (const char* id : {"look.dark", "look.light", "look.contrast"}) {
        add(*colors, id);
    }
    QMenu* language = menu.addMenu(tr("Language"));
    add(*language, "look.english");
    add(*language, "look.french");
    QMenu* clock = menu.addMenu(tr("Clock"));
    add(*clock, "look.utc");
    add(*clock, "look.local");
    add(menu, "window.preferences");
    menu.addSeparator();
    add(menu, "window.fullscreen");
    add(menu, "window.keys");
    menu.addSeparator();
    add(menu, "window.quit");
}

std::vector<QAction*> MainWindow::pageActions() const {
    std::vector<QAction*> found;
    std::set<QString> known;
    for (QAction* action : m_pages->currentWidget()->findChildren<QAction*>()) {
        const bool isOfMenu = action->isSeparator() || action->menu() != nullptr;
        if (!isOfMenu && action->isVisible() && !action->text().isEmpty() &&
            known.insert(actionText(*action)).second) {
            found.push_back(action);
        }
    }
    return found;
}

void MainWindow::openIncident(std::uint64_t incidentId) {
    m_alarms->showTab(alarms::AlarmsPage::Tab::Incidents);
    showPage(Page::Alarms);
    alarms::AlarmPanel& panel = m_alarms->incidents();
    QModelIndex index = panel.model().indexOfIncident(incidentId);
    if (!index.isValid() && panel.filters() != nullptr) {
        alarms::FilterBar& filters = *panel.filters();
        filters.setText({});
        filters.setLeast(engine::Severity::None);
        filters.setRegion({});
        filters.setMine(false);
        filters.setShow(alarms::Show::All);
        filters.setGrouping(alarms::Grouping::Cause);
        index = panel.model().indexOfIncident(incidentId);
    }
    if (index.isValid()) {
        panel.tree().setCurrentIndex(index);
        panel.tree().scrollTo(index);
    }
    panel.tree().setFocus();
}

void MainWindow::makePalette() {
    CommandDoors doors;
    doors.openFeed = [this](const QString& feed, const QString& region) {
        m_desk.openFeed(feed, region);
    };
    doors.showOnWall = [this](const QString& feed) {
        showPage(Page::Wall);
        m_desk.selectFeed(feed);
        m_wall->view().showFeed(feed);
        m_wall->view().setFocus();
    };
    doors.filterByNode = [this](const QString& node) {
        m_desk.selectNode(node);
        showPage(Page::Wall);
    };
    doors.filterByRegion = [this](const QString& region) {
        m_desk.selectRegion(region);
        showPage(Page::Wall);
    };
    doors.openRegion = [this](const QString& region) { m_desk.openRegion(region); };
    doors.openIncident = [this](std::uint64_t id) { openIncident(id); };
    doors.pageActions = [this] { return pageActions(); };
    m_commands = std::make_unique<CommandSource>(m_desk, *m_actions, std::move(doors));
    m_palette = new CommandPalette(*m_commands, m_options.isRemembered, this);
    connect(m_bar, &TopBar::paletteWanted, this, [this] { m_palette->open(); });
}

} // namespace vigie::ui::shell
