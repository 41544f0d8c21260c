// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/selection.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace vigie::exchange {
namespace {

using model::Scope;

constexpr std::array scopes{Scope::Node, Scope::Input, Scope::Path, Scope::Pid};

bool contains(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// The samples of rows [from, to) of a column whose block begins at `first`.
model::Column partOf(const model::Column& column, std::size_t from, std::size_t to) {
    const auto slice = [from, to](const std::vector<std::int64_t>& values) {
        return values.empty()
                   ? values
                   : std::vector<std::int64_t>(values.begin() + static_cast<std::ptrdiff_t>(from),
                                               values.begin() + static_cast<std::ptrdiff_t>(to));
    };
    model::Column part;
    part.metric = column.metric;
    part.values = slice(column.values);
    part.minima = slice(column.minima);
    part.maxima = slice(column.maxima);
    for (std::size_t row = from; row < to; ++row) {
        if (!column.isPresent(row)) {
            part.setAbsent(row - from);
        }
    }
    return part;
}

} // namespace

Chosen::Chosen(const Selection& selection, const model::NodeDescription& description)
    : m_isAll(selection.metricKeys.empty() && selection.paths.empty()) {
    for (const model::MetricInfo& metric : description.metrics) {
        m_metrics.push_back(selection.metricKeys.empty() ||
                            contains(selection.metricKeys, metric.key));
    }
    for (const Scope scope : scopes) {
        m_rows[static_cast<std::size_t>(scope)].assign(description.rows(scope),
                                                       selection.paths.empty());
    }
    m_isNode = selection.paths.empty();
    for (std::size_t path = 0; path < description.paths.size(); ++path) {
        const std::string& id = description.paths[path].id;
        if (contains(selection.paths, id) || contains(selection.paths, description.id + "/" + id)) {
            choosePath(description, path);
        }
    }
}

void Chosen::choosePath(const model::NodeDescription& description, std::size_t path) {
    const auto rowsOf = [this](Scope scope) -> std::vector<bool>& {
        return m_rows[static_cast<std::size_t>(scope)];
    };
    m_isNode = true;
    rowsOf(Scope::Node)[0] = true;
    rowsOf(Scope::Path)[path] = true;
    const model::PathInfo& info = description.paths[path];
    for (std::size_t input = 0; input < description.inputs.size(); ++input) {
        if (description.inputs[input].id == info.inputId) {
            rowsOf(Scope::Input)[input] = true;
        }
    }
    for (std::size_t pid = 0; pid < description.pids.size(); ++pid) {
        const model::PidInfo& one = description.pids[pid];
        const bool isOfService =
            one.serviceId == 0 || info.serviceId == 0 || one.serviceId == info.serviceId;
        if (one.inputId == info.inputId && isOfService) {
            rowsOf(Scope::Pid)[pid] = true;
        }
    }
}

model::Tick Chosen::of(const model::Tick& tick) const {
    if (m_isAll) {
        return tick;
    }
    model::Tick left = tick;
    left.blocks.clear();
    for (const model::Block& block : tick.blocks) {
        const auto& rows = m_rows[static_cast<std::size_t>(block.scope)];
        for (std::size_t begin = 0; begin < block.count;) {
            if (!rows[block.first + begin]) {
                ++begin;
                continue;
            }
            std::size_t end = begin;
            while (end < block.count && rows[block.first + end]) {
                ++end;
            }
            model::Block part{block.scope,
                              static_cast<std::uint32_t>(block.first + begin),
                              static_cast<std::uint32_t>(end - begin),
                              {}};
            for (const model::Column& column : block.columns) {
                if (m_metrics[column.metric]) {
                    part.columns.push_back(partOf(column, begin, end));
                }
            }
            if (!part.columns.empty()) {
                left.blocks.push_back(std::move(part));
            }
            begin = end;
        }
    }
    return left;
}

base::Result<std::vector<record::Damage>> Walk::run(const Visitor& visitor,
                                                    const record::Progress& progress) {
    const record::RecordingInfo info = m_recording.info();
    const base::Utc from = std::max(m_selection.from.value_or(info.from), info.from);
    const base::Utc to = std::min(m_selection.to.value_or(info.to), info.to);
    if (from > to) {
        return base::failure(fmt::format("the recording has nothing of that time: it reaches from "
                                         "{} to {}",
                                         base::toIso8601(info.from), base::toIso8601(info.to)));
    }
    // What was described before the stretch is still in force in it.
    // No metric is called so: samples are not asked for.
    for (const record::NodeMoment& moment : m_recording.momentAt(from, {"-"})) {
        if (moment.description) {
            if (auto done = describe(moment.endpoint, moment.description, from, visitor); !done) {
                return tl::unexpected(done.error());
            }
        }
    }
    const auto items = m_recording.itemsFrom(m_recording.orderAt(from));
    const double whole = std::max(1e-9, std::chrono::duration<double>(to - from).count());
    std::uint64_t count = 0;
    while (const auto item = items->next()) {
        if (item->at().utc > to) {
            break;
        }
        if (progress.stop.stop_requested()) {
            return base::failure("stopped before the end; nothing was left behind");
        }
        if (++count % 256 == 0 && progress.tell) {
            progress.tell(std::chrono::duration<double>(item->at().utc - from).count() / whole);
        }
        if (const auto* input = std::get_if<fleet::Input>(&item->what)) {
            if (auto done = take(*input, visitor); !done) {
                return tl::unexpected(done.error());
            }
        }
    }
    return items->damages();
}

base::Result<void> Walk::describe(const std::string& endpoint,
                                  const model::NodeDescriptionPtr& description, base::Utc at,
                                  const Visitor& visitor) {
    Node& node = m_nodes[endpoint];
    if (node.description && node.description->id == description->id &&
        node.description->incarnation == description->incarnation &&
        node.description->epoch == description->epoch) {
        return {}; // told again, as each file does at its beginning
    }
    node.description = description;
    node.chosen.emplace(m_selection, *description);
    return node.chosen->isNode() && visitor.described ? visitor.described(node, at)
                                                      : base::Result<void>{};
}

base::Result<void> Walk::take(const fleet::Input& input, const Visitor& visitor) {
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
        return describe(input.endpoint, *description, input.received.utc, visitor);
    }
    const auto found = m_nodes.find(input.endpoint);
    if (found == m_nodes.end() || !found->second.chosen->isNode()) {
        return {};
    }
    const Node& node = found->second;
    if (const auto* tick = std::get_if<model::TickPtr>(&input.what)) {
        if ((*tick)->epoch != node.description->epoch || !visitor.ticked ||
            model::whyMalformed(*node.description, **tick)) {
            return {};
        }
        const model::Tick chosen = node.chosen->of(**tick);
        return chosen.blocks.empty() ? base::Result<void>{}
                                     : visitor.ticked(node, chosen, input.received);
    }
    if (const auto* event = std::get_if<model::EventPtr>(&input.what);
        event != nullptr && visitor.happened) {
        return visitor.happened(node, **event, input.received);
    }
    return {};
}

double valueOf(const model::MetricInfo& metric, std::int64_t raw) {
    const double inverse = std::round(1 / metric.step);
    const bool isFraction =
        metric.step < 1 && inverse < 1e15 && std::abs(metric.step * inverse - 1) < 1e-9;
    return isFraction ? static_cast<double>(raw) / inverse : static_cast<double>(raw) * metric.step;
}

std::string textOf(const model::MetricInfo& metric, std::int64_t raw) {
    if (metric.kind == model::MetricKind::State && raw >= 0 &&
        static_cast<std::size_t>(raw) < metric.states.size()) {
        return metric.states[static_cast<std::size_t>(raw)];
    }
    return metric.step == 1 ? fmt::format("{}", raw) : fmt::format("{}", valueOf(metric, raw));
}

} // namespace vigie::exchange
