// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/yaml.h"
#include "core/media/contentprobe.h"

namespace vigie::probe {

/// Reads the map `content` of a service (docs/configuration.md). What is not named keeps its
/// default; faults are added to the document's errors.
[[nodiscard]] media::ContentLimits readContentLimits(const config::Value& value);

} // namespace vigie::probe
