// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/fleet/state.h"
#include "core/record/recording.h"

namespace vigie::test {

/// A recording that is a list of items: what files are compared with. Has no pictures, charts and
/// marks.
class MemoryRecording final : public record::Recording {
public:
    explicit MemoryRecording(std::vector<record::Item> items) : m_items(std::move(items)) {
        bool isFirst = true;
        for (const record::Item& item : m_items) {
            m_info.from = isFirst ? item.at().utc : std::min(m_info.from, item.at().utc);
            m_info.to = isFirst ? item.at().utc : std::max(m_info.to, item.at().utc);
            m_info.firstOrder = isFirst ? item.order : m_info.firstOrder;
            m_info.lastOrder = item.order;
            isFirst = false;
        }
    }

    [[nodiscard]] const record::RecordingInfo& info() const override { return m_info; }
    [[nodiscard]] base::Result<void> refresh() override { return {}; }
    [[nodiscard]] std::unique_ptr<record::Items> itemsFrom(std::uint64_t order) override {
        return std::make_unique<List>(m_items, order);
    }
    [[nodiscard]] std::uint64_t orderAt(base::Utc at) override {
        for (const record::Item& item : m_items) {
            if (item.at().utc >= at) {
                return item.order;
            }
        }
        return m_info.lastOrder + 1;
    }
    [[nodiscard]] std::vector<record::Item> notesBetween(base::Utc from, base::Utc to) override {
        std::vector<record::Item> found;
        for (const record::Item& item : m_items) {
            const auto* note = std::get_if<record::Note>(&item.what);
            if (note != nullptr && note->kind != record::NoteKind::Timer && note->at.utc >= from &&
                note->at.utc <= to) {
                found.push_back(item);
            }
        }
        return found;
    }
    [[nodiscard]] std::optional<record::FoundNote> newestNote(record::NoteKind kind,
                                                              base::Utc at) override {
        std::optional<record::FoundNote> found;
        for (const record::Item& item : m_items) {
            const auto* note = std::get_if<record::Note>(&item.what);
            if (note != nullptr && note->kind == kind && note->at.utc <= at) {
                found = {item.order, *note};
            }
        }
        return found;
    }
    [[nodiscard]] std::vector<record::FoundNote> outlines(base::Utc /*from*/, base::Utc /*to*/,
                                                          std::size_t /*most*/) override {
        return {};
    }
    [[nodiscard]] std::vector<record::NodeMoment>
    momentAt(base::Utc at, const std::vector<std::string>& /*metricKeys*/) override {
        fleet::FleetState state;
        for (const record::Item& item : m_items) {
            const auto* input = std::get_if<fleet::Input>(&item.what);
            if (input != nullptr && input->received.utc <= at) {
                state.apply(*input);
            }
        }
        std::vector<record::NodeMoment> nodes;
        for (const fleet::NodeState& node : state.nodes()) {
            record::NodeMoment& made = nodes.emplace_back();
            made.endpoint = node.endpoint;
            made.description = node.description;
            made.contact = node.contact;
            made.contactReason = node.contactReason;
            made.contactAt = node.firstSeen;
            made.lastTick = node.lastTick;
            made.lastReceived = node.lastReceived;
            for (const auto& column : node.latest) {
                made.latest.push_back(column.cells);
            }
        }
        return nodes;
    }
    [[nodiscard]] series::Points chart(const series::SeriesKey& /*key*/, base::Utc /*from*/,
                                       base::Utc /*to*/, std::size_t /*maxPoints*/) override {
        return {};
    }
    [[nodiscard]] std::optional<record::Picture>
    pictureAt(const model::PathRef& /*path*/, base::Utc /*at*/,
              std::chrono::seconds /*oldest*/) override {
        return {};
    }
    void pictures(base::Utc /*from*/, base::Utc /*to*/,
                  const std::function<bool(const record::Picture&)>& /*visit*/) override {}
    [[nodiscard]] std::vector<record::Mark> marks() override { return {}; }
    [[nodiscard]] base::Result<void> addMark(const record::Mark& /*mark*/) override {
        return base::failure("no marks in memory");
    }

private:
    class List final : public record::Items {
    public:
        List(const std::vector<record::Item>& items, std::uint64_t from) : m_items(items) {
            while (m_next < m_items.size() && m_items[m_next].order < from) {
                ++m_next;
            }
        }
        [[nodiscard]] std::optional<record::Item> next() override {
            return m_next < m_items.size() ? std::optional(m_items[m_next++]) : std::nullopt;
        }
        [[nodiscard]] const std::vector<record::Damage>& damages() const override {
            return m_damages;
        }

    private:
        const std::vector<record::Item>& m_items;
        std::size_t m_next = 0;
        std::vector<record::Damage> m_damages;
    };

    std::vector<record::Item> m_items;
    record::RecordingInfo m_info;
};

} // namespace vigie::test
