// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <fstream>
#include <sys/timex.h>

#include <fmt/format.h>

namespace vigie::base {

Timestamp SystemClock::now() const {
    return {std::chrono::time_point_cast<Nanoseconds>(std::chrono::system_clock::now()),
            std::chrono::time_point_cast<Nanoseconds>(std::chrono::steady_clock::now())};
}

const SystemClock& SystemClock::instance() {
    static const SystemClock clock;
    return clock;
}

std::string toIso8601(Utc t) {
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(t).time_since_epoch().count();
    auto seconds = ms / 1000;
    auto rest = ms % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    const std::time_t whole = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&whole, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       rest);
}

Nanoseconds systemClockError() {
    timex request{};
    const int state = adjtimex(&request);
    if (state < 0 || state == TIME_ERROR || (request.status & STA_UNSYNC) != 0) {
        return Nanoseconds{-1};
    }
    return std::chrono::microseconds{request.maxerror};
}

std::string systemClockId(const std::string& file) {
    constexpr std::size_t uuidLength = 36;
    std::ifstream in(file);
    std::string id;
    const bool isUuid = std::getline(in, id) && id.size() == uuidLength &&
                        std::all_of(id.begin(), id.end(), [](unsigned char c) {
                            return std::isxdigit(c) != 0 || c == '-';
                        });
    return isUuid ? id : std::string();
}

} // namespace vigie::base
