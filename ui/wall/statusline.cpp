// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/statusline.h"

#include <algorithm>

#include <QAction>
#include <QEvent>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

constexpr int tellEveryMs = 1000;

std::uint64_t grown(std::uint64_t now, std::uint64_t before) {
    return now >= before ? now - before : 0; // tiles go, and their counts with them
}

} // namespace

int delayPercentile(const TilePainter::Delays& delays, double share) {
    std::uint64_t all = 0;
    for (const auto count : delays) {
        all += count;
    }
    std::uint64_t below = 0;
    for (std::size_t ms = 0; all > 0 && ms < delays.size(); ++ms) {
        below += delays[ms];
        if (static_cast<double>(below) >= share * static_cast<double>(all)) {
            return static_cast<int>(ms) + 1;
        }
    }
    return 0;
}

StatusLine::StatusLine(WallView& view) : QLabel(&view), m_view(view) {
    setObjectName(QStringLiteral("wallStatus"));
    setAccessibleName(tr("Figures of the wall"));
    setFont(theme::figureFont(theme::smallPixels));
    setAutoFillBackground(true);
    setMargin(4);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    m_timer.setInterval(tellEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::tell);
    auto* toggle = new QAction(tr("Figures of the wall"), &view);
    toggle->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    toggle->setShortcutContext(Qt::WindowShortcut);
    toggle->setCheckable(true);
    connect(toggle, &QAction::toggled, this, &QWidget::setVisible);
    view.addAction(toggle);
    view.installEventFilter(this);
}

QString StatusLine::measure() {
    Counts now;
    std::uint64_t waiting = 0;
    int streams = 0;
    int still = 0;
    int slowed = 0;
    TileRate slowest = TileRate::Full;
    for (const TileFigures& tile : m_view.figures()) {
        now.shown += tile.framesShown;
        now.decoded += tile.framesDecoded;
        now.replaced += tile.framesReplaced;
        now.dropped += tile.unitsDropped;
        waiting += tile.unitsWaiting;
        streams += tile.streams;
        still += tile.isStill ? 1 : 0;
        slowed += tile.rate != TileRate::Full ? 1 : 0;
        slowest = std::max(slowest, tile.rate);
    }
    TilePainter::Delays delays = m_view.delaysMs();
    for (std::size_t i = 0; i < delays.size(); ++i) {
        delays[i] -= m_delaysBefore[i];
    }
    const double seconds =
        m_since.isValid() ? std::max<qint64>(1, m_since.elapsed()) / 1000.0 : 0.0;
    const auto perSecond = [seconds](std::uint64_t count) {
        return seconds > 0 ? theme::figure(static_cast<double>(count) / seconds, 0)
                           : theme::unknownFigure();
    };
    const auto delay = [&delays](double share) {
        const int ms = delayPercentile(delays, share);
        return ms > 0 ? QString::number(ms) : theme::unknownFigure();
    };
    QStringList parts;
    parts << tr("on the glass %1/s").arg(perSecond(grown(now.shown, m_before.shown)))
          << tr("decoded %1/s").arg(perSecond(grown(now.decoded, m_before.decoded)))
          << tr("replaced %1").arg(grown(now.replaced, m_before.replaced))
          << tr("dropped %1").arg(grown(now.dropped, m_before.dropped))
          << tr("unit to glass %1 · %2 ms").arg(delay(0.5), delay(0.95))
          << tr("%n stream(s)", nullptr, streams) << tr("waiting %1").arg(waiting)
          << tr("still %1").arg(still);
    switch (slowest) {
    case TileRate::Full:
        parts << tr("full rate");
        break;
    case TileRate::Half:
        parts << tr("half rate: %n tile(s)", nullptr, slowed);
        break;
    case TileRate::Keys:
        parts << tr("key pictures: %n tile(s)", nullptr, slowed);
        break;
    }
    parts << tr("direct %1 · indirect %2")
                 .arg(m_view.pictures().direct())
                 .arg(m_view.pictures().indirect());
    m_before = now;
    m_delaysBefore = m_view.delaysMs();
    m_since.restart();
    return parts.join(QStringLiteral("  |  "));
}

void StatusLine::tell() {
    setText(measure());
    lie();
}

void StatusLine::lie() {
    setWordWrap(sizeHint().width() > m_view.width());
    const int width = std::min(sizeHint().width(), m_view.width());
    const int height = hasHeightForWidth() ? heightForWidth(width) : sizeHint().height();
    setGeometry(0, m_view.height() - height, width, height);
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible()) {
        lie();
    }
    return QLabel::eventFilter(watched, event);
}

void StatusLine::showEvent(QShowEvent* event) {
    QLabel::showEvent(event);
    m_since.invalidate();
    (void)measure(); // from here on
    tell();
    raise();
    m_timer.start();
}

void StatusLine::hideEvent(QHideEvent* event) {
    QLabel::hideEvent(event);
    m_timer.stop();
}

} // namespace vigie::ui::wall
