// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QTimer>
#include <QWidget>

#include "ui/timeline/timemachine.h"
#include "ui/timeline/timescale.h"

namespace vigie::ui::timeline {

/// A stretch that the operator marked.
struct TimeSelection {
    base::Utc from{};
    base::Utc to{};
    bool operator==(const TimeSelection&) const = default;
};

/// The strip's picture of time: errored time as a line, incidents, share, gaps, bookmarks, a ruler
/// in UTC and the playhead. Click and drag move the playhead; the wheel zooms around the pointer,
/// with Shift it moves; Shift and drag select. With the focus, arrows move the playhead, + and −
/// zoom, Home and End go to either end. GUI thread.
class TimelineTrack final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineTrack(TimeMachine& time, QWidget* parent = nullptr);

    [[nodiscard]] const TimeScale& scale() const { return m_scale; }
    void setSpan(base::Nanoseconds span);
    void zoom(double factor);
    /// All that was recorded.
    void showAll();
    [[nodiscard]] std::optional<TimeSelection> selection() const { return m_selection; }
    void setSelection(std::optional<TimeSelection> selection);
    /// The point of the outline that is nearest; null where nothing was recorded.
    [[nodiscard]] const replay::OutlinePoint* pointAt(base::Utc at) const;
    /// What is said of a moment: figures, incidents, bookmarks.
    [[nodiscard]] QString textAt(base::Utc at) const;
    /// Where a moment is, in pixels.
    [[nodiscard]] double positionOf(base::Utc at) const { return m_scale.x(at); }

    [[nodiscard]] QSize sizeHint() const override { return {900, 58}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 58}; }

signals:
    void scaleChanged();
    void selectionChanged();
    /// The pointer rests over a moment, at `x`; or left.
    void hovered(vigie::base::Utc at, int x);
    void left();
    void menuWanted(vigie::base::Utc at, const QPoint& global);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Playhead, Selection, Pan };
    void follow();
    void onMoved();
    void changeScale();
    void ask();
    void tellScreenReader();
    [[nodiscard]] QRect band() const;
    [[nodiscard]] base::Nanoseconds spacing() const;
    void paintRuler(QPainter& painter) const;
    void paintGaps(QPainter& painter) const;
    void paintIncidents(QPainter& painter) const;
    void paintShare(QPainter& painter) const;
    void paintHealth(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;

    TimeMachine& m_time;
    TimeScale m_scale;
    /// The right edge goes with the present.
    bool m_isFollowing = true;
    bool m_isPlaced = false;
    Drag m_drag = Drag::None;
    double m_dragX = 0;
    std::optional<base::Utc> m_selectFrom;
    std::optional<TimeSelection> m_selection;
    std::optional<double> m_pointerX;
    QTimer m_followTimer;
    QTimer m_askTimer;
    QTimer m_refreshTimer;
};

} // namespace vigie::ui::timeline
