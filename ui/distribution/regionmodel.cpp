// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regionmodel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

QVariant exportedOf(std::optional<double> value) {
    return value ? QVariant(*value) : QVariant();
}

std::optional<double> cloudPercent(const engine::ShareCount& share) {
    return theme::percentOf(share.cloud, share.total());
}

std::optional<double> lowest(const std::vector<float>& trend) {
    std::optional<double> least;
    for (const float value : trend) {
        if (!std::isnan(value) && (!least || value < *least)) {
            least = value;
        }
    }
    return least;
}

/// "+0.25 ▴": more is better; "−0.25 ▾": worse. Of latency it is the other way around.
QString signedText(std::optional<double> value, int decimals, bool isMoreBetter) {
    if (!value) {
        return theme::unknownFigure();
    }
    const double unit = std::pow(10.0, decimals);
    const double rounded = std::round(*value * unit) / unit;
    if (rounded == 0) {
        return theme::figure(0.0, decimals);
    }
    const QString figure = theme::figure(rounded, decimals);
    return (rounded > 0 ? QLatin1Char('+') + figure : figure) +
           ((rounded > 0) == isMoreBetter ? QStringLiteral(" ▴") : QStringLiteral(" ▾"));
}

std::optional<double> minus(std::optional<double> own, std::optional<double> other) {
    return own && other ? std::optional(*own - *other) : std::nullopt;
}

constexpr double milliseconds = 1000;

std::optional<double> inSeconds(std::optional<double> ms) {
    return ms ? std::optional(*ms / milliseconds) : std::nullopt;
}

} // namespace

QString comparedText(ComparedWith with) {
    switch (with) {
    case ComparedWith::Nothing:
        break;
    case ComparedWith::OtherPath:
        return RegionModel::tr("cloud against satellite");
    case ComparedWith::OtherRegions:
        return RegionModel::tr("against the other regions");
    case ComparedWith::Earlier:
        return RegionModel::tr("against an hour before");
    }
    return {};
}

std::optional<double> RegionDifference::health() const {
    return minus(ownHealth, otherHealth);
}

std::optional<double> RegionDifference::latencyMs() const {
    return minus(ownLatencyMs, otherLatencyMs);
}

const engine::Health& healthOf(const engine::HealthWindows& windows, HealthWindow window) {
    switch (window) {
    case HealthWindow::Minute:
        return windows.minute;
    case HealthWindow::QuarterHour:
        return windows.quarterHour;
    case HealthWindow::Day:
        return windows.day;
    }
    return windows.day;
}

QString windowText(HealthWindow window) {
    switch (window) {
    case HealthWindow::Minute:
        return RegionModel::tr("1 min");
    case HealthWindow::QuarterHour:
        return RegionModel::tr("15 min");
    case HealthWindow::Day:
        return RegionModel::tr("24 h");
    }
    return {};
}

void RegionModel::setRegions(const std::vector<engine::RegionStatus>& regions) {
    const bool isSameRows =
        std::equal(regions.begin(), regions.end(), m_regions.begin(), m_regions.end(),
                   [](const auto& left, const auto& right) { return left.id == right.id; });
    if (!isSameRows) {
        beginResetModel();
        m_regions = regions;
        endResetModel();
        return;
    }
    m_regions = regions;
    if (!m_regions.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void RegionModel::setWindow(HealthWindow window) {
    if (m_window == window) {
        return;
    }
    m_window = window;
    emit headerDataChanged(Qt::Horizontal, Health, Unknown);
    if (!m_regions.empty()) {
        emit dataChanged(index(0, Health), index(rowCount() - 1, Unknown));
    }
}

void RegionModel::setCompared(ComparedWith with, std::vector<RegionDifference> differences) {
    if (with == m_comparedWith && differences == m_differences) {
        return;
    }
    m_comparedWith = with;
    m_differences = std::move(differences);
    emit headerDataChanged(Qt::Horizontal, HealthDifference, LatencyDifference);
    if (!m_regions.empty()) {
        emit dataChanged(index(0, HealthDifference), index(rowCount() - 1, LatencyDifference));
    }
}

RegionDifference RegionModel::differenceOf(const engine::RegionStatus& region) const {
    const auto row = static_cast<std::size_t>(&region - m_regions.data());
    return row < m_differences.size() ? m_differences[row] : RegionDifference{};
}

QString RegionModel::differenceText(const engine::RegionStatus& region) const {
    const RegionDifference difference = differenceOf(region);
    const auto sides = [this](const QString& own, const QString& other) {
        switch (m_comparedWith) {
        case ComparedWith::OtherPath:
            return tr("%1 by cloud, %2 by satellite").arg(own, other);
        case ComparedWith::OtherRegions:
            return tr("%1 here, %2 in the middle of the other regions").arg(own, other);
        case ComparedWith::Earlier:
            return tr("%1 in the last 15 minutes, %2 an hour before").arg(own, other);
        case ComparedWith::Nothing:
            break;
        }
        return QString();
    };
    return tr("health: %1")
               .arg(sides(theme::percentText(difference.ownHealth),
                          theme::percentText(difference.otherHealth))) +
           QLatin1Char('\n') +
           tr("latency: %1")
               .arg(sides(tr("%1 s").arg(theme::secondsFigure(difference.ownLatencyMs)),
                          tr("%1 s").arg(theme::secondsFigure(difference.otherLatencyMs))));
}

int RegionModel::rowOf(const QString& regionId) const {
    const std::string id = regionId.toStdString();
    const auto found = std::find_if(m_regions.begin(), m_regions.end(),
                                    [&id](const auto& region) { return region.id == id; });
    return found == m_regions.end() ? -1 : static_cast<int>(found - m_regions.begin());
}

int RegionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_regions.size());
}

int RegionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RegionModel::text(const engine::RegionStatus& region, int column) const {
    const engine::Health& health = healthOf(region.health, m_window);
    switch (static_cast<Column>(column)) {
    case Region:
        return QString::fromStdString(region.name.empty() ? region.id : region.name);
    case Health:
        return theme::percentFigure(health.percent());
    case Errored:
        return health.onAirSeconds > 0 ? theme::grouped(health.erroredSeconds)
                                       : theme::unknownFigure();
    case Unknown:
        return theme::grouped(health.unknownSeconds);
    case Latency:
        return theme::secondsFigure(region.latencyMedianMs);
    case Latency95:
        return theme::secondsFigure(region.latencyP95Ms);
    case Uncertainty:
        return theme::uncertaintyFigure(region.latencyUncertaintyMs);
    case Known:
        return QStringLiteral("%1/%2").arg(region.latencyKnown).arg(region.deliveries);
    case HealthDifference:
        return signedText(differenceOf(region).health(), 2, true);
    case LatencyDifference:
        return signedText(inSeconds(differenceOf(region).latencyMs()), 2, false);
    case CloudPercent:
        return cloudPercent(region.share)
                   ? theme::shareFigure(cloudPercent(region.share), 0) + QLatin1Char('%')
                   : theme::unknownFigure();
    case Deliveries:
        return QString::number(region.deliveries);
    case Trend:
    case Share:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RegionModel::exported(const engine::RegionStatus& region, int column) const {
    const engine::Health& health = healthOf(region.health, m_window);
    switch (static_cast<Column>(column)) {
    case Region:
        return text(region, Region);
    case Health:
        return exportedOf(health.percent());
    case Errored:
        return health.onAirSeconds > 0 ? QVariant(health.erroredSeconds) : QVariant();
    case Unknown:
        return health.unknownSeconds;
    case Latency:
        return region.latencyMedianMs ? QVariant(*region.latencyMedianMs / 1000) : QVariant();
    case Latency95:
        return region.latencyP95Ms ? QVariant(*region.latencyP95Ms / 1000) : QVariant();
    case Uncertainty:
        return exportedOf(region.latencyUncertaintyMs);
    case Known:
        return region.latencyKnown;
    case HealthDifference:
        return exportedOf(differenceOf(region).health());
    case LatencyDifference:
        return exportedOf(inSeconds(differenceOf(region).latencyMs()));
    case Trend:
        return exportedOf(lowest(region.healthTrend));
    case Share:
        return theme::shareText(region.share);
    case CloudPercent:
        return exportedOf(cloudPercent(region.share));
    case Deliveries:
        return region.deliveries;
    case ColumnCount:
        break;
    }
    return {};
}

double RegionModel::sortKey(const engine::RegionStatus& region, int column) const {
    constexpr double worst = std::numeric_limits<double>::max();
    const engine::Health& health = healthOf(region.health, m_window);
    switch (static_cast<Column>(column)) {
    case Health:
        return health.percent().value_or(-1);
    case Errored:
        return health.onAirSeconds > 0 ? health.erroredSeconds : worst;
    case Unknown:
        return health.unknownSeconds;
    case Latency:
        return region.latencyMedianMs.value_or(worst);
    case Latency95:
        return region.latencyP95Ms.value_or(worst);
    case Uncertainty:
        return region.latencyUncertaintyMs.value_or(worst);
    case Known:
        return region.latencyKnown;
    case HealthDifference:
        return differenceOf(region).health().value_or(-worst);
    case LatencyDifference:
        return differenceOf(region).latencyMs().value_or(worst);
    case Trend:
        return lowest(region.healthTrend).value_or(-1);
    case Share:
    case CloudPercent:
        return cloudPercent(region.share).value_or(-1);
    case Deliveries:
        return region.deliveries;
    case Region:
    case ColumnCount:
        break;
    }
    return 0;
}

QString RegionModel::toolTip(const engine::RegionStatus& region) const {
    QString tip = QString::fromStdString(region.name);
    if (region.worst != engine::Severity::None) {
        tip += QStringLiteral(" · ") + theme::severityWord(region.worst);
    }
    for (const HealthWindow window :
         {HealthWindow::Minute, HealthWindow::QuarterHour, HealthWindow::Day}) {
        const engine::Health& health = healthOf(region.health, window);
        tip += QLatin1Char('\n') +
               tr("health %1: %2 %, errored %3 s of %4 s on air, unknown %5 s")
                   .arg(windowText(window), theme::percentFigure(health.percent()),
                        theme::grouped(health.erroredSeconds), theme::grouped(health.onAirSeconds),
                        theme::grouped(health.unknownSeconds));
    }
    if (region.latencyMedianMs) {
        tip += QLatin1Char('\n') + tr("latency: median %1 s, p95 %2 s, ± %3 ms, known of %4 of %5")
                                       .arg(theme::secondsFigure(region.latencyMedianMs),
                                            theme::secondsFigure(region.latencyP95Ms),
                                            theme::uncertaintyFigure(region.latencyUncertaintyMs))
                                       .arg(region.latencyKnown)
                                       .arg(region.deliveries);
    } else {
        tip += QLatin1Char('\n') + tr("latency: not known");
    }
    return tip + QLatin1Char('\n') + theme::shareText(region.share);
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const engine::RegionStatus& region = m_regions[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(region, column);
    case Qt::ToolTipRole:
        return column == HealthDifference || column == LatencyDifference ? differenceText(region)
                                                                         : toolTip(region);
    case Qt::AccessibleTextRole:
        if (column == Region && region.worst != engine::Severity::None) {
            return tr("%1, %2").arg(text(region, Region), theme::severityWord(region.worst));
        }
        if (column == HealthDifference || column == LatencyDifference) {
            return differenceText(region);
        }
        return column == Trend
                   ? tr("lowest %1 %").arg(theme::percentFigure(lowest(region.healthTrend)))
               : column == Share ? theme::shareText(region.share)
                                 : text(region, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column == Region ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole:
        return column == Region ? theme::textFont() : theme::figureFont();
    case Qt::ForegroundRole:
        if (column == Region || column == Health) {
            if (region.worst > engine::Severity::Warning) {
                return column == Health ? theme::severityColor(region.worst)
                                        : QColor::fromRgb(theme::color::bright());
            }
            return QColor::fromRgb(theme::color::text());
        }
        return text(region, column) == theme::unknownFigure()
                   ? QColor::fromRgb(theme::color::quiet())
                   : QColor::fromRgb(theme::color::text());
    case RegionIdRole:
        return QString::fromStdString(region.id);
    case SeverityRole:
        return static_cast<int>(region.worst);
    case SortRole:
        return column == Region ? QVariant(text(region, Region))
                                : QVariant(sortKey(region, column));
    case TrendRole:
        return QVariant::fromValue(
            QList<float>(region.healthTrend.begin(), region.healthTrend.end()));
    case ShareRole:
        return QVariant::fromValue(region.share);
    case desk::ExportRole:
        return exported(region, column);
    default:
        return {};
    }
}

QVariant RegionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isLeft = section == Region || section == Trend || section == Share;
        return QVariant(Qt::AlignVCenter | (isLeft ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role == Qt::ToolTipRole && (section == HealthDifference || section == LatencyDifference)) {
        return tr("%1; ▴ better, ▾ worse").arg(comparedText(m_comparedWith));
    }
    const bool isExport = role == desk::ExportRole;
    if (role != Qt::DisplayRole && !isExport) {
        return {};
    }
    const QString window = windowText(m_window);
    switch (static_cast<Column>(section)) {
    case Region:
        return tr("Region");
    case Health:
        return isExport ? tr("Health % (%1)").arg(window) : tr("Health %");
    case Errored:
        return isExport ? tr("Errored s (%1)").arg(window) : tr("Errored s");
    case Unknown:
        return isExport ? tr("Unknown s (%1)").arg(window) : tr("Unknown s");
    case Latency:
        return isExport ? tr("Latency s (median)") : tr("Latency s");
    case Latency95:
        return isExport ? tr("Latency s (p95)") : tr("p95 s");
    case Uncertainty:
        return isExport ? tr("Latency ± ms") : tr("± ms");
    case Known:
        return isExport ? tr("Latency known of") : tr("Known");
    case HealthDifference:
        return isExport && m_comparedWith != ComparedWith::Nothing
                   ? tr("Health, points (%1)").arg(comparedText(m_comparedWith))
                   : tr("Δ health");
    case LatencyDifference:
        return isExport && m_comparedWith != ComparedWith::Nothing
                   ? tr("Latency s (%1)").arg(comparedText(m_comparedWith))
                   : tr("Δ latency s");
    case Trend:
        return isExport ? tr("Health %, lowest in 30 min") : tr("30 min");
    case Share:
        return isExport ? tr("Carried by") : tr("Cloud | satellite");
    case CloudPercent:
        return isExport ? tr("Cloud %") : tr("Cloud");
    case Deliveries:
        return tr("Deliveries");
    case ColumnCount:
        break;
    }
    return {};
}

RegionOrder::RegionOrder(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(RegionModel::SortRole);
    setDynamicSortFilter(true);
}

void RegionOrder::setWorstFirst(bool isWorstFirst) {
    m_isWorstFirst = isWorstFirst;
    if (isWorstFirst) {
        sort(0, Qt::AscendingOrder);
        invalidate();
    } else {
        sort(-1);
    }
}

bool RegionOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    if (!m_isWorstFirst || sortColumn() != 0) {
        return QSortFilterProxyModel::lessThan(left, right);
    }
    const int leftWorst = left.data(RegionModel::SeverityRole).toInt();
    const int rightWorst = right.data(RegionModel::SeverityRole).toInt();
    if (leftWorst != rightWorst) {
        return leftWorst > rightWorst;
    }
    const auto health = [](const QModelIndex& index) {
        return index.siblingAtColumn(RegionModel::Health).data(RegionModel::SortRole).toDouble();
    };
    return health(left) < health(right);
}

} // namespace vigie::ui::distribution
