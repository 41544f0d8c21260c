// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metricview.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QCoreApplication>

#include "ui/inspector/deskseries.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

QString key(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

int decimalsOf(double step) {
    return step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
}

} // namespace

UnitView unitView(const model::MetricInfo& metric, bool isRate) {
    UnitView view;
    view.decimals = decimalsOf(metric.step);
    if (metric.unit == "bit/s") {
        view = {QStringLiteral("Mb/s"), 1e-6, 2};
    } else if (metric.unit == "By") {
        view = {QStringLiteral("MB"), 1e-6, 1};
        if (isRate) {
            return {QStringLiteral("Mb/s"), 8e-6, 2};
        }
    } else if (metric.unit == "1" || metric.unit.empty() || metric.unit.front() == '{') {
        // "{packet}": the name says what is counted.
        view.unit.clear();
    } else {
        view.unit = QString::fromStdString(metric.unit);
    }
    if (isRate) {
        view.unit = view.unit.isEmpty() ? Words::tr("per s") : Words::tr("%1 per s").arg(view.unit);
        view.decimals = std::max(view.decimals, 1);
    }
    return view;
}

QString metricTitle(const model::MetricInfo& metric, std::optional<std::uint16_t> pid) {
    const QString name = QString::fromStdString(metric.name.empty() ? metric.key : metric.name);
    return pid ? QStringLiteral("%1 · PID 0x%2").arg(name).arg(*pid, 4, 16, QLatin1Char('0'))
               : name;
}

QString chartValueText(const model::MetricInfo& metric, std::optional<double> value) {
    if (!value) {
        return theme::unknownFigure();
    }
    if (metric.kind == model::MetricKind::State) {
        const auto index = static_cast<std::size_t>(std::max(0.0, std::round(*value)));
        return index < metric.states.size() ? QString::fromStdString(metric.states[index])
                                            : theme::unknownFigure();
    }
    const UnitView view = unitView(metric, metric.kind == model::MetricKind::Counter);
    return theme::figure(*value * view.factor, view.decimals);
}

std::optional<double> valueOf(const engine::LatestValue& value) {
    if (!value.raw) {
        return std::nullopt;
    }
    return static_cast<double>(*value.raw) * value.metric.step;
}

QString valueText(const engine::LatestValue& value) {
    if (!value.raw) {
        return theme::unknownFigure();
    }
    if (value.metric.kind == model::MetricKind::State) {
        const auto index = static_cast<std::size_t>(*value.raw);
        if (*value.raw <= 0 || index >= value.metric.states.size()) {
            return Words::tr("unknown");
        }
        return QString::fromStdString(value.metric.states[index]);
    }
    const UnitView view = unitView(value.metric, false);
    const double shown = *valueOf(value) * view.factor;
    const QString figure = value.metric.kind == model::MetricKind::Counter && view.factor == 1
                               ? theme::grouped(std::llround(shown))
                               : theme::figure(shown, view.decimals);
    return view.unit.isEmpty() ? figure : figure + QLatin1Char(' ') + view.unit;
}

std::vector<model::MetricInfo> chartable(const engine::Snapshot& snapshot, const Twins& twins) {
    std::vector<model::MetricInfo> metrics;
    std::set<std::string> seen;
    if (twins.paths[0] || twins.paths[1]) {
        metrics.push_back(latencyMetric());
    }
    if (twins.paths[0] && twins.paths[1]) {
        metrics.push_back(skewMetric());
    }
    for (const auto& twin : twins.paths) {
        const engine::NodeStatus* node = twin ? snapshot.findNode(twin->ref.nodeId) : nullptr;
        if (node == nullptr) {
            continue;
        }
        for (const auto& metric : node->description->metrics) {
            if (metric.kind != model::MetricKind::Mark && seen.insert(metric.key).second) {
                metrics.push_back(metric);
            }
        }
    }
    return metrics;
}

QStringList defaultCharts() {
    namespace k = model::key;
    return {key(alarm::signal::pathLatency),
            key(k::pathBitrate),
            key(k::rfEsN0),
            QString::fromStdString(model::tr101290ErrorsKey("1.4")),
            key(k::pcrJitter),
            key(k::srtRtt),
            key(k::rtpLost),
            key(k::audioLevelPrefix) + QLatin1Char('1')};
}

std::string limitOf(const std::string& metricKey) {
    return metricKey == model::key::rfEsN0 ? std::string(model::key::rfThreshold) : std::string();
}

} // namespace vigie::ui::inspector
