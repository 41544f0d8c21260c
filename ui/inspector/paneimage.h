// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

#include "core/media/decodepool.h"
#include "ui/inspector/twins.h"

class QWidget;

/// Pictures that leave the desk: saved or copied, always with what, where and when written below.
namespace vigie::ui::inspector {

/// The image with lines of text on a strip below it; as wide as the longest line needs.
[[nodiscard]] QImage captioned(const QImage& image, const QStringList& lines);
/// Beside each other, as high as the highest; null ones are left out.
[[nodiscard]] QImage beside(const QList<QImage>& images);
/// "014 Sailing · Drone → South America · ● CLOUD · Frankfurt · SRT"; the delivery alone without a
/// side.
[[nodiscard]] QString whatIsSeen(const engine::Snapshot& snapshot, const Twins& twins,
                                 std::optional<std::size_t> side);
/// "2026-07-26T18:03:28.120Z": files say UTC, whatever clock the desk shows.
[[nodiscard]] QString utcStamp(base::Utc at);
/// Of a picture: its arrival and its PTS.
[[nodiscard]] QString momentOf(const media::VideoFrame& frame);
/// "vigie-f001-europe-20260726-180328.png".
[[nodiscard]] QString fileName(const Twins& twins, base::Utc at, const QString& suffix);
/// Asks where; tells the user in a sentence when it cannot be written. False: not written.
bool savePictureAs(QWidget* parent, const QString& proposedName, const QImage& picture);

} // namespace vigie::ui::inspector
