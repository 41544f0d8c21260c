// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/config/rulesfile.h"
#include "core/record/writer.h"
#include "core/replay/frame.h"
#include "core/replay/notes.h"
#include "core/replay/outliner.h"
#include "tests/support/pastlab/lab.h"
#include "tests/support/pastlab/site.h"

namespace vigie::test {

/// A recording that a lab's desk made, and what that desk showed meanwhile. Verdicts are written as
/// the tape does: frames and outlines each 10 s and when what is on air or in contact changes,
/// books at the beginning and each 10 min.
class RecordedHour {
public:
    explicit RecordedHour(const std::filesystem::path& file) {
        record::WriterOptions options;
        options.madeBy = "test";
        options.hasJournal = false;
        auto made = record::Writer::create(file, options);
        if (!made) {
            m_error = made.error().message;
            return;
        }
        m_writer = std::move(*made);
    }

    /// `play` is one of pastlab's stories.
    void record(void (*play)(pastlab::Lab&)) {
        if (!m_writer) {
            return;
        }
        engine::BeginState begin;
        begin.plan = pastlab::Site::plan();
        begin.rules = config::defaultRules();
        m_outliner.begin(begin);
        const pastlab::Lab* made = nullptr;
        pastlab::Lab lab(begin, [&](record::Item item) { take(std::move(item), made); });
        made = &lab;
        play(lab);
        m_remembered = lab.reducer().deliveryHistory(
            {{}, {}, base::Utc{}, lab.now().utc, std::chrono::seconds{60}});
        flush();
        check(m_writer->close());
    }

    [[nodiscard]] const std::string& error() const { return m_error; }
    /// What was shown once a second, at moments that the clock passed only once.
    [[nodiscard]] const std::vector<engine::SnapshotPtr>& shown() const { return m_shown; }
    [[nodiscard]] const std::vector<engine::SnapshotPtr>& frames() const { return m_frames; }
    /// What the desk itself remembered of its deliveries at the end, by minutes.
    [[nodiscard]] const engine::DeliveryHistory& remembered() const { return m_remembered; }
    /// When ticks were taken.
    [[nodiscard]] const std::vector<base::Utc>& ticks() const { return m_ticks; }
    [[nodiscard]] const std::vector<journal::Entry>& entries() const { return m_entries; }
    [[nodiscard]] engine::SnapshotPtr frameAt(base::Utc at) const {
        engine::SnapshotPtr found;
        for (const engine::SnapshotPtr& frame : m_frames) {
            found = frame->now <= at ? frame : found;
        }
        return found;
    }
    /// A key picture each 5 s, of one path.
    [[nodiscard]] static model::PathRef picturedPath() { return {"sat-asia", "sat-asia-f0"}; }

private:
    void take(record::Item item, const pastlab::Lab* lab) {
        const auto* note = std::get_if<record::Note>(&item.what);
        const bool isOwnEntry =
            note != nullptr && note->kind == record::NoteKind::Entry && item.order == m_heldOrder;
        if (!isOwnEntry) {
            flush();
        }
        const base::Utc at = item.at().utc;
        while (!m_shown.empty() && !isOwnEntry && m_shown.back()->now >= at) {
            m_shown.pop_back(); // this moment comes twice
        }
        if (note != nullptr && note->kind == record::NoteKind::Entry) {
            if (auto entry = replay::readEntry(note->bytes)) {
                m_outliner.take(*entry, note->at);
                m_entries.push_back(std::move(*entry));
            }
        }
        if (item.isTick()) {
            m_ticks.push_back(at);
        }
        const bool isTimer = note != nullptr && note->kind == record::NoteKind::Timer;
        const base::Timestamp now = item.at();
        const std::uint64_t order = item.order;
        check(m_writer->put(item));
        if (isTimer && lab != nullptr) {
            m_held = std::make_shared<engine::Snapshot>(lab->reducer().makeSnapshot());
            m_heldAt = now;
            m_heldOrder = order;
            if (at > m_newest) {
                m_shown.push_back(m_held);
            }
        }
        m_newest = std::max(m_newest, at);
    }
    void flush() {
        if (!m_held) {
            return;
        }
        const engine::SnapshotPtr shown = std::exchange(m_held, nullptr);
        const auto put = [&](record::NoteKind kind, std::string bytes) {
            check(m_writer->put({m_heldOrder, record::Note{kind, m_heldAt, std::move(bytes)}}));
        };
        const std::int64_t second = base::toSeconds(shown->now);
        if (!m_bookAt || second - *m_bookAt >= 600) {
            m_bookAt = second;
            put(record::NoteKind::Book, replay::packBook(*shown));
        }
        std::vector<std::size_t> what;
        for (const auto& node : shown->nodes) {
            what.push_back(static_cast<std::size_t>(node.contact));
        }
        for (const auto& delivery : shown->deliveries) {
            what.push_back(delivery.onAir.value_or(SIZE_MAX));
        }
        if (second / 10 != m_frameAt / 10 || what != m_what) {
            m_frameAt = second;
            m_what = std::move(what);
            m_frames.push_back(shown);
            put(record::NoteKind::Frame, replay::packFrame(*shown));
            put(record::NoteKind::Outline, replay::packOutline(m_outliner.point(*shown)));
        }
        if (second % 5 == 0) {
            auto unit = std::make_shared<model::AccessUnit>();
            unit->sequence = static_cast<std::uint64_t>(second);
            unit->codec = model::VideoCodec::H264;
            unit->isKey = true;
            unit->arrival = shown->now - std::chrono::milliseconds{40};
            unit->data = "picture of " + std::to_string(second);
            check(m_writer->put(record::Picture{picturedPath(), unit, shown->now}));
        }
    }
    void check(const base::Result<void>& done) {
        if (!done && m_error.empty()) {
            m_error = done.error().message;
        }
    }

    std::unique_ptr<record::Writer> m_writer;
    std::string m_error;
    replay::Outliner m_outliner;
    std::vector<engine::SnapshotPtr> m_shown;
    std::vector<engine::SnapshotPtr> m_frames;
    engine::DeliveryHistory m_remembered;
    std::vector<base::Utc> m_ticks;
    std::vector<journal::Entry> m_entries;
    engine::SnapshotPtr m_held;
    base::Timestamp m_heldAt{};
    std::uint64_t m_heldOrder = 0;
    base::Utc m_newest{};
    std::optional<std::int64_t> m_bookAt;
    std::int64_t m_frameAt = 0;
    std::vector<std::size_t> m_what;
};

} // namespace vigie::test
