// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/look.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QStyleFactory>
#include <QTranslator>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::theme {

namespace {

Look& current() {
    static Look inForce;
    return inForce;
}

QLocale localeOf(Language language) {
    return language == Language::French ? QLocale(QLocale::French, QLocale::France)
                                        : QLocale(QLocale::English, QLocale::UnitedKingdom);
}

/// Ours, and Qt's own words (buttons of dialogs). Owned by the application under their names.
void install(QApplication& application, const QString& name, const QString& file,
             const QString& folder) {
    auto* translator = application.findChild<QTranslator*>(name);
    if (translator == nullptr) {
        translator = new QTranslator(&application);
        translator->setObjectName(name);
    }
    QCoreApplication::removeTranslator(translator);
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace

const Look& look() {
    return current();
}

void apply(QApplication& application, const Look& wanted) {
    current() = wanted;
    const QLocale locale = localeOf(wanted.language);
    QLocale::setDefault(locale);
    const QString code =
        wanted.language == Language::French ? QStringLiteral("fr") : QStringLiteral("en");
    install(application, QStringLiteral("translator-vigie"), QStringLiteral("vigie_") + code,
            QStringLiteral(":/vigie/translations"));
    install(application, QStringLiteral("translator-qt"), QStringLiteral("qtbase_") + code,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // Fusion draws from the palette alone, so the desk looks the same on every desktop.
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(palette());
    application.setFont(textFont());
    application.setStyleSheet(styleSheet());
}

} // namespace vigie::ui::theme
