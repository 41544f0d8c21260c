// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/rulewords.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace vigie::config {
namespace {

using alarm::FaultKind;
using alarm::Measure;
using alarm::Severity;

/// In the order of FaultKind.
constexpr std::array<std::string_view, alarm::faultKinds> faults{"no-contact",
                                                                 "no-data",
                                                                 "service-missing",
                                                                 "sync-loss",
                                                                 "continuity",
                                                                 "pat",
                                                                 "pmt",
                                                                 "pid-missing",
                                                                 "loss",
                                                                 "black",
                                                                 "freeze",
                                                                 "silence",
                                                                 "rf-margin",
                                                                 "rf-unlocked",
                                                                 "latency",
                                                                 "es-stopped",
                                                                 "pts-stopped",
                                                                 "pcr",
                                                                 "transport",
                                                                 "crc",
                                                                 "no-video",
                                                                 "single-color",
                                                                 "color-bars",
                                                                 "chroma-loss",
                                                                 "blockiness",
                                                                 "channel-lost",
                                                                 "phase",
                                                                 "leg-down",
                                                                 "rf-errors",
                                                                 "skew",
                                                                 "errored-seconds",
                                                                 "departure",
                                                                 "rf-forecast",
                                                                 "missing-data",
                                                                 "other"};
static_assert(faults.back() == "other");

/// In the order of Severity and Measure.
constexpr std::array<std::string_view, 5> severities{"none", "warning", "minor", "major",
                                                     "critical"};
constexpr std::array<std::string_view, 7> measures{"value",     "rate",     "sum",    "percent",
                                                   "departure", "forecast", "missing"};

template <typename Enum, std::size_t N>
std::optional<Enum> enumFrom(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
        return std::nullopt;
    }
    return static_cast<Enum>(found - words.begin());
}

model::MetricInfo made(std::string_view name, model::Scope scope, model::MetricKind kind,
                       std::string unit, double step) {
    std::vector<std::string> states;
    if (kind == model::MetricKind::State) {
        states = {"unknown", "clear", "present"};
    }
    return {std::string(name), scope, kind, std::move(unit),  step, std::string(name),
            "Vigie",           {},    {},   std::move(states)};
}

const std::map<std::string_view, model::MetricInfo>& signalTable() {
    static const auto table = [] {
        using model::MetricKind;
        using model::Scope;
        namespace signal = alarm::signal;
        std::map<std::string_view, model::MetricInfo> all{
            {signal::noContact, made(signal::noContact, Scope::Node, MetricKind::State, "", 1)},
            {signal::inputNoData,
             made(signal::inputNoData, Scope::Input, MetricKind::State, "", 1)},
            {signal::inputLoss,
             made(signal::inputLoss, Scope::Input, MetricKind::Gauge, "{packet}/s", 1)},
            {signal::legDown, made(signal::legDown, Scope::Input, MetricKind::Gauge, "", 1)},
            {signal::rfErrors, made(signal::rfErrors, Scope::Input, MetricKind::Gauge, "1", 1e-12)},
            {signal::pathNoData, made(signal::pathNoData, Scope::Path, MetricKind::State, "", 1)},
            {signal::pathStreamStopped,
             made(signal::pathStreamStopped, Scope::Path, MetricKind::State, "", 1)},
            {signal::pathLatency,
             made(signal::pathLatency, Scope::Path, MetricKind::Gauge, "ms", 0.001)},
            {signal::pathSkew, made(signal::pathSkew, Scope::Path, MetricKind::Gauge, "ms", 0.001)},
        };
        for (const model::MetricInfo& metric : model::metricCatalogue()) {
            if (metric.scope != Scope::Pid) {
                all.emplace(metric.key, metric);
            }
        }
        return all;
    }();
    return table;
}

} // namespace

const model::MetricInfo* findSignal(std::string_view name) {
    const auto found = signalTable().find(name);
    return found == signalTable().end() ? nullptr : &found->second;
}

std::span<const std::string_view> signalNames() {
    static const auto names = [] {
        std::vector<std::string_view> list;
        for (const auto& [name, metric] : signalTable()) {
            list.push_back(name);
        }
        return list;
    }();
    return names;
}

std::string_view faultWord(FaultKind kind) {
    return faults[static_cast<std::size_t>(kind)];
}
std::optional<FaultKind> faultFrom(std::string_view word) {
    return enumFrom<FaultKind>(faults, word);
}
std::span<const std::string_view> faultWords() {
    return faults;
}

std::string_view severityWord(Severity severity) {
    return severities[static_cast<std::size_t>(severity)];
}
std::optional<Severity> severityFrom(std::string_view word) {
    return enumFrom<Severity>(severities, word);
}

std::string_view measureWord(Measure measure) {
    return measures[static_cast<std::size_t>(measure)];
}
std::optional<Measure> measureFrom(std::string_view word) {
    return enumFrom<Measure>(measures, word);
}

std::string_view scopeWord(model::Scope scope) {
    switch (scope) {
    case model::Scope::Node:
        return "node";
    case model::Scope::Input:
        return "input";
    case model::Scope::Path:
        return "path";
    case model::Scope::Pid:
        break;
    }
    return "pid";
}

std::string unitOf(const model::MetricInfo& signal, Measure measure) {
    switch (measure) {
    case Measure::Value:
        break;
    case Measure::Rate:
        return "/s";
    case Measure::Sum:
        return signal.unit == "s" ? "s" : "";
    case Measure::Percent:
        return "%";
    case Measure::Departure:
        return "spreads";
    case Measure::Forecast:
    case Measure::Missing:
        return "s";
    }
    static const std::map<std::string_view, std::string_view> shown{{"1", ""},
                                                                    {"By", "B"},
                                                                    {"us", "µs"},
                                                                    {"{packet}", "packets"},
                                                                    {"{packet}/s", "packets/s"},
                                                                    {"{picture}", "pictures"},
                                                                    {"{pixel}", "pixels"}};
    const auto found = shown.find(signal.unit);
    return found == shown.end() ? signal.unit : std::string(found->second);
}

} // namespace vigie::config
