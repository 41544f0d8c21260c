// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/inspector/alarmspans.h"
#include "ui/inspector/routestrip.h"
#include "ui/inspector/thresholds.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui::inspector;

namespace {

const RouteHop* hopOf(const RouteView& view, alarm::HopType type) {
    const auto found = std::find_if(view.hops.begin(), view.hops.end(),
                                    [type](const RouteHop& hop) { return hop.hop.type == type; });
    return found == view.hops.end() ? nullptr : &*found;
}

model::MetricInfo gauge(const char* key) {
    model::MetricInfo metric;
    metric.key = key;
    metric.scope = model::Scope::Path;
    metric.unit = "ms";
    metric.name = "A figure";
    return metric;
}

alarm::Rule limitRule(const char* id, const char* signal, alarm::Compare compare, double limit,
                      double clear) {
    alarm::Rule rule;
    rule.id = id;
    rule.signal = signal;
    rule.name.en = id;
    alarm::Step step;
    step.severity = alarm::Severity::Major;
    step.compare = compare;
    step.limit = limit;
    step.clear = clear;
    rule.steps.push_back(step);
    return rule;
}

} // namespace

class RouteTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }

    void withoutPlannedHopsTheWayIsAssumed() {
        const auto snapshot = uitest::makeSnapshot();
        RouteFinder finder;
        const Twins twins = findTwins(snapshot, "f001", "europe");
        const auto views = finder.find(snapshot, twins);
        QVERIFY(views[0].isAssumed);
        QVERIFY(hopOf(views[0], alarm::HopType::CloudRegion) != nullptr);
        QVERIFY(hopOf(views[1], alarm::HopType::Transponder) != nullptr);
        QVERIFY(hopOf(views[1], alarm::HopType::Uplink) == nullptr);
        QCOMPARE(hopOf(views[0], alarm::HopType::Origin)->hop.id, std::string("origin-paris"));
        QCOMPARE(hopOf(views[0], alarm::HopType::Origin)->latencyMs, std::optional<double>(0));
        // Nobody measures at the cloud region: what came over it arrives clean.
        QCOMPARE(hopOf(views[0], alarm::HopType::CloudRegion)->basis,
                 RouteHop::Basis::ArrivesClean);
        QVERIFY(hopOf(views[0], alarm::HopType::Node)->latencyMs.has_value());
        for (const RouteView& view : views) {
            QVERIFY(std::none_of(view.hops.begin(), view.hops.end(),
                                 [](const RouteHop& hop) { return hop.isFirstBad; }));
        }
    }

    void thePlanNamesThePieces() {
        auto snapshot = uitest::makeSnapshot();
        auto plan = std::make_shared<model::Plan>(*snapshot.plan);
        using Type = model::PlanHop::Type;
        plan->hops.push_back({Type::Uplink, "up", "Uplink Rambouillet", "", {}, {}});
        plan->hops.push_back({Type::Transponder, "t7", "T7", "up", {}, {"sat-europe"}});
        snapshot.plan = plan;
        RouteFinder finder;
        const auto views = finder.find(snapshot, findTwins(snapshot, "f001", "europe"));
        QVERIFY(!views[1].isAssumed);
        const auto number = [&](alarm::HopType type) {
            return hopOf(views[1], type) - views[1].hops.data();
        };
        QVERIFY(number(alarm::HopType::Origin) < number(alarm::HopType::Uplink));
        QVERIFY(number(alarm::HopType::Uplink) < number(alarm::HopType::Transponder));
        QVERIFY(number(alarm::HopType::Transponder) < number(alarm::HopType::Node));
        QCOMPARE(hopOf(views[1], alarm::HopType::Transponder)->hop.name, std::string("T7"));
    }

    void anIncidentsCauseIsTheFirstBadHop() {
        auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        RouteFinder finder;
        auto views = finder.find(snapshot, twins);
        QVERIFY(views[1].isBad);
        const RouteHop transponder = *hopOf(views[1], alarm::HopType::Transponder);
        const auto incident = std::find_if(
            snapshot.incidents.begin(), snapshot.incidents.end(), [&](const auto& one) {
                return std::any_of(one.alarms.begin(), one.alarms.end(), [&](std::uint64_t id) {
                    const auto* alarm = snapshot.findAlarm(id);
                    return alarm != nullptr && alarm->isPresent() &&
                           alarm->subject == alarm::Subject{model::Scope::Path,
                                                            twins.paths[1]->ref.nodeId,
                                                            twins.paths[1]->ref.pathId};
                });
            });
        QVERIFY(incident != snapshot.incidents.end());
        incident->cause.hop = transponder.hop;
        incident->isNamed = true;
        incident->ended.reset();
        views = finder.find(snapshot, twins);
        const RouteHop* named = hopOf(views[1], alarm::HopType::Transponder);
        QVERIFY(named->isFirstBad);
        QCOMPARE(named->basis, RouteHop::Basis::Cause);
        QCOMPARE(named->incidentId, incident->id);
        // Where alarms only meet, nothing is said to be the cause.
        incident->isNamed = false;
        views = finder.find(snapshot, twins);
        QCOMPARE(hopOf(views[1], alarm::HopType::Transponder)->basis, RouteHop::Basis::Meeting);
        QVERIFY(!hopOf(views[1], alarm::HopType::Transponder)->isFirstBad);
    }

    void theStripIsUsedByKeysAndPointer() {
        const auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f001", "europe");
        RouteFinder finder;
        RouteStrip strip;
        strip.resize(900, 200);
        strip.setRoutes(snapshot, twins, finder.find(snapshot, twins));
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        QSignalSpy nodes(&strip, &RouteStrip::nodeWanted);
        const auto& hops = strip.views()[0].hops;
        for (std::size_t i = 0; i < hops.size(); ++i) {
            if (hops[i].hop.type == alarm::HopType::Node) {
                QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.hopRect(0, i).center());
            }
        }
        QCOMPARE(nodes.count(), 1);
        QCOMPARE(nodes[0][0].toString(), QStringLiteral("cloud-europe"));
        QTest::keyClick(&strip, Qt::Key_Home);
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(nodes.last()[0].toString(), QStringLiteral("origin-paris"));
        QVERIFY(strip.accessibleDescription().contains(QStringLiteral("origin")));
        const QStringList lines = strip.csv().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines[0], QStringLiteral("path,hop,name,state,margin dB,latency ms,first bad"));
        QVERIFY(lines[1].endsWith(QStringLiteral(",ok,,0,0")));
        // Narrow: more rows, nothing out of sight.
        strip.resize(260, strip.height());
        for (std::size_t i = 1; i < hops.size(); ++i) {
            // The input is said by the link before it.
            const bool isSaid = hops[i].hop.type == alarm::HopType::Input;
            QCOMPARE(strip.hopRect(0, i).isNull(), isSaid);
            QVERIFY(isSaid || strip.rect().contains(strip.hopRect(0, i)));
        }
    }

    void limitsOfRulesInForceAreLines() {
        auto snapshot = uitest::makeSnapshot();
        auto rules = std::make_shared<alarm::RuleSet>();
        rules->rules = {limitRule("late", "x.figure", alarm::Compare::Above, 3000, 2500),
                        limitRule("low", "x.figure", alarm::Compare::Below, 100, 100),
                        limitRule("other", "y.figure", alarm::Compare::Above, 1, 1)};
        alarm::Rule ofSatellite = rules->rules[0];
        ofSatellite.where.kinds = {model::PathKind::Satellite};
        ofSatellite.steps[0].limit = 900;
        rules->rules.push_back(ofSatellite);
        alarm::Rule off = limitRule("off", "x.figure", alarm::Compare::Above, 7, 7);
        off.isEnabled = false;
        rules->rules.push_back(off);
        snapshot.rules = rules;
        const Twins twins = findTwins(snapshot, "f001", "europe");
        const auto lines = thresholdsOf(snapshot, twins, gauge("x.figure"));
        QCOMPARE(lines.size(), std::size_t(3));
        const auto lineAt = [&lines](double limit) {
            return *std::find_if(lines.begin(), lines.end(),
                                 [limit](const Threshold& line) { return line.limit == limit; });
        };
        QCOMPARE(lineAt(3000).sides, (std::array<bool, 2>{true, false}));
        QCOMPARE(lineAt(900).sides, (std::array<bool, 2>{false, true}));
        QCOMPARE(lineAt(100).sides, (std::array<bool, 2>{true, true}));
        QVERIFY(!lineAt(100).isAbove);
        QCOMPARE(thresholdLabel(lineAt(3000), gauge("x.figure")),
                 QStringLiteral("▲ major > 3000 ms"));
        QCOMPARE(thresholdLabel(lineAt(100), gauge("x.figure")),
                 QStringLiteral("▲ major < 100 ms"));
        QVERIFY(thresholdText(lineAt(3000), gauge("x.figure"), twins)
                    .contains(QStringLiteral("returns at 2500 ms")));
        // A sum or a departure is no line.
        rules->rules[0].measure = alarm::Measure::Sum;
        rules->rules.resize(1);
        QVERIFY(thresholdsOf(snapshot, twins, gauge("x.figure")).empty());
    }

    void alarmsAreStretchesOfTime() {
        auto snapshot = uitest::makeSnapshot();
        snapshot.alarms.clear();
        const Twins twins = findTwins(snapshot, "f001", "europe");
        const base::Utc t0 = snapshot.now - std::chrono::minutes(5);
        const auto record = [&](std::uint64_t number, std::uint64_t id, alarm::RecordKind kind,
                                int second, alarm::Severity severity) {
            alarm::Record one;
            one.sequence = number;
            one.alarmId = id;
            one.kind = kind;
            one.at = t0 + std::chrono::seconds(second);
            one.severity = severity;
            one.ruleId = "late";
            one.subject = {model::Scope::Path, twins.paths[1]->ref.nodeId,
                           twins.paths[1]->ref.pathId};
            return one;
        };
        using Kind = alarm::RecordKind;
        std::vector<alarm::Record> records{
            record(4, 7, Kind::Cleared, 40, alarm::Severity::Major), // any order
            record(1, 7, Kind::Raised, 10, alarm::Severity::Minor),
            record(2, 7, Kind::SeverityChanged, 20, alarm::Severity::Major),
            record(3, 8, Kind::Cleared, 30, alarm::Severity::Warning), // began before
            record(5, 7, Kind::RaisedAgain, 60, alarm::Severity::Minor)};
        alarm::Record foreign = record(6, 9, Kind::Raised, 5, alarm::Severity::Critical);
        foreign.subject.id = "another";
        records.push_back(foreign);
        alarm::Record hidden = record(7, 10, Kind::Raised, 5, alarm::Severity::Critical);
        hidden.isAnnunciated = false;
        records.push_back(hidden);
        const auto spans = alarmSpans(snapshot, records, twins, t0);
        QCOMPARE(spans.size(), std::size_t(3));
        QCOMPARE(spans[0].alarmId, std::uint64_t(8));
        QVERIFY(spans[0].isOpenBefore);
        QCOMPARE(spans[0].from, t0);
        QCOMPARE(spans[1].from, t0 + std::chrono::seconds(10));
        QCOMPARE(spans[1].to, std::optional(t0 + std::chrono::seconds(40)));
        QCOMPARE(spans[1].severity, alarm::Severity::Major);
        QCOMPARE(spans[1].side, std::size_t(1));
        QVERIFY(!spans[2].to);
        QVERIFY(spanText(snapshot, spans[1], twins).contains(QStringLiteral("00:00:30")));
    }

    void thePresentBookIsShadedToo() {
        const auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        const auto spans = alarmSpans(snapshot, {}, twins, snapshot.now - std::chrono::hours(1));
        QVERIFY(!spans.empty());
        for (const AlarmSpan& span : spans) {
            QCOMPARE(snapshot.findAlarm(span.alarmId)->since, span.from);
        }
    }
};

QTEST_MAIN(RouteTest)
#include "tst_route.moc"
