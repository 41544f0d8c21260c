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

#include "core/media/contentjudge.h"
#include "core/media/frameratemeter.h"
#include "core/media/lazydecoder.h"
#include "core/media/loudness.h"
#include "core/media/picturereader.h"
#include "core/media/signature.h"
#include "core/media/soundjudge.h"
#include "core/media/soundreader.h"
#include "core/media/strandpool.h"
#include "core/media/ticketring.h"
#include "core/media/videowatch.h"

namespace vigie::media {

/// What stands behind a ContentProbe: the bounded queue that the input's thread fills and the
/// decoders and judges that only the worker whose turn it is touches. When the queue is full it is
/// emptied and decoding goes on at the next key picture; what was found stands until it is stale.
/// A change between key frames and all of it keeps what was found, too; off forgets it.
class ContentCore final : public Strand {
public:
    /// Coded pictures or sounds of one moment.
    struct Item {
        bool isVideo = false;
        model::VideoCodec video = model::VideoCodec::Unknown;
        AudioCodec audio = AudioCodec::Unknown;
        bool isKey = false;
        /// Pushed under the key-frame policy: its neighbours are not decoded.
        bool isSparse = false;
        base::Timestamp arrival{};
        std::shared_ptr<const std::string> data;
        /// Sound: length of each coded frame in `data`; the first is not the one after the last one
        /// decoded where `isRunStart`.
        std::vector<std::uint32_t> frames;
        bool isRunStart = false;
        std::uint64_t epoch = 0;
        base::Mono queuedAt{}; ///< by the host's clock, whatever clock `arrival` is of
    };

    ContentCore(std::string name, const ContentLimits& limits, model::DecodePolicy policy);

    /// True when the pool should be told. Input's thread.
    [[nodiscard]] bool push(Item item);
    /// Every video unit, decoded or not. Input's thread.
    void observeVideo(std::optional<std::uint64_t> pts, base::Timestamp arrival);
    // Any thread.
    void advance(base::Timestamp now);
    [[nodiscard]] bool setPolicy(model::DecodePolicy policy);
    [[nodiscard]] model::DecodePolicy policy() const { return m_policy.load(); }
    [[nodiscard]] ContentFigures figures() const;
    [[nodiscard]] std::array<std::optional<float>, 8> takePeaks();
    /// Half full: a moment's units still fit.
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool isIdle() const;
    /// How often the queue was emptied because it was full.
    [[nodiscard]] std::uint64_t overflows() const { return m_overflows.load(); }
    void close();

    [[nodiscard]] bool runOne() override;

private:
    // On the worker.
    void decodeVideo(const Item& item);
    void decodeAudio(const Item& item);
    void onPicture(GstSample& sample);
    void onSound(GstSample& sample);
    void measureLoudness(const SoundBlock& block);

    // Called with m_mutex held.
    [[nodiscard]] bool isLate(const Item& item) const;
    void emptyQueue();
    void forgetPictures();
    void forgetSound();
    void startAnew();

    const std::string m_name;
    std::atomic<model::DecodePolicy> m_policy;
    std::atomic<std::uint64_t> m_overflows{0};

    mutable std::mutex m_mutex; // guards all of this block
    std::deque<Item> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_isWorking = false;
    bool m_needsKey = true;
    bool m_isClosed = false;
    bool m_mustDropDecoders = false;
    bool m_mustResetLoudness = false;
    std::uint64_t m_epoch = 0; // results of units from before the last fresh start are ignored
    PictureJudge m_pictures;
    SoundJudge m_sound;
    VideoWatch m_video;
    SignatureTeller m_signatures;
    FrameRateMeter m_rate;
    LoudnessFigures m_loudness;
    std::optional<base::Mono> m_lastPicture;
    std::optional<base::Mono> m_lastSound;
    std::optional<base::Mono> m_waitingForKey; // since when nothing but other pictures came
    base::Mono m_now{};                        // of the last advance()
    int m_width = 0;
    int m_height = 0;
    std::uint64_t m_picturesDecoded = 0;
    std::uint64_t m_decodeErrors = 0;
    std::array<std::optional<float>, 8> m_peaks{}; // full scale 1

    // Touched only by the worker whose turn it is.
    struct Ticket {
        base::Timestamp arrival{};
        std::uint64_t epoch = 0;
        bool isSparse = false;
    };
    LazyDecoder m_videoDecoder;
    LazyDecoder m_audioDecoder;
    PictureReader m_pictureReader;
    SoundReader m_soundReader;
    PictureSample m_sample;
    Loudness m_meter;
    std::size_t m_framesSinceFigures = 0;
    TicketRing<Ticket> m_tickets;
    Ticket m_soundTicket;
    std::size_t m_framesAfter = 0; // coded sound frames of the same unit still to come
    bool m_isSkippingVideo = false;
    bool m_wasSparse = false;
};

} // namespace vigie::media
