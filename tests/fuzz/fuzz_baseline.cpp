// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/baseline/baselines.h"

/// Any text is either refused with a sentence, or gives figures that go on and can be saved and
/// read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono_literals;
    const std::string text(reinterpret_cast<const char*>(data), size);
    vigie::baseline::Baselines baselines;
    const auto done = baselines.restore(text);
    if (!done) {
        return done.error().message.empty() ? (std::abort(), 0) : 0;
    }
    const std::size_t series = baselines.series("a", 0.5);
    const vigie::base::Utc begin = vigie::base::Utc{} + 1'790'553'600s;
    for (int i = 0; i < 400; ++i) {
        baselines.observe(series, i % 11, begin + i * 10s);
    }
    const auto usual = baselines.usual(series, begin + 3990s);
    if (!std::isfinite(usual.location) || !(usual.spread >= 0.5) || !usual.value ||
        !(usual.warmth >= 0 && usual.warmth <= 1)) {
        std::abort();
    }
    vigie::baseline::Baselines again;
    if (!again.restore(baselines.save())) {
        std::abort();
    }
    return 0;
}
