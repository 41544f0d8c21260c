// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace vigie::replay {

/// Why this can not be the name of a recording, which becomes a file's: one sentence; nothing: it
/// can. Names that the desk gives by itself (incidentName()) are names too.
[[nodiscard]] std::optional<std::string> whyNoName(std::string_view name);

/// "incident-12-2026-07-26T1812Z".
[[nodiscard]] std::string incidentName(std::uint64_t id, base::Utc began);

struct NamedIncident {
    std::uint64_t id = 0;
    /// To the minute.
    base::Utc began{};
};
/// What incidentName() was made of; nothing for any other name.
[[nodiscard]] std::optional<NamedIncident> incidentOfName(std::string_view name);

} // namespace vigie::replay
