// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/incidentmodel.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "ui/theme/incidentwords.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

/// Only what a row shows.
bool isSameAlarm(const engine::AlarmStatus* before, const engine::AlarmStatus* after) {
    if (before == nullptr || after == nullptr) {
        return before == after;
    }
    const auto value = [](const engine::AlarmStatus& alarm) {
        return alarm.usual ? alarm.usual->value : std::optional<double>();
    };
    return static_cast<const alarm::Alarm&>(*before) == static_cast<const alarm::Alarm&>(*after) &&
           value(*before) == value(*after) && before->path == after->path &&
           before->unit == after->unit;
}

bool areNamesSame(const engine::Snapshot& before, const engine::Snapshot& after) {
    return before.plan == after.plan && before.rules == after.rules &&
           before.nodes.size() == after.nodes.size() && before.paths.size() == after.paths.size() &&
           before.deliveries.size() == after.deliveries.size() &&
           std::equal(before.nodes.begin(), before.nodes.end(), after.nodes.begin(),
                      [](const auto& a, const auto& b) { return a.description == b.description; });
}

} // namespace

IncidentModel::IncidentModel(QObject* parent)
    : QAbstractItemModel(parent), m_snapshot(std::make_shared<engine::Snapshot>()) {}

IncidentModel::~IncidentModel() = default;

void IncidentModel::setSnapshot(const engine::SnapshotPtr& snapshot) {
    // Rows point into the old one until they are brought up to date.
    const engine::SnapshotPtr before = std::exchange(m_snapshot, snapshot);
    const bool areNamesNew = !areNamesSame(*before, *m_snapshot);
    if (areNamesNew) {
        m_sieve.forgetWords();
    }
    rebuild();
    const std::int64_t second = base::toSeconds(m_snapshot->now);
    if (m_root.children.empty() || (second == m_shownSecond && !areNamesNew)) {
        m_shownSecond = second;
        return;
    }
    m_shownSecond = second;
    const int first = areNamesNew ? static_cast<int>(Severity) : static_cast<int>(Age);
    const auto tell = [&](const Node& parent) {
        if (!parent.children.empty()) {
            emit dataChanged(indexOf(*parent.children.front(), first),
                             indexOf(*parent.children.back(), Age));
        }
    };
    tell(m_root);
    for (const auto& node : m_root.children) {
        tell(*node);
    }
}

void IncidentModel::setFilter(IncidentFilter filter) {
    if (m_sieve.filter() != filter) {
        m_sieve.setFilter(std::move(filter));
        rebuild();
    }
}

void IncidentModel::setGrouping(Grouping grouping) {
    if (m_grouping != grouping) {
        m_grouping = grouping;
        rebuild();
    }
}

void IncidentModel::rebuild() {
    const std::vector<Line> lines = linesOf(*m_snapshot);
    m_open = static_cast<int>(
        std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.isOpen(); }));
    sync(m_root, wanted(lines));
}

std::unique_ptr<IncidentModel::Node> IncidentModel::makeAlarm(const engine::AlarmStatus& alarm) {
    auto node = std::make_unique<Node>();
    node->key = {RowKind::Alarm, alarm.id, {}};
    node->line.alarms = {&alarm};
    summarize(node->line);
    return node;
}

IncidentModel::Nodes IncidentModel::wanted(const std::vector<Line>& lines) {
    Nodes nodes;
    for (const Line& line : lines) {
        const auto passed = m_sieve.pass(*m_snapshot, line);
        if (passed.empty()) {
            continue;
        }
        if (m_grouping != Grouping::Cause || line.incident == nullptr) {
            for (const auto* alarm : passed) {
                nodes.push_back(makeAlarm(*alarm));
            }
            continue;
        }
        auto node = std::make_unique<Node>();
        node->key = {RowKind::Incident, line.incident->id, {}};
        node->line = line;
        // An incident of one alarm is its own line; a child would say the same again.
        if (line.alarms.size() > 1) {
            node->children.reserve(passed.size());
            for (const auto* alarm : passed) {
                node->children.push_back(makeAlarm(*alarm));
            }
        }
        nodes.push_back(std::move(node));
    }
    const bool isGrouped = m_grouping == Grouping::Region || m_grouping == Grouping::Feed;
    return isGrouped ? grouped(std::move(nodes)) : std::move(nodes);
}

IncidentModel::Nodes IncidentModel::grouped(Nodes alarms) const {
    const bool isByRegion = m_grouping == Grouping::Region;
    std::map<std::string, std::unique_ptr<Node>> groups;
    for (auto& alarm : alarms) {
        const engine::AlarmStatus& status = *alarm->line.speaker;
        auto& group = groups[isByRegion ? status.regionId : status.feedId];
        if (!group) {
            group = std::make_unique<Node>();
        }
        group->line.alarms.push_back(&status);
        group->children.push_back(std::move(alarm));
    }
    Nodes nodes;
    for (auto& [name, group] : groups) {
        group->key = {RowKind::Group, 0, name};
        group->title = name.empty() ? (isByRegion ? tr("no region") : tr("no feed"))
                       : isByRegion ? theme::regionName(*m_snapshot, name)
                                    : theme::feedTitle(*m_snapshot, name);
        summarize(group->line);
        const auto oldest =
            std::min_element(group->line.alarms.begin(), group->line.alarms.end(),
                             [](const auto* a, const auto* b) { return a->since < b->since; });
        group->line.speaker = *oldest;
        nodes.push_back(std::move(group));
    }
    std::stable_sort(nodes.begin(), nodes.end(),
                     [](const auto& a, const auto& b) { return a->title < b->title; });
    return nodes;
}

bool IncidentModel::isSame(const Node& before, const Node& after) {
    const Line& a = before.line;
    const Line& b = after.line;
    if (a.state != b.state || a.severity != b.severity || a.annunciated != b.annunciated ||
        a.unacknowledged != b.unacknowledged || a.present != b.present ||
        a.alarms.size() != b.alarms.size() || before.title != after.title ||
        !isSameAlarm(a.speaker, b.speaker)) {
        return false;
    }
    if ((a.incident == nullptr) != (b.incident == nullptr) ||
        (a.incident != nullptr && *a.incident != *b.incident)) {
        return false;
    }
    return a.alarms.size() < 2 || stateText(a) == stateText(b);
}

void IncidentModel::sync(Node& parent, Nodes next) {
    removeVanished(parent, next);
    placeAll(parent, next);
    changeAll(parent, next);
}

void IncidentModel::removeVanished(Node& parent, const Nodes& next) {
    const auto hash = [](const Key& key) {
        return std::hash<std::string>{}(key.name) ^ (key.id * 2654435761u) ^
               static_cast<std::size_t>(key.kind);
    };
    std::unordered_set<Key, decltype(hash)> kept(next.size() * 2 + 1, hash);
    for (const auto& node : next) {
        kept.insert(node->key);
    }
    Nodes& rows = parent.children;
    const QModelIndex index = &parent == &m_root ? QModelIndex() : indexOf(parent, 0);
    for (int last = static_cast<int>(rows.size()) - 1; last >= 0;) {
        const auto isKept = [&](int row) {
            return kept.contains(rows[static_cast<std::size_t>(row)]->key);
        };
        if (isKept(last)) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !isKept(first - 1)) {
            --first;
        }
        beginRemoveRows(index, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        renumber(parent);
        endRemoveRows();
        last = first - 1;
    }
}

void IncidentModel::placeAll(Node& parent, Nodes& next) {
    Nodes& rows = parent.children;
    const QModelIndex index = &parent == &m_root ? QModelIndex() : indexOf(parent, 0);
    const int all = static_cast<int>(next.size());
    int missing = all - static_cast<int>(rows.size()); // what is left to insert
    for (int at = 0; at < all; ++at) {
        const auto i = static_cast<std::size_t>(at);
        if (i < rows.size() && rows[i]->key == next[i]->key) {
            continue;
        }
        const auto findFrom = [&](int wantedRow) {
            const Key& key = next[static_cast<std::size_t>(wantedRow)]->key;
            return std::find_if(rows.begin() + at, rows.end(),
                                [&key](const auto& node) { return node->key == key; });
        };
        const auto found = findFrom(at);
        if (found != rows.end()) {
            const int from = static_cast<int>(found - rows.begin());
            beginMoveRows(index, from, from, index, at);
            std::rotate(rows.begin() + at, rows.begin() + from, rows.begin() + from + 1);
            renumber(parent);
            endMoveRows();
            continue;
        }
        int count = 1;
        while (count < missing && at + count < all && findFrom(at + count) == rows.end()) {
            ++count;
        }
        insertRun(parent, at, next, count);
        missing -= count;
        at += count - 1;
    }
}

void IncidentModel::insertRun(Node& parent, int at, Nodes& next, int count) {
    const QModelIndex index = &parent == &m_root ? QModelIndex() : indexOf(parent, 0);
    beginInsertRows(index, at, at + count - 1);
    for (int row = at; row < at + count; ++row) {
        auto& wanted = next[static_cast<std::size_t>(row)];
        auto node = std::make_unique<Node>(Node{wanted->key, wanted->line, wanted->title, &parent,
                                                row, std::move(wanted->children)});
        wanted->children.clear();
        for (auto& child : node->children) {
            child->parent = node.get();
        }
        renumber(*node);
        parent.children.insert(parent.children.begin() + row, std::move(node));
    }
    renumber(parent);
    endInsertRows();
    // They are in place: changeAll() must not take their children away again.
    for (int row = at; row < at + count; ++row) {
        next[static_cast<std::size_t>(row)].reset();
    }
}

void IncidentModel::changeAll(Node& parent, Nodes& next) {
    // One signal for each run of rows that changed.
    int first = -1;
    const int all = static_cast<int>(next.size());
    for (int at = 0; at <= all; ++at) {
        bool isChanged = false;
        if (at < all && next[static_cast<std::size_t>(at)]) {
            Node& row = *parent.children[static_cast<std::size_t>(at)];
            Node& wanted = *next[static_cast<std::size_t>(at)];
            isChanged = !isSame(row, wanted);
            row.line = std::move(wanted.line);
            row.title = std::move(wanted.title);
        }
        if (isChanged) {
            first = first < 0 ? at : first;
        } else if (first >= 0) {
            emit dataChanged(
                indexOf(*parent.children[static_cast<std::size_t>(first)], 0),
                indexOf(*parent.children[static_cast<std::size_t>(at - 1)], ColumnCount - 1));
            first = -1;
        }
    }
    for (int at = 0; at < all; ++at) {
        auto& wanted = next[static_cast<std::size_t>(at)];
        if (wanted) {
            sync(*parent.children[static_cast<std::size_t>(at)], std::move(wanted->children));
        }
    }
}

void IncidentModel::renumber(Node& parent) {
    int row = 0;
    for (const auto& child : parent.children) {
        child->row = row++;
    }
}

const Line* IncidentModel::lineAt(const QModelIndex& index) const {
    return index.isValid() ? &static_cast<const Node*>(index.constInternalPointer())->line
                           : nullptr;
}

IncidentModel::RowKind IncidentModel::kindAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const Node*>(index.constInternalPointer())->key.kind
                           : RowKind::Group;
}

Chosen IncidentModel::chosen(const QModelIndexList& rows) const {
    std::unordered_set<std::uint64_t> incidents;
    Chosen chosen;
    for (const QModelIndex& index : rows) {
        if (kindAt(index) == RowKind::Incident) {
            const std::uint64_t id = lineAt(index)->incident->id;
            if (incidents.insert(id).second) {
                chosen.incidents.push_back(id);
            }
        }
    }
    std::unordered_set<std::uint64_t> alarms;
    for (const QModelIndex& index : rows) {
        const Line* line = lineAt(index);
        if (line == nullptr || kindAt(index) == RowKind::Incident) {
            continue;
        }
        for (const auto* alarm : line->alarms) {
            if (!incidents.contains(alarm->incidentId) && alarms.insert(alarm->id).second) {
                chosen.alarms.push_back(alarm->id);
            }
        }
    }
    return chosen;
}

QModelIndex IncidentModel::indexOfIncident(std::uint64_t incidentId) const {
    const Key key{RowKind::Incident, incidentId, {}};
    const auto found = std::find_if(m_root.children.begin(), m_root.children.end(),
                                    [&key](const auto& node) { return node->key == key; });
    return found == m_root.children.end() ? QModelIndex() : indexOf(**found, 0);
}

QModelIndex IncidentModel::indexOf(const Node& node, int column) const {
    return createIndex(node.row, column, &node);
}

QModelIndex IncidentModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    const Node& above =
        parent.isValid() ? *static_cast<const Node*>(parent.constInternalPointer()) : m_root;
    return indexOf(*above.children[static_cast<std::size_t>(row)], column);
}

QModelIndex IncidentModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) {
        return {};
    }
    const Node* above = static_cast<const Node*>(child.constInternalPointer())->parent;
    return above == nullptr || above == &m_root ? QModelIndex() : indexOf(*above, 0);
}

int IncidentModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_root.children.size());
    }
    return parent.column() > 0
               ? 0
               : static_cast<int>(
                     static_cast<const Node*>(parent.constInternalPointer())->children.size());
}

int IncidentModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() && parent.column() > 0 ? 0 : static_cast<int>(ColumnCount);
}

} // namespace vigie::ui::alarms
