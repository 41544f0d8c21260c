// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/media/codecs.h"
#include "core/media/contentjudge.h"
#include "core/media/samplereader.h"
#include "core/media/strandpool.h"
#include "core/media/ticketring.h"

namespace vigie::media {

/// Frames per second from presentation times, whatever the order they come in.
class FrameRateMeter {
public:
    void observe(std::uint64_t pts);
    void reset();
    [[nodiscard]] std::optional<double> rate() const;

private:
    static constexpr std::size_t kTimes = 32;
    std::array<std::uint64_t, kTimes> m_times{};
    std::size_t m_count = 0;
};

/// One decoder of a ContentCore that is made when first needed and again, less and less often,
/// after it failed. Worker only.
class LazyDecoder {
public:
    /// False while there is nothing to decode with.
    [[nodiscard]] bool prepare(DecoderChoice choice, const PushChain::OnSample& onSample,
                               bool isKeyOnly = false);
    /// False when the decoder failed and is gone.
    [[nodiscard]] bool push(BufferPtr buffer);

    void drop() { m_chain.reset(); }
    void noteSuccess() { m_failuresInARow = 0; }

private:
    void noteFailure();
    std::unique_ptr<PushChain> m_chain;
    const char* m_factory = nullptr;
    bool m_isKeyOnly = false;
    base::Mono m_retryAt{};
    int m_failuresInARow = 0;
};

/// What stands behind a ContentProbe: the bounded queue that the input's thread fills and the
/// decoders and judges that only the worker whose turn it is touches. After a full queue or a
/// change of policy everything is Unknown until judged anew.
class ContentCore final : public Strand {
public:
    /// Coded pictures or sounds of one moment.
    struct Item {
        bool isVideo = false;
        model::VideoCodec video = model::VideoCodec::Unknown;
        AudioCodec audio = AudioCodec::Unknown;
        bool isKey = false;
        base::Timestamp arrival{};
        std::shared_ptr<const std::string> data;
        /// Sound: length of each coded frame in `data`; the first is not the one after the last one
        /// decoded where `isRunStart`.
        std::vector<std::uint32_t> frames;
        bool isRunStart = false;
        std::uint64_t epoch = 0;
    };

    ContentCore(std::string name, const ContentLimits& limits, model::DecodePolicy policy);

    /// True when the pool should be told. Input's thread.
    [[nodiscard]] bool push(Item item);
    void observePts(std::uint64_t pts);
    // Any thread.
    void advance(base::Timestamp now);
    [[nodiscard]] bool setPolicy(model::DecodePolicy policy);
    [[nodiscard]] model::DecodePolicy policy() const { return m_policy.load(); }
    [[nodiscard]] ContentFigures figures() const;
    [[nodiscard]] std::array<std::optional<float>, 8> takePeaks();
    void close();

    [[nodiscard]] bool runOne() override;

private:
    // On the worker.
    void decodeVideo(const Item& item);
    void decodeAudio(const Item& item);
    void onPicture(GstSample& sample);
    void onSound(GstSample& sample);

    // Called with m_mutex held.
    void forgetPictures();
    void forgetSound();
    void startAnew();

    const std::string m_name;
    const ContentLimits m_limits;
    const float m_silencePeak;
    std::atomic<model::DecodePolicy> m_policy;

    mutable std::mutex m_mutex; // guards all of this block
    std::deque<Item> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_needsKey = true;
    bool m_isClosed = false;
    bool m_mustDropDecoders = false;
    std::uint64_t m_epoch = 0; // results of units from before the last fresh start are ignored
    PictureJudge m_pictures;
    HeldFault m_silence;
    FrameRateMeter m_rate;
    std::optional<base::Mono> m_lastPicture;
    std::optional<base::Mono> m_lastSound;
    int m_width = 0;
    int m_height = 0;
    int m_channels = 0;
    std::uint64_t m_picturesDecoded = 0;
    std::uint64_t m_decodeErrors = 0;
    std::array<std::optional<float>, 8> m_peaks{}; // full scale 1

    // Touched only by the worker whose turn it is.
    struct Ticket {
        base::Timestamp arrival{};
        std::uint64_t epoch = 0;
    };
    LazyDecoder m_videoDecoder;
    LazyDecoder m_audioDecoder;
    LumaReader m_lumaReader;
    PeakReader m_peakReader;
    LumaSample m_sample;
    TicketRing<Ticket> m_tickets;
    Ticket m_soundTicket;
    bool m_isSkippingVideo = false;
};

} // namespace vigie::media
