// SPDX-License-Identifier: GPL-3.0-or-later
// What the table of a comparison says, cell by cell.
#include <QPainter>
#include <QPixmap>

#include "ui/desk/tableexport.h"
#include "ui/inspector/comparemodel.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

bool isFigure(int column) {
    return column >= CompareModel::Value && column <= CompareModel::Maximum;
}

/// A piece of the line as the chart draws it.
QPixmap swatch(const QPen& pen) {
    constexpr int width = 34;
    constexpr int height = 12;
    constexpr int scale = 2;
    QPixmap pixmap(width * scale, height * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen wide = pen;
    wide.setWidthF(2);
    painter.setPen(wide);
    painter.drawLine(QPointF(0, height / 2.0), QPointF(width, height / 2.0));
    return pixmap;
}

} // namespace

int CompareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags CompareModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Line ? flags | Qt::ItemIsUserCheckable : flags;
}

QString CompareModel::reason(int row) const {
    switch (this->row(row).state) {
    case State::Asking:
        return tr("asking …");
    case State::NoSamples:
        return tr("no samples");
    case State::NoPath:
        return tr("path not seen");
    case State::NoMetric:
        return tr("not measured");
    case State::Known:
        break;
    }
    return {};
}

QString CompareModel::scaleText(int row) const {
    if (line(row).isHidden) {
        return tr("hidden");
    }
    const QString why = reason(row);
    if (!why.isEmpty()) {
        return why;
    }
    switch (axisOf(row)) {
    case CompareAxis::Left:
        return tr("left axis");
    case CompareAxis::Right:
        return tr("right axis");
    case CompareAxis::Own:
        return tr("own range");
    case CompareAxis::None:
        break;
    }
    return {};
}

QString CompareModel::title(int row) const {
    const Row& one = this->row(row);
    const CompareLine& line = this->line(row);
    QStringList parts{styleLetter(line.style), one.feed, one.region, one.path, text(row, Metric)};
    if (line.earlier.count() != 0) {
        parts << earlierWords(line.earlier);
    }
    return parts.join(QStringLiteral(" · "));
}

std::optional<double> CompareModel::figure(int row, Column column) const {
    switch (column) {
    case Value:
        return valueAt(row);
    case Difference:
        return differenceOf(row);
    case Mean:
        return meanOf(row);
    case Minimum:
    case Maximum:
        if (const auto found = extremes(row)) {
            return column == Minimum ? found->first : found->second;
        }
        break;
    default:
        break;
    }
    return std::nullopt;
}

QString CompareModel::text(int row, Column column) const {
    const Row& one = this->row(row);
    const CompareLine& line = this->line(row);
    const auto& metric = one.target.metric;
    switch (column) {
    case Line:
        return styleLetter(line.style);
    case Feed:
        return one.feed;
    case Region:
        return one.region;
    case Path:
        return one.path;
    case Metric:
        return metric ? metricTitle(*metric, line.metric.pid) : line.metric.text();
    case Earlier:
        return earlierWords(line.earlier);
    case Unit:
        return metric ? unitView(*metric, metric->kind == model::MetricKind::Counter).unit
                      : QString();
    case Scale:
        return scaleText(row);
    case Difference: {
        const auto difference = differenceOf(row);
        if (!difference) {
            return {};
        }
        const QString figure = chartValueText(*metric, *difference);
        return *difference > 0 ? QLatin1Char('+') + figure : figure;
    }
    case Value:
    case Minimum:
    case Mean:
    case Maximum:
        return metric ? chartValueText(*metric, figure(row, column)) : theme::unknownFigure();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int row = index.row();
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::CheckStateRole:
        return column == Line ? QVariant(line(row).isHidden ? Qt::Unchecked : Qt::Checked)
                              : QVariant();
    case Qt::DecorationRole:
        return column == Line ? QVariant(swatch(pen(row))) : QVariant();
    case Qt::FontRole:
        return isFigure(column) ? QVariant(theme::figureFont(12)) : QVariant();
    case Qt::TextAlignmentRole:
        return isFigure(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return line(row).isHidden || this->row(row).state != State::Known
                   ? QVariant(QColor::fromRgb(theme::color::quiet()))
                   : QVariant();
    case Qt::ToolTipRole: {
        const QString why = reason(row);
        return why.isEmpty() ? title(row) : title(row) + QLatin1Char('\n') + why;
    }
    case Qt::AccessibleTextRole:
        return column == Line ? title(row) : text(row, column);
    case desk::ExportRole: {
        const auto value = isFigure(column) ? figure(row, column) : std::nullopt;
        const auto& metric = this->row(row).target.metric;
        if (!value || !metric) {
            return {};
        }
        return *value * unitView(*metric, metric->kind == model::MetricKind::Counter).factor;
    }
    default:
        return {};
    }
}

bool CompareModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != Line) {
        return false;
    }
    setShown(index.row(), value.toInt() == Qt::Checked);
    return true;
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == Difference) {
        return tr("At the cursor, from the first line shown of the same unit");
    }
    if (role == Qt::TextAlignmentRole) {
        return isFigure(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && !(role == desk::ExportRole && isFigure(section))) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Line:
        return tr("Line");
    case Feed:
        return tr("Feed");
    case Region:
        return tr("Region");
    case Path:
        return tr("Path");
    case Metric:
        return tr("Metric");
    case Earlier:
        return tr("Earlier");
    case Value:
        return tr("Value");
    case Difference:
        return tr("Difference");
    case Minimum:
        return tr("Minimum");
    case Mean:
        return tr("Mean");
    case Maximum:
        return tr("Maximum");
    case Unit:
        return tr("Unit");
    case Scale:
        return tr("Scale");
    case ColumnCount:
        break;
    }
    return {};
}

QString CompareModel::csv() const {
    QString whole = tr("time,line,feed,region,path,metric,unit,earlier s,minimum,mean,maximum") +
                    QLatin1String("\r\n");
    const theme::InvariantFigures invariant;
    for (int row = 0; row < rowCount(); ++row) {
        const Row& one = this->row(row);
        const CompareLine& line = this->line(row);
        if (!one.series || !one.target.metric) {
            continue;
        }
        const model::MetricInfo& metric = *one.target.metric;
        const UnitView view = unitView(metric, metric.kind == model::MetricKind::Counter);
        for (const engine::ChartPoint& point : one.series->points) {
            QStringList fields{QString::fromStdString(base::toIso8601(point.at)),
                               styleLetter(line.style),
                               one.feed,
                               one.region,
                               one.path,
                               line.metric.text(),
                               view.unit,
                               QString::number(line.earlier.count())};
            for (const double value : {point.minimum, point.mean, point.maximum}) {
                fields << QString::number(value * view.factor, 'g', 10);
            }
            whole += desk::csvRow(fields);
        }
    }
    return whole;
}

} // namespace vigie::ui::inspector
