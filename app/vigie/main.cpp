// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

#include <QApplication>
#include <QIcon>
#include <QSettings>
#include <QTemporaryDir>

#include "app/vigie/application.h"
#include "app/vigie/signals.h"
#include "core/base/heap.h"
#include "core/base/log.h"
#include "ui/theme/look.h"
#include "ui/theme/lookstore.h"

namespace {

/// False where a window can neither be shown nor needs to be.
bool choosePlatform(bool isSnapshot) {
    const auto isSet = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    if (isSet("QT_QPA_PLATFORM") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")) {
        return true;
    }
    if (isSnapshot) {
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    }
    return isSnapshot;
}

/// Qt's own messages go where ours go; one that every window of the offscreen platform causes,
/// nowhere.
void logQtMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& text) {
    if (text.contains(QLatin1String("propagateSizeHints"))) {
        return;
    }
    const auto log = vigie::base::logger("qt");
    switch (type) {
    case QtDebugMsg:
        log->debug("{}", text.toStdString());
        break;
    case QtInfoMsg:
        log->info("{}", text.toStdString());
        break;
    case QtWarningMsg:
        log->warn("{}", text.toStdString());
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        log->error("{}", text.toStdString());
        break;
    }
}

/// What the command line says comes before what was chosen; a picture is made of neither.
vigie::ui::theme::Look lookOf(const vigie::app::Options& options) {
    vigie::ui::theme::Look look;
    if (options.isSnapshot()) {
        look.isPulsing = false;
    } else {
        look = vigie::ui::theme::savedLook(QSettings());
    }
    look.variant = options.variant.value_or(look.variant);
    look.language = options.language.value_or(look.language);
    look.zone = options.zone.value_or(look.zone);
    return look;
}

/// Before the application is made, for Qt reads it then.
void setScale(const vigie::app::Options& options) {
    const int saved = options.isSnapshot() ? vigie::ui::theme::leastScalePercent
                                           : vigie::ui::theme::savedScalePercent(QSettings());
    const int percent = options.scale.value_or(saved);
    if (percent != vigie::ui::theme::leastScalePercent || options.scale) {
        ::setenv("QT_SCALE_FACTOR", std::to_string(percent / 100.0).c_str(), 1);
    }
}

} // namespace

int main(int argc, char** argv) {
    vigie::base::limitArenas();
    const vigie::app::Parsed parsed = vigie::app::parseOptions(argc, argv);
    if (parsed.exitCode) {
        return *parsed.exitCode;
    }
    if (!choosePlatform(parsed.options.isSnapshot())) {
        std::cerr << "vigie: No display: neither DISPLAY nor WAYLAND_DISPLAY is set. "
                     "--snapshot FILE.png works without one.\n";
        return 2;
    }
    qInstallMessageHandler(logQtMessage);
    QCoreApplication::setOrganizationName(QStringLiteral("vigie"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie"));
    QCoreApplication::setApplicationVersion(QStringLiteral(VIGIE_VERSION));
    // A picture is of what everybody sees, not of what somebody once chose, and changes nothing.
    std::optional<QTemporaryDir> nothingKept;
    if (parsed.options.isSnapshot()) {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           nothingKept.emplace().path());
    }
    setScale(parsed.options);
    int qtArgc = 1; // the options are ours alone
    QApplication application(qtArgc, argv);
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/vigie/icons/vigie.svg")));
    vigie::ui::theme::apply(application, lookOf(parsed.options));

    const vigie::app::QuitOnSignals quitOnSignals;
    vigie::app::Application desk(parsed.options);
    QMetaObject::invokeMethod(&desk, &vigie::app::Application::begin, Qt::QueuedConnection);
    return QApplication::exec();
}
