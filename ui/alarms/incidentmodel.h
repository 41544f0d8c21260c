// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QAbstractItemModel>
#include <QString>

#include "ui/alarms/incidentfilter.h"
#include "ui/alarms/incidentsummary.h"

namespace vigie::ui::alarms {

/// What an action is about: whole incidents, and single alarms beside them.
struct Chosen {
    std::vector<std::uint64_t> incidents;
    std::vector<std::uint64_t> alarms;
    [[nodiscard]] bool isEmpty() const { return incidents.empty() && alarms.empty(); }
};

/// Incidents as rows of words, their alarms below them; or alarms grouped by region, by feed, or
/// not at all. A new snapshot moves, inserts, removes and changes only the rows that differ, so
/// that selection and expansion stay where the operator put them. Words are made only of what a
/// view asks for: thousands of alarms that nobody has expanded cost a comparison each. GUI thread.
class IncidentModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Severity, Since, Incident, Affects, State, Age, ColumnCount };
    enum class RowKind : std::uint8_t { Group, Incident, Alarm };

    explicit IncidentModel(QObject* parent = nullptr);
    ~IncidentModel() override;

    void setSnapshot(const engine::SnapshotPtr& snapshot);
    void setFilter(IncidentFilter filter);
    [[nodiscard]] const IncidentFilter& filter() const { return m_sieve.filter(); }
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }

    /// What a row shows; null for an invalid index. Good until the next snapshot.
    [[nodiscard]] const Line* lineAt(const QModelIndex& index) const;
    [[nodiscard]] RowKind kindAt(const QModelIndex& index) const;
    /// Alarms of incidents that are chosen as a whole are left out.
    [[nodiscard]] Chosen chosen(const QModelIndexList& rows) const;
    /// Invalid where it is not shown.
    [[nodiscard]] QModelIndex indexOfIncident(std::uint64_t incidentId) const;
    /// Of the whole snapshot, whatever is filtered: open lines.
    [[nodiscard]] int openLineCount() const { return m_open; }

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Key {
        RowKind kind = RowKind::Incident;
        std::uint64_t id = 0;
        std::string name; // of a group
        bool operator==(const Key&) const = default;
    };
    struct Node {
        Key key;
        Line line;
        QString title; // of a group
        Node* parent = nullptr;
        int row = 0;
        std::vector<std::unique_ptr<Node>> children;
    };
    using Nodes = std::vector<std::unique_ptr<Node>>;

    void rebuild();
    [[nodiscard]] Nodes wanted(const std::vector<Line>& lines);
    [[nodiscard]] Nodes grouped(Nodes alarms) const;
    static std::unique_ptr<Node> makeAlarm(const engine::AlarmStatus& alarm);
    void sync(Node& parent, Nodes next);
    void removeVanished(Node& parent, const Nodes& next);
    void placeAll(Node& parent, Nodes& next);
    void changeAll(Node& parent, Nodes& next);
    void insertRun(Node& parent, int at, Nodes& next, int count);
    static void renumber(Node& parent);
    [[nodiscard]] static bool isSame(const Node& before, const Node& after);
    [[nodiscard]] QModelIndex indexOf(const Node& node, int column) const;
    [[nodiscard]] QString cell(const Node& node, Column column) const;
    [[nodiscard]] QString toolTip(const Node& node) const;
    [[nodiscard]] QString toldAge(const Line& line) const;

    engine::SnapshotPtr m_snapshot; // never null
    IncidentSieve m_sieve;
    Grouping m_grouping = Grouping::Cause;
    Node m_root;
    int m_open = 0;
    std::int64_t m_shownSecond = 0;
};

} // namespace vigie::ui::alarms
