// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/previewhub.h"

#include <algorithm>
#include <utility>

namespace vigie::probe {
namespace {

// A group of pictures longer than this is not kept: joiners then wait for the next key.
constexpr std::size_t maximumGroupUnits = 128;
constexpr std::size_t maximumGroupBytes = 1024 * 1024;
// Segments of HLS arrive as a whole, up to some seconds before their pictures are handed on.
constexpr std::chrono::seconds freshGroup{15};

bool wantsKeysOnly(const model::PreviewRequest& request) {
    // Coded pictures in between cannot be left out one by one.
    return request.isKeyFramesOnly || (request.maxFrameRate > 0 && request.maxFrameRate <= 2);
}

} // namespace

std::shared_ptr<PreviewHub> PreviewHub::make(const std::string& name) {
    std::shared_ptr<PreviewHub> hub(new PreviewHub());
    hub->m_encoder =
        media::makePreviewEncoder(name, [weak = std::weak_ptr(hub)](model::AccessUnitPtr unit) {
            if (const auto self = weak.lock()) {
                self->onUnit(unit);
            }
        });
    return hub;
}

PreviewHub::~PreviewHub() = default;

void PreviewHub::push(std::string_view content, std::span<const std::byte> payload,
                      std::optional<std::uint64_t> pts, bool isRandomAccess, bool isDamaged,
                      base::Timestamp arrival) {
    if (const auto target = encoder()) {
        target->push(content, payload, pts, isRandomAccess, isDamaged, arrival);
    }
}

base::SubscriptionPtr PreviewHub::watch(const model::PreviewRequest& request,
                                        fleet::PreviewListener& listener) {
    std::uint64_t id = 0;
    bool hasGroup = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed) {
            listener.onEnded("the node is stopping");
            return std::make_unique<base::CallOnEnd>([] {});
        }
        id = m_nextWatch++;
        m_watches.push_back({id, request, &listener, 0, std::nullopt});
        // What stopped coming is no live picture.
        const auto oldest = base::SystemClock::instance().now().utc - freshGroup;
        if (!m_group.empty() && m_group.back()->arrival < oldest) {
            m_group.clear();
            m_groupBytes = 0;
        }
        hasGroup = !m_group.empty();
        for (const auto& unit : m_group) {
            deliver(m_watches.back(), unit);
        }
    }
    if (!hasGroup) {
        // A transcoded preview has no group while nobody watches, but may have a key picture.
        const auto source = encoder();
        const auto key = source ? source->cachedKey() : nullptr;
        const std::lock_guard lock(m_mutex);
        const auto watch = std::find_if(m_watches.begin(), m_watches.end(),
                                        [id](const Watch& w) { return w.id == id; });
        if (key && watch != m_watches.end() && !watch->expected) {
            deliver(*watch, key);
        }
    }
    updateDemand();
    return std::make_unique<base::CallOnEnd>(
        [self = shared_from_this(), id] { self->endWatch(id); });
}

void PreviewHub::close(const std::string& reason) {
    std::shared_ptr<media::PreviewEncoder> encoder;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        for (const Watch& watch : m_watches) {
            watch.listener->onEnded(reason);
        }
        m_watches.clear();
        encoder = std::move(m_encoder);
    }
    // Joins the encoder's thread, which may be waiting for the lock: so not under it.
    encoder.reset();
}

std::shared_ptr<media::PreviewEncoder> PreviewHub::encoder() {
    const std::lock_guard lock(m_mutex);
    return m_encoder;
}

void PreviewHub::onUnit(const model::AccessUnitPtr& unit) {
    const std::lock_guard lock(m_mutex);
    remember(unit);
    for (Watch& watch : m_watches) {
        deliver(watch, unit);
    }
}

void PreviewHub::remember(const model::AccessUnitPtr& unit) {
    const bool isContinuous = !m_group.empty() && m_group.back()->sequence + 1 == unit->sequence;
    if (unit->isKey) {
        m_group.clear();
        m_groupBytes = 0;
    } else if (!isContinuous || m_group.size() >= maximumGroupUnits ||
               m_groupBytes + unit->data.size() > maximumGroupBytes) {
        if (m_group.size() > 1 || !isContinuous) {
            m_group.clear();
            m_groupBytes = 0;
        }
        return;
    }
    m_group.push_back(unit);
    m_groupBytes += unit->data.size();
}

void PreviewHub::deliver(Watch& watch, const model::AccessUnitPtr& unit) {
    const bool isKeysOnly = wantsKeysOnly(watch.request);
    if (isKeysOnly && !unit->isKey) {
        return;
    }
    if (!watch.expected && !unit->isKey) {
        return; // nothing to see before the first key
    }
    // A gap of the encoder's stays one gap in the watch's own numbering.
    if (!isKeysOnly && watch.expected && unit->sequence > *watch.expected) {
        ++watch.nextSequence;
    }
    watch.expected = unit->sequence + 1;
    if (unit->sequence == watch.nextSequence) {
        watch.listener->onAccessUnit(unit);
    } else {
        auto renumbered = std::make_shared<model::AccessUnit>(*unit);
        renumbered->sequence = watch.nextSequence;
        watch.listener->onAccessUnit(std::move(renumbered));
    }
    ++watch.nextSequence;
}

void PreviewHub::endWatch(std::uint64_t id) {
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_watches, [id](const Watch& watch) { return watch.id == id; });
    }
    updateDemand();
}

void PreviewHub::updateDemand() {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const Watch& watch : m_watches) {
            // A watcher that does not say gets a common wall tile.
            width = std::max(width, watch.request.width == 0 ? 320 : watch.request.width);
            height = std::max(height, watch.request.height == 0 ? 180 : watch.request.height);
        }
    }
    if (const auto target = encoder()) {
        target->setDemand(width, height);
    }
}

} // namespace vigie::probe
