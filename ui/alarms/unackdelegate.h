// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTimer>

class QTreeView;

namespace vigie::ui::alarms {

class IncidentModel;

/// The state of a line that nobody has acknowledged, as a box in the color of its severity: filled
/// for a second, outlined for a second (0.5 Hz, far below what WCAG 2.3.1 and ISA-101 allow), its
/// word readable in both. Filled all the time where the look is not to pulse. Paints nothing anew
/// while the view is hidden. GUI thread; the model must outlive it, the view owns it.
class UnackDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    UnackDelegate(const IncidentModel& model, QTreeView& view);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// In the filled half of the pulse.
    [[nodiscard]] bool isFilled() const { return m_isFilled; }

private:
    void beat();

    const IncidentModel& m_model;
    QTreeView& m_view;
    QTimer m_timer;
    bool m_isFilled = true;
};

} // namespace vigie::ui::alarms
