// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/time.h"
#include "core/es/startcode.h"
#include "core/es/structure.h"

namespace vigie::es {

/// Whether teletext and DVB subtitles of one path carry anything, by their PES payloads. Each is
/// Unknown until it was watched for 10 s or something came, Present when something came within the
/// last 10 s, and Clear otherwise. One thread.
///
/// Teletext (EN 300 472): data units 0x02 (teletext) and 0x03 (subtitles); stuffing is nothing.
/// Subtitles (EN 300 743): a page that composes regions, or object data; an empty page, which is
/// how a subtitle is taken away, is nothing.
class Text {
public:
    enum class Kind : std::uint8_t { Teletext, Subtitles };

    /// One PES payload.
    void push(Kind kind, Bytes payload, base::Timestamp arrival);
    /// Time passes while the service is there. A service without such a stream is Clear, too.
    void advance(base::Timestamp now);
    void restart();
    [[nodiscard]] Presence teletext() const { return m_teletext.presence; }
    [[nodiscard]] Presence subtitles() const { return m_subtitles.presence; }

private:
    struct Watch {
        Presence presence = Presence::Unknown;
        std::optional<base::Mono> since;
        std::optional<base::Mono> last;
        void advance(base::Mono now);
    };
    Watch m_teletext;
    Watch m_subtitles;
};

/// The content of one PES payload.
[[nodiscard]] bool hasTeletext(Bytes payload);
[[nodiscard]] bool hasSubtitlePage(Bytes payload);

} // namespace vigie::es
