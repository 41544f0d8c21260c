// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/es/structure.h"
#include "core/media/contentprobe.h"
#include "core/ts/analyzer.h"

/// The words of reports. Those of states are part of the schema (docs/analyze.schema.json).
namespace vigie::analysis {

[[nodiscard]] std::string_view nameOf(ts::CheckState state);
[[nodiscard]] std::string_view nameOf(ts::StreamClass streamClass);
[[nodiscard]] std::string_view nameOf(ts::PcrFigures::Basis basis);
[[nodiscard]] std::string_view nameOf(ts::PcrFilter filter);
/// Empty for Unknown.
[[nodiscard]] std::string_view nameOf(es::Codec codec);
[[nodiscard]] std::string_view nameOf(es::Scan scan);
[[nodiscard]] std::string_view nameOf(es::Presence presence);
[[nodiscard]] std::string_view nameOf(media::Presence presence);
/// "High", "Main 10", ...; the number where the standard gives it no name that we know.
[[nodiscard]] std::string profileName(es::Codec codec, int profile);
/// "4.1"; of MPEG-2 "Main".
[[nodiscard]] std::string levelName(es::Codec codec, double level);
/// "TS_sync_loss".
[[nodiscard]] std::string_view checkName(ts::Check check);

} // namespace vigie::analysis
