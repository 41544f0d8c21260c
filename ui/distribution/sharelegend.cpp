// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharelegend.h"

#include <cmath>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

QString hoursFigure(double hours) {
    if (hours >= 100) {
        return theme::grouped(static_cast<qint64>(std::floor(hours)));
    }
    return theme::figure(hours, hours >= 10 ? 1 : 2);
}

QString distributedText(const engine::ShareStatus& share) {
    const double all = share.hours.carried();
    if (share.plannedHours) {
        return ShareLegend::tr("%1 h distributed of %2 h planned")
            .arg(hoursFigure(all), hoursFigure(*share.plannedHours));
    }
    return ShareLegend::tr("%1 h distributed").arg(hoursFigure(all));
}

QString bitsText(const engine::ShareSum& bits) {
    const double all = bits.carried();
    const auto cloud = theme::percentOf(bits.cloud, all);
    if (!cloud) {
        return ShareLegend::tr("by bits: not known yet");
    }
    QString text = ShareLegend::tr("by bits: cloud %1 %, satellite %2 %")
                       .arg(theme::shareFigure(cloud),
                            theme::shareFigure(theme::percentOf(bits.satellite, all)));
    if (bits.fibre > 0) {
        text += ShareLegend::tr(", fibre %1 %")
                    .arg(theme::shareFigure(theme::percentOf(bits.fibre, all)));
    }
    // A sign alone in the next line reads as a mistake.
    return text.replace(QLatin1String(" %"), QStringLiteral("\u00a0%"));
}

QString hoursText(const ShareParts& hours) {
    QStringList texts;
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        texts << ShareLegend::tr("%1 %2 h").arg(theme::pathKindWord(kind),
                                                hoursFigure(hours.of(kind)));
    }
    texts << ShareLegend::tr("none %1 h").arg(hoursFigure(hours.none));
    if (hours.unknown > 0) {
        texts << ShareLegend::tr("unknown %1 h").arg(hoursFigure(hours.unknown));
    }
    return texts.join(QStringLiteral(" · "));
}

ShareLegend::ShareLegend(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setAccessibleName(tr("Hours carried"));
}

void ShareLegend::setShare(const engine::ShareStatus& share) {
    QStringList remarks{distributedText(share), bitsText(share.bits)};
    if (share.isAssumed) {
        remarks << tr("assumed: no plan says which path is the main one");
    }
    show(share.hours, remarks, share.since);
}

void ShareLegend::setSubject(const ShareSubject& subject) {
    show(subject.hours, {subject.bits ? bitsText(*subject.bits) : tr("by bits: not known")},
         subject.since);
}

void ShareLegend::show(const std::optional<engine::ShareSum>& hours, const QStringList& remarks,
                       base::Utc since) {
    const auto part = [&hours](model::PathKind kind) {
        const ShareParts parts =
            hours ? ShareParts{hours->cloud, hours->satellite, hours->fibre, hours->none, 0}
                  : ShareParts{};
        return QStringLiteral("<span style='color:%1'>%2</span> %3")
            .arg(theme::pathKindColor(kind).name(), theme::pathKindGlyph(kind),
                 tr("%1 %2 h").arg(theme::pathKindWord(kind),
                                   hours ? hoursFigure(parts.of(kind)) : theme::unknownFigure()));
    };
    QStringList parts{part(model::PathKind::Cloud), part(model::PathKind::Satellite)};
    if (hours && hours->fibre > 0) {
        parts << part(model::PathKind::Fibre);
    }
    if (hours && hours->none > 0) {
        parts << tr("none %1 h").arg(hoursFigure(hours->none));
    }
    const QString quiet = QColor::fromRgb(theme::color::quiet()).name();
    const QString text = parts.join(QStringLiteral(" &nbsp; &nbsp;")) +
                         QStringLiteral("<br><span style='color:%1; font-size:12px'>%2</span>")
                             .arg(quiet, remarks.join(QStringLiteral(" · ")));
    if (text != this->text()) {
        setText(text);
        setToolTip(tr("Since %1").arg(theme::dateTimeText(since)));
    }
}

} // namespace vigie::ui::distribution
