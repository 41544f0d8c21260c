// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <QColor>
#include <QString>

#include "core/engine/snapshot.h"

namespace vigie::ui::inspector {

/// One of the two paths of a delivery, with what is needed to ask for its figures.
struct Twin {
    model::PathRef ref;
    model::PathKind kind = model::PathKind::Unknown;
    model::InputInfo input;
    std::uint16_t serviceId = 0;
    QString nodeName;
    bool operator==(const Twin&) const = default;
};

/// The delivery that is looked at: its cloud path (or the first of two of a kind) on the left, its
/// satellite path on the right. Either may not have been seen.
struct Twins {
    std::string feedId;
    std::string regionId;
    std::array<std::optional<Twin>, 2> paths;
    bool operator==(const Twins&) const = default;
};

[[nodiscard]] const engine::DeliveryStatus* findDelivery(const engine::Snapshot& snapshot,
                                                         const std::string& feedId,
                                                         const std::string& regionId);
[[nodiscard]] Twins findTwins(const engine::Snapshot& snapshot, const std::string& feedId,
                              const std::string& regionId);

/// Any path, also one from the origin; nothing where it has not been seen.
[[nodiscard]] std::optional<Twin> findTwin(const engine::Snapshot& snapshot,
                                           const model::PathRef& ref);

/// Arrival on side 0 minus arrival on side 1, whichever of them is the main path.
[[nodiscard]] engine::Latency skewOfSides(const engine::Snapshot& snapshot, const Twins& twins);

/// How a side is drawn: its kind's color; the second of two of a kind is drawn brighter.
[[nodiscard]] QColor twinColor(const Twins& twins, std::size_t side);
/// "● cloud"; "no path" where there is none.
[[nodiscard]] QString twinTitle(const Twins& twins, std::size_t side);
/// "● CLOUD · São Paulo · SRT".
[[nodiscard]] QString twinCaption(const Twins& twins, std::size_t side);

/// What a path is asked by in queries of `scope`.
[[nodiscard]] std::string subjectOf(const Twin& twin, model::Scope scope);
/// As the engine names a PID of an input.
[[nodiscard]] std::string pidSubject(const std::string& inputId, std::uint16_t pid);
/// The PIDs that belong to the twin's service, or to no single one (PAT, null, ...).
[[nodiscard]] std::vector<model::PidInfo> pidsOf(const engine::Snapshot& snapshot,
                                                 const Twin& twin);

} // namespace vigie::ui::inspector
