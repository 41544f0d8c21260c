// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharesubject.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::distribution {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::distribution)
};

ShareParts partsOfCount(const engine::ShareCount& count) {
    return {static_cast<double>(count.cloud), static_cast<double>(count.satellite),
            static_cast<double>(count.fibre), static_cast<double>(count.none),
            static_cast<double>(count.unknown)};
}

ShareParts partsOfSum(const engine::ShareSum& sum) {
    return {sum.cloud, sum.satellite, sum.fibre, sum.none, 0};
}

} // namespace

double ShareParts::of(model::PathKind kind) const {
    switch (kind) {
    case model::PathKind::Cloud:
        return cloud;
    case model::PathKind::Satellite:
        return satellite;
    case model::PathKind::Fibre:
        return fibre;
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return 0;
}

ShareParts& ShareParts::operator+=(const ShareParts& other) {
    cloud += other.cloud;
    satellite += other.satellite;
    fibre += other.fibre;
    none += other.none;
    unknown += other.unknown;
    return *this;
}

ShareSubject subjectOf(const engine::ShareStatus& share) {
    ShareSubject subject;
    subject.name = Words::tr("World");
    subject.now = share.now;
    subject.hours = share.hours;
    subject.bits = share.bits;
    subject.isAssumed = share.isAssumed;
    subject.plannedHours = share.plannedHours;
    subject.plannedSoFarHours = share.plannedSoFarHours;
    subject.since = share.since;
    subject.history = share.history;
    return subject;
}

ShareSubject subjectOf(const engine::Snapshot& snapshot, const QString& regionId) {
    ShareSubject subject = subjectOf(snapshot.share);
    const std::string id = regionId.toStdString();
    const auto found = std::find_if(snapshot.regions.begin(), snapshot.regions.end(),
                                    [&id](const auto& region) { return region.id == id; });
    if (regionId.isEmpty() || found == snapshot.regions.end()) {
        return subject;
    }
    subject.regionId = regionId;
    subject.name = theme::regionName(snapshot, id);
    subject.now = found->share;
    subject.hours.reset();
    subject.bits.reset();
    subject.plannedHours.reset();
    subject.plannedSoFarHours.reset();
    if (found->carried) {
        subject.hours = found->carried->hours;
        subject.bits = found->carried->bits;
        subject.plannedHours = found->carried->plannedHours;
        subject.plannedSoFarHours = found->carried->plannedSoFarHours;
        subject.since = found->carried->since;
    }
    subject.history = found->shareHistory;
    return subject;
}

std::optional<ShareParts> partsOf(const ShareSubject& subject, ShareMeasure measure) {
    std::optional<ShareParts> parts;
    switch (measure) {
    case ShareMeasure::Count:
        parts = partsOfCount(subject.now);
        break;
    case ShareMeasure::Hours:
        if (subject.hours) {
            parts = partsOfSum(*subject.hours);
            if (subject.plannedSoFarHours) {
                parts->unknown = std::max(0.0, *subject.plannedSoFarHours - parts->total());
            }
        }
        break;
    case ShareMeasure::Bits:
        if (subject.bits) {
            parts = partsOfSum(*subject.bits);
        }
        break;
    }
    return parts;
}

std::optional<ShareParts> partsOf(const engine::SharePoint& point, ShareMeasure measure) {
    if (measure == ShareMeasure::Count) {
        return partsOfCount(point.count);
    }
    if (!point.hasSums) {
        return std::nullopt;
    }
    return measure == ShareMeasure::Hours ? partsOfCount(point.seconds) : partsOfSum(point.bits);
}

QString measureWord(ShareMeasure measure) {
    switch (measure) {
    case ShareMeasure::Count:
        return Words::tr("Count");
    case ShareMeasure::Hours:
        return Words::tr("Hours");
    case ShareMeasure::Bits:
        return Words::tr("Bits");
    }
    return {};
}

QString bytesText(double bits) {
    double bytes = bits / 8;
    int unit = 0;
    const std::array units{Words::tr("%1 B"),  Words::tr("%1 kB"), Words::tr("%1 MB"),
                           Words::tr("%1 GB"), Words::tr("%1 TB"), Words::tr("%1 PB")};
    while (bytes >= 999.5 && unit + 1 < static_cast<int>(units.size())) {
        bytes /= 1000;
        ++unit;
    }
    const int decimals = unit == 0 || bytes >= 100 ? 0 : bytes >= 10 ? 1 : 2;
    return units.at(static_cast<std::size_t>(unit)).arg(theme::figure(bytes, decimals));
}

QString partText(double part, ShareMeasure measure) {
    switch (measure) {
    case ShareMeasure::Count:
        return theme::grouped(std::llround(part));
    case ShareMeasure::Hours:
        return Words::tr("%1 s").arg(theme::grouped(std::llround(part)));
    case ShareMeasure::Bits:
        return bytesText(part);
    }
    return {};
}

QString partsText(const ShareParts& parts, ShareMeasure measure) {
    const double total = parts.total();
    QStringList texts;
    const auto add = [&](const QString& word, double part) {
        texts << Words::tr("%1 %2 (%3)")
                     .arg(word, partText(part, measure),
                          total > 0 ? theme::percentText(100 * part / total, 1)
                                    : theme::unknownFigure());
    };
    add(theme::pathKindWord(model::PathKind::Cloud), parts.cloud);
    add(theme::pathKindWord(model::PathKind::Satellite), parts.satellite);
    add(theme::pathKindWord(model::PathKind::Fibre), parts.fibre);
    if (measure != ShareMeasure::Bits) { // nothing carries no bits
        add(Words::tr("none"), parts.none);
    }
    if (parts.unknown > 0) {
        texts << Words::tr("%1 unknown").arg(partText(parts.unknown, measure));
    }
    return texts.join(QStringLiteral(" · "));
}

} // namespace vigie::ui::distribution
