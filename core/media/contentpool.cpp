// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/media/annexb.h"
#include "core/media/audioframer.h"
#include "core/media/contentcore.h"
#include "core/media/decodepool.h"
#include "core/media/poolload.h"

namespace vigie::media {
namespace {

// With key-frame policy, this many coded sound frames are decoded of each cycle: about 0.12 s of
// every 0.5 s, so that ten ticks a second find a level in most of them and silence cannot hide.
constexpr std::size_t kRunFrames = 5;
constexpr std::size_t kCycleFrames = 20;

/// Who promotes what is adaptive is not for a probe to know: until somebody does, key frames.
model::DecodePolicy inForce(model::DecodePolicy policy) {
    return policy == model::DecodePolicy::Adaptive ? model::DecodePolicy::KeyFrames : policy;
}

class PooledProbe final : public ContentProbe {
public:
    PooledProbe(std::shared_ptr<StrandPool> pool, std::shared_ptr<PoolLoad> load,
                std::shared_ptr<ContentCore> core)
        : m_pool(std::move(pool)), m_load(std::move(load)), m_core(std::move(core)) {}
    ~PooledProbe() override {
        m_core->close();
        m_pool->schedule(m_core); // taking decoders apart is not for the caller's thread
    }
    PooledProbe(const PooledProbe&) = delete;
    PooledProbe& operator=(const PooledProbe&) = delete;

    void pushVideo(std::string_view content, std::span<const std::byte> payload,
                   std::optional<std::uint64_t> pts, bool isRandomAccess,
                   base::Timestamp arrival) override {
        const auto policy = m_core->policy();
        const auto codec = videoCodecFrom(content);
        if (policy == model::DecodePolicy::Off || codec == model::VideoCodec::Unknown ||
            payload.empty()) {
            return;
        }
        m_core->observeVideo(pts, arrival);
        const bool isKey = isRandomAccess || scanPicture(codec, payload).isKey;
        if (policy == model::DecodePolicy::KeyFrames && !isKey) {
            return;
        }
        ContentCore::Item item;
        item.isVideo = true;
        item.video = codec;
        item.isKey = isKey;
        item.isSparse = policy == model::DecodePolicy::KeyFrames;
        item.arrival = arrival;
        item.data = std::make_shared<const std::string>(
            reinterpret_cast<const char*>(payload.data()), payload.size());
        submit(std::move(item));
    }

    void pushAudio(std::string_view content, std::span<const std::byte> payload,
                   std::optional<std::uint64_t>, base::Timestamp arrival) override {
        const auto policy = m_core->policy();
        const auto codec = audioCodecFrom(content);
        if (policy != m_framedPolicy || codec != m_framedCodec) {
            if (codec != m_framedCodec || policy == model::DecodePolicy::Off) {
                m_framer.reset();
            }
            m_run = {};
            m_run.isRunStart = true;
            m_bytes.clear();
            m_cycleAt = 0;
            m_framedPolicy = policy;
            m_framedCodec = codec;
        }
        if (policy == model::DecodePolicy::Off || codec == AudioCodec::Unknown) {
            return;
        }
        const bool isSparse = policy == model::DecodePolicy::KeyFrames;
        m_framer.push(codec, payload, [&](std::span<const std::byte> frame) {
            const auto at = m_cycleAt++;
            m_cycleAt %= kCycleFrames;
            if (isSparse && at >= kRunFrames) {
                return;
            }
            m_run.isRunStart = m_run.isRunStart || (isSparse && at == 0);
            m_run.isSparse = isSparse;
            m_bytes.append(reinterpret_cast<const char*>(frame.data()), frame.size());
            m_run.frames.push_back(static_cast<std::uint32_t>(frame.size()));
            if (isSparse && at + 1 == kRunFrames) {
                submitRun(codec, arrival);
            }
        });
        if (!isSparse && !m_run.frames.empty()) {
            submitRun(codec, arrival);
        }
    }

    void advance(base::Timestamp now) override {
        m_core->advance(now);
        const base::Mono hostNow = std::chrono::steady_clock::now();
        m_load->observe(m_pool->busy(), hostNow);
        if (const auto overflows = m_core->overflows(); overflows != m_overflows) {
            m_overflows = overflows;
            m_load->noteOverflow(hostNow);
        }
    }
    [[nodiscard]] bool isFull() const override { return m_core->isFull(); }
    [[nodiscard]] bool isIdle() const override { return m_core->isIdle(); }
    [[nodiscard]] bool tryPromote() override {
        return m_load->tryPromote(std::chrono::steady_clock::now());
    }
    [[nodiscard]] bool mustYield() override {
        return m_load->mustYield(std::chrono::steady_clock::now());
    }
    void setPolicy(model::DecodePolicy asked) override {
        const auto policy = inForce(asked);
        if (m_core->setPolicy(policy)) {
            m_pool->schedule(m_core);
        }
    }
    [[nodiscard]] model::DecodePolicy policy() const override { return m_core->policy(); }
    [[nodiscard]] ContentFigures figures() const override { return m_core->figures(); }
    [[nodiscard]] std::array<std::optional<float>, 8> takeAudioPeaks() override {
        return m_core->takePeaks();
    }

private:
    void submit(ContentCore::Item item) {
        if (m_core->push(std::move(item))) {
            m_pool->schedule(m_core);
        }
    }
    void submitRun(AudioCodec codec, base::Timestamp arrival) {
        m_run.audio = codec;
        m_run.arrival = arrival;
        m_run.data = std::make_shared<const std::string>(std::exchange(m_bytes, {}));
        submit(std::exchange(m_run, {}));
    }

    std::shared_ptr<StrandPool> m_pool;
    std::shared_ptr<PoolLoad> m_load;
    std::shared_ptr<ContentCore> m_core;
    std::uint64_t m_overflows = 0; // as of the last advance()

    // Only on the input's thread.
    AudioFramer m_framer;
    ContentCore::Item m_run;
    std::string m_bytes;
    std::size_t m_cycleAt = 0;
    model::DecodePolicy m_framedPolicy = model::DecodePolicy::Off;
    AudioCodec m_framedCodec = AudioCodec::Unknown;
};

class StrandContentPool final : public ContentPool {
public:
    explicit StrandContentPool(int workers)
        : m_pool(std::make_shared<StrandPool>("content", workers)),
          m_load(std::make_shared<PoolLoad>(std::clamp(workers, 1, 8))) {}
    ~StrandContentPool() override { m_pool->stop(); } // probes may outlive it: they stay Unknown
    StrandContentPool(const StrandContentPool&) = delete;
    StrandContentPool& operator=(const StrandContentPool&) = delete;

    [[nodiscard]] std::unique_ptr<ContentProbe> open(std::string name, ContentLimits limits,
                                                     model::DecodePolicy policy) override {
        return std::make_unique<PooledProbe>(
            m_pool, m_load,
            std::make_shared<ContentCore>(std::move(name), limits, inForce(policy)));
    }

private:
    std::shared_ptr<StrandPool> m_pool;
    std::shared_ptr<PoolLoad> m_load;
};

} // namespace

std::unique_ptr<ContentPool> makeContentPool(int workers) {
    // Where something is missing the log says so, and contents stay Unknown.
    (void)initialize();
    return std::make_unique<StrandContentPool>(workers);
}

} // namespace vigie::media
