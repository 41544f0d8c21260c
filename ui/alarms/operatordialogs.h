// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>
#include <QString>
#include <QStringList>

#include "core/engine/snapshot.h"

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace vigie::ui::alarms {

/// Names that signed on here before, newest first, at most 20 (QSettings).
[[nodiscard]] QStringList rememberedOperators();
void rememberOperator(const QString& name);

/// Asks who is at the desk. Shown with open(): nothing waits for it.
class SignOnDialog final : public QDialog {
    Q_OBJECT
public:
    /// `why` says what the name is needed for; empty: signing on itself.
    explicit SignOnDialog(const QString& why, QWidget* parent = nullptr);
    [[nodiscard]] QString name() const;

private:
    QLineEdit* m_name;
};

/// The desk goes to the next operator: every open incident is read out and ticked, then the next
/// one's name. Incidents that come while it is open are not in it: the next operator sees them
/// come.
class HandOverDialog final : public QDialog {
    Q_OBJECT
public:
    explicit HandOverDialog(const engine::SnapshotPtr& snapshot, QWidget* parent = nullptr);

    [[nodiscard]] QString nextOperator() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] std::vector<std::uint64_t> incidents() const;

private:
    void validate();

    QString m_from;
    QListWidget* m_list;
    QCheckBox* m_all;
    QLineEdit* m_name;
    QLineEdit* m_note;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

} // namespace vigie::ui::alarms
