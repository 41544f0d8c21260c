// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/paneimage.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFontMetrics>
#include <QMessageBox>
#include <QPainter>
#include <QStandardPaths>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

constexpr int margin = 8;
constexpr int gap = 4;

} // namespace

QImage captioned(const QImage& image, const QStringList& lines) {
    const QFont font = theme::textFont(13);
    const QFontMetrics metrics(font);
    int width = image.width();
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line) + 2 * margin);
    }
    const int lineHeight = metrics.height() + gap;
    const int height = image.height() + static_cast<int>(lines.size()) * lineHeight + 2 * gap;
    QImage whole(width, height, QImage::Format_RGB32);
    whole.fill(QColor::fromRgb(theme::color::panel()));
    QPainter painter(&whole);
    painter.drawImage((width - image.width()) / 2, 0, image);
    painter.setFont(font);
    painter.setPen(QColor::fromRgb(theme::color::bright()));
    int y = image.height() + gap;
    for (const QString& line : lines) {
        painter.drawText(QRect(margin, y, width - 2 * margin, lineHeight), Qt::AlignVCenter, line);
        y += lineHeight;
    }
    return whole;
}

QImage beside(const QList<QImage>& images) {
    int width = 0;
    int height = 0;
    for (const QImage& image : images) {
        if (!image.isNull()) {
            width += image.width() + (width > 0 ? gap : 0);
            height = std::max(height, image.height());
        }
    }
    if (width == 0) {
        return {};
    }
    QImage whole(width, height, QImage::Format_RGB32);
    whole.fill(QColor::fromRgb(theme::color::panel()));
    QPainter painter(&whole);
    int x = 0;
    for (const QImage& image : images) {
        if (!image.isNull()) {
            painter.drawImage(x, 0, image);
            x += image.width() + gap;
        }
    }
    return whole;
}

QString whatIsSeen(const engine::Snapshot& snapshot, const Twins& twins,
                   std::optional<std::size_t> side) {
    QString text = QStringLiteral("%1 → %2").arg(theme::feedTitle(snapshot, twins.feedId),
                                                 theme::regionName(snapshot, twins.regionId));
    if (side) {
        text += QStringLiteral(" · ") + twinCaption(twins, *side);
    }
    return text;
}

QString utcStamp(base::Utc at) {
    return theme::toDateTime(at).toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ"));
}

QString momentOf(const media::VideoFrame& frame) {
    return QStringLiteral("%1 · PTS %2").arg(utcStamp(frame.arrival)).arg(frame.pts);
}

QString fileName(const Twins& twins, base::Utc at, const QString& suffix) {
    return QStringLiteral("vigie-%1-%2-%3.%4")
        .arg(QString::fromStdString(twins.feedId), QString::fromStdString(twins.regionId),
             theme::toDateTime(at).toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss")), suffix);
}

bool savePictureAs(QWidget* parent, const QString& proposedName, const QImage& picture) {
    const QString title = Words::tr("Save the picture");
    if (picture.isNull()) {
        QMessageBox::information(parent, title, Words::tr("There is no picture yet."));
        return false;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString path = QFileDialog::getSaveFileName(
        parent, title, QDir(folder).filePath(proposedName), Words::tr("Pictures (*.png *.jpg)"));
    if (path.isEmpty()) {
        return false;
    }
    if (!picture.save(path)) {
        QMessageBox::warning(
            parent, title,
            Words::tr("%1 could not be written.").arg(QDir::toNativeSeparators(path)));
        return false;
    }
    return true;
}

} // namespace vigie::ui::inspector
