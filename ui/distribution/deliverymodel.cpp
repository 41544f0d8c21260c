// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/deliverymodel.h"

#include <algorithm>
#include <limits>
#include <set>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::distribution {

namespace {

QVariant exportedOf(std::optional<double> value, double scale = 1) {
    return value ? QVariant(*value * scale) : QVariant();
}

QString signedSeconds(std::optional<double> milliseconds) {
    const QString text = theme::secondsFigure(milliseconds, 3);
    return milliseconds && *milliseconds > 0 ? QLatin1Char('+') + text : text;
}

/// Feeds of which an origin at this node tells.
std::set<std::string> feedsFrom(const engine::Snapshot& snapshot, const std::string& nodeId) {
    std::set<std::string> feeds;
    for (const engine::PathStatus& path : snapshot.paths) {
        if (!nodeId.empty() && path.kind == model::PathKind::Origin && path.ref.nodeId == nodeId) {
            feeds.insert(path.feedId);
        }
    }
    return feeds;
}

bool isAt(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery,
          const std::string& nodeId) {
    const auto isHere = [&](const std::optional<std::size_t>& path) {
        return path && *path < snapshot.paths.size() && snapshot.paths[*path].ref.nodeId == nodeId;
    };
    return isHere(delivery.main) || isHere(delivery.backup) || isHere(delivery.onAir);
}

} // namespace

void DeliveryModel::setSnapshot(engine::SnapshotPtr snapshot, const QString& regionId,
                                HealthWindow window, const QString& nodeId) {
    const std::string region = regionId.toStdString();
    const std::string node = nodeId.toStdString();
    const std::set<std::string> leaving = feedsFrom(*snapshot, node);
    std::vector<const engine::DeliveryStatus*> rows;
    for (const auto& delivery : snapshot->deliveries) {
        if (delivery.regionId == region && (node.empty() || leaving.contains(delivery.feedId) ||
                                            isAt(*snapshot, delivery, node))) {
            rows.push_back(&delivery);
        }
    }
    const bool isSameRows =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const auto* left, const auto* right) { return left->id == right->id; });
    if (!isSameRows) {
        beginResetModel();
    }
    m_snapshot = std::move(snapshot);
    m_rows = std::move(rows);
    m_window = window;
    if (!isSameRows) {
        endResetModel();
    } else if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int DeliveryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DeliveryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const engine::PathStatus* DeliveryModel::onAir(const engine::DeliveryStatus& delivery) const {
    return delivery.onAir && *delivery.onAir < m_snapshot->paths.size()
               ? &m_snapshot->paths[*delivery.onAir]
               : nullptr;
}

QString DeliveryModel::text(const engine::DeliveryStatus& delivery, int column) const {
    const engine::PathStatus* path = onAir(delivery);
    switch (static_cast<Column>(column)) {
    case Feed:
        return theme::feedTitle(delivery.feedNumber, delivery.feedName, delivery.feedId);
    case OnAir:
        return path != nullptr
                   ? QStringLiteral("%1 %2").arg(theme::pathKindGlyph(path->kind),
                                                 theme::nodeName(*m_snapshot, path->ref.nodeId))
                   : tr("none");
    case Reason:
        return theme::onAirReasonText(delivery.reason);
    case State: {
        if (delivery.faults.empty()) {
            return path != nullptr ? tr("ok") : tr("unknown");
        }
        QStringList words;
        for (const auto& fault : delivery.faults) {
            words << theme::faultText(fault.kind, fault.value);
        }
        return words.join(QStringLiteral(" · ")) +
               tr(" since %1").arg(theme::clockText(delivery.faults.front().since));
    }
    case Health:
        return theme::percentFigure(healthOf(delivery.health, m_window).percent());
    case Latency:
        return theme::secondsFigure(delivery.latency.ms);
    case Uncertainty:
        return delivery.latency.ms ? theme::uncertaintyFigure(delivery.latency.uncertaintyMs)
                                   : theme::unknownFigure();
    case Skew:
        return signedSeconds(delivery.skew.ms);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant DeliveryModel::exported(const engine::DeliveryStatus& delivery, int column) const {
    switch (static_cast<Column>(column)) {
    case Health:
        return exportedOf(healthOf(delivery.health, m_window).percent());
    case Latency:
        return exportedOf(delivery.latency.ms, 0.001);
    case Uncertainty:
        return delivery.latency.ms ? exportedOf(delivery.latency.uncertaintyMs) : QVariant();
    case Skew:
        return exportedOf(delivery.skew.ms, 0.001);
    case OnAir: {
        const engine::PathStatus* path = onAir(delivery);
        return path != nullptr ? theme::pathKindWord(path->kind) + QLatin1Char(' ') +
                                     theme::nodeName(*m_snapshot, path->ref.nodeId)
                               : tr("none");
    }
    case Feed:
    case Reason:
    case State:
    case ColumnCount:
        break;
    }
    return text(delivery, column);
}

QVariant DeliveryModel::sortKey(const engine::DeliveryStatus& delivery, int column) const {
    constexpr double worst = std::numeric_limits<double>::max();
    switch (static_cast<Column>(column)) {
    case Feed:
        return delivery.feedNumber;
    case State:
        return -static_cast<int>(delivery.worst());
    case Health:
        return healthOf(delivery.health, m_window).percent().value_or(-1);
    case Latency:
        return delivery.latency.ms.value_or(worst);
    case Uncertainty:
        return delivery.latency.uncertaintyMs.value_or(worst);
    case Skew:
        return delivery.skew.ms.value_or(worst);
    case OnAir:
    case Reason:
    case ColumnCount:
        break;
    }
    return text(delivery, column);
}

QVariant DeliveryModel::foreground(const engine::DeliveryStatus& delivery, int column) const {
    if (column == State && !delivery.faults.empty()) {
        return theme::severityColor(delivery.worst());
    }
    const engine::PathStatus* path = onAir(delivery);
    if (column == OnAir && path != nullptr) {
        return theme::pathKindColor(path->kind);
    }
    const bool isQuiet = (column == State && delivery.faults.empty()) ||
                         (column == Reason && delivery.reason == engine::OnAirReason::Main) ||
                         text(delivery, column) == theme::unknownFigure();
    return QColor::fromRgb(isQuiet ? theme::color::quiet() : theme::color::text());
}

QVariant DeliveryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const engine::DeliveryStatus& delivery = *m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(delivery, column);
    case Qt::ToolTipRole:
        if (column == Latency || column == Uncertainty) {
            return theme::latencyText(delivery.latency) + QLatin1Char('\n') +
                   theme::methodText(delivery.latency.method);
        }
        if (column == Skew) {
            return tr("Cloud minus satellite: %1").arg(theme::latencyText(delivery.skew));
        }
        if (column == OnAir ||
            column == Reason) { // the reason's column goes first where it is narrow
            const QString why =
                tr("%1 since %2")
                    .arg(text(delivery, Reason), theme::dateTimeText(delivery.onAirSince));
            return column == OnAir ? text(delivery, OnAir) + QLatin1Char('\n') + why : why;
        }
        return text(delivery, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column >= Health ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return column >= Health ? theme::figureFont() : theme::textFont();
    case Qt::ForegroundRole:
        return foreground(delivery, column);
    case Qt::DecorationRole:
        if (column == State && !delivery.faults.empty()) {
            return theme::shapeIcon(theme::severityShape(delivery.worst()),
                                    theme::severityColor(delivery.worst()));
        }
        return {};
    case FeedIdRole:
        return QString::fromStdString(delivery.feedId);
    case SeverityRole:
        return static_cast<int>(delivery.worst());
    case SortRole:
        return sortKey(delivery, column);
    case desk::ExportRole:
        return exported(delivery, column);
    default:
        return {};
    }
}

QVariant DeliveryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section >= Health ? Qt::AlignRight : Qt::AlignLeft));
    }
    const bool isExport = role == desk::ExportRole;
    if (role != Qt::DisplayRole && !isExport) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Feed:
        return tr("Feed");
    case OnAir:
        return tr("On air");
    case Reason:
        return tr("Why");
    case State:
        return tr("State");
    case Health:
        return isExport ? tr("Health % (%1)").arg(windowText(m_window)) : tr("Health %");
    case Latency:
        return tr("Latency s");
    case Uncertainty:
        return isExport ? tr("Latency ± ms") : tr("± ms");
    case Skew:
        return tr("Skew s");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::distribution
