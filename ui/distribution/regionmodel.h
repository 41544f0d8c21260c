// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QList>
#include <QMetaType>
#include <QSortFilterProxyModel>

#include "core/engine/snapshot.h"

namespace vigie::ui::distribution {

/// Over what time health is told.
enum class HealthWindow : std::uint8_t { Minute, QuarterHour, Day };
[[nodiscard]] const engine::Health& healthOf(const engine::HealthWindows& windows,
                                             HealthWindow window);
/// "1 min", "15 min", "24 h".
[[nodiscard]] QString windowText(HealthWindow window);

/// What the figures of a region are held against.
enum class ComparedWith : std::uint8_t { Nothing, OtherPath, OtherRegions, Earlier };
/// "the other regions"; of Nothing: empty.
[[nodiscard]] QString comparedText(ComparedWith with);

/// Two sides: health in percent, latency in ms. Of OtherPath the own side is the cloud's.
struct RegionDifference {
    std::optional<double> ownHealth;
    std::optional<double> otherHealth;
    std::optional<double> ownLatencyMs;
    std::optional<double> otherLatencyMs;
    /// Percentage points and ms, own minus other; absent where a side is not known.
    [[nodiscard]] std::optional<double> health() const;
    [[nodiscard]] std::optional<double> latencyMs() const;
    bool operator==(const RegionDifference&) const = default;
};

/// One row per region of the newest snapshot. GUI thread. What is not known is a dash on screen, an
/// empty field in an export and sorts as the worst.
class RegionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int {
        Region,
        Health,
        Errored,
        Unknown,
        Latency,
        Latency95,
        Uncertainty,
        Known,
        HealthDifference,
        LatencyDifference,
        Trend,
        Share,
        CloudPercent,
        Deliveries,
        ColumnCount
    };
    enum Role : int {
        RegionIdRole = Qt::UserRole + 1,
        SortRole,
        SeverityRole,
        /// QList<float>, NaN where unknown.
        TrendRole,
        /// engine::ShareCount.
        ShareRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRegions(const std::vector<engine::RegionStatus>& regions);
    void setWindow(HealthWindow window);
    [[nodiscard]] HealthWindow window() const { return m_window; }
    /// In the order of the regions; empty: nothing is known of it.
    void setCompared(ComparedWith with, std::vector<RegionDifference> differences);
    [[nodiscard]] ComparedWith comparedWith() const { return m_comparedWith; }
    [[nodiscard]] int rowOf(const QString& regionId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const engine::RegionStatus& region, int column) const;
    [[nodiscard]] QVariant exported(const engine::RegionStatus& region, int column) const;
    [[nodiscard]] double sortKey(const engine::RegionStatus& region, int column) const;
    [[nodiscard]] QString toolTip(const engine::RegionStatus& region) const;
    [[nodiscard]] RegionDifference differenceOf(const engine::RegionStatus& region) const;
    [[nodiscard]] QString differenceText(const engine::RegionStatus& region) const;

    std::vector<engine::RegionStatus> m_regions;
    HealthWindow m_window = HealthWindow::QuarterHour;
    ComparedWith m_comparedWith = ComparedWith::Nothing;
    std::vector<RegionDifference> m_differences;
};

/// Orders a RegionModel by its columns, or as the plan has the regions, or worst first.
class RegionOrder final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RegionOrder(QObject* parent = nullptr);
    void setWorstFirst(bool isWorstFirst);
    [[nodiscard]] bool isWorstFirst() const { return m_isWorstFirst; }

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool m_isWorstFirst = false;
};

} // namespace vigie::ui::distribution

Q_DECLARE_METATYPE(vigie::engine::ShareCount)
