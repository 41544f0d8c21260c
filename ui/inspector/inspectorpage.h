// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/compareset.h"
#include "ui/inspector/eventmodel.h"
#include "ui/inspector/facttable.h"
#include "ui/inspector/pane.h"
#include "ui/inspector/route.h"
#include "ui/inspector/servicetable.h"
#include "ui/inspector/sidetable.h"
#include "ui/inspector/twins.h"

class QSortFilterProxyModel;
class QSplitter;
class QTableView;

namespace vigie::ui::inspector {

class ChartStack;
class CompareWindow;
class HealthBox;
class InspectorHeader;
class OnDemand;
class PictureView;
class RouteStrip;
class TwinPane;

/// Everything about one feed into one region, its two paths side by side. Asks the engine once a
/// second while it is visible; a hidden page asks for nothing and decodes nothing. GUI thread.
class InspectorPage final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit InspectorPage(desk::DeskContext& context, QWidget* parent = nullptr);
    ~InspectorPage() override;

    /// Looks at this delivery; an empty region: the one selected, or the worst.
    void showFeed(const QString& feedId, const QString& regionId);
    [[nodiscard]] const Twins& twins() const { return m_twins; }
    [[nodiscard]] ChartStack& charts() const { return *m_charts; }
    [[nodiscard]] InspectorHeader& header() const { return *m_header; }
    [[nodiscard]] HealthBox& health() const { return *m_health; }
    [[nodiscard]] PictureView& picture(std::size_t side) const;
    [[nodiscard]] TwinPane& pictures() const { return *m_pictures; }
    [[nodiscard]] RouteStrip& route() const { return *m_route; }
    [[nodiscard]] const PaneRing& panes() const { return m_panes; }
    [[nodiscard]] OnDemand& onDemand() const { return *m_onDemand; }
    /// How the twins' pictures of one moment differ, or why that is not known.
    [[nodiscard]] QString differenceText() const;
    /// The charts, then each table, with an empty line between.
    [[nodiscard]] QString csv() const;

    /// Opens a comparison that begins with these charts of what is looked at; it closes with the
    /// page. At most `mostComparisons`: beyond that the last one comes up. Never null.
    CompareWindow* compare(const std::vector<ChartId>& charts);
    /// With the chart that has the keyboard, or all.
    CompareWindow* compare();
    static constexpr int mostComparisons = 8;
    [[nodiscard]] std::vector<CompareState> comparisons() const;
    void openComparisons(const std::vector<CompareState>& states);

signals:
    /// The desk is wanted at this moment.
    void momentWanted(vigie::base::Utc at);
    void incidentWanted(std::uint64_t id);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeLeft();
    QWidget* makeMiddle();
    QWidget* makeRight();
    QTableView* makeTable(QAbstractItemModel* model, int stretched, const QString& name);
    QWidget* makeFacts(QWidget* parent);
    QWidget* makeEvents(QWidget* parent);
    Pane* makePane(const QString& name, const QString& title, QWidget* content, QWidget* focus,
                   Pane::Takings takings);
    Pane* makeTablePane(const QString& name, const QString& title, QWidget* content,
                        QTableView* table);
    void makeActions();
    void chooseSomething();
    void onPlace();
    void takeSnapshot();
    CompareWindow* openComparison();
    void setTwins(const Twins& twins);
    void ask();
    void askSide(std::size_t side);
    void askChecks(std::size_t side);
    void showCheckColumns();
    void savePicture();
    void copyPicture();
    void copyText();
    void exportPane();
    void exportAll();

    desk::DeskContext& m_context;
    QTimer m_timer;
    QTimer m_followTimer;
    Twins m_twins;
    std::uint64_t m_generation = 0; // answers to older questions are of other paths
    InspectorHeader* m_header;
    QSplitter* m_columns = nullptr;
    bool m_isArranged = false; // by the user
    TwinPane* m_pictures = nullptr;
    RouteStrip* m_route = nullptr;
    RouteFinder m_routes;
    PaneRing m_panes;
    HealthBox* m_health = nullptr;
    ChartStack* m_charts = nullptr;
    OnDemand* m_onDemand = nullptr;
    std::vector<QPointer<CompareWindow>> m_comparisons; // those that were closed are null
    QSortFilterProxyModel* m_shownEvents = nullptr;
    EventModel m_events;
    CheckTable m_checks;
    std::array<int, 2> m_checkTurns{};
    QTableView* m_checkView = nullptr;
    PidTable m_pids;
    FactTable m_facts;
    CauseTable m_causes;
    ServiceTable m_services;
};

} // namespace vigie::ui::inspector
