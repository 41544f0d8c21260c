// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QImage>
#include <QStringList>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/deskseries.h"
#include "ui/inspector/metricchart.h"
#include "ui/inspector/timeaxis.h"

class QComboBox;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace vigie::ui::inspector {

class MetricPicker;

/// Charts above each other with one time axis and one cursor. Which metrics, in which order, and
/// how much time are remembered; what was removed can be taken back. GUI thread; asks the engine
/// only in refresh() and when the user changes something while it is visible.
class ChartStack final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit ChartStack(desk::DeskContext& context, QWidget* parent = nullptr);

    void setTwins(const Twins& twins);
    /// Asks for what the charts show now.
    void refresh();

    [[nodiscard]] const std::vector<MetricChart*>& charts() const { return m_charts; }
    [[nodiscard]] TimeRange range() const;
    /// False while the user has zoomed or moved away from now.
    [[nodiscard]] bool isLive() const { return m_time.isFollowing(); }
    /// By ChartId::text().
    void addChart(const QString& key);
    void removeChart(const QString& key);
    /// Takes the last removal back; false: there is none.
    bool undoRemoval();
    void moveChart(const QString& key, int direction);
    [[nodiscard]] const QStringList& keys() const { return m_keys; }
    /// What a comparison begins with: the chart that has the keyboard, or all of them.
    [[nodiscard]] std::vector<ChartId> compared() const;
    /// Opens the list of all metrics of these paths.
    MetricPicker* choose();
    /// The times below all charts.
    [[nodiscard]] const TimeAxis& timeAxis() const { return *m_axis; }
    /// All charts of one picture, without what is scrolled out of sight being lost.
    [[nodiscard]] QImage image() const;
    /// "time,metric,unit,path,minimum,mean,maximum", a line per point.
    [[nodiscard]] QString csv() const;

signals:
    void momentWanted(vigie::base::Utc at);
    /// These charts in one, beside others.
    void compareWanted(const std::vector<vigie::ui::inspector::ChartId>& charts);
    void incidentWanted(std::uint64_t id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTools(QVBoxLayout* layout);
    void addActions(MetricChart* chart);
    void usualCharts();
    void showSnapshot();
    void askJournal();
    void shade();
    void setKeys(const QStringList& keys);
    void setCursor(std::optional<base::Utc> cursor);
    /// At the pointer; in the past otherwise at the moment shown.
    void showCursor();
    void zoom(double factor, base::Utc anchor);
    void move(base::Nanoseconds by);
    void showRange(const TimeRange& range);
    void goLive();
    void applyRange();
    void remember() const;
    void ask(MetricChart* chart, std::size_t side);

    desk::DeskContext& m_context;
    Twins m_twins;
    QStringList m_keys;
    std::vector<MetricChart*> m_charts;
    TimeView m_time;
    std::optional<base::Utc> m_hovered;
    DeskSeries m_deskSeries;
    std::vector<std::pair<QString, int>> m_removed; // what was taken away, and from which place
    std::array<std::vector<alarm::Record>, 2> m_records;
    std::optional<TimeRange> m_recordsOf;
    base::Utc m_recordsAt{};
    std::uint64_t m_generation = 0; // answers to older questions are not of these paths
    QComboBox* m_windowBox = nullptr;
    QPushButton* m_liveButton = nullptr;
    QToolButton* m_addButton = nullptr;
    QToolButton* m_undoButton = nullptr;
    MetricPicker* m_picker = nullptr;
    QScrollArea* m_scroll = nullptr;
    QWidget* m_list = nullptr;
    TimeAxis* m_axis = nullptr;
    QVBoxLayout* m_listLayout = nullptr;
};

} // namespace vigie::ui::inspector
