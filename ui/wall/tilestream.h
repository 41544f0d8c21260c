// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "core/fleet/source.h"
#include "core/media/decodepool.h"

namespace vigie::ui::wall {

/// The pictures of one path while somebody looks: a watch at the source and a decoder that it
/// feeds. Made and destroyed on the GUI thread; access units pass through on the source's thread.
/// The watch survives the loss of its node by itself. `wake` is called on other threads when there
/// is something new and must only wake somebody; never after the destructor returned.
class TileStream final : private fleet::PreviewSink {
public:
    TileStream(fleet::Source& source, media::DecodePool& decoders, model::PathRef path,
               model::PreviewRequest request, std::function<void()> wake);
    ~TileStream() override;
    TileStream(const TileStream&) = delete;
    TileStream& operator=(const TileStream&) = delete;

    [[nodiscard]] const model::PathRef& path() const { return m_path; }
    [[nodiscard]] const model::PreviewRequest& request() const { return m_request; }
    /// The newest picture not yet taken; null when there is none.
    [[nodiscard]] media::VideoFramePtr takeNewest();
    [[nodiscard]] bool isAwaitingKey() const;
    /// Why the watch is interrupted; empty while pictures come.
    [[nodiscard]] std::string interruption() const;
    [[nodiscard]] media::DecodeStream::Figures figures() const;

private:
    void onAccessUnit(model::AccessUnitPtr unit) override;
    void onInterrupted(const std::string& reason) override;

    const model::PathRef m_path;
    const model::PreviewRequest m_request;
    const std::function<void()> m_wake;
    mutable std::mutex m_mutex;
    std::string m_interruption; // guarded by m_mutex; written by the source's thread
    std::unique_ptr<media::DecodeStream> m_decoder;
    base::SubscriptionPtr m_watch; // goes first, so that nothing is pushed into a dead decoder
};

} // namespace vigie::ui::wall
