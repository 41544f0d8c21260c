// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/json.h"

#include <string>
#include <string_view>

#include "app/vigiectl/reading.h"

namespace vigie::ctl {
namespace {

using Json = nlohmann::ordered_json;

void putText(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) {
        json[key] = text;
    }
}

std::string_view toString(model::Scope scope) {
    switch (scope) {
    case model::Scope::Node:
        return "node";
    case model::Scope::Input:
        return "input";
    case model::Scope::Path:
        return "path";
    case model::Scope::Pid:
        return "pid";
    }
    return "";
}

std::string_view toString(model::MetricKind kind) {
    switch (kind) {
    case model::MetricKind::Gauge:
        return "gauge";
    case model::MetricKind::Counter:
        return "counter";
    case model::MetricKind::State:
        return "state";
    case model::MetricKind::Mark:
        return "mark";
    }
    return "";
}

std::string_view toString(model::EventKind kind) {
    switch (kind) {
    case model::EventKind::Unknown:
        return "unknown";
    case model::EventKind::Tr101290:
        return "tr101290";
    case model::EventKind::PsiChange:
        return "psi";
    case model::EventKind::Scte35:
        return "scte35";
    case model::EventKind::ContentFault:
        return "content";
    case model::EventKind::Input:
        return "input";
    case model::EventKind::ClockStep:
        return "clock_step";
    case model::EventKind::Node:
        return "node";
    case model::EventKind::Gap:
        return "gap";
    case model::EventKind::Capture:
        return "capture";
    }
    return "unknown";
}

std::string_view toString(model::EventPhase phase) {
    switch (phase) {
    case model::EventPhase::Once:
        return "once";
    case model::EventPhase::Begin:
        return "begin";
    case model::EventPhase::End:
        return "end";
    }
    return "once";
}

Json valueOf(const model::MetricInfo& metric, std::int64_t raw) {
    switch (metric.kind) {
    case model::MetricKind::State:
        if (raw >= 0 && static_cast<std::size_t>(raw) < metric.states.size()) {
            return metric.states[static_cast<std::size_t>(raw)];
        }
        return raw;
    case model::MetricKind::Gauge:
    case model::MetricKind::Counter:
    case model::MetricKind::Mark:
        if (metric.step == 1) {
            return raw; // exact, however large
        }
        return scaled(raw, metric.step);
    }
    return raw;
}

Json rowValues(const fleet::NodeState& node, model::Scope scope, std::size_t row) {
    Json values = Json::object();
    const auto& metrics = node.description->metrics;
    for (std::uint32_t index = 0; index < metrics.size(); ++index) {
        if (metrics[index].scope != scope) {
            continue;
        }
        if (const auto raw = node.raw(index, row)) {
            values[metrics[index].key] = valueOf(metrics[index], *raw);
        }
    }
    return values;
}

/// Rows of which something is known, by id.
Json tableValues(const fleet::NodeState& node, model::Scope scope) {
    Json rows = Json::object();
    for (std::size_t row = 0; row < node.description->rows(scope); ++row) {
        if (auto values = rowValues(node, scope, row); !values.empty()) {
            rows[fleet::subjectOf(*node.description, scope, row)] = std::move(values);
        }
    }
    return rows;
}

Json pathJson(const model::PathInfo& path) {
    Json json{{"id", path.id}, {"input", path.inputId}, {"kind", model::toString(path.kind)}};
    putText(json, "feed", path.feedId);
    putText(json, "region", path.regionId);
    if (path.serviceId != 0) {
        json["service"] = path.serviceId;
    }
    json["decode"] = model::toString(path.policy);
    json["preview"] = path.hasPreview;
    putText(json, "preview_uri", path.previewUri);
    return json;
}

Json inputJson(const model::InputInfo& input) {
    Json json{
        {"id", input.id}, {"name", input.name}, {"transport", model::toString(input.transport)}};
    putText(json, "uri", input.uri);
    putText(json, "profile", input.profile);
    putText(json, "carrier", input.carrier);
    return json;
}

Json pidJson(const model::PidInfo& pid) {
    Json json{{"input", pid.inputId}, {"pid", pid.pid}};
    if (pid.streamType != 0) {
        json["stream_type"] = pid.streamType;
    }
    putText(json, "content", pid.content);
    putText(json, "language", pid.language);
    if (pid.serviceId != 0) {
        json["service"] = pid.serviceId;
    }
    return json;
}

Json serviceJson(const model::ServiceInfo& service) {
    Json json{{"input", service.inputId}, {"service", service.serviceId}};
    putText(json, "name", service.name);
    putText(json, "provider", service.provider);
    for (const auto& [key, pid] :
         {std::pair("pmt_pid", service.pmtPid), std::pair("pcr_pid", service.pcrPid)}) {
        if (pid != 0x1fff) {
            json[key] = pid;
        }
    }
    return json;
}

Json metricJson(const model::MetricInfo& metric) {
    Json json{{"key", metric.key},
              {"scope", toString(metric.scope)},
              {"kind", toString(metric.kind)},
              {"name", metric.name},
              {"group", metric.group}};
    putText(json, "unit", metric.unit);
    if (metric.minimum) {
        json["minimum"] = *metric.minimum;
    }
    if (metric.maximum) {
        json["maximum"] = *metric.maximum;
    }
    if (!metric.states.empty()) {
        json["states"] = metric.states;
    }
    return json;
}

} // namespace

Json describeJson(const rpc::NodeAnswer& answer) {
    const auto& d = *answer.description;
    Json json{{"id", d.id}, {"name", d.name}, {"kind", model::toString(d.kind)}};
    putText(json, "region", d.regionId);
    if (d.position) {
        json["position"] = {{"latitude", d.position->latitude},
                            {"longitude", d.position->longitude}};
    }
    putText(json, "software", d.software);
    json["protocol"] = {{"major", answer.protocolMajor}, {"minor", answer.protocolMinor}};
    json["incarnation"] = d.incarnation;
    json["epoch"] = d.epoch;
    json["tick_rate_hz"] = d.tickRateHz;
    for (const char* table :
         {"regions", "feeds", "inputs", "paths", "pids", "services", "metrics"}) {
        json[table] = Json::array();
    }
    for (const auto& region : d.regions) {
        json["regions"].push_back({{"id", region.id}, {"name", region.name}});
    }
    for (const auto& feed : d.feeds) {
        Json one{{"id", feed.id}, {"name", feed.name}};
        if (feed.number != 0) {
            one["number"] = feed.number;
        }
        putText(one, "sport", feed.sport);
        putText(one, "venue", feed.venue);
        json["feeds"].push_back(std::move(one));
    }
    for (const auto& input : d.inputs) {
        json["inputs"].push_back(inputJson(input));
    }
    for (const auto& path : d.paths) {
        json["paths"].push_back(pathJson(path));
    }
    for (const auto& pid : d.pids) {
        json["pids"].push_back(pidJson(pid));
    }
    for (const auto& service : d.services) {
        json["services"].push_back(serviceJson(service));
    }
    for (const auto& metric : d.metrics) {
        json["metrics"].push_back(metricJson(metric));
    }
    return json;
}

Json tickJson(const fleet::NodeState& node, const model::Tick& tick) {
    Json json{{"utc", base::toIso8601(tick.utc)},
              {"node", node.description->id},
              {"sequence", tick.sequence}};
    if (tick.conflated > 0) {
        json["conflated"] = tick.conflated;
    }
    json["paths"] = tableValues(node, model::Scope::Path);
    json["inputs"] = tableValues(node, model::Scope::Input);
    json["pids"] = tableValues(node, model::Scope::Pid);
    json["node_metrics"] = rowValues(node, model::Scope::Node, 0);
    return json;
}

Json eventJson(const fleet::NodeState& node, const model::Event& event) {
    Json json{{"utc", base::toIso8601(event.utc)}};
    if (node.description) {
        json["node"] = node.description->id;
    }
    json["sequence"] = event.sequence;
    json["kind"] = toString(event.kind);
    json["phase"] = toString(event.phase);
    json["code"] = event.code;
    json["scope"] = toString(event.scope);
    putText(json, "subject", event.subject);
    if (event.pid) {
        json["pid"] = *event.pid;
    }
    json["count"] = event.count;
    if (!event.parameters.empty()) {
        for (const auto& [name, value] : event.parameters) {
            json["parameters"][name] = value;
        }
    }
    return {{"event", std::move(json)}};
}

std::string toLine(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace vigie::ctl
