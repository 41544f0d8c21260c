// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/openmetrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/fleet/state.h"

namespace vigie::exchange {
namespace {

using model::MetricKind;
using model::Scope;

/// The format wants base units, spelled out, at the end of the name.
struct Unit {
    std::string_view ours;
    std::string_view name;
    double factor;
};
constexpr std::array<Unit, 13> units{{{"s", "seconds", 1},
                                      {"ms", "seconds", 1e-3},
                                      {"us", "seconds", 1e-6},
                                      {"ns", "seconds", 1e-9},
                                      {"bit/s", "bits_per_second", 1},
                                      {"kbit/s", "bits_per_second", 1e3},
                                      {"Mbit/s", "bits_per_second", 1e6},
                                      {"By", "bytes", 1},
                                      {"dB", "decibels", 1},
                                      {"dBm", "decibel_milliwatts", 1},
                                      {"%", "percent", 1},
                                      {"Hz", "hertz", 1},
                                      {"K", "kelvins", 1}}};

struct UnitName {
    std::string name;
    double factor = 1;
};

/// Letters, digits and underscores, one after the other.
std::string cleaned(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (isPlain) {
            out += c;
        } else if (!out.empty() && out.back() != '_') {
            out += '_';
        }
    }
    while (!out.empty() && out.back() == '_') {
        out.pop_back();
    }
    return out;
}

UnitName unitOf(const model::MetricInfo& metric) {
    if (metric.kind == MetricKind::State || metric.unit == "1") {
        return {};
    }
    // A mark is an exact integer: scaled it would not be one any more.
    if (metric.kind == MetricKind::Mark) {
        return {metric.unit == "ns" ? "nanoseconds" : cleaned(metric.unit), 1};
    }
    const auto found = std::find_if(units.begin(), units.end(),
                                    [&](const Unit& unit) { return unit.ours == metric.unit; });
    if (found != units.end()) {
        return {std::string(found->name), found->factor};
    }
    // Counted things stand in braces: "{packet}".
    const bool isCounted =
        metric.unit.size() > 2 && metric.unit.front() == '{' && metric.unit.back() == '}';
    return {isCounted ? cleaned(metric.unit) + "s" : cleaned(metric.unit), 1};
}

std::string_view typeOf(MetricKind kind) {
    switch (kind) {
    case MetricKind::Counter:
        return "counter";
    case MetricKind::State:
        return "stateset";
    case MetricKind::Gauge:
    case MetricKind::Mark:
        break;
    }
    return "gauge";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') {
            out += '\\';
        }
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out;
}

std::string label(std::string_view name, std::string_view value) {
    return value.empty() ? std::string() : fmt::format("{}=\"{}\",", name, escaped(value));
}

/// Whom a row is about; ends with a comma.
std::string labelsOf(const model::NodeDescription& node, Scope scope, std::size_t row) {
    std::string labels = label("node", node.id);
    if (scope == Scope::Path) {
        const model::PathInfo& path = node.paths[row];
        return labels + label("path", path.id) + label("input", path.inputId) +
               label("feed", path.feedId) + label("region", path.regionId);
    }
    if (scope == Scope::Input) {
        return labels + label("input", node.inputs[row].id);
    }
    if (scope == Scope::Pid) {
        return labels + label("input", node.pids[row].inputId) +
               label("pid", std::to_string(node.pids[row].pid));
    }
    return labels;
}

/// All series of one name: they must stand together.
struct Family {
    std::string type;
    std::string unit;
    std::string help;
    std::string text;
};

class Families {
public:
    /// A family of that name and meaning; another meaning under the same key gets another name.
    std::pair<const std::string, Family>& of(const model::MetricInfo& metric,
                                             const std::string& unit) {
        std::string base = "vigie_" + cleaned(metric.key);
        if (metric.kind == MetricKind::Counter && base.ends_with("_total")) {
            base.resize(base.size() - 6); // the sample's own ending
        }
        const std::string type(typeOf(metric.kind));
        for (int turn = 1;; ++turn) {
            std::string name = turn == 1 ? base : fmt::format("{}_{}", base, turn);
            if (!unit.empty() && !name.ends_with("_" + unit)) {
                name += "_" + unit;
            }
            auto& family = *m_families.try_emplace(name, Family{type, unit, metric.name, {}}).first;
            if (family.second.type == type && family.second.unit == unit) {
                return family;
            }
        }
    }
    void write(std::ostream& out) const {
        for (const auto& [name, family] : m_families) {
            out << fmt::format("# TYPE {} {}\n", name, family.type);
            if (!family.unit.empty()) {
                out << fmt::format("# UNIT {} {}\n", name, family.unit);
            }
            if (!family.help.empty()) {
                out << fmt::format("# HELP {} {}\n", name, escaped(family.help));
            }
            out << family.text;
        }
        out << "# EOF\n";
    }

private:
    std::map<std::string, Family> m_families;
};

std::string timeOf(base::Utc at) {
    const std::int64_t ns = std::max<std::int64_t>(base::toNs(at), 0);
    return fmt::format("{}.{:09}", ns / 1'000'000'000, ns % 1'000'000'000);
}

void addSample(std::pair<const std::string, Family>& family, const model::MetricInfo& metric,
               double factor, std::string labels, const model::Cell& cell) {
    const auto& name = family.first;
    std::string& text = family.second.text;
    const std::string at = timeOf(cell.at);
    if (metric.kind == MetricKind::State) {
        std::set<std::string> told;
        for (std::size_t state = 0; state < metric.states.size(); ++state) {
            if (told.insert(metric.states[state]).second) {
                text += fmt::format("{}{{{}{}=\"{}\"}} {} {}\n", name, labels, name,
                                    escaped(metric.states[state]),
                                    std::int64_t(state) == cell.raw ? 1 : 0, at);
            }
        }
        return;
    }
    labels.pop_back(); // the last comma
    const bool isWhole = metric.step == 1 && factor == 1;
    const double own = valueOf(metric, cell.raw);
    // A division by a whole number is exact to the last digit; a product with 0.001 is not.
    const double value = factor < 1 ? own / std::round(1 / factor) : own * factor;
    text +=
        fmt::format("{}{}{{{}}} {} {}\n", name, metric.kind == MetricKind::Counter ? "_total" : "",
                    labels, isWhole ? fmt::format("{}", cell.raw) : fmt::format("{}", value), at);
}

} // namespace

base::Result<Exported> exportOpenMetrics(record::Recording& recording, const Selection& selection,
                                         std::ostream& out) {
    const record::RecordingInfo info = recording.info();
    const base::Utc to = std::min(selection.to.value_or(info.to), info.to);
    if (to < info.from) {
        return base::failure("the recording begins later, at " + base::toIso8601(info.from));
    }
    Families families;
    Exported exported;
    exported.damages = info.damages;
    for (const record::NodeMoment& moment : recording.momentAt(to, selection.metricKeys)) {
        if (!moment.description) {
            continue;
        }
        const model::NodeDescription& node = *moment.description;
        const Chosen chosen(selection, node);
        for (std::size_t m = 0; m < std::min(node.metrics.size(), moment.latest.size()); ++m) {
            const model::MetricInfo& metric = node.metrics[m];
            const auto& cells = moment.latest[m];
            const UnitName unit = unitOf(metric);
            for (std::size_t row = 0; row < std::min(cells.size(), node.rows(metric.scope));
                 ++row) {
                const model::Cell& cell = cells[row];
                if (!chosen.isMetric(m) || !chosen.isRow(metric.scope, row) || !cell.isPresent ||
                    (selection.from && cell.at < *selection.from)) {
                    continue;
                }
                addSample(families.of(metric, unit.name), metric, unit.factor,
                          labelsOf(node, metric.scope, row), cell);
                ++exported.count;
            }
        }
    }
    families.write(out);
    out.flush();
    if (!out) {
        return base::failure("the OpenMetrics text could not be written");
    }
    return exported;
}

} // namespace vigie::exchange
