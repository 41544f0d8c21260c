// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/comparemodel.h"

#include <cmath>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::regions {
namespace {

/// What a difference must be at least to be one, in the figure's own unit.
double grainOf(int figure) {
    switch (figure) {
    case CompareModel::Health:
        return 0.005;
    case CompareModel::ErroredPerHour:
        return 0.05;
    case CompareModel::LatencyMedian:
    case CompareModel::Latency95:
        return 1; // ms
    case CompareModel::Errored:
        return 0.5;
    default:
        return 0.05;
    }
}

} // namespace

void CompareModel::setSides(const QString& leftTitle, RegionStats left, const QString& rightTitle,
                            RegionStats right, bool isByPath) {
    m_leftTitle = leftTitle;
    m_rightTitle = rightTitle;
    m_left = std::move(left);
    m_right = std::move(right);
    m_isByPath = isByPath;
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    emit dataChanged(index(0, 0), index(FigureCount - 1, ColumnCount - 1));
}

std::optional<double> CompareModel::value(const RegionStats& stats, int figure) const {
    switch (static_cast<Figure>(figure)) {
    case Health:
        return stats.health();
    case Errored:
        return stats.judged > 0 ? std::optional(static_cast<double>(stats.errored)) : std::nullopt;
    case ErroredPerHour:
        return stats.erroredPerHour();
    case Unknown:
        return stats.unknownPercent();
    case LatencyMedian:
        return stats.latency(0.5);
    case Latency95:
        return stats.latency(0.95);
    case CloudShare:
        return m_isByPath ? std::nullopt : stats.cloudPercent();
    case Remembered:
        return stats.rememberedPercent();
    case FigureCount:
        break;
    }
    return std::nullopt;
}

QString CompareModel::nameOf(int figure) {
    switch (static_cast<Figure>(figure)) {
    case Health:
        return tr("Health %");
    case Errored:
        return tr("Errored seconds");
    case ErroredPerHour:
        return tr("Errored s per hour");
    case Unknown:
        return tr("Unknown %");
    case LatencyMedian:
        return tr("Latency, median s");
    case Latency95:
        return tr("Latency, p95 s");
    case CloudShare:
        return tr("Carried by cloud %");
    case Remembered:
        return tr("Remembered %");
    case FigureCount:
        break;
    }
    return {};
}

QString CompareModel::figureText(std::optional<double> value, int figure) {
    switch (static_cast<Figure>(figure)) {
    case Health:
        return theme::percentFigure(value);
    case Errored:
        return value ? theme::grouped(static_cast<qint64>(*value)) : theme::unknownFigure();
    case LatencyMedian:
    case Latency95:
        return theme::secondsFigure(value, 3);
    case ErroredPerHour:
    case Unknown:
    case CloudShare:
    case Remembered:
    case FigureCount:
        break;
    }
    return theme::figure(value, 1);
}

CompareModel::Verdict CompareModel::verdict(int figure) const {
    const auto left = value(m_left, figure);
    const auto right = value(m_right, figure);
    if (!left || !right) {
        return Verdict::Unknown;
    }
    const double difference = *left - *right;
    if (std::abs(difference) < grainOf(figure)) {
        return Verdict::Equal;
    }
    switch (static_cast<Figure>(figure)) {
    case Health:
        return difference > 0 ? Verdict::Better : Verdict::Worse;
    case ErroredPerHour:
    case Unknown:
    case LatencyMedian:
    case Latency95:
        return difference < 0 ? Verdict::Better : Verdict::Worse;
    default: // more deliveries have more errored seconds; a share is not good or bad
        return Verdict::Other;
    }
}

QString CompareModel::differenceText(int figure) const {
    const Verdict is = verdict(figure);
    if (m_isByPath && figure == CloudShare) {
        return tr("does not apply");
    }
    if (is == Verdict::Unknown) {
        return tr("not known");
    }
    if (is == Verdict::Equal) {
        return tr("equal");
    }
    const double difference = *value(m_left, figure) - *value(m_right, figure);
    const QString by = figure == Health ? theme::figure(std::abs(difference), 2)
                                        : figureText(std::abs(difference), figure);
    switch (is) {
    case Verdict::Better:
        return tr("better by %1").arg(by);
    case Verdict::Worse:
        return tr("worse by %1").arg(by);
    default:
        return difference > 0 ? tr("%1 more").arg(by) : tr("%1 less").arg(by);
    }
}

int CompareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FigureCount;
}

int CompareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int figure = index.row();
    const int column = index.column();
    const bool isSide = column == Left || column == Right;
    const auto side = [&] { return value(column == Left ? m_left : m_right, figure); };
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (column == Name) {
            return nameOf(figure);
        }
        return isSide ? figureText(side(), figure) : differenceText(figure);
    case desk::ExportRole: {
        if (!isSide) {
            return column == Name ? nameOf(figure) : differenceText(figure);
        }
        const auto number = side();
        const bool isLatency = figure == LatencyMedian || figure == Latency95;
        return number ? QVariant(isLatency ? *number / 1000 : *number) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isSide ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return isSide ? theme::figureFont() : theme::textFont();
    case Qt::ForegroundRole:
        if (column == Difference) {
            switch (verdict(figure)) {
            case Verdict::Worse:
                return QColor::fromRgb(theme::color::minor());
            case Verdict::Better:
                return QColor::fromRgb(theme::color::bright());
            default:
                return QColor::fromRgb(theme::color::quiet());
            }
        }
        return QColor::fromRgb(isSide && !side() ? theme::color::quiet() : theme::color::text());
    default:
        return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isSide = section == Left || section == Right;
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isSide ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole && role != desk::ExportRole && role != Qt::ToolTipRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Figure");
    case Left:
        return m_leftTitle;
    case Right:
        return m_rightTitle;
    case Difference:
        return tr("Difference");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::regions
