// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace vigie::base {

using Nanoseconds = std::chrono::nanoseconds;
/// A moment of UTC as the local host's clock tells it, in nanoseconds since 1970.
using Utc = std::chrono::time_point<std::chrono::system_clock, Nanoseconds>;
/// A moment of the host's monotonic clock: never steps, means nothing on another host.
using Mono = std::chrono::time_point<std::chrono::steady_clock, Nanoseconds>;

/// One moment on both clocks. Rules run on `utc` of a tick; waits and watchdogs on `mono`.
struct Timestamp {
    Utc utc{};
    Mono mono{};
};

/// Where a component reads the time, so that a replay and a test can give it another.
/// Implementations are safe to call from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The host's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    /// The process-wide instance (stateless).
    [[nodiscard]] static const SystemClock& instance();
};

/// Nanoseconds since 1970, the form in which UTC crosses the wire.
[[nodiscard]] constexpr std::int64_t toNs(Utc t) {
    return t.time_since_epoch().count();
}
[[nodiscard]] constexpr std::int64_t toNs(Mono t) {
    return t.time_since_epoch().count();
}
[[nodiscard]] constexpr Utc utcFromNs(std::int64_t ns) {
    return Utc{Nanoseconds{ns}};
}
[[nodiscard]] constexpr Mono monoFromNs(std::int64_t ns) {
    return Mono{Nanoseconds{ns}};
}
/// Whole seconds since 1970 (floor).
[[nodiscard]] constexpr std::int64_t toSeconds(Utc t) {
    return std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count();
}
/// "2026-07-26T18:05:43.120Z".
[[nodiscard]] std::string toIso8601(Utc t);

/// The worst error of the host's UTC that the kernel admits (adjtimex maxerror); negative when the
/// clock is not synchronized or the kernel does not say.
[[nodiscard]] Nanoseconds systemClockError();

/// Names the clock that SystemClock reads: the kernel's boot id, equal in all processes (and
/// containers) of one host since one boot, and in no others. Empty where `file` cannot be read or
/// does not hold a UUID.
[[nodiscard]] std::string
systemClockId(const std::string& file = "/proc/sys/kernel/random/boot_id");

} // namespace vigie::base
