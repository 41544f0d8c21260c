// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tile.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

media::DecodeStream::Figures& operator+=(media::DecodeStream::Figures& sum,
                                         const media::DecodeStream::Figures& one) {
    sum.unitsIn += one.unitsIn;
    sum.unitsDropped += one.unitsDropped;
    sum.framesDecoded += one.framesDecoded;
    sum.framesReplaced += one.framesReplaced;
    sum.gaps += one.gaps;
    sum.errors += one.errors;
    return sum;
}

} // namespace

bool Tile::isAwaitingKey() const {
    return (stream && stream->isAwaitingKey()) || (twin && twin->isAwaitingKey());
}

media::DecodeStream::Figures Tile::openFigures() const {
    return stream ? stream->figures() : twin ? twin->figures() : media::DecodeStream::Figures{};
}

TileFigures Tile::figures() const {
    const auto open = openFigures();
    auto all = closed;
    all += open;
    TileFigures figures;
    figures.feedId = content.feedId;
    figures.regionId = content.regionId;
    figures.unitsIn = all.unitsIn;
    figures.unitsDropped = all.unitsDropped;
    figures.framesDecoded = all.framesDecoded;
    figures.framesReplaced = all.framesReplaced + framesUnseen;
    figures.framesShown = framesShown;
    figures.gaps = all.gaps;
    figures.unitsWaiting = open.unitsWaiting;
    figures.streams = twin ? 2 : stream ? 1 : 0;
    figures.rate = rate;
    figures.isStill = isStill;
    return figures;
}

void Tile::closeStreams() {
    closed += openFigures();
    stream.reset();
    twin.reset();
    unitsAtLastFrame = 0;
}

QString Tile::stripText() const {
    QString text = content.fault;
    if (isStill && lastFrameAt) {
        const QString at = theme::clockText(*lastFrameAt);
        const QString still = isDecoderStuck ? Words::tr("NOT DECODED SINCE %1").arg(at)
                                             : Words::tr("PICTURE STILL SINCE %1").arg(at);
        text = text.isEmpty() ? still : text + QStringLiteral(" · ") + still;
    }
    return text.isEmpty() ? content.facts : text;
}

engine::Severity Tile::stripSeverity() const {
    return isStill ? std::max(content.severity, engine::Severity::Warning) : content.severity;
}

QString Tile::lastPictureText() const {
    return isStill && lastFrameAt ? Words::tr("last picture %1").arg(theme::clockText(*lastFrameAt))
                                  : QString();
}

QString Tile::lastPictureAgoText() const {
    return isStill && lastFrameAt ? Words::tr("%1 ago").arg(theme::durationText(stillFor))
                                  : QString();
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
        switch (content.view) {
        case TwinView::Cloud:
            return Words::tr("no cloud path");
        case TwinView::Satellite:
            return Words::tr("no satellite path");
        case TwinView::Fibre:
            return Words::tr("no fibre path");
        case TwinView::OnAir:
        case TwinView::Split:
        case TwinView::Difference:
            return Words::tr("no path");
        }
    }
    if (!content.hasPreview) {
        return Words::tr("no preview");
    }
    const QString why = stream ? QString::fromStdString(stream->interruption())
                        : twin ? QString::fromStdString(twin->interruption())
                               : QString();
    return why.isEmpty() ? Words::tr("waiting for the picture") : why;
}

QString Tile::twinText() const {
    if (!isOfTwo(content.view)) {
        return {};
    }
    if (!content.otherPath) {
        return Words::tr("no twin");
    }
    if (!content.hasOtherPreview) {
        return Words::tr("twin without preview");
    }
    if (twin && !twin->interruption().empty()) {
        return Words::tr("twin interrupted");
    }
    if (frame && otherFrame && isAligned) {
        return content.skew.isEmpty() ? Words::tr("aligned")
                                      : Words::tr("aligned · skew %1").arg(content.skew);
    }
    return otherFrame || isStill ? Words::tr("NOT ALIGNED") : Words::tr("waiting for both");
}

} // namespace vigie::ui::wall
