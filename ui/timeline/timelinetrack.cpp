// SPDX-License-Identifier: GPL-3.0-or-later
// How the track is moved, zoomed and asked for; timelinepaint.cpp draws it.
#include "ui/timeline/timelinetrack.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSettings>
#include <QWheelEvent>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

constexpr int followMs = 500;
constexpr int askMs = 60;
/// The recording gets an outline each 10 s.
constexpr int refreshMs = 5000;
/// Of the width, that the present stays away from the right edge.
constexpr double liveMargin = 0.004;
constexpr double zoomStep = 1.25;

QString spanSetting() {
    return QStringLiteral("timeline/spanSeconds");
}

base::Nanoseconds part(base::Nanoseconds span, double factor) {
    return base::Nanoseconds(std::llround(static_cast<double>(span.count()) * factor));
}

} // namespace

TimelineTrack::TimelineTrack(TimeMachine& time, QWidget* parent) : QWidget(parent), m_time(time) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Timeline"));
    const auto seconds = QSettings().value(spanSetting(), 30 * 60).toLongLong();
    m_scale.setSpan(std::chrono::seconds(seconds), m_time.now());
    m_followTimer.setInterval(followMs);
    connect(&m_followTimer, &QTimer::timeout, this, &TimelineTrack::follow);
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(askMs);
    connect(&m_askTimer, &QTimer::timeout, this, &TimelineTrack::ask);
    m_refreshTimer.setInterval(refreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &TimelineTrack::ask);
    connect(&m_time, &TimeMachine::moved, this, &TimelineTrack::onMoved);
    connect(&m_time, &TimeMachine::placeChanged, this, [this] {
        onMoved();
        m_askTimer.start();
        tellScreenReader();
    });
    connect(&m_time, &TimeMachine::outlineChanged, this, [this] { update(); });
    connect(&m_time, &TimeMachine::marksChanged, this, [this] { update(); });
}

void TimelineTrack::follow() {
    const bool isReplay = m_time.place() == TimeMachine::Place::Replay;
    if (isReplay && !m_isPlaced && m_time.last() > m_time.first()) {
        // A file is shown whole at first.
        m_isPlaced = true;
        showAll();
    }
    if (!isReplay && m_isFollowing && m_drag == Drag::None) {
        m_scale.setSpan(m_scale.span(), m_time.now() + part(m_scale.span(), liveMargin));
    }
    update();
}

void TimelineTrack::onMoved() {
    if (m_time.place() != TimeMachine::Place::Live && m_drag == Drag::None) {
        const base::Utc before = m_scale.from();
        m_scale.show(m_time.at(), 0.02);
        if (m_scale.from() != before) {
            m_isFollowing =
                m_time.place() == TimeMachine::Place::Past && m_scale.to() >= m_time.now();
            m_askTimer.start();
        }
    }
    follow();
}

void TimelineTrack::changeScale() {
    m_isFollowing = m_scale.to() >= m_time.now();
    m_isPlaced = true;
    m_askTimer.start();
    QSettings().setValue(
        spanSetting(),
        static_cast<qlonglong>(
            std::chrono::duration_cast<std::chrono::seconds>(m_scale.span()).count()));
    follow();
    emit scaleChanged();
}

void TimelineTrack::setSpan(base::Nanoseconds span) {
    const bool isPast = m_time.place() != TimeMachine::Place::Live;
    m_scale.setSpan(span, m_time.now());
    if (isPast) {
        m_scale.show(m_time.at(), 0.5);
    }
    changeScale();
}

void TimelineTrack::zoom(double factor) {
    // Around what is looked at, where it is in sight.
    const base::Utc at = m_time.at();
    m_scale.zoom(factor, m_scale.contains(at) ? m_scale.x(at) : m_scale.width() / 2);
    changeScale();
}

void TimelineTrack::showAll() {
    const base::Utc to = std::max(m_time.last(), m_time.now());
    const base::Nanoseconds all =
        std::max<base::Nanoseconds>(to - m_time.first(), std::chrono::seconds(30));
    m_scale.setSpan(part(all, 1.02), to + part(all, 0.01));
    changeScale();
}

void TimelineTrack::setSelection(std::optional<TimeSelection> selection) {
    m_selection = selection;
    emit selectionChanged();
    update();
}

void TimelineTrack::ask() {
    if (!isVisible()) {
        return;
    }
    m_time.askOutline(m_scale.from() - part(m_scale.span(), 0.02), m_scale.to(),
                      static_cast<std::size_t>(std::clamp(width(), 200, 2000)));
}

base::Nanoseconds TimelineTrack::spacing() const {
    // As far apart as points are where nothing is missing, and then some.
    const auto thinned = m_scale.span() / std::clamp(width(), 200, 2000);
    return std::max<base::Nanoseconds>(std::chrono::seconds(35), 3 * thinned);
}

const replay::OutlinePoint* TimelineTrack::pointAt(base::Utc at) const {
    const auto& points = m_time.outline().points;
    const auto after =
        std::lower_bound(points.begin(), points.end(), at,
                         [](const auto& point, base::Utc time) { return point.at < time; });
    const replay::OutlinePoint* nearest = nullptr;
    if (after != points.end()) {
        nearest = &*after;
    }
    if (after != points.begin() &&
        (nearest == nullptr || at - (after - 1)->at <= nearest->at - at)) {
        nearest = &*(after - 1);
    }
    if (nearest == nullptr || std::chrono::abs(nearest->at - at) > spacing()) {
        return nullptr;
    }
    return nearest;
}

QString TimelineTrack::textAt(base::Utc at) const {
    QStringList lines;
    lines << QStringLiteral("%1 %2 · %3")
                 .arg(momentText(at, m_time.now()), theme::zoneName(at),
                      distanceText(m_time.now() - at));
    if (const auto* point = pointAt(at)) {
        lines << pointText(*point);
    } else if (at <= m_time.now()) {
        lines << tr("nothing was recorded");
    }
    const auto near = part(m_scale.span(), 4 / m_scale.width());
    for (const record::Mark& mark : m_time.marks()) {
        if (at >= mark.at - near && at <= std::max(mark.until, mark.at) + near) {
            lines << tr("bookmark: %1").arg(QString::fromStdString(mark.text));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

void TimelineTrack::tellScreenReader() {
    const QString text = textAt(m_time.at());
    if (text == accessibleDescription()) {
        return;
    }
    setAccessibleDescription(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void TimelineTrack::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_scale.setWidth(width());
    m_askTimer.start();
}

void TimelineTrack::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_followTimer.start();
    m_refreshTimer.start();
    m_askTimer.start();
    follow();
}

void TimelineTrack::hideEvent(QHideEvent* event) {
    m_followTimer.stop();
    m_refreshTimer.stop();
    QWidget::hideEvent(event);
}

void TimelineTrack::mousePressEvent(QMouseEvent* event) {
    const double x = event->position().x();
    m_dragX = x;
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Pan;
    } else if (event->button() == Qt::LeftButton && (event->modifiers() & Qt::ShiftModifier) != 0) {
        m_drag = Drag::Selection;
        m_selectFrom = m_scale.at(x);
        setSelection(std::nullopt);
    } else if (event->button() == Qt::LeftButton) {
        m_drag = Drag::Playhead;
        m_time.seek(m_scale.at(x));
    }
}

void TimelineTrack::mouseMoveEvent(QMouseEvent* event) {
    const double x = std::clamp(event->position().x(), 0.0, m_scale.width());
    m_pointerX = x;
    switch (m_drag) {
    case Drag::Playhead:
        m_time.seek(m_scale.at(x));
        break;
    case Drag::Selection: {
        const base::Utc at = m_scale.at(x);
        setSelection(TimeSelection{std::min(*m_selectFrom, at), std::max(*m_selectFrom, at)});
        break;
    }
    case Drag::Pan:
        m_scale.move(part(m_scale.span(), (m_dragX - x) / m_scale.width()));
        m_dragX = x;
        changeScale();
        break;
    case Drag::None:
        break;
    }
    emit hovered(m_scale.at(x), static_cast<int>(x));
    update();
}

void TimelineTrack::mouseReleaseEvent(QMouseEvent* /*event*/) {
    m_drag = Drag::None;
    m_selectFrom.reset();
    tellScreenReader();
}

void TimelineTrack::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        const base::Utc at = m_scale.at(event->position().x());
        m_time.seek(at);
        m_scale.show(std::min(at, m_time.now()), 0.5);
        changeScale();
    }
}

void TimelineTrack::wheelEvent(QWheelEvent* event) {
    const QPoint delta = event->angleDelta();
    const bool isMove =
        (event->modifiers() & Qt::ShiftModifier) != 0 || std::abs(delta.x()) > std::abs(delta.y());
    // With Shift some desktops turn the wheel sideways by themselves.
    const int turned = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
    const double steps = turned / 120.0;
    if (isMove) {
        m_scale.move(part(m_scale.span(), -steps * 0.1));
    } else {
        const double x = event->position().x();
        m_scale.zoom(std::pow(zoomStep, -steps), x);
    }
    changeScale();
    event->accept();
}

void TimelineTrack::leaveEvent(QEvent* event) {
    m_pointerX.reset();
    emit left();
    update();
    QWidget::leaveEvent(event);
}

void TimelineTrack::keyPressEvent(QKeyEvent* event) {
    const bool isFar = (event->modifiers() & Qt::ShiftModifier) != 0;
    const auto by = part(m_scale.span(), isFar ? 0.1 : 0.01);
    switch (event->key()) {
    case Qt::Key_Left:
        m_time.seek(m_time.at() - by);
        break;
    case Qt::Key_Right:
        if (m_time.place() != TimeMachine::Place::Live) {
            m_time.seek(m_time.at() + by);
        }
        break;
    case Qt::Key_Home:
        m_time.seek(m_time.first());
        break;
    case Qt::Key_End:
        if (m_time.place() == TimeMachine::Place::Replay) {
            m_time.seek(m_time.last());
        } else {
            m_time.goLive();
        }
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(1 / (zoomStep * zoomStep));
        break;
    case Qt::Key_Minus:
        zoom(zoomStep * zoomStep);
        break;
    case Qt::Key_0:
        showAll();
        break;
    case Qt::Key_Escape:
        if (!m_selection) {
            QWidget::keyPressEvent(event);
            return;
        }
        setSelection(std::nullopt);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    tellScreenReader();
}

void TimelineTrack::contextMenuEvent(QContextMenuEvent* event) {
    const bool isMouse = event->reason() == QContextMenuEvent::Mouse;
    const base::Utc at = isMouse ? m_scale.at(event->pos().x()) : m_time.at();
    const QPoint global = isMouse
                              ? event->globalPos()
                              : mapToGlobal(QPoint(static_cast<int>(m_scale.x(at)), height() / 2));
    emit menuWanted(at, global);
}

void TimelineTrack::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    tellScreenReader();
    update();
}

void TimelineTrack::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace vigie::ui::timeline
