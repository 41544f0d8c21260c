// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordlab/same.h"

#include <cmath>

#include "core/wire/wire.h"

namespace vigie::recordlab {
namespace {

std::string bytesOf(const model::NodeDescriptionPtr& description) {
    if (!description) {
        return {};
    }
    v1::NodeDescription message;
    wire::toWire(*description, message);
    return message.SerializeAsString();
}

bool isSame(const base::Timestamp& a, const base::Timestamp& b) {
    return a.utc == b.utc && a.mono == b.mono;
}

std::string differentInputs(const fleet::Input& a, const fleet::Input& b) {
    if (a.endpoint != b.endpoint) {
        return "endpoint " + a.endpoint + " and " + b.endpoint;
    }
    if (!isSame(a.received, b.received)) {
        return "received";
    }
    if (a.what.index() != b.what.index()) {
        return "kind of input";
    }
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&a.what)) {
        const auto& other = std::get<model::NodeDescriptionPtr>(b.what);
        return *description == other || bytesOf(*description) == bytesOf(other) ? ""
                                                                                : "description";
    }
    if (const auto* tick = std::get_if<model::TickPtr>(&a.what)) {
        return **tick == *std::get<model::TickPtr>(b.what) ? "" : "tick";
    }
    if (const auto* event = std::get_if<model::EventPtr>(&a.what)) {
        return **event == *std::get<model::EventPtr>(b.what) ? "" : "event";
    }
    const auto& change = std::get<fleet::ContactChange>(a.what);
    const auto& other = std::get<fleet::ContactChange>(b.what);
    return change.contact == other.contact && change.reason == other.reason &&
                   isSame(change.at, other.at)
               ? ""
               : "contact";
}

} // namespace

std::string describe(const record::Item& item) {
    std::string kind;
    if (const auto* input = std::get_if<fleet::Input>(&item.what)) {
        static constexpr const char* names[]{"description", "tick", "event", "contact"};
        kind = std::string(names[input->what.index()]) + " of " + input->endpoint;
    } else {
        kind = "note " + std::to_string(static_cast<int>(std::get<record::Note>(item.what).kind));
    }
    return "#" + std::to_string(item.order) + " " + base::toIso8601(item.at().utc) + " " + kind;
}

std::string howDifferent(const record::Item& a, const record::Item& b) {
    std::string what;
    if (a.order != b.order) {
        what = "order";
    } else if (a.what.index() != b.what.index()) {
        what = "fact or note";
    } else if (const auto* input = std::get_if<fleet::Input>(&a.what)) {
        what = differentInputs(*input, std::get<fleet::Input>(b.what));
    } else {
        const auto& note = std::get<record::Note>(a.what);
        const auto& other = std::get<record::Note>(b.what);
        what = note.kind != other.kind      ? "kind of note"
               : note.bytes != other.bytes  ? "bytes of a note"
               : !isSame(note.at, other.at) ? "time of a note"
                                            : "";
    }
    return what.empty() ? what : what + ": " + describe(a) + " | " + describe(b);
}

std::string howDifferent(const fleet::NodeState& expected, const record::NodeMoment& found) {
    const std::string& who = expected.endpoint;
    if (expected.endpoint != found.endpoint) {
        return "endpoint " + who + " and " + found.endpoint;
    }
    if (bytesOf(expected.description) != bytesOf(found.description)) {
        return "description of " + who;
    }
    if (expected.contact != found.contact || expected.contactReason != found.contactReason) {
        return "contact of " + who;
    }
    if (expected.lastTick != found.lastTick || !isSame(expected.lastReceived, found.lastReceived)) {
        return "last tick of " + who;
    }
    if (expected.latest.size() != found.latest.size()) {
        return "metrics of " + who;
    }
    for (std::size_t metric = 0; metric < expected.latest.size(); ++metric) {
        const auto& cells = expected.latest[metric].cells;
        if (cells.size() != found.latest[metric].size()) {
            return "rows of " + who;
        }
        for (std::size_t row = 0; row < cells.size(); ++row) {
            const model::Cell& cell = found.latest[metric][row];
            if (cells[row].isPresent != cell.isPresent || cells[row].at != cell.at ||
                cells[row].raw != cell.raw) {
                return "cell of " + who + ", metric " + std::to_string(metric) + ", row " +
                       std::to_string(row) + ": " + std::to_string(cells[row].raw) + " at " +
                       base::toIso8601(cells[row].at) + " and " + std::to_string(cell.raw) +
                       " at " + base::toIso8601(cell.at);
            }
        }
    }
    return {};
}

std::string howDifferent(const record::Picture& a, const record::Picture& b) {
    if (a.path != b.path || a.received != b.received) {
        return "path or time of a picture";
    }
    const bool isSameUnit = a.unit->sequence == b.unit->sequence &&
                            a.unit->codec == b.unit->codec && a.unit->isKey == b.unit->isKey &&
                            a.unit->pts == b.unit->pts && a.unit->arrival == b.unit->arrival &&
                            a.unit->data == b.unit->data;
    return isSameUnit ? "" : "picture";
}

std::string howDifferent(record::Items& found, const std::vector<record::Item>& expected,
                         std::size_t begin) {
    for (std::size_t i = begin; i < expected.size(); ++i) {
        const auto item = found.next();
        if (!item) {
            return "it ends before " + describe(expected[i]);
        }
        if (std::string difference = howDifferent(expected[i], *item); !difference.empty()) {
            return difference;
        }
    }
    const auto more = found.next();
    return more ? "there is more: " + describe(*more) : "";
}

} // namespace vigie::recordlab
