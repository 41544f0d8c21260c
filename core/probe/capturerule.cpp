// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/capturerule.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace vigie::probe {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds longestBurst = 60s;
/// What a ring keeps back of its time, so that the first bytes are still there at the end.
constexpr base::Nanoseconds ringReserve = 1s;

std::string reasonOf(const model::Event& event, const std::string& inputId) {
    std::string reason = event.code;
    if (event.subject != inputId) {
        reason += " on " + event.subject;
    }
    if (event.pid) {
        reason += fmt::format(", PID 0x{:04x}", *event.pid);
    }
    return reason.substr(0, fleet::Provider::maximumCaptureReason);
}

} // namespace

bool CaptureRule::isTrigger(const model::Event& event) const {
    return event.phase != model::EventPhase::End &&
           std::find(m_config.on.begin(), m_config.on.end(), event.code) != m_config.on.end();
}

base::Nanoseconds CaptureRule::longest() const {
    const base::Nanoseconds plain = m_config.before + m_config.after;
    base::Nanoseconds most = std::max(plain, longestBurst);
    if (m_config.ringTime) {
        most = std::min<base::Nanoseconds>(most, *m_config.ringTime - ringReserve);
    }
    return std::max(most, plain);
}

std::optional<model::Event> CaptureRule::onEvent(const model::Event& event,
                                                 CaptureRecorder& recorder, base::Timestamp now) {
    if (!isTrigger(event)) {
        return std::nullopt;
    }
    if (!m_id.empty() && now.mono < m_until) {
        const base::Mono until = std::min(now.mono + m_config.after, m_begin + longest());
        if (recorder.extend(m_id, until)) {
            m_until = std::max(m_until, until);
            m_nextAllowed = m_until + m_config.atMostEvery;
            return std::nullopt;
        }
    }
    m_id.clear();
    if (m_nextAllowed && now.mono < *m_nextAllowed) {
        ++m_unseen;
        return std::nullopt;
    }
    fleet::CaptureRequest request;
    request.inputId = m_ring->inputId();
    request.around = event.utc;
    request.before = m_config.before;
    request.after = m_config.after;
    request.reason = reasonOf(event, m_ring->inputId());
    auto begun = recorder.request(m_ring, m_profile, request, {1, m_unseen}, now);
    const base::Mono moment = now.mono - (now.utc - event.utc);
    m_until = moment + m_config.after;
    m_nextAllowed = m_until + m_config.atMostEvery;
    if (begun) {
        m_id = begun->id;
        m_begin = moment - m_config.before;
        m_unseen = 0;
        return std::nullopt;
    }
    ++m_unseen;
    model::Event failed;
    failed.utc = now.utc;
    failed.kind = model::EventKind::Capture;
    failed.code = "capture.failed";
    failed.scope = model::Scope::Input;
    failed.subject = m_ring->inputId();
    failed.parameters = {{"reason", request.reason + ": " + begun.error().message}};
    return failed;
}

} // namespace vigie::probe
