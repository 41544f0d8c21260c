// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>
#include <QTimeZone>

#include "ui/theme/lookstore.h"

namespace vigie::ui::shell {

namespace {

template <typename Value>
void add(QComboBox& box, const QString& text, Value value, Value current) {
    box.addItem(text, static_cast<int>(value));
    if (value == current) {
        box.setCurrentIndex(box.count() - 1);
    }
}

template <typename Value> Value chosen(const QComboBox& box) {
    return static_cast<Value>(box.currentData().toInt());
}

/// "Europe/Paris (CEST)".
QString localZone() {
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const QString name = zone.abbreviation(QDateTime::currentDateTimeUtc());
    return name.isEmpty() ? QString::fromUtf8(zone.id())
                          : QStringLiteral("%1 (%2)").arg(QString::fromUtf8(zone.id()), name);
}

} // namespace

PreferencesDialog::PreferencesDialog(bool isRemembered, QWidget* parent)
    : QDialog(parent), m_isRemembered(isRemembered),
      m_scaleAtStart(isRemembered ? theme::savedScalePercent(QSettings())
                                  : theme::leastScalePercent),
      m_language(new QComboBox(this)), m_variant(new QComboBox(this)), m_zone(new QComboBox(this)),
      m_scale(new QSpinBox(this)), m_scaleNote(new QLabel(this)),
      m_pulse(new QCheckBox(tr("What nobody has acknowledged pulses, once in two seconds"), this)) {
    setWindowTitle(tr("Preferences"));
    const theme::Look now = theme::look();
    // Each language in its own words: whoever does not read the one in force finds theirs.
    add(*m_language, QStringLiteral("English"), theme::Language::English, now.language);
    add(*m_language, QStringLiteral("Français"), theme::Language::French, now.language);
    m_language->setAccessibleName(tr("Language"));
    add(*m_variant, tr("Dark, for dim rooms"), theme::Variant::Dark, now.variant);
    add(*m_variant, tr("Light grey, for bright rooms"), theme::Variant::Light, now.variant);
    add(*m_variant, tr("High contrast"), theme::Variant::HighContrast, now.variant);
    m_variant->setAccessibleName(tr("Colors"));
    add(*m_zone, tr("UTC"), theme::ClockZone::Utc, now.zone);
    add(*m_zone, tr("This machine's: %1").arg(localZone()), theme::ClockZone::Local, now.zone);
    m_zone->setAccessibleName(tr("Clock"));
    m_zone->setToolTip(tr("Files, exports and what is sent outward stay in UTC."));
    m_scale->setRange(theme::leastScalePercent, theme::mostScalePercent);
    m_scale->setSingleStep(25);
    m_scale->setSuffix(tr(" %", "percent, behind a number"));
    m_scale->setValue(m_scaleAtStart);
    m_scale->setEnabled(isRemembered);
    m_scale->setAccessibleName(tr("Size of everything, percent"));
    m_scaleNote->setProperty("role", QStringLiteral("quiet"));
    m_scaleNote->setWordWrap(true);
    m_pulse->setChecked(now.isPulsing);

    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 16, 20, 16);
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(10);
    const auto row = [form, this](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, this);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    row(tr("&Language"), m_language);
    row(tr("&Colors"), m_variant);
    row(tr("Cloc&k"), m_zone);
    row(tr("&Size"), m_scale);
    form->addRow(QString(), m_scaleNote);
    form->addRow(QString(), m_pulse);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::onAccepted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_scale, &QSpinBox::valueChanged, this, &PreferencesDialog::showScale);
    setMinimumWidth(520);
    showScale();
}

theme::Look PreferencesDialog::look() const {
    theme::Look look = theme::look();
    look.language = chosen<theme::Language>(*m_language);
    look.variant = chosen<theme::Variant>(*m_variant);
    look.zone = chosen<theme::ClockZone>(*m_zone);
    look.isPulsing = m_pulse->isChecked();
    return look;
}

int PreferencesDialog::scalePercent() const {
    return m_scale->value();
}

void PreferencesDialog::showScale() {
    m_scaleNote->setText(!m_isRemembered ? tr("Nothing is kept of this window: use --scale.")
                         : m_scale->value() != m_scaleAtStart
                             ? tr("Another size shows when the desk is started again.")
                             : tr("100 to 200 percent, for screens that are far away."));
}

void PreferencesDialog::onAccepted() {
    const theme::Look wanted = look();
    const bool isOther = wanted != theme::look();
    if (m_isRemembered) {
        QSettings settings;
        theme::saveLook(settings, wanted);
        theme::saveScalePercent(settings, scalePercent());
    }
    accept();
    if (isOther) {
        emit lookWanted(wanted);
    }
}

} // namespace vigie::ui::shell
