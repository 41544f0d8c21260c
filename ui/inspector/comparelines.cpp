// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparelines.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/inspector/deskseries.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

bool isRate(const model::MetricInfo& metric) {
    return metric.kind == model::MetricKind::Counter;
}

std::optional<std::size_t> otherOf(const engine::Snapshot& snapshot,
                                   const engine::DeliveryStatus& delivery,
                                   const model::PathRef& ref) {
    if (delivery.main && snapshot.paths[*delivery.main].ref == ref) {
        return delivery.backup;
    }
    if (delivery.backup && snapshot.paths[*delivery.backup].ref == ref) {
        return delivery.main;
    }
    return std::nullopt;
}

} // namespace

CompareTarget targetOf(const engine::Snapshot& snapshot, const CompareLine& line) {
    CompareTarget target;
    target.twin = findTwin(snapshot, line.ref);
    if (!target.twin) {
        return target;
    }
    if (isDeskMetric(line.metric.key)) {
        const Twins twins = findTwins(snapshot, line.feedId, line.regionId);
        const bool isSkew = line.metric.key == skewMetric().key;
        if (isSkew ? twins.paths[0] && twins.paths[1] : !line.regionId.empty()) {
            target.metric = isSkew ? skewMetric() : latencyMetric();
        }
        return target;
    }
    const engine::NodeStatus* node = snapshot.findNode(line.ref.nodeId);
    if (node != nullptr && node->description) {
        for (const auto& metric : node->description->metrics) {
            if (metric.key == line.metric.key && metric.kind != model::MetricKind::Mark) {
                target.metric = metric;
                break;
            }
        }
    }
    return target;
}

std::vector<model::MetricInfo> chartableOf(const engine::Snapshot& snapshot,
                                           const engine::PathStatus& path) {
    std::vector<model::MetricInfo> metrics;
    if (!path.regionId.empty()) {
        metrics.push_back(latencyMetric());
        const Twins twins = findTwins(snapshot, path.feedId, path.regionId);
        // The skew is one of both paths: it is offered once.
        if (twins.paths[0] && twins.paths[1] && twins.paths[0]->ref == path.ref) {
            metrics.push_back(skewMetric());
        }
    }
    const engine::NodeStatus* node = snapshot.findNode(path.ref.nodeId);
    if (node != nullptr && node->description) {
        for (const auto& metric : node->description->metrics) {
            if (metric.kind != model::MetricKind::Mark) {
                metrics.push_back(metric);
            }
        }
    }
    return metrics;
}

CompareLine lineOf(const engine::PathStatus& path, const ChartId& metric) {
    CompareLine line;
    line.ref = path.ref;
    line.feedId = path.feedId;
    line.regionId = path.regionId;
    line.kind = path.kind;
    line.metric = metric;
    return line;
}

std::optional<CompareLine> twinLine(const engine::Snapshot& snapshot, const CompareLine& line) {
    const engine::DeliveryStatus* delivery = findDelivery(snapshot, line.feedId, line.regionId);
    const auto other = delivery != nullptr ? otherOf(snapshot, *delivery, line.ref) : std::nullopt;
    if (!other || line.metric.key == skewMetric().key) {
        return std::nullopt;
    }
    CompareLine twin = lineOf(snapshot.paths[*other], line.metric);
    twin.earlier = line.earlier;
    return twin;
}

std::vector<CompareLine> regionLines(const engine::Snapshot& snapshot, const CompareLine& line) {
    std::vector<CompareLine> lines;
    for (const auto& delivery : snapshot.deliveries) {
        if (delivery.feedId != line.feedId) {
            continue;
        }
        for (const auto& path : {delivery.main, delivery.backup}) {
            if (path && snapshot.paths[*path].kind == line.kind) {
                CompareLine one = lineOf(snapshot.paths[*path], line.metric);
                one.earlier = line.earlier;
                lines.push_back(std::move(one));
                break; // of two of a kind the main one
            }
        }
    }
    return lines;
}

CompareSet setOf(const engine::Snapshot& snapshot, const Twins& twins,
                 const std::vector<ChartId>& charts) {
    CompareSet set;
    QStringList axes;
    for (const ChartId& chart : charts) {
        for (const auto& twin : twins.paths) {
            const engine::PathStatus* path = twin ? snapshot.findPath(twin->ref) : nullptr;
            if (path == nullptr) {
                continue;
            }
            CompareLine line = lineOf(*path, chart);
            const CompareTarget target = targetOf(snapshot, line);
            if (!target.metric) {
                continue;
            }
            const QString axis = axisKey(*target.metric);
            if (!axes.contains(axis)) {
                axes << axis;
            }
            line.isHidden = axes.indexOf(axis) >= 2;
            set.add(std::move(line));
            if (chart.key == skewMetric().key) {
                break; // one of both
            }
        }
    }
    return set;
}

QString feedWords(const engine::Snapshot& snapshot, const CompareLine& line) {
    return theme::feedTitle(snapshot, line.feedId);
}

QString regionWords(const engine::Snapshot& snapshot, const CompareLine& line) {
    return line.regionId.empty() ? Words::tr("origin") : theme::regionName(snapshot, line.regionId);
}

QString pathWords(const engine::Snapshot& snapshot, const CompareLine& line) {
    return QStringLiteral("%1 %2 · %3")
        .arg(theme::pathKindGlyph(line.kind), theme::pathKindWord(line.kind),
             theme::nodeName(snapshot, line.ref.nodeId))
        .trimmed();
}

QString earlierWords(std::chrono::seconds earlier) {
    const auto seconds = static_cast<int>(earlier.count());
    if (seconds == 0) {
        return {};
    }
    if (seconds % 86400 == 0) {
        return Words::tr("%n day(s) earlier", nullptr, seconds / 86400);
    }
    if (seconds % 3600 == 0) {
        return Words::tr("%1 h earlier").arg(seconds / 3600);
    }
    if (seconds % 60 == 0) {
        return Words::tr("%1 min earlier").arg(seconds / 60);
    }
    return Words::tr("%1 s earlier").arg(seconds);
}

QString axisKey(const model::MetricInfo& metric) {
    if (metric.kind == model::MetricKind::State) {
        return QString::fromStdString(metric.key);
    }
    const QString unit = unitView(metric, isRate(metric)).unit;
    // Shares and counts have no unit, and yet are not the same.
    return unit.isEmpty() ? QString::fromStdString(metric.unit) : unit;
}

} // namespace vigie::ui::inspector
