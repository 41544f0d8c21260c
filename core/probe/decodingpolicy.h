// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/model/metric.h"

namespace vigie::probe {

/// Decides how far a path is decoded, from what is configured, what somebody asked for, and what
/// happens on the path. Adaptive is key frames, and all of it from any error until the path has
/// been quiet for a while; where the pool has no room the promotion waits, and the reason says so.
/// A request lifts the policy for a time and never lowers it; it is not subject to the pool's room,
/// because somebody wants it. Pure but for the two questions to the pool; not thread-safe.
class DecodingPolicy {
public:
    struct InForce {
        model::DecodePolicy policy = model::DecodePolicy::Off; ///< never Adaptive
        model::state::PolicyReason reason = model::state::PolicyReasonUnknown;
        bool operator==(const InForce&) const = default;
    };
    /// Asks the pool; see media::ContentProbe.
    using Question = std::function<bool()>;

    /// `quiet`: for how long nothing may happen before a promotion ends.
    DecodingPolicy(model::DecodePolicy configured, base::Nanoseconds quiet);

    /// Something is wrong with the path, or looks so.
    void onError(base::Timestamp at) { m_lastError = at.mono; }
    /// Until when it holds; replaces an earlier request. Off ends it. At most a day.
    base::Utc request(model::DecodePolicy policy, base::Timestamp now, std::chrono::seconds length);
    /// What holds from now on. `tryPromote` is asked only when this path wants more, `mustYield`
    /// only when it has more by an error.
    [[nodiscard]] InForce update(base::Timestamp now, const Question& tryPromote,
                                 const Question& mustYield);

private:
    [[nodiscard]] bool isRequested(base::Mono now) const;
    void updatePromotion(base::Mono now, const Question& tryPromote, const Question& mustYield);

    const model::DecodePolicy m_configured;
    const base::Nanoseconds m_quiet;
    std::optional<base::Mono> m_lastError;
    bool m_isPromoted = false;
    std::optional<base::Mono> m_wantsSince; // more than it has
    std::optional<base::Mono> m_yieldedAt;
    model::DecodePolicy m_requested = model::DecodePolicy::Off;
    base::Mono m_requestedUntil{};
};

} // namespace vigie::probe
