// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandmodel.h"

#include <algorithm>
#include <map>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

namespace {

/// What was chosen before comes before its equals, and never before what fits better.
constexpr int ofRecent = 900;
/// What can not be done now comes after its equals.
constexpr int ofDisabled = -500;

} // namespace

QString commandKindTitle(CommandKind kind) {
    switch (kind) {
    case CommandKind::Incident:
        return CommandModel::tr("Incidents");
    case CommandKind::Feed:
        return CommandModel::tr("Feeds");
    case CommandKind::Node:
        return CommandModel::tr("Nodes");
    case CommandKind::Region:
        return CommandModel::tr("Regions");
    case CommandKind::Action:
        return CommandModel::tr("Actions");
    }
    return {};
}

void CommandModel::setCommands(std::vector<Command> commands) {
    m_items.clear();
    m_items.reserve(commands.size());
    for (Command& command : commands) {
        SearchText name(command.name);
        SearchText detail(command.detail + QLatin1Char(' ') + command.id);
        m_items.push_back({std::move(command), std::move(name), std::move(detail)});
    }
    rebuild();
}

void CommandModel::refresh(const std::vector<Command>& commands) {
    std::map<QString, const Command*> byKey;
    for (const Command& command : commands) {
        byKey.emplace(command.key(), &command);
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (!m_rows[row].heading.isEmpty()) {
            continue;
        }
        Command& shown = m_items[m_rows[row].item].command;
        const auto found = byKey.find(shown.key());
        if (found == byKey.end()) {
            continue;
        }
        const Command& now = *found->second;
        if (shown.state != now.state || shown.color != now.color || shown.shape != now.shape ||
            shown.isEnabled != now.isEnabled) {
            shown.state = now.state;
            shown.stateColor = now.stateColor;
            shown.color = now.color;
            shown.shape = now.shape;
            shown.isEnabled = now.isEnabled;
            const QModelIndex at = index(static_cast<int>(row));
            emit dataChanged(at, at);
        }
    }
}

void CommandModel::setQuery(const QString& text) {
    m_query = FuzzyQuery(text);
    rebuild();
}

void CommandModel::setRecent(QStringList keys) {
    m_recent = std::move(keys);
    rebuild();
}

int CommandModel::recency(const Item& item) const {
    const auto at = m_recent.indexOf(item.command.key());
    return at < 0 ? 0 : std::max(1, ofRecent - static_cast<int>(at) * 40);
}

void CommandModel::rebuild() {
    beginResetModel();
    m_rows = m_query.isEmpty() ? rowsOfNothingAsked() : rowsOfQuery();
    endResetModel();
}

std::vector<CommandModel::Row> CommandModel::rowsOfNothingAsked() {
    std::vector<Row> rows;
    std::map<QString, std::size_t> byKey;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        byKey.emplace(m_items[i].command.key(), i);
    }
    for (const QString& key : m_recent) {
        const auto found = byKey.find(key);
        if (found != byKey.end() && rows.size() <= mostRecent) {
            if (rows.empty()) {
                rows.push_back({tr("Chosen before"), 0});
            }
            rows.push_back({{}, found->second});
        }
    }
    for (const CommandKind kind : {CommandKind::Incident, CommandKind::Action}) {
        const int most = kind == CommandKind::Action ? mostOnlyOfKind * 2 : mostOfKind;
        int shown = 0;
        for (std::size_t i = 0; i < m_items.size() && shown < most; ++i) {
            if (m_items[i].command.kind == kind) {
                if (shown++ == 0) {
                    rows.push_back({commandKindTitle(kind), 0});
                }
                rows.push_back({{}, i});
            }
        }
    }
    m_fitting = static_cast<int>(m_items.size());
    return rows;
}

std::vector<CommandModel::Row> CommandModel::rowsOfQuery() {
    std::array<std::vector<Hit>, commandKinds> hits;
    m_fitting = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (const auto score = m_query.score(item.name, item.detail, item.command.number)) {
            const int all = *score + recency(item) + (item.command.isEnabled ? 0 : ofDisabled);
            hits[static_cast<std::size_t>(item.command.kind)].push_back({i, all});
            ++m_fitting;
        }
    }
    std::array<int, commandKinds> order{};
    int kinds = 0;
    for (int kind = 0; kind < commandKinds; ++kind) {
        auto& of = hits[static_cast<std::size_t>(kind)];
        std::stable_sort(of.begin(), of.end(),
                         [](const Hit& a, const Hit& b) { return a.score > b.score; });
        order[static_cast<std::size_t>(kind)] = kind;
        kinds += of.empty() ? 0 : 1;
    }
    const auto best = [&hits](int kind) {
        const auto& of = hits[static_cast<std::size_t>(kind)];
        return of.empty() ? -1'000'000 : of.front().score;
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return best(a) > best(b); });
    std::vector<Row> rows;
    const auto most = static_cast<std::size_t>(kinds == 1 ? mostOnlyOfKind : mostOfKind);
    for (const int kind : order) {
        const auto& of = hits[static_cast<std::size_t>(kind)];
        if (of.empty()) {
            continue;
        }
        const QString title = commandKindTitle(static_cast<CommandKind>(kind));
        rows.push_back(
            {of.size() > most ? tr("%1: %2 of %3").arg(title).arg(most).arg(of.size()) : title, 0});
        for (std::size_t i = 0; i < std::min(most, of.size()); ++i) {
            rows.push_back({{}, of[i].item});
        }
    }
    return rows;
}

const Command* CommandModel::commandAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return nullptr;
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.heading.isEmpty() ? &m_items[row.item].command : nullptr;
}

std::vector<std::pair<int, int>> CommandModel::foundAt(const QModelIndex& index) const {
    if (commandAt(index) == nullptr) {
        return {};
    }
    return m_query.found(m_items[m_rows[static_cast<std::size_t>(index.row())].item].name);
}

int CommandModel::nextCommand(int row, int direction) const {
    for (int at = row; at >= 0 && at < rowCount(); at += direction) {
        if (m_rows[static_cast<std::size_t>(at)].heading.isEmpty()) {
            return at;
        }
    }
    return -1;
}

int CommandModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString CommandModel::sentence(const Row& row) const {
    const Command& command = m_items[row.item].command;
    QStringList parts{command.name, command.detail, command.state, command.keys};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isHeading = !row.heading.isEmpty();
    if (role == IsHeadingRole) {
        return isHeading;
    }
    if (isHeading) {
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(row.heading)
                                                                         : QVariant();
    }
    const Command& command = m_items[row.item].command;
    switch (role) {
    case Qt::DisplayRole:
        return command.name;
    case Qt::AccessibleTextRole:
        return sentence(row);
    case Qt::DecorationRole:
        return theme::shapeIcon(command.shape, command.color);
    case StateRole:
        return command.state;
    case StateColorRole:
        return command.stateColor;
    case DetailRole:
        return command.detail;
    case KeysRole:
        return command.keys;
    case Qt::ForegroundRole:
        return QColor::fromRgb(command.isEnabled ? theme::color::text() : theme::color::quiet());
    case Qt::FontRole:
        return theme::textFont();
    default:
        return {};
    }
}

Qt::ItemFlags CommandModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return commandAt(index) == nullptr
               ? Qt::ItemNeverHasChildren
               : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace vigie::ui::shell
