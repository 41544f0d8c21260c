// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QPen>

#include "ui/inspector/comparelines.h"

namespace vigie::ui::inspector {

/// On which axis a line is drawn. Two units have one; a line of another unit fills the height
/// between its own minimum and maximum.
enum class CompareAxis : std::uint8_t { None, Left, Right, Own };

/// The lines of a comparison with their samples, and the table below their chart: what each is, its
/// value at the cursor, how far that is from the first line of its unit, and its extremes over the
/// time shown. GUI thread.
class CompareModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int {
        Line,
        Feed,
        Region,
        Path,
        Metric,
        Earlier,
        Value,
        Difference,
        Minimum,
        Mean,
        Maximum,
        Unit,
        Scale,
        ColumnCount
    };
    enum class State : std::uint8_t {
        Asking,
        Known,
        /// Nothing is known of the time shown.
        NoSamples,
        NoPath,
        NoMetric
    };
    struct Row {
        /// Never used twice in one model.
        int id = 0;
        CompareTarget target;
        State state = State::Asking;
        /// In the metric's own unit, at its own time.
        std::shared_ptr<const engine::ChartSeries> series;
        QString feed;
        QString region;
        QString path;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSet(CompareSet set, const engine::Snapshot& snapshot);
    [[nodiscard]] const CompareSet& set() const { return m_set; }
    void setOwnRange(bool isOwnRange);
    /// How many were added: not those that are there, nor those that have no room.
    int add(const std::vector<CompareLine>& lines, const engine::Snapshot& snapshot);
    void remove(std::vector<int> rows);
    /// Takes the last removal back; false: there is none.
    bool undoRemoval(const engine::Snapshot& snapshot);
    [[nodiscard]] bool hasRemoved() const { return !m_removed.empty(); }
    /// -1: up, 1: down; false: it is the last there.
    bool move(int row, int direction);
    void setShown(int row, bool isShown);

    /// Finds paths and metrics again.
    void setSnapshot(const engine::Snapshot& snapshot);
    /// Another place in time: nothing of the one before is known there.
    void forget();
    void setTime(const TimeRange& range, std::optional<base::Utc> cursor);
    /// An answer; of a line that has gone it is dropped.
    void setSeries(int id, engine::ChartSeries series);

    [[nodiscard]] const Row& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const CompareLine& line(int row) const {
        return m_set.lines[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] CompareAxis axisOf(int row) const;
    /// What axes stand for: units; of states the metric. Empty: no axis.
    [[nodiscard]] QString axisTitle(CompareAxis axis) const;
    /// Lowest and highest of a line in the time shown; nothing where nothing is known.
    [[nodiscard]] std::optional<std::pair<double, double>> extremes(int row) const;
    /// At the cursor, or the newest.
    [[nodiscard]] std::optional<double> valueAt(int row) const;
    [[nodiscard]] QPen pen(int row) const;
    /// What has no axis of its own, in a sentence; empty: all have.
    [[nodiscard]] QString axisNote() const;
    /// "A · 001 Athletics · Europe · ● cloud · Service bitrate".
    [[nodiscard]] QString title(int row) const;
    /// Why there is no line, or nothing in it; empty where there is.
    [[nodiscard]] QString reason(int row) const;
    /// All points, RFC 4180, in the time that they were measured.
    [[nodiscard]] QString csv() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    /// Other lines, or another order: what is drawn must be drawn anew, what is new be asked for.
    void linesChanged();
    /// Samples came, or a line was shown or hidden.
    void coursesChanged();

private:
    struct Removed {
        int row = 0;
        CompareLine line;
    };
    [[nodiscard]] Row rowOf(const CompareLine& line, const engine::Snapshot& snapshot);
    static void resolve(Row& row, const CompareLine& line, const engine::Snapshot& snapshot);
    /// Of the time shown, as it was then.
    [[nodiscard]] TimeRange rangeOf(int row) const;
    [[nodiscard]] QStringList axes() const;
    [[nodiscard]] std::optional<double> meanOf(int row) const;
    [[nodiscard]] std::optional<double> differenceOf(int row) const;
    [[nodiscard]] std::optional<double> figure(int row, Column column) const;
    [[nodiscard]] QString text(int row, Column column) const;
    [[nodiscard]] QString scaleText(int row) const;
    void tellAll();

    CompareSet m_set; // the lines in it and m_rows go together
    std::vector<Row> m_rows;
    std::vector<std::vector<Removed>> m_removed; // each what was removed at once, by row
    TimeRange m_range;
    std::optional<base::Utc> m_cursor;
    int m_lastId = 0;
};

/// How a line of this style is drawn: colors and dashes go round at different turns, so that no two
/// of the most are alike, and neither is color alone.
[[nodiscard]] QPen stylePen(int style);

} // namespace vigie::ui::inspector
