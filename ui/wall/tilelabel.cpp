// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tilelabel.h"

#include <algorithm>
#include <utility>

#include <QFontMetrics>
#include <QRegularExpression>
#include <QStringList>

#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::wall {

namespace {

using What = LabelField::What;

const QString separator = QStringLiteral(" · ");

int widthOf(const QString& text, const QFont& font) {
    return text.isEmpty() ? 0 : QFontMetrics(font).horizontalAdvance(text) + 1;
}

} // namespace

QFont labelFont(LabelField::What what, int textPixels) {
    switch (what) {
    case What::Number:
        return theme::figureFont(textPixels, QFont::Bold);
    case What::Name:
    case What::Region:
    case What::Router:
        return theme::textFont(textPixels);
    case What::LampLeft:
    case What::LampRight:
    case What::Heard:
    case What::Penalty:
    case What::Role:
    case What::KindShape:
    case What::KindWord:
        break;
    }
    return theme::textFont(std::max(9, textPixels - 2));
}

std::vector<LabelField> labelFields(const TileContent& content, const TileMarks& marks,
                                    const QRect& label, int textPixels) {
    const int pad = std::max(3, textPixels / 3);
    const int side = std::max(6, textPixels * 2 / 3);
    const int lampWidth = std::max(8, textPixels * 3 / 4);
    const auto width = [textPixels](What what, const QString& text) {
        return widthOf(text, labelFont(what, textPixels));
    };
    struct Wanted {
        What what;
        QString text;
        int width = 0;
    };
    std::vector<Wanted> left;
    std::vector<Wanted> right;
    int room = label.width();
    const auto add = [&room, pad](std::vector<Wanted>& to, What what, const QString& text, int w) {
        to.push_back({what, text, w});
        room -= w + pad;
    };

    // What always stays.
    if (marks.tally) {
        add(left, What::LampLeft, {}, lampWidth);
        room -= lampWidth + pad; // the other one
    } else {
        room -= 2 * pad;
    }
    if (marks.isHeard) {
        add(left, What::Heard, {}, textPixels + 2);
    }
    if (!content.number.isEmpty()) {
        add(left, What::Number, content.number, width(What::Number, content.number));
    }
    if (content.isPenalty) {
        add(right, What::Penalty, {}, textPixels);
    }
    if (content.kind != model::PathKind::Unknown) {
        add(right, What::KindShape, {}, side);
    }

    // The role says what is special; it goes only where not even the number would be left.
    const int roleWidth = width(What::Role, content.role);
    if (roleWidth > 0 && room >= roleWidth + pad) {
        right.insert(right.begin(), {What::Role, content.role, roleWidth});
        room -= roleWidth + pad;
    }
    const QFont nameFont = labelFont(What::Name, textPixels);
    const int nameWidth = widthOf(content.name, nameFont);
    const int leastName = QFontMetrics(nameFont).averageCharWidth() * 4;
    if (nameWidth > 0 && room >= std::min(nameWidth, leastName) + pad) {
        const int shown = std::min(nameWidth, room - pad);
        const QString text =
            shown < nameWidth
                ? QFontMetrics(nameFont).elidedText(content.name, Qt::ElideRight, shown)
                : content.name;
        add(left, What::Name, text, shown);
        const QString kindWord = theme::pathKindShort(content.kind);
        const int kindWidth = width(What::KindWord, kindWord);
        if (kindWidth > 0 && room >= kindWidth + pad) {
            const auto shape = std::find_if(right.begin(), right.end(), [](const Wanted& w) {
                return w.what == What::KindShape;
            });
            right.insert(shape == right.end() ? shape : shape + 1,
                         {What::KindWord, kindWord, kindWidth});
            room -= kindWidth + pad;
        }
        const QString router = marks.tally ? marks.tally->label.trimmed() : QString();
        const int routerWidth = width(What::Router, router);
        if (routerWidth > 0 && room >= routerWidth + pad) {
            add(left, What::Router, router, routerWidth);
        }
        const int regionWidth = width(What::Region, content.regionName);
        if (regionWidth > 0 && room >= regionWidth + pad) {
            add(left, What::Region, content.regionName, regionWidth);
        }
    }

    // The lamp on the right stands at the very edge, as on a display.
    if (marks.tally) {
        right.push_back({What::LampRight, {}, lampWidth});
    }
    std::vector<LabelField> fields;
    int x = label.left() + (marks.tally ? 0 : pad);
    for (const Wanted& field : left) {
        fields.push_back(
            {field.what, QRect(x, label.top(), field.width, label.height()), field.text});
        x += field.width + pad;
    }
    int total = 0;
    for (const Wanted& field : right) {
        total += field.width;
    }
    total += pad * (static_cast<int>(right.size()) - 1);
    x = label.right() + 1 - (marks.tally ? 0 : pad) - total;
    for (const Wanted& field : right) {
        fields.push_back(
            {field.what, QRect(x, label.top(), field.width, label.height()), field.text});
        x += field.width + pad;
    }
    return fields;
}

QString fittedFault(const QString& fault, const QFont& font, int width) {
    const QFontMetrics metrics(font);
    if (metrics.horizontalAdvance(fault) <= width) {
        return fault;
    }
    static const QRegularExpression trailing(QStringLiteral(" (\\d+:\\d\\d:\\d\\d)$"));
    QStringList pieces = fault.split(separator);
    const auto match = trailing.match(pieces.back());
    const QString duration = match.hasMatch() ? match.captured(0) : QString();
    pieces.back().chop(duration.size());
    while (pieces.size() > 1) {
        pieces.removeLast();
        const QString shorter = pieces.join(separator) + duration;
        if (metrics.horizontalAdvance(shorter) <= width) {
            return shorter;
        }
    }
    return metrics.elidedText(pieces.front(), Qt::ElideRight, width);
}

QString fittedFacts(const QString& facts, const QFont& font, int width) {
    const QFontMetrics metrics(font);
    QStringList pieces = facts.split(separator);
    while (!pieces.isEmpty() && metrics.horizontalAdvance(pieces.join(separator)) > width) {
        pieces.removeLast();
    }
    return pieces.join(separator);
}

TilePart partAt(const TileGeometry& geometry, const QPoint& point) {
    if (!geometry.outer.contains(point)) {
        return TilePart::None;
    }
    if (geometry.label.contains(point)) {
        return TilePart::Label;
    }
    if (geometry.meters.contains(point)) {
        return TilePart::Meters;
    }
    if (geometry.strip.contains(point)) {
        return TilePart::Strip;
    }
    return geometry.picture.contains(point) ? TilePart::Picture : TilePart::Frame;
}

bool hasLoudnessUnderMeters(const TileGeometry& geometry) {
    return geometry.meters.width() >= 30 && geometry.meters.height() >= 80;
}

} // namespace vigie::ui::wall
