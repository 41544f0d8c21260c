// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>

#include "ui/wall/tilepainter.h"

namespace vigie::ui::wall {

class WallView;

/// What the wall really does, for whoever doubts it: pictures that reached the glass each second,
/// what was decoded, replaced and dropped, how old pictures are when they are painted. Hidden until
/// asked for (an action of the wall, Ctrl+Shift+D); costs nothing while hidden. Lies over the
/// lowest tiles, whose pictures then go the long way to the screen. GUI thread.
class StatusLine final : public QLabel {
    Q_OBJECT
public:
    explicit StatusLine(WallView& view);

    /// Of the time since the call before.
    [[nodiscard]] QString measure();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Counts {
        std::uint64_t shown = 0;
        std::uint64_t decoded = 0;
        std::uint64_t replaced = 0;
        std::uint64_t dropped = 0;
    };
    void tell();
    void lie();

    WallView& m_view;
    QTimer m_timer;
    QElapsedTimer m_since;
    Counts m_before;
    TilePainter::Delays m_delaysBefore{};
};

/// The delay in milliseconds that `share` (0 to 1) of the pictures did not exceed; 0 without any.
[[nodiscard]] int delayPercentile(const TilePainter::Delays& delays, double share);

} // namespace vigie::ui::wall
