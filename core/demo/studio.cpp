// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/studio.h"

#include <chrono>
#include <cstdint>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"

namespace vigie::demo {

namespace {

using namespace std::chrono_literals;
constexpr std::chrono::nanoseconds frameTime = std::chrono::nanoseconds(1s) / framesPerSecond;
constexpr std::chrono::nanoseconds mostBehind = 1s;

} // namespace

Studio::Studio(std::vector<std::unique_ptr<Programme>> programmes)
    : m_programmes(std::move(programmes)),
      m_thread(
          base::startThread("demo-studio", [this](const std::stop_token& stop) { run(stop); })) {}

void Studio::setFault(std::size_t feed, ContentFault fault, bool isOn) {
    m_programmes.at(feed)->setFault(fault, isOn);
}

void Studio::run(const std::stop_token& stop) {
    const auto log = base::logger("demo");
    const auto& clock = base::SystemClock::instance();
    const auto count = static_cast<std::int64_t>(m_programmes.size());
    base::Mono start = clock.now().mono;
    for (std::uint64_t frame = 0; !stop.stop_requested(); ++frame) {
        for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
            const base::Mono due =
                start + static_cast<std::int64_t>(frame) * frameTime + i * frameTime / count;
            const base::Timestamp now = clock.now();
            if (now.mono > due + mostBehind) {
                log->warn(
                    "the programmes were {} ms late and skip ahead",
                    std::chrono::duration_cast<std::chrono::milliseconds>(now.mono - due).count());
                start += now.mono - due;
            } else if (now.mono < due) {
                std::this_thread::sleep_until(due);
            }
            m_programmes[static_cast<std::size_t>(i)]->produce(frame, clock.now().utc);
        }
        if (frame % framesPerSecond == 0) {
            for (const auto& programme : m_programmes) {
                if (const auto error = programme->takeError()) {
                    log->error("a programme failed: {}", *error);
                }
            }
        }
    }
}

} // namespace vigie::demo
