// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/healthgridmodel.h"

#include <algorithm>
#include <tuple>

#include <QStringList>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::regions {
namespace {

QString millisecondsText(std::optional<float> ms) {
    return theme::secondsFigure(ms ? std::optional(static_cast<double>(*ms)) : std::nullopt);
}

QString csvNumber(std::optional<float> ms) {
    return ms ? QString::number(static_cast<double>(*ms), 'f', 0) : QString();
}

} // namespace

const engine::DeliveryStatus* HealthGridModel::find(const std::string& deliveryId) const {
    const auto found = m_deliveries.find(deliveryId);
    return found != m_deliveries.end() ? found->second : nullptr;
}

health::Carriage HealthGridModel::mainOf(const engine::DeliveryStatus* delivery) const {
    return delivery != nullptr && delivery->main && *delivery->main < m_snapshot->paths.size()
               ? health::carriageOf(m_snapshot->paths[*delivery->main].kind)
               : health::Carriage::Unknown;
}

QString HealthGridModel::title(const engine::DeliveryHistory::Row& row,
                               const engine::DeliveryStatus* delivery) const {
    return delivery != nullptr
               ? theme::feedTitle(delivery->feedNumber, delivery->feedName, delivery->feedId)
               : QString::fromStdString(row.feedId.empty() ? row.deliveryId : row.feedId);
}

bool HealthGridModel::isShown(const engine::DeliveryHistory::Row& row,
                              const engine::DeliveryStatus* delivery) const {
    if (!m_node.empty()) {
        const auto isThere = [this](const std::optional<std::size_t>& path) {
            return path && *path < m_snapshot->paths.size() &&
                   m_snapshot->paths[*path].ref.nodeId == m_node;
        };
        if (delivery == nullptr || !(isThere(delivery->main) || isThere(delivery->backup))) {
            return false;
        }
    }
    return m_filter.isEmpty() || title(row, delivery).contains(m_filter, Qt::CaseInsensitive);
}

void HealthGridModel::fill(Row& row) const {
    const auto& steps = m_history.rows[row.history].cells;
    row.cells.clear();
    row.errored = 0;
    row.unknown = 0;
    for (std::size_t first = 0; first < steps.size(); first += m_steps) {
        row.cells.push_back(gridCell(steps, first, m_steps, row.main));
        if (const auto& sum = row.cells.back().sum) {
            row.errored += sum->errored;
            row.unknown += sum->unknown;
        }
    }
}

void HealthGridModel::rebuild(const std::function<void()>& change) {
    // Views look at what was until they are told.
    beginResetModel();
    change();
    m_rows.clear();
    for (std::size_t i = 0; i < m_history.rows.size(); ++i) {
        const engine::DeliveryHistory::Row& row = m_history.rows[i];
        const engine::DeliveryStatus* delivery = find(row.deliveryId);
        if (isShown(row, delivery)) {
            m_rows.push_back({i, delivery, mainOf(delivery), 0, 0, {}});
            fill(m_rows.back());
        }
    }
    const auto numberOf = [](const Row& row) {
        return row.delivery != nullptr ? row.delivery->feedNumber : 0xFFFFFFFFU;
    };
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row& left, const Row& right) {
        const auto& ids = m_history.rows;
        const auto byNumber = [&](const Row& row) {
            return std::tuple(numberOf(row), ids[row.history].deliveryId);
        };
        if (m_order == Order::Worst) {
            // The most errored first, of equals the most unknown.
            return std::tuple(right.errored, right.unknown, byNumber(left)) <
                   std::tuple(left.errored, left.unknown, byNumber(right));
        }
        return byNumber(left) < byNumber(right);
    });
    endResetModel();
}

void HealthGridModel::setHistory(engine::DeliveryHistory history) {
    rebuild([&] { m_history = std::move(history); });
}

bool HealthGridModel::patch(const engine::DeliveryHistory& newest) {
    const auto steps = m_history.rows.empty() ? 0 : m_history.rows.front().cells.size();
    const std::int64_t offset = (newest.from - m_history.from) / m_history.step;
    if (newest.step != m_history.step || offset < 0 ||
        newest.rows.size() != m_history.rows.size()) {
        return false;
    }
    for (std::size_t i = 0; i < newest.rows.size(); ++i) {
        const auto& row = newest.rows[i];
        if (row.deliveryId != m_history.rows[i].deliveryId ||
            static_cast<std::size_t>(offset) + row.cells.size() > steps) {
            return false;
        }
    }
    for (std::size_t i = 0; i < newest.rows.size(); ++i) {
        std::copy(newest.rows[i].cells.begin(), newest.rows[i].cells.end(),
                  m_history.rows[i].cells.begin() + offset);
    }
    for (Row& row : m_rows) {
        fill(row);
    }
    if (rowCount() > 0 && columnCount() > 0) {
        emit dataChanged(index(0, static_cast<int>(offset / static_cast<std::int64_t>(m_steps))),
                         index(rowCount() - 1, columnCount() - 1));
    }
    return true;
}

void HealthGridModel::setSnapshot(engine::SnapshotPtr snapshot) {
    std::map<std::string, const engine::DeliveryStatus*> deliveries;
    for (const engine::DeliveryStatus& delivery : snapshot->deliveries) {
        deliveries.emplace(delivery.id, &delivery);
    }
    const bool isOther =
        !m_snapshot || deliveries.size() != m_deliveries.size() ||
        !std::equal(deliveries.begin(), deliveries.end(), m_deliveries.begin(),
                    [](const auto& left, const auto& right) {
                        return left.first == right.first &&
                               left.second->feedNumber == right.second->feedNumber &&
                               left.second->feedName == right.second->feedName;
                    });
    // What the rows point at goes with the snapshot before.
    const engine::SnapshotPtr before = std::exchange(m_snapshot, std::move(snapshot));
    m_deliveries = std::move(deliveries);
    for (Row& row : m_rows) {
        row.delivery = find(m_history.rows[row.history].deliveryId);
    }
    findCauses();
    if (isOther) {
        rebuild([] {});
        return;
    }
    for (Row& row : m_rows) {
        const health::Carriage main = mainOf(row.delivery);
        if (main != row.main) {
            row.main = main;
            fill(row);
        }
    }
    if (rowCount() > 0) {
        emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    }
}

void HealthGridModel::setRecords(std::vector<alarm::Record> records) {
    m_records = std::move(records);
    findCauses();
}

void HealthGridModel::findCauses() {
    m_causes.clear();
    std::map<std::uint64_t, Cause*> open; // by alarm
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record) {
        const auto known = open.find(record->alarmId);
        const bool isRaised = record->kind == alarm::RecordKind::Raised ||
                              record->kind == alarm::RecordKind::RaisedAgain;
        if (isRaised && known == open.end()) {
            auto& cause =
                m_causes
                    .emplace(record->feedId, Cause{record->at, std::nullopt, record->regionId,
                                                   record->ruleId, record->severity})
                    ->second;
            open.emplace(record->alarmId, &cause);
        } else if (record->kind == alarm::RecordKind::Cleared) {
            if (known != open.end()) {
                known->second->to = record->at;
                open.erase(known);
            } else { // raised before the records begin
                m_causes.emplace(record->feedId, Cause{base::Utc{}, record->at, record->regionId,
                                                       record->ruleId, record->severity});
            }
        }
    }
    if (!m_snapshot) {
        return;
    }
    for (const engine::AlarmStatus& known : m_snapshot->alarms) {
        if (!open.contains(known.id) &&
            (known.isPresent() || (known.cleared && m_records.empty()))) {
            m_causes.emplace(known.feedId,
                             Cause{known.since, known.isPresent() ? std::nullopt : known.cleared,
                                   known.regionId, known.ruleId, known.severity});
        }
    }
}

QStringList HealthGridModel::causes(const Row& row, base::Utc from, base::Utc to) const {
    QStringList words;
    const engine::DeliveryHistory::Row& is = m_history.rows[row.history];
    const auto [begin, end] = m_causes.equal_range(is.feedId);
    for (auto cause = begin; cause != end; ++cause) {
        const Cause& one = cause->second;
        if (one.from < to && (!one.to || *one.to > from) &&
            (one.regionId.empty() || one.regionId == is.regionId)) {
            const QString name = theme::ruleName(*m_snapshot, one.ruleId);
            const QString text = tr("%1 (%2)").arg(name, theme::severityWord(one.severity));
            if (!words.contains(text)) {
                words << text;
            }
        }
    }
    return words;
}

void HealthGridModel::setStepsPerColumn(std::size_t steps) {
    if (steps > 0 && steps != m_steps) {
        rebuild([&] { m_steps = steps; });
    }
}

void HealthGridModel::setOrder(Order order) {
    if (order != m_order) {
        rebuild([&] { m_order = order; });
    }
}

void HealthGridModel::setFilter(const QString& text) {
    if (text != m_filter) {
        rebuild([&] { m_filter = text; });
    }
}

void HealthGridModel::setNode(const QString& nodeId) {
    if (nodeId.toStdString() != m_node) {
        rebuild([&] { m_node = nodeId.toStdString(); });
    }
}

const GridCell& HealthGridModel::cell(int row, int column) const {
    return m_rows[static_cast<std::size_t>(row)].cells[static_cast<std::size_t>(column)];
}

base::Utc HealthGridModel::columnFrom(int column) const {
    return m_history.from + m_history.step * static_cast<std::int64_t>(m_steps) * column;
}

base::Utc HealthGridModel::columnTo(int column) const {
    const auto steps = m_history.rows.empty() ? 0 : m_history.rows.front().cells.size();
    return std::min(columnFrom(column + 1),
                    m_history.from + m_history.step * static_cast<std::int64_t>(steps));
}

base::Utc HealthGridModel::momentOf(int row, int column) const {
    return columnFrom(column) +
           m_history.step * static_cast<std::int64_t>(cell(row, column).worstStep);
}

int HealthGridModel::columnAt(base::Utc at) const {
    const std::int64_t column =
        (at - m_history.from) / (m_history.step * static_cast<std::int64_t>(m_steps));
    return static_cast<int>(std::clamp<std::int64_t>(column, 0, std::max(0, columnCount() - 1)));
}

int HealthGridModel::rowOf(const QString& feedId) const {
    const std::string wanted = feedId.toStdString();
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return m_history.rows[row.history].feedId == wanted;
    });
    return found != m_rows.end() ? static_cast<int>(found - m_rows.begin()) : -1;
}

QString HealthGridModel::feedTitle(int row) const {
    const Row& is = m_rows[static_cast<std::size_t>(row)];
    return title(m_history.rows[is.history], is.delivery);
}

engine::Severity HealthGridModel::presentSeverity(int row) const {
    const auto* delivery = m_rows[static_cast<std::size_t>(row)].delivery;
    return delivery != nullptr ? delivery->worst() : engine::Severity::None;
}

QString HealthGridModel::presentState(int row) const {
    const auto* delivery = m_rows[static_cast<std::size_t>(row)].delivery;
    if (delivery == nullptr) {
        return tr("not in the plan");
    }
    if (delivery->reason == engine::OnAirReason::OffSchedule) {
        return tr("off air");
    }
    if (!delivery->faults.empty()) {
        return theme::faultText(delivery->faults.front().kind, delivery->faults.front().value);
    }
    const bool isKnown = delivery->onAir && *delivery->onAir < m_snapshot->paths.size() &&
                         m_snapshot->paths[*delivery->onAir].isInContact;
    return isKnown ? tr("ok") : tr("unknown");
}

QString HealthGridModel::stateWord(CellState state) {
    switch (state) {
    case CellState::NotRemembered:
        return tr("not remembered");
    case CellState::OffAir:
        return tr("off air");
    case CellState::Good:
        return tr("good");
    case CellState::Unknown:
        return tr("unknown");
    case CellState::Minor:
        return tr("some errored seconds");
    case CellState::Major:
        return tr("a tenth errored or more");
    case CellState::Critical:
        return tr("half errored or more");
    }
    return {};
}

QString HealthGridModel::carriageWord(health::Carriage carriage) {
    switch (carriage) {
    case health::Carriage::Cloud:
        return theme::pathKindWord(model::PathKind::Cloud);
    case health::Carriage::Satellite:
        return theme::pathKindWord(model::PathKind::Satellite);
    case health::Carriage::Fibre:
        return theme::pathKindWord(model::PathKind::Fibre);
    case health::Carriage::None:
        return tr("nothing");
    case health::Carriage::Unknown:
        break;
    }
    return tr("unknown");
}

QString HealthGridModel::sentence(int row, int column) const {
    const Row& is = m_rows[static_cast<std::size_t>(row)];
    const GridCell& shown = cell(row, column);
    const base::Utc from = columnFrom(column);
    const base::Utc to = columnTo(column);
    QStringList lines;
    lines
        << tr("%1, %2 to %3").arg(feedTitle(row), theme::clockText(from), theme::clockZoneText(to));
    if (!shown.sum) {
        // The minute that has just begun is not a gap.
        const bool isOpen =
            m_snapshot && to > m_snapshot->now && shown.worst == CellState::NotRemembered;
        lines << (isOpen ? tr("not known yet") : stateWord(shown.worst));
        return lines.join(QLatin1Char('\n'));
    }
    const engine::DeliveryCell& sum = *shown.sum;
    if (sum.judged > 0) {
        const double percent = 100.0 * (1.0 - static_cast<double>(sum.errored) / sum.judged);
        lines << tr("Health %1 — %2").arg(theme::percentText(percent), stateWord(shown.worst));
        lines << tr("%n errored second(s)", nullptr, sum.errored);
    } else {
        lines << stateWord(shown.worst);
    }
    if (sum.unknown > 0) {
        lines << tr("%n unknown second(s)", nullptr, sum.unknown);
    }
    if (m_steps > 1 && shown.worst > CellState::Good) {
        lines << tr("Worst from %1").arg(theme::clockText(momentOf(row, column)));
    }
    if (sum.judged + sum.unknown > 0) {
        lines << (shown.isFailedOver ? tr("Carried by %1, failed over") : tr("Carried by %1"))
                     .arg(carriageWord(sum.carriage));
    }
    if (sum.latencyMean) {
        lines << tr("Latency %1 s (%2 to %3)")
                     .arg(millisecondsText(sum.latencyMean), millisecondsText(sum.latencyMinimum),
                          millisecondsText(sum.latencyMaximum));
    }
    if (m_snapshot) {
        for (const QString& cause : causes(is, from, to)) {
            lines << tr("Alarm: %1").arg(cause);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

int HealthGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HealthGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_rows.empty() ? 0 : static_cast<int>(m_rows.front().cells.size());
}

QVariant HealthGridModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::ToolTipRole:
        return sentence(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return sentence(index.row(), index.column())
            .replace(QLatin1Char('\n'), QLatin1String("; "));
    case FeedIdRole:
        return QString::fromStdString(m_history.rows[row.history].feedId);
    case SeverityRole:
        return static_cast<int>(presentSeverity(index.row()));
    case StateRole:
        return static_cast<int>(cell(index.row(), index.column()).worst);
    default:
        return {};
    }
}

QVariant HealthGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal) {
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole
                   ? QVariant(theme::clockText(columnFrom(section)))
                   : QVariant();
    }
    if (section < 0 || section >= rowCount()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return feedTitle(section);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1 — now: %2").arg(feedTitle(section), presentState(section));
    default:
        return {};
    }
}

QString HealthGridModel::tabSeparated(const std::vector<int>& rows) const {
    QStringList header{tr("Feed"), tr("Now")};
    for (int column = 0; column < columnCount(); ++column) {
        header << theme::clockText(columnFrom(column));
    }
    QStringList lines{header.join(QLatin1Char('\t'))};
    for (const int row : rows) {
        QStringList fields{feedTitle(row), presentState(row)};
        for (int column = 0; column < columnCount(); ++column) {
            const GridCell& shown = cell(row, column);
            const bool isJudged = shown.sum && shown.sum->judged > 0;
            fields << (isJudged ? theme::percentFigure(
                                      100.0 * (1.0 - static_cast<double>(shown.sum->errored) /
                                                         shown.sum->judged))
                                : stateWord(shown.worst));
        }
        lines << fields.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

QString HealthGridModel::csv() const {
    const theme::InvariantFigures invariant;
    QStringList header{
        tr("Feed"),           tr("Region"),          tr("From (UTC)"),     tr("Length s"),
        tr("Judged s"),       tr("Errored s"),       tr("Unknown s"),      tr("Carried by"),
        tr("Latency min ms"), tr("Latency mean ms"), tr("Latency max ms"), tr("Skew ms")};
    for (QString& title : header) {
        title = desk::csvField(title);
    }
    QString text = header.join(QLatin1Char(',')) + QLatin1String("\r\n");
    for (int i = 0; i < rowCount(); ++i) {
        const auto& row = m_history.rows[m_rows[static_cast<std::size_t>(i)].history];
        const QString feed = desk::csvField(feedTitle(i));
        const QString region = desk::csvField(QString::fromStdString(row.regionId));
        for (std::size_t k = 0; k < row.cells.size(); ++k) {
            const std::optional<engine::DeliveryCell>& is = row.cells[k];
            if (!is) {
                continue;
            }
            const QStringList fields{
                feed,
                region,
                theme::utcDateTimeText(m_history.from +
                                       m_history.step * static_cast<std::int64_t>(k)),
                QString::number(m_history.step.count()),
                QString::number(is->judged),
                QString::number(is->errored),
                QString::number(is->unknown),
                desk::csvField(carriageWord(is->carriage)),
                csvNumber(is->latencyMinimum),
                csvNumber(is->latencyMean),
                csvNumber(is->latencyMaximum),
                csvNumber(is->skew)};
            text += fields.join(QLatin1Char(',')) + QLatin1String("\r\n");
        }
    }
    return text;
}

} // namespace vigie::ui::regions
