// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/fleet.h"

namespace vigie::demo {

/// What moves in a feed's picture.
enum class Motif : std::uint8_t {
    Fireworks,
    Lanes,
    Throw,
    Waves,
    Bubbles,
    Gymnast,
    Ball,
    Wrestlers,
    Blades,
    Wheels,
    Boats,
    Sails,
    Net,
    Skyline
};

struct FeedStyle {
    model::FeedInfo info;
    Motif motif = Motif::Ball;
    int red = 0, green = 0, blue = 0;
};

/// A region of the demo with both of its ways in.
struct RegionStyle {
    model::RegionInfo info;
    std::string cloudCity, cloudSlug;
    model::GeoPosition cloudPosition;
    /// Round trip of the internet path from Paris.
    double rttMs = 0;
    std::string satelliteCity;
    model::GeoPosition satellitePosition;
    double elevationDeg = 0;
    /// Rain rate exceeded 0.01 % of the year, mm/h, and rain height, km.
    double rainRate = 0;
    double rainHeightKm = 0;
    double clearSkyEsN0Db = 0;
    int modcod = 0;
    /// Part of the deliveries whose main path is the cloud's.
    double cloudShare = 0;
};

inline constexpr std::size_t mostFeeds = 36;
inline constexpr std::size_t mostRegions = 8;

/// The first `count` feeds, "f001" on. At most mostFeeds.
[[nodiscard]] std::vector<FeedStyle> feedCatalog(std::size_t count);
/// The first `count` regions. At most mostRegions.
[[nodiscard]] std::vector<RegionStyle> regionCatalog(std::size_t count);

} // namespace vigie::demo
