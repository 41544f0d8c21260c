// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <spdlog/spdlog.h>

namespace vigie::base {

/// The logger of a component ("rpc", "transport", ...): to stderr, UTC, safe from any thread.
/// The level is set by VIGIE_LOG (trace, debug, info, warn, error, off; default info).
[[nodiscard]] std::shared_ptr<spdlog::logger> logger(const std::string& component);

} // namespace vigie::base
