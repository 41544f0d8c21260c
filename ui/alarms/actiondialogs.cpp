// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/actiondialogs.h"

#include <array>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTimeEdit>

#include "ui/theme/figures.h"

namespace vigie::ui::alarms {

namespace {

using namespace std::chrono_literals;

constexpr std::array<int, 3> shiftEnds{6, 14, 22}; // hours, UTC
constexpr int longestReason = 500;

/// The next moment after `now` at which the clock shows `time`.
base::Utc nextAt(base::Utc now, std::chrono::nanoseconds time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const base::Utc today = base::Utc(midnight.time_since_epoch()) + time;
    return today > now ? today : today + 24h;
}

base::Utc nextShiftEnd(base::Utc now) {
    base::Utc first = nextAt(now, std::chrono::hours(shiftEnds.front()));
    for (const int hour : shiftEnds) {
        first = std::min(first, nextAt(now, std::chrono::hours(hour)));
    }
    return first;
}

QLabel* describe(const QString& what, QWidget* parent) {
    auto* label = new QLabel(what, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QDialogButtonBox* addButtons(QFormLayout& form, QDialog& dialog, const QString& accept) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    buttons->button(QDialogButtonBox::Ok)->setText(accept);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    form.addRow(buttons);
    return buttons;
}

/// Accepting needs words in `field`.
void require(QLineEdit* field, QDialogButtonBox* buttons) {
    auto* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setEnabled(false);
    QObject::connect(field, &QLineEdit::textChanged, ok,
                     [field, ok] { ok->setEnabled(!field->text().simplified().isEmpty()); });
}

} // namespace

UntilChoice::UntilChoice(QFormLayout& form, QWidget& dialog, base::Utc now)
    : QObject(&dialog), m_now(now), m_span(new QComboBox(&dialog)), m_time(new QTimeEdit(&dialog)) {
    const QString shift = theme::clockText(nextShiftEnd(now)).left(5) + QLatin1Char(' ') +
                          theme::zoneName(nextShiftEnd(now));
    m_span->addItems({tr("10 minutes"), tr("1 hour"), tr("4 hours"),
                      tr("To the end of the shift (%1)").arg(shift),
                      tr("Until (%1)").arg(theme::zoneName(now))});
    m_span->setAccessibleName(tr("For how long"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    m_time->setAccessibleName(tr("Until, %1").arg(theme::zoneName(now)));
    m_time->setTime(theme::toShownDateTime(now + 30min).time());
    m_time->setEnabled(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_span, 1);
    row->addWidget(m_time);
    form.addRow(tr("For"), row);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_time->setEnabled(index == static_cast<int>(Span::Until));
        emit changed();
    });
    connect(m_time, &QTimeEdit::timeChanged, this, &UntilChoice::changed);
}

void UntilChoice::choose(Span span) {
    m_span->setCurrentIndex(static_cast<int>(span));
}

void UntilChoice::setUntil(const QTime& time) {
    choose(Span::Until);
    m_time->setTime(time);
}

base::Utc UntilChoice::until() const {
    switch (static_cast<Span>(m_span->currentIndex())) {
    case Span::TenMinutes:
        return m_now + 10min;
    case Span::OneHour:
        return m_now + 1h;
    case Span::FourHours:
        return m_now + 4h;
    case Span::EndOfShift:
        return nextShiftEnd(m_now);
    case Span::Until:
        break;
    }
    // The next time that the clock of the look shows it.
    const QDateTime now = theme::toShownDateTime(m_now);
    QDateTime then = now;
    then.setTime(m_time->time());
    if (then <= now) {
        then = then.addDays(1);
    }
    return base::utcFromNs(then.toMSecsSinceEpoch() * 1'000'000);
}

ShelveDialog::ShelveDialog(const QString& what, base::Utc now, QWidget* parent)
    : QDialog(parent), m_oneShot(new QCheckBox(tr("Only until it returns to normal"), this)),
      m_reason(new QLineEdit(this)) {
    setWindowTitle(tr("Shelve"));
    setMinimumWidth(460);
    auto* form = new QFormLayout(this);
    form->addRow(describe(what, this));
    m_until = new UntilChoice(*form, *this, now);
    m_oneShot->setToolTip(
        tr("One-shot: ends when the alarm returns, and at that time at the latest"));
    form->addRow(QString(), m_oneShot);
    m_reason->setMaxLength(longestReason);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Required"));
    form->addRow(tr("Reason"), m_reason);
    require(m_reason, addButtons(*form, *this, tr("Shelve")));
    m_reason->setFocus();
}

bool ShelveDialog::isOneShot() const {
    return m_oneShot->isChecked();
}

QString ShelveDialog::reason() const {
    return m_reason->text().simplified();
}

TextDialog::TextDialog(const QString& title, const QString& what, const QString& label,
                       bool canBeEmpty, QWidget* parent)
    : QDialog(parent), m_text(new QLineEdit(this)) {
    setWindowTitle(title);
    setMinimumWidth(460);
    auto* form = new QFormLayout(this);
    form->addRow(describe(what, this));
    m_text->setMaxLength(longestReason);
    m_text->setAccessibleName(label);
    form->addRow(label, m_text);
    auto* buttons = addButtons(*form, *this, title);
    if (!canBeEmpty) {
        require(m_text, buttons);
    }
    m_text->setFocus();
}

void TextDialog::complete(const QStringList& names) {
    auto* completer = new QCompleter(names, m_text);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_text->setCompleter(completer);
}

QString TextDialog::text() const {
    return m_text->text().simplified();
}

ServiceDialog::ServiceDialog(const Offer& offer, base::Utc now, QWidget* parent)
    : QDialog(parent), m_kinds(new QButtonGroup(this)),
      m_ruleOnly(new QCheckBox(tr("Only “%1”").arg(offer.rule), this)),
      m_reason(new QLineEdit(this)) {
    setWindowTitle(tr("Maintenance and service"));
    setMinimumWidth(500);
    auto* form = new QFormLayout(this);
    form->addRow(describe(offer.subject, this));
    const auto add = [&](alarm::ActionKind kind, const QString& text) {
        auto* button = new QRadioButton(text, this);
        m_kinds->addButton(button, static_cast<int>(kind));
        form->addRow(button);
        button->setChecked(m_kinds->buttons().size() == 1);
    };
    if (offer.isInMaintenance) {
        add(alarm::ActionKind::EndMaintenance, tr("End its maintenance"));
    }
    if (offer.isOutOfService) {
        add(alarm::ActionKind::ReturnToService, tr("Return it to service"));
    }
    add(alarm::ActionKind::BeginMaintenance,
        tr("Maintenance: it and what hangs on it is not annunciated, for a time"));
    add(alarm::ActionKind::OutOfService, tr("Out of service, until it is returned"));
    m_ruleOnly->setChecked(!offer.rule.isEmpty());
    m_ruleOnly->setVisible(!offer.rule.isEmpty());
    form->addRow(QString(), m_ruleOnly);
    m_until = new UntilChoice(*form, *this, now);
    m_until->choose(UntilChoice::Span::OneHour);
    m_reason->setMaxLength(longestReason);
    m_reason->setAccessibleName(tr("Reason"));
    form->addRow(tr("Reason"), m_reason);
    m_buttons = addButtons(*form, *this, tr("Do it"));
    connect(m_kinds, &QButtonGroup::idToggled, this, &ServiceDialog::validate);
    connect(m_reason, &QLineEdit::textChanged, this, &ServiceDialog::validate);
    validate();
}

void ServiceDialog::choose(alarm::ActionKind kind) {
    if (auto* button = m_kinds->button(static_cast<int>(kind))) {
        button->setChecked(true);
    }
}

alarm::ActionKind ServiceDialog::kind() const {
    return static_cast<alarm::ActionKind>(m_kinds->checkedId());
}

bool ServiceDialog::isRuleOnly() const {
    return m_ruleOnly->isVisibleTo(this) && m_ruleOnly->isChecked();
}

QString ServiceDialog::reason() const {
    return m_reason->text().simplified();
}

void ServiceDialog::validate() {
    const bool isBegun =
        kind() == alarm::ActionKind::BeginMaintenance || kind() == alarm::ActionKind::OutOfService;
    m_ruleOnly->setEnabled(kind() == alarm::ActionKind::OutOfService);
    m_reason->setPlaceholderText(isBegun ? tr("Required") : QString());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBegun || !reason().isEmpty());
}

} // namespace vigie::ui::alarms
