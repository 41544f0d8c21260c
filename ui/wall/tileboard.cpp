// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tileboard.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/theme/figures.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

/// Sizes asked of a node step by this much, so that a splitter that is dragged does not reopen
/// every stream at each pixel.
constexpr int sizeStep = 16;

std::uint32_t stepped(double pixels) {
    const int steps = static_cast<int>(std::ceil(std::max(1.0, pixels) / sizeStep));
    return static_cast<std::uint32_t>(steps * sizeStep);
}

} // namespace

QString Tile::stripText() const {
    QString text = content.fault;
    if (isStill && lastFrameAt) {
        const QString still =
            Words::tr("PICTURE STILL SINCE %1").arg(theme::clockText(*lastFrameAt));
        text = text.isEmpty() ? still : text + QStringLiteral(" · ") + still;
    }
    return text.isEmpty() ? content.facts : text;
}

engine::Severity Tile::stripSeverity() const {
    return isStill ? std::max(content.severity, engine::Severity::Warning) : content.severity;
}

QString Tile::ageText() const {
    if (!age || !frame) {
        return {};
    }
    const QString seconds = theme::figure(std::abs(std::chrono::duration<double>(*age).count()), 1);
    return *age < std::chrono::milliseconds(0) ? Words::tr("key picture, %1 s after").arg(seconds)
                                               : Words::tr("key picture, %1 s before").arg(seconds);
}

QString Tile::noPictureText() const {
    if (frame) {
        return {};
    }
    if (!content.path) {
        return Words::tr("no path");
    }
    if (!content.hasPreview) {
        return Words::tr("no preview");
    }
    const QString why = stream ? QString::fromStdString(stream->interruption()) : QString();
    return why.isEmpty() ? Words::tr("waiting for the picture") : why;
}

TileBoard::TileBoard(fleet::Source& source, media::DecodePool& decoders, std::function<void()> wake)
    : m_source(&source), m_decoders(decoders), m_wake(std::move(wake)) {}

TileBoard::~TileBoard() = default;

void TileBoard::setSource(fleet::Source& source, bool isPast) {
    m_source = &source;
    m_isPast = isPast;
    for (Tile& tile : m_tiles) {
        tile.stream.reset();
        tile.frame.reset();
        tile.isStill = false;
        tile.lastFrameAt.reset();
        tile.age.reset();
        // What happened between the two places was not missed by anybody.
        tile.missed = engine::Severity::None;
        tile.meter = {};
    }
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
        m_tiles.push_back(std::move(tile));
    }
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
        parts |= isLevelMoved ? Meters : 0u;
        if (!m_isPast && next.severity < tile.content.severity &&
            tile.content.severity >= engine::Severity::Minor) {
            tile.missed = std::max(tile.missed, tile.content.severity);
        }
        TileContent wordsBefore = tile.content;
        wordsBefore.audioPeak = next.audioPeak;
        if (wordsBefore != next) {
            const bool isReframed = wordsBefore.fault.isEmpty() != next.fault.isEmpty() ||
                                    wordsBefore.path != next.path;
            parts |= isReframed ? Everything : Words;
        }
        tile.content = next;
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
    return request;
}

void TileBoard::openStreams() {
    for (Tile& tile : m_tiles) {
        if (!tile.content.path || !tile.content.hasPreview || tile.geometry.picture.isEmpty()) {
            tile.stream.reset();
            continue;
        }
        const model::PreviewRequest request = requestFor(tile);
        if (tile.stream && tile.stream->path() == *tile.content.path &&
            tile.stream->request() == request) {
            continue;
        }
        const bool isOtherPath = tile.stream && tile.stream->path() != *tile.content.path;
        tile.stream.reset();
        if (isOtherPath && m_isPast) {
            tile.frame.reset();
            tile.age.reset();
        } else if (isOtherPath && tile.frame) {
            tile.isStill = true; // the old path's picture stays, marked, until the new one comes
        }
        tile.stream = std::make_unique<TileStream>(*m_source, m_decoders, *tile.content.path,
                                                   request, m_wake);
    }
}

void TileBoard::closeStreams() {
    for (Tile& tile : m_tiles) {
        tile.stream.reset();
    }
}

std::vector<TileBoard::Dirt> TileBoard::takeFrames() {
    std::vector<Dirt> dirt;
    const base::Timestamp now = m_source->now();
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        Tile& tile = m_tiles[i];
        if (!tile.stream) {
            continue;
        }
        media::VideoFramePtr frame = tile.stream->takeNewest();
        if (!frame) {
            continue;
        }
        const bool isFirst = !tile.frame;
        const bool isReshaped =
            isFirst || frame->width * tile.frame->height != frame->height * tile.frame->width;
        tile.frame = std::move(frame);
        tile.isFrameNew = true;
        tile.lastFrameAt = now.utc;
        tile.lastFrameMono = now.mono;
        (void)updateAge(tile);
        unsigned parts = Picture;
        if (tile.isStill && !tile.stream->isAwaitingKey()) {
            tile.isStill = false;
            parts = Everything;
        }
        dirt.push_back({i, isReshaped ? static_cast<unsigned>(Everything) : parts});
    }
    return dirt;
}

std::vector<TileBoard::Dirt> TileBoard::checkStill(base::Timestamp now) {
    std::vector<Dirt> dirt;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        Tile& tile = m_tiles[i];
        if (m_isPast && tile.frame && tile.stream && !tile.stream->interruption().empty()) {
            // There is no picture of this moment: none of another stands for it.
            tile.frame.reset();
            tile.age.reset();
            dirt.push_back({i, Everything});
            continue;
        }
        if (m_isPast || !tile.frame || tile.isStill) {
            continue;
        }
        const bool isOld = now.mono - tile.lastFrameMono > stillAfter;
        if (isOld || (tile.stream && tile.stream->isAwaitingKey())) {
            tile.isStill = true;
            dirt.push_back({i, Everything});
        }
    }
    return dirt;
}

void TileBoard::markSeen(std::size_t index) {
    if (index < m_tiles.size()) {
        m_tiles[index].missed = engine::Severity::None;
    }
}

std::vector<TileFigures> TileBoard::figures() const {
    std::vector<TileFigures> all;
    for (const Tile& tile : m_tiles) {
        TileFigures figures;
        figures.feedId = tile.content.feedId;
        figures.regionId = tile.content.regionId;
        figures.framesShown = tile.framesShown;
        figures.isStill = tile.isStill;
        if (tile.stream) {
            const auto decoded = tile.stream->figures();
            figures.unitsIn = decoded.unitsIn;
            figures.framesDecoded = decoded.framesDecoded;
            figures.framesReplaced = decoded.framesReplaced;
            figures.gaps = decoded.gaps;
        }
        all.push_back(figures);
    }
    return all;
}

} // namespace vigie::ui::wall
