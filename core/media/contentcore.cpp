// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/contentcore.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/log.h"

namespace vigie::media {
namespace {

constexpr std::size_t kMaxItems = 100;
constexpr std::size_t kMaxBytes = std::size_t{6} * 1024 * 1024;
// What waits longer is not worth its turn any more. Sparse units are far apart by nature.
constexpr std::chrono::milliseconds kMaxWait{1500};
constexpr std::chrono::seconds kMaxSparseWait{4};
constexpr std::size_t kFewItems = 4;
constexpr std::chrono::milliseconds kBehind{500};
// Streams without key pictures (periodic intra refresh) are decoded from anywhere in the end.
constexpr std::chrono::seconds kKeyWait{5};
constexpr float kPeakFloorDbfs = -100;

base::Nanoseconds staleAfter(model::DecodePolicy policy) {
    return std::chrono::seconds(policy == model::DecodePolicy::Full ? 2 : 5);
}

} // namespace

ContentCore::ContentCore(std::string name, const ContentLimits& limits, model::DecodePolicy policy)
    : m_name(std::move(name)), m_policy(policy), m_pictures(limits), m_sound(limits),
      m_video(limits.noVideoAfter), m_pictureReader(limits) {}

bool ContentCore::isLate(const Item& item) const {
    const base::Nanoseconds limit = item.isSparse ? base::Nanoseconds(kMaxSparseWait) : kMaxWait;
    return m_queue.size() >= kFewItems && item.queuedAt - m_queue.front().queuedAt > limit;
}

bool ContentCore::push(Item item) {
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) {
        return false;
    }
    const auto bytes = item.data->size();
    item.queuedAt = std::chrono::steady_clock::now();
    if (m_queue.size() >= kMaxItems || m_queuedBytes + bytes > kMaxBytes || isLate(item)) {
        emptyQueue(); // late figures would be wrong ones
        m_overflows.fetch_add(1);
    }
    if (!item.isVideo) {
        m_video.onSound(item.arrival);
    } else if (m_needsKey && !item.isKey) {
        m_waitingForKey = m_waitingForKey.value_or(item.arrival.mono);
        if (item.arrival.mono - *m_waitingForKey < kKeyWait) {
            return false;
        }
        item.isKey = true;
    }
    if (bytes > kMaxBytes) {
        return false;
    }
    if (item.isVideo) {
        m_needsKey = false;
        m_waitingForKey.reset();
        m_video.onHandedOver(item.arrival);
    }
    item.epoch = m_epoch;
    m_queuedBytes += bytes;
    m_queue.push_back(std::move(item));
    return true;
}

void ContentCore::observeVideo(std::optional<std::uint64_t> pts, base::Timestamp arrival) {
    const std::lock_guard lock(m_mutex);
    m_video.onUnit(arrival);
    if (pts) {
        m_rate.observe(*pts);
    }
}

void ContentCore::advance(base::Timestamp now) {
    const auto policy = m_policy.load();
    const auto limit = staleAfter(policy);
    const std::lock_guard lock(m_mutex);
    m_now = now.mono;
    if (m_lastPicture && now.mono - *m_lastPicture > limit) {
        forgetPictures();
    }
    if (m_lastSound && now.mono - *m_lastSound > limit) {
        forgetSound();
    }
    if (policy == model::DecodePolicy::Off) {
        m_video.reset();
        return;
    }
    const base::Mono hostNow = std::chrono::steady_clock::now();
    const bool isBehind = !m_queue.empty() && hostNow - m_queue.front().queuedAt > kBehind;
    m_video.advance(now.mono, policy != model::DecodePolicy::Full, isBehind);
}

bool ContentCore::setPolicy(model::DecodePolicy policy) {
    const auto before = m_policy.exchange(policy);
    if (before == policy) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    m_needsKey = true;
    m_video.onPause();
    if (before == model::DecodePolicy::Off || policy == model::DecodePolicy::Off) {
        startAnew();
    }
    m_mustDropDecoders = m_mustDropDecoders || policy == model::DecodePolicy::Off;
    return true;
}

ContentFigures ContentCore::figures() const {
    ContentFigures figures;
    const std::lock_guard lock(m_mutex);
    const auto take = [](const HeldFault& fault, Presence& presence,
                         std::optional<base::Utc>& since) {
        presence = fault.presence();
        since = fault.since();
    };
    figures.picturesDecoded = m_picturesDecoded;
    figures.decodeErrors = m_decodeErrors;
    take(m_pictures.black(), figures.black, figures.blackSince);
    take(m_pictures.freeze(), figures.freeze, figures.freezeSince);
    take(m_pictures.colorBars(), figures.colorBars, figures.colorBarsSince);
    take(m_pictures.singleColor(), figures.singleColor, figures.singleColorSince);
    take(m_pictures.chromaLoss(), figures.chromaLoss, figures.chromaLossSince);
    take(m_pictures.blockiness(), figures.blockiness, figures.blockinessSince);
    take(m_sound.silence(), figures.silence, figures.silenceSince);
    take(m_sound.digitalZero(), figures.digitalZero, figures.digitalZeroSince);
    take(m_sound.channelLost(), figures.channelLost, figures.channelLostSince);
    take(m_sound.phase(), figures.phase, figures.phaseSince);
    figures.noVideo = m_video.presence();
    figures.noVideoSince = m_video.since();
    figures.isSuspicious =
        m_pictures.isSuspicious() || m_sound.isSuspicious(m_now) || m_video.isSuspicious(m_now);
    figures.lumaMean = m_pictures.lumaMean();
    figures.difference = m_pictures.difference();
    figures.blockinessValue = m_pictures.blockinessValue();
    figures.signature = m_signatures.newest();
    figures.audioChannels = m_sound.channels();
    for (std::size_t channel = 0; channel < figures.channelSilence.size(); ++channel) {
        figures.channelSilence[channel] = m_sound.silenceOf(channel).presence();
    }
    figures.correlation = m_sound.correlation();
    figures.loudness = m_loudness;
    if (m_lastPicture) {
        figures.width = m_width;
        figures.height = m_height;
        figures.frameRate = m_rate.rate();
    }
    return figures;
}

std::array<std::optional<float>, 8> ContentCore::takePeaks() {
    std::array<std::optional<float>, 8> peaks{};
    {
        const std::lock_guard lock(m_mutex);
        peaks.swap(m_peaks);
    }
    for (auto& peak : peaks) {
        if (peak) {
            peak = *peak > 0 ? std::max(20 * std::log10(*peak), kPeakFloorDbfs) : kPeakFloorDbfs;
        }
    }
    return peaks;
}

bool ContentCore::isFull() const {
    const std::lock_guard lock(m_mutex);
    return m_queue.size() >= kMaxItems / 2 || m_queuedBytes >= kMaxBytes / 2;
}

bool ContentCore::isIdle() const {
    const std::lock_guard lock(m_mutex);
    return m_queue.empty() && !m_isWorking;
}

void ContentCore::close() {
    std::deque<Item> queue;
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_mustDropDecoders = true;
    queue.swap(m_queue);
    m_queuedBytes = 0;
}

void ContentCore::emptyQueue() {
    m_queue.clear();
    m_queuedBytes = 0;
    m_needsKey = true;
    m_video.onPause();
}

void ContentCore::forgetPictures() {
    m_pictures.reset();
    m_signatures.reset();
    m_rate.reset();
    m_lastPicture.reset();
}

void ContentCore::forgetSound() {
    m_sound.reset();
    m_lastSound.reset();
    m_loudness = {};
    m_mustResetLoudness = true;
}

void ContentCore::startAnew() {
    ++m_epoch;
    emptyQueue();
    m_peaks = {};
    m_video.reset();
    forgetPictures();
    forgetSound();
}

bool ContentCore::runOne() {
    Item item;
    bool mustDropDecoders = false;
    {
        const std::lock_guard lock(m_mutex);
        m_isWorking = true;
        mustDropDecoders = std::exchange(m_mustDropDecoders, false);
        if (!mustDropDecoders && !m_queue.empty()) {
            item = std::move(m_queue.front());
            m_queue.pop_front();
            m_queuedBytes -= item.data->size();
        }
    }
    if (mustDropDecoders) {
        m_videoDecoder.drop();
        m_audioDecoder.drop();
    } else if (item.data && item.isVideo) {
        decodeVideo(item);
    } else if (item.data) {
        decodeAudio(item);
    }
    const std::lock_guard lock(m_mutex);
    m_isWorking = false;
    return !m_queue.empty() || m_mustDropDecoders;
}

void ContentCore::decodeVideo(const Item& item) {
    if (item.isSparse != m_wasSparse) {
        m_wasSparse = item.isSparse;
        m_isSkippingVideo = true; // another decoder, which begins at a key picture
    }
    if (m_isSkippingVideo && !item.isKey) {
        return;
    }
    if (!m_videoDecoder.prepare(
            decoderFor(item.video), [this](GstSample& sample) { onPicture(sample); },
            item.isSparse)) {
        m_isSkippingVideo = true;
        return;
    }
    m_isSkippingVideo = false;
    auto buffer = wrapBytes(item.data, item.data->data(), item.data->size());
    setTicket(*buffer, m_tickets.put({item.arrival, item.epoch, item.isSparse}));
    if (!m_videoDecoder.push(std::move(buffer))) {
        m_isSkippingVideo = true;
        base::logger("media")->debug("{}: video decoder failed", m_name);
        const std::lock_guard lock(m_mutex);
        ++m_decodeErrors;
    }
}

void ContentCore::decodeAudio(const Item& item) {
    if (!m_audioDecoder.prepare(decoderFor(item.audio),
                                [this](GstSample& sample) { onSound(sample); })) {
        return;
    }
    m_soundTicket = {item.arrival, item.epoch, item.isSparse};
    std::size_t at = 0;
    bool isFirst = item.isRunStart;
    m_framesAfter = item.frames.size();
    for (const auto length : item.frames) {
        --m_framesAfter;
        auto buffer = wrapBytes(item.data, item.data->data() + at, length);
        if (std::exchange(isFirst, false)) {
            GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DISCONT); // what overlaps is gone
        }
        at += length;
        if (!m_audioDecoder.push(std::move(buffer))) {
            base::logger("media")->debug("{}: sound decoder failed", m_name);
            const std::lock_guard lock(m_mutex);
            ++m_decodeErrors;
            return;
        }
    }
}

void ContentCore::onPicture(GstSample& sample) {
    constexpr std::chrono::milliseconds kLongest{100};
    std::uint64_t number = 0;
    const auto* ticket =
        ticketOf(*gst_sample_get_buffer(&sample), number) ? m_tickets.find(number) : nullptr;
    if (ticket == nullptr || !m_pictureReader.read(sample, m_sample)) {
        return;
    }
    m_videoDecoder.noteSuccess();
    const std::lock_guard lock(m_mutex);
    ++m_picturesDecoded;
    if (ticket->epoch != m_epoch) {
        return;
    }
    m_width = m_sample.width;
    m_height = m_sample.height;
    m_lastPicture = ticket->arrival.mono;
    base::Nanoseconds lasts{0};
    if (const auto rate = m_rate.rate(); rate && !ticket->isSparse) {
        lasts = std::min<base::Nanoseconds>(
            base::Nanoseconds(static_cast<std::int64_t>(std::lround(1e9 / *rate))), kLongest);
    }
    m_video.onPicture(ticket->arrival);
    m_signatures.observe(m_sample, ticket->arrival);
    m_pictures.observe(m_sample, ticket->arrival, lasts);
}

void ContentCore::onSound(GstSample& sample) {
    SoundBlock block;
    if (!m_soundReader.read(sample, block) || block.rate <= 0) {
        return;
    }
    m_audioDecoder.noteSuccess();
    const auto facts = factsOf(block);
    if (m_soundTicket.isSparse) {
        m_meter.reset(); // loudness needs all of the sound
    } else {
        measureLoudness(block);
    }
    const base::Nanoseconds lasts{static_cast<std::int64_t>(block.frames()) * 1'000'000'000 /
                                  block.rate};
    // A unit arrives with its last frame; those before it were there earlier.
    const base::Nanoseconds earlier = lasts * static_cast<std::int64_t>(m_framesAfter);
    const base::Timestamp at{m_soundTicket.arrival.utc - earlier,
                             m_soundTicket.arrival.mono - earlier};
    const std::lock_guard lock(m_mutex);
    if (m_soundTicket.epoch != m_epoch) {
        return;
    }
    const auto shown = std::min(static_cast<std::size_t>(facts.channels), facts.peaks.size());
    for (std::size_t channel = 0; channel < shown; ++channel) {
        m_peaks[channel] = std::max(m_peaks[channel].value_or(0), facts.peaks[channel]);
    }
    if (m_soundTicket.isSparse) {
        m_loudness = {};
    }
    m_lastSound = m_soundTicket.arrival.mono;
    m_sound.observe(facts, block.roles, at, lasts);
}

void ContentCore::measureLoudness(const SoundBlock& block) {
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_mustResetLoudness, false)) {
            m_meter.reset();
            m_framesSinceFigures = 0;
        }
    }
    m_meter.add(block);
    m_framesSinceFigures += block.frames();
    if (m_framesSinceFigures * 10 < static_cast<std::size_t>(block.rate)) {
        return;
    }
    m_framesSinceFigures = 0;
    const auto figures = m_meter.figures();
    const std::lock_guard lock(m_mutex);
    if (m_soundTicket.epoch == m_epoch) {
        m_loudness = figures;
    }
}

} // namespace vigie::media
