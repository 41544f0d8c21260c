// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <cstdlib>
#include <mutex>

#include <spdlog/sinks/stdout_color_sinks.h>

namespace vigie::base {

std::shared_ptr<spdlog::logger> logger(const std::string& component) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (auto existing = spdlog::get(component)) {
        return existing;
    }
    auto created = spdlog::stderr_color_mt(component);
    created->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ [%n] %v", spdlog::pattern_time_type::utc);
    if (const char* level = std::getenv("VIGIE_LOG")) {
        created->set_level(spdlog::level::from_str(level));
    }
    return created;
}

} // namespace vigie::base
