// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/twinpane.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/paneimage.h"
#include "ui/inspector/pictureview.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

/// How much the difference picture is amplified.
constexpr int gain = 4;
/// Held back for less than this is not worth a word, seconds.
constexpr double leastHeld = 0.02;

double secondsBetween(base::Utc later, base::Utc earlier) {
    return std::chrono::duration<double>(later - earlier).count();
}

QImage toImage(const DifferencePicture& picture) {
    QImage image(picture.width, picture.height, QImage::Format_Grayscale8);
    for (int y = 0; y < picture.height; ++y) {
        const auto row = picture.luma.begin() + static_cast<std::ptrdiff_t>(y) * picture.width;
        std::copy(row, row + picture.width, image.scanLine(y));
    }
    return image;
}

} // namespace

TwinPane::TwinPane(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_alignmentLabel(new QLabel(this)),
      m_differenceLabel(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (std::size_t side = 0; side < 2; ++side) {
        m_views[side] = new PictureView(context, this);
        m_views[side]->setFrameListener(
            [this, side](const media::VideoFramePtr& frame) { take(side, frame); });
    }
    m_pause = makeButton(tr("Pause"), tr("Let both pictures stand, or go on with what comes (P)"));
    m_pause->setCheckable(true);
    m_back = makeButton(QStringLiteral("‹"), tr("One picture back, both together (,)"));
    m_back->setAccessibleName(tr("One picture back"));
    m_on = makeButton(QStringLiteral("›"), tr("One picture on, both together (.)"));
    m_on->setAccessibleName(tr("One picture on"));
    m_differenceButton =
        makeButton(tr("Difference"),
                   tr("Below, where the twins differ: luma, %1 times amplified (X)").arg(gain));
    m_differenceButton->setCheckable(true);
    connect(m_pause, &QToolButton::clicked, this, &TwinPane::setPaused);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_on, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_differenceButton, &QToolButton::clicked, this, &TwinPane::setDifference);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    for (QToolButton* button : {m_pause, m_back, m_on, m_differenceButton}) {
        bar->addWidget(button);
    }
    bar->addStretch(1);
    for (QLabel* label : {m_alignmentLabel, m_differenceLabel}) {
        label->setFont(theme::textFont(11));
        label->setProperty("role", QStringLiteral("quiet"));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    m_differenceLabel->setToolTip(
        tr("PSNR and SSIM of the luma of both previews, in the size of the smaller one. By PTS: "
           "pictures of equal time stamps; by skew: stamps differ, so the picture that fits best "
           "within what the measured skew leaves open"));
    layout->addWidget(m_views[0], 1);
    layout->addLayout(bar);
    layout->addWidget(m_alignmentLabel);
    layout->addWidget(m_differenceLabel);
    layout->addWidget(m_views[1], 1);
}

QToolButton* TwinPane::makeButton(const QString& text, const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setProperty("role", QStringLiteral("badge"));
    return button;
}

void TwinPane::forget() {
    m_pictures.clear();
    m_moments.clear();
    m_place.reset();
    m_pause->setChecked(false);
    say({});
}

void TwinPane::setTwins(const Twins& twins) {
    if (twins.paths != m_twins.paths) {
        forget();
    }
    m_twins = twins;
}

void TwinPane::setSnapshot(const engine::Snapshot& snapshot) {
    m_pictures.setSkew(skewOfSides(snapshot, m_twins));
    const bool hasSteps = m_context.isLive();
    for (QToolButton* button : {m_pause, m_back, m_on}) {
        button->setEnabled(hasSteps);
    }
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = m_twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot.findPath(twin->ref) : nullptr;
        m_views[side]->setPath(path != nullptr ? std::optional(path->ref) : std::nullopt,
                               path != nullptr && path->hasPreview);
        const bool isOfBoth = m_isDifference && side == 1;
        m_views[side]->setCaption(isOfBoth ? tr("Difference of the twins, luma × %1").arg(gain)
                                           : twinCaption(m_twins, side),
                                  isOfBoth ? QColor::fromRgb(theme::color::text())
                                           : twinColor(m_twins, side),
                                  path != nullptr ? path->worst() : engine::Severity::None);
    }
}

void TwinPane::check() {
    for (PictureView* view : m_views) {
        view->checkFreshness();
    }
    m_pictures.compareNewest(m_context.source().now().mono);
    m_differenceLabel->setText(differenceText());
    if (!isPaused()) {
        showLive();
    }
}

void TwinPane::take(std::size_t side, const media::VideoFramePtr& frame) {
    m_pictures.add(side, frame);
    if (isPaused()) {
        return;
    }
    if (!m_context.isLive()) {
        m_views[side]->present(frame, noteOf(side, *frame));
    }
    showLive();
}

QString TwinPane::noteOf(std::size_t side, const media::VideoFrame& frame) const {
    const QString clock = theme::clockText(frame.arrival) +
                          theme::toDateTime(frame.arrival).toString(QStringLiteral(".zzz"));
    const media::VideoFramePtr newest = m_pictures.newestOf(side);
    if (isPaused()) {
        const double age = secondsBetween(m_context.source().now().utc, frame.arrival);
        return tr("%1 · %2 s ago").arg(clock, theme::figure(age, 2));
    }
    const double held = newest ? secondsBetween(newest->arrival, frame.arrival) : 0;
    return held >= leastHeld ? tr("%1 · held back %2 s").arg(clock, theme::figure(held, 2)) : clock;
}

QString TwinPane::whyNot(Misalignment why) const {
    switch (why) {
    case Misalignment::NoPicture:
        for (std::size_t side = 0; side < 2; ++side) {
            if (m_twins.paths[side] && !m_pictures.hasPictures(side)) {
                return tr("no picture of %1").arg(twinTitle(m_twins, side));
            }
        }
        return tr("there is no twin");
    case Misalignment::NoSkew:
        return tr("their skew is not known");
    case Misalignment::NoPair:
        return tr("no two pictures of one moment");
    case Misalignment::Stale:
        return tr("one of them stands still");
    case Misalignment::None:
        break;
    }
    return {};
}

void TwinPane::showLive() {
    if (!m_context.isLive()) {
        say(tr("In the past: the nearest key pictures"));
        return;
    }
    Misalignment why = Misalignment::None;
    TwinMoment moment = m_pictures.alignedNow(why);
    if (moment.isWhole()) {
        const bool isByPts = m_pictures.pairing() == Pairing::Pts;
        say(isByPts ? tr("Aligned on the same moment, by PTS")
                    : tr("Aligned on the same moment, by the measured skew: PTS are stamped anew"));
    } else {
        say(tr("Not aligned: %1").arg(whyNot(why)));
        moment.frames = {m_pictures.newestOf(0), m_pictures.newestOf(1)};
    }
    present(moment);
}

void TwinPane::present(const TwinMoment& moment) {
    for (std::size_t side = 0; side < 2; ++side) {
        const media::VideoFramePtr& frame = moment.frames[side];
        if (m_isDifference && side == 1) {
            const auto difference =
                moment.isWhole() && m_pictures.pairing()
                    ? differencePicture(*moment.frames[0], *moment.frames[1], gain)
                    : std::nullopt;
            m_views[1]->presentImage(difference ? toImage(*difference) : QImage(),
                                     difference ? noteOf(0, *moment.frames[0])
                                                : tr("No two pictures of one moment"));
        } else if (frame) {
            m_views[side]->present(frame, noteOf(side, *frame));
        } else if (isPaused()) {
            m_views[side]->presentImage({}, {});
        }
    }
}

void TwinPane::setPaused(bool isPaused) {
    if (isPaused == this->isPaused() || (isPaused && !m_context.isLive())) {
        m_pause->setChecked(this->isPaused());
        return;
    }
    m_moments = isPaused ? m_pictures.moments() : std::vector<TwinMoment>();
    if (isPaused && m_moments.empty()) {
        m_pause->setChecked(false);
        return; // nothing to stand at
    }
    m_pause->setChecked(isPaused);
    if (!isPaused) {
        m_place.reset();
        showLive();
        return;
    }
    // Where the eye was: at the pair that is shown, not at what is yet to be paired.
    m_place = m_moments.size() - 1;
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (m_moments[i].frames[side] && m_moments[i].isWhole() &&
                m_moments[i].frames[side] == m_views[side]->shownFrame()) {
                m_place = i;
            }
        }
    }
    showPlace();
}

void TwinPane::step(int direction) {
    if (!isPaused()) {
        setPaused(true);
    }
    if (!m_place) {
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(m_moments.size()) - 1;
    m_place = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(*m_place) + direction, 0, last));
    showPlace();
}

void TwinPane::showPlace() {
    const TwinMoment& moment = m_moments[*m_place];
    const QString place = tr("Paused at %1 of %2").arg(*m_place + 1).arg(m_moments.size());
    if (!m_pictures.pairing()) {
        Misalignment why = Misalignment::None;
        static_cast<void>(m_pictures.alignedNow(why));
        say(tr("%1 · not aligned: %2").arg(place, whyNot(why)));
    } else if (!moment.isWhole()) {
        const std::size_t missing = moment.frames[0] ? 1 : 0;
        say(tr("%1 · no picture of %2 for this moment").arg(place, twinTitle(m_twins, missing)));
    } else {
        say(m_pictures.pairing() == Pairing::Pts ? tr("%1 · aligned by PTS").arg(place)
                                                 : tr("%1 · aligned by skew").arg(place));
    }
    present(moment);
}

void TwinPane::setDifference(bool isDifference) {
    m_isDifference = isDifference;
    m_differenceButton->setChecked(isDifference);
    if (!isDifference) {
        m_views[1]->presentImage({}, {});
    }
    setSnapshot(*m_context.snapshot());
    if (isPaused()) {
        showPlace();
    } else if (m_context.isLive()) {
        showLive();
    } else {
        TwinMoment newest;
        newest.frames = {m_pictures.newestOf(0), m_pictures.newestOf(1)};
        present(newest);
    }
}

void TwinPane::say(const QString& text) {
    if (text != m_alignment) {
        m_alignment = text;
        m_alignmentLabel->setText(text);
    }
}

QString TwinPane::differenceText() const {
    if (!m_twins.paths[0] || !m_twins.paths[1]) {
        return tr("Twins' pictures: no twin");
    }
    if (const auto newest = m_pictures.newest(m_context.source().now().mono)) {
        const PictureDifference& found = newest->difference;
        const QString how = newest->pairing == Pairing::Pts ? tr("by PTS") : tr("by skew");
        return std::isinf(found.psnrDb)
                   ? tr("Twins' pictures: identical, %1").arg(how)
                   : tr("Twins' pictures: PSNR %1 dB · SSIM %2, %3")
                         .arg(theme::figure(found.psnrDb, 1), theme::figure(found.ssim, 2), how);
    }
    for (std::size_t side = 0; side < 2; ++side) {
        if (!m_pictures.hasPictures(side)) {
            return tr("Twins' pictures: — (no picture of %1)").arg(twinTitle(m_twins, side));
        }
    }
    return m_pictures.skew().ms ? tr("Twins' pictures: — (no two of one moment)")
                                : tr("Twins' pictures: — (their skew is not known)");
}

QImage TwinPane::image(const engine::Snapshot& snapshot) const {
    QList<QImage> images;
    for (std::size_t side = 0; side < 2; ++side) {
        const PictureView& view = *m_views[side];
        const bool isWanted = view.hasFocus() || !m_views[1 - side]->hasFocus();
        if (!isWanted || view.picture().isNull()) {
            continue;
        }
        const media::VideoFramePtr& frame = view.shownFrame();
        const bool isOfBoth = m_isDifference && side == 1;
        QStringList lines{isOfBoth ? whatIsSeen(snapshot, m_twins, std::nullopt) +
                                         QStringLiteral(" · ") + view.caption()
                                   : whatIsSeen(snapshot, m_twins, side),
                          frame ? momentOf(*frame) : utcStamp(snapshot.now)};
        if (!view.remark().isEmpty()) {
            lines << view.remark();
        }
        images << captioned(view.picture(), lines);
    }
    return beside(images);
}

} // namespace vigie::ui::inspector
