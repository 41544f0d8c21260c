// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include "ui/inspector/comparecandidates.h"

class QLabel;
class QLineEdit;
class QTableView;

namespace vigie::ui::inspector {

/// Which lines are added to a comparison: type words of feed, region, path and metric in any order;
/// Enter adds what is selected, Ctrl+Enter all that was found. Stays open beside the chart. GUI
/// thread.
class ComparePicker final : public QDialog {
    Q_OBJECT
public:
    explicit ComparePicker(QWidget* parent = nullptr);
    /// `first`: whose lines come first.
    void setFleet(const engine::Snapshot& snapshot, const CompareLine& first);
    void setShown(const CompareSet& set);
    /// What became of the last addition, in a sentence.
    void setAnswer(const QString& sentence);

    [[nodiscard]] QLineEdit* searchBox() const { return m_search; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] CompareCandidates& candidates() { return m_candidates; }
    [[nodiscard]] QString answer() const;

signals:
    void wanted(const std::vector<vigie::ui::inspector::CompareLine>& lines);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find();
    void add(bool isAll);
    void select(int row);

    CompareCandidates m_candidates;
    QTimer m_soon; // typing does not wait for the search
    QLineEdit* m_search;
    QTableView* m_table;
    QLabel* m_answer;
    QLabel* m_count;
};

} // namespace vigie::ui::inspector
