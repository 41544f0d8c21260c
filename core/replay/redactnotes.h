// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/record/item.h"
#include "core/record/names.h"

namespace vigie::replay {

/// The engine's words in neutral names, for record::CutOptions::notes: ids of the fleet, the plan,
/// rules' choices, alarms and incidents by `names`; operators become "operator"; reasons, comments,
/// rules' texts and links go, and so does what was learned as usual (a copy learns it anew).
/// Nothing where the note cannot be read: what cannot be read cannot be made neutral. Pure but for
/// `names`.
[[nodiscard]] std::optional<record::Note> redactNote(const record::Note& note,
                                                     record::Names& names);

} // namespace vigie::replay
