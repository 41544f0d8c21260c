// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/media/gstptr.h"

namespace vigie::media {

/// Elements in a row, fed by a pad of ours and ending in an appsink, run entirely on the thread
/// that pushes: no source element, so no streaming threads; no clock; nothing waits. What comes out
/// is handed to `onSample` before push() returns.
///
/// Not thread-safe: one thread at a time. After push() returned false the chain is spent: make a
/// new one. Not for anything that must be paced or synchronized.
class PushChain {
public:
    using OnSample = std::function<void(GstSample&)>;

    /// Null when an element is missing or the chain cannot be linked. `elements` are linked in
    /// order; `caps` is what push() will bring. With `isKeyOnly` only key pictures will come: each
    /// is put out at once, where a decoder that reorders would keep it back until the next.
    [[nodiscard]] static std::unique_ptr<PushChain>
    make(std::vector<ElementPtr> elements, CapsPtr caps, OnSample onSample, bool isKeyOnly = false);
    ~PushChain();
    PushChain(const PushChain&) = delete;
    PushChain& operator=(const PushChain&) = delete;

    /// False after an error of any element.
    [[nodiscard]] bool push(BufferPtr buffer);

private:
    PushChain() = default;
    [[nodiscard]] bool build(std::vector<ElementPtr> elements, CapsPtr caps, bool isKeyOnly);

    ElementPtr m_bin;
    BusPtr m_bus;
    PadPtr m_source;
    OnSample m_onSample;
    bool m_hasFailed = false; // written by whoever pushes, inside the push
};

/// An element that decodes one access unit per buffer on the calling thread, failing at the first
/// error that the decoder itself notices; null when there is no such factory.
[[nodiscard]] ElementPtr makeDecoderElement(const char* factory);

/// A buffer over bytes that `owner` keeps alive; nothing is copied.
[[nodiscard]] BufferPtr wrapBytes(std::shared_ptr<const void> owner, const void* data,
                                  std::size_t size);

/// Marks a buffer with a number that decoders carry over to the picture made from it, whatever the
/// order in which pictures come out.
void setTicket(GstBuffer& buffer, std::uint64_t ticket);
/// The number of setTicket(); false where the buffer carries none.
[[nodiscard]] bool ticketOf(GstBuffer& buffer, std::uint64_t& ticket);

} // namespace vigie::media
