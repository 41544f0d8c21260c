// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shipped sample and the CI example beside it, as QA runs them.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <filesystem>

#include "core/config/rulesfile.h"
#include "core/record/tools.h"
#include "core/replay/rerun.h"
#include "tests/support/pastlab/samplefile.h"
#include "tests/unit/replay/memoryrecording.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

const std::string folder = VIGIE_SOURCE_DIR "/resources/recordings";
const std::string sample = folder + "/outage.vigie";

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray errors;
};

Ran run(const QString& program, const QStringList& arguments, const QString& reports = {}) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("VIGIECTL", VIGIE_BIN_DIR "/vigiectl");
    environment.insert("REPORTS", reports);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    Ran ran;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit) {
        ran.code = process.exitCode();
    }
    ran.out = process.readAllStandardOutput();
    ran.errors = process.readAllStandardError();
    return ran;
}

Ran replaySample(const QStringList& more) {
    return run(VIGIE_BIN_DIR "/vigiectl",
               QStringList{"replay", QString::fromStdString(sample)} + more);
}

struct Junit {
    int tests = 0;
    int failures = 0;
    QStringList failed;
    QString error;
};

Junit readJunit(const QByteArray& bytes) {
    Junit read;
    QXmlStreamReader xml(bytes);
    QString name;
    int said = -1;
    int saidFailed = -1;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("testsuite")) {
            said = xml.attributes().value("tests").toInt();
            saidFailed = xml.attributes().value("failures").toInt();
        } else if (xml.name() == QLatin1String("testcase")) {
            ++read.tests;
            name = xml.attributes().value("name").toString();
        } else if (xml.name() == QLatin1String("failure")) {
            ++read.failures;
            read.failed << name;
        }
    }
    read.error = xml.hasError()                                      ? xml.errorString()
                 : said != read.tests || saidFailed != read.failures ? "wrong sums"
                                                                     : "";
    return read;
}

} // namespace

class TestSample : public QObject {
    Q_OBJECT
private slots:
    void theChangeHidesTheOutage() {
        // By itself, without files: what the example claims is so.
        test::MemoryRecording recording(pastlab::sampleItems());
        const auto rules = config::readRules(folder + "/ci-example/rules.yaml");
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        const auto baseline = replay::rerun(recording, {});
        replay::RerunOptions options;
        options.rules = *rules;
        const auto candidate = replay::rerun(recording, options);
        QVERIFY(baseline.has_value() && candidate.has_value());
        const auto found = replay::compare(*baseline, *candidate, 1s, 30s);
        const replay::Told* outage = nullptr;
        for (const auto& difference : found.differences) {
            if (const auto* told = replay::hiddenOutage(difference, found)) {
                outage = told;
            }
        }
        QVERIFY(outage != nullptr);
        QCOMPARE(outage->incident.severity, alarm::Severity::Critical);
        QCOMPARE(outage->incident.cause.hop.type, alarm::HopType::Uplink);
    }

    void theSampleIsSoundAndSmall() {
        QVERIFY(std::filesystem::file_size(sample) < 1'000'000);
        const auto verified = record::verify(sample, {});
        QVERIFY2(verified.has_value(), verified ? "" : verified.error().message.c_str());
        QVERIFY2(verified->isSound(),
                 verified->isSound() ? "" : verified->damages.front().what.c_str());
        QVERIFY(verified->info.isComplete);
        QVERIFY(verified->gaps.empty());
        QVERIFY(verified->ticks > 2000);
        QVERIFY(verified->info.to - verified->info.from > 8min);
    }

    void theExampleIsCaught() {
        QTemporaryDir reports;
        const Ran ran = run("/bin/sh",
                            {QString::fromStdString(folder + "/ci-example/check-rules.sh"),
                             QString::fromStdString(folder + "/ci-example/rules.yaml"),
                             QString::fromStdString(sample)},
                            reports.path());
        QVERIFY2(ran.code == 1, ran.out + ran.errors);
        QVERIFY2(ran.out.contains("HIDDEN OUTAGE"), ran.out);
        QVERIFY2(ran.out.contains("uplink Uplink"), ran.out);
        QVERIFY2(ran.out.contains("VANISHED"), ran.out);
        QVERIFY2(ran.out.indexOf("HIDDEN OUTAGE") < ran.out.indexOf("VANISHED"), ran.out);
        QFile file(reports.filePath("replay-outage.xml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Junit junit = readJunit(file.readAll());
        QCOMPARE(junit.error, QString());
        QVERIFY(junit.failures > 4);
        QVERIFY2(junit.failed.join('\n').contains("uplink Uplink"),
                 qPrintable(junit.failed.join('\n')));
    }

    void theRulesAsTheyAreHideNothing() {
        QTemporaryDir reports;
        const Ran ran =
            run("/bin/sh",
                {QString::fromStdString(folder + "/ci-example/check-rules.sh"),
                 VIGIE_SOURCE_DIR "/resources/rules/default.yaml", QString::fromStdString(sample)},
                reports.path());
        QVERIFY2(ran.code == 0, ran.out + ran.errors);
        QVERIFY2(ran.out.contains("The same"), ran.out);
    }

    void exitCodesAndForms() {
        const QString rules = QString::fromStdString(folder + "/ci-example/rules.yaml");
        QCOMPARE(replaySample({}).code, 0); // judged again, against what the desk said
        QCOMPARE(replaySample({"--against", "recorded"}).code, 0);
        QCOMPARE(replaySample({"--rules", rules}).code, 1);
        QCOMPARE(replaySample({"--rules", rules, "--fail-on", "appeared"}).code, 0);
        QCOMPARE(replaySample({"--rules", rules, "--fail-on", "none"}).code, 0);
        QCOMPARE(replaySample({"--rules", rules, "--baseline", rules}).code, 0);
        QCOMPARE(replaySample({"--rules", "nothing.yaml"}).code, 2);
        QCOMPARE(replaySample({"--from", "yesterday"}).code, 2);
        QCOMPARE(replaySample({"--fail-on", "everything"}).code, 2);
        QCOMPARE(replaySample({"--rules", rules, "--output", "/nowhere/at/all"}).code, 2);
        QCOMPARE(run(VIGIE_BIN_DIR "/vigiectl", {"replay", "/nowhere.vigie"}).code, 2);
        const Ran json = replaySample({"--rules", rules, "--format", "json"});
        QVERIFY2(json.out.contains("\"hidden_outages\":[{"), json.out);
        QCOMPARE(json.out, replaySample({"--rules", rules, "--format", "json"}).out);
        const Ran junit = replaySample({"--format", "junit"});
        const Junit read = readJunit(junit.out);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.failures, 0);
        QCOMPARE(read.tests, 5);
    }
};

QTEST_GUILESS_MAIN(TestSample)
#include "tst_sample.moc"
