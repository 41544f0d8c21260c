// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/figures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include "ui/theme/look.h"

namespace vigie::ui::theme {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::theme)
};

/// How many InvariantFigures there are. GUI thread.
int invariantDepth = 0;

/// Digits of the C locale, with the decimal sign of the look's language.
QString localized(QString digits) {
    const qsizetype point = digits.indexOf(QLatin1Char('.'));
    if (point >= 0 && invariantDepth == 0) {
        digits.replace(point, 1, QLocale().decimalPoint());
    }
    return digits;
}

QDateTime shown(base::Utc at) {
    const QDateTime utc = toDateTime(at);
    const bool isLocal = look().zone == ClockZone::Local && invariantDepth == 0;
    return isLocal ? utc.toLocalTime() : utc;
}

} // namespace

InvariantFigures::InvariantFigures() {
    ++invariantDepth;
}

InvariantFigures::~InvariantFigures() {
    --invariantDepth;
}

QString unknownFigure() {
    return QStringLiteral("—");
}

QString percentFigure(std::optional<double> percent, int decimals) {
    if (!percent || !std::isfinite(*percent)) {
        return unknownFigure();
    }
    const double scale = std::pow(10.0, decimals);
    // The small term keeps 99.99 from becoming 99.98 by its binary form.
    return localized(QString::number(std::floor(*percent * scale + 1e-6) / scale, 'f', decimals));
}

QString percentText(std::optional<double> percent, int decimals) {
    //: A health in percent. French sets a narrow no-break space before the sign.
    return Words::tr("%1 %").arg(percentFigure(percent, decimals));
}

QString shareFigure(std::optional<double> percent, int decimals) {
    return figure(percent, decimals);
}

QString secondsFigure(std::optional<double> milliseconds, int decimals) {
    return milliseconds ? figure(*milliseconds / 1000.0, decimals) : unknownFigure();
}

QString megabitsFigure(std::optional<double> bitsPerSecond, int decimals) {
    return bitsPerSecond ? figure(*bitsPerSecond / 1e6, decimals) : unknownFigure();
}

namespace {

/// A rate as a figure and the letter before its unit.
std::pair<QString, QString> scaledRate(double bitsPerSecond) {
    // What would be rounded up to 1000 k is 1 M already.
    if (std::abs(bitsPerSecond) >= 999'950) {
        return {figure(bitsPerSecond / 1e6, 2), QStringLiteral("M")};
    }
    if (std::abs(bitsPerSecond) >= 999.5) {
        return {figure(bitsPerSecond / 1e3, 1), QStringLiteral("k")};
    }
    return {figure(bitsPerSecond, 0), QString()};
}

} // namespace

QString bitrateText(std::optional<double> bitsPerSecond) {
    if (!bitsPerSecond || !std::isfinite(*bitsPerSecond)) {
        return unknownFigure();
    }
    const auto [text, letter] = scaledRate(*bitsPerSecond);
    return Words::tr("%1 %2b/s").arg(text, letter);
}

QString shortBitrate(std::optional<double> bitsPerSecond) {
    if (!bitsPerSecond || !std::isfinite(*bitsPerSecond)) {
        return unknownFigure();
    }
    const auto [text, letter] = scaledRate(*bitsPerSecond);
    return letter.isEmpty() ? text : text + QLatin1Char(' ') + letter;
}

QString figure(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) {
        return unknownFigure();
    }
    QString text = QString::number(*value, 'f', decimals);
    if (text.startsWith(QLatin1Char('-'))) {
        text[0] = QChar(0x2212); // a minus as wide as a figure
        const auto isNothing = [](QChar c) {
            return c == QLatin1Char('0') || c == QLatin1Char('.');
        };
        if (std::all_of(text.cbegin() + 1, text.cend(), isNothing)) {
            text.remove(0, 1);
        }
    }
    return localized(std::move(text));
}

QString numberText(double value, int significant) {
    return localized(QString::number(value, 'g', significant));
}

QString grouped(qint64 value) {
    if (invariantDepth > 0) {
        return QString::number(value);
    }
    QString digits = QString::number(value < 0 ? -value : value);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) {
        digits.insert(at, QChar(0x202f));
    }
    return value < 0 ? QChar(0x2212) + digits : digits;
}

QString ratioFigure(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return unknownFigure();
    }
    if (*value == 0) {
        return QStringLiteral("0");
    }
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(*value))));
    return QStringLiteral("%1e%2").arg(figure(*value / std::pow(10.0, exponent), 1)).arg(exponent);
}

QString durationText(base::Nanoseconds duration) {
    const auto total =
        std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(duration).count());
    return QStringLiteral("%1:%2:%3")
        .arg(total / 3600, 2, 10, QLatin1Char('0'))
        .arg(total / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(total % 60, 2, 10, QLatin1Char('0'));
}

QDateTime toDateTime(base::Utc at) {
    return QDateTime::fromMSecsSinceEpoch(base::toNs(at) / 1'000'000, Qt::UTC);
}

QDateTime toShownDateTime(base::Utc at) {
    return shown(at);
}

Qt::TimeSpec timeSpec() {
    return look().zone == ClockZone::Local ? Qt::LocalTime : Qt::UTC;
}

QString zoneName(base::Utc at) {
    if (look().zone == ClockZone::Utc || invariantDepth > 0) {
        return QStringLiteral("UTC");
    }
    const QString name = QTimeZone::systemTimeZone().abbreviation(toDateTime(at));
    return name.isEmpty() ? Words::tr("local") : name;
}

QString zoneName() {
    return zoneName(base::SystemClock::instance().now().utc);
}

QString clockText(base::Utc at) {
    return shown(at).toString(QStringLiteral("HH:mm:ss"));
}

QString clockZoneText(base::Utc at) {
    return clockText(at) + QLatin1Char(' ') + zoneName(at);
}

QString dateTimeText(base::Utc at) {
    return shown(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char(' ') +
           zoneName(at);
}

QString utcDateTimeText(base::Utc at) {
    return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC");
}

QString latencyText(const engine::Latency& latency) {
    if (!latency.ms) {
        return latency.unknownBecause.empty()
                   ? Words::tr("not known")
                   : Words::tr("not known: %1").arg(QString::fromStdString(latency.unknownBecause));
    }
    const QString seconds = Words::tr("%1 s").arg(secondsFigure(latency.ms));
    const QString method = methodWord(latency.method);
    const QString uncertainty =
        latency.uncertaintyMs ? Words::tr("± %1 ms").arg(uncertaintyFigure(latency.uncertaintyMs))
                              : Words::tr("± not known");
    return method.isEmpty() ? QStringLiteral("%1 %2").arg(seconds, uncertainty)
                            : QStringLiteral("%1 %2 [%3]").arg(seconds, uncertainty, method);
}

QString methodWord(engine::LatencyMethod method) {
    switch (method) {
    case engine::LatencyMethod::None:
        return {};
    case engine::LatencyMethod::PcrMarks:
        return Words::tr("PCR");
    case engine::LatencyMethod::PtsMarks:
        return Words::tr("PTS");
    case engine::LatencyMethod::Pictures:
        return Words::tr("pictures");
    }
    return {};
}

QString methodText(engine::LatencyMethod method) {
    switch (method) {
    case engine::LatencyMethod::None:
        return Words::tr("not measured");
    case engine::LatencyMethod::PcrMarks:
        return Words::tr("by equal PCRs");
    case engine::LatencyMethod::PtsMarks:
        return Words::tr("by equal payloads of pictures: PCRs were stamped anew");
    case engine::LatencyMethod::Pictures:
        return Words::tr("by alike pictures: the programme was coded anew");
    }
    return {};
}

QString uncertaintyFigure(std::optional<double> milliseconds) {
    return milliseconds ? figure(std::max(1.0, std::ceil(*milliseconds - 1e-6)), 0)
                        : unknownFigure();
}

QString shareText(const engine::ShareCount& count) {
    QString text = Words::tr("cloud %1 · satellite %2 · fibre %3 · none %4")
                       .arg(count.cloud)
                       .arg(count.satellite)
                       .arg(count.fibre)
                       .arg(count.none);
    if (count.unknown > 0) {
        text += Words::tr(" · not known %1").arg(count.unknown);
    }
    return text;
}

std::optional<double> percentOf(double part, double total) {
    if (!(total > 0)) {
        return std::nullopt;
    }
    return 100.0 * part / total;
}

} // namespace vigie::ui::theme
