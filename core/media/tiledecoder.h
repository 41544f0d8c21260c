// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/media/decodepool.h"
#include "core/media/gstframe.h"
#include "core/media/pushchain.h"
#include "core/media/strandpool.h"
#include "core/media/ticketring.h"

namespace vigie::media {

/// What stands behind a DecodeStream: the bounded queue that any thread fills, the decoder that
/// only the worker whose turn it is touches (StrandPool sees to that), and the slot with the newest
/// frame. After a decoder error it waits for the next key picture and decodes that with a new
/// decoder; one that keeps failing is made anew less and less often.
class TileDecoder final : public Strand {
public:
    TileDecoder(std::string name, std::function<void()> onFrame);

    /// True when the pool should be told.
    [[nodiscard]] bool push(model::AccessUnitPtr unit);
    [[nodiscard]] VideoFramePtr takeNewest();
    [[nodiscard]] bool isAwaitingKey() const;
    [[nodiscard]] DecodeStream::Figures figures() const;
    /// No callback runs after this returned. The decoder itself goes with the next turn on a
    /// worker.
    void close();

    [[nodiscard]] bool runOne() override;

private:
    struct Item {
        model::AccessUnitPtr unit;
        base::Mono queued{};
        std::uint64_t epoch = 0;
    };
    /// What must come out again with the picture.
    struct Ticket {
        std::int64_t pts = 0;
        base::Utc arrival{};
        base::Mono queued{};
    };

    // On the worker.
    void decode(const Item& item);
    [[nodiscard]] bool prepare(const Item& item);
    void onSample(GstSample& sample);
    void onDecoderFailed();

    // Called with m_mutex held.
    void awaitKey();
    [[nodiscard]] bool isFull(std::size_t unitBytes) const;
    void skipToKey();

    const std::string m_name;

    std::mutex m_callbackMutex;
    std::function<void()> m_onFrame; // guarded by m_callbackMutex

    mutable std::mutex m_mutex; // guards all of this block
    std::deque<Item> m_queue;
    std::size_t m_queuedBytes = 0;
    std::optional<std::uint64_t> m_lastSequence;
    bool m_needsKey = true; // units that are not key pictures are dropped at the door
    bool m_isAwaitingKey = false;
    std::uint64_t m_epoch = 0; // grows with each loss; a key picture of this epoch ends the wait
    bool m_isClosed = false;
    VideoFramePtr m_newest;
    DecodeStream::Figures m_figures;

    // Touched only by the worker whose turn it is.
    std::unique_ptr<PushChain> m_chain;
    model::VideoCodec m_codec = model::VideoCodec::Unknown;
    FrameMaker m_frames;
    TicketRing<Ticket> m_tickets;
    base::Mono m_retryAt{};
    int m_failuresInARow = 0;
};

} // namespace vigie::media
