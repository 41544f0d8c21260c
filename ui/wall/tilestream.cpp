// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tilestream.h"

#include <utility>

namespace vigie::ui::wall {

TileStream::TileStream(fleet::Source& source, media::DecodePool& decoders, model::PathRef path,
                       model::PreviewRequest request, std::function<void()> wake)
    : m_path(std::move(path)), m_request(request), m_wake(std::move(wake)),
      m_decoder(decoders.open(m_path.nodeId + "/" + m_path.pathId, m_wake)),
      m_watch(source.watchPreview(m_path, m_request, *this)) {}

TileStream::~TileStream() {
    m_watch.reset();
    m_decoder.reset();
}

media::VideoFramePtr TileStream::takeNewest() {
    return m_decoder->takeNewest();
}

bool TileStream::isAwaitingKey() const {
    return m_decoder->isAwaitingKey();
}

std::string TileStream::interruption() const {
    const std::lock_guard lock(m_mutex);
    return m_interruption;
}

media::DecodeStream::Figures TileStream::figures() const {
    return m_decoder->figures();
}

void TileStream::onAccessUnit(model::AccessUnitPtr unit) {
    {
        const std::lock_guard lock(m_mutex);
        m_interruption.clear();
    }
    m_decoder->push(std::move(unit));
}

void TileStream::onInterrupted(const std::string& reason) {
    {
        const std::lock_guard lock(m_mutex);
        m_interruption = reason;
    }
    m_wake();
}

} // namespace vigie::ui::wall
