// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/sidetable.h"

#include <algorithm>

#include "ui/desk/tableexport.h"
#include "ui/theme/fonts.h"
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

SideTable::SideTable(QStringList nameTitles, QStringList sideTitles, QObject* parent)
    : QAbstractTableModel(parent), m_nameTitles(std::move(nameTitles)),
      m_sideTitles(std::move(sideTitles)) {}

std::size_t SideTable::sideOf(int column) const {
    return static_cast<std::size_t>((column - nameColumns()) / m_sideTitles.size());
}

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

std::vector<int> SideTable::headings() const {
    std::vector<int> rows;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].isHeading()) {
            rows.push_back(static_cast<int>(i));
        }
    }
    return rows;
}

int SideTable::rowOf(const std::string& id) const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SideTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SideTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : nameColumns() + 2 * static_cast<int>(m_sideTitles.size());
}

QVariant SideTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int place = index.column() - nameColumns();
    const bool isName = place < 0;
    if (row.isHeading()) {
        switch (role) {
        case Qt::DisplayRole:
        case desk::ExportRole:
            return index.column() == 0 ? row.names.value(0) : QString();
        case Qt::ForegroundRole:
            return QColor::fromRgb(theme::color::quiet());
        case Qt::FontRole:
            return theme::headingFont();
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignBottom | Qt::AlignLeft);
        default:
            return {};
        }
    }
    const Cell* cell = isName ? nullptr : &row.cells[static_cast<std::size_t>(place)];
    switch (role) {
    case Qt::DisplayRole:
        return isName ? row.names.value(index.column()) : cell->text;
    case desk::ExportRole:
        return isName ? QVariant(row.names.value(index.column())) : cell->exported;
    case Qt::ToolTipRole: {
        const QString name = row.names.join(QLatin1Char(' '));
        if (isName) {
            return row.meaning.isEmpty() ? name : name + QLatin1Char('\n') + row.meaning;
        }
        // The whole of what the column may have no room for, then what there is to say of it.
        return cell->toolTip.isEmpty()
                   ? QStringLiteral("%1: %2").arg(name, cell->text)
                   : QStringLiteral("%1: %2\n%3").arg(name, cell->text, cell->toolTip);
    }
    case Qt::ForegroundRole:
        return isName ? QColor::fromRgb(theme::color::text()) : cell->color;
    case Qt::FontRole:
        return isName && index.column() + 1 == nameColumns() ? theme::textFont(12)
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
    const bool isName = section < nameColumns();
    const auto within = isName ? 0 : (section - nameColumns()) % m_sideTitles.size();
    switch (role) {
    case Qt::DisplayRole:
        return isName        ? m_nameTitles.value(section)
               : within == 0 ? twinTitle(m_twins, sideOf(section))
                             : m_sideTitles.value(within);
    case desk::ExportRole: {
        if (isName) {
            return m_nameTitles.value(section);
        }
        const QString caption = twinCaption(m_twins, sideOf(section));
        return within == 0 ? caption : caption + QLatin1Char(' ') + m_sideTitles.value(within);
    }
    case Qt::ForegroundRole:
        return isName ? QColor::fromRgb(theme::color::quiet())
                      : twinColor(m_twins, sideOf(section));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace vigie::ui::inspector
