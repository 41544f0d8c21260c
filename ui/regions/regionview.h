// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/regions/comparemodel.h"
#include "ui/regions/healthgridmodel.h"
#include "ui/regions/regionhistory.h"
#include "ui/regions/regionnodes.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;
class QToolButton;

namespace vigie::ui::regions {

class ElidingLabel;
class HealthGrid;
class LatencyChart;
class SpanBox;

/// One region: its feeds' health over time, its nodes, how its latency was distributed, and what
/// all that is compared with. Follows the desk through time. GUI thread; asks for nothing while
/// hidden. What is remembered of it (the time shown, the order, the comparison) is kept under
/// "regions".
class RegionView final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit RegionView(desk::DeskContext& context, QWidget* parent = nullptr);
    ~RegionView() override;

    void setRegion(const QString& regionId);
    [[nodiscard]] QString region() const { return m_region; }
    /// How much time is shown.
    [[nodiscard]] std::chrono::hours span() const;
    void setSpan(std::chrono::hours span);

    [[nodiscard]] HealthGrid& grid() { return *m_grid; }
    [[nodiscard]] HealthGridModel& health() { return m_health; }
    [[nodiscard]] RegionNodeModel& nodes() { return m_nodes; }
    [[nodiscard]] CompareModel& comparison() { return m_comparison; }
    [[nodiscard]] LatencyChart& latency() { return *m_latency; }
    /// All four parts, an empty line between them.
    [[nodiscard]] QString csv() const;

signals:
    /// Back to the list of regions.
    void closed();
    void momentWanted(vigie::base::Utc at);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class With { OtherPath, Before, Yesterday, AllRegions, Region };

    QWidget* makeBar();
    QWidget* makeGrid();
    QWidget* makeNodes();
    QWidget* makeLatency();
    QWidget* makeComparison();
    void addKeys();
    /// The parts below the grid, as wide as they need, until somebody moves them.
    void divide();
    void takeSnapshot();
    void fillChoices();
    /// All of it, as when a new minute began; only its last minutes.
    void askAll();
    void askNewest();
    void takeHistory(engine::DeliveryHistory history);
    void showSummaries();
    void compare();
    void showCurrentCell();
    void saveCsv();
    void savePicture();

    desk::DeskContext& m_context;
    QString m_region;
    HealthGridModel m_health;
    RegionNodeModel m_nodes;
    QSortFilterProxyModel m_nodeOrder;
    CompareModel m_comparison;
    RegionHistory m_other;
    QSplitter* m_parts = nullptr; // below the grid
    HealthGrid* m_grid = nullptr;
    LatencyChart* m_latency = nullptr;
    QTableView* m_nodeTable = nullptr;
    QTableView* m_comparisonTable = nullptr;
    QToolButton* m_back = nullptr;
    QLabel* m_title = nullptr;
    ElidingLabel* m_state = nullptr;
    ElidingLabel* m_cellText = nullptr;
    ElidingLabel* m_reach = nullptr;
    ElidingLabel* m_sure = nullptr;
    SpanBox* m_spans = nullptr;
    QComboBox* m_orders = nullptr;
    QComboBox* m_with = nullptr;
    QLineEdit* m_filter = nullptr;
    QTimer m_askSoon;
    quint64 m_generation = 0; // of questions about the own region
    base::Utc m_askedTo{};
    base::Utc m_askedNewest{};
    bool m_isDivided = false; // by hand
    bool m_isFresh = false;   // what is shown is of this region, span and place
};

} // namespace vigie::ui::regions
