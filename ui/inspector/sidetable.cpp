// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/sidetable.h"

#include <algorithm>

#include "ui/desk/tableexport.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

Latest byKey(std::vector<engine::LatestValue> values) {
    Latest latest;
    for (auto& value : values) {
        std::string key = value.metric.key;
        latest.insert_or_assign(std::move(key), std::move(value));
    }
    return latest;
}

SideTable::SideTable(QStringList nameTitles, QObject* parent)
    : QAbstractTableModel(parent), m_nameTitles(std::move(nameTitles)) {}

void SideTable::setTwins(const Twins& twins) {
    if (twins == m_twins) {
        return;
    }
    m_twins = twins;
    setRows({});
    forget();
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void SideTable::setRows(std::vector<Row> rows) {
    if (rows == m_rows) {
        return;
    }
    const bool isSameRows =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const Row& left, const Row& right) { return left.id == right.id; });
    if (!isSameRows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    // Only what changed is painted again.
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != m_rows[i]) {
            m_rows[i] = std::move(rows[i]);
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
    }
}

int SideTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SideTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_nameTitles.size()) + 2;
}

QVariant SideTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int side = index.column() - static_cast<int>(m_nameTitles.size());
    const bool isName = side < 0;
    const Cell* cell = isName ? nullptr : &row.sides[static_cast<std::size_t>(side)];
    switch (role) {
    case Qt::DisplayRole:
        return isName ? row.names.value(index.column()) : cell->text;
    case desk::ExportRole:
        return isName ? QVariant(row.names.value(index.column())) : cell->exported;
    case Qt::ToolTipRole:
        return isName ? row.names.join(QLatin1Char(' ')) : cell->toolTip;
    case Qt::ForegroundRole:
        return isName ? QColor::fromRgb(theme::color::text) : cell->color;
    case Qt::FontRole:
        return isName && index.column() + 1 == m_nameTitles.size() ? theme::textFont(12)
                                                                   : theme::figureFont(12);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant SideTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const int side = section - static_cast<int>(m_nameTitles.size());
    switch (role) {
    case Qt::DisplayRole:
        return side < 0 ? m_nameTitles.value(section)
                        : twinTitle(m_twins, static_cast<std::size_t>(side));
    case desk::ExportRole:
        return side < 0 ? m_nameTitles.value(section)
                        : twinCaption(m_twins, static_cast<std::size_t>(side));
    case Qt::ForegroundRole:
        return side < 0 ? QColor::fromRgb(theme::color::quiet)
                        : twinColor(m_twins, static_cast<std::size_t>(side));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (side < 0 ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

// --- TR 101 290

CheckTable::CheckTable(QObject* parent) : SideTable({tr("Check"), tr("Name")}, parent) {}

void CheckTable::forget() {
    m_latest = {};
    rebuild();
}

void CheckTable::setLatest(std::size_t side, Latest latest) {
    m_latest[side] = std::move(latest);
    rebuild();
}

SideTable::Cell CheckTable::cell(std::size_t side, const std::string& check) const {
    const QColor quiet = QColor::fromRgb(theme::color::quiet);
    const Cell unknown{tr("unknown"), {}, quiet, tr("Not known")};
    if (!twins().paths[side]) {
        return {theme::unknownFigure(), {}, quiet, tr("There is no such path")};
    }
    const auto state = m_latest[side].find(model::tr101290StateKey(check));
    if (state == m_latest[side].end() || !state->second.raw) {
        return unknown;
    }
    std::optional<double> count;
    const auto errors = m_latest[side].find(model::tr101290ErrorsKey(check));
    if (errors != m_latest[side].end()) {
        count = valueOf(errors->second);
    }
    const QString since =
        count ? tr("%1 since the node started").arg(theme::grouped(static_cast<qint64>(*count)))
              : tr("count not known");
    switch (*state->second.raw) {
    case model::state::CheckOk:
        return {tr("ok"), tr("ok"), QColor::fromRgb(theme::color::text), since};
    case model::state::CheckError: {
        const auto severity = check.starts_with("1.")   ? engine::Severity::Major
                              : check.starts_with("3.") ? engine::Severity::Warning
                                                        : engine::Severity::Minor;
        const QString figure = count ? theme::grouped(static_cast<qint64>(*count)) : tr("error");
        return {theme::severityGlyph(severity) + QLatin1Char(' ') + figure,
                count ? QVariant(tr("error %1").arg(static_cast<qint64>(*count)))
                      : QVariant(tr("error")),
                theme::severityColor(severity), tr("Error now; %1").arg(since)};
    }
    case model::state::CheckNotMeasurable:
        return {tr("n/m"), tr("not measurable"), quiet,
                tr("Not measurable here; never shown as ok")};
    case model::state::CheckDisabled:
        return {tr("off"), tr("off"), quiet, tr("Not enabled by the input's profile")};
    default:
        return unknown;
    }
}

void CheckTable::rebuild() {
    std::vector<Row> rows;
    for (const std::string& check : model::tr101290Checks()) {
        const std::string_view name = model::tr101290Name(check);
        QString words = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        words.replace(QLatin1Char('_'), QLatin1Char(' '));
        const bool isOurs = check.starts_with("es.");
        rows.push_back({check,
                        {isOurs ? theme::unknownFigure() : QString::fromStdString(check), words},
                        {cell(0, check), cell(1, check)}});
    }
    setRows(std::move(rows));
}

// --- RF, SRT, RTP, HLS

FigureTable::FigureTable(QObject* parent) : SideTable({tr("Figure")}, parent) {}

void FigureTable::forget() {
    m_latest = {};
    rebuild();
}

void FigureTable::setLatest(std::size_t side, Latest latest) {
    m_latest[side] = std::move(latest);
    rebuild();
}

} // namespace vigie::ui::inspector
