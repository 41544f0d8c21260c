// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/rulesfile.h"

using namespace vigie;
using namespace std::chrono_literals;
using alarm::Compare;
using alarm::Measure;
using alarm::Rule;
using alarm::Severity;

namespace {

/// One rule that has nothing wrong, with `more` keys.
std::string oneRule(const std::string& more = "") {
    return "version: 1\ndefaults: false\nrules:\n"
           "  - {id: a, metric: rf.margin, name: {en: A}, severities: {major: {below: 1}}" +
           (more.empty() ? "" : ", " + more) + "}\n";
}

base::Result<alarm::RuleSetPtr> read(const std::string& text) {
    return config::readRulesText(text, "site.yaml");
}

/// The last rule of a text that must be right.
Rule lastOf(const std::string& text) {
    const auto rules = read(text);
    if (!rules) {
        qFatal("%s", rules.error().message.c_str());
    }
    return (*rules)->rules.back();
}

} // namespace

/// Rules files: what they may say, what they inherit, and how they are told what they may not.
class TestRulesFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", name);
        }
        file.write(text);
        return file.fileName().toStdString();
    }

private slots:
    void everyKey() {
        const Rule rule = lastOf(R"(
version: 1
defaults: false
rules:
  - {id: other, metric: path.state, name: {en: O}, severities: {minor: {is: [no data]}}}
  - id: site.errored
    fault: errored-seconds
    on: path
    metric: es.errored
    measure: percent
    window: 15min
    where:
      regions: [emea]
      feeds: [f001]
      sports: [athletics]
      nodes: [cloud-paris]
      inputs: [in-1]
      kinds: [cloud, satellite]
      transports: [srt]
      importance: [high]
    unless: [other]
    on_air_only: false
    latched: true
    enabled: false
    unknown_hold: 5s
    unit: "%"
    name: {en: Errored, fr: Erroné}
    do: {en: Look, fr: Regarder}
    link: https://example.org/errored
    severities:
      major: {above: 10, clear: 5, after: 1min, hold: 500ms}
      warning: {above: 1}
)");
        QCOMPARE(rule.id, std::string("site.errored"));
        QCOMPARE(rule.kind, alarm::FaultKind::ErroredSeconds);
        QCOMPARE(rule.scope, model::Scope::Path);
        QCOMPARE(rule.measure, Measure::Percent);
        QVERIFY(rule.window == 15min);
        QCOMPARE(rule.where.regions, std::vector<std::string>{"emea"});
        QCOMPARE(rule.where.feeds, std::vector<std::string>{"f001"});
        QCOMPARE(rule.where.sports, std::vector<std::string>{"athletics"});
        QCOMPARE(rule.where.nodes, std::vector<std::string>{"cloud-paris"});
        QCOMPARE(rule.where.inputs, std::vector<std::string>{"in-1"});
        QVERIFY(rule.where.kinds ==
                (std::vector{model::PathKind::Cloud, model::PathKind::Satellite}));
        QVERIFY(rule.where.transports == std::vector{model::Transport::Srt});
        QVERIFY(rule.where.importances == std::vector{model::Importance::High});
        QCOMPARE(rule.unless, std::vector<std::string>{"other"});
        QVERIFY(!rule.isOnAirOnly && rule.isLatched && !rule.isEnabled);
        QVERIFY(rule.unknownHold == 5s);
        QCOMPARE(rule.unit, std::string("%"));
        QCOMPARE(rule.name.fr, std::string("Erroné"));
        QCOMPARE(rule.todo.en, std::string("Look"));
        QCOMPARE(rule.link, std::string("https://example.org/errored"));
        QCOMPARE(rule.definedAt, std::string("site.yaml:6:5"));
        // Severities rise, whatever the file's order.
        QCOMPARE(rule.steps.size(), std::size_t{2});
        QCOMPARE(rule.steps[0].severity, Severity::Warning);
        QCOMPARE(rule.steps[0].clear, 1.0);
        QCOMPARE(rule.steps[1].severity, Severity::Major);
        QCOMPARE(rule.steps[1].limit, 10.0);
        QCOMPARE(rule.steps[1].clear, 5.0);
        QVERIFY(rule.steps[1].onDelay == 1min && rule.steps[1].offDelay == 500ms);
    }

    void whatIsNotGiven() {
        const Rule input = lastOf(oneRule());
        QCOMPARE(input.kind, alarm::FaultKind::Other);
        QCOMPARE(input.scope, model::Scope::Input);
        QCOMPARE(input.measure, Measure::Value);
        QCOMPARE(input.unit, std::string("dB"));
        QVERIFY(input.isEnabled && !input.isLatched);
        QVERIFY2(!input.isOnAirOnly, "an input is not on air");
        QVERIFY(input.unknownHold == 30s);
        QCOMPARE(input.steps[0].compare, Compare::Below);
        const Rule path = lastOf("version: 1\ndefaults: false\nrules:\n  - {id: a, metric: "
                                 "content.black, name: {en: A}, severities: {major: {is: "
                                 "[present]}}}\n");
        QVERIFY(path.isOnAirOnly);
        QVERIFY(path.steps[0].states == std::vector<std::int64_t>{model::state::ContentPresent});
    }

    void defaultsComeFirst() {
        const auto rules = read("version: 1\nrules:\n  - {id: rf.margin, severities: {major: "
                                "{below: 3, clear: 4}}, where: {regions: [emea]}}\n");
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        const auto& all = (*rules)->rules;
        QCOMPARE(all.size(), config::defaultRules()->rules.size() + 1);
        QVERIFY(std::equal(config::defaultRules()->rules.begin(),
                           config::defaultRules()->rules.end(), all.begin()));
        const Rule* shipped = config::defaultRules()->find("rf.margin");
        const Rule& own = all.back();
        // What it does not say is what shipped.
        QCOMPARE(own.name.en, shipped->name.en);
        QCOMPARE(own.kind, alarm::FaultKind::RfMargin);
        QCOMPARE(own.steps.size(), std::size_t{1});
        QCOMPARE(own.steps[0].limit, 3.0);
        QCOMPARE(own.definedAt, std::string("site.yaml:3:5"));
        QCOMPARE((*rules)->source, std::string("site.yaml"));
    }

    void inherits() {
        const auto rules = read(R"(
version: 1
defaults: false
rules:
  - {id: late, extends: early, name: {en: Late}}
  - {id: early, metric: rf.margin, latched: true, name: {en: Early}, severities: {major: {below: 1}}, where: {regions: [emea]}}
  - {id: early, extends: early, where: {nodes: [n1]}, latched: false}
  - {id: early, where: {nodes: [n2]}}
)");
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        const auto& all = (*rules)->rules;
        QCOMPARE(all.size(), std::size_t{4});
        QCOMPARE(all[0].id, std::string("late"));
        QCOMPARE(all[0].name.en, std::string("Late"));
        // Of two variants and none for all, the last one.
        QCOMPARE(all[0].where.nodes, std::vector<std::string>{"n2"});
        QVERIFY2(all[2].where.regions.empty(), "a variant chooses anew");
        QVERIFY(!all[2].isLatched);
        QCOMPARE(all[2].steps, all[1].steps);
    }

    void disables() {
        const auto rules = read("version: 1\ndisable: [rf.margin]\nrules:\n  - {id: rf.margin, "
                                "where: {nodes: [n1]}, enabled: true}\n");
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        const Rule& own = (*rules)->rules.back();
        QVERIFY(own.isEnabled);
        for (const Rule& rule : (*rules)->rules) {
            if (rule.id == "rf.margin" && &rule != &own) {
                QVERIFY(!rule.isEnabled);
            }
        }
    }

    void includes() {
        write("base.yaml", "version: 1\nrules:\n  - {id: a, metric: rf.margin, name: {en: A}, "
                           "severities: {major: {below: 1}}}\n");
        QVERIFY(QDir(m_folder.path()).mkpath("sub"));
        write("sub/more.yaml", "version: 1\ninclude: [../base.yaml]\nrules:\n  - {id: b, extends: "
                               "a, name: {en: B}}\n");
        const auto file =
            write("all.yaml", "version: 1\ndefaults: false\ninclude: "
                              "[sub/more.yaml]\nrules:\n  - {id: a, latched: true}\n");
        const auto rules = config::readRules(file);
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        QCOMPARE((*rules)->rules.size(), std::size_t{3});
        QVERIFY((*rules)->rules[2].isLatched);
        QVERIFY((*rules)->rules[1].definedAt.ends_with("more.yaml:4:5"));
        QVERIFY2((*rules)->rules[1].isLatched, "it extends what is in force for all");

        const auto circle = write("circle.yaml", "version: 1\ninclude: [circle2.yaml]\n");
        write("circle2.yaml", "version: 1\ninclude: [circle2.yaml]\n");
        const auto failed = config::readRules(circle);
        QVERIFY(!failed);
        QVERIFY(QString::fromStdString(failed.error().message).contains("included already"));
        QVERIFY(!config::readRules(m_folder.filePath("none.yaml").toStdString()));
        QVERIFY(!config::readRules(m_folder.path().toStdString()));
    }

    void faultsOfAllFiles() {
        write("bad.yaml", "version: 1\nrules:\n  - {id: b, metric: rf.margin, name: {en: B}, "
                          "severities: {major: {below: x}}}\n");
        const auto failed = config::readRules(
            write("outer.yaml", "version: 1\ninclude: [bad.yaml, nowhere.yaml]\nrulez: []\n"));
        QVERIFY(!failed);
        const QString text = QString::fromStdString(failed.error().message);
        QVERIFY2(text.contains("outer.yaml:2:21: cannot include"), qPrintable(text));
        QVERIFY2(text.contains("outer.yaml:3:1: unknown key 'rulez', did you mean 'rules'?"),
                 qPrintable(text));
        QVERIFY2(text.contains("bad.yaml:3:75: expected a number"), qPrintable(text));
    }

    void revisionFollowsTheContent() {
        const auto one = read(oneRule());
        const auto same = read(oneRule());
        const auto other = read(oneRule("latched: true"));
        QCOMPARE((*one)->revision, (*same)->revision);
        QVERIFY((*one)->revision != (*other)->revision);
        QCOMPARE((*one)->revision.size(), std::size_t{16});
    }

    void faults_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("what");
        const auto rule = [](const char* name, const char* text, const char* place,
                             const char* what) {
            QTest::newRow(name) << "version: 1\ndefaults: false\nrules:\n  - {id: x, metric: "
                                   "rf.lock, name: {en: X}, severities: {major: {is: "
                                   "[unlocked]}}}\n" +
                                       QString(text)
                                << place << what;
        };
        QTest::newRow("no map") << "- a\n"
                                << "1:1"
                                << "expected a map";
        QTest::newRow("version") << "version: 2\n"
                                 << "1:10"
                                 << "from 1 to 1";
        QTest::newRow("no version") << "rules: []\n"
                                    << "1:1"
                                    << "missing key 'version'";
        QTest::newRow("unknown disabled") << "version: 1\ndisable: [rf.margn]\n"
                                          << "2:11"
                                          << "did you mean 'rf.margin'?";
        QTest::newRow("include") << "version: 1\ninclude: [a.yaml]\n"
                                 << "2:11"
                                 << "can not include";
        rule("key", "  - {id: x, where: {nodes: [n]}, metrik: rf.lock}\n", "5:34",
             "did you mean 'metric'?");
        rule("id", "  - {id: A b, metric: rf.margin, name: {en: A}}\n", "5:10", "expected an id");
        rule("no id", "  - {metric: rf.margin}\n", "5:5", "missing key 'id'");
        rule("no name", "  - {id: a, metric: rf.margin, severities: {major: {below: 1}}}\n", "5:5",
             "missing key 'name'");
        rule("no metric", "  - {id: a, name: {en: A}, severities: {major: {below: 1}}}\n", "5:5",
             "missing key 'metric'");
        rule("no severities", "  - {id: a, name: {en: A}, metric: rf.margin}\n", "5:5",
             "missing key 'severities'");
        rule("empty severities", "  - {id: x, where: {nodes: [n]}, severities: {}}\n", "5:46",
             "at least one of critical");
        rule("English", "  - {id: x, where: {nodes: [n]}, name: {fr: X}}\n", "5:40",
             "missing key 'en'");
        rule("fault", "  - {id: x, where: {nodes: [n]}, fault: continuty}\n", "5:41",
             "did you mean 'continuity'?");
        rule("metric",
             "  - {id: a, name: {en: A}, metric: rf.margn, severities: {major: {below: "
             "1}}}\n",
             "5:36", "did you mean 'rf.margin'?");
        rule("PID",
             "  - {id: a, name: {en: A}, metric: pid.bitrate, severities: {major: {below: "
             "1}}}\n",
             "5:36", "metrics of PIDs");
        rule("on",
             "  - {id: a, on: path, name: {en: A}, metric: rf.margin, severities: {major: "
             "{below: 1}}}\n",
             "5:17", "'rf.margin' is measured on: input");
        rule("variant of another scope",
             "  - {id: x, where: {regions: [r]}, on: path, metric: content.black, severities: "
             "{major: {is: [present]}}}\n",
             "5:54", "'x' is on a input");
        rule("given twice",
             "  - {id: x, metric: rf.lock, name: {en: X}, severities: {major: {is: "
             "[unlocked]}}}\n",
             "5:10", "given twice");
        rule("state", "  - {id: x, where: {nodes: [n]}, severities: {major: {is: [lockd]}}}\n",
             "5:60", "did you mean 'locked'?");
        rule("unknown is no state",
             "  - {id: x, where: {nodes: [n]}, severities: {major: {is: [unknown]}}}\n", "5:60",
             "no state 'unknown'");
        rule("limit of states",
             "  - {id: x, where: {nodes: [n]}, severities: {major: {above: 1}}}\n", "5:54",
             "has states: use 'is'");
        rule("both",
             "  - {id: x, where: {nodes: [n]}, severities: {major: {above: 1, below: 2}}}\n",
             "5:54", "expected one of 'above', 'below' and 'is'");
        rule("states of a gauge",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: "
             "{major: {is: [low]}}}\n",
             "5:72", "needs the value of a metric that has states");
        rule("clear above",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: {major: "
             "{above: 1, clear: 2}}}\n",
             "5:85", "must not be above the limit 1");
        rule("clear below",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: {major: "
             "{below: 1, clear: 0}}}\n",
             "5:85", "must not be below the limit 1");
        rule("directions",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: {minor: "
             "{below: 1}, major: {above: 2}}}\n",
             "5:86", "same direction");
        rule("order",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: {minor: {below: "
             "1}, major: {below: 2}}}\n",
             "5:86", "begins before minor");
        rule("same step",
             "  - {id: a, name: {en: A}, metric: rf.margin, severities: {minor: "
             "{below: 1}, major: {below: 1}}}\n",
             "5:86", "longer 'after'");
        rule("rate of a gauge",
             "  - {id: a, name: {en: A}, metric: rf.margin, measure: rate, "
             "severities: {major: {above: 1}}}\n",
             "5:56", "rate needs a counter");
        rule("value of a counter",
             "  - {id: a, name: {en: A}, metric: srt.lost, severities: "
             "{major: {above: 1}}}\n",
             "5:36", "only grows");
        rule("percent",
             "  - {id: a, name: {en: A}, metric: srt.lost, measure: percent, "
             "severities: {major: {above: 1}}}\n",
             "5:55", "counter of seconds");
        rule("percentage",
             "  - {id: a, name: {en: A}, metric: es.errored, measure: percent, "
             "severities: {major: {above: 101}}}\n",
             "5:94", "between 0 and 100");
        rule("window",
             "  - {id: a, name: {en: A}, metric: srt.lost, measure: sum, window: 1s, "
             "severities: {major: {above: 1}}}\n",
             "5:68", "from 2s to 24h");
        rule("window of a value", "  - {id: x, where: {nodes: [n]}, window: 1min}\n", "5:42",
             "goes with 'measure: sum'");
        rule("target", "  - {id: x, where: {nodes: [n]}, target: 1}\n", "5:42",
             "goes with 'measure: forecast'");
        rule("forecast",
             "  - {id: a, name: {en: A}, metric: rf.margin, measure: forecast, "
             "severities: {major: {above: 1}}}\n",
             "5:94", "use 'below'");
        rule("missing",
             "  - {id: a, name: {en: A}, metric: rf.margin, measure: missing, "
             "severities: {major: {below: 1}}}\n",
             "5:93", "use 'above'");
        rule("delay",
             "  - {id: x, where: {nodes: [n]}, severities: {major: {is: [unlocked], "
             "after: 5}}}\n",
             "5:78", "expected a duration");
        rule("long delay",
             "  - {id: x, where: {nodes: [n]}, severities: {major: {is: [unlocked], "
             "after: 25h}}}\n",
             "5:78", "at most 24h");
        rule("link", "  - {id: x, where: {nodes: [n]}, link: wiki}\n", "5:40", "https://");
        rule("on air", "  - {id: x, where: {nodes: [n]}, on_air_only: true}\n", "5:47",
             "only paths are on air");
        rule("unknown unless", "  - {id: x, where: {nodes: [n]}, unless: [y]}\n", "5:43",
             "there is no rule 'y'");
        rule("own unless", "  - {id: x, where: {nodes: [n]}, unless: [x]}\n", "5:43",
             "does not explain itself");
        rule("unless of a path",
             "  - {id: y, metric: path.state, name: {en: Y}, severities: {major: {is: [no "
             "data]}}}\n  - {id: x, where: {nodes: [n]}, unless: [y]}\n",
             "6:43", "'y' is on a path");
        rule("explained in a circle",
             "  - {id: y, extends: x, unless: [z]}\n  - {id: z, extends: x, unless: [y]}\n", "5:34",
             "explain each other");
        rule("unknown base", "  - {id: y, extends: xx}\n", "5:22", "there is no rule 'xx'");
        rule("own base", "  - {id: y, extends: y, where: {nodes: [n]}}\n", "5:22",
             "no rule before it");
        rule("bases in a circle", "  - {id: y, extends: z}\n  - {id: z, extends: y}\n", "6:22",
             "extend each other");
        rule("a node's where",
             "  - {id: a, name: {en: A}, metric: node.cpu, where: {feeds: [f]}, severities: "
             "{major: {above: 1}}}\n",
             "5:61", "a node has no feeds");
        rule("kinds", "  - {id: x, where: {kinds: [fiber]}}\n", "5:29", "did you mean 'fibre'?");
        rule("twice in a list", "  - {id: x, where: {nodes: [n, n]}}\n", "5:32", "given twice");
    }
    void faults() {
        QFETCH(QString, yaml);
        QFETCH(QString, place);
        QFETCH(QString, what);
        const auto rules = read(yaml.toStdString());
        QVERIFY2(!rules, "it was accepted");
        const QString text = QString::fromStdString(rules.error().message);
        const QStringList lines = text.split('\n');
        const bool isSaid = std::any_of(lines.begin(), lines.end(), [&](const QString& line) {
            return line.startsWith("site.yaml:" + place + ": ") && line.contains(what);
        });
        QVERIFY2(isSaid, qPrintable(text));
        QVERIFY2(lines.size() <= 2, qPrintable("one fault, one line: " + text));
    }
};

QTEST_APPLESS_MAIN(TestRulesFile)
#include "tst_rulesfile.moc"
