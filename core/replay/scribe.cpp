// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/scribe.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "core/replay/frame.h"
#include "core/replay/notes.h"

namespace vigie::replay {
namespace {

using std::chrono::seconds;

/// Of the recording's clock.
constexpr seconds framePeriod{10};
constexpr seconds leastBetweenFrames{1};
constexpr seconds bookPeriod{600};

/// What a frame is written for between its times: what is on air and in contact, as indexes. They
/// shift with the tables, which is reason enough for a frame.
std::vector<std::uint32_t> shownBy(const engine::Snapshot& snapshot) {
    std::vector<std::uint32_t> shown;
    shown.reserve(snapshot.nodes.size() + snapshot.deliveries.size());
    for (const engine::NodeStatus& node : snapshot.nodes) {
        shown.push_back(static_cast<std::uint32_t>(node.contact));
    }
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        const std::uint32_t path =
            delivery.onAir ? static_cast<std::uint32_t>(*delivery.onAir) + 1 : 0;
        shown.push_back(path * 8 + static_cast<std::uint32_t>(delivery.reason));
    }
    return shown;
}

/// At whole tens of seconds, and whenever the clock goes back.
bool isDue(base::Utc now, base::Utc last) {
    const auto slot = [](base::Utc at) { return at.time_since_epoch() / framePeriod; };
    return slot(now) != slot(last);
}

} // namespace

base::Timestamp timeOf(const engine::JournalInput& input) {
    struct When {
        base::Timestamp operator()(const fleet::Input& i) const { return i.received; }
        base::Timestamp operator()(const engine::TimerInput& i) const { return i.at; }
        base::Timestamp operator()(const engine::ActInput& i) const { return i.at; }
        base::Timestamp operator()(const engine::RulesInput& i) const { return i.at; }
    };
    return std::visit(When{}, input);
}

Scribe::Scribe(Emit emit) : m_emit(std::move(emit)) {}

void Scribe::input(std::uint64_t order, const engine::JournalInput& input) {
    m_order = std::max(m_order, order);
    m_at = timeOf(input);
    m_emit(itemOf(order, input));
    if (m_late && m_at.utc - m_frameAt >= leastBetweenFrames) {
        writeFrame(m_late);
    }
}

void Scribe::begin(std::uint64_t order, const engine::BeginState& state,
                   const base::Timestamp& at) {
    m_order = std::max(m_order, order);
    m_at = at;
    m_outliner.begin(state);
    put(order, record::NoteKind::Begin, packBegin(state, std::exchange(m_isNew, false)));
    m_wantsBook = true;
}

void Scribe::entry(std::uint64_t order, const journal::Entry& entry, const base::Timestamp& at) {
    m_order = std::max(m_order, order);
    m_outliner.take(entry, at);
    m_at = at;
    put(order, record::NoteKind::Entry, packEntry(entry));
}

void Scribe::gap(std::uint64_t order, std::string sentence) {
    m_order = std::max(m_order, order);
    put(order, record::NoteKind::Gap, std::move(sentence));
}

void Scribe::snapshot(std::uint64_t order, const engine::SnapshotPtr& shown) {
    m_order = std::max(m_order, order);
    const engine::Snapshot& snapshot = *shown;
    if (snapshot.now == base::Utc{}) { // nothing has happened yet
        return;
    }
    const base::Utc now = snapshot.now;
    if (m_wantsBook || now < m_bookAt || now - m_bookAt >= bookPeriod) {
        m_wantsBook = false;
        m_bookAt = now;
        put(order, record::NoteKind::Book, packBook(snapshot));
    }
    auto shownNow = shownBy(snapshot);
    const bool isChanged = shownNow != m_shown;
    if (isDue(now, m_frameAt)) {
        m_shown = std::move(shownNow);
        writeFrame(shown);
    } else if (isChanged) {
        m_shown = std::move(shownNow);
        m_late = shown;
        if (now - m_frameAt >= leastBetweenFrames) {
            writeFrame(shown);
        }
    } else if (m_late) {
        m_late = shown;
    }
    if (isDue(now, m_outlineAt)) {
        m_outlineAt = now;
        put(order, record::NoteKind::Outline, packOutline(m_outliner.point(snapshot)));
    }
}

void Scribe::writeFrame(
    engine::SnapshotPtr shown) { // by value: m_late may be what it is called with
    m_late.reset();
    m_frameAt = shown->now;
    put(m_order, record::NoteKind::Frame, packFrame(*shown));
}

void Scribe::put(std::uint64_t order, record::NoteKind kind, std::string bytes) {
    m_emit(record::Item{order, record::Note{kind, m_at, std::move(bytes)}});
}

} // namespace vigie::replay
