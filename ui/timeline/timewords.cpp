// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timewords.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::timeline {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::timeline)
};

} // namespace

QString lengthText(base::Nanoseconds length) {
    const auto seconds = std::chrono::round<std::chrono::seconds>(std::chrono::abs(length)).count();
    if (seconds < 60) {
        return Words::tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return seconds % 60 == 0 ? Words::tr("%1 min").arg(seconds / 60)
                                 : Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    const auto minutes = seconds / 60;
    if (minutes < 48 * 60) {
        return minutes % 60 == 0 ? Words::tr("%1 h").arg(minutes / 60)
                                 : Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    }
    const auto hours = minutes / 60;
    return hours % 24 == 0 ? Words::tr("%1 days").arg(hours / 24)
                           : Words::tr("%1 days %2 h").arg(hours / 24).arg(hours % 24);
}

QString distanceText(base::Nanoseconds ago) {
    const auto seconds = std::chrono::round<std::chrono::seconds>(ago).count();
    if (seconds == 0) {
        return Words::tr("now");
    }
    return seconds > 0 ? Words::tr("%1 ago").arg(lengthText(ago))
                       : Words::tr("in %1").arg(lengthText(ago));
}

QString offsetText(base::Nanoseconds ago) {
    const bool isAhead = ago < base::Nanoseconds(0);
    return (isAhead ? QStringLiteral("+") : QStringLiteral("−")) +
           theme::durationText(std::chrono::abs(ago));
}

QString speedText(double speed) {
    return QStringLiteral("%1×").arg(speed, 0, 'g', 3);
}

QString momentText(base::Utc at, base::Utc now) {
    const QDate day = theme::toShownDateTime(at).date();
    const QString clock = theme::clockText(at);
    return day == theme::toShownDateTime(now).date()
               ? clock
               : QLocale().toString(day, QStringLiteral("d MMM")) + QLatin1Char(' ') + clock;
}

QString pointText(const replay::OutlinePoint& point) {
    QStringList parts;
    parts << Words::tr("health %1 %")
                 .arg(theme::percentFigure(point.health ? std::optional<double>(*point.health)
                                                        : std::nullopt));
    parts << theme::shareText(point.share);
    parts << (point.worst == engine::Severity::None
                  ? Words::tr("nothing open")
                  : Words::tr("%1 %2 open")
                        .arg(theme::severityGlyph(point.worst), theme::severityWord(point.worst)));
    if (point.nodes > 0) {
        parts << Words::tr("%1/%2 nodes").arg(point.nodesInContact).arg(point.nodes);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace vigie::ui::timeline
