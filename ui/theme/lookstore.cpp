// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/lookstore.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QSettings>
#include <QString>

namespace vigie::ui::theme {

namespace {

const auto keyVariant = QStringLiteral("look/variant");
const auto keyLanguage = QStringLiteral("look/language");
const auto keyZone = QStringLiteral("look/clock");
const auto keyPulse = QStringLiteral("look/pulse");
const auto keyScale = QStringLiteral("look/scale");

// The words of the command line: see --look, --language and --clock.
const std::array<std::pair<QLatin1String, Variant>, 3> variants{
    {{QLatin1String("dark"), Variant::Dark},
     {QLatin1String("light"), Variant::Light},
     {QLatin1String("contrast"), Variant::HighContrast}}};
const std::array<std::pair<QLatin1String, Language>, 2> languages{
    {{QLatin1String("en"), Language::English}, {QLatin1String("fr"), Language::French}}};
const std::array<std::pair<QLatin1String, ClockZone>, 2> zones{
    {{QLatin1String("utc"), ClockZone::Utc}, {QLatin1String("local"), ClockZone::Local}}};

template <typename Names, typename Value>
Value read(const QSettings& settings, const QString& key, const Names& names, Value otherwise) {
    const QString text = settings.value(key).toString();
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&text](const auto& pair) { return pair.first == text; });
    return found == names.end() ? otherwise : found->second;
}

template <typename Names, typename Value>
void write(QSettings& settings, const QString& key, const Names& names, Value value) {
    for (const auto& [name, named] : names) {
        if (named == value) {
            settings.setValue(key, QString(name));
        }
    }
}

} // namespace

Look savedLook(const QSettings& settings) {
    Look look;
    look.variant = read(settings, keyVariant, variants, look.variant);
    look.language = read(settings, keyLanguage, languages, look.language);
    look.zone = read(settings, keyZone, zones, look.zone);
    look.isPulsing = settings.value(keyPulse, look.isPulsing).toBool();
    return look;
}

void saveLook(QSettings& settings, const Look& look) {
    write(settings, keyVariant, variants, look.variant);
    write(settings, keyLanguage, languages, look.language);
    write(settings, keyZone, zones, look.zone);
    settings.setValue(keyPulse, look.isPulsing);
}

int savedScalePercent(const QSettings& settings) {
    const int percent = settings.value(keyScale, leastScalePercent).toInt();
    return std::clamp(percent, leastScalePercent, mostScalePercent);
}

void saveScalePercent(QSettings& settings, int percent) {
    settings.setValue(keyScale, std::clamp(percent, leastScalePercent, mostScalePercent));
}

} // namespace vigie::ui::theme
