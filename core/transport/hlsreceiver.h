// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/http.h"
#include "core/transport/playlist.h"
#include "core/transport/spec.h"
#include "core/transport/threadedreceiver.h"

namespace vigie::transport {

/// Follows an HLS playlist: of a master the variant with the most bits; of a live one the newest
/// three segments and then each new one; of a finished one everything, at the pace of its
/// durations. What was announced and could not be had is told as a gap, counted in segments. Every
/// failed request is counted; the state becomes Failed when nothing came yet or the playlist fails
/// three times in a row.
class HlsReceiver final : public ThreadedReceiver {
public:
    HlsReceiver(std::string name, std::chrono::milliseconds noDataAfter, HlsSpec spec);
    ~HlsReceiver() override { stop(); }

private:
    void run() override;
    /// Fetches and parses; of a master its best variant, whose address is then remembered.
    [[nodiscard]] base::Result<Playlist> fetchPlaylist();
    [[nodiscard]] base::Result<Playlist> fetchOne(std::string& url);
    /// Why we cannot play it; empty when we can.
    [[nodiscard]] static std::string unsupported(const Playlist& playlist);
    /// Plays what is new; false when it could not be played at all. True in `hasNews` when there
    /// was.
    void playNew(const Playlist& playlist, bool& hasNews);
    void place(const Playlist& playlist);
    void playSegment(const PlaylistSegment& segment, double pace);
    [[nodiscard]] base::Result<HttpBody> fetchSegment(const PlaylistSegment& segment);
    bool waitForTurn(const PlaylistSegment& segment);
    bool rest(base::Nanoseconds duration);
    void countFailure(const std::string& reason);
    void watch();

    const HlsSpec m_spec;
    const std::chrono::milliseconds m_configuredNoDataAfter;
    HttpClient m_http;
    std::string m_mediaUrl; // empty: to be found in m_spec.url
    double m_targetS = 0;
    std::optional<std::uint64_t> m_next; // the sequence that is due
    int m_staleReloads = 0;
    bool m_hasPlayed = false;
    bool m_isPaced = false; // finished when first seen
    bool m_isEnded = false;
    base::Mono m_paceStart{};
    double m_pacedS = 0;
    int m_failuresInARow = 0;
    bool m_wasFailed = false;
};

} // namespace vigie::transport
