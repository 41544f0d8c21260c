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
constexpr float kPeakFloorDbfs = -100;
constexpr auto kFirstRetry = std::chrono::milliseconds(250);
constexpr int kMaxRetryDoublings = 6;

base::Nanoseconds staleAfter(model::DecodePolicy policy) {
    return std::chrono::seconds(policy == model::DecodePolicy::Full ? 2 : 5);
}

} // namespace

void FrameRateMeter::observe(std::uint64_t pts) {
    m_times[m_count++ % kTimes] = pts;
}

void FrameRateMeter::reset() {
    m_count = 0;
}

std::optional<double> FrameRateMeter::rate() const {
    constexpr std::size_t kEnough = 9;
    constexpr std::uint64_t kLongest = 90000; // one picture a second
    const auto count = std::min(m_count, kTimes);
    if (count < kEnough) {
        return std::nullopt;
    }
    auto times = m_times;
    std::sort(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<std::uint64_t> steps;
    for (std::size_t i = 1; i < count; ++i) {
        const auto step = times[i] - times[i - 1];
        if (step > 0 && step <= kLongest) {
            steps.push_back(step);
        }
    }
    if (steps.size() + 1 < kEnough) {
        return std::nullopt;
    }
    // Lost pictures make some steps longer, and 59.94 Hz alternates between two: the mean of what
    // is near the middle one.
    std::sort(steps.begin(), steps.end());
    const auto middle = steps[steps.size() / 2];
    std::uint64_t sum = 0;
    std::uint64_t near = 0;
    for (const auto step : steps) {
        if (step * 5 >= middle * 4 && step * 5 <= middle * 6) {
            sum += step;
            ++near;
        }
    }
    return 90000.0 * static_cast<double>(near) / static_cast<double>(sum);
}

bool LazyDecoder::prepare(DecoderChoice choice, const PushChain::OnSample& onSample,
                          bool isKeyOnly) {
    if (m_chain && choice.factory == m_factory && isKeyOnly == m_isKeyOnly) {
        return true;
    }
    m_chain.reset();
    if (choice.factory == nullptr || base::Mono(std::chrono::steady_clock::now()) < m_retryAt) {
        return false;
    }
    m_chain = makeDecoderChain(choice, onSample, isKeyOnly);
    m_factory = choice.factory;
    m_isKeyOnly = isKeyOnly;
    if (!m_chain) {
        noteFailure();
    }
    return m_chain != nullptr;
}

bool LazyDecoder::push(BufferPtr buffer) {
    if (m_chain->push(std::move(buffer))) {
        return true;
    }
    m_chain.reset();
    noteFailure();
    return false;
}

void LazyDecoder::noteFailure() {
    m_retryAt = std::chrono::steady_clock::now() +
                kFirstRetry * (1 << std::min(m_failuresInARow, kMaxRetryDoublings));
    ++m_failuresInARow;
}

ContentCore::ContentCore(std::string name, const ContentLimits& limits, model::DecodePolicy policy)
    : m_name(std::move(name)), m_limits(limits),
      m_silencePeak(static_cast<float>(std::pow(10.0, limits.silenceDbfs / 20))), m_policy(policy),
      m_pictures(limits), m_lumaReader(limits.blackLuma) {}

bool ContentCore::push(Item item) {
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) {
        return false;
    }
    const auto bytes = item.data->size();
    if (m_queue.size() >= kMaxItems || m_queuedBytes + bytes > kMaxBytes) {
        startAnew(); // late figures would be wrong ones
    }
    if (item.isVideo && m_needsKey && !item.isKey) {
        return false;
    }
    if (bytes > kMaxBytes) {
        return false;
    }
    m_needsKey = m_needsKey && !item.isVideo;
    item.epoch = m_epoch;
    m_queuedBytes += bytes;
    m_queue.push_back(std::move(item));
    return true;
}

void ContentCore::observePts(std::uint64_t pts) {
    const std::lock_guard lock(m_mutex);
    m_rate.observe(pts);
}

void ContentCore::advance(base::Timestamp now) {
    const auto limit = staleAfter(m_policy.load());
    const std::lock_guard lock(m_mutex);
    if (m_lastPicture && now.mono - *m_lastPicture > limit) {
        forgetPictures();
    }
    if (m_lastSound && now.mono - *m_lastSound > limit) {
        forgetSound();
    }
}

bool ContentCore::setPolicy(model::DecodePolicy policy) {
    if (m_policy.exchange(policy) == policy) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    startAnew();
    m_mustDropDecoders = m_mustDropDecoders || policy == model::DecodePolicy::Off;
    return true;
}

ContentFigures ContentCore::figures() const {
    ContentFigures figures;
    const std::lock_guard lock(m_mutex);
    figures.picturesDecoded = m_picturesDecoded;
    figures.decodeErrors = m_decodeErrors;
    figures.black = m_pictures.black().presence();
    figures.blackSince = m_pictures.black().since();
    figures.freeze = m_pictures.freeze().presence();
    figures.freezeSince = m_pictures.freeze().since();
    figures.silence = m_silence.presence();
    figures.silenceSince = m_silence.since();
    figures.lumaMean = m_pictures.lumaMean();
    figures.difference = m_pictures.difference();
    figures.audioChannels = m_channels;
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

void ContentCore::close() {
    std::deque<Item> queue;
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_mustDropDecoders = true;
    queue.swap(m_queue);
    m_queuedBytes = 0;
}

void ContentCore::forgetPictures() {
    m_pictures.reset();
    m_rate.reset();
    m_lastPicture.reset();
}

void ContentCore::forgetSound() {
    m_silence.reset();
    m_lastSound.reset();
    m_channels = 0;
}

void ContentCore::startAnew() {
    ++m_epoch;
    m_queue.clear();
    m_queuedBytes = 0;
    m_needsKey = true;
    m_peaks = {};
    forgetPictures();
    forgetSound();
}

bool ContentCore::runOne() {
    Item item;
    bool mustDropDecoders = false;
    {
        const std::lock_guard lock(m_mutex);
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
    return !m_queue.empty() || m_mustDropDecoders;
}

void ContentCore::decodeVideo(const Item& item) {
    if (m_isSkippingVideo && !item.isKey) {
        return;
    }
    if (!m_videoDecoder.prepare(
            decoderFor(item.video), [this](GstSample& sample) { onPicture(sample); },
            m_policy.load() == model::DecodePolicy::KeyFrames)) {
        m_isSkippingVideo = true;
        return;
    }
    m_isSkippingVideo = false;
    auto buffer = wrapBytes(item.data, item.data->data(), item.data->size());
    setTicket(*buffer, m_tickets.put({item.arrival, item.epoch}));
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
    m_soundTicket = {item.arrival, item.epoch};
    std::size_t at = 0;
    bool isFirst = item.isRunStart;
    for (const auto length : item.frames) {
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
    std::uint64_t number = 0;
    const auto* ticket =
        ticketOf(*gst_sample_get_buffer(&sample), number) ? m_tickets.find(number) : nullptr;
    if (ticket == nullptr || !m_lumaReader.read(sample, m_sample)) {
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
    m_pictures.observe(m_sample, ticket->arrival);
}

void ContentCore::onSound(GstSample& sample) {
    SoundPeaks sound;
    if (!m_peakReader.read(sample, sound)) {
        return;
    }
    m_audioDecoder.noteSuccess();
    const std::lock_guard lock(m_mutex);
    if (m_soundTicket.epoch != m_epoch) {
        return;
    }
    bool isSilent = true;
    const auto shown = std::min(static_cast<std::size_t>(sound.channels), sound.peaks.size());
    for (std::size_t channel = 0; channel < shown; ++channel) {
        const float peak = sound.peaks[channel];
        isSilent = isSilent && peak < m_silencePeak;
        m_peaks[channel] = std::max(m_peaks[channel].value_or(0), peak);
    }
    m_channels = sound.channels;
    m_lastSound = m_soundTicket.arrival.mono;
    m_silence.observe(isSilent, m_soundTicket.arrival, m_limits.silenceAfter, 2);
}

} // namespace vigie::media
