// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/soundhub.h"

#include <utility>

namespace vigie::probe {

void SoundHub::setTracks(model::SoundTracks tracks) {
    const std::lock_guard lock(m_mutex);
    if (m_isKnown && tracks == m_tracks) {
        return;
    }
    const auto before = std::exchange(m_tracks, std::move(tracks));
    m_isKnown = true;
    for (const auto& watch : m_watches) {
        const bool isOther = watch->track >= before.size() || watch->track >= m_tracks.size() ||
                             before[watch->track].pid != m_tracks[watch->track].pid;
        if (isOther) {
            watch->cutter.reset();
        }
        watch->listener->onTracks(m_tracks);
    }
}

void SoundHub::push(std::uint16_t pid, std::span<const std::byte> payload,
                    std::optional<std::uint64_t> pts, bool isDamaged, base::Timestamp arrival) {
    const std::lock_guard lock(m_mutex);
    for (const auto& watch : m_watches) {
        if (watch->track >= m_tracks.size() || m_tracks[watch->track].pid != pid) {
            continue;
        }
        if (isDamaged) { // nobody knows how many frames it had: one gap stands for them
            watch->cutter.reset();
            ++watch->nextSequence;
            continue;
        }
        const model::AudioCodec codec = m_tracks[watch->track].codec;
        watch->cutter.push(
            codec, payload, pts,
            [&](std::span<const std::byte> frame, const std::optional<std::uint64_t>& framePts) {
                auto unit = std::make_shared<model::SoundUnit>();
                unit->sequence = watch->nextSequence++;
                unit->codec = codec;
                unit->arrival = arrival.utc;
                if (framePts) {
                    unit->pts = static_cast<std::int64_t>(*framePts);
                }
                unit->data.assign(reinterpret_cast<const char*>(frame.data()), frame.size());
                watch->listener->onSound(std::move(unit));
            });
    }
}

base::SubscriptionPtr SoundHub::listen(int track, fleet::SoundListener& listener) {
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) {
        listener.onEnded("the node is stopping");
        return std::make_unique<base::Subscription>();
    }
    auto watch = std::make_unique<Watch>();
    watch->id = m_nextWatch++;
    watch->track = static_cast<std::size_t>(track < 0 ? 0 : track);
    watch->listener = &listener;
    if (m_isKnown) {
        listener.onTracks(m_tracks);
    }
    const std::uint64_t id = watch->id;
    m_watches.push_back(std::move(watch));
    countListening();
    return std::make_unique<base::CallOnEnd>(
        [self = shared_from_this(), id] { self->endWatch(id); });
}

void SoundHub::close(const std::string& reason) {
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (const auto& watch : m_watches) {
        watch->listener->onEnded(reason);
    }
    m_watches.clear();
    countListening();
}

void SoundHub::endWatch(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_watches, [id](const auto& watch) { return watch->id == id; });
    countListening();
}

void SoundHub::countListening() {
    m_listening.store(static_cast<int>(m_watches.size()), std::memory_order_relaxed);
}

} // namespace vigie::probe
