// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>
#include <QString>

#include "core/alarm/alarm.h"
#include "core/base/time.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QTimeEdit;

/// What an action needs beside its alarms. All are shown with open(): nothing waits for them.
namespace vigie::ui::alarms {

/// For how long: a few usual spans, to the end of the shift, or until a time of day (UTC).
class UntilChoice final : public QObject {
    Q_OBJECT
public:
    enum class Span { TenMinutes, OneHour, FourHours, EndOfShift, Until };
    /// Adds its row to `form`. Shifts end at 06:00, 14:00 and 22:00 UTC.
    UntilChoice(QFormLayout& form, QWidget& dialog, base::Utc now);
    void choose(Span span);
    /// The next time that the clock shows this.
    void setUntil(const QTime& time);
    [[nodiscard]] base::Utc until() const;

signals:
    void changed();

private:
    base::Utc m_now;
    QComboBox* m_span;
    QTimeEdit* m_time;
};

/// Always for a time, and always with a reason.
class ShelveDialog final : public QDialog {
    Q_OBJECT
public:
    ShelveDialog(const QString& what, base::Utc now, QWidget* parent = nullptr);
    [[nodiscard]] UntilChoice& span() { return *m_until; }
    [[nodiscard]] base::Utc until() const { return m_until->until(); }
    [[nodiscard]] bool isOneShot() const;
    [[nodiscard]] QString reason() const;

private:
    UntilChoice* m_until;
    QCheckBox* m_oneShot;
    QLineEdit* m_reason;
};

/// A comment, or whom to assign to.
class TextDialog final : public QDialog {
    Q_OBJECT
public:
    /// `canBeEmpty`: an empty text means nobody, nothing.
    TextDialog(const QString& title, const QString& what, const QString& label, bool canBeEmpty,
               QWidget* parent = nullptr);
    void complete(const QStringList& names);
    [[nodiscard]] QString text() const;

private:
    QLineEdit* m_text;
};

/// Maintenance of a subject for a time, or one alarm or subject out of service until it is taken
/// back; or the end of either.
class ServiceDialog final : public QDialog {
    Q_OBJECT
public:
    struct Offer {
        QString subject;
        /// Empty: only the whole subject can go out of service.
        QString rule;
        bool isInMaintenance = false;
        bool isOutOfService = false;
    };
    ServiceDialog(const Offer& offer, base::Utc now, QWidget* parent = nullptr);
    [[nodiscard]] UntilChoice& span() { return *m_until; }
    void choose(alarm::ActionKind kind);
    [[nodiscard]] alarm::ActionKind kind() const;
    /// Of OutOfService: only this rule, not all of the subject.
    [[nodiscard]] bool isRuleOnly() const;
    /// Of BeginMaintenance.
    [[nodiscard]] base::Utc until() const { return m_until->until(); }
    [[nodiscard]] QString reason() const;

private:
    void validate();

    QButtonGroup* m_kinds;
    QCheckBox* m_ruleOnly;
    UntilChoice* m_until;
    QLineEdit* m_reason;
    QDialogButtonBox* m_buttons;
};

} // namespace vigie::ui::alarms
