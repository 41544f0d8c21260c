// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/theme/look.h"

class QComboBox;
class QCheckBox;
class QLabel;
class QSpinBox;

namespace vigie::ui::shell {

/// Language, colors, clock, size, emphasis (Ctrl+,). What is chosen is seen at once, but for the
/// size, which Qt takes when the program starts; it is kept where `isRemembered`. GUI thread.
class PreferencesDialog final : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(bool isRemembered, QWidget* parent = nullptr);

    /// What the dialog says now.
    [[nodiscard]] theme::Look look() const;
    [[nodiscard]] int scalePercent() const;

signals:
    /// Accepted, and another look than the one in force.
    void lookWanted(const vigie::ui::theme::Look& look);

private:
    void onAccepted();
    void showScale();

    const bool m_isRemembered;
    const int m_scaleAtStart;
    QComboBox* m_language;
    QComboBox* m_variant;
    QComboBox* m_zone;
    QSpinBox* m_scale;
    QLabel* m_scaleNote;
    QCheckBox* m_pulse;
};

} // namespace vigie::ui::shell
