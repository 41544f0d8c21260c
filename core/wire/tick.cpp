// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <fmt/format.h>

#include "core/wire/wire.h"

namespace vigie::wire {
namespace {

using Values = google::protobuf::RepeatedField<std::int64_t>;

void columnToWire(const model::Column& column, v1::Column& out) {
    out.set_metric(column.metric);
    out.mutable_values()->Add(column.values.begin(), column.values.end());
    if (!column.valid.empty()) {
        out.set_valid(column.valid.data(), column.valid.size());
    }
    out.mutable_minima()->Add(column.minima.begin(), column.minima.end());
    out.mutable_maxima()->Add(column.maxima.begin(), column.maxima.end());
}

std::vector<std::int64_t> toVector(const Values& values) {
    return {values.begin(), values.end()};
}

model::Column columnFromWire(const v1::Column& in) {
    model::Column column;
    column.metric = in.metric();
    column.values = toVector(in.values());
    column.valid.assign(in.valid().begin(), in.valid().end());
    column.minima = toVector(in.minima());
    column.maxima = toVector(in.maxima());
    return column;
}

/// Lengths first, before anything is copied: a claim costs nothing.
bool hasFittingLengths(const v1::Column& column, std::uint32_t count) {
    const auto fits = [count](int size) { return static_cast<std::uint32_t>(size) == count; };
    return fits(column.values_size()) &&
           (column.minima_size() == 0 || fits(column.minima_size())) &&
           column.minima_size() == column.maxima_size() &&
           (column.valid().empty() || column.valid().size() == (std::size_t{count} + 7) / 8);
}

} // namespace

v1::Scope toWire(model::Scope scope) {
    switch (scope) {
    case model::Scope::Node:
        return v1::SCOPE_NODE;
    case model::Scope::Input:
        return v1::SCOPE_INPUT;
    case model::Scope::Path:
        return v1::SCOPE_PATH;
    case model::Scope::Pid:
        return v1::SCOPE_PID;
    }
    return v1::SCOPE_UNSPECIFIED;
}

bool fromWire(v1::Scope in, model::Scope& out) {
    switch (static_cast<int>(in)) {
    case v1::SCOPE_NODE:
        out = model::Scope::Node;
        return true;
    case v1::SCOPE_INPUT:
        out = model::Scope::Input;
        return true;
    case v1::SCOPE_PATH:
        out = model::Scope::Path;
        return true;
    case v1::SCOPE_PID:
        out = model::Scope::Pid;
        return true;
    default:
        return false;
    }
}

void toWire(const model::Tick& tick, v1::Tick& out) {
    out.set_sequence(tick.sequence);
    out.set_epoch(tick.epoch);
    out.set_utc_ns(base::toNs(tick.utc));
    out.set_mono_ns(base::toNs(tick.mono));
    out.set_conflated(tick.conflated);
    for (const auto& block : tick.blocks) {
        auto& added = *out.add_blocks();
        added.set_scope(toWire(block.scope));
        added.set_first(block.first);
        added.set_count(block.count);
        for (const auto& column : block.columns) {
            columnToWire(column, *added.add_columns());
        }
    }
}

base::Result<model::TickPtr> fromWire(const v1::Tick& in,
                                      const model::NodeDescription& description) {
    auto tick = std::make_shared<model::Tick>();
    tick->sequence = in.sequence();
    tick->epoch = in.epoch();
    tick->utc = base::utcFromNs(in.utc_ns());
    tick->mono = base::monoFromNs(in.mono_ns());
    tick->conflated = in.conflated();
    int columns = 0;
    for (const auto& from : in.blocks()) {
        columns += 1 + from.columns_size();
        if (columns > maxColumnsPerTick) {
            return base::failure(fmt::format("a tick of more than {} columns", maxColumnsPerTick));
        }
        model::Block block;
        if (!fromWire(from.scope(), block.scope)) {
            return base::failure("a block of a scope that this version does not know");
        }
        block.first = from.first();
        block.count = from.count();
        for (const auto& column : from.columns()) {
            if (!hasFittingLengths(column, block.count)) {
                return base::failure(
                    fmt::format("a column of metric {} has a wrong length: {} rows, "
                                "{} values, {} validity bytes, {} and {} extremes",
                                column.metric(), block.count, column.values_size(),
                                column.valid().size(), column.minima_size(), column.maxima_size()));
            }
            block.columns.push_back(columnFromWire(column));
        }
        tick->blocks.push_back(std::move(block));
    }
    if (auto why = model::whyMalformed(description, *tick)) {
        return base::failure(std::move(*why));
    }
    return model::TickPtr(std::move(tick));
}

} // namespace vigie::wire
