// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/model/event.h"
#include "core/probe/captureconfig.h"
#include "core/probe/capturerecorder.h"

namespace vigie::probe {

/// Makes captures of one input by the codes of its events. A fault while its capture is still being
/// recorded is part of that one and prolongs it, to a minute in all at most; one that comes too
/// soon after the last capture is counted. One thread: the one that the events come on.
class CaptureRule {
public:
    CaptureRule(CaptureConfig config, std::shared_ptr<CaptureRing> ring, std::string profile)
        : m_config(std::move(config)), m_ring(std::move(ring)), m_profile(std::move(profile)) {}

    [[nodiscard]] const std::shared_ptr<CaptureRing>& ring() const { return m_ring; }
    [[nodiscard]] const std::string& profile() const { return m_profile; }
    [[nodiscard]] const CaptureConfig& config() const { return m_config; }

    /// "capture.failed" where the capture could not even begin.
    [[nodiscard]] std::optional<model::Event>
    onEvent(const model::Event& event, CaptureRecorder& recorder, base::Timestamp now);

private:
    [[nodiscard]] bool isTrigger(const model::Event& event) const;
    [[nodiscard]] base::Nanoseconds longest() const;

    const CaptureConfig m_config;
    const std::shared_ptr<CaptureRing> m_ring;
    const std::string m_profile;
    /// The one that is being recorded.
    std::string m_id;
    base::Mono m_begin{};
    base::Mono m_until{};
    std::optional<base::Mono> m_nextAllowed;
    std::uint64_t m_unseen = 0;
};

} // namespace vigie::probe
