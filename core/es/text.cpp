// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/text.h"

#include <cstdint>

namespace vigie::es {
namespace {

constexpr std::chrono::seconds window{10};

unsigned at(Bytes bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

} // namespace

bool hasTeletext(Bytes payload) {
    // EN 300 472, 4.3: data_identifier, then data_unit_id, data_unit_length, data.
    if (payload.empty() || at(payload, 0) < 0x10 || at(payload, 0) > 0x1f) {
        return false;
    }
    for (std::size_t i = 1; i + 2 <= payload.size();) {
        const unsigned id = at(payload, i);
        const std::size_t size = at(payload, i + 1);
        if ((id == 0x02 || id == 0x03) && size > 0 && i + 2 + size <= payload.size()) {
            return true;
        }
        i += 2 + size;
    }
    return false;
}

bool hasSubtitlePage(Bytes payload) {
    // EN 300 743, 7.1: data_identifier 0x20, stream id 0x00, then segments.
    constexpr std::size_t segmentHeader = 6;
    constexpr std::size_t emptyPage = 2;
    if (payload.size() < 2 || at(payload, 0) != 0x20 || at(payload, 1) != 0x00) {
        return false;
    }
    for (std::size_t i = 2; i + segmentHeader <= payload.size() && at(payload, i) == 0x0f;) {
        const unsigned type = at(payload, i + 1);
        const std::size_t size = (at(payload, i + 4) << 8) | at(payload, i + 5);
        if (i + segmentHeader + size > payload.size()) {
            return false;
        }
        constexpr unsigned pageComposition = 0x10;
        constexpr unsigned objectData = 0x13;
        if ((type == pageComposition && size > emptyPage) || (type == objectData && size > 0)) {
            return true;
        }
        i += segmentHeader + size;
    }
    return false;
}

void Text::Watch::advance(base::Mono now) {
    if (!since || now < *since) {
        since = now;
    }
    if (last && now - *last <= window) {
        presence = Presence::Present;
    } else if (now - *since >= window) {
        presence = Presence::Clear;
    }
}

void Text::push(Kind kind, Bytes payload, base::Timestamp arrival) {
    Watch& watch = kind == Kind::Teletext ? m_teletext : m_subtitles;
    const bool isPresent = kind == Kind::Teletext ? hasTeletext(payload) : hasSubtitlePage(payload);
    if (isPresent) {
        watch.last = arrival.mono;
    }
    watch.advance(arrival.mono);
}

void Text::advance(base::Timestamp now) {
    m_teletext.advance(now.mono);
    m_subtitles.advance(now.mono);
}

void Text::restart() {
    m_teletext = {};
    m_subtitles = {};
}

} // namespace vigie::es
