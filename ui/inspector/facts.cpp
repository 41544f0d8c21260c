// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/facts.h"

#include <QCoreApplication>

#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

} // namespace

const engine::LatestValue* SideFacts::find(std::string_view key) const {
    const std::string name(key);
    for (const Latest* latest : {&path, &input}) {
        if (const auto found = latest->find(name); found != latest->end()) {
            return &found->second;
        }
    }
    return nullptr;
}

std::optional<double> SideFacts::number(std::string_view key) const {
    const engine::LatestValue* value = find(key);
    return value != nullptr ? valueOf(*value) : std::nullopt;
}

std::optional<std::int64_t> SideFacts::raw(std::string_view key) const {
    const engine::LatestValue* value = find(key);
    return value != nullptr ? value->raw : std::nullopt;
}

SideTable::Cell knownCell(const QString& text, const QVariant& exported, const QString& toolTip) {
    return {text, exported.isValid() ? exported : QVariant(text),
            QColor::fromRgb(theme::color::text()), toolTip};
}

SideTable::Cell badCell(const QString& text, engine::Severity severity, const QVariant& exported,
                        const QString& toolTip) {
    return {theme::severityGlyph(severity) + QLatin1Char(' ') + text,
            exported.isValid() ? exported : QVariant(text), theme::severityColor(severity),
            toolTip};
}

SideTable::Cell quietCell(const QString& text, const QString& toolTip) {
    return {text, text, QColor::fromRgb(theme::color::quiet()), toolTip};
}

SideTable::Cell unknownCell(const SideFacts& facts, std::string_view key, const QString& reason) {
    QString why = reason;
    if (!facts.isThere) {
        why = Words::tr("There is no such path");
    } else if (!facts.isInContact) {
        why = Words::tr("No contact to the node");
    } else if (facts.path.empty() && facts.input.empty()) {
        why = Words::tr("Nothing has come from the node yet");
    } else if (!facts.has(key)) {
        why = Words::tr("This node does not measure it");
    }
    return {theme::unknownFigure(),
            {},
            QColor::fromRgb(theme::color::quiet()),
            Words::tr("Not known: %1").arg(why)};
}

} // namespace vigie::ui::inspector
