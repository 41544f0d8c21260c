// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fleet/source.h"
#include "core/model/tick.h"

namespace vigie::test {

/// A node that says what a test tells it: its description, and ticks with the values last set. Its
/// errored-second counters grow like a probe's: second S is judged by the first tick after it.
class FakeNode {
public:
    FakeNode(std::string id, model::NodeKind kind, std::string region = {}) {
        m_description.id = std::move(id);
        m_description.name = m_description.id;
        m_description.kind = kind;
        m_description.regionId = std::move(region);
        m_description.incarnation = 1;
        m_description.epoch = 1;
        m_description.metrics = model::metricCatalogue();
        if (!m_description.regionId.empty()) {
            m_description.regions.push_back({m_description.regionId, m_description.regionId});
        }
    }

    /// A path on its own input "in-<path>", or on `input`. Returns its row.
    std::size_t addPath(const std::string& path, const std::string& feed, model::PathKind kind,
                        std::string input = {}) {
        if (input.empty()) {
            input = "in-" + path;
        }
        if (!findInput(input)) {
            model::InputInfo info;
            info.id = input;
            m_description.inputs.push_back(info);
        }
        model::PathInfo info;
        info.id = path;
        info.feedId = feed;
        info.inputId = input;
        info.regionId = kind == model::PathKind::Origin ? "" : m_description.regionId;
        info.kind = kind;
        m_description.paths.push_back(info);
        bool isKnown = false;
        for (const auto& known : m_description.feeds) {
            isKnown = isKnown || known.id == feed;
        }
        if (!isKnown) {
            const auto number = static_cast<std::uint32_t>(m_description.feeds.size() + 1);
            m_description.feeds.push_back({feed, number, "Feed " + feed, "Sport", "Venue"});
        }
        beginCounters(m_description.paths.size() - 1);
        return m_description.paths.size() - 1;
    }

    [[nodiscard]] std::optional<std::size_t> findInput(const std::string& id) const {
        for (std::size_t row = 0; row < m_description.inputs.size(); ++row) {
            if (m_description.inputs[row].id == id) {
                return row;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] model::NodeDescription& edit() { return m_description; }
    [[nodiscard]] const std::string& id() const { return m_description.id; }
    [[nodiscard]] std::string endpoint() const { return m_description.id + ":7443"; }
    [[nodiscard]] model::NodeDescriptionPtr description() const {
        return std::make_shared<model::NodeDescription>(m_description);
    }

    /// Sent with each tick from now on; nothing: absent.
    void set(std::string_view key, std::size_t row, std::optional<std::int64_t> raw) {
        m_values[std::string(key)][row] = raw;
    }
    /// Sent with the next tick only.
    void setMark(std::size_t row, std::int64_t pcr, base::Utc arrival) {
        setOnce(model::key::markPcr, row, pcr);
        setOnce(model::key::markUtc, row, base::toNs(arrival));
    }
    void setPtsMark(std::size_t row, std::int64_t pts, std::int64_t hash, base::Utc arrival) {
        setOnce(model::key::markPts, row, pts);
        setOnce(model::key::markPtsHash, row, hash);
        setOnce(model::key::markPtsUtc, row, base::toNs(arrival));
    }
    void setSignature(std::size_t row, std::uint64_t bits, base::Utc arrival) {
        setOnce(model::key::markSignature, row, static_cast<std::int64_t>(bits));
        setOnce(model::key::markSignatureUtc, row, base::toNs(arrival));
    }
    /// Counts one more second of a path as judged.
    void judge(std::size_t row, bool isErrored,
               std::string_view cause = model::key::erroredNoData) {
        add(model::key::secondsJudged, row, 1);
        add(model::key::secondsErrored, row, isErrored ? 1 : 0);
        add(cause, row, isErrored ? 1 : 0);
    }
    void add(std::string_view key, std::size_t row, std::int64_t by) {
        auto& value = m_values[std::string(key)][row];
        value = value.value_or(0) + by;
    }
    /// The process starts anew: counters begin at zero.
    void restart() {
        ++m_description.incarnation;
        m_description.epoch = 1;
        m_values.clear();
        m_once.clear();
        m_sequence = 0;
        for (std::size_t row = 0; row < m_description.paths.size(); ++row) {
            beginCounters(row);
        }
    }

    [[nodiscard]] model::TickPtr tick(base::Utc at) {
        auto tick = std::make_shared<model::Tick>();
        tick->sequence = ++m_sequence;
        tick->epoch = m_description.epoch;
        tick->utc = at;
        tick->mono = base::monoFromNs(base::toNs(at));
        for (const auto scope :
             {model::Scope::Node, model::Scope::Input, model::Scope::Path, model::Scope::Pid}) {
            model::Block block;
            block.scope = scope;
            block.count = static_cast<std::uint32_t>(m_description.rows(scope));
            for (std::uint32_t metric = 0; metric < m_description.metrics.size(); ++metric) {
                const auto& info = m_description.metrics[metric];
                if (info.scope == scope) {
                    addColumn(block, metric, info.key);
                }
            }
            if (!block.columns.empty()) {
                tick->blocks.push_back(std::move(block));
            }
        }
        m_once.clear();
        return tick;
    }

    /// Inputs as a source would deliver them.
    [[nodiscard]] fleet::Input describeInput(base::Timestamp at) const {
        return {endpoint(), description(), at};
    }
    [[nodiscard]] fleet::Input contactInput(fleet::Contact contact, base::Timestamp at,
                                            std::string reason = {}) const {
        return {endpoint(), fleet::ContactChange{contact, std::move(reason), at}, at};
    }
    [[nodiscard]] fleet::Input tickInput(base::Timestamp at) {
        return {endpoint(), tick(at.utc), at};
    }

private:
    void beginCounters(std::size_t row) {
        for (const auto counter :
             {model::key::secondsJudged, model::key::secondsErrored, model::key::erroredNoData,
              model::key::erroredTs, model::key::erroredLoss, model::key::erroredBlack,
              model::key::erroredFreeze, model::key::erroredSilence}) {
            set(counter, row, 0);
        }
    }
    void setOnce(std::string_view key, std::size_t row, std::int64_t raw) {
        m_once[std::string(key)][row] = raw;
    }
    void addColumn(model::Block& block, std::uint32_t metric, const std::string& key) {
        const auto once = m_once.find(key);
        const auto& source = once != m_once.end() ? m_once : m_values;
        const auto values = source.find(key);
        if (values == source.end()) {
            return;
        }
        model::Column column;
        column.metric = metric;
        column.values.assign(block.count, 0);
        for (std::size_t row = 0; row < block.count; ++row) {
            std::optional<std::int64_t> raw;
            if (const auto value = values->second.find(row); value != values->second.end()) {
                raw = value->second;
            }
            if (raw) {
                column.values[row] = *raw;
            } else {
                column.setAbsent(row);
            }
        }
        block.columns.push_back(std::move(column));
    }

    model::NodeDescription m_description;
    std::map<std::string, std::map<std::size_t, std::optional<std::int64_t>>> m_values;
    std::map<std::string, std::map<std::size_t, std::optional<std::int64_t>>> m_once;
    std::uint64_t m_sequence = 0;
};

} // namespace vigie::test
