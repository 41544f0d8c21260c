// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/window.h"

#include <algorithm>

namespace vigie::health {
namespace {

void count(Health& into, Verdict verdict, std::uint32_t by) {
    switch (verdict) {
    case Verdict::NotOnAir:
        break;
    case Verdict::Good:
        into.onAirSeconds += by;
        break;
    case Verdict::Errored:
        into.onAirSeconds += by;
        into.erroredSeconds += by;
        break;
    case Verdict::Unknown:
        into.unknownSeconds += by;
        break;
    }
}

constexpr std::uint32_t minusOne = 0xffffffffU; // unsigned wrap: adding it takes one away

} // namespace

Verdict SecondsWindow::at(std::size_t slot) const {
    return static_cast<Verdict>((m_seconds[slot / 4] >> (2 * (slot % 4))) & 3u);
}

void SecondsWindow::store(std::size_t slot, Verdict verdict) {
    const auto shift = 2 * (slot % 4);
    const auto kept = static_cast<std::uint8_t>(m_seconds[slot / 4] & ~(3u << shift));
    m_seconds[slot / 4] =
        static_cast<std::uint8_t>(kept | (static_cast<unsigned>(verdict) << shift));
}

void SecondsWindow::push(Verdict verdict) {
    const std::size_t slot = m_pushed % shortSeconds;
    const std::size_t minuteSlot = (m_pushed + shortSeconds - minuteSeconds) % shortSeconds;
    count(m_sums.quarterHour, at(slot), minusOne); // a slot never written is NotOnAir
    count(m_sums.minute, at(minuteSlot), minusOne);
    store(slot, verdict);
    count(m_sums.minute, verdict, 1);
    count(m_sums.quarterHour, verdict, 1);

    Bucket& bucket = m_buckets[(m_pushed / minuteSeconds) % dayBuckets];
    if (m_pushed % minuteSeconds == 0) {
        m_sums.day.onAirSeconds -= bucket.judged;
        m_sums.day.erroredSeconds -= bucket.errored;
        m_sums.day.unknownSeconds -= bucket.unknown;
        bucket = {};
    }
    count(m_sums.day, verdict, 1);
    bucket.judged += (verdict == Verdict::Good || verdict == Verdict::Errored) ? 1 : 0;
    bucket.errored += verdict == Verdict::Errored ? 1 : 0;
    bucket.unknown += verdict == Verdict::Unknown ? 1 : 0;
    ++m_pushed;
}

void SecondsWindow::push(Verdict verdict, std::int64_t seconds) {
    constexpr auto all = static_cast<std::int64_t>((dayBuckets + 1) * minuteSeconds);
    for (std::int64_t i = 0; i < std::min(seconds, all); ++i) {
        push(verdict);
    }
}

} // namespace vigie::health
