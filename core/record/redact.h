// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "core/base/result.h"
#include "core/record/item.h"
#include "core/record/names.h"

namespace vigie::record {

/// The bytes of a note in neutral names; nothing: the note is left out.
using NoteRewriter = std::function<std::optional<Note>(const Note&, Names&)>;

/// Takes out of a recording whose it is: names of nodes, feeds, regions, inputs and paths become
/// neutral ones, addresses, carriers and words of people go. Notes are bytes to this library:
/// without a rewriter all but timers and gaps are left out. Not thread-safe.
class Redactor {
public:
    explicit Redactor(NoteRewriter notes) : m_notes(std::move(notes)) {}
    /// Nothing: left out.
    [[nodiscard]] std::optional<Item> item(const Item& item);
    [[nodiscard]] Mark mark(const Mark& mark);
    [[nodiscard]] Names& names() { return m_names; }

private:
    [[nodiscard]] fleet::Input input(const fleet::Input& input);
    [[nodiscard]] model::EventPtr event(const model::Event& event);

    NoteRewriter m_notes;
    Names m_names;
    std::uint64_t m_marks = 0;
};

} // namespace vigie::record
