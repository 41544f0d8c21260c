// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tileboard.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::ui::wall {

namespace {

/// Sizes asked of a node step by this much, so that a splitter that is dragged does not reopen
/// every stream at each pixel.
constexpr int sizeStep = 16;
/// Shorter than two pictures at 25 a second and longer than one.
constexpr std::chrono::milliseconds halfInterval{60};

std::uint32_t stepped(double pixels) {
    const int steps = static_cast<int>(std::ceil(std::max(1.0, pixels) / sizeStep));
    return static_cast<std::uint32_t>(steps * sizeStep);
}

/// The rate is not part of it: that is what a stream is reopened for.
bool isSamePicture(const TileContent& a, const TileContent& b) {
    return a.path == b.path && a.otherPath == b.otherPath && isOfTwo(a.view) == isOfTwo(b.view);
}

bool isSameShape(const media::VideoFrame& a, const media::VideoFrame& b) {
    return a.width * b.height == a.height * b.width && a.pixelAspect == b.pixelAspect;
}

std::int64_t nowNs() {
    return base::SystemClock::instance().now().mono.time_since_epoch().count();
}

} // namespace

TileBoard::TileBoard(fleet::Source& source, media::DecodePool& decoders, std::function<void()> wake)
    : m_source(&source), m_decoders(decoders),
      m_wokenNs(std::make_shared<std::atomic<std::int64_t>>(0)),
      m_wake([wake = std::move(wake), woken = m_wokenNs] {
          std::int64_t nobody = 0;
          woken->compare_exchange_strong(nobody, nowNs());
          wake();
      }) {}

TileBoard::~TileBoard() = default;

void TileBoard::setSource(fleet::Source& source, bool isPast) {
    m_source = &source;
    m_isPast = isPast;
    for (Tile& tile : m_tiles) {
        tile.closeStreams();
        tile.frame.reset();
        tile.otherFrame.reset();
        tile.isStill = false;
        tile.isDecoderStuck = false;
        tile.lastFrameAt.reset();
        tile.age.reset();
        // What happened between the two places was not missed by anybody.
        tile.missed = engine::Severity::None;
        tile.meter = {};
    }
}

void TileBoard::setMarks(std::function<TileMarks(const TileContent&)> marks) {
    m_marks = std::move(marks);
    (void)refreshMarks();
}

std::vector<TileBoard::Dirt> TileBoard::refreshMarks() {
    std::vector<Dirt> dirt;
    for (std::size_t i = 0; m_marks && i < m_tiles.size(); ++i) {
        TileMarks marks = m_marks(m_tiles[i].content);
        if (marks != m_tiles[i].marks) {
            m_tiles[i].marks = std::move(marks);
            dirt.push_back({i, Words});
        }
    }
    return dirt;
}

/// True when it says something else now.
bool TileBoard::updateAge(Tile& tile) const {
    std::optional<std::chrono::milliseconds> age;
    if (m_isPast && tile.frame) {
        const auto tenths = std::chrono::round<std::chrono::duration<std::int64_t, std::deci>>(
            m_now - tile.frame->arrival);
        age = tenths;
    }
    return std::exchange(tile.age, age) != age;
}

void TileBoard::show(const std::vector<TileContent>& contents) {
    std::vector<Tile> old = std::exchange(m_tiles, {});
    m_tiles.reserve(contents.size());
    for (const TileContent& content : contents) {
        const auto same = std::find_if(old.begin(), old.end(), [&content](const Tile& tile) {
            return tile.content.feedId == content.feedId &&
                   tile.content.regionId == content.regionId;
        });
        Tile tile;
        if (same != old.end()) {
            tile = std::move(*same);
            old.erase(same);
        }
        tile.content = content;
        if (m_marks) {
            tile.marks = m_marks(content);
        }
        m_tiles.push_back(std::move(tile));
    }
    setRates();
}

std::vector<TileBoard::Dirt> TileBoard::update(const std::vector<TileContent>& contents,
                                               base::Utc now) {
    std::vector<Dirt> dirt;
    m_now = now;
    for (std::size_t i = 0; i < std::min(contents.size(), m_tiles.size()); ++i) {
        Tile& tile = m_tiles[i];
        const TileContent& next = contents[i];
        unsigned parts = 0;
        const AudioMeter before = tile.meter;
        tile.meter.update(next.audioPeak, next.audioChannels, now);
        bool isLevelMoved =
            before.channels() != tile.meter.channels() || before.isKnown() != tile.meter.isKnown();
        for (int channel = 0; channel < tile.meter.channels() && !isLevelMoved; ++channel) {
            isLevelMoved = before.level(channel) != tile.meter.level(channel) ||
                           before.held(channel) != tile.meter.held(channel);
        }
        isLevelMoved = isLevelMoved || next.loudness != tile.content.loudness;
        parts |= isLevelMoved ? Meters : 0u;
        if (!m_isPast && next.severity < tile.content.severity &&
            tile.content.severity >= engine::Severity::Minor) {
            tile.missed = std::max(tile.missed, tile.content.severity);
        }
        TileContent wordsBefore = tile.content;
        wordsBefore.audioPeak = next.audioPeak;
        if (wordsBefore != next) {
            const bool isReframed = wordsBefore.fault.isEmpty() != next.fault.isEmpty() ||
                                    wordsBefore.view != next.view ||
                                    !isSamePicture(wordsBefore, next);
            parts |= isReframed ? Everything : Words;
        }
        const bool isOtherPath = wordsBefore.path != next.path;
        tile.content = next;
        if (isOtherPath && m_marks) {
            tile.marks = m_marks(next);
        }
        if (updateAge(tile)) {
            parts |= Picture;
        }
        if (parts != 0) {
            dirt.push_back({i, parts});
        }
    }
    return dirt;
}

void TileBoard::place(const std::vector<QRect>& cells, double pixelRatio) {
    m_pixelRatio = pixelRatio;
    for (std::size_t i = 0; i < std::min(cells.size(), m_tiles.size()); ++i) {
        Tile& tile = m_tiles[i];
        tile.geometry = tileGeometry(cells[i], !tile.content.fault.isEmpty() || tile.isStill);
    }
}

model::PreviewRequest TileBoard::requestFor(const Tile& tile) const {
    // Of the cell without a fault strip, so that a fault does not ask for another stream.
    const QRect area = tileGeometry(tile.geometry.outer, false).picture;
    const QRect fitted = fitAspect(area, QSize(16, 9));
    model::PreviewRequest request;
    request.width = stepped(fitted.width() * m_pixelRatio);
    request.height = stepped(fitted.height() * m_pixelRatio);
    request.isKeyFramesOnly = tile.rate == TileRate::Keys;
    return request;
}

/// The old path's picture stays, marked, until the new one comes.
void TileBoard::forgetPath(Tile& tile) const {
    if (m_isPast) {
        tile.frame.reset();
        tile.age.reset();
    } else if (tile.frame) {
        tile.isStill = true;
    }
    tile.otherFrame.reset();
}

void TileBoard::openStream(Tile& tile) {
    const TileContent& content = tile.content;
    if (!content.path || !content.hasPreview || tile.geometry.picture.isEmpty()) {
        tile.closeStreams();
        return;
    }
    const model::PreviewRequest request = requestFor(tile);
    if (isOfTwo(content.view) && content.otherPath && content.hasOtherPreview) {
        const TwinStream::Paths paths{*content.path, *content.otherPath};
        if (tile.twin && tile.twin->paths() == paths && tile.twin->request() == request) {
            return;
        }
        const bool isOther = tile.stream || (tile.twin && tile.twin->paths() != paths);
        tile.closeStreams();
        if (isOther) {
            forgetPath(tile);
        }
        tile.twin =
            std::make_unique<TwinStream>(*m_source, m_decoders, paths, request, m_isPast, m_wake);
        return;
    }
    if (tile.stream && tile.stream->path() == *content.path && tile.stream->request() == request) {
        return;
    }
    const bool isOther = tile.twin || (tile.stream && tile.stream->path() != *content.path);
    tile.closeStreams();
    if (isOther) {
        forgetPath(tile);
    }
    tile.stream =
        std::make_unique<TileStream>(*m_source, m_decoders, *content.path, request, m_wake);
}

void TileBoard::openStreams() {
    for (Tile& tile : m_tiles) {
        openStream(tile);
    }
}

void TileBoard::closeStreams() {
    for (Tile& tile : m_tiles) {
        tile.closeStreams();
    }
}

/// True when there is another picture.
bool TileBoard::takeFrame(Tile& tile) const {
    media::VideoFramePtr frame;
    if (tile.stream) {
        frame = tile.stream->takeNewest();
    } else if (tile.twin) {
        TwinPicture pair = tile.twin->takeNewest();
        frame = std::move(pair.frames[TwinGate::left]);
        if (frame || pair.frames[TwinGate::right]) {
            tile.otherFrame = std::move(pair.frames[TwinGate::right]);
            tile.isAligned = pair.isAligned;
        }
    }
    if (!frame) {
        return false;
    }
    tile.frame = std::move(frame);
    return true;
}

std::vector<TileBoard::Dirt> TileBoard::takeFrames() {
    std::vector<Dirt> dirt;
    const base::Timestamp now = m_source->now();
    if (const std::int64_t since = m_wokenNs->exchange(0); since != 0) {
        const auto lag = std::chrono::nanoseconds(nowNs() - since);
        m_longestLag =
            std::max(m_longestLag, std::chrono::duration_cast<std::chrono::milliseconds>(lag));
    }
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        Tile& tile = m_tiles[i];
        if (tile.rate == TileRate::Half && tile.frame && !tile.isStill &&
            now.mono - tile.lastFrameMono < halfInterval) {
            continue;
        }
        const media::VideoFramePtr before = tile.frame;
        if (!tile.hasStream() || !takeFrame(tile)) {
            continue;
        }
        const bool isReshaped = !before || !isSameShape(*before, *tile.frame);
        if (tile.isFrameNew) {
            ++tile.framesUnseen;
        }
        tile.isFrameNew = true;
        tile.lastFrameAt = now.utc;
        tile.lastFrameMono = now.mono;
        tile.unitsAtLastFrame = tile.openFigures().unitsIn;
        (void)updateAge(tile);
        unsigned parts = Picture;
        if (tile.isStill && !tile.isAwaitingKey()) {
            tile.isStill = false;
            tile.isDecoderStuck = false;
            parts = Everything;
        }
        dirt.push_back({i, isReshaped ? static_cast<unsigned>(Everything) : parts});
    }
    return dirt;
}

/// What of it says something else now.
unsigned TileBoard::checkStill(Tile& tile, base::Timestamp now) const {
    const bool isBroken = (tile.stream && !tile.stream->interruption().empty()) ||
                          (tile.twin && !tile.twin->interruption().empty());
    if (m_isPast && tile.frame && isBroken) {
        // There is no picture of this moment: none of another stands for it.
        tile.frame.reset();
        tile.otherFrame.reset();
        tile.age.reset();
        return Everything;
    }
    if (m_isPast || !tile.frame) {
        return 0;
    }
    const auto since = now.mono - tile.lastFrameMono;
    const bool wasStill = tile.isStill;
    const bool wasStuck = tile.isDecoderStuck;
    const auto limit = tile.rate == TileRate::Keys ? stillAfterKeys : stillAfter;
    tile.isStill = tile.isStill || since > limit || tile.isAwaitingKey();
    const auto arrived = tile.openFigures().unitsIn;
    tile.isDecoderStuck =
        tile.isStill && since > limit && arrived >= tile.unitsAtLastFrame + stuckAfterUnits;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const bool isOlder = std::exchange(tile.stillFor, seconds) != seconds;
    if (tile.isStill != wasStill || tile.isDecoderStuck != wasStuck) {
        return Everything;
    }
    return tile.isStill && isOlder ? static_cast<unsigned>(Picture) : 0u;
}

std::vector<TileBoard::Dirt> TileBoard::checkStill(base::Timestamp now) {
    std::vector<Dirt> dirt;
    const base::Mono ticked = base::SystemClock::instance().now().mono;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (m_tiles[i].twin) {
            m_tiles[i].twin->tick(ticked);
        }
        if (const unsigned parts = checkStill(m_tiles[i], now); parts != 0) {
            dirt.push_back({i, parts});
        }
    }
    govern(measure());
    return dirt;
}

RateGovernor::Sample TileBoard::measure() {
    RateGovernor::Sample sample;
    sample.at = base::SystemClock::instance().now().mono;
    sample.eventLag = std::exchange(m_longestLag, std::chrono::milliseconds(0));
    std::uint64_t waiting = 0;
    std::uint64_t decoded = 0;
    std::uint64_t lost = 0;
    int streams = 0;
    for (const Tile& tile : m_tiles) {
        const TileFigures figures = tile.figures();
        waiting += figures.unitsWaiting;
        streams += figures.streams;
        if (tile.rate != TileRate::Half) { // what it leaves out, it leaves out on purpose
            decoded += figures.framesDecoded;
            lost += figures.framesReplaced;
        }
    }
    if (streams > 0) {
        sample.waitingPerStream = static_cast<double>(waiting) / streams;
    }
    // Tiles come, go and change their rate: sums that shrink say nothing.
    if (decoded > m_sampledDecoded && lost >= m_sampledLost) {
        sample.lostShare = static_cast<double>(lost - m_sampledLost) /
                           static_cast<double>(decoded - m_sampledDecoded);
    }
    m_sampledDecoded = decoded;
    m_sampledLost = lost;
    return sample;
}

void TileBoard::govern(const RateGovernor::Sample& sample) {
    const bool isOther = m_governor.observe(sample);
    if (!isOther && m_governor.rate() == TileRate::Full) {
        return;
    }
    setRates();
    for (Tile& tile : m_tiles) {
        // Only what runs: a wall that is hidden keeps nothing open.
        if (tile.hasStream()) {
            openStream(tile);
        }
    }
}

/// The current tile, those in the penalty box and the worst keep what they have.
void TileBoard::setRates() {
    std::vector<std::pair<int, Tile*>> byWorth;
    for (Tile& tile : m_tiles) {
        tile.rate = m_tiles.size() == 1 ? TileRate::Full : m_governor.rate();
        int worth = tile.content.severity >= engine::Severity::Minor
                        ? static_cast<int>(tile.content.severity)
                        : 0;
        worth += tile.content.isPenalty ? 100 : 0;
        const bool isSeen =
            tile.content.feedId == m_seenFeed && tile.content.regionId == m_seenRegion;
        worth += isSeen ? 1000 : 0;
        if (worth > 0) {
            byWorth.emplace_back(worth, &tile);
        }
    }
    std::stable_sort(byWorth.begin(), byWorth.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(byWorth.size(), mostPromoted); ++i) {
        byWorth[i].second->rate = TileRate::Full;
    }
}

void TileBoard::markSeen(std::size_t index) {
    if (index < m_tiles.size()) {
        m_tiles[index].missed = engine::Severity::None;
        m_seenFeed = m_tiles[index].content.feedId;
        m_seenRegion = m_tiles[index].content.regionId;
    }
}

std::vector<TileFigures> TileBoard::figures() const {
    std::vector<TileFigures> all;
    for (const Tile& tile : m_tiles) {
        all.push_back(tile.figures());
    }
    return all;
}

} // namespace vigie::ui::wall
