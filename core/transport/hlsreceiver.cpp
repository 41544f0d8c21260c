// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/hlsreceiver.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/transport/counters.h"
#include "core/transport/tsdetect.h"

namespace vigie::transport {

namespace {

/// Of a segment's duration, how much its bytes are spread over: a little less than all, so that the
/// next one is asked for in time.
constexpr double playPace = 0.95;
/// For segments that others wait behind.
constexpr double catchUpPace = 0.2;
constexpr std::chrono::milliseconds shortestRest{5};

constexpr std::size_t mostPlaylistBytes = 16 * 1024 * 1024;
constexpr std::size_t mostSegmentBytes = 128 * 1024 * 1024;
constexpr std::size_t bytesPerCall = 7 * tsPacketSize;
constexpr std::size_t liveStartSegments = 3;
constexpr int segmentAttempts = 3;
constexpr int failuresToFail = 3;
constexpr int staleReloadsToRestart = 5;
constexpr double longestTargetS = 60;
constexpr double shortestTargetS = 0.5;
constexpr std::chrono::seconds endedReload{5};
constexpr std::chrono::milliseconds restStep{200};
constexpr std::chrono::seconds longestLateness{5};

base::Nanoseconds seconds(double value) {
    return base::Nanoseconds(static_cast<std::int64_t>(value * 1e9));
}

base::Timestamp now() {
    return base::SystemClock::instance().now();
}

/// Fragmented MP4 begins with a box of one of these kinds.
bool looksLikeMp4(std::span<const std::byte> bytes) {
    if (bytes.size() < 8) {
        return false;
    }
    const std::string_view kind(reinterpret_cast<const char*>(bytes.data()) + 4, 4);
    return kind == "ftyp" || kind == "styp" || kind == "moof" || kind == "sidx" || kind == "emsg";
}

constexpr const char* mp4Words =
    "fragmented MP4 segments are not supported, only transport stream segments";

} // namespace

HlsReceiver::HlsReceiver(std::string name, std::chrono::milliseconds noDataAfter, HlsSpec spec)
    : ThreadedReceiver(std::move(name), noDataAfter), m_spec(std::move(spec)),
      m_configuredNoDataAfter(noDataAfter), m_http(wakeFd()) {}

void HlsReceiver::watch() {
    if (m_hasPlayed && !m_isEnded && !m_wasFailed) {
        watchSilence("no segment");
    }
}

bool HlsReceiver::rest(base::Nanoseconds duration) {
    const auto end = now().mono + duration;
    for (;;) {
        const auto left = end - now().mono;
        if (left <= base::Nanoseconds::zero()) {
            return !isStopping();
        }
        if (!pause(std::min<base::Nanoseconds>(left, restStep))) {
            return false;
        }
        watch();
    }
}

void HlsReceiver::countFailure(const std::string& reason) {
    changeFigures(
        [](LinkFigures& figures) { figures.hlsFailures = figures.hlsFailures.value_or(0) + 1; });
    base::logger("transport")->debug("{}: {}", name(), reason);
}

base::Result<Playlist> HlsReceiver::fetchOne(std::string& url) {
    const auto patience = std::chrono::milliseconds(
        static_cast<std::int64_t>(std::clamp(m_targetS, 3.0, 10.0) * 1000));
    auto body =
        m_http.get({.url = url, .range = {}, .timeout = patience, .mostBytes = mostPlaylistBytes},
                   [this] { watch(); });
    if (!body) {
        return tl::unexpected(body.error());
    }
    auto playlist =
        parsePlaylist({reinterpret_cast<const char*>(body->bytes.data()), body->bytes.size()});
    if (!playlist) {
        return base::failure(fmt::format("{}: {}", shownUrl(url), playlist.error().message));
    }
    url = body->url;
    return playlist;
}

base::Result<Playlist> HlsReceiver::fetchPlaylist() {
    // Addresses in a playlist are relative to where it was found in the end; the next request asks
    // the first address again, because a redirect may lead elsewhere by then.
    std::string url = m_mediaUrl.empty() ? m_spec.url : m_mediaUrl;
    const std::string asked = url;
    auto playlist = fetchOne(url);
    if (!playlist || !playlist->isMaster) {
        if (playlist) {
            m_mediaUrl = asked;
            for (auto& segment : playlist->segments) {
                segment.uri = resolvedUrl(url, segment.uri);
            }
        }
        return playlist;
    }
    if (!m_mediaUrl.empty()) {
        return base::failure(fmt::format("{}: a variant leads to variants again", shownUrl(url)));
    }
    m_mediaUrl = resolvedUrl(url, playlist->best()->uri);
    if (m_mediaUrl.empty()) {
        return base::failure(fmt::format("{}: the variant's address is malformed", shownUrl(url)));
    }
    auto media = fetchPlaylist();
    if (!media) {
        m_mediaUrl.clear(); // the master may name another one by then
    }
    return media;
}

std::string HlsReceiver::unsupported(const Playlist& playlist) {
    if (playlist.hasInitialization) {
        return mp4Words;
    }
    if (std::any_of(playlist.segments.begin(), playlist.segments.end(),
                    [](const auto& segment) { return segment.isEncrypted; })) {
        return "encrypted segments are not supported";
    }
    return {};
}

void HlsReceiver::run() {
    Backoff backoff;
    setState(LinkState::Connecting, "fetching the playlist");
    while (!isStopping()) {
        const auto asked = now().mono;
        const auto playlist = fetchPlaylist();
        if (isStopping()) {
            return;
        }
        const auto reason = playlist ? unsupported(*playlist) : playlist.error().message;
        if (!reason.empty()) {
            countFailure(reason);
            ++m_failuresInARow;
            if (!m_isEnded && (playlist || !m_hasPlayed || m_failuresInARow >= failuresToFail)) {
                m_wasFailed = true;
                setState(LinkState::Failed, reason);
            }
            if (!rest(backoff.next())) {
                return;
            }
            continue;
        }
        backoff.reset();
        m_failuresInARow = 0;
        m_targetS = std::clamp(playlist->targetDurationS, shortestTargetS, longestTargetS);
        setNoDataAfter(std::max(m_configuredNoDataAfter,
                                std::chrono::milliseconds(static_cast<int>(3000 * m_targetS))));
        changeFigures([this](LinkFigures& figures) { figures.hlsTargetDurationS = m_targetS; });
        bool hasNews = false;
        playNew(*playlist, hasNews);
        base::Nanoseconds wait = seconds(hasNews ? m_targetS : m_targetS / 2);
        if (playlist->hasEnd && m_next && !isStopping()) {
            // The last segment lasts its time, too.
            if (m_isPaced && !m_isEnded && !waitForTurn({})) {
                return;
            }
            if (m_wasFailed) {
                m_next.reset(); // once more, all of it
            } else if (m_spec.isLooped) {
                m_next.reset();
                tellRestart(now());
                continue;
            } else {
                m_isEnded = true;
                setState(LinkState::NoData, "end of playlist");
                wait = endedReload;
            }
        }
        if (!rest(std::max(wait - (now().mono - asked), base::Nanoseconds(restStep)))) {
            return;
        }
    }
}

void HlsReceiver::place(const Playlist& playlist) {
    const auto& segments = playlist.segments;
    if (!m_next) {
        m_isPaced = playlist.hasEnd;
        m_paceStart = now().mono;
        m_pacedS = 0;
        const auto behind =
            m_isPaced ? segments.size() : std::min(liveStartSegments, segments.size());
        m_next = segments[segments.size() - behind].sequence;
        m_staleReloads = 0;
        return;
    }
    const auto first = segments.front().sequence;
    const auto end = segments.back().sequence + 1;
    if (*m_next < first) {
        tellGap(first - *m_next, now());
        m_next = first;
    }
    if (end >= *m_next) {
        m_staleReloads = 0;
        return;
    }
    // Some caches answer with an older playlist once in a while; a server that started anew stays.
    if (++m_staleReloads >= staleReloadsToRestart || *m_next - end > segments.size()) {
        m_next.reset();
        tellRestart(now());
        place(playlist);
    }
}

void HlsReceiver::playNew(const Playlist& playlist, bool& hasNews) {
    if (playlist.segments.empty()) {
        return;
    }
    place(playlist);
    for (const auto& segment : playlist.segments) {
        if (segment.sequence < *m_next) {
            continue;
        }
        hasNews = true;
        if (m_isPaced && !waitForTurn(segment)) {
            return;
        }
        if (isStopping()) {
            return;
        }
        const bool isNewest = segment.sequence == playlist.segments.back().sequence;
        playSegment(segment, isNewest || m_isPaced ? playPace : catchUpPace);
        m_next = segment.sequence + 1;
    }
}

bool HlsReceiver::waitForTurn(const PlaylistSegment& segment) {
    const auto due = m_paceStart + seconds(m_pacedS);
    const auto late = now().mono - due;
    if (late > longestLateness) {
        m_paceStart += late;
    } else if (late < base::Nanoseconds::zero() && !rest(-late)) {
        return false;
    }
    m_pacedS += segment.durationS;
    return true;
}

base::Result<HttpBody> HlsReceiver::fetchSegment(const PlaylistSegment& segment) {
    const auto patience = std::chrono::milliseconds(
        static_cast<std::int64_t>(std::clamp(2 * m_targetS, 5.0, 30.0) * 1000));
    Backoff backoff;
    for (int attempt = 1;; ++attempt) {
        auto body = m_http.get({.url = segment.uri,
                                .range = segment.range,
                                .timeout = patience,
                                .mostBytes = mostSegmentBytes},
                               [this] { watch(); });
        if (body || isStopping()) {
            return body;
        }
        countFailure(body.error().message);
        if (attempt == segmentAttempts || !rest(backoff.next())) {
            return body;
        }
    }
}

void HlsReceiver::playSegment(const PlaylistSegment& segment, double pace) {
    if (segment.isMissing || segment.uri.empty()) {
        tellGap(1, now());
        return;
    }
    const auto body = fetchSegment(segment);
    if (isStopping()) {
        return;
    }
    std::string reason;
    if (!body) {
        reason = body.error().message;
    } else if (looksLikeMp4(body->bytes)) {
        reason = mp4Words;
    } else if (!looksLikeTransportStream(
                   std::span(body->bytes).first(std::min<std::size_t>(body->bytes.size(), 4096)))) {
        reason = fmt::format("{} is not a transport stream", shownUrl(segment.uri));
    }
    if (!reason.empty()) {
        if (body) {
            countFailure(reason);
        }
        if (!m_hasPlayed || body) {
            m_wasFailed = true;
            setState(LinkState::Failed, reason);
        }
        tellGap(1, now());
        return;
    }
    if (m_wasFailed && m_hasPlayed) {
        changeFigures([](LinkFigures& figures) { ++figures.reconnects; });
    }
    if (segment.isDiscontinuity && m_hasPlayed) {
        tellRestart(body->arrival);
    }
    m_wasFailed = false;
    m_hasPlayed = true;
    m_isEnded = false;
    changeFigures([](LinkFigures& figures) {
        figures.hlsSegments = figures.hlsSegments.value_or(0) + 1;
        figures.hlsFailures = figures.hlsFailures.value_or(0);
    });
    const std::span<const std::byte> bytes(body->bytes);
    // All of it was available to a taker when the download ended: that is its UTC. But it is handed
    // on at the pace at which a player would take it, and the monotonic clock follows that pace, so
    // that whatever measures durations behind sees a stream and not a burst.
    const auto start = now().mono;
    for (std::size_t at = 0; at < bytes.size() && !isStopping(); at += bytesPerCall) {
        const double part = static_cast<double>(at) / static_cast<double>(bytes.size());
        const auto due = start + seconds(segment.durationS * pace * part);
        const auto early = due - now().mono;
        if (early > shortestRest && !rest(early)) {
            return;
        }
        deliver(bytes.subspan(at, std::min(bytesPerCall, bytes.size() - at)),
                {body->arrival.utc, now().mono});
    }
}

} // namespace vigie::transport
