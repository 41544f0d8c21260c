// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QString>
#include <QStringList>

class QAbstractItemModel;
class QTableView;
class QWidget;

/// Tables as text, for the clipboard and for spreadsheets. GUI thread.
namespace vigie::ui::desk {

/// What a model gives for an exported cell where the text on screen will not do: a plain number
/// (invalid where it is not known: an empty field, never 0). As header data: the column's title
/// with its unit. Columns without either are left out.
inline constexpr int ExportRole = 0x0100 + 900;

/// The rows and columns of `indexes` (any order) with a header, tab-separated, as on screen.
[[nodiscard]] QString tabSeparated(const QModelIndexList& indexes);
/// The whole model by RFC 4180, in its own order.
[[nodiscard]] QString commaSeparated(const QAbstractItemModel& model);
[[nodiscard]] QString csvField(const QString& text);
/// One line of such a file, with its end.
[[nodiscard]] QString csvRow(const QStringList& fields);

/// Ctrl+C on `view` copies the selected rows (visible columns), or all where none is selected.
void enableCopy(QTableView* view);
/// Asks where, writes UTF-8, and tells the user in a sentence when that fails. False: not written.
bool saveTextAs(QWidget* parent, const QString& proposedName, const QString& filter,
                const QString& text);
/// Writes `text` to `path` whole or not at all; the reason in words otherwise, empty when done.
[[nodiscard]] QString writeText(const QString& path, const QString& text);

} // namespace vigie::ui::desk
