// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/feedregions.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/theme/words.h"

namespace vigie::ui::desk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::desk::FeedRegions)
};

const engine::PathStatus* pathAt(const engine::Snapshot& snapshot,
                                 const std::optional<std::size_t>& index) {
    return index && *index < snapshot.paths.size() ? &snapshot.paths[*index] : nullptr;
}

bool isBad(const engine::PathStatus* path) {
    return path != nullptr && path->isInContact && path->worst() > engine::Severity::None;
}

QString namesOf(const engine::Snapshot& snapshot, const std::vector<std::string>& regions) {
    QStringList names;
    for (const auto& region : regions) {
        names << theme::regionName(snapshot, region);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

FeedRegions feedRegions(const engine::Snapshot& snapshot, const std::string& feedId) {
    FeedRegions regions;
    for (const auto& delivery : snapshot.deliveries) {
        if (delivery.feedId != feedId || delivery.reason == engine::OnAirReason::OffSchedule) {
            continue;
        }
        ++regions.total;
        const engine::PathStatus* onAir = pathAt(snapshot, delivery.onAir);
        if (onAir == nullptr || !onAir->isInContact) {
            regions.unknown.push_back(delivery.regionId);
        } else if (isBad(onAir)) {
            regions.bad.push_back(delivery.regionId);
        } else if (isBad(pathAt(snapshot, delivery.main)) ||
                   isBad(pathAt(snapshot, delivery.backup))) {
            regions.twinBad.push_back(delivery.regionId);
        }
    }
    return regions;
}

QString feedRegionsText(const engine::Snapshot& snapshot, const FeedRegions& regions) {
    if (regions.total == 0) {
        return Words::tr("on air in no region");
    }
    const auto total = static_cast<int>(regions.total);
    const std::size_t clean = regions.total - regions.bad.size() - regions.unknown.size();
    QStringList words;
    if (regions.bad.size() == regions.total) {
        words << Words::tr("bad in all %n region(s)", nullptr, total);
    } else if (!regions.bad.empty()) {
        words << Words::tr("bad in %n of %1 regions: %2", nullptr,
                           static_cast<int>(regions.bad.size()))
                     .arg(regions.total)
                     .arg(namesOf(snapshot, regions.bad));
    } else if (clean == regions.total) {
        words << Words::tr("clean in all %n region(s)", nullptr, total);
    } else if (clean > 0) {
        words << Words::tr("clean in %n of %1 regions", nullptr, static_cast<int>(clean))
                     .arg(regions.total);
    }
    if (!regions.twinBad.empty()) {
        words << Words::tr("twin bad in: %1").arg(namesOf(snapshot, regions.twinBad));
    }
    if (!regions.unknown.empty()) {
        words << Words::tr("not known in: %1").arg(namesOf(snapshot, regions.unknown));
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace vigie::ui::desk
