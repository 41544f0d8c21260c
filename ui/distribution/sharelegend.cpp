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
    const double all = share.hours.cloud + share.hours.satellite + share.hours.fibre;
    if (share.plannedHours) {
        return ShareLegend::tr("%1 h distributed of %2 h planned")
            .arg(hoursFigure(all), hoursFigure(*share.plannedHours));
    }
    return ShareLegend::tr("%1 h distributed").arg(hoursFigure(all));
}

QString bitsText(const engine::ShareStatus& share) {
    const double all = share.bits.cloud + share.bits.satellite + share.bits.fibre;
    const auto cloud = theme::percentOf(share.bits.cloud, all);
    if (!cloud) {
        return ShareLegend::tr("by bits: not known yet");
    }
    QString text = ShareLegend::tr("by bits: cloud %1 %, satellite %2 %")
                       .arg(theme::shareFigure(cloud),
                            theme::shareFigure(theme::percentOf(share.bits.satellite, all)));
    if (share.bits.fibre > 0) {
        text += ShareLegend::tr(", fibre %1 %")
                    .arg(theme::shareFigure(theme::percentOf(share.bits.fibre, all)));
    }
    return text;
}

ShareLegend::ShareLegend(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setAccessibleName(tr("Hours carried"));
}

void ShareLegend::setShare(const engine::ShareStatus& share) {
    const auto part = [](model::PathKind kind, double hours) {
        return QStringLiteral("<span style='color:%1'>%2</span> %3")
            .arg(theme::pathKindColor(kind).name(), theme::pathKindGlyph(kind),
                 tr("%1 %2 h").arg(theme::pathKindWord(kind), hoursFigure(hours)));
    };
    QStringList parts{part(model::PathKind::Cloud, share.hours.cloud),
                      part(model::PathKind::Satellite, share.hours.satellite)};
    if (share.hours.fibre > 0) {
        parts << part(model::PathKind::Fibre, share.hours.fibre);
    }
    if (share.hours.none > 0) {
        parts << tr("none %1 h").arg(hoursFigure(share.hours.none));
    }
    QString text = parts.join(QStringLiteral(" &nbsp; &nbsp;"));
    const QString quiet = QColor::fromRgb(theme::color::quiet()).name();
    const QString remark =
        share.isAssumed ? tr(" · assumed: no plan says which path is the main one") : QString();
    text += QStringLiteral("<br><span style='color:%1; font-size:12px'>%2 · %3%4</span>")
                .arg(quiet, distributedText(share), bitsText(share), remark);
    if (text != this->text()) {
        setText(text);
        setToolTip(tr("Since %1").arg(theme::dateTimeText(share.since)));
    }
}

} // namespace vigie::ui::distribution
