// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// Files that are compiled into the program.
namespace vigie::resources {

inline constexpr std::string_view applicationIcon = ":/vigie/icons/vigie.svg";
/// Natural Earth land, 1:50 million, as TopoJSON (license beside it in resources/map).
inline constexpr std::string_view landTopology = ":/vigie/map/land-50m.json";

/// Whether every file named above was linked in; false is a mistake of the build.
[[nodiscard]] bool areLinked();

} // namespace vigie::resources
