// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/model/event.h"

/// Sentences for what happened at a node: nodes send meaning, words are made here.
namespace vigie::ui::theme {

/// "1.4 Continuity_count_error × 41, PID 0x0100"; "black picture began".
[[nodiscard]] QString eventText(const model::Event& event);
/// Whether it says that something is wrong, and not merely that something happened.
[[nodiscard]] bool isFault(const model::Event& event);
/// "content.chroma_loss": "picture without color"; empty for a check that has no words.
[[nodiscard]] QString contentCheckText(const std::string& code);

} // namespace vigie::ui::theme
