// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/tooling.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <unistd.h>

#include <fmt/format.h>

#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/paint.h"
#include "app/vigiectl/table.h"
#include "core/base/thread.h"
#include "core/exchange/csvimport.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

/// "30m", "1h30m", "90s", "2d".
std::optional<base::Nanoseconds> spanFrom(std::string_view text) {
    base::Nanoseconds span{0};
    if (text.empty()) {
        return std::nullopt;
    }
    while (!text.empty()) {
        std::int64_t number = 0;
        std::size_t digits = 0;
        while (digits < text.size() && digits < 9 && text[digits] >= '0' && text[digits] <= '9') {
            number = number * 10 + (text[digits++] - '0');
        }
        if (digits == 0 || digits == text.size()) {
            return std::nullopt;
        }
        const char unit = text[digits];
        const std::int64_t seconds = unit == 'd'   ? 86'400
                                     : unit == 'h' ? 3'600
                                     : unit == 'm' ? 60
                                     : unit == 's' ? 1
                                                   : 0;
        if (seconds == 0 || number > 1'000'000'000 / seconds) {
            return std::nullopt;
        }
        span += std::chrono::seconds{number * seconds};
        text.remove_prefix(digits + 1);
    }
    return span;
}

} // namespace

int refuse(const std::string& reason, int code) {
    fmt::print(stderr, "vigiectl: {}\n", printable(reason));
    return code;
}

ToolRun::ToolRun() : m_isShown(isatty(STDERR_FILENO) == 1) {
    m_watch = base::startThread("interrupt", [this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (isInterrupted()) {
                m_stop.request_stop();
                return;
            }
            std::this_thread::sleep_for(20ms);
        }
    });
}

ToolRun::~ToolRun() {
    if (m_isTold) {
        fmt::print(stderr, "\r\x1b[K");
    }
}

void ToolRun::tell(double part) {
    const auto now = std::chrono::steady_clock::now();
    if (!m_isShown || now - m_told < 200ms) {
        return;
    }
    m_told = now;
    m_isTold = true;
    fmt::print(stderr, "\r\x1b[K{:3.0f} %", std::clamp(part, 0.0, 1.0) * 100);
    std::fflush(stderr);
}

record::Progress ToolRun::progress() {
    return {[this](double part) { tell(part); }, m_stop.get_token()};
}

base::Result<base::Utc> momentFrom(const std::string& text, const record::RecordingInfo& info) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        if (const auto span = spanFrom(std::string_view(text).substr(1))) {
            return text.front() == '-' ? info.to - *span : info.from + *span;
        }
    } else if (const auto at = exchange::timeFromIso8601(text)) {
        return *at;
    }
    return base::failure(fmt::format("'{}' is no moment: expected one such as "
                                     "2026-07-26T18:00:00Z, -30m (before the end) or +90s (after "
                                     "the beginning)",
                                     text));
}

nlohmann::ordered_json damageJson(const record::Damage& damage) {
    nlohmann::ordered_json json{{"file", damage.file.string()}, {"offset", damage.offset}};
    if (damage.from) {
        json["from"] = base::toIso8601(*damage.from);
    }
    if (damage.to) {
        json["to"] = base::toIso8601(*damage.to);
    }
    json["what"] = damage.what;
    return json;
}

std::string damageLine(const record::Damage& damage) {
    std::string line = fmt::format("{} at byte {}: {}", damage.file.filename().string(),
                                   grouped(damage.offset), damage.what);
    if (damage.from && damage.to) {
        line +=
            fmt::format(" ({} to {})", base::toIso8601(*damage.from), base::toIso8601(*damage.to));
    } else if (damage.from) {
        line += fmt::format(" (from {})", base::toIso8601(*damage.from));
    } else if (damage.to) {
        line += fmt::format(" (until {})", base::toIso8601(*damage.to));
    }
    return printable(line);
}

nlohmann::ordered_json infoJson(const record::RecordingInfo& info) {
    nlohmann::ordered_json json;
    json["files"] = nlohmann::ordered_json::array();
    for (const auto& file : info.files) {
        json["files"].push_back(file.string());
    }
    json["version"] = info.version;
    json["made_by"] = info.madeBy;
    json["redacted"] = info.isRedacted;
    json["complete"] = info.isComplete;
    if (info.lastOrder > 0) {
        json["from"] = base::toIso8601(info.from);
        json["to"] = base::toIso8601(info.to);
        json["seconds"] = std::chrono::duration<double>(info.to - info.from).count();
        json["first_order"] = info.firstOrder;
        json["last_order"] = info.lastOrder;
    }
    json["bytes"] = info.bytes;
    json["pictures"] = info.pictures;
    json["damages"] = nlohmann::ordered_json::array();
    for (const record::Damage& damage : info.damages) {
        json["damages"].push_back(damageJson(damage));
    }
    return json;
}

std::string sizeText(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> units{"B", "kB", "MB", "GB", "TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 999.5 && unit + 1 < units.size()) {
        size /= 1000;
        ++unit;
    }
    return fmt::format("{:.{}f} {}", size, unit == 0 || size >= 99.95 ? 0 : 1, units[unit]);
}

std::string spanText(base::Nanoseconds span) {
    const double seconds = std::chrono::duration<double>(span).count();
    if (seconds < 60) {
        return fmt::format("{:.1f} s", seconds);
    }
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    return whole < 3600 ? fmt::format("{} min {:02} s", whole / 60, whole % 60)
                        : fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

int finishOutput(int code) {
    return std::fflush(stdout) == 0 ? code : refuse("the report could not be written", NoContact);
}

std::string madeBy() {
    std::array<char, 256> host{};
    const bool isKnown = ::gethostname(host.data(), host.size() - 1) == 0 && host.front() != '\0';
    return isKnown ? fmt::format("vigiectl {} on {}", VIGIE_VERSION, host.data())
                   : fmt::format("vigiectl {}", VIGIE_VERSION);
}

} // namespace vigie::ctl
