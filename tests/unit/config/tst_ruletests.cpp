// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/config/rulesfile.h"
#include "core/config/ruletests.h"

using namespace vigie;
using namespace std::chrono_literals;
using Verdict = alarm::Explanation::Verdict;

namespace {

config::RuleTests readGood(const std::string& text) {
    const auto read = config::readRuleTestsText(text, "tests.yaml");
    if (!read) {
        qFatal("%s", read.error().message.c_str());
    }
    return *read;
}

const char* const margin = R"(
version: 1
tests:
  - name: margin
    samples: {rf.margin: [[0s, 3], [2s, 0.5], [8s, 3, -1]]}
    expect:
      - {at: 1s, clear: rf.margin}
      - {at: 4s, raised: rf.margin, severity: major}
)";

} // namespace

/// Tests of rules: read, run, explained, and that they fail when the rules are not as they say.
class TestRuleTests : public QObject {
    Q_OBJECT
private slots:
    void shippedRules() {
        const QString file = QFINDTESTDATA("../../../resources/rules/default.tests.yaml");
        QVERIFY(!file.isEmpty());
        const auto all = config::readRuleTests(file.toStdString());
        QVERIFY2(all.has_value(), all ? "" : all.error().message.c_str());
        QVERIFY(all->tests.size() >= 25);
        for (const alarm::RuleTest& test : all->tests) {
            for (const auto& failure : alarm::runTest(test, config::defaultRules())) {
                QTest::qFail(
                    qPrintable(QString::fromStdString(failure.definedAt + ": " + failure.message)),
                    __FILE__, __LINE__);
            }
        }
    }

    void failuresAreTold() {
        auto tests = readGood(margin).tests;
        QVERIFY(alarm::runTest(tests[0], config::defaultRules()).empty());
        tests[0].expectations[0].severity = alarm::Severity::Major;
        tests[0].expectations[1].severity = alarm::Severity::Critical;
        const auto failures = alarm::runTest(tests[0], config::defaultRules());
        QCOMPARE(failures.size(), std::size_t{2});
        QCOMPARE(failures[0].message, std::string("at 1 s: rf.margin was expected to be major and "
                                                  "is quiet (value 3, limit 1)"));
        QCOMPARE(failures[0].definedAt, std::string("tests.yaml:7:9"));
        QVERIFY2(failures[1].message.find("raised as major (value 0.5, limit 1)") !=
                     std::string::npos,
                 failures[1].message.c_str());
        tests[0].expectations = {{1s, "no.rule", alarm::Severity::None, "here"}};
        QCOMPARE(alarm::runTest(tests[0], config::defaultRules()).size(), std::size_t{1});
    }

    void explains() {
        const auto test = readGood(margin).tests[0];
        const auto at = [&test](std::chrono::milliseconds when) {
            return alarm::explainTest(test, config::defaultRules(), when, "rf.margin");
        };
        QCOMPARE(at(1s).verdict, Verdict::Quiet);
        QCOMPARE(at(2500ms).verdict, Verdict::Pending);
        QVERIFY(at(2500ms).left == 500ms);
        QCOMPARE(at(5s).verdict, Verdict::Raised);
        QCOMPARE(at(9s).verdict, Verdict::Clearing);
        // 3 dB at 8 s, one less each second.
        QCOMPARE(*at(10s).value, 1.0);
        QVERIFY(at(5s).definedAt.starts_with("default.yaml:"));
    }

    void subjectsChoose() {
        const auto rules = config::readRulesText(R"(
version: 1
defaults: false
rules:
  - {id: a, metric: content.black, name: {en: A}, severities: {minor: {is: [present]}}, where: {importance: [high], kinds: [cloud]}}
)",
                                                 "rules.yaml");
        QVERIFY(rules.has_value());
        auto test = readGood(R"(
version: 1
tests:
  - name: chosen
    subject: {importance: high, kind: cloud, node: n, input: i, path: p, region: r, feed: f, sport: s, transport: srt}
    samples: {content.black: [[0s, present]]}
    expect: [{at: 1s, raised: a, severity: minor}]
)")
                        .tests[0];
        QVERIFY(alarm::runTest(test, *rules).empty());
        test.facts.importance = model::Importance::Low;
        QCOMPARE(alarm::explainTest(test, *rules, 1s, "a").verdict, Verdict::NotForSubject);
    }

    void faults_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const char* body, const char* line) {
            QTest::newRow(name) << body << line;
        };
        row("no tests", "", "t.yaml:1:1: missing key 'tests'");
        row("nothing expected", "tests: [{name: a, samples: {}, expect: []}]",
            "t.yaml:2:40: a test that expects nothing can not fail");
        row("metric",
            "tests: [{name: a, samples: {rf.margn: [[0s, 1]]}, expect: [{at: 1s, clear: "
            "rf.margin}]}]",
            "t.yaml:2:39: there is no metric 'rf.margn', did you mean 'rf.margin'?");
        row("state",
            "tests: [{name: a, samples: {rf.lock: [[0s, lokked]]}, expect: [{at: 1s, "
            "clear: rf.unlocked}]}]",
            "t.yaml:2:44: 'rf.lock' has no state 'lokked', expected one of unknown, locked, "
            "unlocked");
        row("order",
            "tests: [{name: a, samples: {rf.cn: [[2s, 1], [1s, 1]]}, expect: [{at: 1s, "
            "clear: x}]}]",
            "t.yaml:2:47: the times of a signal must rise");
        row("severity", "tests: [{name: a, samples: {}, expect: [{at: 1s, raised: x}]}]",
            "t.yaml:2:41: missing key 'severity'");
        row("both", "tests: [{name: a, samples: {}, expect: [{at: 1s, raised: x, clear: x}]}]",
            "t.yaml:2:41: expected one of 'raised' and 'clear'");
        row("span",
            "tests: [{name: a, no_contact: [[2s, 1s]], samples: {}, expect: [{at: 1s, "
            "clear: x}]}]",
            "t.yaml:2:32: it ends before it begins");
        row("name",
            "tests: [{name: a, samples: {}, expect: [{at: 1s, clear: x}]}, {name: a, "
            "samples: {}, expect: [{at: 1s, clear: x}]}]",
            "t.yaml:2:63: the name 'a' is given twice");
    }
    void faults() {
        QFETCH(QString, body);
        QFETCH(QString, line);
        const auto read =
            config::readRuleTestsText(("version: 1\n" + body + "\n").toStdString(), "t.yaml");
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().message), line);
    }
};

QTEST_APPLESS_MAIN(TestRuleTests)
#include "tst_ruletests.moc"
