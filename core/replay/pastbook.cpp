// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastbook.h"

#include <utility>
#include <variant>

#include "core/replay/frame.h"
#include "core/replay/notes.h"

namespace vigie::replay {
namespace {

/// Further than that a book is nearer than what came meanwhile.
constexpr std::chrono::minutes goOnAtMost{3};
/// Notes that stand behind facts of a later moment: clocks are set a little now and then.
constexpr std::chrono::seconds margin{2};
/// Without any book or begin: as far as one is due.
constexpr std::chrono::minutes lookBack{20};

} // namespace

void PastBook::moveTo(base::Utc at) {
    if (m_at && at >= *m_at && at - *m_at <= goOnAtMost) {
        if (at > *m_at) {
            goOn(*m_at - margin, at);
        }
    } else {
        rebuild(at);
    }
    m_at = at;
}

void PastBook::beginFrom(const std::optional<record::FoundNote>& found) {
    if (!found || m_beginOrder != found->order) {
        m_begin = {};
        m_beginOrder.reset();
        if (found) {
            if (auto read = readBegin(found->note.bytes)) {
                m_begin = std::move(*read);
                m_beginOrder = found->order;
            }
        }
        m_plan = m_begin.plan;
        ++m_planRevision;
    }
    m_rules = m_begin.rules ? m_begin.rules : std::make_shared<alarm::RuleSet>();
    if (m_begin.restored) {
        const alarm::BookState& book = m_begin.restored->book;
        for (const alarm::Alarm& known : book.alarms) {
            m_alarms[known.id] = known;
        }
        for (const alarm::Incident& is : m_begin.restored->incidents) {
            m_incidents[is.id] = is;
        }
        m_overrides = book.overrides;
        m_operatorName = book.operatorName;
        m_mutedUntil = book.mutedUntil;
    }
}

void PastBook::rebuild(base::Utc at) {
    m_alarms.clear();
    m_incidents.clear();
    m_overrides.clear();
    m_operatorName.clear();
    m_mutedUntil.reset();
    m_usual.clear();
    m_entryOrder = 0;
    m_ruleOrder = 0;
    const auto begin = m_recording.newestNote(record::NoteKind::Begin, at);
    const auto book = m_recording.newestNote(record::NoteKind::Book, at);
    beginFrom(begin);
    base::Utc from = at - lookBack;
    if (begin) {
        from = begin->note.at.utc;
        m_entryOrder = begin->order;
        m_ruleOrder = begin->order;
    }
    engine::Snapshot read;
    if (book && (!begin || book->order >= begin->order) && readBook(book->note.bytes, read)) {
        from = begin ? from : book->note.at.utc; // rules may have changed since the begin
        m_entryOrder = book->order;
        m_alarms.clear();
        m_incidents.clear();
        for (const engine::AlarmStatus& known : read.alarms) {
            m_alarms[known.id] = known;
            if (known.usual) {
                m_usual[known.id] = *known.usual;
            }
        }
        for (alarm::Incident& is : read.incidents) {
            m_incidents[is.id] = std::move(is);
        }
        m_overrides = std::move(read.overrides);
        m_operatorName = std::move(read.operatorName);
        m_mutedUntil = read.mutedUntil;
    }
    goOn(from - margin, at);
}

void PastBook::goOn(base::Utc from, base::Utc to) {
    for (const record::Item& item : m_recording.notesBetween(from, to)) {
        if (item.at().utc <= to) {
            take(item);
        }
    }
}

void PastBook::take(const record::Item& item) {
    const auto* note = std::get_if<record::Note>(&item.what);
    if (note == nullptr) {
        return;
    }
    if (note->kind == record::NoteKind::Entry && item.order > m_entryOrder) {
        m_entryOrder = item.order;
        if (const auto entry = readEntry(note->bytes)) {
            takeEntry(*entry);
        }
    } else if (note->kind == record::NoteKind::Rules && item.order > m_ruleOrder) {
        m_ruleOrder = item.order;
        if (auto read = readRules(note->bytes); read && read->rules) {
            m_rules = std::move(read->rules);
        }
    }
}

void PastBook::takeEntry(const journal::Entry& entry) {
    const alarm::Commit& commit = entry.commit;
    for (const alarm::Alarm& known : commit.alarms) {
        m_alarms[known.id] = known;
    }
    for (const std::uint64_t id : commit.closed) {
        m_alarms.erase(id);
    }
    for (const alarm::Incident& is : entry.incidents) {
        m_incidents[is.id] = is;
    }
    for (const std::uint64_t id : entry.closedIncidents) {
        m_incidents.erase(id);
    }
    m_overrides = commit.overrides.value_or(std::move(m_overrides));
    m_operatorName = commit.operatorName.value_or(std::move(m_operatorName));
    m_mutedUntil = commit.mutedUntil.value_or(m_mutedUntil);
}

} // namespace vigie::replay
