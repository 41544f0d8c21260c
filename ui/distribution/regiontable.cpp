// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regiontable.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAction>
#include <QHeaderView>
#include <QPainter>

#include "ui/desk/tableexport.h"
#include "ui/distribution/regioncompare.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

constexpr int rowPixels = 29;

/// Of a column of figures under a title of this width.
int figureWidth(int title) {
    return std::max(54, title);
}

void paintTrend(QPainter& painter, const QRectF& box, const QList<float>& trend,
                const QColor& color) {
    float least = 100;
    for (const float value : trend) {
        if (!std::isnan(value)) {
            least = std::min(least, value);
        }
    }
    if (trend.size() < 2) {
        return;
    }
    // Half a percent at least, so that a single errored second does not look like a cliff.
    const double span = std::max(0.5, 100.0 - static_cast<double>(least));
    painter.setPen(QPen(color, 1.2));
    QPolygonF line;
    for (qsizetype i = 0; i < trend.size(); ++i) {
        if (std::isnan(trend[i])) {
            painter.drawPolyline(line);
            line.clear();
            continue;
        }
        line.append({box.left() + box.width() * static_cast<double>(i) /
                                      static_cast<double>(trend.size() - 1),
                     box.top() + box.height() * (100.0 - static_cast<double>(trend[i])) / span});
    }
    painter.drawPolyline(line);
}

void paintShare(QPainter& painter, const QRectF& box, const engine::ShareCount& share) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double total = share.total();
    if (!(total > 0)) {
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        painter.setFont(theme::textFont(theme::smallPixels));
        painter.drawText(box.adjusted(0, -6, 0, 6), Qt::AlignVCenter | Qt::AlignLeft,
                         RegionDelegate::tr("unknown"));
        return;
    }
    painter.setPen(Qt::NoPen);
    double left = box.left();
    const auto part = [&](double count, const QColor& color) {
        const double width = box.width() * count / total;
        painter.fillRect(QRectF(left, box.top(), width, box.height()), color);
        left += width;
    };
    part(share.cloud, theme::pathKindColor(model::PathKind::Cloud));
    part(share.satellite, theme::pathKindColor(model::PathKind::Satellite));
    part(share.fibre, theme::pathKindColor(model::PathKind::Fibre));
    part(share.none, QColor::fromRgb(theme::color::line()));
    const double mark = std::round(box.left() + box.width() * 2 / 3);
    painter.fillRect(QRectF(mark, box.top() - 3, 1, box.height() + 6),
                     QColor::fromRgb(theme::color::bright()));
}

} // namespace

void RegionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const int column = index.column();
    const auto severity =
        static_cast<engine::Severity>(index.data(RegionModel::SeverityRole).toInt());
    if (column == RegionModel::Region) {
        QStyleOptionViewItem shifted = option;
        initStyleOption(&shifted, index);
        // Names stay in line whether or not a shape stands before them.
        shifted.features |= QStyleOptionViewItem::HasDecoration;
        shifted.decorationSize = QSize(12, 12);
        shifted.icon =
            severity > engine::Severity::None
                ? theme::shapeIcon(theme::severityShape(severity), theme::severityColor(severity))
                : QIcon();
        const QStyle* style = option.widget != nullptr ? option.widget->style() : nullptr;
        if (style != nullptr) {
            style->drawControl(QStyle::CE_ItemViewItem, &shifted, painter, option.widget);
            return;
        }
    }
    QStyledItemDelegate::paint(painter, option, index);
    if (column != RegionModel::Trend && column != RegionModel::Share) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF cell = QRectF(option.rect).adjusted(6, 0, -6, -1);
    if (column == RegionModel::Trend) {
        const QColor color = severity > engine::Severity::Warning
                                 ? theme::severityColor(severity)
                                 : QColor::fromRgb(theme::color::quiet());
        paintTrend(*painter, cell.adjusted(0, 7, 0, -8),
                   index.data(RegionModel::TrendRole).value<QList<float>>(), color);
    } else {
        const double top = cell.center().y() - 4;
        paintShare(*painter, QRectF(cell.left(), top, cell.width(), 8),
                   index.data(RegionModel::ShareRole).value<engine::ShareCount>());
    }
    painter->restore();
}

QSize RegionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == RegionModel::Region) {
        size.rwidth() += 18;
    }
    return size;
}

RegionTable::RegionTable(desk::DeskContext& context, bool isFull, QWidget* parent)
    : QTableView(parent), m_context(context), m_isFull(isFull) {
    m_order.setSourceModel(&m_model);
    setModel(&m_order);
    setItemDelegate(new RegionDelegate(this));
    setAccessibleName(tr("Regions"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(isFull ? ExtendedSelection : SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(isFull ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(rowPixels);
    verticalHeader()->setMinimumSectionSize(20);
    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(isFull);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setMinimumSectionSize(24);
    connect(header, &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                m_order.setWorstFirst(false);
                m_order.sort(column, order);
            });
    desk::enableCopy(this);
    // Not "activated": on some desktops that is a single click, which here only selects.
    const auto open = [this] {
        if (!currentRegion().isEmpty()) {
            m_context.openRegion(currentRegion());
        }
    };
    connect(this, &QTableView::doubleClicked, this, open);
    auto* action = new QAction(tr("Open the region's page"), this);
    action->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, open);
    addAction(action);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_isFollowing && current.isValid()) {
                    m_context.selectRegion(current.data(RegionModel::RegionIdRole).toString());
                }
            });
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    connect(&m_context, &desk::DeskContext::selectionChanged, this, &RegionTable::followSelection);
    connect(&m_context, &desk::DeskContext::placeChanged, this, [this] {
        m_past.reset(); // of another time
        m_isPastWanted = true;
    });
    m_pastTimer.setInterval(std::chrono::seconds(20));
    connect(&m_pastTimer, &QTimer::timeout, this, &RegionTable::askEarlier);
    takeSnapshot();
}

void RegionTable::compareWith(ComparedWith with) {
    m_comparedWith = with;
    if (with == ComparedWith::Earlier) {
        m_pastTimer.start();
        askEarlier();
    } else {
        m_pastTimer.stop();
    }
    compare();
    fitColumns();
}

void RegionTable::setWindow(HealthWindow window) {
    m_model.setWindow(window);
    compare();
}

void RegionTable::askEarlier() {
    if (m_comparedWith != ComparedWith::Earlier || !isVisible()) {
        return;
    }
    m_context.queryDeliveryHistory(earlierQuery(m_context.snapshot()->now), this,
                                   [this, asked = ++m_asked](engine::DeliveryHistory past) {
                                       if (asked == m_asked) {
                                           m_past = std::move(past);
                                           compare();
                                       }
                                   });
}

void RegionTable::compare() {
    m_model.setCompared(m_comparedWith,
                        compareRegions(*m_context.snapshot(), m_comparedWith, m_model.window(),
                                       m_past ? &*m_past : nullptr));
}

QString RegionTable::currentRegion() const {
    return currentIndex().data(RegionModel::RegionIdRole).toString();
}

QSize RegionTable::sizeHint() const {
    return {QTableView::sizeHint().width(), rowPixels * (m_model.rowCount() + 1) + 8};
}

void RegionTable::takeSnapshot() {
    const int before = m_model.rowCount();
    m_isFollowing = true; // a reset moves the current row; that is not the user's choice
    m_model.setRegions(m_context.snapshot()->regions);
    compare();
    m_isFollowing = false;
    if (std::exchange(m_isPastWanted, false)) {
        askEarlier();
    }
    followSelection();
    if (before != m_model.rowCount()) {
        updateGeometry();
        fitColumns();
    }
}

void RegionTable::followSelection() {
    const QString region = m_context.selectedRegion();
    if (region == currentRegion()) {
        return;
    }
    m_isFollowing = true;
    const int row = m_model.rowOf(region);
    if (row < 0) {
        setCurrentIndex({});
        clearSelection();
    } else {
        const QModelIndex index = m_order.mapFromSource(m_model.index(row, 0));
        setCurrentIndex(index);
        selectRow(index.row());
    }
    m_isFollowing = false;
}

void RegionTable::fitColumns() {
    using C = RegionModel::Column;
    if (viewport()->width() < 50) {
        return; // nobody has laid it out yet
    }
    const QFontMetrics text(theme::textFont());
    const auto titleWidth = [this, &text](int column) {
        return text.horizontalAdvance(m_order.headerData(column, Qt::Horizontal).toString()) +
               (m_isFull ? 22 : 16);
    };
    int name = 96;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString region = m_model.index(row, C::Region).data(Qt::DisplayRole).toString();
        name = std::max(name, text.horizontalAdvance(region) + 40);
    }
    const int leastTrend = std::max(60, titleWidth(C::Trend));
    const int leastShare = std::max(60, titleWidth(C::Share));
    // Narrow: columns go before words are cut, what matters least first.
    const QFontMetrics figures(theme::figureFont());
    constexpr int margins = 18;
    const auto widthOf = [&](int column, const QString& longest) {
        return std::max(figures.horizontalAdvance(longest) + margins, titleWidth(column));
    };
    const auto least = [&](int column) {
        if (column == C::HealthDifference || column == C::LatencyDifference) {
            return widthOf(column, QStringLiteral("−00.00 ▾"));
        }
        if (column == C::Health) {
            return widthOf(column, theme::figure(100.0, 2));
        }
        return column == C::Share ? leastShare : figureWidth(titleWidth(column));
    };
    std::vector<C> shown{C::Health, C::Latency};
    if (m_comparedWith != ComparedWith::Nothing) {
        shown.insert(shown.end(), {C::HealthDifference, C::LatencyDifference});
    }
    shown.insert(shown.end(), {C::Share, C::CloudPercent});
    if (m_isFull) {
        shown.insert(shown.end(), {C::Errored, C::Latency95, C::Unknown, C::Deliveries, C::Known,
                                   C::Uncertainty});
    }
    int needed = name + leastTrend;
    for (const C column : shown) {
        needed += least(column);
    }
    while (shown.size() > 2 && needed > viewport()->width()) {
        needed -= least(shown.back());
        shown.pop_back();
    }
    const auto isShown = [&shown](int column) {
        return std::find(shown.begin(), shown.end(), column) != shown.end();
    };
    int taken = 0;
    const auto set = [this, &taken](int column, int width) {
        setColumnWidth(column, width);
        taken += width;
    };
    for (const auto column :
         {C::Health, C::Errored, C::Unknown, C::Latency, C::Latency95, C::Uncertainty, C::Known,
          C::HealthDifference, C::LatencyDifference, C::Share, C::CloudPercent, C::Deliveries}) {
        setColumnHidden(column, !isShown(column));
        if (isShown(column) && column != C::Share) {
            set(column, least(column));
        }
    }
    // The name, the trend and the bar share what is left.
    const int left = std::max(180, viewport()->width() - taken);
    name = std::min(name, left - leastTrend);
    set(C::Region, name);
    if (!isShown(C::Share)) {
        set(C::Trend, left - name);
        return;
    }
    const int more = std::max(0, left - name - leastTrend - leastShare);
    set(C::Trend, leastTrend + more * 45 / 100);
    set(C::Share, leastShare + more - more * 45 / 100);
}

void RegionTable::showEvent(QShowEvent* event) {
    takeSnapshot();
    QTableView::showEvent(event);
    askEarlier();
    fitColumns();
}

void RegionTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace vigie::ui::distribution
