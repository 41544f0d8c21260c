// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/base/time.h"
#include "core/fleet/source.h"

/// The recording: what the desk was told, in the order in which it took it, and what it made of
/// that. docs/recording.md is the specification of the file. Knows nodes and their ticks, and
/// nothing of the engine: what the desk says of itself is kept as bytes (core/replay reads them).
namespace vigie::record {

/// What the desk adds to the facts that come from nodes. Facts are what a rerun takes again;
/// verdicts are what the desk made of them, kept so that the past is shown as it was. The values
/// are those of the file: never changed, never used again.
enum class NoteKind : std::uint8_t {
    /// Fact: time went on. No bytes.
    Timer = 1,
    /// Fact: what an operator did.
    Act = 2,
    /// Fact: other rules are in force, or were refused.
    Rules = 3,
    /// What an engine must be given to go on from here: plan, rules, alarms, hours, what is usual.
    /// At the beginning of a recording and every ten minutes.
    Begin = 16,
    /// Verdict: alarms and incidents that changed (a journal::Entry).
    Entry = 32,
    /// Verdict: all alarms and incidents as they stand. At least every ten minutes.
    Book = 33,
    /// Verdict: what the desk shows of paths, deliveries, regions and share. Every ten seconds, and
    /// when what is on air or in contact changes.
    Frame = 34,
    /// Verdict: one small point for the timeline: health, share, worst severity, incidents that
    /// began or ended. Every ten seconds.
    Outline = 35,
    /// Ticks, events or pictures are missing from here on because the recorder could not keep up
    /// or the disk was full. Bytes: a sentence.
    Gap = 48
};

/// Something of the desk itself.
struct Note {
    NoteKind kind = NoteKind::Timer;
    base::Timestamp at{};
    std::string bytes;
};

/// One entry of the recording. `order` is the engine's number of the fact: it grows by one for each
/// fact (also over restarts of the desk it only grows); a verdict carries that of the fact it
/// follows, and stands behind it.
struct Item {
    std::uint64_t order = 0;
    std::variant<fleet::Input, Note> what;

    /// When it was taken, on the source's clock.
    [[nodiscard]] const base::Timestamp& at() const {
        const auto* input = std::get_if<fleet::Input>(&what);
        return input != nullptr ? input->received : std::get<Note>(what).at;
    }
    [[nodiscard]] bool isTick() const {
        const auto* input = std::get_if<fleet::Input>(&what);
        return input != nullptr && std::holds_alternative<model::TickPtr>(input->what);
    }
};

/// A key picture of a path's preview: Annex B, decodes alone.
struct Picture {
    model::PathRef path;
    model::AccessUnitPtr unit;
    /// When the desk had it.
    base::Utc received{};
};

/// What a person attached to a moment: travels with the file.
struct Mark {
    /// Made by the one who adds it: letters, digits, '-'. A later mark of the same id replaces it.
    std::string id;
    base::Utc at{};
    /// Of a stretch; equal to `at`: a moment.
    base::Utc until{};
    std::string text;
    std::string author;
    /// It was taken away.
    bool isRemoved = false;
    bool operator==(const Mark&) const = default;
};

} // namespace vigie::record
