// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/wallpreview.h"

#include <algorithm>
#include <cmath>

#include <QGuiApplication>
#include <QPainter>
#include <QPointer>
#include <QScreen>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::timeline {

namespace {

constexpr int restMs = 250;
constexpr QSize cellSize(128, 72);
constexpr int gap = 3;
constexpr int margin = 8;
constexpr int lineHeight = 16;

} // namespace

WallPreview::WallPreview(TimeMachine& time, media::DecodePool& decoders, QWidget* parent)
    : QFrame(parent, Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowTransparentForInput),
      m_time(time), m_decoders(decoders), m_post(std::make_shared<GuiPost>(this)) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Preview"));
    m_restTimer.setSingleShot(true);
    m_restTimer.setInterval(restMs);
    connect(&m_restTimer, &QTimer::timeout, this, &WallPreview::ask);
}

WallPreview::~WallPreview() {
    m_post->close();
    m_cells.clear();
}

int WallPreview::columns() const {
    return m_cells.empty() ? 1
                           : std::min(5, static_cast<int>(std::ceil(std::sqrt(m_cells.size()))));
}

std::size_t WallPreview::pictures() const {
    return static_cast<std::size_t>(std::count_if(
        m_cells.begin(), m_cells.end(), [](const Cell& cell) { return cell.frame != nullptr; }));
}

void WallPreview::point(base::Utc moment, const QString& text, const QPoint& at) {
    m_moment = moment;
    m_at = at;
    m_text = text;
    setAccessibleDescription(text);
    // Pictures of another moment stay no longer than it takes to know of them.
    if (!m_cells.empty()) {
        ++m_batch;
        m_cells.clear();
    }
    place();
    show();
    update();
    m_restTimer.start();
}

void WallPreview::leave() {
    m_restTimer.stop();
    ++m_batch;
    m_cells.clear();
    hide();
}

void WallPreview::ask() {
    if (!isVisible() || !m_time.hasPast() || !m_tiles) {
        return;
    }
    std::vector<PreviewTile> tiles = m_tiles();
    tiles.resize(std::min(tiles.size(), mostTiles));
    const std::uint64_t batch = ++m_batch;
    m_cells.clear();
    for (PreviewTile& tile : tiles) {
        m_cells.push_back({std::move(tile), nullptr, nullptr, false});
    }
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        m_time.askPicture(
            m_cells[i].tile.path, m_moment,
            [guard = QPointer<WallPreview>(this), batch, i](const model::AccessUnitPtr& unit) {
                if (guard) {
                    guard->take(batch, i, unit);
                }
            });
    }
}

void WallPreview::take(std::uint64_t batch, std::size_t cell, const model::AccessUnitPtr& unit) {
    if (batch != m_batch || cell >= m_cells.size()) {
        return;
    }
    m_cells[cell].isAnswered = true;
    if (unit) {
        m_cells[cell].stream = m_decoders.open("preview", [this, post = m_post, batch, cell] {
            post->post([this, batch, cell] { takeFrame(batch, cell); });
        });
        m_cells[cell].stream->push(unit);
    }
    settle();
}

void WallPreview::takeFrame(std::uint64_t batch, std::size_t cell) {
    if (batch != m_batch || cell >= m_cells.size() || !m_cells[cell].stream) {
        return;
    }
    if (media::VideoFramePtr frame = m_cells[cell].stream->takeNewest()) {
        m_cells[cell].frame = std::move(frame);
        m_cells[cell].stream.reset();
        settle();
    }
}

void WallPreview::settle() {
    const bool isAllAnswered = std::all_of(m_cells.begin(), m_cells.end(),
                                           [](const Cell& cell) { return cell.isAnswered; });
    const bool isNothing = std::none_of(m_cells.begin(), m_cells.end(),
                                        [](const Cell& cell) { return cell.frame || cell.stream; });
    if (isAllAnswered && isNothing) {
        m_cells.clear(); // no picture of then: the words stand alone
    }
    place();
    update();
}

void WallPreview::place() {
    const QStringList lines = m_text.split(QLatin1Char('\n'));
    const QFontMetrics metrics(theme::textFont(12));
    int wide = 0;
    for (const QString& line : lines) {
        wide = std::max(wide, metrics.horizontalAdvance(line));
    }
    int high = static_cast<int>(lines.size()) * lineHeight;
    if (pictures() > 0) {
        const int rows = (static_cast<int>(m_cells.size()) + columns() - 1) / columns();
        wide = std::max(wide, columns() * (cellSize.width() + gap) - gap);
        high += gap + rows * (cellSize.height() + gap);
    }
    const QSize size(wide + 2 * margin, high + 2 * margin);
    QPoint where(m_at.x() - size.width() / 2, m_at.y() - size.height() - 6);
    if (const QScreen* on = QGuiApplication::screenAt(m_at)) {
        const QRect room = on->availableGeometry();
        where.setX(
            std::clamp(where.x(), room.left(), std::max(room.left(), room.right() - size.width())));
        where.setY(std::max(room.top(), where.y()));
    }
    // At once: larger at the old place it would lie under the pointer, and that would leave us.
    setGeometry(QRect(where, size));
}

void WallPreview::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor::fromRgb(theme::color::raised()));
    painter.setPen(QColor::fromRgb(theme::color::line()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    int y = margin;
    if (pictures() > 0) {
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            const int column = static_cast<int>(i) % columns();
            const int row = static_cast<int>(i) / columns();
            const QRect box(QPoint(margin + column * (cellSize.width() + gap),
                                   y + row * (cellSize.height() + gap)),
                            cellSize);
            painter.fillRect(box, QColor::fromRgb(theme::color::black()));
            if (m_cells[i].frame) {
                const media::VideoFrame& frame = *m_cells[i].frame;
                QRect target(
                    QPoint(),
                    QSize(frame.width, frame.height).scaled(box.size(), Qt::KeepAspectRatio));
                target.moveCenter(box.center());
                m_painter.paint(painter, target, frame);
            }
            painter.setFont(theme::figureFont(10));
            const int wide = QFontMetrics(painter.font()).horizontalAdvance(m_cells[i].tile.title);
            const QRect label(box.left(), box.bottom() - 13, wide + 8, 14);
            if (wide > 0) {
                QColor veil = QColor::fromRgb(theme::color::ground());
                veil.setAlpha(200);
                painter.fillRect(label, veil);
                painter.setPen(QColor::fromRgb(theme::color::text()));
                painter.drawText(label, Qt::AlignCenter, m_cells[i].tile.title);
            }
        }
        const int rows = (static_cast<int>(m_cells.size()) + columns() - 1) / columns();
        y += rows * (cellSize.height() + gap) + gap;
    }
    painter.setFont(theme::textFont(12));
    bool isFirst = true;
    for (const QString& line : m_text.split(QLatin1Char('\n'))) {
        painter.setPen(QColor::fromRgb(isFirst ? theme::color::bright() : theme::color::text()));
        painter.drawText(QRect(margin, y, width() - 2 * margin, lineHeight),
                         Qt::AlignVCenter | Qt::AlignLeft, line);
        y += lineHeight;
        isFirst = false;
    }
}

} // namespace vigie::ui::timeline
