// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCheckBox;
class QComboBox;
class QLabel;
class QString;
class QToolButton;
class QWidget;

namespace vigie::ui::distribution {

class RegionTable;

/// A heading in small capitals.
[[nodiscard]] QLabel* makeHeading(const QString& text, QWidget* parent);
/// Chooses over what time `table` tells health; remembered under `settingsKey`.
[[nodiscard]] QComboBox* makeWindowChooser(RegionTable* table, const QString& settingsKey,
                                           QWidget* parent);
/// What the table's figures are held against; remembered under `settingsKey`.
[[nodiscard]] QComboBox* makeCompareChooser(RegionTable* table, const QString& settingsKey,
                                            QWidget* parent);
/// The same as a small button with a menu, where there is little room; at first: nothing.
[[nodiscard]] QToolButton* makeCompareButton(RegionTable* table, const QString& settingsKey,
                                             QWidget* parent);
/// Puts the worst regions of `table` first; remembered under `settingsKey`.
[[nodiscard]] QCheckBox* makeWorstFirst(RegionTable* table, const QString& settingsKey,
                                        QWidget* parent);

} // namespace vigie::ui::distribution
