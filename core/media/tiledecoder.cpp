// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/tiledecoder.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/log.h"
#include "core/media/codecs.h"

namespace vigie::media {
namespace {

// Two seconds at 25 pictures a second: later than that, a jump to the next key picture serves
// better.
constexpr std::size_t kMaxUnits = 50;
constexpr std::size_t kMaxBytes = std::size_t{4} * 1024 * 1024;

constexpr auto kFirstRetry = std::chrono::milliseconds(250);
constexpr int kMaxRetryDoublings = 5;

base::Mono monoNow() {
    return std::chrono::steady_clock::now();
}

} // namespace

TileDecoder::TileDecoder(std::string name, std::function<void()> onFrame)
    : m_name(std::move(name)), m_onFrame(std::move(onFrame)) {}

bool TileDecoder::push(model::AccessUnitPtr unit) {
    if (!unit) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) {
        return false;
    }
    ++m_figures.unitsIn;
    if (m_lastSequence && unit->sequence != *m_lastSequence + 1) {
        ++m_figures.gaps;
        awaitKey();
    }
    m_lastSequence = unit->sequence;
    const auto bytes = unit->data.size();
    if (bytes == 0 || bytes > kMaxBytes) {
        ++m_figures.unitsDropped;
        awaitKey();
        return false;
    }
    if (m_needsKey && !unit->isKey) {
        ++m_figures.unitsDropped;
        return false;
    }
    if (isFull(bytes)) {
        if (!unit->isKey) {
            ++m_figures.unitsDropped;
            awaitKey();
            return false;
        }
        // Nothing that waits is needed to decode a key picture, and all of it is late.
        m_figures.unitsDropped += m_queue.size();
        m_queue.clear();
        m_queuedBytes = 0;
    }
    m_needsKey = false;
    m_queuedBytes += bytes;
    m_queue.push_back({std::move(unit), monoNow(), m_epoch});
    return true;
}

VideoFramePtr TileDecoder::takeNewest() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_newest, nullptr);
}

bool TileDecoder::isAwaitingKey() const {
    const std::lock_guard lock(m_mutex);
    return m_isAwaitingKey;
}

DecodeStream::Figures TileDecoder::figures() const {
    const std::lock_guard lock(m_mutex);
    auto figures = m_figures;
    figures.unitsWaiting = m_queue.size();
    return figures;
}

void TileDecoder::close() {
    VideoFramePtr last;
    std::deque<Item> queue;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        last.swap(m_newest);
        queue.swap(m_queue);
        m_queuedBytes = 0;
    }
    const std::lock_guard lock(m_callbackMutex);
    m_onFrame = nullptr;
}

void TileDecoder::awaitKey() {
    m_needsKey = true;
    m_isAwaitingKey = true;
    ++m_epoch;
}

bool TileDecoder::isFull(std::size_t unitBytes) const {
    return m_queue.size() >= kMaxUnits || m_queuedBytes + unitBytes > kMaxBytes;
}

void TileDecoder::skipToKey() {
    while (!m_queue.empty() && !m_queue.front().unit->isKey) {
        m_queuedBytes -= m_queue.front().unit->data.size();
        m_queue.pop_front();
        ++m_figures.unitsDropped;
    }
    if (m_queue.empty()) {
        awaitKey();
    } else {
        m_isAwaitingKey = true; // until the key picture that waits has been decoded
    }
}

bool TileDecoder::runOne() {
    Item item;
    bool isClosed = false;
    {
        const std::lock_guard lock(m_mutex);
        isClosed = m_isClosed;
        if (!isClosed && !m_queue.empty()) {
            item = std::move(m_queue.front());
            m_queue.pop_front();
            m_queuedBytes -= item.unit->data.size();
        }
    }
    if (isClosed) {
        m_chain.reset();
        return false;
    }
    if (!item.unit) {
        return false;
    }
    decode(item);
    const std::lock_guard lock(m_mutex);
    return !m_queue.empty() || m_isClosed;
}

void TileDecoder::decode(const Item& item) {
    if (!prepare(item)) {
        const std::lock_guard lock(m_mutex);
        ++m_figures.unitsDropped;
        skipToKey();
        return;
    }
    const auto& unit = *item.unit;
    auto buffer = wrapBytes(item.unit, unit.data.data(), unit.data.size());
    setTicket(*buffer, m_tickets.put({unit.pts, unit.arrival, item.queued}));
    if (!m_chain->push(std::move(buffer))) {
        onDecoderFailed();
        return;
    }
    if (unit.isKey) {
        const std::lock_guard lock(m_mutex);
        if (item.epoch == m_epoch) {
            m_isAwaitingKey = false;
        }
    }
}

bool TileDecoder::prepare(const Item& item) {
    const auto& unit = *item.unit;
    if (m_chain && unit.codec == m_codec) {
        return true;
    }
    m_chain.reset();
    const auto choice = decoderFor(unit.codec);
    if (!unit.isKey || choice.factory == nullptr || monoNow() < m_retryAt) {
        return false;
    }
    m_chain = makeDecoderChain(choice, [this](GstSample& sample) { onSample(sample); });
    m_codec = unit.codec;
    if (!m_chain) {
        base::logger("media")->error("{}: no decoder {}", m_name, choice.factory);
        onDecoderFailed();
        return false;
    }
    return true;
}

void TileDecoder::onSample(GstSample& sample) {
    auto frame = m_frames.make(sample);
    std::uint64_t number = 0;
    if (!frame || !ticketOf(*gst_sample_get_buffer(&sample), number)) {
        return;
    }
    const auto* ticket = m_tickets.find(number);
    if (ticket == nullptr) {
        return;
    }
    frame->pts = ticket->pts;
    frame->arrival = ticket->arrival;
    frame->queued = ticket->queued;
    m_failuresInARow = 0;
    VideoFramePtr replaced = std::move(frame);
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed) {
            return;
        }
        ++m_figures.framesDecoded;
        m_newest.swap(replaced);
        if (replaced) {
            ++m_figures.framesReplaced;
        }
    }
    const std::lock_guard lock(m_callbackMutex);
    if (m_onFrame) {
        m_onFrame();
    }
}

void TileDecoder::onDecoderFailed() {
    m_chain.reset();
    m_retryAt = monoNow() + kFirstRetry * (1 << std::min(m_failuresInARow, kMaxRetryDoublings));
    ++m_failuresInARow;
    const std::lock_guard lock(m_mutex);
    ++m_figures.errors;
    skipToKey();
}

} // namespace vigie::media
