// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/thresholds.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

alarm::SubjectFacts factsOf(const engine::Snapshot& snapshot, const Twins& twins, const Twin& twin,
                            model::Scope scope) {
    alarm::SubjectFacts facts;
    facts.key = {scope, twin.ref.nodeId, subjectOf(twin, scope)};
    const engine::NodeStatus* node = snapshot.findNode(twin.ref.nodeId);
    facts.regionId = node != nullptr ? node->description->regionId : twins.regionId;
    if (scope == model::Scope::Node) {
        return facts;
    }
    facts.inputId = twin.input.id;
    facts.kind = twin.kind;
    facts.transport = twin.input.transport;
    // As the engine has it: an input that carries several paths is of no feed.
    const auto isOfInput = [&twin](const model::PathInfo& path) {
        return path.inputId == twin.input.id;
    };
    if (scope == model::Scope::Input && node != nullptr &&
        std::count_if(node->description->paths.begin(), node->description->paths.end(),
                      isOfInput) != 1) {
        return facts;
    }
    facts.regionId = twins.regionId;
    facts.feedId = twins.feedId;
    const auto take = [&facts](const std::vector<model::FeedInfo>& feeds) {
        const auto feed = std::find_if(feeds.begin(), feeds.end(), [&facts](const auto& one) {
            return one.id == facts.feedId;
        });
        if (feed != feeds.end()) {
            facts.sport = feed->sport;
            facts.importance = feed->importance;
        }
        return feed != feeds.end();
    };
    if (snapshot.plan && take(snapshot.plan->feeds)) {
        return facts;
    }
    if (node != nullptr) {
        take(node->description->feeds);
    }
    return facts;
}

bool isLine(const alarm::Rule& rule, const model::MetricInfo& metric) {
    const auto measure =
        metric.kind == model::MetricKind::Counter ? alarm::Measure::Rate : alarm::Measure::Value;
    return rule.isEnabled && rule.signal == metric.key && rule.scope == metric.scope &&
           rule.measure == measure && metric.kind != model::MetricKind::State;
}

QString quantity(double value, const model::MetricInfo& metric) {
    const UnitView view = unitView(metric, metric.kind == model::MetricKind::Counter);
    // A limit of 0.5 must not be told as 1.
    QString figure = theme::figure(value * view.factor, std::max(view.decimals, 3));
    const QString point = theme::figure(0.5, 1).mid(1, 1);
    while (figure.contains(point) &&
           (figure.endsWith(QLatin1Char('0')) || figure.endsWith(point))) {
        const bool isWhole = figure.endsWith(point);
        figure.chop(1);
        if (isWhole) {
            break;
        }
    }
    return view.unit.isEmpty() ? figure : figure + QLatin1Char(' ') + view.unit;
}

QString sign(const Threshold& threshold) {
    return threshold.isAbove ? QStringLiteral(">") : QStringLiteral("<");
}

} // namespace

std::vector<Threshold> thresholdsOf(const engine::Snapshot& snapshot, const Twins& twins,
                                    const model::MetricInfo& metric) {
    std::vector<Threshold> found;
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = twins.paths[side];
        if (!twin) {
            continue;
        }
        const alarm::SubjectFacts facts = factsOf(snapshot, twins, *twin, metric.scope);
        // Of the variants of one id the last that matches is the one.
        std::map<std::string, const alarm::Rule*> inForce;
        for (const alarm::Rule& rule : snapshot.rules->rules) {
            if (alarm::matches(rule.where, facts)) {
                inForce[rule.id] = &rule;
            }
        }
        for (const auto& [id, rule] : inForce) {
            if (!isLine(*rule, metric)) {
                continue;
            }
            for (const alarm::Step& step : rule->steps) {
                if (step.compare == alarm::Compare::Is) {
                    continue;
                }
                Threshold line{step.limit,
                               step.clear,
                               step.compare == alarm::Compare::Above,
                               step.severity,
                               theme::ruleName(snapshot, id),
                               {}};
                const auto same = std::find_if(found.begin(), found.end(), [&](Threshold other) {
                    other.sides = line.sides;
                    return other == line;
                });
                if (same != found.end()) {
                    same->sides[side] = true;
                } else {
                    line.sides[side] = true;
                    found.push_back(line);
                }
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Threshold& a, const Threshold& b) {
        return a.severity > b.severity;
    });
    return found;
}

QString thresholdLabel(const Threshold& threshold, const model::MetricInfo& metric) {
    return QStringLiteral("%1 %2 %3 %4")
        .arg(theme::severityGlyph(threshold.severity), theme::severityWord(threshold.severity),
             sign(threshold), quantity(threshold.limit, metric));
}

QString thresholdText(const Threshold& threshold, const model::MetricInfo& metric,
                      const Twins& twins) {
    QStringList words{
        QStringLiteral("%1: %2").arg(threshold.rule, thresholdLabel(threshold, metric))};
    if (threshold.clear != threshold.limit) {
        words << Words::tr("returns at %1").arg(quantity(threshold.clear, metric));
    }
    if (threshold.sides[0] != threshold.sides[1]) {
        words << twinTitle(twins, threshold.sides[0] ? 0 : 1);
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace vigie::ui::inspector
