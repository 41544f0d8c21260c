// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/es/structure.h"

/// How coded video is told to people.
namespace vigie::ctl {

/// "12.3 %"
[[nodiscard]] std::string percent(double part);
/// "1920×1080i 25": size, scan and pictures per second.
[[nodiscard]] std::string formatOf(const es::StructureFigures& figures);
/// "High@4.1"; the codec has its own column.
[[nodiscard]] std::string codingOf(const es::StructureFigures& figures);
/// "GOP 24 (0.96 s) M=3", mean sizes of pictures, QP, captions: what is known of them.
[[nodiscard]] std::vector<std::string> groupOf(const es::StructureFigures& figures);

} // namespace vigie::ctl
