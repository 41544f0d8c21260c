// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandsource.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <QCoreApplication>

#include "ui/alarms/incidentsummary.h"
#include "ui/theme/figures.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::shell {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::shell::CommandSource)
};

QColor quiet() {
    return QColor::fromRgb(theme::color::quiet());
}

QString joined(const QString& one, const QString& other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + QStringLiteral(" · ") + other;
}

/// What the deliveries of a feed say of it together.
struct FeedSum {
    const engine::DeliveryStatus* worst = nullptr;
    int deliveries = 0;
    int faulty = 0;
};

} // namespace

QString Command::key() const {
    return QString::number(static_cast<int>(kind)) + QLatin1Char(':') + id;
}

CommandSource::CommandSource(desk::DeskContext& desk, const Actions& actions, CommandDoors doors)
    : m_desk(desk), m_actions(actions), m_doors(std::move(doors)) {}

std::vector<Command> CommandSource::commands() const {
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    std::vector<Command> all;
    addIncidents(all, *snapshot);
    addFeeds(all, *snapshot);
    addNodes(all, *snapshot);
    addRegions(all, *snapshot);
    addActions(all);
    return all;
}

void CommandSource::addIncidents(std::vector<Command>& all,
                                 const engine::Snapshot& snapshot) const {
    for (const alarms::Line& line : alarms::linesOf(snapshot)) {
        if (line.incident == nullptr || line.state == alarms::LineState::Over) {
            continue;
        }
        Command command;
        command.kind = CommandKind::Incident;
        command.id = QString::number(line.incident->id);
        command.name = alarms::lineText(snapshot, line);
        command.detail =
            Words::tr("%1 incident · since %2")
                .arg(theme::severityWord(line.severity), theme::clockText(line.since()));
        command.state = alarms::stateText(line);
        command.shape = theme::severityShape(line.severity);
        command.color = line.isOpen() ? theme::severityColor(line.severity) : quiet();
        command.stateColor = quiet();
        all.push_back(std::move(command));
    }
}

void CommandSource::addFeeds(std::vector<Command>& all, const engine::Snapshot& snapshot) const {
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<FeedSum> sums;
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        const auto [found, isNew] = places.try_emplace(delivery.feedId, sums.size());
        if (isNew) {
            sums.push_back({&delivery});
        }
        FeedSum& sum = sums[found->second];
        ++sum.deliveries;
        sum.faulty += delivery.faults.empty() ? 0 : 1;
        if (delivery.worst() > sum.worst->worst()) {
            sum.worst = &delivery;
        }
    }
    for (const FeedSum& sum : sums) {
        const engine::DeliveryStatus& worst = *sum.worst;
        Command command;
        command.kind = CommandKind::Feed;
        command.id = QString::fromStdString(worst.feedId);
        command.name = theme::feedTitle(worst.feedNumber, worst.feedName, worst.feedId);
        command.detail = Words::tr("feed into %n region(s)", nullptr, sum.deliveries);
        command.number = worst.feedNumber;
        const engine::Severity severity = worst.worst();
        command.shape = severity == engine::Severity::None ? theme::Shape::Disc
                                                           : theme::severityShape(severity);
        command.color = theme::severityColor(severity);
        command.stateColor = command.color;
        if (worst.faults.empty()) {
            command.state = theme::severityWord(severity);
        } else {
            const engine::Fault& fault = worst.faults.front();
            command.state = joined(theme::faultText(fault.kind, fault.value),
                                   sum.faulty > 1 ? Words::tr("%n region(s)", nullptr, sum.faulty)
                                                  : theme::regionName(snapshot, worst.regionId));
        }
        all.push_back(std::move(command));
    }
}

void CommandSource::addNodes(std::vector<Command>& all, const engine::Snapshot& snapshot) const {
    for (const engine::NodeStatus& node : snapshot.nodes) {
        if (!node.description) {
            continue; // it has no id yet: nothing can be asked of it
        }
        Command command;
        command.kind = CommandKind::Node;
        command.id = QString::fromStdString(node.description->id);
        command.name = theme::nodeName(node);
        command.detail =
            joined(Words::tr("%1 node").arg(theme::nodeKindWord(node.description->kind)),
                   theme::regionName(snapshot, node.description->regionId));
        command.shape = theme::nodeKindShape(node.description->kind);
        command.color = theme::nodeKindColor(node.description->kind);
        command.state = theme::contactWord(node.contact);
        command.stateColor = theme::contactColor(node.contact);
        all.push_back(std::move(command));
    }
}

void CommandSource::addRegions(std::vector<Command>& all, const engine::Snapshot& snapshot) const {
    for (const engine::RegionStatus& region : snapshot.regions) {
        Command command;
        command.kind = CommandKind::Region;
        command.id = QString::fromStdString(region.id);
        command.name = theme::regionName(snapshot, region.id);
        command.detail =
            Words::tr("region, %n feed(s)", nullptr, static_cast<int>(region.deliveries));
        command.shape = region.worst == engine::Severity::None ? theme::Shape::Ring
                                                               : theme::severityShape(region.worst);
        command.color = theme::severityColor(region.worst);
        command.state = theme::severityWord(region.worst);
        command.stateColor = command.color;
        all.push_back(std::move(command));
    }
}

void CommandSource::addActions(std::vector<Command>& all) const {
    const auto add = [&all](const QAction& action, const QString& group) {
        Command command;
        command.kind = CommandKind::Action;
        command.id = action.objectName().isEmpty() ? actionText(action) : action.objectName();
        command.name = actionText(action);
        command.detail = group;
        command.keys = actionKeys(action);
        command.shape = theme::Shape::Bar;
        command.color = quiet();
        command.stateColor = quiet();
        command.isEnabled = action.isEnabled();
        if (action.isCheckable() && action.isChecked()) {
            command.state = Words::tr("chosen");
        } else if (!action.isEnabled()) {
            command.state = Words::tr("not now");
        }
        if (!command.name.isEmpty()) {
            all.push_back(std::move(command));
        }
    };
    for (const Actions::Entry& entry : m_actions.all()) {
        if (!entry.action.isNull() && entry.action->isVisible()) {
            add(*entry.action, actionGroupTitle(entry.group));
        }
    }
    for (const QAction* action : m_doors.pageActions()) {
        add(*action, Words::tr("this page"));
    }
}

QAction* CommandSource::actionOf(const QString& id) const {
    if (QAction* action = m_actions.find(id)) {
        return action;
    }
    const auto all = m_doors.pageActions();
    const auto found = std::find_if(all.begin(), all.end(), [&id](const QAction* action) {
        return action->objectName() == id ||
               (action->objectName().isEmpty() && actionText(*action) == id);
    });
    return found == all.end() ? nullptr : *found;
}

std::vector<CommandStep> CommandSource::incidentSteps(std::uint64_t id) const {
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    std::vector<CommandStep> steps{
        {Words::tr("show it in the list"), [this, id] { m_doors.openIncident(id); }}};
    for (const alarms::Line& line : alarms::linesOf(*snapshot)) {
        if (line.incident == nullptr || line.incident->id != id) {
            continue;
        }
        const alarms::Place place = alarms::placeOf(*snapshot, line);
        if (!place.feedId.empty()) {
            steps.push_back({Words::tr("open the feed in the inspector"), [this, place] {
                                 m_doors.openFeed(QString::fromStdString(place.feedId),
                                                  QString::fromStdString(place.regionId));
                             }});
        }
    }
    return steps;
}

std::vector<CommandStep> CommandSource::stepsOf(const Command& command) const {
    const QString id = command.id;
    switch (command.kind) {
    case CommandKind::Incident:
        return incidentSteps(id.toULongLong());
    case CommandKind::Feed:
        return {{Words::tr("open in the inspector"), [this, id] { m_doors.openFeed(id, {}); }},
                {Words::tr("show on the wall"), [this, id] { m_doors.showOnWall(id); }}};
    case CommandKind::Node:
        return {
            {Words::tr("show only what arrives here"), [this, id] { m_doors.filterByNode(id); }},
            {Words::tr("show everything again"), [this] { m_doors.filterByNode({}); }}};
    case CommandKind::Region:
        return {{Words::tr("open the region's page"), [this, id] { m_doors.openRegion(id); }},
                {Words::tr("show it on the wall"), [this, id] { m_doors.filterByRegion(id); }}};
    case CommandKind::Action:
        if (QAction* action = actionOf(id); action != nullptr && action->isEnabled()) {
            const QPointer<QAction> safe(action);
            return {{Words::tr("do it"), [safe] {
                         if (!safe.isNull()) {
                             safe->trigger();
                         }
                     }}};
        }
        return {};
    }
    return {};
}

} // namespace vigie::ui::shell
