// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/decodingpolicy.h"

#include <algorithm>

namespace vigie::probe {
namespace {

// Grants come one at a time: only who waits longer was refused.
constexpr std::chrono::seconds refusedAfter{2};
// Who gave its place back does not take it at once again.
constexpr std::chrono::seconds yieldRests{10};
constexpr std::chrono::hours longestRequest{24};

int rank(model::DecodePolicy policy) {
    switch (policy) {
    case model::DecodePolicy::Off:
        return 0;
    case model::DecodePolicy::KeyFrames:
    case model::DecodePolicy::Adaptive:
        return 1;
    case model::DecodePolicy::Full:
        return 2;
    }
    return 0;
}

model::DecodePolicy atRest(model::DecodePolicy policy) {
    return policy == model::DecodePolicy::Adaptive ? model::DecodePolicy::KeyFrames : policy;
}

} // namespace

DecodingPolicy::DecodingPolicy(model::DecodePolicy configured, base::Nanoseconds quiet)
    : m_configured(configured), m_quiet(quiet) {}

base::Utc DecodingPolicy::request(model::DecodePolicy policy, base::Timestamp now,
                                  std::chrono::seconds length) {
    const auto held =
        policy == model::DecodePolicy::Off
            ? std::chrono::seconds(0)
            : std::clamp<std::chrono::seconds>(length, std::chrono::seconds(0), longestRequest);
    m_requested = policy;
    m_requestedUntil = now.mono + held;
    return now.utc + held;
}

bool DecodingPolicy::isRequested(base::Mono now) const {
    return m_requested != model::DecodePolicy::Off && now < m_requestedUntil;
}

void DecodingPolicy::updatePromotion(base::Mono now, const Question& tryPromote,
                                     const Question& mustYield) {
    const bool isAdaptive = m_configured == model::DecodePolicy::Adaptive ||
                            (isRequested(now) && m_requested == model::DecodePolicy::Adaptive &&
                             rank(m_configured) < 2);
    const bool isTroubled = isAdaptive && m_lastError && now - *m_lastError < m_quiet;
    if (!isTroubled) {
        m_isPromoted = false;
        m_wantsSince.reset();
        return;
    }
    if (m_isPromoted) {
        if (mustYield()) {
            m_isPromoted = false;
            m_yieldedAt = now;
            m_wantsSince = now;
        }
        return;
    }
    m_wantsSince = m_wantsSince.value_or(now);
    if (m_yieldedAt && now - *m_yieldedAt < yieldRests) {
        return;
    }
    if (tryPromote()) {
        m_isPromoted = true;
        m_wantsSince.reset();
    }
}

DecodingPolicy::InForce DecodingPolicy::update(base::Timestamp now, const Question& tryPromote,
                                               const Question& mustYield) {
    // Who is wholly decoded by request needs no promotion, and takes no other path's place.
    const bool isFullByRequest = isRequested(now.mono) && m_requested == model::DecodePolicy::Full;
    if (isFullByRequest && m_configured != model::DecodePolicy::Full) {
        m_isPromoted = false;
        m_wantsSince.reset();
        return {model::DecodePolicy::Full, model::state::PolicyRequested};
    }
    updatePromotion(now.mono, tryPromote, mustYield);
    if (m_isPromoted) {
        return {model::DecodePolicy::Full, model::state::PolicyPromoted};
    }
    const bool isRefused = m_wantsSince && (now.mono - *m_wantsSince >= refusedAfter ||
                                            (m_yieldedAt && now.mono - *m_yieldedAt < yieldRests));
    if (isRequested(now.mono) && rank(m_requested) > rank(m_configured)) {
        return {atRest(m_requested),
                isRefused ? model::state::PolicyRefused : model::state::PolicyRequested};
    }
    return {atRest(m_configured),
            isRefused ? model::state::PolicyRefused : model::state::PolicyConfigured};
}

} // namespace vigie::probe
