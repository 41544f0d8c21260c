// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regiontable.h"

#include <algorithm>
#include <cmath>

#include <QHeaderView>
#include <QPainter>

#include "ui/desk/tableexport.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

constexpr int rowPixels = 29;

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
    if (!isFull) {
        using C = RegionModel::Column;
        for (const auto column :
             {C::Errored, C::Unknown, C::Latency95, C::Uncertainty, C::Known, C::Deliveries}) {
            setColumnHidden(column, true);
        }
    }
    desk::enableCopy(this);
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
    takeSnapshot();
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
    m_isFollowing = false;
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
    int taken = 0;
    const auto set = [this, &taken](int column, int width) {
        if (!isColumnHidden(column)) {
            setColumnWidth(column, width);
            taken += width;
        }
    };
    const QFontMetrics text(theme::textFont());
    for (const auto column : {C::Health, C::Errored, C::Unknown, C::Latency, C::Latency95,
                              C::Uncertainty, C::Known, C::CloudPercent, C::Deliveries}) {
        const QString title = m_order.headerData(column, Qt::Horizontal).toString();
        set(column, std::max(54, text.horizontalAdvance(title) + (m_isFull ? 22 : 16)));
    }
    // The name, the trend and the bar share what is left.
    const int left = std::max(250, viewport()->width() - taken);
    int name = 96;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString region = m_model.index(row, C::Region).data(Qt::DisplayRole).toString();
        name = std::max(name, text.horizontalAdvance(region) + 40);
    }
    name = std::min(name, left * 50 / 100);
    set(C::Region, name);
    set(C::Trend, (left - name) * 45 / 100);
    set(C::Share, left - name - (left - name) * 45 / 100);
}

void RegionTable::showEvent(QShowEvent* event) {
    takeSnapshot();
    QTableView::showEvent(event);
    fitColumns();
}

void RegionTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace vigie::ui::distribution
