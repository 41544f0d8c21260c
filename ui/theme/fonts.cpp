// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFile>
#include <QFontDatabase>
#include <QStandardPaths>
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

/// As UTF-16 in a font's table of names.
QByteArray bigEndian(const QByteArray& ascii) {
    QByteArray wide;
    for (const char c : ascii) {
        wide.append('\0').append(c);
    }
    return wide;
}

/// Debian's B612 Mono also calls itself "B612", and which of the two a program gets by that name is
/// chance. So the proportional one is read from its file and known under a name of its own; the new
/// name is as long as the old, which leaves every offset in the file right.
QString loadText(const char* face) {
    for (const char* folder : {"opentype/b612", "truetype/b612", "b612"}) {
        const QString path = QStandardPaths::locate(QStandardPaths::FontsLocation,
                                                    QStringLiteral("%1/%2").arg(folder, face));
        QFile file(path);
        if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        QByteArray data = file.readAll();
        data.replace("B612", "B61V");
        data.replace(bigEndian("B612"), bigEndian("B61V"));
        const int id = QFontDatabase::addApplicationFontFromData(data);
        return id < 0 ? QString() : QFontDatabase::applicationFontFamilies(id).value(0);
    }
    return {};
}

const QStringList& textFamilies() {
    static const QStringList families = [] {
        QStringList all{loadText("B612-Regular.otf")};
        (void)loadText("B612-Bold.otf"); // the same family
        all.removeAll(QString());
        return all << QStringLiteral("B612") << QStringLiteral("DejaVu Sans")
                   << QStringLiteral("Noto Sans");
    }();
    return families;
}

} // namespace

QFont textFont(int pixelSize, QFont::Weight weight) {
    return make(textFamilies(), QFont::SansSerif, pixelSize, weight);
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
