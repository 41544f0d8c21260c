// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/previewencoder.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "core/media/annexb.h"
#include "core/media/codecs.h"
#include "core/media/decodepool.h"
#include "core/media/passthrough.h"
#include "core/media/transcoder.h"

namespace vigie::media {
namespace {

/// Decides between pass-through and transcoding and numbers what goes out. Starts transcoders while
/// somebody watches; one that was told to stop ends by itself and is joined later, so that nobody
/// waits for it.
class PathPreview final : public PreviewEncoder {
public:
    PathPreview(std::string name, std::function<void(model::AccessUnitPtr)> onUnit)
        : m_name(std::move(name)), m_onUnit(std::move(onUnit)) {}
    ~PathPreview() override {
        std::unique_ptr<Transcoder> last;
        std::vector<std::unique_ptr<Transcoder>> retired;
        {
            const std::lock_guard lock(m_mutex);
            last = std::move(m_transcoder);
            retired.swap(m_retired);
        }
    } // joins what is left without the lock, which their callbacks take
    PathPreview(const PathPreview&) = delete;
    PathPreview& operator=(const PathPreview&) = delete;

    void push(std::string_view content, std::span<const std::byte> payload,
              std::optional<std::uint64_t> pts, bool isRandomAccess, bool isDamaged,
              base::Timestamp arrival) override;
    void setDemand(std::uint32_t width, std::uint32_t height) override;
    [[nodiscard]] model::AccessUnitPtr cachedKey() const override {
        const std::lock_guard lock(m_mutex);
        return m_cachedKey;
    }

private:
    enum class Way : std::uint8_t { Unknown, Pass, Transcode };

    // Input thread.
    void pass(Bytes payload, std::int64_t pts, bool isDamaged, base::Timestamp arrival);
    void transcode(model::VideoCodec codec, Bytes payload, bool isKey, std::int64_t pts,
                   bool isDamaged, base::Timestamp arrival);
    [[nodiscard]] std::int64_t ptsOf(std::optional<std::uint64_t> pts);

    // Encoder's thread.
    void onEncoded(std::uint64_t run, Transcoder::Output output);

    // With m_mutex held.
    [[nodiscard]] bool isWatched() const { return m_demand.width > 0 && m_demand.height > 0; }
    void retireTranscoder();
    void startTranscoder();
    void setWay(Way way);

    const std::string m_name;
    const std::function<void(model::AccessUnitPtr)> m_onUnit;

    // Only on the input's thread.
    PassThrough m_passThrough;
    bool m_needsKey = true;
    bool m_hasBegun = false;
    std::int64_t m_lastPts = 0;
    std::int64_t m_ptsStep = 0;

    mutable std::mutex m_mutex; // guards all below
    Way m_way = Way::Unknown;
    PreviewSize m_demand;
    std::uint64_t m_sequence = 0;
    model::AccessUnitPtr m_cachedKey;
    Transcoder::Input m_inputKey; // where transcoding: what a new transcoder begins with
    bool m_isAfterGap = false;    // for the next unit that a transcoder gets
    std::uint64_t m_run = 0;      // of the transcoder whose output counts
    std::unique_ptr<Transcoder> m_transcoder;
    std::vector<std::unique_ptr<Transcoder>> m_retired;
};

void PathPreview::push(std::string_view content, std::span<const std::byte> payload,
                       std::optional<std::uint64_t> pts, bool isRandomAccess, bool isDamaged,
                       base::Timestamp arrival) {
    const auto codec = videoCodecFrom(content);
    if (codec == model::VideoCodec::Unknown || payload.empty()) {
        return;
    }
    const auto scan = scanPicture(codec, payload);
    if (!isDamaged) {
        m_passThrough.observe(codec, payload, scan, arrival.mono);
    }
    const auto isPassing = m_passThrough.isServing();
    if (!isPassing) {
        return; // nothing can be decoded before the first parameter sets either
    }
    {
        const std::lock_guard lock(m_mutex);
        const auto way = *isPassing ? Way::Pass : Way::Transcode;
        if (way != m_way) {
            m_needsKey = true;
            setWay(way);
        }
    }
    const auto time = ptsOf(pts);
    if (*isPassing) {
        pass(payload, time, isDamaged, arrival);
    } else {
        transcode(codec, payload, scan.isKey || isRandomAccess, time, isDamaged, arrival);
    }
}

std::int64_t PathPreview::ptsOf(std::optional<std::uint64_t> pts) {
    constexpr std::int64_t kModulus = std::int64_t{1} << 33;
    constexpr std::int64_t kLongestStep = 9000;
    if (!pts) {
        // A stream may leave out what follows from its picture rate.
        m_lastPts = (m_lastPts + m_ptsStep) & (kModulus - 1);
        return m_lastPts;
    }
    const auto now = static_cast<std::int64_t>(*pts) & (kModulus - 1);
    const auto step = now - m_lastPts;
    if (step > 0 && step <= kLongestStep) {
        m_ptsStep = step;
    }
    m_lastPts = now;
    return now;
}

void PathPreview::pass(Bytes payload, std::int64_t pts, bool isDamaged, base::Timestamp arrival) {
    for (const auto part : splitAccessUnits(model::VideoCodec::H264, payload)) {
        const auto scan = scanPicture(model::VideoCodec::H264, part);
        m_needsKey = m_needsKey || isDamaged;
        if (isDamaged || (m_needsKey && !scan.isKey)) {
            // Each number left out is a picture that the watchers will miss.
            const std::lock_guard lock(m_mutex);
            m_sequence += m_hasBegun ? 1U : 0U;
            continue;
        }
        m_needsKey = false;
        m_hasBegun = true;
        // Watched or not: a copy costs next to nothing, and who keeps the pictures since the newest
        // key can show a joiner a moving picture at once.
        auto unit = std::make_shared<model::AccessUnit>();
        unit->codec = model::VideoCodec::H264;
        unit->isKey = scan.isKey;
        unit->pts = pts;
        unit->arrival = arrival.utc;
        unit->data = m_passThrough.toSend(part, scan);
        {
            const std::lock_guard lock(m_mutex);
            unit->sequence = ++m_sequence;
            if (scan.isKey) {
                m_cachedKey = unit;
            }
        }
        m_onUnit(std::move(unit));
    }
}

void PathPreview::transcode(model::VideoCodec codec, Bytes payload, bool isKey, std::int64_t pts,
                            bool isDamaged, base::Timestamp arrival) {
    const std::lock_guard lock(m_mutex);
    if (isDamaged) {
        m_isAfterGap = true;
        return;
    }
    if (!isKey && !m_transcoder) {
        return;
    }
    Transcoder::Input input;
    input.data = std::make_shared<const std::string>(reinterpret_cast<const char*>(payload.data()),
                                                     payload.size());
    input.codec = codec;
    input.isKey = isKey;
    input.isAfterGap = std::exchange(m_isAfterGap, false);
    input.pts = pts;
    input.arrival = arrival.utc;
    if (isKey) {
        m_inputKey = input;
        m_inputKey.isAfterGap = false;
        if (isWatched() && !m_transcoder) {
            startTranscoder();
            return; // it begins with this key
        }
    }
    if (m_transcoder) {
        m_transcoder->push(std::move(input));
    }
}

void PathPreview::setDemand(std::uint32_t width, std::uint32_t height) {
    constexpr std::uint32_t kLargest = 1920;
    const std::lock_guard lock(m_mutex);
    m_demand = {static_cast<int>(std::min(width, kLargest)),
                static_cast<int>(std::min(height, kLargest))};
    if (m_way != Way::Transcode) {
        return;
    }
    if (!isWatched()) {
        retireTranscoder();
        m_cachedKey.reset(); // it would only grow old
    } else if (m_transcoder) {
        m_transcoder->setDemand(m_demand);
    } else if (m_inputKey.data) {
        startTranscoder();
        // Units since that key picture are gone: the next one that fits is the next key picture.
        m_isAfterGap = true;
    }
}

void PathPreview::setWay(Way way) {
    m_way = way;
    retireTranscoder();
    m_cachedKey.reset();
    m_inputKey = {};
    m_isAfterGap = false;
    m_sequence += m_sequence > 0 ? 1U : 0U; // what was sent before does not lead up to what comes
}

void PathPreview::retireTranscoder() {
    ++m_run;
    std::erase_if(m_retired, [](const auto& retired) { return retired->isFinished(); });
    if (m_transcoder) {
        m_transcoder->stop();
        m_retired.push_back(std::move(m_transcoder));
    }
}

void PathPreview::startTranscoder() {
    std::erase_if(m_retired, [](const auto& retired) { return retired->isFinished(); });
    const auto run = ++m_run;
    m_transcoder =
        std::make_unique<Transcoder>(m_name, m_demand, [this, run](Transcoder::Output output) {
            onEncoded(run, std::move(output));
        });
    m_transcoder->push(m_inputKey);
    m_sequence += m_sequence > 0 ? 1U : 0U;
}

void PathPreview::onEncoded(std::uint64_t run, Transcoder::Output output) {
    auto unit = std::make_shared<model::AccessUnit>();
    {
        const std::lock_guard lock(m_mutex);
        if (run != m_run) {
            return;
        }
        m_sequence += output.isAfterGap ? 2U : 1U;
        unit->sequence = m_sequence;
        unit->codec = model::VideoCodec::H264;
        unit->isKey = output.isKey;
        unit->pts = output.pts;
        unit->arrival = output.arrival;
        unit->data = std::move(output.data);
        if (unit->isKey) {
            m_cachedKey = unit;
        }
    }
    m_onUnit(std::move(unit));
}

} // namespace

std::unique_ptr<PreviewEncoder>
makePreviewEncoder(std::string name, std::function<void(model::AccessUnitPtr)> onUnit) {
    (void)initialize(); // pass-through works without; what is missing is in the log
    return std::make_unique<PathPreview>(std::move(name), std::move(onUnit));
}

} // namespace vigie::media
