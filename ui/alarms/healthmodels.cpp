// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/healthmodels.h"

#include <algorithm>

#include <QIcon>

#include "ui/alarms/recordwords.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::alarms {

namespace {

/// The colors of severities are left to alarms: here the shape and the word tell.
QIcon judgementIcon(Judgement judgement) {
    switch (judgement) {
    case Judgement::Met:
        return theme::shapeIcon(theme::Shape::Disc, QColor::fromRgb(theme::color::quiet()));
    case Judgement::Tolerable:
        return theme::shapeIcon(theme::Shape::TriangleDown,
                                QColor::fromRgb(theme::color::bright()));
    case Judgement::Missed:
        return theme::shapeIcon(theme::Shape::Triangle, QColor::fromRgb(theme::color::bright()));
    case Judgement::NotKnown:
    case Judgement::NoTarget:
        return theme::shapeIcon(theme::Shape::Bar, QColor::fromRgb(theme::color::line()));
    }
    return {};
}

int aligned(bool isRight) {
    return static_cast<int>(Qt::AlignVCenter | (isRight ? Qt::AlignRight : Qt::AlignLeft));
}

bool isSame(const SourceModel::Count& a, const SourceModel::Count& b) {
    return a.subject == b.subject && a.ruleId == b.ruleId;
}

} // namespace

void HealthFigureModel::setFigures(std::vector<HealthFigure> figures) {
    if (figures.size() != m_figures.size()) {
        beginResetModel();
        m_figures = std::move(figures);
        endResetModel();
        return;
    }
    m_figures = std::move(figures);
    if (!m_figures.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int HealthFigureModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_figures.size());
}

int HealthFigureModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant HealthFigureModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const HealthFigure& figure = m_figures[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case Figure:
            return figure.name;
        case Value:
            return figure.value;
        case Target:
            return figure.target;
        case Verdict:
            return judgementText(figure.judgement);
        case ColumnCount:
            break;
        }
        return {};
    case Qt::DecorationRole:
        return column == Verdict ? QVariant(judgementIcon(figure.judgement)) : QVariant();
    case Qt::ForegroundRole: {
        const bool isQuiet =
            column == Target || (column == Verdict && figure.judgement != Judgement::Missed &&
                                 figure.judgement != Judgement::Tolerable);
        return QColor::fromRgb(isQuiet            ? theme::color::quiet()
                               : column == Figure ? theme::color::text()
                                                  : theme::color::bright());
    }
    case Qt::FontRole:
        return column == Value ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return aligned(column == Value);
    case Qt::ToolTipRole:
        // As rich text, so that a long sentence is wrapped.
        return QStringLiteral("<p>%1</p>").arg(figure.meaning.toHtmlEscaped());
    default:
        return {};
    }
}

QVariant HealthFigureModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return aligned(section == Value);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Figure:
        return tr("Figure");
    case Value:
        return tr("Now");
    case Target:
        return tr("Target");
    case Verdict:
        return tr("Is it met?");
    case ColumnCount:
        break;
    }
    return {};
}

void SourceModel::setSources(const engine::SnapshotPtr& snapshot, const std::vector<Count>& sources,
                             std::uint32_t all) {
    m_snapshot = snapshot;
    m_all = all;
    if (std::equal(sources.begin(), sources.end(), m_sources.begin(), m_sources.end(), isSame)) {
        m_sources = sources;
        if (!m_sources.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_sources = sources;
    endResetModel();
}

int SourceModel::find(const Count& source) const {
    const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                    [&](const Count& other) { return isSame(source, other); });
    return found == m_sources.end() ? -1 : static_cast<int>(found - m_sources.begin());
}

const SourceModel::Count* SourceModel::at(int row) const {
    return row >= 0 && row < rowCount() ? &m_sources[static_cast<std::size_t>(row)] : nullptr;
}

int SourceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_sources.size());
}

int SourceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString SourceModel::text(const Count& source, Column column) const {
    switch (column) {
    case Subject: {
        // A path's feed is found by the path: the figures know it by node and path only.
        const engine::PathStatus* path =
            source.subject.scope == model::Scope::Path
                ? m_snapshot->findPath({source.subject.nodeId, source.subject.id})
                : nullptr;
        return subjectText(*m_snapshot, source.subject,
                           path != nullptr ? path->feedId : std::string());
    }
    case Rule:
        return QString::fromStdString(source.ruleId);
    case Times:
        return theme::grouped(source.times);
    case Part:
        return m_all == 0 ? theme::unknownFigure()
                          : theme::figure(100.0 * source.times / m_all, 1) + QStringLiteral(" %");
    case Since:
        return source.since ? theme::dateTimeText(*source.since).left(16) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SourceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Count& source = m_sources[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const bool isFigure = column == Times || column == Part || column == Since;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(source, column);
    case Qt::ForegroundRole:
        return QColor::fromRgb(column == Rule || column == Since ? theme::color::quiet()
                                                                 : theme::color::text());
    case Qt::FontRole:
        return isFigure ? theme::figureFont() : theme::textFont();
    case Qt::TextAlignmentRole:
        return aligned(isFigure);
    case Qt::ToolTipRole:
        return tr("%1, rule %2: double-click shows it in the journal")
            .arg(text(source, Subject), text(source, Rule))
            .toHtmlEscaped();
    case RuleRole:
        return QString::fromStdString(source.ruleId);
    default:
        return {};
    }
}

QVariant SourceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return aligned(section == Times || section == Part || section == Since);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Subject:
        return tr("Subject");
    case Rule:
        return tr("Rule");
    case Times:
        return tr("Times");
    case Part:
        return tr("Of all");
    case Since:
        return tr("Since (%1)").arg(theme::zoneName());
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::alarms
