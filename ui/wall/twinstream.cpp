// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/twinstream.h"

#include <utility>

namespace vigie::ui::wall {

TwinStream::TwinStream(fleet::Source& source, media::DecodePool& decoders, Paths paths,
                       model::PreviewRequest request, bool isPast, std::function<void()> wake)
    : m_paths(std::move(paths)), m_request(request), m_isPast(isPast),
      m_wake(std::move(wake)), m_halves{Half(*this, TwinGate::left), Half(*this, TwinGate::right)} {
    for (std::size_t side = 0; side < m_decoders.size(); ++side) {
        m_decoders[side] = decoders.open(m_paths[side].nodeId + "/" + m_paths[side].pathId,
                                         [this, side] { onFrame(side); });
    }
    // Only now: a unit of one may let through units of the other.
    for (std::size_t side = 0; side < m_watches.size(); ++side) {
        m_watches[side] = source.watchPreview(m_paths[side], m_request, m_halves[side]);
    }
}

TwinStream::~TwinStream() {
    for (auto& watch : m_watches) {
        watch.reset();
    }
    for (auto& decoder : m_decoders) {
        decoder.reset();
    }
}

void TwinStream::Half::onAccessUnit(model::AccessUnitPtr unit) {
    m_stream.onUnit(m_side, std::move(unit));
}

void TwinStream::Half::onInterrupted(const std::string& reason) {
    {
        const std::lock_guard lock(m_stream.m_gateMutex);
        m_stream.m_interruptions[m_side] = reason;
    }
    m_stream.m_wake();
}

void TwinStream::onUnit(std::size_t side, model::AccessUnitPtr unit) {
    const std::lock_guard lock(m_gateMutex);
    m_interruptions[side].clear();
    if (m_isPast) {
        m_decoders[side]->push(std::move(unit));
        return;
    }
    push(m_gate.take(side, std::move(unit), base::SystemClock::instance().now().mono));
}

void TwinStream::tick(base::Mono now) {
    const std::lock_guard lock(m_gateMutex);
    push(m_gate.tick(now));
}

void TwinStream::push(std::vector<TwinGate::Released> released) {
    for (auto& [side, unit] : released) {
        m_decoders[side]->push(std::move(unit));
    }
}

void TwinStream::onFrame(std::size_t side) {
    auto frame = m_decoders[side]->takeNewest();
    if (!frame) {
        return;
    }
    bool hasNew = false;
    {
        const std::lock_guard lock(m_pairsMutex);
        hasNew = m_pairs.put(side, std::move(frame), base::SystemClock::instance().now().mono);
    }
    if (hasNew) {
        m_wake();
    }
}

TwinPicture TwinStream::takeNewest() {
    const std::lock_guard lock(m_pairsMutex);
    return m_pairs.take();
}

bool TwinStream::isAwaitingKey() const {
    return m_decoders[TwinGate::left]->isAwaitingKey() ||
           m_decoders[TwinGate::right]->isAwaitingKey();
}

std::string TwinStream::interruption() const {
    const std::lock_guard lock(m_gateMutex);
    return m_interruptions[TwinGate::left].empty() ? m_interruptions[TwinGate::right]
                                                   : m_interruptions[TwinGate::left];
}

TwinGate::State TwinStream::state() const {
    const std::lock_guard lock(m_gateMutex);
    return m_gate.state();
}

media::DecodeStream::Figures TwinStream::figures() const {
    media::DecodeStream::Figures sum;
    for (const auto& decoder : m_decoders) {
        const auto one = decoder->figures();
        sum.unitsIn += one.unitsIn;
        sum.unitsDropped += one.unitsDropped;
        sum.framesDecoded += one.framesDecoded;
        sum.framesReplaced += one.framesReplaced;
        sum.gaps += one.gaps;
        sum.errors += one.errors;
        sum.unitsWaiting += one.unitsWaiting;
    }
    return sum;
}

} // namespace vigie::ui::wall
