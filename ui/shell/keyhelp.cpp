// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyhelp.h"

#include <algorithm>

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

#include "ui/desk/keymap.h"
#include "ui/shell/actions.h"
#include "ui/shell/fuzzymatch.h"

namespace vigie::ui::shell {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::shell::HelpDialog)
};

QString keysText(const QList<QKeySequence>& keys) {
    QStringList names;
    for (const QKeySequence& key : keys) {
        const QString name = key.toString(QKeySequence::NativeText);
        if (!names.contains(name)) {
            names << name;
        }
    }
    return names.join(QStringLiteral("   "));
}

HelpSection& sectionOf(std::vector<HelpSection>& sections, const QString& title) {
    const auto found =
        std::find_if(sections.begin(), sections.end(),
                     [&title](const HelpSection& section) { return section.title == title; });
    return found != sections.end() ? *found : sections.emplace_back(HelpSection{title, {}});
}

void put(HelpSection& section, HelpLine line) {
    if (!line.keys.isEmpty() && !line.what.isEmpty() &&
        std::find(section.lines.begin(), section.lines.end(), line) == section.lines.end()) {
        section.lines.push_back(std::move(line));
    }
}

} // namespace

std::vector<HelpSection> keyHelp(const QWidget& window) {
    const QString everywhere = Words::tr("Everywhere");
    std::vector<HelpSection> sections{{everywhere, {}}};
    const auto maps = window.findChildren<desk::KeyMap*>();
    for (const desk::KeyMap* map : maps) {
        sectionOf(sections, map->section());
    }
    for (const QAction* action : window.findChildren<QAction*>()) {
        const desk::KeyMap* map = desk::KeyMap::around(action);
        put(sectionOf(sections, map != nullptr ? map->section() : everywhere),
            {keysText(action->shortcuts()), actionText(*action)});
    }
    for (const desk::KeyMap* map : maps) {
        for (const desk::KeyHelp& line : map->lines()) {
            put(sectionOf(sections, map->section()),
                {line.keys.isEmpty() ? line.gesture : keysText(line.keys), line.what});
        }
    }
    std::erase_if(sections, [](const HelpSection& section) { return section.lines.empty(); });
    return sections;
}

std::vector<HelpSection> filtered(std::vector<HelpSection> sections, const QString& query) {
    const FuzzyQuery wanted(query);
    for (HelpSection& section : sections) {
        std::erase_if(section.lines, [&](const HelpLine& line) {
            return !wanted.score(SearchText(line.what),
                                 SearchText(line.keys + QLatin1Char(' ') + section.title), {});
        });
    }
    std::erase_if(sections, [](const HelpSection& section) { return section.lines.empty(); });
    return sections;
}

QString helpAsText(const std::vector<HelpSection>& sections) {
    QString text;
    for (const HelpSection& section : sections) {
        text += section.title + QLatin1Char('\n');
        for (const HelpLine& line : section.lines) {
            text += QStringLiteral("  %1\t%2\n").arg(line.keys, line.what);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

QString helpAsHtml(const std::vector<HelpSection>& sections) {
    QString html;
    for (const HelpSection& section : sections) {
        html +=
            QStringLiteral("<h3>%1</h3><table cellspacing='4'>").arg(section.title.toHtmlEscaped());
        for (const HelpLine& line : section.lines) {
            html += QStringLiteral("<tr><td width='220'><b>%1</b></td><td>%2</td></tr>")
                        .arg(line.keys.toHtmlEscaped(), line.what.toHtmlEscaped());
        }
        html += QStringLiteral("</table>");
    }
    return html;
}

} // namespace vigie::ui::shell
