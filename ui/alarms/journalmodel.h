// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include "core/engine/snapshot.h"

namespace vigie::ui::alarms {

/// Records of the journal as rows of words, newest first. Pages are appended at the end, what is
/// new at the head, so that a selection stays where it is. Holds at most `mostRows`; older ones are
/// then reached by narrowing the time. GUI thread.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, What, Severity, Subject, Rule, Value, Limit, Who, Why, ColumnCount };
    enum Role { AlarmIdRole = Qt::UserRole, IncidentIdRole, FeedRole, RegionRole, RuleRole };
    static constexpr int mostRows = 50'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// Names and units come from it; rows that are there are worded anew when the rules change.
    void setSnapshot(engine::SnapshotPtr snapshot);
    /// Takes the place of all that is there.
    void reset(std::vector<alarm::Record> records, bool hasMore);
    void append(std::vector<alarm::Record> records, bool hasMore);
    /// Newest first; those that are not newer than what is there are left out.
    void prepend(const std::vector<alarm::Record>& records);
    /// Until then no more is asked for.
    void setLoading(bool isLoading) { m_isLoading = isLoading; }

    [[nodiscard]] const std::deque<alarm::Record>& records() const { return m_records; }
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    [[nodiscard]] bool isFull() const { return m_records.size() >= mostRows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    /// The last row has come into view, and the journal has more.
    void moreWanted();

private:
    [[nodiscard]] QString text(const alarm::Record& record, Column column) const;
    [[nodiscard]] QVariant exported(const alarm::Record& record, Column column) const;

    engine::SnapshotPtr m_snapshot = std::make_shared<engine::Snapshot>();
    std::deque<alarm::Record> m_records;
    bool m_hasMore = false;
    bool m_isLoading = false;
};

} // namespace vigie::ui::alarms
