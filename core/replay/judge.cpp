// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/judge.h"

#include <chrono>
#include <utility>
#include <vector>

#include "core/record/recording.h"
#include "core/record/target.h"
#include "core/record/writer.h"
#include "core/replay/notes.h"
#include "core/replay/walk.h"

namespace vigie::replay {
namespace {

/// Of the recording's clock.
constexpr std::chrono::seconds leastBetweenSnapshots{1};

/// One pass over a recording.
class Pass {
public:
    Pass(record::Writer& to, alarm::RuleSetPtr rules) : m_to(to), m_rules(std::move(rules)) {}

    /// False: the writer refused; why is in error().
    bool take(const record::Item& item) {
        if (const auto* note = std::get_if<record::Note>(&item.what)) {
            if (note->kind == record::NoteKind::Begin) {
                return takeBegin(item, *note);
            }
            if (note->kind == record::NoteKind::Gap) {
                write(item);
                return m_error.empty();
            }
        }
        if (!m_judge) {
            return true; // of before the first Begin: nothing can judge it
        }
        const auto input = inputOf(item);
        if (!input || !*input) {
            return true; // another's verdict, or what can not be read
        }
        if (m_rules && std::holds_alternative<engine::RulesInput>(**input)) {
            return true; // these rules hold, whatever was in force
        }
        m_judge->take(item.order, **input);
        return m_error.empty();
    }
    [[nodiscard]] bool hasBegun() const { return m_judge.has_value(); }
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    bool takeBegin(const record::Item& item, const record::Note& note) {
        auto begin = readBegin(note.bytes);
        if (!begin || (m_judge && !isStartOf(note.bytes))) {
            return true; // only another start of the desk begins anew
        }
        if (m_rules) {
            begin->rules = m_rules;
        }
        m_judge.emplace(*begin, item.order, note.at,
                        [this](const record::Item& made) { write(made); });
        return m_error.empty();
    }
    void write(const record::Item& item) {
        if (const auto put = m_to.put(item); !put && !item.isTick()) {
            m_error = put.error().message; // a tick that does not fit is refused by the desk too
        }
    }

    record::Writer& m_to;
    alarm::RuleSetPtr m_rules;
    std::optional<Judge> m_judge;
    std::string m_error;
};

} // namespace

engine::ReducerOptions reducerOptions(const engine::BeginState& begin) {
    engine::ReducerOptions options;
    options.plan = begin.plan;
    options.history = std::chrono::seconds{0}; // nobody asks for charts
    options.carried = begin.carried;
    options.alarms.rules = begin.rules;
    options.alarms.restored = begin.restored;
    options.alarms.baselines = begin.baselines;
    return options;
}

Judge::Judge(const engine::BeginState& begin, std::uint64_t order, const base::Timestamp& at,
             Scribe::Emit emit)
    : m_scribe(std::move(emit)), m_reducer(reducerOptions(begin)) {
    m_scribe.begin(order, begin, at);
}

void Judge::take(std::uint64_t order, const engine::JournalInput& input) {
    m_reducer.apply(input);
    m_scribe.input(order, input);
    const base::Timestamp at = timeOf(input);
    if (const journal::Entry entry = m_reducer.takeEntry(); entry.number != 0) {
        m_scribe.entry(order, entry, at);
    }
    if (!m_shownAt || at.utc < *m_shownAt || at.utc - *m_shownAt >= leastBetweenSnapshots) {
        m_shownAt = at.utc;
        m_scribe.snapshot(order, std::make_shared<engine::Snapshot>(m_reducer.makeSnapshot()));
    }
}

base::Result<void> judged(const std::filesystem::path& from, const std::filesystem::path& to,
                          const alarm::RuleSetPtr& rules, const record::Progress& progress) {
    auto recording = record::Recording::open(from);
    if (!recording) {
        return tl::unexpected(std::move(recording.error()));
    }
    auto target = record::Target::open(to);
    if (!target) {
        return tl::unexpected(std::move(target.error()));
    }
    const record::RecordingInfo& info = (*recording)->info();
    record::WriterOptions options;
    options.madeBy = info.madeBy;
    options.isRedacted = info.isRedacted;
    options.hasJournal = false;
    auto writer = record::Writer::create(target->file(), options);
    if (!writer) {
        return tl::unexpected(std::move(writer.error()));
    }
    Pass pass(**writer, rules);
    Pace pace(progress, info);
    const auto items = (*recording)->itemsFrom(0);
    while (const auto item = items->next()) {
        if (!pace.goesOn(item->order)) {
            return base::failure(stopped);
        }
        if (!pass.take(*item)) {
            return base::failure(pass.error());
        }
    }
    if (!pass.hasBegun()) {
        return base::failure("There is nothing in it that an engine could begin from.");
    }
    base::Result<void> done;
    (*recording)->pictures(info.from, info.to, [&](const record::Picture& picture) {
        done = (*writer)->put(picture);
        return done.has_value();
    });
    for (const record::Mark& mark : (*recording)->marks()) {
        done = done ? (*writer)->put(mark) : done;
    }
    done = done ? (*writer)->close() : done;
    return done ? target->commit() : done;
}

} // namespace vigie::replay
