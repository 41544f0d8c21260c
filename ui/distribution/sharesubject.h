// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"

namespace vigie::ui::distribution {

/// By what a share is told.
enum class ShareMeasure : std::uint8_t {
    /// Deliveries on air now.
    Count,
    /// Hours carried since the event began.
    Hours,
    /// Bits carried since the engine began.
    Bits
};

/// What carried how much of something, in the unit of the measure. `unknown` is no part of the
/// whole.
struct ShareParts {
    double cloud = 0;
    double satellite = 0;
    double fibre = 0;
    double none = 0;
    double unknown = 0;
    [[nodiscard]] double total() const { return cloud + satellite + fibre + none; }
    [[nodiscard]] double of(model::PathKind kind) const;
    ShareParts& operator+=(const ShareParts& other);
    bool operator==(const ShareParts&) const = default;
};

/// The world or one region, as the share's widgets tell of it.
struct ShareSubject {
    /// Empty: the world.
    QString regionId;
    QString name;
    engine::ShareCount now;
    /// Absent in recordings that did not keep it.
    std::optional<engine::ShareSum> hours;
    std::optional<engine::ShareSum> bits;
    bool isAssumed = false;
    std::optional<double> plannedHours;
    std::optional<double> plannedSoFarHours;
    /// When the hours began to be counted.
    base::Utc since{};
    /// May be null.
    std::shared_ptr<const std::vector<engine::SharePoint>> history;
};

/// Of a region that is not there: of the world.
[[nodiscard]] ShareSubject subjectOf(const engine::Snapshot& snapshot, const QString& regionId);
[[nodiscard]] ShareSubject subjectOf(const engine::ShareStatus& share);

/// Now; nothing where it is not known.
[[nodiscard]] std::optional<ShareParts> partsOf(const ShareSubject& subject, ShareMeasure measure);
/// Of a point of the history: deliveries, delivery-seconds or bits of its ten seconds.
[[nodiscard]] std::optional<ShareParts> partsOf(const engine::SharePoint& point,
                                                ShareMeasure measure);

/// "count", "hours", "bits".
[[nodiscard]] QString measureWord(ShareMeasure measure);
/// A part with its unit: "512", "512 s" (of a point), "4.1 GB".
[[nodiscard]] QString partText(double part, ShareMeasure measure);
/// "cloud 512 (68.3 %) · satellite 238 (31.7 %) · fibre 0 (0.0 %) · none 0 (0.0 %)", and what is
/// unknown.
[[nodiscard]] QString partsText(const ShareParts& parts, ShareMeasure measure);
/// "3.21 GB", by thousands.
[[nodiscard]] QString bytesText(double bits);

} // namespace vigie::ui::distribution
