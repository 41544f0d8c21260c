// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/subscription.h"
#include "core/base/time.h"
#include "core/fleet/provider.h"
#include "core/media/previewencoder.h"
#include "core/model/preview.h"

namespace vigie::probe {

/// The watchers of one path's preview. Keeps the pictures since the newest key, so that a joiner
/// sees a picture at once and stays in step; tells the encoder the largest size that anyone wants.
///
/// push() comes from the input's thread, units from the input's or the encoder's; watch() from any.
/// Listeners are called under the hub's lock: they hand over and return, and after a watch's handle
/// is gone its listener is not called again.
class PreviewHub : public std::enable_shared_from_this<PreviewHub> {
public:
    [[nodiscard]] static std::shared_ptr<PreviewHub> make(const std::string& name);
    ~PreviewHub();
    PreviewHub(const PreviewHub&) = delete;
    PreviewHub& operator=(const PreviewHub&) = delete;

    void push(std::string_view content, std::span<const std::byte> payload,
              std::optional<std::uint64_t> pts, bool isRandomAccess, bool isDamaged,
              base::Timestamp arrival);
    [[nodiscard]] base::SubscriptionPtr watch(const model::PreviewRequest& request,
                                              fleet::PreviewListener& listener);
    /// Ends every watch with `reason` and the encoder with them; never from the encoder's own
    /// thread. The hub is of no further use.
    void close(const std::string& reason);

private:
    struct Watch {
        std::uint64_t id = 0;
        model::PreviewRequest request;
        fleet::PreviewListener* listener = nullptr;
        std::uint64_t nextSequence = 0;
        /// The encoder's sequence that continues what was delivered; nothing before the first.
        std::optional<std::uint64_t> expected;
    };

    PreviewHub() = default;
    [[nodiscard]] std::shared_ptr<media::PreviewEncoder> encoder();
    void onUnit(const model::AccessUnitPtr& unit);
    void deliver(Watch& watch, const model::AccessUnitPtr& unit);
    void endWatch(std::uint64_t id);
    void updateDemand();
    void remember(const model::AccessUnitPtr& unit);

    std::mutex m_mutex;
    std::shared_ptr<media::PreviewEncoder> m_encoder; // guarded by m_mutex
    std::vector<Watch> m_watches;                     // guarded by m_mutex
    std::uint64_t m_nextWatch = 1;                    // guarded by m_mutex
    std::vector<model::AccessUnitPtr> m_group;        // guarded by m_mutex: since the newest key
    std::size_t m_groupBytes = 0;                     // guarded by m_mutex
    bool m_isClosed = false;                          // guarded by m_mutex
};

} // namespace vigie::probe
