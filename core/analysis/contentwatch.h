// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/report.h"
#include "core/media/contentprobe.h"
#include "core/ts/analyzer.h"

namespace vigie::analysis {

/// A content fault that began or ended.
struct ContentEvent {
    base::Utc at{};
    std::string code;
    bool isBegin = true;
    std::uint16_t serviceId = 0;
};

/// Decodes and judges the first video and the first audio of each service. Unlike a probe it waits
/// for its decoders, so that a file is judged whole however fast it is read; bounded: a decoder
/// that gets nothing done for 10 s is left behind, and its content goes Unknown.
/// One thread; decodes on threads of its own.
class ContentWatch {
public:
    explicit ContentWatch(model::DecodePolicy policy);
    ~ContentWatch();
    ContentWatch(const ContentWatch&) = delete;
    ContentWatch& operator=(const ContentWatch&) = delete;

    void setServices(const std::vector<ts::ServiceFigures>& services,
                     const std::vector<ts::PidFigures>& pids);
    void take(const ts::PesUnit& unit);
    void advance(base::Timestamp now);
    /// Waits for what is still being decoded.
    void finish(base::Timestamp end);
    [[nodiscard]] std::vector<ContentEvent> takeEvents();
    [[nodiscard]] std::optional<ContentReport>
    report(std::uint16_t serviceId, const std::function<Seconds(base::Utc)>& secondsOf) const;

private:
    struct Watched;
    void look(std::uint16_t serviceId, Watched& watched, base::Timestamp now);

    const model::DecodePolicy m_policy;
    std::unique_ptr<media::ContentPool> m_pool;
    std::map<std::uint16_t, std::unique_ptr<Watched>> m_services;
    std::vector<ContentEvent> m_events;
};

} // namespace vigie::analysis
