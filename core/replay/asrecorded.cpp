// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include "core/replay/ledger.h"
#include "core/replay/notes.h"
#include "core/replay/rerun.h"
#include "core/replay/walk.h"

namespace vigie::replay {

base::Result<RunReport> asRecorded(record::Recording& recording, const record::Progress& progress) {
    RerunOptions options;
    options.progress = progress;
    return recordedBetween(recording, options);
}

base::Result<RunReport> recordedBetween(record::Recording& recording, const RerunOptions& options) {
    const record::RecordingInfo info = recording.info();
    RunReport report;
    report.from = options.from.value_or(info.from);
    report.to = options.to.value_or(info.to);
    Ledger ledger;
    std::uint64_t newest = 0;
    const auto begin = [&](const record::Note& note) -> base::Result<void> {
        auto state = readBegin(note.bytes);
        if (!state) {
            return tl::unexpected(state.error());
        }
        ledger.begin(*state);
        report.rules = report.rules ? report.rules : state->rules;
        return {};
    };
    if (const auto first = recording.newestNote(record::NoteKind::Begin, report.from)) {
        if (const auto taken = begin(first->note); !taken) {
            return tl::unexpected(taken.error());
        }
        newest = first->order;
    }
    Pace pace(options.progress, info);
    for (const record::Item& item : recording.notesBetween(report.from, report.to)) {
        if (!pace.goesOn(item.order)) {
            return base::failure(stopped);
        }
        addGap(report.damages, item);
        const auto* note = std::get_if<record::Note>(&item.what);
        if (note == nullptr) {
            continue;
        }
        if (note->kind == record::NoteKind::Begin && item.order > newest &&
            (!report.rules || isStartOf(note->bytes))) {
            newest = item.order;
            if (const auto taken = begin(*note); !taken) {
                return tl::unexpected(taken.error());
            }
        } else if (note->kind == record::NoteKind::Rules) {
            ++report.inputs;
            if (auto rules = readRules(note->bytes); rules && rules->rules) {
                ledger.setRules(rules->rules);
            }
        } else if (note->kind == record::NoteKind::Entry) {
            auto entry = readEntry(note->bytes);
            if (!entry) {
                return base::failure("At " + base::toIso8601(note->at.utc) + ": " +
                                     entry.error().message);
            }
            ledger.take(*entry);
            if (options.entries) {
                options.entries(*entry);
            }
        }
    }
    ledger.finish(report);
    return report;
}

} // namespace vigie::replay
