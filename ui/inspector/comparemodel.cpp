// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparemodel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/desk/tableexport.h"
#include "ui/inspector/curves.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr std::size_t mostRemoved = 50;

bool isInside(const TimeRange& range, base::Utc at) {
    return at >= range.from && at <= range.to;
}

} // namespace

QPen stylePen(int style) {
    static const std::array<QList<qreal>, 4> dashes{
        QList<qreal>{}, QList<qreal>{6, 3}, QList<qreal>{1.5, 2.5}, QList<qreal>{8, 3, 1.5, 3}};
    const int number = std::max(0, style);
    QPen pen(QColor::fromRgb(theme::color::course(number)), 1.6);
    const auto turn = static_cast<std::size_t>(number + number / theme::color::courseColors);
    const QList<qreal>& pattern = dashes[turn % dashes.size()];
    if (!pattern.isEmpty()) {
        pen.setDashPattern(pattern);
        pen.setCapStyle(Qt::FlatCap);
    }
    return pen;
}

void CompareModel::resolve(Row& row, const CompareLine& line, const engine::Snapshot& snapshot) {
    row.target = targetOf(snapshot, line);
    row.feed = feedWords(snapshot, line);
    row.region = regionWords(snapshot, line);
    row.path = pathWords(snapshot, line);
    if (!row.target.twin) {
        row.state = State::NoPath;
    } else if (!row.target.metric) {
        row.state = State::NoMetric;
    } else if (row.state == State::NoPath || row.state == State::NoMetric) {
        row.state = State::Asking; // it has come since
    }
    if (!row.target.metric) {
        row.series.reset();
    }
}

CompareModel::Row CompareModel::rowOf(const CompareLine& line, const engine::Snapshot& snapshot) {
    Row row;
    row.id = ++m_lastId;
    resolve(row, line, snapshot);
    return row;
}

void CompareModel::setSet(CompareSet set, const engine::Snapshot& snapshot) {
    beginResetModel();
    m_set = std::move(set);
    m_rows.clear();
    m_removed.clear();
    for (const CompareLine& line : m_set.lines) {
        m_rows.push_back(rowOf(line, snapshot));
    }
    endResetModel();
    emit linesChanged();
}

void CompareModel::setOwnRange(bool isOwnRange) {
    if (m_set.isOwnRange != isOwnRange) {
        m_set.isOwnRange = isOwnRange;
        tellAll();
        emit coursesChanged();
    }
}

int CompareModel::add(const std::vector<CompareLine>& lines, const engine::Snapshot& snapshot) {
    CompareSet next = m_set;
    for (const CompareLine& line : lines) {
        next.add(line);
    }
    const int count = static_cast<int>(next.lines.size() - m_set.lines.size());
    if (count == 0) {
        return 0;
    }
    beginInsertRows({}, rowCount(), rowCount() + count - 1);
    m_set = std::move(next);
    while (m_rows.size() < m_set.lines.size()) {
        m_rows.push_back(rowOf(m_set.lines[m_rows.size()], snapshot));
    }
    endInsertRows();
    tellAll();
    emit linesChanged();
    return count;
}

void CompareModel::remove(std::vector<int> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::erase_if(rows, [this](int row) { return row < 0 || row >= rowCount(); });
    if (rows.empty()) {
        return;
    }
    std::vector<Removed> removed;
    for (const int row : rows) {
        removed.push_back({row, line(row)});
    }
    m_removed.push_back(std::move(removed));
    if (m_removed.size() > mostRemoved) {
        m_removed.erase(m_removed.begin());
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        beginRemoveRows({}, *row, *row);
        m_set.lines.erase(m_set.lines.begin() + *row);
        m_rows.erase(m_rows.begin() + *row);
        endRemoveRows();
    }
    tellAll();
    emit linesChanged();
}

bool CompareModel::undoRemoval(const engine::Snapshot& snapshot) {
    bool isDone = false;
    while (!isDone && !m_removed.empty()) {
        const std::vector<Removed> removed = std::move(m_removed.back());
        m_removed.pop_back();
        for (const Removed& one : removed) {
            // At the end first: the set gives it a letter that is free.
            CompareSet next = m_set;
            if (!next.add(one.line)) {
                continue;
            }
            const CompareLine line = next.lines.back();
            const int at = std::min(one.row, rowCount());
            beginInsertRows({}, at, at);
            m_set.lines.insert(m_set.lines.begin() + at, line);
            m_rows.insert(m_rows.begin() + at, rowOf(line, snapshot));
            endInsertRows();
            isDone = true;
        }
    }
    if (isDone) {
        tellAll();
        emit linesChanged();
    }
    return isDone;
}

bool CompareModel::move(int row, int direction) {
    const int to = row + direction;
    if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount() || direction == 0) {
        return false;
    }
    if (!beginMoveRows({}, row, row, {}, direction > 0 ? to + 1 : to)) {
        return false;
    }
    const auto a = static_cast<std::size_t>(row);
    const auto b = static_cast<std::size_t>(to);
    std::swap(m_set.lines[a], m_set.lines[b]);
    std::swap(m_rows[a], m_rows[b]);
    endMoveRows();
    tellAll();
    emit coursesChanged();
    return true;
}

void CompareModel::setShown(int row, bool isShown) {
    CompareLine& line = m_set.lines[static_cast<std::size_t>(row)];
    if (line.isHidden == isShown) {
        line.isHidden = !isShown;
        Row& one = m_rows[static_cast<std::size_t>(row)];
        if (one.target.metric) {
            // Nobody asks for hidden lines: what is known of them would grow old.
            one.series.reset();
            one.state = State::Asking;
        }
        tellAll();
        emit linesChanged();
    }
}

void CompareModel::setSnapshot(const engine::Snapshot& snapshot) {
    bool isOther = false;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        const State before = row.state;
        const CompareTarget target = row.target;
        resolve(row, m_set.lines[i], snapshot);
        isOther = isOther || before != row.state || target.twin != row.target.twin ||
                  target.metric != row.target.metric;
    }
    if (isOther) {
        tellAll();
        emit coursesChanged();
    }
}

void CompareModel::forget() {
    for (Row& row : m_rows) {
        row.series.reset();
        row.state = State::Asking;
    }
    tellAll();
    emit coursesChanged();
}

void CompareModel::setTime(const TimeRange& range, std::optional<base::Utc> cursor) {
    if (range != m_range || cursor != m_cursor) {
        m_range = range;
        m_cursor = cursor;
        tellAll();
    }
}

void CompareModel::setSeries(int id, engine::ChartSeries series) {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [id](const Row& row) { return row.id == id; });
    if (found == m_rows.end() || !found->target.metric) {
        return;
    }
    found->state = series.points.empty() ? State::NoSamples : State::Known;
    found->series = std::make_shared<const engine::ChartSeries>(std::move(series));
    const int row = static_cast<int>(found - m_rows.begin());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    emit coursesChanged();
}

void CompareModel::tellAll() {
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

QStringList CompareModel::axes() const {
    QStringList axes;
    for (int row = 0; row < rowCount(); ++row) {
        const auto& metric = this->row(row).target.metric;
        if (metric && !line(row).isHidden && !axes.contains(axisKey(*metric))) {
            axes << axisKey(*metric);
        }
    }
    return axes;
}

CompareAxis CompareModel::axisOf(int row) const {
    const auto& metric = this->row(row).target.metric;
    if (!metric || line(row).isHidden) {
        return CompareAxis::None;
    }
    if (m_set.isOwnRange) {
        return CompareAxis::Own;
    }
    const qsizetype axis = axes().indexOf(axisKey(*metric));
    return axis == 0 ? CompareAxis::Left : axis == 1 ? CompareAxis::Right : CompareAxis::Own;
}

QString CompareModel::axisTitle(CompareAxis axis) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (axisOf(row) != axis || axis == CompareAxis::None || axis == CompareAxis::Own) {
            continue;
        }
        const model::MetricInfo& metric = *this->row(row).target.metric;
        const QString unit = unitView(metric, metric.kind == model::MetricKind::Counter).unit;
        return unit.isEmpty() ? metricTitle(metric, line(row).metric.pid) : unit;
    }
    return {};
}

QString CompareModel::axisNote() const {
    if (m_set.isOwnRange) {
        return tr("Every line fills the height between its own minimum and maximum.");
    }
    QStringList units;
    for (int row = 0; row < rowCount(); ++row) {
        if (axisOf(row) == CompareAxis::Own) {
            units << styleLetter(line(row).style);
        }
    }
    return units.isEmpty()
               ? QString()
               : tr("There are axes for two units. Without one, over its own range from "
                    "minimum to maximum: %1.")
                     .arg(units.join(QStringLiteral(", ")));
}

TimeRange CompareModel::rangeOf(int row) const {
    return {m_range.from - line(row).earlier, m_range.to - line(row).earlier};
}

std::optional<std::pair<double, double>> CompareModel::extremes(int row) const {
    const auto& series = this->row(row).series;
    std::optional<std::pair<double, double>> found;
    if (!series) {
        return found;
    }
    const TimeRange range = rangeOf(row);
    for (const engine::ChartPoint& point : series->points) {
        if (isInside(range, point.at)) {
            found = {found ? std::min(found->first, point.minimum) : point.minimum,
                     found ? std::max(found->second, point.maximum) : point.maximum};
        }
    }
    return found;
}

std::optional<double> CompareModel::meanOf(int row) const {
    const auto& series = this->row(row).series;
    if (!series) {
        return std::nullopt;
    }
    const TimeRange range = rangeOf(row);
    double sum = 0;
    int count = 0;
    for (const engine::ChartPoint& point : series->points) {
        if (isInside(range, point.at)) {
            sum += point.mean;
            ++count;
        }
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::optional<double> CompareModel::valueAt(int row) const {
    const auto& series = this->row(row).series;
    if (!series) {
        return std::nullopt;
    }
    std::optional<base::Utc> at = m_cursor;
    if (at) {
        *at -= line(row).earlier;
    }
    const engine::ChartPoint* point = pointAt(*series, at, rangeOf(row));
    return point != nullptr ? std::optional(point->mean) : std::nullopt;
}

std::optional<double> CompareModel::differenceOf(int row) const {
    const auto& metric = this->row(row).target.metric;
    if (!metric || line(row).isHidden || metric->kind == model::MetricKind::State) {
        return std::nullopt;
    }
    const QString axis = axisKey(*metric);
    for (int first = 0; first < row; ++first) {
        const auto& other = this->row(first).target.metric;
        if (line(first).isHidden || !other || axisKey(*other) != axis) {
            continue;
        }
        const auto mine = valueAt(row);
        const auto theirs = valueAt(first);
        return mine && theirs ? std::optional(*mine - *theirs) : std::nullopt;
    }
    return std::nullopt;
}

QPen CompareModel::pen(int row) const {
    return stylePen(line(row).style);
}

} // namespace vigie::ui::inspector
