// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/lazydecoder.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vigie::media {
namespace {

constexpr auto kFirstRetry = std::chrono::milliseconds(250);
constexpr int kMaxRetryDoublings = 6;

} // namespace

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

} // namespace vigie::media
