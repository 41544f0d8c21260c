// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/mappingfile.h"

#include <optional>
#include <set>
#include <utility>

#include "core/config/yaml.h"

namespace vigie::config {
namespace {

using model::MetricKind;
using model::Scope;

std::string textOf(const Value& value, std::string_view key) {
    const auto child = value.find(key);
    return child ? child->text() : std::string();
}

void readTime(const Value& value, MappingFile& into) {
    value.expectKeys({"column", "form"});
    if (const auto column = value.require("column")) {
        into.timeColumn = column->text();
    }
    if (const auto form = value.find("form")) {
        const std::string word = form->choice({"iso8601", "s", "ms", "us", "ns"});
        into.timeForm = word == "s"    ? MappedTime::Seconds
                        : word == "ms" ? MappedTime::Milliseconds
                        : word == "us" ? MappedTime::Microseconds
                        : word == "ns" ? MappedTime::Nanoseconds
                                       : MappedTime::Iso8601;
    }
}

MappedWord readWord(const Value& value) {
    MappedWord word{textOf(value, "column"), textOf(value, "is")};
    if (word.column.empty() == word.fixed.empty()) {
        value.fail("expected either 'column' or 'is'");
    }
    return word;
}

void readNode(const Value& value, MappingFile& into) {
    value.expectKeys({"column", "is", "kind"});
    into.node = readWord(value);
    if (const auto kind = value.find("kind")) {
        const std::string word = kind->choice({"origin", "cloud", "satellite"});
        into.nodeKind = model::nodeKindFrom(word).value_or(model::NodeKind::Unknown);
    }
}

void readSubject(const Value& value, MappingFile& into) {
    value.expectKeys({"column", "is", "scope"});
    into.subject = readWord(value);
    if (const auto scope = value.require("scope")) {
        into.scope = scope->choice({"input", "path"}) == "path" ? Scope::Path : Scope::Input;
    }
}

MetricKind readKind(const Value& value) {
    const std::string word = value.choice({"gauge", "counter", "state", "mark"});
    return word == "counter" ? MetricKind::Counter
           : word == "state" ? MetricKind::State
           : word == "mark"  ? MetricKind::Mark
                             : MetricKind::Gauge;
}

void readStates(const Value& value, model::MetricInfo& info) {
    const auto states = value.find("states");
    if (info.kind != MetricKind::State) {
        if (states) {
            states->fail("only a state has states");
        }
        return;
    }
    if (!states) {
        value.fail("a state needs its 'states', the first of them 'unknown'");
        return;
    }
    for (const Value& state : states->items()) {
        info.states.push_back(state.text());
    }
    if (info.states.empty() || info.states.front() != "unknown") {
        states->fail("the first state must be 'unknown'");
    }
}

MappedMetric readMetric(const Value& value, Scope scope) {
    value.expectKeys({"from", "key", "kind", "unit", "scale", "step", "name", "group", "states"});
    MappedMetric metric;
    metric.info.scope = scope;
    if (const auto from = value.require("from")) {
        metric.from = from->text();
    }
    if (const auto key = value.require("key")) {
        metric.info.key = key->text();
        if (metric.info.key.empty()) {
            key->fail("the key of a metric must not be empty");
        }
    }
    if (const auto kind = value.find("kind")) {
        metric.info.kind = readKind(*kind);
    }
    metric.info.unit = textOf(value, "unit");
    metric.info.step = metric.info.kind == MetricKind::Gauge ? 0.001 : 1;
    if (const auto step = value.find("step")) {
        metric.info.step = step->number(1e-12, 1e12);
    }
    if (const auto scale = value.find("scale")) {
        metric.scale = scale->number(-1e12, 1e12);
        if (metric.scale == 0) {
            scale->fail("a scale of 0 leaves nothing");
        }
    }
    if (metric.info.kind == MetricKind::State && (metric.info.step != 1 || metric.scale != 1)) {
        value.fail("a state has no scale and no step");
    }
    metric.info.name = textOf(value, "name");
    if (metric.info.name.empty()) {
        metric.info.name = metric.info.key;
    }
    metric.info.group = textOf(value, "group");
    readStates(value, metric.info);
    return metric;
}

} // namespace

base::Result<MappingFile> readMapping(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    root->expectKeys({"separator", "time", "node", "subject", "metric", "metrics"});
    MappingFile mapping;
    if (const auto separator = root->find("separator")) {
        const std::string word = separator->choice({",", ";", "tab", "|"});
        mapping.separator = word == "tab" ? '\t' : word.empty() ? ',' : word.front();
    }
    if (const auto time = root->require("time")) {
        readTime(*time, mapping);
    }
    if (const auto node = root->require("node")) {
        readNode(*node, mapping);
    }
    if (const auto subject = root->find("subject")) {
        readSubject(*subject, mapping);
    }
    if (const auto metric = root->find("metric")) {
        metric->expectKeys({"column", "value"});
        const auto column = metric->require("column");
        const auto value = metric->require("value");
        mapping.metricColumn = column ? column->text() : "";
        mapping.valueColumn = value ? value->text() : "";
    }
    if (const auto metrics = root->require("metrics")) {
        std::set<std::string> keys;
        for (const Value& item : metrics->items()) {
            MappedMetric metric = readMetric(item, mapping.scope);
            if (!keys.insert(metric.info.key).second) {
                item.fail("the metric '" + metric.info.key + "' is given twice");
            }
            mapping.metrics.push_back(std::move(metric));
        }
        if (mapping.metrics.empty()) {
            metrics->fail("expected at least one metric");
        }
    }
    if (const std::string errors = root->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return mapping;
}

} // namespace vigie::config
