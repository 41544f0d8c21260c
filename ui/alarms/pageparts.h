// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/time.h"

class QDateTimeEdit;
class QLabel;
class QTableView;
class QWidget;

/// What the pages of alarms share in looks. GUI thread.
namespace vigie::ui::alarms {

[[nodiscard]] QLabel* makeHeading(const QString& text, QWidget* parent);
/// Rows of 24 pixels, whole-row selection, no grid.
void dressTable(QTableView& table);
/// A quiet sentence in the middle of an empty table; plain text, hidden until it is shown.
[[nodiscard]] QLabel* makeEmptyNote(QTableView& table);

/// A moment of UTC, by the minute; hidden until it is shown.
[[nodiscard]] QDateTimeEdit* makeTimeEdit(const QString& name, QWidget* parent);
[[nodiscard]] base::Utc momentOf(const QDateTimeEdit& edit);

} // namespace vigie::ui::alarms
