// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/engine/snapshot.h"
#include "core/journal/journal.h"
#include "ui/regions/gridcell.h"

namespace vigie::ui::regions {

/// One row per delivery of a region, one column per stretch of time, oldest first. Rows are of the
/// history: what it tells of a delivery that the snapshot does not have stays, under its id. GUI
/// thread.
class HealthGridModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Order { Number, Worst };
    enum Role : int { FeedIdRole = Qt::UserRole + 1, SeverityRole, StateRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Whole stretches of the history's steps; the newest column may have fewer.
    void setHistory(engine::DeliveryHistory history);
    /// The newest steps again, as they have become; true when they fitted into what is shown.
    bool patch(const engine::DeliveryHistory& newest);
    /// Names, present states and the main paths.
    void setSnapshot(engine::SnapshotPtr snapshot);
    /// What the journal tells of alarms then, newest first; the snapshot's book tells the rest.
    void setRecords(std::vector<alarm::Record> records);
    void setStepsPerColumn(std::size_t steps);
    void setOrder(Order order);
    /// Contained in the feed's number or name, any case; empty: all.
    void setFilter(const QString& text);
    /// Only what arrives at this node; empty: all.
    void setNode(const QString& nodeId);

    [[nodiscard]] const engine::DeliveryHistory& history() const { return m_history; }
    [[nodiscard]] std::size_t stepsPerColumn() const { return m_steps; }
    [[nodiscard]] const GridCell& cell(int row, int column) const;
    [[nodiscard]] base::Utc columnFrom(int column) const;
    [[nodiscard]] base::Utc columnTo(int column) const;
    /// Where the worst step of a cell begins.
    [[nodiscard]] base::Utc momentOf(int row, int column) const;
    [[nodiscard]] int columnAt(base::Utc at) const;
    [[nodiscard]] int rowOf(const QString& feedId) const;
    [[nodiscard]] QString feedTitle(int row) const;
    /// What is wrong with it now; "ok", "off air" or "unknown" otherwise.
    [[nodiscard]] QString presentState(int row) const;
    [[nodiscard]] engine::Severity presentSeverity(int row) const;
    /// All of a cell in words, one fact a line.
    [[nodiscard]] QString sentence(int row, int column) const;
    /// "good", "off air", ...
    [[nodiscard]] static QString stateWord(CellState state);
    /// "cloud", "nothing", "unknown".
    [[nodiscard]] static QString carriageWord(health::Carriage carriage);

    /// Rows as shown, a column per stretch of time, health in percent: tab-separated.
    [[nodiscard]] QString tabSeparated(const std::vector<int>& rows) const;
    /// Every remembered step of every row as a line of its own, by RFC 4180, times in UTC.
    [[nodiscard]] QString csv() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        std::size_t history = 0; // index into m_history.rows
        const engine::DeliveryStatus* delivery = nullptr;
        health::Carriage main = health::Carriage::Unknown;
        std::uint64_t errored = 0;
        std::uint64_t unknown = 0;
        std::vector<GridCell> cells;
    };
    struct Cause {
        base::Utc from{};
        std::optional<base::Utc> to;
        std::string regionId; // empty: of the whole feed
        std::string ruleId;
        engine::Severity severity = engine::Severity::None;
    };

    void rebuild(const std::function<void()>& change);
    void fill(Row& row) const;
    [[nodiscard]] bool isShown(const engine::DeliveryHistory::Row& row,
                               const engine::DeliveryStatus* delivery) const;
    [[nodiscard]] const engine::DeliveryStatus* find(const std::string& deliveryId) const;
    [[nodiscard]] health::Carriage mainOf(const engine::DeliveryStatus* delivery) const;
    [[nodiscard]] QString title(const engine::DeliveryHistory::Row& row,
                                const engine::DeliveryStatus* delivery) const;
    [[nodiscard]] QStringList causes(const Row& row, base::Utc from, base::Utc to) const;
    void findCauses();

    engine::DeliveryHistory m_history;
    engine::SnapshotPtr m_snapshot;
    std::map<std::string, const engine::DeliveryStatus*> m_deliveries; // of m_snapshot
    std::vector<alarm::Record> m_records;
    std::multimap<std::string, Cause> m_causes; // by feed
    std::vector<Row> m_rows;
    std::size_t m_steps = 1;
    Order m_order = Order::Number;
    QString m_filter;
    std::string m_node;
};

} // namespace vigie::ui::regions
