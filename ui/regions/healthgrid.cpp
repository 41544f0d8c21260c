// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/healthgrid.h"

#include <algorithm>
#include <array>

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include "ui/desk/keymap.h"
#include "ui/desk/timeticks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::regions {
namespace {

constexpr int rowPixels = 22;
constexpr int mostRowPixels = 36;
constexpr int leastColumnPixels = 4;
constexpr int mostColumnPixels = 26;
constexpr int feedPixels = 300;
constexpr int tickPixels = 74;
constexpr int notch = 120; // of a wheel
/// Steps that make round columns.
constexpr std::array<std::size_t, 9> roundSteps = {1, 2, 3, 5, 6, 10, 15, 30, 60};

QColor rgb(QRgb color) {
    return QColor::fromRgb(color);
}

engine::Severity severityOf(CellState state) {
    switch (state) {
    case CellState::Minor:
        return engine::Severity::Minor;
    case CellState::Major:
        return engine::Severity::Major;
    case CellState::Critical:
        return engine::Severity::Critical;
    default:
        return engine::Severity::None;
    }
}

QColor carriageColor(health::Carriage carriage) {
    switch (carriage) {
    case health::Carriage::Cloud:
        return rgb(theme::color::cloud());
    case health::Carriage::Satellite:
        return rgb(theme::color::satellite());
    case health::Carriage::Fibre:
        return rgb(theme::color::fibre());
    default:
        return {};
    }
}

} // namespace

void HealthDelegate::paintCell(QPainter& painter, const QRect& box, const GridCell& cell) {
    const QRect body = box.adjusted(0, 2, 0, -6);
    switch (cell.worst) {
    case CellState::NotRemembered:
        painter.fillRect(QRect(box.left(), body.center().y(), box.width(), 1),
                         rgb(theme::color::line()));
        return;
    case CellState::OffAir:
        return;
    case CellState::Good:
        painter.fillRect(body, rgb(theme::color::raised()));
        break;
    case CellState::Unknown:
        painter.fillRect(body, QBrush(rgb(theme::color::quiet()), Qt::BDiagPattern));
        break;
    case CellState::Minor:
    case CellState::Major:
    case CellState::Critical: {
        painter.fillRect(body, rgb(theme::color::raised()));
        // A third, two thirds, all of the height: told without colors, too.
        const int thirds = static_cast<int>(cell.worst) - static_cast<int>(CellState::Minor) + 1;
        const int height = std::max(2, body.height() * thirds / 3);
        painter.fillRect(QRect(body.left(), body.bottom() + 1 - height, body.width(), height),
                         theme::severityColor(severityOf(cell.worst)));
        break;
    }
    }
    if (!cell.sum) {
        return;
    }
    const QColor carrier = carriageColor(cell.sum->carriage);
    if (carrier.isValid()) {
        painter.fillRect(QRect(box.left(), box.bottom() - 4, box.width(), 1), carrier);
    }
    if (cell.isFailedOver) {
        painter.fillRect(QRect(box.left(), box.bottom() - 2, box.width(), 2),
                         rgb(theme::color::bright()));
    }
}

void HealthDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    painter->save();
    const auto* view = qobject_cast<const QTableView*>(option.widget);
    // Gaps between all columns, or between none: their widths differ by a pixel.
    const int columns = std::max(1, m_model.columnCount());
    const bool isWide = view != nullptr && view->horizontalHeader()->length() / columns >= 8;
    const QRect box = isWide ? option.rect.adjusted(0, 0, -1, 0) : option.rect;
    if ((option.state & QStyle::State_Selected) != 0) {
        painter->fillRect(option.rect, rgb(theme::color::selection()));
    }
    paintCell(*painter, box, m_model.cell(index.row(), index.column()));
    if (view != nullptr && view->currentIndex() == index) {
        painter->setPen(QPen(rgb(view->hasFocus() ? theme::color::focus() : theme::color::text()),
                             view->hasFocus() ? 2 : 1));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

TimeHeader::TimeHeader(HealthGridModel& model, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_model(model) {
    setMinimumSectionSize(leastColumnPixels);
    setSectionResizeMode(Fixed);
    setAccessibleName(tr("Time"));
}

QSize TimeHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(),
            QFontMetrics(theme::figureFont(theme::smallPixels)).height() + 10};
}

void TimeHeader::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), rgb(theme::color::ground()));
    if (m_model.columnCount() == 0) {
        return;
    }
    painter.setFont(theme::figureFont(theme::smallPixels));
    const base::Utc from = m_model.columnFrom(0);
    const base::Utc to = m_model.columnTo(m_model.columnCount() - 1);
    const double width = length();
    const double span = static_cast<double>((to - from).count());
    const int most = std::max(1, length() / tickPixels);
    for (const desk::TimeTick& tick : desk::timeTicks(from, to, most)) {
        const int x =
            static_cast<int>(static_cast<double>((tick.at - from).count()) / span * width) -
            offset();
        painter.setPen(rgb(theme::color::line()));
        painter.drawLine(x, height() - 6, x, height());
        painter.setPen(rgb(theme::color::quiet()));
        const QRect box(x + 3, 0, tickPixels, height() - 2);
        if (box.right() <= length() + tickPixels / 2) {
            painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, tick.text);
        }
    }
}

FeedHeader::FeedHeader(HealthGridModel& model, QWidget* parent)
    : QHeaderView(Qt::Vertical, parent), m_model(model) {
    setSectionResizeMode(Fixed);
    setDefaultSectionSize(rowPixels);
    setMinimumSectionSize(rowPixels);
    setSectionsClickable(true);
    setHighlightSections(false);
    setAccessibleName(tr("Feeds of the region"));
}

QSize FeedHeader::sizeHint() const {
    return {feedPixels, QHeaderView::sizeHint().height()};
}

void FeedHeader::paintSection(QPainter* painter, const QRect& box, int row) const {
    if (row >= m_model.rowCount()) {
        return;
    }
    painter->save();
    const auto* view = qobject_cast<const QTableView*>(parentWidget());
    const bool isCurrent = view != nullptr && view->currentIndex().row() == row;
    painter->fillRect(box, rgb(isCurrent ? theme::color::selection() : theme::color::ground()));
    const engine::Severity severity = m_model.presentSeverity(row);
    const QColor color = theme::severityColor(severity);
    if (severity > engine::Severity::None) {
        theme::drawShape(*painter, QRectF(box.left() + 6, box.center().y() - 5, 10, 10),
                         theme::severityShape(severity), color);
    }
    const QFont font = theme::textFont(theme::smallPixels + 1);
    painter->setFont(font);
    const QFontMetrics metrics(font);
    const QRect words = box.adjusted(22, 0, -8, 0);
    const QString state =
        metrics.elidedText(m_model.presentState(row), Qt::ElideRight, words.width() * 2 / 5);
    const int taken = metrics.horizontalAdvance(state) + 8;
    painter->setPen(rgb(isCurrent ? theme::color::bright() : theme::color::text()));
    painter->drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(m_model.feedTitle(row), Qt::ElideRight, words.width() - taken));
    painter->setPen(severity > engine::Severity::None ? color : rgb(theme::color::quiet()));
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignRight, state);
    painter->restore();
}

HealthGrid::HealthGrid(HealthGridModel& model, QWidget* parent)
    : QTableView(parent), m_model(model) {
    setHorizontalHeader(new TimeHeader(model, this));
    setVerticalHeader(new FeedHeader(model, this));
    setModel(&model);
    setItemDelegate(new HealthDelegate(model, this));
    setAccessibleName(tr("Health over time"));
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectItems);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setEditTriggers(NoEditTriggers);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &HealthGrid::keepPlace);
    connect(&model, &QAbstractItemModel::modelReset, this, &HealthGrid::restorePlace);
    connect(&model, &QAbstractItemModel::headerDataChanged, verticalHeader()->viewport(),
            qOverload<>(&QWidget::update));
    connect(verticalHeader(), &QHeaderView::sectionDoubleClicked, this, [this](int row) {
        emit feedWanted(m_model.index(row, 0).data(HealthGridModel::FeedIdRole).toString());
    });
    desk::KeyMap::describe(
        this, tr("Health grid of a region"),
        {{{Qt::Key_Return}, {}, tr("Open the feed in the inspector")},
         {{Qt::Key_T}, {}, tr("Go to the moment of the cell")},
         {{}, tr("Double click"), tr("Go to the moment of the cell; on a name: open the feed")},
         {{Qt::Key_Plus, Qt::Key_Minus}, {}, tr("A shorter or a longer time")},
         {{Qt::Key_0}, {}, tr("Six hours")},
         {{}, tr("Ctrl+wheel"), tr("A shorter or a longer time")},
         {{QKeySequence::Copy}, {}, tr("Copy the grid as a table")}});
}

QString HealthGrid::currentSentence() const {
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_model.sentence(index.row(), index.column()) : QString();
}

std::vector<int> HealthGrid::chosenRows() const {
    std::vector<int> rows;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        rows.push_back(row);
    }
    return rows;
}

void HealthGrid::fit() {
    verticalHeader()->setDefaultSectionSize(std::clamp(
        viewport()->height() / std::max(1, m_model.rowCount()), rowPixels, mostRowPixels));
    const int room = std::max(leastColumnPixels, viewport()->width());
    const auto& rows = m_model.history().rows;
    const std::size_t steps = rows.empty() ? 0 : rows.front().cells.size();
    if (steps == 0) {
        return;
    }
    std::size_t perColumn = roundSteps.back();
    for (const std::size_t candidate : roundSteps) {
        if ((steps + candidate - 1) / candidate * leastColumnPixels <=
            static_cast<std::size_t>(room)) {
            perColumn = candidate;
            break;
        }
    }
    m_model.setStepsPerColumn(perColumn);
    const int columns = std::max(1, m_model.columnCount());
    const int width = std::min(room, columns * mostColumnPixels);
    for (int column = 0; column < columns; ++column) {
        horizontalHeader()->resizeSection(column, (column + 1) * width / columns -
                                                      column * width / columns);
    }
}

void HealthGrid::keepPlace() {
    const QModelIndex current = currentIndex();
    if (current.isValid() && m_model.columnCount() > 0) {
        m_feed = current.data(HealthGridModel::FeedIdRole).toString();
        // The newest column stays the newest.
        m_at = current.column() == m_model.columnCount() - 1 ? base::Utc::max()
                                                             : m_model.columnFrom(current.column());
    }
}

void HealthGrid::restorePlace() {
    fit();
    const int row = m_feed.isEmpty() ? -1 : m_model.rowOf(m_feed);
    if (row >= 0 && m_model.columnCount() > 0) {
        setCurrentIndex(m_model.index(row, m_at == base::Utc::max() ? m_model.columnCount() - 1
                                                                    : m_model.columnAt(m_at)));
    }
}

void HealthGrid::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    verticalHeader()->viewport()->update();
    emit currentCellChanged();
}

void HealthGrid::wantMoment(const QModelIndex& index) {
    if (index.isValid()) {
        emit momentWanted(m_model.momentOf(index.row(), index.column()));
    }
}

void HealthGrid::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(m_model.tabSeparated(chosenRows()));
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid()) {
            emit feedWanted(currentIndex().data(HealthGridModel::FeedIdRole).toString());
        }
        return;
    case Qt::Key_T:
        wantMoment(currentIndex());
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        emit zoomWanted(1);
        return;
    case Qt::Key_Minus:
        emit zoomWanted(-1);
        return;
    case Qt::Key_0:
        emit zoomWanted(0);
        return;
    default:
        QTableView::keyPressEvent(event);
    }
}

void HealthGrid::wheelEvent(QWheelEvent* event) {
    if ((event->modifiers() & Qt::ControlModifier) == 0) {
        QTableView::wheelEvent(event);
        return;
    }
    m_turned += event->angleDelta().y();
    if (std::abs(m_turned) >= notch) {
        emit zoomWanted(m_turned > 0 ? 1 : -1);
        m_turned = 0;
    }
    event->accept();
}

void HealthGrid::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void HealthGrid::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        wantMoment(indexAt(event->position().toPoint()));
    }
}

} // namespace vigie::ui::regions
