// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

class QWidget;

namespace vigie::ui::shell {

struct HelpLine {
    /// As the user's keyboard names them: "Ctrl+K"; or a gesture.
    QString keys;
    QString what;
    bool operator==(const HelpLine&) const = default;
};

struct HelpSection {
    QString title;
    std::vector<HelpLine> lines;
};

/// All keys of a window: of every action that has keys and words, below the section that its widget
/// belongs to (desk::KeyMap), and of the keys that widgets take by themselves. Of the window itself
/// first, the rest in the order of its pages. The same line twice in a section is said once.
[[nodiscard]] std::vector<HelpSection> keyHelp(const QWidget& window);
/// Those lines in which every word of `query` is found; empty sections are left out.
[[nodiscard]] std::vector<HelpSection> filtered(std::vector<HelpSection> sections,
                                                const QString& query);
/// For the clipboard and for paper.
[[nodiscard]] QString helpAsText(const std::vector<HelpSection>& sections);
[[nodiscard]] QString helpAsHtml(const std::vector<HelpSection>& sections);

/// Tells desk::KeyMap of the keys that the pages of a window take by themselves.
class MainWindow;
void describePageKeys(MainWindow& window);

} // namespace vigie::ui::shell
