// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <QColor>
#include <QString>

#include "ui/theme/glyphs.h"

namespace vigie::ui::shell {

enum class CommandKind : std::uint8_t { Incident, Feed, Node, Region, Action };
inline constexpr int commandKinds = 5;

/// One thing that the palette can find.
struct Command {
    CommandKind kind = CommandKind::Action;
    /// Within its kind, the same from one snapshot to the next.
    QString id;
    QString name;
    /// What it is, and where: searched too.
    QString detail;
    /// How it is now; may be empty.
    QString state;
    /// Of the state, after severityColor() and the like.
    QColor stateColor;
    theme::Shape shape = theme::Shape::None;
    QColor color;
    QString keys;
    std::optional<std::uint32_t> number;
    bool isEnabled = true;

    /// What the palette remembers it by.
    [[nodiscard]] QString key() const;
};

/// Something that can be done with a command: the first by Enter, the second by Ctrl+Enter.
struct CommandStep {
    QString what;
    std::function<void()> run;
};

} // namespace vigie::ui::shell
