// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/layoutcanvas.h"

#include <algorithm>

#include <QAccessible>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"
#include "ui/wall/wallcontents.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

constexpr int grip = 7;
constexpr int markPixels = 3;

} // namespace

LayoutCanvas::LayoutCanvas(Namer name, QWidget* parent) : QWidget(parent), m_name(std::move(name)) {
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMouseTracking(true);
    setAccessibleName(tr("Cells of the wall"));
}

QSize LayoutCanvas::sizeHint() const {
    return {640, 400};
}
QSize LayoutCanvas::minimumSizeHint() const {
    return {320, 200};
}

void LayoutCanvas::setSpec(const WallSpec& spec) {
    m_spec = spec;
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(spec.cells.size()) - 1));
    m_drag = {};
    unsetCursor();
    tell();
    update();
}

void LayoutCanvas::setCurrentCell(int cell) {
    if (cell >= 0 && cell < static_cast<int>(m_spec.cells.size()) && cell != m_current) {
        m_current = cell;
        emit currentChanged(cell);
        update();
    }
    tell();
}

void LayoutCanvas::tell() {
    if (m_spec.cells.empty()) {
        return;
    }
    const WallCell& cell = m_spec.cells[static_cast<std::size_t>(m_current)];
    const QString what = cell.pin.feedId.isEmpty() ? tr("filled from the list") : m_name(cell.pin);
    setAccessibleDescription(tr("Cell %1 of %2, %3 by %4: %5")
                                 .arg(m_current + 1)
                                 .arg(static_cast<qulonglong>(m_spec.cells.size()))
                                 .arg(cell.span.columns)
                                 .arg(cell.span.rows)
                                 .arg(what));
    if (QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

std::vector<QRect> LayoutCanvas::cellRects() const {
    std::vector<CellSpan> spans;
    for (const WallCell& cell : m_spec.cells) {
        spans.push_back(cell.span);
    }
    return spanRects(rect(), {m_spec.columns, m_spec.rows}, spans);
}

int LayoutCanvas::cellAt(const QPoint& position) const {
    const auto all = cellRects();
    for (std::size_t i = 0; i < all.size(); ++i) {
        // With half of the gap around it, where its edges are taken.
        if (all[i]
                .adjusted(-gapPixels / 2, -gapPixels / 2, gapPixels / 2, gapPixels / 2)
                .contains(position)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

unsigned LayoutCanvas::edgesAt(const QPoint& position, int cell) const {
    if (cell < 0) {
        return 0;
    }
    const QRect area = cellRects()[static_cast<std::size_t>(cell)];
    unsigned edges = 0;
    edges |= position.x() - area.left() < grip ? Left : 0u;
    edges |= area.right() - position.x() < grip ? Right : 0u;
    edges |= position.y() - area.top() < grip ? Top : 0u;
    edges |= area.bottom() - position.y() < grip ? Bottom : 0u;
    return edges;
}

CellSpan LayoutCanvas::spanTo(const QPoint& position) const {
    const CellSpan& before = m_spec.cells[static_cast<std::size_t>(m_drag.from)].span;
    const auto along = [](int at, int length, int count) {
        return std::clamp(length > 0 ? at * count / length : 0, 0, count - 1);
    };
    const int column = along(position.x(), width(), m_spec.columns);
    const int row = along(position.y(), height(), m_spec.rows);
    int left = before.column;
    int right = before.column + before.columns - 1;
    int top = before.row;
    int bottom = before.row + before.rows - 1;
    if ((m_drag.edges & Left) != 0) {
        left = std::min(column, right);
    }
    if ((m_drag.edges & Right) != 0) {
        right = std::max(column, left);
    }
    if ((m_drag.edges & Top) != 0) {
        top = std::min(row, bottom);
    }
    if ((m_drag.edges & Bottom) != 0) {
        bottom = std::max(row, top);
    }
    return {left, top, right - left + 1, bottom - top + 1};
}

void LayoutCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor::fromRgb(theme::color::ground()));
    const auto all = cellRects();
    int unpinned = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const WallCell& cell = m_spec.cells[i];
        const bool isPinned = !cell.pin.feedId.isEmpty();
        const bool isCurrent = static_cast<int>(i) == m_current;
        painter.fillRect(
            all[i], QColor::fromRgb(isPinned ? theme::color::raised() : theme::color::panel()));
        painter.setPen(
            QPen(QColor::fromRgb(isCurrent ? theme::color::focus() : theme::color::line()),
                 isCurrent && hasFocus() ? markPixels : 1));
        painter.drawRect(all[i].adjusted(1, 1, -2, -2));
        painter.setFont(theme::textFont(13));
        painter.setPen(QColor::fromRgb(isPinned ? theme::color::bright() : theme::color::quiet()));
        QString text;
        if (isPinned) {
            text = m_name(cell.pin);
            if (cell.pin.view != TwinView::OnAir) {
                text += QLatin1Char('\n') + twinViewWord(cell.pin.view);
            }
        } else {
            text = QString::number(++unpinned);
        }
        painter.drawText(all[i].adjusted(6, 6, -6, -6), Qt::AlignCenter | Qt::TextWordWrap, text);
    }
    if (m_drag.isOn) {
        QRect mark;
        if (m_drag.edges != 0) {
            mark = spanRects(rect(), {m_spec.columns, m_spec.rows}, {m_drag.span}).front();
        } else if (m_drag.over >= 0) {
            mark = all[static_cast<std::size_t>(m_drag.over)];
        }
        painter.setPen(QPen(QColor::fromRgb(theme::color::focus()), markPixels, Qt::DashLine));
        painter.drawRect(mark.adjusted(1, 1, -2, -2));
    }
}

void LayoutCanvas::resizeBy(int columns, int rows) {
    if (m_spec.cells.empty()) {
        return;
    }
    CellSpan span = m_spec.cells[static_cast<std::size_t>(m_current)].span;
    span.columns += columns;
    span.rows += rows;
    WallSpec next = m_spec;
    const int cell = wall::setSpan(next, m_current, span);
    if (cell >= 0) {
        m_current = cell;
        emit wanted(next);
    }
}

void LayoutCanvas::keyPressEvent(QKeyEvent* event) {
    int columns = 0;
    int rows = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        columns = -1;
        break;
    case Qt::Key_Right:
        columns = 1;
        break;
    case Qt::Key_Up:
        rows = -1;
        break;
    case Qt::Key_Down:
        rows = 1;
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: {
        WallSpec next = m_spec;
        wall::setPin(next, m_current, {});
        emit wanted(next);
        return;
    }
    case Qt::Key_S: {
        WallSpec next = m_spec;
        wall::split(next, m_current);
        emit wanted(next);
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit pinWanted(m_current);
        return;
    case Qt::Key_Escape:
        if (m_drag.isOn) {
            m_drag = {};
            update();
            return;
        }
        QWidget::keyPressEvent(event);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        resizeBy(columns, rows);
        return;
    }
    std::vector<CellSpan> spans;
    for (const WallCell& cell : m_spec.cells) {
        spans.push_back(cell.span);
    }
    const int next = neighborOf(spans, m_current, columns, rows);
    if (next < 0) {
        return;
    }
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        WallSpec swapped = m_spec;
        wall::swapPins(swapped, m_current, next);
        m_current = next;
        emit wanted(swapped);
    } else {
        setCurrentCell(next);
    }
}

void LayoutCanvas::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const int cell = cellAt(at);
    if (cell < 0 || event->button() != Qt::LeftButton) {
        return;
    }
    setCurrentCell(cell);
    m_drag = {};
    m_drag.isOn = true;
    m_drag.from = cell;
    m_drag.edges = edgesAt(at, cell);
    m_drag.span = m_spec.cells[static_cast<std::size_t>(cell)].span;
    m_drag.over = -1;
}

void LayoutCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (!m_drag.isOn) {
        const unsigned edges = edgesAt(at, cellAt(at));
        const bool isAcross = (edges & (Left | Right)) != 0;
        const bool isAlong = (edges & (Top | Bottom)) != 0;
        if (isAcross && isAlong) {
            const bool isFalling = edges == (Left | Top) || edges == (Right | Bottom);
            setCursor(isFalling ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor);
        } else if (isAcross || isAlong) {
            setCursor(isAcross ? Qt::SizeHorCursor : Qt::SizeVerCursor);
        } else {
            unsetCursor();
        }
        return;
    }
    if (m_drag.edges != 0) {
        m_drag.span = spanTo(at);
    } else {
        m_drag.over = cellAt(at);
        setCursor(Qt::ClosedHandCursor);
    }
    update();
}

void LayoutCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    m_drag = {};
    unsetCursor();
    update();
    if (!drag.isOn || event->button() != Qt::LeftButton) {
        return;
    }
    WallSpec next = m_spec;
    if (drag.edges != 0) {
        if (drag.span != m_spec.cells[static_cast<std::size_t>(drag.from)].span) {
            m_current = std::max(0, wall::setSpan(next, drag.from, drag.span));
            emit wanted(next);
        }
        return;
    }
    const int to = cellAt(event->position().toPoint());
    if (to >= 0 && to != drag.from) {
        wall::swapPins(next, drag.from, to);
        m_current = to;
        emit wanted(next);
    }
}

void LayoutCanvas::dragEnterEvent(QDragEnterEvent* event) {
    if (pinFromMime(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void LayoutCanvas::dragMoveEvent(QDragMoveEvent* event) {
    if (cellAt(event->position().toPoint()) >= 0 && pinFromMime(*event->mimeData())) {
        event->acceptProposedAction();
    } else {
        event->ignore();
    }
}

void LayoutCanvas::dropEvent(QDropEvent* event) {
    const int cell = cellAt(event->position().toPoint());
    const auto pin = pinFromMime(*event->mimeData());
    if (cell >= 0 && pin) {
        event->acceptProposedAction();
        WallSpec next = m_spec;
        wall::setPin(next, cell, *pin);
        m_current = cell;
        emit wanted(next);
    }
}

void LayoutCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void LayoutCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace vigie::ui::wall
