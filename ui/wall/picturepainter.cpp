// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/picturepainter.h"

#include <cmath>

#include <QPaintEngine>
#include <QPainter>
#include <libyuv.h>

namespace vigie::ui::wall {

namespace {

/// The image under `painter`, if it is one that 32-bit pixels can be written to.
QImage* imageUnder(QPainter& painter) {
    QPaintEngine* engine = painter.paintEngine();
    if (engine == nullptr || engine->paintDevice() == nullptr ||
        engine->paintDevice()->devType() != QInternal::Image) {
        return nullptr;
    }
    auto* image = static_cast<QImage*>(engine->paintDevice());
    switch (image->format()) {
    case QImage::Format_RGB32:
    case QImage::Format_ARGB32:
    case QImage::Format_ARGB32_Premultiplied:
        return image;
    default:
        return nullptr;
    }
}

/// Where `target` lies on the device, if it lies on whole pixels and nothing clips it.
QRect unclippedOn(QPainter& painter, const QRect& target, const QImage& image) {
    const QTransform transform = painter.deviceTransform();
    if (transform.type() > QTransform::TxScale) {
        return {};
    }
    const QRectF exact = transform.mapRect(QRectF(target));
    const QRect rect = exact.toRect();
    const bool isWhole = std::abs(exact.x() - rect.x()) < 1e-3 &&
                         std::abs(exact.y() - rect.y()) < 1e-3 &&
                         std::abs(exact.width() - rect.width()) < 1e-3 &&
                         std::abs(exact.height() - rect.height()) < 1e-3;
    if (!isWhole || !image.rect().contains(rect)) {
        return {};
    }
    const QRegion system = painter.paintEngine()->systemClip();
    if (!system.isEmpty() && system.intersected(rect) != QRegion(rect)) {
        return {};
    }
    return rect;
}

/// By which the pixels of a picture become colors.
const libyuv::YuvConstants* constantsOf(const media::VideoFrame& frame) {
    switch (frame.matrix) {
    case media::ColorMatrix::Bt601:
        return frame.isFullRange ? &libyuv::kYuvJPEGConstants : &libyuv::kYuvI601Constants;
    case media::ColorMatrix::Bt709:
        return frame.isFullRange ? &libyuv::kYuvF709Constants : &libyuv::kYuvH709Constants;
    case media::ColorMatrix::Bt2020:
        return frame.isFullRange ? &libyuv::kYuvV2020Constants : &libyuv::kYuv2020Constants;
    }
    return &libyuv::kYuvI601Constants;
}

} // namespace

bool PicturePainter::convert(const media::VideoFrame& frame, std::uint8_t* pixels, int stride,
                             const QSize& size) {
    media::VideoFrame::Plane y = frame.y;
    media::VideoFrame::Plane u = frame.u;
    media::VideoFrame::Plane v = frame.v;
    if (frame.width != size.width() || frame.height != size.height()) {
        const int halfWidth = (size.width() + 1) / 2;
        const int halfHeight = (size.height() + 1) / 2;
        const auto luma =
            static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
        const auto chroma =
            static_cast<std::size_t>(halfWidth) * static_cast<std::size_t>(halfHeight);
        m_scaled.resize(luma + 2 * chroma);
        std::uint8_t* toY = m_scaled.data();
        std::uint8_t* toU = toY + luma;
        std::uint8_t* toV = toU + chroma;
        // Bilinear is enough up to half size; below that lines would be skipped and shimmer.
        const auto filter =
            size.width() * 2 < frame.width ? libyuv::kFilterBox : libyuv::kFilterBilinear;
        if (libyuv::I420Scale(y.data, y.stride, u.data, u.stride, v.data, v.stride, frame.width,
                              frame.height, toY, size.width(), toU, halfWidth, toV, halfWidth,
                              size.width(), size.height(), filter) != 0) {
            return false;
        }
        y = {toY, size.width()};
        u = {toU, halfWidth};
        v = {toV, halfWidth};
    }
    return libyuv::I420ToARGBMatrix(y.data, y.stride, u.data, u.stride, v.data, v.stride, pixels,
                                    stride, constantsOf(frame), size.width(), size.height()) == 0;
}

void PicturePainter::paint(QPainter& painter, const QRect& target, const media::VideoFrame& frame) {
    if (target.isEmpty() || frame.width <= 0 || frame.height <= 0 || frame.y.data == nullptr) {
        return;
    }
    if (QImage* image = imageUnder(painter)) {
        const QRect rect = unclippedOn(painter, target, *image);
        if (!rect.isEmpty()) {
            // constBits: the painter holds this very memory, it must not be detached under it.
            auto* bits = const_cast<std::uint8_t*>(image->constBits());
            const qsizetype stride = image->bytesPerLine();
            if (convert(frame, bits + rect.y() * stride + rect.x() * 4, static_cast<int>(stride),
                        rect.size())) {
                ++m_direct;
                return;
            }
        }
    }
    const qreal ratio = painter.device() != nullptr ? painter.device()->devicePixelRatio() : 1.0;
    const QSize pixels = (QSizeF(target.size()) * ratio).toSize();
    if (m_image.size() != pixels) {
        m_image = QImage(pixels, QImage::Format_RGB32);
    }
    if (!m_image.isNull() &&
        convert(frame, m_image.bits(), static_cast<int>(m_image.bytesPerLine()), m_image.size())) {
        painter.drawImage(target, m_image);
        ++m_indirect;
    }
}

QSize shapeOf(const media::VideoFrame& frame) {
    return {static_cast<int>(std::lround(frame.width * frame.pixelAspect)), frame.height};
}

QImage toImage(const media::VideoFrame& frame) {
    QImage image(frame.width, frame.height, QImage::Format_RGB32);
    if (image.isNull() || frame.y.data == nullptr ||
        libyuv::I420ToARGBMatrix(frame.y.data, frame.y.stride, frame.u.data, frame.u.stride,
                                 frame.v.data, frame.v.stride, image.bits(),
                                 static_cast<int>(image.bytesPerLine()), constantsOf(frame),
                                 frame.width, frame.height) != 0) {
        return {};
    }
    return image;
}

} // namespace vigie::ui::wall
