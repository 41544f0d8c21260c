// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/pictureview.h"

#include <cmath>

#include <QPainter>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/wall/picturepainter.h"

namespace vigie::ui::inspector {

namespace {

constexpr int captionHeight = 26;
/// Previews of key pictures alone come every second or two.
constexpr qint64 staleAfterMs = 5000;

} // namespace

PictureView::PictureView(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_context, &desk::DeskContext::placeChanged, this, &PictureView::onPlace);
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (!m_context.isLive()) {
            checkFreshness();
        }
    });
}

PictureView::~PictureView() = default;

void PictureView::setPath(std::optional<model::PathRef> path, bool hasPreview) {
    if (path == m_path && hasPreview == m_hasPreview) {
        return;
    }
    m_path = std::move(path);
    m_hasPreview = hasPreview;
    m_picture = QImage();
    m_frame.reset();
    m_note.clear();
    m_sincePicture.invalidate();
    m_stream.reset();
    watch();
}

void PictureView::onPlace() {
    m_picture = QImage();
    m_frame.reset();
    m_note.clear();
    m_sincePicture.invalidate();
    m_stream.reset();
    watch();
}

void PictureView::watch() {
    if (!m_path) {
        setRemark(tr("NO PATH"));
    } else if (!m_hasPreview) {
        setRemark(tr("NO PREVIEW"));
    } else if (isVisible() && !m_stream) {
        setRemark(tr("WAITING FOR A PICTURE"));
        model::PreviewRequest request;
        request.width = 640;
        request.height = 360;
        m_stream = std::make_unique<wall::TileStream>(
            m_context.source(), m_context.decoders(), *m_path, request, [this] {
                QMetaObject::invokeMethod(this, &PictureView::takePicture, Qt::QueuedConnection);
            });
    }
    update();
}

void PictureView::takePicture() {
    if (!m_stream) {
        return;
    }
    if (const media::VideoFramePtr frame = m_stream->takeNewest()) {
        m_arrival = frame->arrival;
        m_sincePicture.start();
        if (m_onFrame) {
            m_onFrame(frame);
        } else {
            present(frame, {});
        }
    }
    checkFreshness();
}

void PictureView::present(const media::VideoFramePtr& frame, const QString& note) {
    if (frame && frame != m_frame) {
        m_frame = frame;
        m_picture = wall::toImage(*frame);
        update();
    }
    if (note != m_note) {
        m_note = note;
        update();
    }
}

void PictureView::presentImage(const QImage& image, const QString& note) {
    m_frame.reset();
    m_picture = image;
    m_note = note;
    update();
}

void PictureView::checkFreshness() {
    if (!m_stream) {
        return;
    }
    const std::string interruption = m_stream->interruption();
    if (!m_context.isLive()) {
        // Key pictures of about this moment: how old says more than that it stands still.
        if (!interruption.empty()) {
            m_picture = QImage();
            setRemark(QString::fromStdString(interruption));
        } else if (!m_picture.isNull()) {
            const double age =
                std::chrono::duration<double>(m_context.snapshot()->now - m_arrival).count();
            const QString seconds = theme::figure(std::abs(age), 1);
            setRemark(age < 0 ? tr("KEY PICTURE · %1 s after").arg(seconds)
                              : tr("KEY PICTURE · %1 s before").arg(seconds));
        }
        return;
    }
    if (!interruption.empty()) {
        setRemark(m_picture.isNull() ? QString::fromStdString(interruption)
                                     : tr("STALE · %1").arg(QString::fromStdString(interruption)));
    } else if (m_stream->isAwaitingKey()) {
        setRemark(tr("STALE · damaged, waiting for a key picture"));
    } else if (m_sincePicture.isValid() && m_sincePicture.elapsed() > staleAfterMs) {
        setRemark(tr("STALE · no picture for %1 s").arg(m_sincePicture.elapsed() / 1000));
    } else if (m_sincePicture.isValid()) {
        setRemark({});
    }
}

void PictureView::setRemark(const QString& remark) {
    if (remark != m_remark) {
        m_remark = remark;
        update();
    }
}

void PictureView::setCaption(const QString& caption, const QColor& color, engine::Severity worst) {
    if (caption == m_caption && color == m_color && worst == m_worst) {
        return;
    }
    m_caption = caption;
    m_color = color;
    m_worst = worst;
    setAccessibleName(tr("Picture: %1").arg(caption));
    update();
}

void PictureView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor::fromRgb(theme::color::panel()));
    const QRect area = rect().adjusted(2, 2, -2, -2 - captionHeight);
    painter.fillRect(area, QColor::fromRgb(theme::color::black()));
    if (!m_picture.isNull()) {
        QRect target(QPoint(), m_picture.size().scaled(area.size(), Qt::KeepAspectRatio));
        target.moveCenter(area.center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(target, m_picture);
    }
    if (!m_note.isEmpty() && !m_picture.isNull()) {
        painter.setFont(theme::figureFont(11));
        const QString note =
            painter.fontMetrics().elidedText(m_note, Qt::ElideRight, area.width() - 12);
        const QRect plate(area.left(), area.top(),
                          painter.fontMetrics().horizontalAdvance(note) + 12, 18);
        QColor behind = QColor::fromRgb(theme::color::panel());
        behind.setAlphaF(0.8F);
        painter.fillRect(plate, behind);
        painter.setPen(QColor::fromRgb(theme::color::bright()));
        painter.drawText(plate, Qt::AlignCenter, note);
    }
    if (!m_remark.isEmpty()) {
        // On a strip of its own: what stands still must not look alive.
        const QRect strip(area.left(), area.bottom() - 21, area.width(), 22);
        painter.fillRect(strip, QColor::fromRgb(theme::color::raised()));
        painter.setFont(theme::textFont(11));
        painter.setPen(QColor::fromRgb(theme::color::bright()));
        painter.drawText(
            strip.adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(m_remark, Qt::ElideRight, strip.width() - 16));
    }
    painter.setFont(theme::textFont(12));
    painter.setPen(m_color);
    const QRect caption(8, height() - captionHeight, width() - 16, captionHeight);
    painter.drawText(caption, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, caption.width()));
    const bool isFaulty = m_worst > engine::Severity::Warning;
    painter.setPen(QPen(isFaulty     ? theme::severityColor(m_worst)
                        : hasFocus() ? QColor::fromRgb(theme::color::focus())
                                     : QColor::fromRgb(theme::color::line()),
                        2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void PictureView::showEvent(QShowEvent* /*event*/) {
    watch();
}

void PictureView::hideEvent(QHideEvent* /*event*/) {
    // Nobody looks: neither the node nor a decoder works for it.
    m_stream.reset();
}

} // namespace vigie::ui::inspector
