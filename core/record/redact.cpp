// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/redact.h"

#include <utility>

#include <fmt/format.h>

namespace vigie::record {

std::optional<Item> Redactor::item(const Item& item) {
    if (const auto* input = std::get_if<fleet::Input>(&item.what)) {
        return Item{item.order, this->input(*input)};
    }
    const auto& note = std::get<Note>(item.what);
    if (note.kind == NoteKind::Timer) {
        return item;
    }
    if (note.kind == NoteKind::Gap) {
        // What was said of a disk may name folders; that something is missing is what counts.
        return Item{item.order, Note{note.kind, note.at, "something is missing from here on"}};
    }
    if (!m_notes) {
        return std::nullopt;
    }
    auto written = m_notes(note, m_names);
    if (!written) {
        return std::nullopt;
    }
    return Item{item.order, std::move(*written)};
}

fleet::Input Redactor::input(const fleet::Input& input) {
    fleet::Input out;
    out.endpoint = m_names.id(Names::Kind::Endpoint, input.endpoint);
    out.received = input.received;
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
        out.what = m_names.description(**description);
    } else if (const auto* event = std::get_if<model::EventPtr>(&input.what)) {
        out.what = this->event(**event);
    } else if (const auto* contact = std::get_if<fleet::ContactChange>(&input.what)) {
        // The reason holds addresses.
        out.what = fleet::ContactChange{contact->contact, contact->reason.empty() ? "" : "left out",
                                        contact->at};
    } else {
        out.what = std::get<model::TickPtr>(input.what);
    }
    return out;
}

model::EventPtr Redactor::event(const model::Event& event) {
    auto out = std::make_shared<model::Event>(event);
    out->subject = m_names.subject(event.scope, event.subject);
    std::erase_if(out->parameters,
                  [](const auto& parameter) { return !isFigure(parameter.second); });
    return out;
}

Mark Redactor::mark(const Mark& mark) {
    Mark out = mark;
    out.id = fmt::format("mark-{}", ++m_marks);
    out.text = fmt::format("Mark {}", m_marks);
    out.author.clear();
    return out;
}

} // namespace vigie::record
