// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <QAbstractTableModel>

#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// The newest samples of one side, by metric key.
using Latest = std::map<std::string, engine::LatestValue>;
[[nodiscard]] Latest byKey(std::vector<engine::LatestValue> values);

/// A table with names on the left and the same columns for each side. What concrete tables share:
/// shape, fonts, headers and how rows change. GUI thread.
class SideTable : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Cell {
        QString text;
        QVariant exported;
        QColor color;
        QString toolTip;
        bool operator==(const Cell&) const = default;
    };
    struct Row {
        /// What the row is, so that a change of values is not a change of rows.
        std::string id;
        QStringList names;
        /// All of the left side's, then all of the right side's; empty in a heading.
        std::vector<Cell> cells;
        /// What the name means.
        QString meaning;
        [[nodiscard]] bool isHeading() const { return cells.empty(); }
        bool operator==(const Row&) const = default;
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setTwins(const Twins& twins);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// Rows that are titles of what follows.
    [[nodiscard]] std::vector<int> headings() const;
    /// Of the row with this id; -1: there is none.
    [[nodiscard]] int rowOf(const std::string& id) const;
    [[nodiscard]] int nameColumns() const { return static_cast<int>(m_nameTitles.size()); }

protected:
    /// `sideTitles`: of a side's columns; the first one is titled by the path instead.
    SideTable(QStringList nameTitles, QStringList sideTitles, QObject* parent);
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const Twins& twins() const { return m_twins; }
    /// Called for other twins: forget what was known.
    virtual void forget() = 0;

private:
    [[nodiscard]] std::size_t sideOf(int column) const;

    const QStringList m_nameTitles;
    const QStringList m_sideTitles;
    Twins m_twins;
    std::vector<Row> m_rows;
};

/// TR 101 290: a row per check; ok, error with its count, other (an error of another service in the
/// stream), unknown, n/m (not measurable), off;
/// beside it when errors came last and the worst second, within the time that the charts show.
class CheckTable final : public SideTable {
    Q_OBJECT
public:
    explicit CheckTable(QObject* parent = nullptr);
    /// The input's samples; those of the path say why PCR accuracy cannot be measured, and whose of
    /// many services in one stream an error is.
    void setLatest(std::size_t side, Latest latest);
    void setPathLatest(std::size_t side, const Latest& latest);
    /// Errors per second of one check over the time shown.
    void setCourse(std::size_t side, const std::string& check, const engine::ChartSeries& series);
    /// Checks of a side that have counted errors since the node started.
    [[nodiscard]] std::vector<std::string> countedChecks(std::size_t side) const;

private:
    struct Course {
        std::optional<base::Utc> last;
        double worst = 0;
    };
    /// By model::serviceChecks; 0: not known.
    using OwnStates = std::array<std::int64_t, model::serviceChecks.size()>;
    void forget() override;
    void rebuild();
    [[nodiscard]] std::optional<double> countOf(std::size_t side, const std::string& check) const;
    [[nodiscard]] Cell lastCell(std::size_t side, const std::string& check) const;
    [[nodiscard]] Cell worstCell(std::size_t side, const std::string& check) const;
    [[nodiscard]] Cell cell(std::size_t side, const std::string& check) const;
    [[nodiscard]] QString whyNotMeasurable(std::size_t side, const std::string& check) const;
    std::array<Latest, 2> m_latest;
    std::array<std::int64_t, 2> m_accuracyBasis{};
    std::array<OwnStates, 2> m_own{};
    std::array<std::map<std::string, Course>, 2> m_courses;
};

/// Errored seconds by cause, as the nodes count them since they started.
class CauseTable final : public SideTable {
    Q_OBJECT
public:
    explicit CauseTable(QObject* parent = nullptr);
    void setLatest(std::size_t side, Latest latest);

private:
    void forget() override;
    void rebuild();
    std::array<Latest, 2> m_latest;
};

/// The PIDs of both services with their bitrates, by arrival and by PCR.
class PidTable final : public SideTable {
    Q_OBJECT
public:
    explicit PidTable(QObject* parent = nullptr);
    void setPids(std::size_t side, const std::vector<model::PidInfo>& pids);
    void setLatest(std::size_t side, std::uint16_t pid, Latest latest);

private:
    void forget() override;
    void rebuild();
    struct Pid {
        model::PidInfo info;
        Latest latest;
    };
    [[nodiscard]] Cell rateCell(std::size_t side, std::uint16_t number, std::string_view key) const;
    std::array<std::map<std::uint16_t, Pid>, 2> m_pids;
};

} // namespace vigie::ui::inspector
