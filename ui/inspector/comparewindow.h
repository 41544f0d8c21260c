// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include <QImage>
#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/comparemodel.h"
#include "ui/inspector/deskseries.h"

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QTableView;
class QToolButton;

namespace vigie::ui::inspector {

class CompareChart;
class ComparePicker;

/// Any feeds and metrics in one chart, in a window of its own, with a table of what the lines are
/// and their values at the cursor. Follows the desk's place in time; asks once a second while it is
/// visible. Sets are saved by name. GUI thread.
class CompareWindow final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it. A window of its own even with a parent.
    explicit CompareWindow(desk::DeskContext& context, QWidget* parent = nullptr);
    ~CompareWindow() override;

    void setSet(const CompareSet& set);
    [[nodiscard]] CompareState state() const;
    void setState(const CompareState& state);
    /// As shown now.
    [[nodiscard]] CompareSet set() const;
    [[nodiscard]] CompareModel& model() { return m_model; }
    [[nodiscard]] CompareChart& chart() const { return *m_chart; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] TimeRange range() const;
    /// What became of the last action, or what has no axis; empty: nothing to say.
    [[nodiscard]] QString note() const;

    ComparePicker* choose();
    void add(const std::vector<CompareLine>& lines);
    /// These work on the selected lines; on all where none is selected.
    void addTwins();
    void addRegions();
    void addEarlier(std::chrono::seconds by);
    void toggleShown();
    /// Of the selected lines only.
    void removeSelected();
    void moveSelected(int direction);

    /// This line alone.
    void select(int row);

    /// False: the name is empty.
    bool saveAs(const QString& name);
    bool recall(const QString& name);
    void copySet() const;
    void pasteSet();

    /// The chart, and below it what its letters mean with their figures.
    [[nodiscard]] QImage image() const;
    /// All points; see CompareModel.
    [[nodiscard]] QString csv() const { return m_model.csv(); }
    [[nodiscard]] QString tableCsv() const;
    /// Asks for what is shown now.
    void refresh();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTools(QHBoxLayout* layout);
    void makeTable();
    void makeActions();
    QAction* addKey(const QString& text, const QList<QKeySequence>& keys,
                    std::function<void()> run);
    void connectChart();
    void fillSets();
    void fillEarlier();
    void askEarlier();
    void askName();
    void copyTable() const;
    void savePicture();
    void ask(int row);
    void askHistory(int row, const TimeRange& range);
    void applyTime();
    void onPlace();
    void follow();
    void setCursor(std::optional<base::Utc> cursor);
    void showLines();
    void showSelection();
    void showNote();
    /// Until the lines change.
    void say(const QString& sentence);
    [[nodiscard]] std::vector<int> selected() const;
    [[nodiscard]] std::vector<int> selectedOrAll() const;
    void setName(const QString& name);
    [[nodiscard]] QString fileName(const QString& suffix) const;

    desk::DeskContext& m_context;
    CompareModel m_model;
    TimeView m_time;
    std::optional<base::Utc> m_hovered;
    QTimer m_timer;
    QTimer m_followTimer;
    QTimer m_redrawTimer; // answers come one by one, and are drawn together
    struct Desk {
        DeskSeries series;
        std::optional<TimeRange> historyOf;
        base::Utc historyAt{};
    };
    std::map<int, Desk> m_desk; // by id of those lines that the desk works out itself
    QString m_name;
    QString m_said;
    QSplitter* m_splitter;
    CompareChart* m_chart;
    QTableView* m_table;
    QLabel* m_note;
    ComparePicker* m_picker = nullptr;
    QComboBox* m_spanBox = nullptr;
    QPushButton* m_liveButton = nullptr;
    QToolButton* m_ownButton = nullptr;
    QToolButton* m_earlierButton = nullptr;
    QToolButton* m_setsButton = nullptr;
    QMenu* m_earlierMenu = nullptr;
    QMenu* m_setsMenu = nullptr;
};

} // namespace vigie::ui::inspector
