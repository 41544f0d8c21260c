// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/twinpictures.h"
#include "ui/inspector/twins.h"

class QLabel;
class QToolButton;

namespace vigie::ui::inspector {

class PictureView;

/// Both twins' pictures of one moment: live (the one that comes earlier is held back), or standing,
/// to step through what is kept, both together. Where moments cannot be told to be the same it says
/// why, and shows what came last. In the past: the nearest key pictures. GUI thread.
class TwinPane final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit TwinPane(desk::DeskContext& context, QWidget* parent = nullptr);

    /// Other twins: forgets the pictures.
    void setTwins(const Twins& twins);
    void setSnapshot(const engine::Snapshot& snapshot);
    /// Once a second: freshness, and how the newest two differ.
    void check();
    void forget();

    [[nodiscard]] bool isPaused() const { return m_place.has_value(); }
    void setPaused(bool isPaused);
    /// -1 or 1, both pictures together; stops first where they move. Nothing in the past.
    void step(int direction);
    /// The lower picture becomes the difference of both.
    void setDifference(bool isDifference);
    [[nodiscard]] bool isDifference() const { return m_isDifference; }

    [[nodiscard]] PictureView& view(std::size_t side) const { return *m_views[side]; }
    /// How the twins' pictures of one moment differ, or why that is not known.
    [[nodiscard]] QString differenceText() const;
    /// "Aligned by PTS · cloud held back 0.33 s"; "Not aligned: …".
    [[nodiscard]] QString alignmentText() const { return m_alignment; }
    /// What is seen, each with feed, path and UTC below; of the view that has the focus, else both.
    [[nodiscard]] QImage image(const engine::Snapshot& snapshot) const;

private:
    QToolButton* makeButton(const QString& text, const QString& toolTip);
    void take(std::size_t side, const media::VideoFramePtr& frame);
    void showLive();
    void showPlace();
    void present(const TwinMoment& moment);
    [[nodiscard]] QString noteOf(std::size_t side, const media::VideoFrame& frame) const;
    void say(const QString& text);
    [[nodiscard]] QString whyNot(Misalignment why) const;

    desk::DeskContext& m_context;
    Twins m_twins;
    TwinPictures m_pictures;
    std::array<PictureView*, 2> m_views{};
    QToolButton* m_pause;
    QToolButton* m_back;
    QToolButton* m_on;
    QToolButton* m_differenceButton;
    QLabel* m_alignmentLabel;
    QLabel* m_differenceLabel;
    QString m_alignment;
    bool m_isDifference = false;
    std::vector<TwinMoment> m_moments;  // of the pause
    std::optional<std::size_t> m_place; // in m_moments while paused
};

} // namespace vigie::ui::inspector
