// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/config/yaml.h"
#include "core/probe/nodeconfig.h"

namespace vigie::probe {

/// A secret that a map gives as `key`, or as the name of an environment variable under `key`_env;
/// empty when it gives neither. Wrong is: both, and a variable that is not set.
[[nodiscard]] std::string readSecret(const config::Value& map, const std::string& key);

/// Reads `rf` of an input: "udp://address:port", or a map of a receiver that is asked over SNMP.
void readRf(const config::Value& value, InputConfig& input);

/// Reads `leg_b` and `leg_window` of an input (SMPTE ST 2022-7).
void readLegs(const config::Value& input, InputConfig& into);

} // namespace vigie::probe
