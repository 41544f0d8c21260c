// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "ui/desk/deskcontext.h"
#include "ui/shell/actions.h"
#include "ui/shell/command.h"

namespace vigie::ui::shell {

/// The ways into the window that commands take. All set.
struct CommandDoors {
    std::function<void(const QString& feedId, const QString& regionId)> openFeed;
    std::function<void(const QString& feedId)> showOnWall;
    std::function<void(const QString& nodeId)> filterByNode;
    std::function<void(const QString& regionId)> filterByRegion;
    std::function<void(const QString& regionId)> openRegion;
    std::function<void(std::uint64_t incidentId)> openIncident;
    /// Those of the page that is shown, beside what Actions has.
    std::function<std::vector<QAction*>()> pageActions;
};

/// Everything that the palette can find, of the snapshot that is shown: open incidents, feeds,
/// nodes, regions, and the window's actions. One pass over the snapshot each time it is asked. GUI
/// thread; what it was given must outlive it.
class CommandSource {
public:
    CommandSource(desk::DeskContext& desk, const Actions& actions, CommandDoors doors);

    [[nodiscard]] std::vector<Command> commands() const;
    /// What can be done with one of them, now; empty: nothing any more.
    [[nodiscard]] std::vector<CommandStep> stepsOf(const Command& command) const;

private:
    void addIncidents(std::vector<Command>& all, const engine::Snapshot& snapshot) const;
    void addFeeds(std::vector<Command>& all, const engine::Snapshot& snapshot) const;
    void addNodes(std::vector<Command>& all, const engine::Snapshot& snapshot) const;
    void addRegions(std::vector<Command>& all, const engine::Snapshot& snapshot) const;
    void addActions(std::vector<Command>& all) const;
    [[nodiscard]] QAction* actionOf(const QString& id) const;
    [[nodiscard]] std::vector<CommandStep> incidentSteps(std::uint64_t id) const;

    desk::DeskContext& m_desk;
    const Actions& m_actions;
    const CommandDoors m_doors;
};

} // namespace vigie::ui::shell
