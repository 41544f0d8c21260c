// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/decodepool.h"

#include <utility>

#include "core/media/strandpool.h"
#include "core/media/tiledecoder.h"

namespace vigie::media {
namespace {

class PooledStream final : public DecodeStream {
public:
    PooledStream(std::shared_ptr<StrandPool> pool, std::shared_ptr<TileDecoder> decoder)
        : m_pool(std::move(pool)), m_decoder(std::move(decoder)) {}
    ~PooledStream() override {
        m_decoder->close();
        m_pool->schedule(m_decoder); // taking a decoder apart is not for the caller's thread
    }
    PooledStream(const PooledStream&) = delete;
    PooledStream& operator=(const PooledStream&) = delete;

    void push(model::AccessUnitPtr unit) override {
        if (m_decoder->push(std::move(unit))) {
            m_pool->schedule(m_decoder);
        }
    }
    [[nodiscard]] VideoFramePtr takeNewest() override { return m_decoder->takeNewest(); }
    [[nodiscard]] bool isAwaitingKey() const override { return m_decoder->isAwaitingKey(); }
    [[nodiscard]] Figures figures() const override { return m_decoder->figures(); }

private:
    std::shared_ptr<StrandPool> m_pool;
    std::shared_ptr<TileDecoder> m_decoder;
};

class StrandDecodePool final : public DecodePool {
public:
    explicit StrandDecodePool(int workers)
        : m_pool(std::make_shared<StrandPool>("decode", workers)) {}
    ~StrandDecodePool() override { m_pool->stop(); } // streams may outlive it: they stand still
    StrandDecodePool(const StrandDecodePool&) = delete;
    StrandDecodePool& operator=(const StrandDecodePool&) = delete;

    [[nodiscard]] std::unique_ptr<DecodeStream> open(std::string name,
                                                     std::function<void()> onFrame) override {
        return std::make_unique<PooledStream>(
            m_pool, std::make_shared<TileDecoder>(std::move(name), std::move(onFrame)));
    }

private:
    std::shared_ptr<StrandPool> m_pool;
};

} // namespace

std::unique_ptr<DecodePool> makeDecodePool(int workers) {
    // Where something is missing the log says so, and streams count errors instead of frames.
    (void)initialize();
    return std::make_unique<StrandDecodePool>(workers);
}

} // namespace vigie::media
