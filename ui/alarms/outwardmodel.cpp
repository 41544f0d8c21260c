// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/outwardmodel.h"

#include <algorithm>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::alarms {

namespace {

using outward::TargetKind;
using outward::TargetStatus;

bool isFigure(int column) {
    return column == OutwardModel::Delivered || column == OutwardModel::Waiting ||
           column == OutwardModel::Lost || column == OutwardModel::Last ||
           column == OutwardModel::NextTry;
}

QString kindText(TargetKind kind) {
    switch (kind) {
    case TargetKind::Webhook:
        return OutwardModel::tr("webhook");
    case TargetKind::Snmp:
        return QStringLiteral("SNMP");
    case TargetKind::Alertmanager:
        return QStringLiteral("Alertmanager");
    case TargetKind::Syslog:
        return QStringLiteral("syslog");
    }
    return {};
}

} // namespace

void OutwardModel::setTargets(std::vector<TargetStatus> targets) {
    const bool isSame =
        std::equal(targets.begin(), targets.end(), m_targets.begin(), m_targets.end(),
                   [](const TargetStatus& a, const TargetStatus& b) { return a.name == b.name; });
    if (!isSame) {
        beginResetModel();
        m_targets = std::move(targets);
        endResetModel();
        return;
    }
    m_targets = std::move(targets);
    if (!m_targets.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void OutwardModel::setTestResult(const std::string& target, const QString& text) {
    m_results[target] = text;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_targets[static_cast<std::size_t>(row)].name == target) {
            emit dataChanged(index(row, TestResult), index(row, TestResult));
        }
    }
}

int OutwardModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_targets.size());
}

int OutwardModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString OutwardModel::text(const TargetStatus& target, Column column) const {
    switch (column) {
    case Name:
        return QString::fromStdString(target.name);
    case Kind:
        return kindText(target.kind);
    case Address:
        return QString::fromStdString(target.address);
    case State:
        if (!target.trouble.empty()) {
            return tr("fails: %1").arg(QString::fromStdString(target.trouble).simplified());
        }
        return target.lastDelivered ? tr("works") : tr("nothing sent yet");
    case Delivered:
        return theme::grouped(static_cast<qint64>(target.delivered));
    case Waiting:
        return theme::grouped(static_cast<qint64>(target.waiting));
    case Lost:
        return theme::grouped(static_cast<qint64>(target.refused + target.dropped));
    case Last:
        return target.lastDelivered ? theme::clockText(*target.lastDelivered)
                                    : theme::unknownFigure();
    case NextTry:
        return target.nextTry ? theme::clockText(*target.nextTry) : QString();
    case TestResult: {
        const auto found = m_results.find(target.name);
        return found == m_results.end() ? QString() : found->second;
    }
    case Test: // a button stands here
    case ColumnCount:
        break;
    }
    return {};
}

QVariant OutwardModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const TargetStatus& target = m_targets[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const bool isTrouble = !target.trouble.empty();
    const std::uint64_t lost = target.refused + target.dropped;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(target, column);
    case Qt::DecorationRole:
        if (column != State) {
            return {};
        }
        return isTrouble
                   ? theme::shapeIcon(theme::Shape::Triangle,
                                      QColor::fromRgb(theme::color::bright()))
                   : theme::shapeIcon(target.lastDelivered ? theme::Shape::Disc : theme::Shape::Bar,
                                      QColor::fromRgb(theme::color::quiet()));
    case Qt::ForegroundRole:
        if ((column == State && isTrouble) || (column == Lost && lost > 0) || column == Name) {
            return QColor::fromRgb(theme::color::bright());
        }
        return QColor::fromRgb(column == Kind || column == Last || column == NextTry
                                   ? theme::color::quiet()
                                   : theme::color::text());
    case Qt::FontRole:
        return isFigure(column) ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (column == Lost) {
            return tr("%1 refused by the target for good, %2 that did not fit into the outbox")
                .arg(theme::grouped(static_cast<qint64>(target.refused)),
                     theme::grouped(static_cast<qint64>(target.dropped)));
        }
        if (column == Last && target.lastDelivered) {
            return theme::dateTimeText(*target.lastDelivered);
        }
        // As rich text, so that a long reason is wrapped.
        return QStringLiteral("<p>%1</p>").arg(text(target, column).toHtmlEscaped());
    default:
        return {};
    }
}

QVariant OutwardModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter |
                                (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Target");
    case Kind:
        return tr("Kind");
    case Address:
        return tr("Address");
    case State:
        return tr("State");
    case Delivered:
        return tr("Delivered");
    case Waiting:
        return tr("Waiting");
    case Lost:
        return tr("Lost");
    case Last:
        return tr("Last (%1)").arg(theme::zoneName());
    case NextTry:
        return tr("Next try");
    case Test:
        return QString();
    case TestResult:
        return tr("Test");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::alarms
