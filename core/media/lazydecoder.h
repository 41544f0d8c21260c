// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/base/time.h"
#include "core/media/codecs.h"
#include "core/media/pushchain.h"

namespace vigie::media {

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

} // namespace vigie::media
