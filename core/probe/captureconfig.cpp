// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/captureconfig.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "core/config/scalars.h"
#include "core/fleet/provider.h"
#include "core/model/metric.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {
namespace {

using config::Value;
using std::chrono::seconds;

constexpr std::uint64_t smallestRing = 4'000'000;
constexpr std::uint64_t largestStore = 100'000'000'000'000;
constexpr seconds shortestRing{5};
constexpr seconds longestRing{24 * 3600};

/// What begins a capture when it is named under `on`: the codes of events.
const std::vector<std::string>& knownTriggers() {
    static const auto all = [] {
        std::vector<std::string> codes;
        for (std::size_t index = 0; index < ts::checkCount; ++index) {
            codes.emplace_back(ts::checkNumber(static_cast<ts::Check>(index)));
        }
        for (const auto& metric : model::metricCatalogue()) {
            const bool isContent = metric.key.rfind("content.", 0) == 0 &&
                                   metric.kind == model::MetricKind::State &&
                                   metric.key.rfind(model::key::contentPolicy, 0) != 0;
            if (isContent) {
                codes.push_back(metric.key);
            }
        }
        for (const char* code : {"input.loss", "input.lost", "input.failed", "psi.pat", "psi.pmt",
                                 "psi.sdt", "psi.service_added", "psi.service_removed"}) {
            codes.emplace_back(code);
        }
        return codes;
    }();
    return all;
}

std::optional<seconds> wholeSeconds(std::string_view text) {
    const auto duration = config::parseDuration(text);
    if (!duration || *duration % seconds(1) != std::chrono::nanoseconds(0)) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<seconds>(*duration);
}

seconds readSeconds(const Value& value, seconds least, seconds most, seconds otherwise) {
    const std::string text = value.text();
    const auto duration = wholeSeconds(text);
    if (!duration || *duration < least || *duration > most) {
        value.fail(fmt::format("expected whole seconds from {} to {} s, such as {}s, found '{}'",
                               least.count(), most.count(), otherwise.count(), text));
        return otherwise;
    }
    return *duration;
}

std::uint64_t readBytes(const Value& value, std::uint64_t least, std::uint64_t otherwise) {
    const std::string text = value.text();
    const auto bytes = config::parseByteCount(text);
    if (!bytes || *bytes < least || *bytes > largestStore) {
        value.fail(fmt::format("expected a size of at least {} MB, such as 200MB, found '{}'",
                               least / 1'000'000, text));
        return otherwise;
    }
    return *bytes;
}

/// A time, a size, or both.
void readRing(const Value& value, CaptureConfig& capture) {
    const CaptureConfig fresh;
    if (value.isMap()) {
        value.expectKeys({"time", "size"});
        const auto time = value.find("time");
        const auto size = value.find("size");
        if (!time && !size) {
            value.fail("expected 'time', 'size' or both");
        }
        capture.ringTime =
            time ? std::optional(readSeconds(*time, shortestRing, longestRing, *fresh.ringTime))
                 : std::nullopt;
        capture.ringBytes =
            size ? readBytes(*size, smallestRing, fresh.ringBytes) : fresh.ringBytes;
        return;
    }
    const std::string text = value.text();
    if (config::parseByteCount(text)) {
        capture.ringBytes = readBytes(value, smallestRing, fresh.ringBytes);
        capture.ringTime.reset();
    } else if (config::parseDuration(text)) {
        capture.ringTime = readSeconds(value, shortestRing, longestRing, *fresh.ringTime);
        capture.ringBytes = fresh.ringBytes;
    } else {
        value.fail(
            fmt::format("expected a time or a size, such as 60s or 200MB, found '{}'", text));
    }
}

void readTriggers(const Value& list, CaptureConfig& capture) {
    capture.on.clear();
    for (const Value& item : list.items()) {
        const std::string code = item.text();
        const auto& known = knownTriggers();
        if (std::find(known.begin(), known.end(), code) == known.end()) {
            item.fail(fmt::format("'{}' is no fault that can begin a capture; expected a check of "
                                  "TR 101 290 in quotes (\"1.4\"), content.black, content.freeze, "
                                  "..., input.loss, input.lost, input.failed, psi.pmt, ...",
                                  code));
        } else if (std::find(capture.on.begin(), capture.on.end(), code) != capture.on.end()) {
            item.fail(fmt::format("'{}' is given twice", code));
        } else {
            capture.on.push_back(code);
        }
    }
}

/// The keys that an input may have too.
void readInputKeys(const Value& value, CaptureConfig& capture) {
    if (const auto ring = value.find("ring")) {
        readRing(*ring, capture);
    }
    constexpr seconds most = fleet::Provider::maximumCaptureTime;
    if (const auto before = value.find("before")) {
        capture.before = readSeconds(*before, seconds(0), most, capture.before);
    }
    if (const auto after = value.find("after")) {
        capture.after = readSeconds(*after, seconds(0), most, capture.after);
    }
    if (const auto triggers = value.find("on")) {
        readTriggers(*triggers, capture);
    }
    if (const auto pause = value.find("at_most_every")) {
        capture.atMostEvery = readSeconds(*pause, seconds(1), longestRing, capture.atMostEvery);
    }
    if (capture.before + capture.after < seconds(1)) {
        value.fail("'before' and 'after' are both nothing: expected at least 1 s of the two");
    }
    if (capture.ringTime && capture.before + capture.after >= *capture.ringTime) {
        value.fail(fmt::format("a ring of {} s cannot hold {} s before and {} s after a fault: "
                               "expected a longer 'ring'",
                               capture.ringTime->count(), capture.before.count(),
                               capture.after.count()));
    }
}

} // namespace

NodeCaptureConfig readNodeCapture(const Value& value, const std::filesystem::path& folder) {
    value.expectKeys(
        {"folder", "keep", "keep_bytes", "ring", "before", "after", "on", "at_most_every"});
    NodeCaptureConfig capture;
    if (const auto path = value.require("folder")) {
        const std::filesystem::path given(path->text());
        capture.store.folder = given.is_absolute() ? given : folder / given;
    }
    if (const auto keep = value.find("keep")) {
        constexpr std::int64_t mostCaptures = 1000;
        capture.store.keep = static_cast<std::size_t>(keep->integer(1, mostCaptures));
    }
    if (const auto bytes = value.find("keep_bytes")) {
        capture.store.keepBytes = readBytes(*bytes, smallestRing, capture.store.keepBytes);
    }
    readInputKeys(value, capture.input);
    return capture;
}

std::optional<CaptureConfig> readInputCapture(const Value& value,
                                              const std::optional<NodeCaptureConfig>& node) {
    if (!value.isMap()) {
        if (value.boolean()) {
            value.fail("expected 'false', or a map of 'ring', 'before', 'after', 'on' and "
                       "'at_most_every'");
        }
        return std::nullopt;
    }
    for (const char* key : {"folder", "keep", "keep_bytes"}) {
        if (const auto misplaced = value.find(key)) {
            misplaced->fail(fmt::format(
                "'{}' is the whole node's: give it under 'capture' at the top of the file", key));
            return std::nullopt;
        }
    }
    value.expectKeys({"ring", "before", "after", "on", "at_most_every"});
    if (!node) {
        value.fail("an input can be captured only where the file has a 'capture' of its own, with "
                   "its 'folder'");
        return std::nullopt;
    }
    CaptureConfig capture = node->input;
    readInputKeys(value, capture);
    return capture;
}

} // namespace vigie::probe
