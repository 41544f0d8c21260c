// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/subscription.h"
#include "core/model/event.h"
#include "core/model/preview.h"
#include "core/model/tick.h"

namespace vigie::fleet {

/// Told by a Provider, on one thread of its own, never two at once. Returns at once.
class ProviderListener {
public:
    virtual ~ProviderListener() = default;
    virtual void onDescription(model::NodeDescriptionPtr description) = 0;
    virtual void onTick(model::TickPtr tick) = 0;
    virtual void onEvent(model::EventPtr event) = 0;
};

/// Told by Provider::watchPreview, on any thread, never two at once per watch. Returns at once.
class PreviewListener {
public:
    virtual ~PreviewListener() = default;
    virtual void onAccessUnit(model::AccessUnitPtr unit) = 0;
    /// No further picture comes; `reason` in words.
    virtual void onEnded(const std::string& reason) = 0;
};

/// Events of a bounded ring. `firstAvailable` > asked-for + 1 means a gap.
struct EventPage {
    std::uint64_t firstAvailable = 1;
    std::vector<model::EventPtr> events;
};

/// What a node offers to the wire: the other side of Source. vigie-node's probe is one; a hub or a
/// recording that is served would be others. Thread-safe.
class Provider {
public:
    virtual ~Provider() = default;
    [[nodiscard]] virtual model::NodeDescriptionPtr describe() const = 0;
    /// Begins with an onDescription of the present one. `listener` must outlive the handle.
    [[nodiscard]] virtual base::SubscriptionPtr subscribe(ProviderListener& listener) = 0;
    /// Events with a sequence above `after`, oldest first, at most `most`.
    [[nodiscard]] virtual EventPage eventsAfter(std::uint64_t after, std::size_t most) const = 0;
    /// Begins with the cached key picture where there is one. Fails for an unknown path or one that
    /// has no preview. `listener` must outlive the handle.
    [[nodiscard]] virtual base::Result<base::SubscriptionPtr>
    watchPreview(const std::string& pathId, const model::PreviewRequest& request,
                 PreviewListener& listener) = 0;
};

} // namespace vigie::fleet
