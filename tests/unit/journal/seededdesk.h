// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>

#include "core/journal/journal.h"
#include "tests/support/alarmevents.h"

namespace vigie::testing {

/// A desk whose life follows from a seed: the same seed gives the same entries for its journal.
class SeededDesk {
public:
    explicit SeededDesk(std::uint64_t seed) : m_events(seed) {}

    /// The next entry: what one to five events changed, never nothing.
    journal::Entry next() {
        journal::Entry entry;
        while (entry.commit.isEmpty()) {
            for (std::uint64_t i = 0; i <= m_number % 5; ++i) {
                m_events.step(m_book);
            }
            entry.commit = m_book.takeCommit();
        }
        entry.number = ++m_number;
        return entry;
    }
    /// An entry that is nothing but records.
    journal::Entry notes(int count) {
        for (int i = 0; i < count; ++i) {
            alarm::Record record;
            record.at = m_events.now();
            record.kind = alarm::RecordKind::IncidentChanged;
            record.text = "a note that takes some room on its page";
            m_book.note(std::move(record));
        }
        journal::Entry entry;
        entry.commit = m_book.takeCommit();
        entry.number = ++m_number;
        return entry;
    }
    [[nodiscard]] alarm::BookState state() const { return m_book.state(); }

private:
    AlarmEvents m_events;
    alarm::Book m_book;
    std::uint64_t m_number = 0;
};

} // namespace vigie::testing
