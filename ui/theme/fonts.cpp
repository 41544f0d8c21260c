// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QStringList>

namespace vigie::ui::theme {

namespace {

QFont make(const QStringList& families, QFont::StyleHint hint, int pixelSize,
           QFont::Weight weight) {
    QFont font;
    font.setFamilies(families);
    font.setStyleHint(hint);
    font.setPixelSize(pixelSize);
    font.setWeight(weight);
    font.setKerning(hint != QFont::Monospace);
    return font;
}

} // namespace

QFont textFont(int pixelSize, QFont::Weight weight) {
    return make(
        {QStringLiteral("B612"), QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans")},
        QFont::SansSerif, pixelSize, weight);
}

QFont figureFont(int pixelSize, QFont::Weight weight) {
    return make({QStringLiteral("B612 Mono"), QStringLiteral("DejaVu Sans Mono"),
                 QStringLiteral("Noto Sans Mono")},
                QFont::Monospace, pixelSize, weight);
}

QFont headingFont(int pixelSize) {
    QFont font = textFont(pixelSize);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.8);
    return font;
}

} // namespace vigie::ui::theme
