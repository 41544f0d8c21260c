// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace vigie::base {

/// Names the calling thread for debuggers and `top -H`; Linux keeps the first 15 bytes.
void nameThisThread(const std::string& name);

/// Starts a thread that carries `name` and joins when its owner goes. `body` must return soon after
/// a stop is asked for.
[[nodiscard]] std::jthread startThread(std::string name, std::function<void(std::stop_token)> body);

} // namespace vigie::base
