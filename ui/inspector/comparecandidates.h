// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QAbstractTableModel>

#include "ui/inspector/comparelines.h"

namespace vigie::ui::inspector {

/// All that could be compared, every metric of every path, of which those are shown that have all
/// the words looked for. Paths times metrics are hundreds of thousands: only what is found is made
/// into rows, and at most `mostFound` of it. GUI thread.
class CompareCandidates final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Feed, Region, Path, Metric, Unit, Key, ColumnCount };
    static constexpr int mostFound = 1000;

    using QAbstractTableModel::QAbstractTableModel;

    /// What is found comes in the snapshot's order, but what is about `first` (a feed, a region;
    /// may be empty) before the rest.
    void setFleet(const engine::Snapshot& snapshot, const CompareLine& first);
    /// Those that are marked as being there already.
    void setShown(const CompareSet& set);
    void find(const QString& words);
    /// How many were found, also beyond those that are rows.
    [[nodiscard]] int found() const { return m_found; }
    [[nodiscard]] const CompareLine& line(int row) const {
        return m_rows[static_cast<std::size_t>(row)].line;
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct MetricWords {
        ChartId id;
        QString name;
        QString unit;
        QString searched; // lower case
    };
    struct PathWords {
        CompareLine line; // without a metric
        QString feed;
        QString region;
        QString path;
        QString searched;
        std::size_t catalogue = 0;
        bool isDelivered = false;
        bool isFirstTwin = false;
        std::vector<MetricWords> ofPids;
    };
    struct Row {
        CompareLine line;
        std::size_t path = 0;
        const MetricWords* metric = nullptr; // in a catalogue, or of the path's PIDs
    };
    [[nodiscard]] static MetricWords wordsOf(const model::MetricInfo& metric, const ChartId& id);

    std::vector<PathWords> m_paths;
    std::vector<std::vector<MetricWords>> m_catalogues; // of the nodes, each once
    std::vector<MetricWords> m_deskMetrics;
    std::vector<Row> m_rows;
    CompareSet m_shown;
    int m_found = 0;
};

} // namespace vigie::ui::inspector
