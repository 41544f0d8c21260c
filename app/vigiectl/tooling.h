// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/record/recording.h"
#include "core/record/tools.h"

/// What the commands about recordings have in common.
namespace vigie::ctl {

/// Tells why on stderr; returns `code`.
int refuse(const std::string& reason, int code);

/// How far a tool is, as one line on stderr where that is a terminal; gone at the end. Stops the
/// tool when the user interrupts.
class ToolRun {
public:
    ToolRun();
    ~ToolRun();
    ToolRun(const ToolRun&) = delete;
    ToolRun& operator=(const ToolRun&) = delete;

    [[nodiscard]] record::Progress progress();

private:
    void tell(double part);

    std::stop_source m_stop;
    std::jthread m_watch;
    const bool m_isShown;
    bool m_isTold = false;
    std::chrono::steady_clock::time_point m_told{};
};

/// "2026-07-26T18:00:00Z", "-30m" before the recording's end, "+90s" after its beginning; also
/// "1h30m". The error says what was expected.
[[nodiscard]] base::Result<base::Utc> momentFrom(const std::string& text,
                                                 const record::RecordingInfo& info);

[[nodiscard]] nlohmann::ordered_json infoJson(const record::RecordingInfo& info);
[[nodiscard]] nlohmann::ordered_json damageJson(const record::Damage& damage);
/// "file.vigie at 1,234: a chunk is damaged (18:00:01 to 18:01:00)".
[[nodiscard]] std::string damageLine(const record::Damage& damage);
/// "1.2 GB", "340 kB", "12 B".
[[nodiscard]] std::string sizeText(std::uint64_t bytes);
/// "1 h 02 min", "12.3 s".
[[nodiscard]] std::string spanText(base::Nanoseconds span);
/// stdout was written; otherwise why not.
[[nodiscard]] int finishOutput(int code);

/// "vigiectl 0.1.0 on host".
[[nodiscard]] std::string madeBy();

} // namespace vigie::ctl
