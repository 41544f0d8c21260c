// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/shareseries.h"

#include <algorithm>
#include <utility>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"

namespace vigie::ui::distribution {

namespace {

/// A point may come late by as much before its time counts as not known.
constexpr auto widest = std::chrono::seconds(30);

double partOf(const ShareParts& parts, int column) {
    switch (column) {
    case ShareSeriesModel::Cloud:
        return parts.cloud;
    case ShareSeriesModel::Satellite:
        return parts.satellite;
    case ShareSeriesModel::Fibre:
        return parts.fibre;
    case ShareSeriesModel::None:
        return parts.none;
    default:
        return parts.unknown;
    }
}

} // namespace

bool ShareSeriesModel::setSeries(std::shared_ptr<const std::vector<engine::SharePoint>> points,
                                 ShareMeasure measure) {
    if (points == m_points && measure == m_measure) {
        return false;
    }
    beginResetModel();
    m_points = std::move(points);
    m_measure = measure;
    endResetModel();
    return true;
}

const std::vector<engine::SharePoint>& ShareSeriesModel::points() const {
    static const std::vector<engine::SharePoint> none;
    return m_points ? *m_points : none;
}

int ShareSeriesModel::rowAt(base::Utc at) const {
    const auto& all = points();
    const auto after =
        std::upper_bound(all.begin(), all.end(), at,
                         [](base::Utc moment, const auto& point) { return moment < point.at; });
    if (after == all.begin() || at - (after - 1)->at > widest) {
        return -1;
    }
    return static_cast<int>(after - all.begin()) - 1;
}

int ShareSeriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(points().size());
}

int ShareSeriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShareSeriesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const engine::SharePoint& point = points()[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (column == At) {
        if (role == Qt::DisplayRole) {
            return theme::dateTimeText(point.at);
        }
        return role == desk::ExportRole ? QVariant(theme::utcDateTimeText(point.at)) : QVariant();
    }
    if (role != Qt::DisplayRole && role != desk::ExportRole) {
        return {};
    }
    const auto parts = partsOf(point, m_measure);
    const auto percent =
        parts ? theme::percentOf(parts->cloud, parts->total()) : std::optional<double>();
    const bool isKnown = parts && (column != CloudPercent || percent);
    if (!isKnown) {
        return role == Qt::DisplayRole ? QVariant(theme::unknownFigure()) : QVariant();
    }
    if (column == CloudPercent) {
        return role == Qt::DisplayRole ? QVariant(theme::shareFigure(percent)) : QVariant(*percent);
    }
    const double part = partOf(*parts, column);
    return role == Qt::DisplayRole ? QVariant(partText(part, m_measure)) : QVariant(part);
}

QVariant ShareSeriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != desk::ExportRole)) {
        return {};
    }
    QString unit;
    switch (m_measure) {
    case ShareMeasure::Count:
        unit = tr("deliveries");
        break;
    case ShareMeasure::Hours:
        unit = tr("delivery-seconds in 10 s");
        break;
    case ShareMeasure::Bits:
        unit = tr("bits in 10 s");
        break;
    }
    switch (static_cast<Column>(section)) {
    case At:
        return tr("Time");
    case Cloud:
        return tr("Cloud, %1").arg(unit);
    case Satellite:
        return tr("Satellite, %1").arg(unit);
    case Fibre:
        return tr("Fibre, %1").arg(unit);
    case None:
        return tr("None, %1").arg(unit);
    case Unknown:
        return tr("Unknown, %1").arg(unit);
    case CloudPercent:
        return tr("Cloud %");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::distribution
