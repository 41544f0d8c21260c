// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QString>

namespace vigie::ui::inspector {

/// "High" for H.264 and 100; the number where it has no name. `codec` as model::state::VideoCodec.
[[nodiscard]] QString profileName(std::int64_t codec, std::int64_t profile);
/// "4.1"; for MPEG-2 "High-1440".
[[nodiscard]] QString levelName(std::int64_t codec, double level);
/// "16APSK 2/3": the MODCODs of DVB-S2 (EN 302 307-1, table 12); the number for others.
[[nodiscard]] QString modcodName(std::int64_t modcod);

} // namespace vigie::ui::inspector
