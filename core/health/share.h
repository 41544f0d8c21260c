// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/health/health.h"
#include "core/model/fleet.h"

namespace vigie::health {

/// What carries a delivery in one second.
enum class Carriage : std::uint8_t { Cloud, Satellite, Fibre, None, Unknown };

[[nodiscard]] Carriage carriageOf(model::PathKind kind);
void count(ShareCount& into, Carriage carriage);

/// Whole delivery-seconds carried, so that sums stay exact over weeks.
struct CarriedSeconds {
    std::uint64_t cloud = 0;
    std::uint64_t satellite = 0;
    std::uint64_t fibre = 0;
    std::uint64_t none = 0;
    [[nodiscard]] ShareSum hours() const;
    bool operator==(const CarriedSeconds&) const = default;
};

/// Adds up what the deliveries of the world or a region are carried by: seconds, bits, and both
/// with the count each 10 s for 6 h (at most 200 kB). Not thread-safe; never fails.
class ShareMeter {
public:
    /// Goes on from sums of an earlier run.
    void restore(CarriedSeconds seconds) { m_seconds = seconds; }
    /// One delivery, one second; bits are absent where the bitrate is not known.
    void add(Carriage carriage, std::optional<double> bits);
    /// Keeps `now` where a step of 10 s has begun since the last one kept; true when it did.
    bool sample(base::Utc at, const ShareCount& now);

    [[nodiscard]] const CarriedSeconds& seconds() const { return m_seconds; }
    [[nodiscard]] const ShareSum& bits() const { return m_bits; }
    [[nodiscard]] std::shared_ptr<const std::vector<SharePoint>> history() const;

private:
    CarriedSeconds m_seconds;
    ShareSum m_bits;
    /// Since the point before.
    ShareCount m_stepSeconds;
    ShareSum m_stepBits;
    std::optional<std::int64_t> m_lastStep;
    std::shared_ptr<const std::vector<SharePoint>> m_history =
        std::make_shared<std::vector<SharePoint>>();
};

} // namespace vigie::health
